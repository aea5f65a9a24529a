package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha1" //nolint:gosec // as old programs name a certificate
	"crypto/x509"
	"math/big"
	"slices"
	"testing"
	"time"

	"tram/local/office"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// laid is a CMS whose parts lie as they are given.
type laid struct {
	sid        []byte // who signed, as the signature tells
	attributes [][]byte
	value      []byte
	brings     []*x509.Certificate
	lists      [][]byte
	unsigned   [][]byte
}

func (l laid) der() []byte {
	alg := der(func(b *cryptobyte.Builder) { addAlgorithm(b, oidSHA256, false) })
	how := der(func(b *cryptobyte.Builder) { addAlgorithm(b, oidECDSA256, false) })
	var certificates [][]byte
	for _, c := range l.brings {
		certificates = append(certificates, c.Raw)
	}
	signer := [][]byte{number(1), l.sid, alg, wrap(context0, l.attributes...), how, wrap(cbasn1.OCTET_STRING, l.value)}
	if len(l.unsigned) > 0 {
		signer = append(signer, wrap(context1, l.unsigned...))
	}
	parts := [][]byte{number(1), wrap(cbasn1.SET, alg), wrap(cbasn1.SEQUENCE, named(oidData)), wrap(context0, certificates...)}
	if len(l.lists) > 0 {
		parts = append(parts, wrap(context1, l.lists...))
	}
	parts = append(parts, wrap(cbasn1.SET, wrap(cbasn1.SEQUENCE, signer...)))
	return wrap(cbasn1.SEQUENCE, named(oidSignedData), wrap(context0, wrap(cbasn1.SEQUENCE, parts...)))
}

func byNumber(c *x509.Certificate) []byte {
	return wrap(cbasn1.SEQUENCE, c.RawIssuer, serialOf(c))
}

func byKey(c *x509.Certificate) []byte { return wrap(cbasn1.Tag(0).ContextSpecific(), c.SubjectKeyId) }

// lay signs the content, and brings certificates in their order.
func (w *world) lay(by *issuer, sid []byte, attributes [][]byte, brings ...*x509.Certificate) laid {
	w.t.Helper()
	value, err := by.key.Sign(nil, digestOf(setOf(attributes)), crypto.SHA256)
	if err != nil {
		w.t.Fatal(err)
	}
	return laid{sid: sid, attributes: attributes, value: value, brings: append(brings, w.chain()...)}
}

// naming are signed attributes that name certificates (ESS); none: nobody.
func naming(t testing.TB, second, first *x509.Certificate) [][]byte {
	t.Helper()
	all, err := signedAttributes(&x509.Certificate{SerialNumber: big.NewInt(1)}, digestOf(content))
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(a []byte) bool { return bytes.Contains(a, named(oidCertificate2)) })
	if second != nil {
		id, err := attribute(oidCertificate2, func(b *cryptobyte.Builder) { addCertificateName(b, second) })
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, id)
	}
	if first != nil {
		all = append(all, oldName(first))
	}
	return sortedSet(all...)
}

// oldName is the attribute signing-certificate.
func oldName(c *x509.Certificate) []byte {
	s := sha1.Sum(c.Raw) //nolint:gosec // see above
	return wrap(cbasn1.SEQUENCE, named(oidCertificate), wrap(cbasn1.SET, wrap(cbasn1.SEQUENCE, wrap(cbasn1.SEQUENCE, wrap(cbasn1.SEQUENCE, wrap(cbasn1.OCTET_STRING, s[:]))))))
}

