package sign

import (
	"crypto"
	"crypto/x509"
	"encoding/asn1"
	"slices"
	"testing"
	"time"

	"tram/local/office"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/crypto/ocsp"
)

// revokedSince is a change of an answer.
func revokedSince(at time.Time) func(*ocsp.Response) {
	return func(r *ocsp.Response) { r.Status, r.RevokedAt = ocsp.Revoked, at }
}

func generalised(at time.Time) []byte {
	return wrap(cbasn1.GeneralizedTime, []byte(at.UTC().Format("20060102150405Z")))
}

// saying is a SingleResponse of a certificate, with the status as DER.
func saying(c *x509.Certificate, of *issuer, status []byte, said []byte, extensions ...[]byte) []byte {
	id := wrap(cbasn1.SEQUENCE, der(func(b *cryptobyte.Builder) { addAlgorithm(b, oidSHA1, true) }),
		wrap(cbasn1.OCTET_STRING, sum(crypto.SHA1, c.RawIssuer)), wrap(cbasn1.OCTET_STRING, sum(crypto.SHA1, keyBits(of.c))), serialOf(c))
	parts := [][]byte{id, status, said, wrap(context0, generalised(today.Add(24*time.Hour)))}
	if len(extensions) > 0 {
		parts = append(parts, wrap(context1, wrap(cbasn1.SEQUENCE, extensions...)))
	}
	return wrap(cbasn1.SEQUENCE, parts...)
}

// answerOf is a basic answer of an authority that says several things.
func answerOf(t testing.TB, by *issuer, singles ...[]byte) []byte {
	t.Helper()
	data := wrap(cbasn1.SEQUENCE, wrap(context2, wrap(cbasn1.OCTET_STRING, sum(crypto.SHA1, keyBits(by.c)))), generalised(today), wrap(cbasn1.SEQUENCE, singles...))
	value, err := by.key.Sign(nil, digestOf(data), crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return wrap(cbasn1.SEQUENCE, data, der(func(b *cryptobyte.Builder) { addAlgorithm(b, oidECDSA256, false) }),
		der(func(b *cryptobyte.Builder) { b.AddASN1BitString(value) }))
}

// certHash is the extension of that name.
func certHash(hash asn1.ObjectIdentifier, value []byte) []byte {
	return wrap(cbasn1.SEQUENCE, named(oidCertHash), wrap(cbasn1.OCTET_STRING, wrap(cbasn1.SEQUENCE,
		der(func(b *cryptobyte.Builder) { addAlgorithm(b, hash, false) }), wrap(cbasn1.OCTET_STRING, value))))
}

// TestARevocationIsHeardWhateverStandsBesideIt, and a good word only where it is of
// this certificate and nothing beside it contradicts.
func TestARevocationIsHeardWhateverStandsBesideIt(t *testing.T) {
	w := newWorld(t, nil)
	c, now := w.clerk.c, generalised(today)
	of := func(status, said []byte, more ...[]byte) []byte { return saying(c, w.middle, status, said, more...) }
	fine, unknown := wrap(statusGood, nil), wrap(cbasn1.Tag(2).ContextSpecific(), nil)
	lost := wrap(statusRevoked, generalised(today.Add(-time.Hour)))
	goodWord, broken := of(fine, now), of(fine, wrap(cbasn1.GeneralizedTime, []byte("hôm nay")))
	right, other := certHash(oidSHA256, digestOf(c.Raw)), certHash(oidSHA256, digestOf(w.tsa.c.Raw))
	odd := certHash(asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 8}, []byte("?"))
	for what, x := range map[string]struct {
		singles [][]byte
		want    office.SignatureVerdict
		said    string
	}{
		"good":                               {[][]byte{goodWord}, office.SignatureValid, ""},
		"good, told 500 times":               {slices.Repeat([][]byte{goodWord}, 500), office.SignatureValid, ""},
		"revoked behind an unknown":          {[][]byte{of(unknown, now), of(lost, now)}, office.SignatureInvalid, "thu hồi"},
		"revoked before an unknown":          {[][]byte{of(lost, now), of(unknown, now)}, office.SignatureInvalid, "thu hồi"},
		"revoked behind a broken one":        {[][]byte{broken, of(lost, now)}, office.SignatureInvalid, "thu hồi"},
		"revoked behind 200 good ones":       {append(slices.Repeat([][]byte{goodWord}, 200), of(lost, now)), office.SignatureInvalid, "thu hồi"},
		"revoked before what is no answer":   {[][]byte{of(lost, now), {5, 0}}, office.SignatureInvalid, "thu hồi"},
		"good beside an unknown":             {[][]byte{goodWord, of(unknown, now)}, office.SignatureReserved, "Chưa có tin"},
		"good beside a broken one":           {[][]byte{goodWord, broken}, office.SignatureReserved, "Chưa có tin"},
		"good before what is no answer":      {[][]byte{goodWord, {5, 0}}, office.SignatureReserved, "Chưa có tin"},
		"with the hash of the certificate":   {[][]byte{of(fine, now, right)}, office.SignatureValid, ""},
		"with the hash of another":           {[][]byte{of(fine, now, other)}, office.SignatureReserved, "Chưa có tin"},
		"with a hash that nobody knows":      {[][]byte{of(fine, now, odd)}, office.SignatureValid, ""},
		"revoked, with the hash of another":  {[][]byte{of(lost, now, other)}, office.SignatureReserved, "Chưa có tin"},
		"revoked, with the hash, behind it":  {[][]byte{of(fine, now, other), of(lost, now, right)}, office.SignatureInvalid, "thu hồi"},
		"a hash that is none":                {[][]byte{of(fine, now, wrap(cbasn1.SEQUENCE, named(oidCertHash), wrap(cbasn1.OCTET_STRING, []byte{5, 0})))}, office.SignatureReserved, "Chưa có tin"},
		"of nobody":                          {nil, office.SignatureReserved, "Chưa có tin"},
		"of the authority, not of the clerk": {[][]byte{saying(w.tsa.c, w.root, fine, now)}, office.SignatureReserved, "Chưa có tin"},
	} {
		trust := Trust{Roots: []*x509.Certificate{w.root.c}, Kept: Evidence{CRLs: [][]byte{w.root.crl(t, today)}, OCSPs: [][]byte{answerOf(t, w.middle, x.singles...)}}}
		wants(t, what, w.judge(w.sign(today, false), trust, Moment{Now: today}), x.want, x.said)
	}
}
