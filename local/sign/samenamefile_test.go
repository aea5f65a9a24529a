package sign

import (
	"bytes"
	"crypto"
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"tram/local/office"

	"golang.org/x/crypto/ocsp"
	"golang.org/x/text/unicode/norm"
)

const (
	tagPrintable, tagUTF8, tagT61, tagBMPString = asn1.TagPrintableString, asn1.TagUTF8String, asn1.TagT61String, asn1.TagBMPString
	middleName                                  = "Co quan cap chung thu"
	middleNameToned                             = "Cơ quan cấp chứng thư"
)

func inBMP(s string) (b string) {
	for _, u := range utf16.Encode([]rune(s)) {
		b += string([]byte{byte(u >> 8), byte(u)})
	}
	return b
}

// authorityNamed issues an authority under a name that is written as given.
func authorityNamed(t testing.TB, over *issuer, name []byte, change func(*x509.Certificate)) *issuer {
	t.Helper()
	return makeCertificate(t, over, "", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		asAuthority(c)
		c.RawSubject = name
		if change != nil {
			change(c)
		}
	})
}

// naming is an issuer that writes its own name in another way below itself.
func (i *issuer) naming(name []byte) *issuer {
	c := *i.c
	c.RawSubject = name
	return &issuer{&c, i.key, i.over}
}

// namedWorld is one whose authority calls itself by one name and is called by another
// in all that stands below it.
func namedWorld(t testing.TB, itself, below []byte, change func(*x509.Certificate)) *world {
	t.Helper()
	w := newWorld(t, nil)
	w.root = authorityNamed(t, nil, nameWritten(tagPrintable, tagPrintable, "Goc Vi Du"), nil)
	rootBelow := w.root.naming(nameWritten(tagUTF8, tagUTF8, "GOC vi  Du"))
	w.middle = authorityNamed(t, rootBelow, itself, change)
	w.clerk = makeCertificate(t, w.middle.naming(below), "Nguyễn Văn Mẫu", ecKey(elliptic.P256()), nil)
	w.tsa = makeCertificate(t, rootBelow, "Dấu Thời Gian Ví Dụ", ecKey(elliptic.P256()), asStamper)
	return w
}

// file is a PDF that the clerk signed with a stamp, and with all certificates.
func (w *world) file() []byte {
	k := &fileKey{private: w.clerk.key, certificate: w.clerk.c, chain: []*x509.Certificate{w.middle.c, w.root.c}}
	k.chain = order(w.clerk.c, k.chain)
	return added(w.t, samplePDF(w.t), k, stamper{w.tsa, today, w.t})
}

// outsider is what OpenSSL says of the clerk's chain.
func (w *world) outsider() bool {
	dir := w.t.TempDir()
	said, err := run(w.t, "openssl", "openssl", "verify", "-CAfile", put(w.t, dir, "root.pem", pemOf(w.root.c)),
		"-untrusted", put(w.t, dir, "middle.pem", pemOf(w.middle.c)), put(w.t, dir, "clerk.pem", pemOf(w.clerk.c)))
	return err == nil && strings.Contains(said, ": OK")
}

// TestASignedFileIsVouchedForHoweverItsAuthorityIsWritten: OpenSSL agrees wherever it
// knows the letters.
func TestASignedFileIsVouchedForHoweverItsAuthorityIsWritten(t *testing.T) {
	for what, c := range map[string]struct {
		itself, below []byte
		alone         bool // OpenSSL has it otherwise
	}{
		"the same":               {itself: nameWritten(tagPrintable, tagUTF8, middleName), below: nameWritten(tagPrintable, tagUTF8, middleName)},
		"another kind of string": {itself: nameWritten(tagPrintable, tagUTF8, middleName), below: nameWritten(tagPrintable, tagPrintable, middleName)},
		"an old kind of string":  {itself: nameWritten(tagPrintable, tagT61, middleName), below: nameWritten(tagUTF8, tagUTF8, middleName)},
		"letters of two bytes":   {itself: nameWritten(tagPrintable, tagUTF8, middleNameToned), below: nameWritten(tagPrintable, tagBMPString, inBMP(middleNameToned))},
		"capitals":               {itself: nameWritten(tagPrintable, tagUTF8, middleName), below: nameWritten(tagPrintable, tagUTF8, strings.ToUpper(middleName))},
		"blanks":                 {itself: nameWritten(tagPrintable, tagUTF8, middleName), below: nameWritten(tagPrintable, tagUTF8, "  Co quan   cap chung thu ")},
		"capitals with tones":    {nameWritten(tagPrintable, tagUTF8, middleNameToned), nameWritten(tagPrintable, tagUTF8, strings.ToUpper(middleNameToned)), true},
		"tones apart":            {nameWritten(tagPrintable, tagUTF8, middleNameToned), nameWritten(tagPrintable, tagUTF8, norm.NFD.String(middleNameToned)), true},
	} {
		w := namedWorld(t, c.itself, c.below, nil)
		trust := w.knows(w.middle.crl(t, today))
		r := verified(t, w.file(), trust, today)
		wants(t, what, r.Signatures[0], office.SignatureValid, "")
		if f := r.Signatures[0]; f.Level != office.LevelLT || f.AtFrom != office.TimeStamped || len(f.Reasons) != 0 {
			t.Errorf("%s: %+v", what, f)
		}
		if w.outsider() == c.alone {
			t.Errorf("%s: OpenSSL believes it: %v", what, !c.alone)
		}
	}
}

