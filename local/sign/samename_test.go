package sign

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// nameWritten is a name of one country and one office, by the tags of their texts.
func nameWritten(country, officeTag int, text string) []byte {
	type part struct {
		Type  asn1.ObjectIdentifier
		Value asn1.RawValue
	}
	of := func(oid asn1.ObjectIdentifier, tag int, text string) asn1.RawValue {
		b, _ := asn1.Marshal([]part{{oid, asn1.RawValue{Tag: tag, Bytes: []byte(text)}}})
		return asn1.RawValue{Tag: asn1.TagSet, IsCompound: true, Bytes: inner(b)}
	}
	b, _ := asn1.Marshal([]asn1.RawValue{of(asn1.ObjectIdentifier{2, 5, 4, 6}, country, "VN"), of(asn1.ObjectIdentifier{2, 5, 4, 10}, officeTag, text)})
	return b
}

func inner(der []byte) []byte {
	var v asn1.RawValue
	if _, err := asn1.Unmarshal(der, &v); err != nil {
		panic(err)
	}
	return v.Bytes
}

func TestANameIsTheSameHoweverItsTextsAreWritten(t *testing.T) {
	const printable, utf8, numeric = asn1.TagPrintableString, asn1.TagUTF8String, asn1.TagNumericString
	mine := nameWritten(printable, utf8, "Co quan cap  chung thu")
	for what, c := range map[string]struct {
		name []byte
		same bool
	}{
		"itself":                 {mine, true},
		"another encoding":       {nameWritten(utf8, printable, "Co quan cap chung thu"), true},
		"capitals and blanks":    {nameWritten(utf8, utf8, " CO QUAN cap chung   thu "), true},
		"another office":         {nameWritten(printable, utf8, "Co quan cap chung thy"), false},
		"blanks inside a word":   {nameWritten(printable, utf8, "Co quan cap chungthu"), false},
		"a name with more":       {append(nameWritten(printable, utf8, "Co quan cap chung thu"), 0), false},
		"no name":                {[]byte{0x30}, false},
		"a nought more":          {nameWritten(printable, utf8, "Co quan cap chung thu\x00"), false},
		"letters cut in two":     {nameWritten(printable, utf8, "Co quan cap chung thu\xe1"), false},
		"another office's text":  {nameWritten(printable, asn1.TagT61String, "Co quan cap chung thu\xe1"), false},
		"a text that is no text": {nameWritten(numeric, asn1.TagOctetString, "Co quan cap chung thu"), false},
	} {
		if sameName(mine, c.name) != c.same || sameName(c.name, mine) != c.same {
			t.Errorf("%s: it should be %v", what, c.same)
		}
	}
}

// TestTextsThatCannotBeReadAreTheSameAsThemselvesOnly: what takes their place when
// they are read anyhow is the same for all of them.
func TestTextsThatCannotBeReadAreTheSameAsThemselvesOnly(t *testing.T) {
	const printable = asn1.TagPrintableString
	for what, c := range map[string][2][]byte{
		"halves of letters":     {nameWritten(printable, asn1.TagBMPString, "\xd8\x00"), nameWritten(printable, asn1.TagBMPString, "\xd8\x01")},
		"beyond all letters":    {nameWritten(printable, int(tagUniversal), "\x7f\x00\x00\x00"), nameWritten(printable, int(tagUniversal), "\x7e\x00\x00\x00")},
		"cut in two":            {nameWritten(printable, asn1.TagUTF8String, "\xe1"), nameWritten(printable, asn1.TagUTF8String, "\xe2")},
		"letters of who knows":  {nameWritten(printable, asn1.TagT61String, "\xe1"), nameWritten(printable, asn1.TagT61String, "\xe2")},
		"UTF-8 in another kind": {nameWritten(printable, asn1.TagT61String, "c\xe1\xba\xa5p"), nameWritten(printable, asn1.TagUTF8String, "cấp")},
		"unseen, two kinds":     {nameWritten(printable, asn1.TagIA5String, "a\x00"), nameWritten(printable, asn1.TagUTF8String, "a\x00")},
	} {
		if sameName(c[0], c[1]) || !sameName(c[0], c[0]) {
			t.Errorf("%s: they are the same", what)
		}
	}
}