// TestOfSeveralCertificatesTheOneThatASignatureNamesCounts wherever it lies among
// them: after a renewal a key has two, and authorities give numbers out twice.
func TestOfSeveralCertificatesTheOneThatASignatureNamesCounts(t *testing.T) {
	w := newWorld(t, nil)
	id := []byte("khóa của Mẫu")
	of := func(name string, key crypto.Signer) *issuer {
		return makeCertificate(t, w.middle, name, key, func(c *x509.Certificate) { c.SubjectKeyId, c.SerialNumber = id, big.NewInt(0x1234) })
	}
	const mine, theirs = "Nguyễn Văn Mẫu", "Trần Thị Khác"
	first := of(mine, w.clerk.key)
	renewed := makeCertificate(t, w.middle, mine, w.clerk.key, func(c *x509.Certificate) { c.SubjectKeyId = id })
	otherKey, otherName := of(theirs, w.tsa.key), of(theirs, w.clerk.key)
	none := []*x509.Certificate(nil)
	for what, c := range map[string]struct {
		other, names, old *x509.Certificate
		gone              []*x509.Certificate
		want              office.SignatureVerdict
		signer, said      string
	}{
		"renewed":                        {renewed.c, first.c, nil, none, office.SignatureValid, mine, ""},
		"renewed, the other is revoked":  {renewed.c, first.c, nil, []*x509.Certificate{renewed.c}, office.SignatureValid, mine, ""},
		"renewed, this one is revoked":   {renewed.c, first.c, nil, []*x509.Certificate{first.c}, office.SignatureInvalid, mine, "đã bị thu hồi"},
		"renewed, names neither":         {renewed.c, w.tsa.c, nil, none, office.SignatureInvalid, mine, "không phải chứng thư đã dùng"},
		"renewed, says nothing":          {renewed.c, nil, nil, none, office.SignatureValid, mine, ""},
		"a number twice":                 {otherKey.c, first.c, nil, none, office.SignatureValid, mine, ""},
		"a number twice, says nothing":   {otherKey.c, nil, nil, none, office.SignatureValid, mine, ""},
		"a number and a key twice":       {otherName.c, first.c, nil, none, office.SignatureValid, mine, ""},
		"both, and says nothing":         {otherName.c, nil, nil, none, office.SignatureReserved, "", "chứng thư của nhiều người"},
		"both, names it the old way":     {otherName.c, nil, first.c, none, office.SignatureValid, mine, ""},
		"names two, the old way another": {w.tsa.c, first.c, w.tsa.c, none, office.SignatureInvalid, mine, "không phải chứng thư đã dùng"},
		"names two, the new way another": {w.tsa.c, w.tsa.c, first.c, none, office.SignatureInvalid, mine, "không phải chứng thư đã dùng"},
	} {
		attributes := naming(t, c.names, c.old)
		for _, brings := range [][]*x509.Certificate{{first.c, c.other}, {c.other, first.c}, {c.other, first.c, c.other, first.c}} {
			for how, sid := range map[string][]byte{"number": byNumber(first.c), "key": byKey(first.c)} {
				var lines []x509.RevocationListEntry
				for _, g := range c.gone {
					lines = append(lines, gone(g, today.Add(-time.Hour), 1))
				}
				f := w.judge(w.lay(first, sid, attributes, brings...).der(), w.trust(today, lines...), Moment{Now: today})
				wants(t, what+" by "+how, f, c.want, c.said)
				if c.signer != "" && f.Signer != c.signer {
					t.Errorf("%s by %s: signed by %q", what, how, f.Signer)
				}
			}
		}
	}
}

// TestANumberBesideTheDigestOfACertificateIsHeldAgainstIt, however its issuer's name is
// written.
func TestANumberBesideTheDigestOfACertificateIsHeldAgainstIt(t *testing.T) {
	w := newWorld(t, nil)
	c := w.clerk.c
	digest := wrap(cbasn1.OCTET_STRING, digestOf(c.Raw))
	beside := func(issuer []byte, serial *big.Int) []byte {
		return wrap(cbasn1.SEQUENCE, wrap(cbasn1.SEQUENCE, wrap(nameDirectory, issuer)), serialOf(&x509.Certificate{SerialNumber: serial}))
	}
	other := new(big.Int).Add(c.SerialNumber, big.NewInt(1))
	for what, x := range map[string]struct {
		beside []byte
		want   office.SignatureVerdict
	}{
		"nothing":                            {nil, office.SignatureValid},
		"its own":                            {beside(c.RawIssuer, c.SerialNumber), office.SignatureValid},
		"its own, in small letters":          {beside(bytes.ReplaceAll(c.RawIssuer, []byte("CA V"), []byte("ca v")), c.SerialNumber), office.SignatureValid},
		"another number":                     {beside(c.RawIssuer, other), office.SignatureReserved},
		"a number below zero":                {beside(c.RawIssuer, new(big.Int).Neg(c.SerialNumber)), office.SignatureReserved},
		"another issuer":                     {beside(w.root.c.RawSubject, c.SerialNumber), office.SignatureReserved},
		"its own name for the issuer's":      {beside(c.RawSubject, c.SerialNumber), office.SignatureReserved},
		"a name of no directory, its number": {wrap(cbasn1.SEQUENCE, wrap(cbasn1.SEQUENCE, uri("http://a.example")), serialOf(c)), office.SignatureValid},
	} {
		id := wrap(cbasn1.SEQUENCE, named(oidCertificate2), wrap(cbasn1.SET, wrap(cbasn1.SEQUENCE, wrap(cbasn1.SEQUENCE, wrap(cbasn1.SEQUENCE, digest, x.beside)))))
		attributes := sortedSet(append(naming(t, nil, nil), id)...)
		said := ""
		if x.want == office.SignatureReserved {
			said = "số hiệu khác với chứng thư"
		}
		wants(t, what, w.judge(w.lay(w.clerk, byNumber(c), attributes, c).der(), w.trust(today), Moment{Now: today}), x.want, said)
	}
}