// TestANameThatOnlyLooksLikeAnAuthoritysVouchesForNothing though the key is the
// authority's: it did not say so under its name.
func TestANameThatOnlyLooksLikeAnAuthoritysVouchesForNothing(t *testing.T) {
	itself := nameWritten(tagPrintable, tagUTF8, middleName)
	for what, below := range map[string][]byte{
		"a letter of another script": nameWritten(tagPrintable, tagUTF8, "Cо quan cap chung thu"),
		"a nought inside":            nameWritten(tagPrintable, tagUTF8, middleName+"\x00"),
		"a letter that nobody sees":  nameWritten(tagPrintable, tagUTF8, "Co\u200b quan cap chung thu"),
		"a sign that turns the line": nameWritten(tagPrintable, tagUTF8, "\u202a"+middleName),
		"wide letters":               nameWritten(tagPrintable, tagUTF8, "Ｃo quan cap chung thu"),
		"with a tone":                nameWritten(tagPrintable, tagUTF8, "Cơ quan cap chung thu"),
		"a blank less":               nameWritten(tagPrintable, tagUTF8, "Co quan capchung thu"),
		"a step less":                append([]byte{0x30, 0x0d}, itself[2:15]...),
	} {
		w := namedWorld(t, itself, below, nil)
		r := verified(t, w.file(), w.knows(w.middle.crl(t, today)), today)
		if said := strings.Join(r.Signatures[0].Reasons, "\n"); strings.Contains(said, "()") {
			t.Errorf("%s: who is not known has no name: %s", what, said)
		}
		wants(t, what, r.Signatures[0], office.SignatureReserved, "chưa có trong danh sách tin cậy")
		if w.outsider() {
			t.Errorf("%s: OpenSSL believes it", what)
		}
	}
}

// TestARuleOfAnAuthorityBindsHoweverItIsWritten: what may not be does not become
// allowed by another way of writing.
func TestARuleOfAnAuthorityBindsHoweverItIsWritten(t *testing.T) {
	const commune, broken = "ỦY BAN nhân dân  xã Mẫu Sơn", "không được cấp đúng quy tắc"
	itself, below := nameWritten(tagPrintable, tagUTF8, middleName), nameWritten(tagUTF8, tagPrintable, " CO quan cap chung thu")
	noName := critical(oidNameLimits, wrap(0x30, wrap(context1, wrap(0x30, wrap(nameDirectory, wrap(0x30, []byte{2, 1, 1}))))))
	limit := func(open bool, organisation string) func(*x509.Certificate) {
		return func(c *x509.Certificate) {
			c.ExtraExtensions = append(c.ExtraExtensions, limited(t, open, organisation))
		}
	}
	for what, c := range map[string]struct {
		change  func(*x509.Certificate)
		verdict office.SignatureVerdict
		reason  string
	}{
		"its branch":                         {limit(true, commune), office.SignatureValid, ""},
		"another branch":                     {limit(true, "Ủy ban nhân dân xã Mẫu Sớn"), office.SignatureInvalid, broken},
		"a branch with a nought":             {limit(true, "Ủy ban nhân dân xã Mẫu Sơn\x00"), office.SignatureInvalid, broken},
		"shut":                               {limit(false, commune), office.SignatureInvalid, broken},
		"shut with unseen letter":            {limit(false, "Ủy\u200b ban nhân dân xã Mẫu Sơn"), office.SignatureInvalid, broken},
		"shut with wide letters":             {limit(false, "Ủy ｂan nhân dân xã Mẫu Sơn"), office.SignatureInvalid, broken},
		"another that is shut":               {limit(false, "Ủy ban nhân dân xã Mẫu Sớn"), office.SignatureValid, ""},
		"a limit that is no name":            {func(c *x509.Certificate) { c.ExtraExtensions = append(c.ExtraExtensions, noName) }, office.SignatureReserved, "điều kiện bắt buộc"},
		"no authority":                       {func(c *x509.Certificate) { c.IsCA, c.SubjectKeyId = false, []byte("1") }, office.SignatureInvalid, broken},
		"an authority that only signs lists": {func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageCRLSign }, office.SignatureInvalid, broken},
	} {
		w := namedWorld(t, itself, below, c.change)
		trust := w.knows(w.middle.crl(t, today))
		trust.Others = []*x509.Certificate{w.middle.c}
		r := verified(t, w.file(), trust, today)
		wants(t, what, r.Signatures[0], c.verdict, c.reason)
	}
}

