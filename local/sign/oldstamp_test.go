package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/sha1" //nolint:gosec // as old authorities do
	"crypto/x509"
	"encoding/asn1"
	"strings"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"

	"tram/local/office"
)

// tokenOver is a token whose imprint is made by any algorithm.
func tokenOver(t testing.TB, i *issuer, oid asn1.ObjectIdentifier, imprint []byte) []byte {
	t.Helper()
	return encapsulate(t, i, oidStampContent, der(func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1Int64(1)
			b.AddASN1ObjectIdentifier([]int{1, 2, 3, 4, 1})
			b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
				addAlgorithm(b, oid, true)
				b.AddASN1OctetString(imprint)
			})
			b.AddASN1Int64(7)
			b.AddASN1GeneralizedTime(today.UTC())
		})
	}))
}

func oldSum(b []byte) []byte {
	s := sha1.Sum(b) //nolint:gosec // see above
	return s[:]
}

// renamed says that the signers of a token took SHA-1.
func renamed(token []byte) []byte {
	named := func(oid asn1.ObjectIdentifier) []byte {
		return der(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oid) })
	}
	old := append(named(asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}), 5, 0, 5, 0) // as long as the other
	at := bytes.LastIndex(token, named(oidSHA256))
	copy(token[at:], old)
	return token
}

// TestWhyAStampDoesNotCountIsToldTruly: what is old, or of somebody who may not
// stamp, is no damage; what is of another signature is told as that.
func TestWhyAStampDoesNotCountIsToldTruly(t *testing.T) {
	w := newWorld(t, nil)
	person := another(t, w.middle, "Trần Thị Mẫu", nil)
	both := another(t, w.root, "Dấu Và Thư", func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageEmailProtection}
	})
	server := another(t, w.root, "Máy Chủ", func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} })
	sha3 := asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 8}
	for name, c := range map[string]struct {
		token  func(value []byte) []byte
		reason string
	}{
		"an imprint by SHA-1":              {func(v []byte) []byte { return tokenOver(t, w.tsa, oidSHA1, oldSum(v)) }, "thuật toán cũ (SHA-1"},
		"an imprint by SHA-1 of another's": {func([]byte) []byte { return tokenOver(t, w.tsa, oidSHA1, oldSum(nil)) }, "của một chữ ký khác"},
		"signers that took SHA-1":          {func(v []byte) []byte { return renamed(stampBy(t, w.tsa, today, v)) }, "thuật toán cũ (SHA-1"},
		"an imprint by SHA3":               {func(v []byte) []byte { return tokenOver(t, w.tsa, sha3, digestOf(v)) }, "chưa đọc được"},
		"a person":                         {func(v []byte) []byte { return stampBy(t, person, today, v) }, "không dành riêng"},
		"for stamps and mail":              {func(v []byte) []byte { return stampBy(t, both, today, v) }, "không dành riêng"},
		"a server":                         {func(v []byte) []byte { return stampBy(t, server, today, v) }, "không dành riêng"},
		"a person, over another's":         {func(v []byte) []byte { return stampBy(t, person, today, nil) }, "của một chữ ký khác"},
	} {
		cms := w.signedBy(w.clerk, today, func(value []byte) [][]byte { return [][]byte{stampAttribute(c.token(value))} })
		f := w.judge(cms, w.trust(today), Moment{Now: today})
		wants(t, name, f, office.SignatureReserved, c.reason)
		said := strings.Join(f.Reasons, " ")
		if f.AtFrom == office.TimeStamped || strings.Contains(said, "hỏng") != strings.Contains(c.reason, "chữ ký khác") {
			t.Errorf("%s: %v because of %q", name, f.AtFrom, said)
		}
	}
}

// TestAnOldStampOverAFileIsNoDamage, but what it is not of is.
func TestAnOldStampOverAFileIsNoDamage(t *testing.T) {
	w := newWorld(t, nil)
	person := makeCertificate(t, w.middle, "Trần Thị Mẫu", ecKey(elliptic.P256()), nil)
	other := []byte("khác")
	for name, c := range map[string]struct {
		token   []byte
		content []byte
		want    office.SignatureVerdict
		reason  string
	}{
		"by SHA-1":                {tokenOver(t, w.tsa, oidSHA1, oldSum(content)), content, office.SignatureReserved, "thuật toán cũ"},
		"by SHA-1, changed":       {tokenOver(t, w.tsa, oidSHA1, oldSum(content)), other, office.SignatureInvalid, "đã bị thay đổi"},
		"by a person":             {stampBy(t, person, today, content), content, office.SignatureReserved, "không dành riêng"},
		"by a person, changed":    {stampBy(t, person, today, content), other, office.SignatureInvalid, "đã bị thay đổi"},
		"by whom it is to be":     {stampBy(t, w.tsa, today, content), content, office.SignatureValid, ""},
		"by whom it is, changed":  {stampBy(t, w.tsa, today, content), other, office.SignatureInvalid, "đã bị thay đổi"},
		"what is no token at all": {[]byte("dấu"), content, office.SignatureInvalid, "hỏng"},
	} {
		f, err := JudgeStamp(context.Background(), c.token, Bytes(c.content), w.trust(today), Moment{Now: today})
		if err != nil {
			t.Fatal(err)
		}
		wants(t, name, f, c.want, c.reason)
	}
	q, err := NewStampRequest(digestOf(content), crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	granted := wrap(cbasn1.SEQUENCE, wrap(cbasn1.SEQUENCE, []byte{2, 1, 0}), stampBy(t, person, today, content))
	if token, err := q.Read(granted, today); err == nil || token != nil {
		t.Error("a person's stamp is taken")
	}
}
