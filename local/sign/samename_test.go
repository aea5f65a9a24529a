package sign

import (
	"encoding/asn1"
	"testing"
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
		"a text that is no text": {nameWritten(numeric, asn1.TagOctetString, "Co quan cap chung thu"), false},
	} {
		if sameName(mine, c.name) != c.same || sameName(c.name, mine) != c.same {
			t.Errorf("%s: it should be %v", what, c.same)
		}
	}
}