// TestAnAuthorityBelowOneThatMayHaveNoneVouchesForNothing: the length of a way counts
// each step, whatever it is called.
func TestAnAuthorityBelowOneThatMayHaveNoneVouchesForNothing(t *testing.T) {
	itself, below := nameWritten(tagPrintable, tagUTF8, middleName), nameWritten(tagUTF8, tagPrintable, "CO quan cap chung thu")
	for what, c := range map[string]struct {
		most    int
		verdict office.SignatureVerdict
	}{"none": {0, office.SignatureInvalid}, "one": {1, office.SignatureValid}} {
		w := namedWorld(t, itself, below, func(x *x509.Certificate) { x.MaxPathLen, x.MaxPathLenZero = c.most, c.most == 0 })
		lower := authorityNamed(t, w.middle.naming(below), nameWritten(tagPrintable, tagUTF8, "Noi cap duoi"), nil)
		w.clerk = makeCertificate(t, lower.naming(nameWritten(tagPrintable, tagPrintable, "NOI cap duoi")), "Nguyễn Văn Mẫu", ecKey(elliptic.P256()), nil)
		trust := w.knows(w.middle.crl(t, today), lower.crl(t, today))
		trust.Others = []*x509.Certificate{lower.c, w.middle.c}
		wants(t, what, verified(t, w.file(), trust, today).Signatures[0], c.verdict, "")
	}
}

// TestAnotherKeyUnderTheNameOfAnAuthorityVouchesForNothing, in whatever letters.
func TestAnotherKeyUnderTheNameOfAnAuthorityVouchesForNothing(t *testing.T) {
	itself, below := nameWritten(tagPrintable, tagUTF8, middleName), nameWritten(tagUTF8, tagPrintable, "CO quan cap chung thu")
	w := namedWorld(t, itself, below, nil)
	forger := authorityNamed(t, nil, below, nil)
	w.clerk = makeCertificate(t, forger, "Nguyễn Văn Mẫu", ecKey(elliptic.P256()), nil)
	trust := w.knows(w.middle.crl(t, today))
	trust.Others = []*x509.Certificate{w.middle.c}
	wants(t, "forged", verified(t, w.file(), trust, today).Signatures[0], office.SignatureReserved, "không phải do khóa của nơi đó")
	w.clerk = makeCertificate(t, nil, "Nguyễn Văn Mẫu", ecKey(elliptic.P256()), nil)
	w.clerk = makeCertificate(t, w.clerk.naming(subjectOf(t, "NGUYỄN  văn Mẫu")), "Nguyễn Văn Mẫu", w.clerk.key, nil)
	if err := Fit(w.clerk.c, nil, today); !errors.Is(err, CertificateSelfMade) {
		t.Errorf("it may sign: %v", err)
	}
	wants(t, "self-made", w.judge(w.signedBy(w.clerk, today, nil), w.knows(), Moment{Now: today}), office.SignatureInvalid, "người ký tự tạo")
}

// subjectOf is the name that makeCertificate gives to a person.
func subjectOf(t testing.TB, name string) []byte {
	t.Helper()
	return makeCertificate(t, nil, name, ecKey(elliptic.P256()), nil).c.RawSubject
}