// TestASetIsTheSameInWhateverOrderItIsWritten: what is signed is its DER. Other words
// in it are found out in any order.
func TestASetIsTheSameInWhateverOrderItIsWritten(t *testing.T) {
	w := newWorld(t, nil)
	attributes := naming(t, w.clerk.c, nil)
	for first := range attributes {
		for _, turn := range []bool{false, true} {
			l := w.lay(w.clerk, byNumber(w.clerk.c), attributes, w.clerk.c)
			l.attributes = slices.Concat(attributes[first:], attributes[:first])
			if turn {
				slices.Reverse(l.attributes)
			}
			wants(t, "another order", w.judge(l.der(), w.trust(today), Moment{Now: today}), office.SignatureValid, "")
			l.attributes = append(l.attributes, oldName(w.clerk.c))
			wants(t, "one more", w.judge(l.der(), w.trust(today), Moment{Now: today}), office.SignatureInvalid, "giả")
		}
	}
	l := w.lay(w.clerk, byNumber(w.clerk.c), attributes, w.clerk.c)
	for n := range 300 {
		l.unsigned = append(l.unsigned, wrap(cbasn1.SEQUENCE, named([]int{1, 2, 3, n}), wrap(cbasn1.SET, number(1))))
	}
	wants(t, "300 attributes that are not signed", w.judge(l.der(), w.trust(today), Moment{Now: today}), office.SignatureValid, "")
}

// TestWhatASignatureBringsAlongIsKnownOfItsStampsToo: that a stamper was revoked may
// stand in the signature, in the stamp or in the file.
func TestWhatASignatureBringsAlongIsKnownOfItsStampsToo(t *testing.T) {
	w := newWorld(t, nil)
	lost := w.root.crl(t, today, gone(w.tsa.c, today.Add(-time.Hour), 4))
	answer := basicIn(answers(t, w.root, w.root, w.tsa.c, revokedSince(today.Add(-time.Hour))))
	inCMS := wrap(context1, named(oidAnswerInCMS), answer)
	kept := func(lists ...[]byte) Trust {
		return Trust{Roots: []*x509.Certificate{w.root.c}, Kept: Evidence{CRLs: append(lists, w.middle.crl(t, today))}}
	}
	older := w.root.crl(t, today.Add(-time.Minute))
	for what, c := range map[string]struct {
		lists [][]byte
		trust Trust
		want  office.SignatureVerdict
		said  string
	}{
		"a list in the signature":                   {[][]byte{lost}, kept(older), office.SignatureReserved, "cấp dấu thời gian đã bị thu hồi"},
		"an answer in the signature":                {[][]byte{inCMS}, kept(older), office.SignatureReserved, "cấp dấu thời gian đã bị thu hồi"},
		"a list in the signature, among others":     {[][]byte{older, {0x30, 0}, lost}, kept(older), office.SignatureReserved, "cấp dấu thời gian đã bị thu hồi"},
		"a list in the file":                        {nil, kept(lost), office.SignatureReserved, "cấp dấu thời gian đã bị thu hồi"},
		"a good list in the signature":              {[][]byte{older}, kept(older), office.SignatureValid, ""},
		"a list of somebody else, as it pretends":   {[][]byte{pretender(t, w).crl(t, today, gone(w.tsa.c, today.Add(-time.Hour), 4))}, kept(older), office.SignatureValid, ""},
		"a stamper whose authority is in the bag":   {[][]byte{older}, kept(older), office.SignatureValid, ""},
		"a list in the signature, dated after this": {[][]byte{w.root.crl(t, today.Add(24*time.Hour), gone(w.tsa.c, today.Add(-time.Hour), 4))}, kept(older), office.SignatureValid, ""},
	} {
		l := w.lay(w.clerk, byNumber(w.clerk.c), naming(t, w.clerk.c, nil), w.clerk.c)
		l.lists = c.lists
		token, err := stamper{w.tsa, today.Add(-time.Minute), t}.Stamp(context.Background(), digestOf(l.value), crypto.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		l.unsigned = [][]byte{stampAttribute(token)}
		wants(t, what, w.judge(l.der(), c.trust, Moment{Now: today}), c.want, c.said)
	}
}

// pretender bears the name of the root.
func pretender(t testing.TB, w *world) *issuer {
	return another(t, nil, w.root.c.Subject.CommonName, asAuthority)
}