// TestWordsOfANameThatStandSideBySideHaveNoOrder since DER orders them by how they
// are encoded.
func TestWordsOfANameThatStandSideBySideHaveNoOrder(t *testing.T) {
	word := func(kind byte, tag cbasn1.Tag, text string) []byte {
		return wrap(cbasn1.SEQUENCE, []byte{6, 3, 0x55, 4, kind}, wrap(tag, []byte(text)))
	}
	name := func(steps ...[]byte) []byte { return wrap(cbasn1.SEQUENCE, steps...) }
	set := func(words ...[]byte) []byte { return wrap(cbasn1.SET, words...) }
	who, where := word(3, cbasn1.UTF8String, "mẫu"), word(11, cbasn1.PrintableString, "BO PHAN")
	mine := name(set(who, where))
	for what, c := range map[string]struct {
		name []byte
		same bool
	}{
		"turned round":    {name(set(word(11, cbasn1.UTF8String, "bo phan"), word(3, cbasn1.UTF8String, "MẪU"))), true},
		"one below other": {name(set(who), set(where)), false},
		"one more":        {name(set(who, where, where)), false},
		"one less":        {name(set(who)), false},
		"words exchanged": {name(set(word(11, cbasn1.UTF8String, "mẫu"), word(3, cbasn1.PrintableString, "BO PHAN"))), false},
	} {
		if sameName(mine, c.name) != c.same || sameName(c.name, mine) != c.same {
			t.Errorf("%s: it should be %v", what, c.same)
		}
	}
	if sameName(name(set(word(3, cbasn1.UTF8String, "Viet"))), name(set(word(3, cbasn1.UTF8String, "V\u0130ET")))) {
		t.Error("a dotted capital is another letter")
	}
}

// TestAnAddressOfListsThatIsANameIsComparedAsOne and one of another kind is not.
func TestAnAddressOfListsThatIsANameIsComparedAsOne(t *testing.T) {
	directory := func(name []byte) []byte { return wrap(nameDirectory, name) }
	mine := directory(nameWritten(asn1.TagPrintableString, asn1.TagUTF8String, "Danh sach 1"))
	for what, c := range map[string]struct {
		other []byte
		same  bool
	}{
		"other letters": {directory(nameWritten(asn1.TagUTF8String, asn1.TagPrintableString, "danh  SACH 1")), true},
		"another part":  {directory(nameWritten(asn1.TagPrintableString, asn1.TagUTF8String, "Danh sach 2")), false},
		"an address":    {uri("Danh sach 1"), false},
	} {
		if sharesName([][]byte{uri("http://ca.example"), mine}, [][]byte{c.other}) != c.same {
			t.Errorf("%s: it should be %v", what, c.same)
		}
	}
	if sharesName([][]byte{uri("http://CA.example")}, [][]byte{uri("http://ca.example")}) {
		t.Error("an address of the network is compared by its bytes")
	}
}

// TestNamesWithoutEndCostNoMinutes: they are compared byte by byte, and no authority
// may give them out.
func TestNamesWithoutEndCostNoMinutes(t *testing.T) {
	long := func(text string) []byte {
		word := wrap(cbasn1.SEQUENCE, named(oidOrganisation), wrap(cbasn1.UTF8String, []byte(text)))
		return wrap(cbasn1.SEQUENCE, bytes.Repeat(wrap(cbasn1.SET, word), 2000))
	}
	one, other := long(strings.Repeat("\ufdfa", 40)), long(strings.Repeat("\ufdfa", 39)+" \ufdfa")
	begun := time.Now()
	for range 1000 {
		if !sameName(one, bytes.Clone(one)) || sameName(one, other) {
			t.Fatal("a long name is itself and no other")
		}
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("a thousand long names took %s", took)
	}
	if shut := (branches{excluded: []cryptobyte.String{nameWritten(asn1.TagPrintableString, asn1.TagUTF8String, "Mẫu Sơn")}}); shut.allow(one) {
		t.Error("nobody looked into the name, and it is allowed")
	}
}

// TestAnAuthorityThatChangedItsKeyIsNotSelfMade: the older key signs the newer under one
// name.
func TestAnAuthorityThatChangedItsKeyIsNotSelfMade(t *testing.T) {
	name, other, key := []byte{0x30, 0}, []byte{0x30, 2, 0x31, 0}, []byte{1}
	for _, c := range []struct {
		about x509.Certificate
		want  bool
	}{
		{x509.Certificate{RawIssuer: name, RawSubject: name}, true},
		{x509.Certificate{RawIssuer: name, RawSubject: name, SubjectKeyId: key}, true},
		{x509.Certificate{RawIssuer: name, RawSubject: name, SubjectKeyId: key, AuthorityKeyId: key}, true},
		{x509.Certificate{RawIssuer: name, RawSubject: name, SubjectKeyId: key, AuthorityKeyId: []byte{2}}, false},
		{x509.Certificate{RawIssuer: other, RawSubject: name, SubjectKeyId: key, AuthorityKeyId: key}, false},
	} {
		if got := selfMade(&c.about); got != c.want {
			t.Errorf("%+v: %v", c.about, got)
		}
	}
	if long := calledBy(pkix.Name{CommonName: strings.Repeat("ă", 5000)}); len([]rune(long)) != mostCalled+1 {
		t.Errorf("a name of %d letters", len([]rune(long)))
	}
}