// TestARevocationIsHeardHoweverItsIssuerIsWritten in lists, in their lines and in
// answers.
func TestARevocationIsHeardHoweverItsIssuerIsWritten(t *testing.T) {
	itself, below := nameWritten(tagPrintable, tagUTF8, middleName), nameWritten(tagUTF8, tagPrintable, "CO quan cap chung thu")
	w := namedWorld(t, itself, below, nil)
	before := today.Add(-month(1))
	line := gone(w.clerk.c, before, 1)
	byName := gone(w.clerk.c, before, 1, critical(oidLineIssuer, wrap(0x30, wrap(nameDirectory, below))))
	indirect := spot(flag(spotIndirect))
	revoke := func(r *ocsp.Response) { r.Status, r.RevokedAt = ocsp.Revoked, before }
	second := w.middle.naming(below)
	delegate := makeCertificate(t, second, "OCSP Ví Dụ", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning}
	})
	for what, came := range map[string]Evidence{
		"its own list":                                     {CRLs: [][]byte{w.middle.crl(t, today, line)}},
		"a list in other letters":                          {CRLs: [][]byte{second.crl(t, today, line)}},
		"a line in other letters":                          {CRLs: [][]byte{w.middle.list(t, today, []pkix.Extension{indirect}, byName)}},
		"its own answer":                                   {OCSPs: [][]byte{answers(t, w.middle, w.middle, w.clerk.c, revoke)}},
		"an answer to the letters":                         {OCSPs: [][]byte{answers(t, second, second, w.clerk.c, revoke)}},
		"an answer of who speaks for it, in other letters": {OCSPs: [][]byte{answers(t, second, delegate.naming(subjectOf(t, "OCSP  VÍ dụ")), w.clerk.c, revoke)}},
		"an answer of who speaks for it":                   {OCSPs: [][]byte{answers(t, second, delegate, w.clerk.c, revoke)}},
	} {
		trust := w.knows()
		trust.Kept.CRLs, trust.Kept.OCSPs = append(trust.Kept.CRLs, came.CRLs...), came.OCSPs
		wants(t, what, verified(t, w.file(), trust, today).Signatures[0], office.SignatureInvalid, "đã bị thu hồi")
	}
	other := w.middle.naming(nameWritten(tagUTF8, tagPrintable, "Co quan cap chung thy"))
	trust := w.knows(w.middle.crl(t, today), other.crl(t, today.Add(time.Minute), line))
	wants(t, "a list of another name", verified(t, w.file(), trust, today).Signatures[0], office.SignatureValid, "")
}

// TestASignerWhoseCertificateCannotBeReadIsFoundHoweverItsIssuerIsWritten so that it
// is not said to be missing.
func TestASignerWhoseCertificateCannotBeReadIsFoundHoweverItsIssuerIsWritten(t *testing.T) {
	itself, below := nameWritten(tagPrintable, tagUTF8, middleName), nameWritten(tagUTF8, tagPrintable, "CO quan cap chung thu")
	d := signedData{strangers: []stranger{{issuer: below, serial: []byte{2, 1, 7}, name: "Nguyễn Văn Mẫu"}}}
	if s, seen := d.stranger(&signerInfo{issuer: itself, serial: big.NewInt(7)}); !seen || s.name != "Nguyễn Văn Mẫu" {
		t.Error("it is not found")
	}
	if _, seen := d.stranger(&signerInfo{issuer: itself, serial: big.NewInt(8)}); seen {
		t.Error("another number is found")
	}
}

// TestAnAuthorityIsAskedInTheLettersOfTheCertificate (RFC 6960, 4.1.1).
func TestAnAuthorityIsAskedInTheLettersOfTheCertificate(t *testing.T) {
	below := nameWritten(tagUTF8, tagPrintable, "CO quan cap chung thu")
	w := namedWorld(t, nameWritten(tagPrintable, tagUTF8, middleName), below, nil)
	w.clerk.c.OCSPServer = []string{"http://ca.example/ocsp"}
	asked, err := ocsp.ParseRequest(sources(w.clerk.c, w.middle.c)[0].request)
	if err != nil || !bytes.Equal(asked.IssuerNameHash, sum(crypto.SHA1, below)) {
		t.Errorf("%x, %v", asked.IssuerNameHash, err)
	}
}
