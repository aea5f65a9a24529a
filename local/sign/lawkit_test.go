package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"slices"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/crypto/ocsp"
)

// der writes ASN.1.
func der(write cryptobyte.BuilderContinuation) []byte {
	var b cryptobyte.Builder
	write(&b)
	return b.BytesOrPanic()
}

// wrap puts parts into something constructed.
func wrap(tag cbasn1.Tag, parts ...[]byte) []byte {
	return der(func(b *cryptobyte.Builder) { b.AddASN1(tag, func(b *cryptobyte.Builder) { addAll(b, parts) }) })
}

// flag is a true BOOLEAN under a tag of its own.
func flag(n uint8) []byte { return wrap(cbasn1.Tag(n).ContextSpecific(), []byte{0xff}) }

func uri(address string) []byte { return wrap(cbasn1.Tag(6).ContextSpecific(), []byte(address)) }

// pointNamed is a DistributionPointName of whole names.
func pointNamed(names ...[]byte) []byte { return wrap(context0, wrap(context0, names...)) }

func critical(oid asn1.ObjectIdentifier, value []byte) pkix.Extension {
	return pkix.Extension{Id: oid, Critical: true, Value: value}
}

func spot(parts ...[]byte) pkix.Extension {
	return critical(oidIssuingSpot, wrap(cbasn1.SEQUENCE, parts...))
}

// list is a revocation list with more in it.
func (i *issuer) list(t testing.TB, at time.Time, extensions []pkix.Extension, gone ...x509.RevocationListEntry) []byte {
	t.Helper()
	b, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(at.Unix()), ThisUpdate: at,
		NextUpdate: at.Add(7 * 24 * time.Hour), RevokedCertificateEntries: gone, ExtraExtensions: extensions}, i.c, i.key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// gone is a line of a list; a reason of -1 is none.
func gone(c *x509.Certificate, at time.Time, reason int, more ...pkix.Extension) x509.RevocationListEntry {
	e := x509.RevocationListEntry{SerialNumber: c.SerialNumber, RevocationTime: at, ExtraExtensions: more}
	if reason >= 0 {
		e.ReasonCode = reason
	}
	return e
}

// answers is what an authority, or who answers for it, says of a certificate.
func answers(t testing.TB, of *issuer, by *issuer, c *x509.Certificate, change func(*ocsp.Response)) []byte {
	t.Helper()
	said := ocsp.Response{Status: ocsp.Good, SerialNumber: c.SerialNumber, ThisUpdate: today, NextUpdate: today.Add(24 * time.Hour)}
	if by != of {
		said.Certificate = by.c
	}
	if change != nil {
		change(&said)
	}
	b, err := ocsp.CreateResponse(of.c, by.c, said, by.key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// bringing sets other certificates into an answer.
func bringing(t testing.TB, raw []byte, certificates ...*x509.Certificate) []byte {
	t.Helper()
	in := cryptobyte.String(basicIn(raw))
	var all, tbs, algorithm, value cryptobyte.String
	if !in.ReadASN1(&all, cbasn1.SEQUENCE) || !all.ReadASN1Element(&tbs, cbasn1.SEQUENCE) || !all.ReadASN1Element(&algorithm, cbasn1.SEQUENCE) ||
		!all.ReadASN1Element(&value, cbasn1.BIT_STRING) {
		t.Fatal("not an answer")
	}
	var came [][]byte
	for _, c := range certificates {
		came = append(came, c.Raw)
	}
	return wrap(cbasn1.SEQUENCE, tbs, algorithm, value, wrap(context0, wrap(cbasn1.SEQUENCE, came...)))
}

// odd writes a certificate anew with a change that the standard library refuses,
// signed by its issuer.
func odd(t testing.TB, i *issuer, change func(tbs []byte) []byte) *issuer {
	t.Helper()
	tbs := change(bytes.Clone(i.c.RawTBSCertificate))
	if bytes.Equal(tbs, i.c.RawTBSCertificate) {
		t.Fatal("nothing was changed")
	}
	hashed := sha256.Sum256(tbs)
	value, err := i.over.key.Sign(rand.Reader, hashed[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	raw := wrap(cbasn1.SEQUENCE, tbs, der(func(b *cryptobyte.Builder) { addAlgorithm(b, oidECDSA256, false) }),
		der(func(b *cryptobyte.Builder) { b.AddASN1BitString(value) }))
	if _, err := x509.ParseCertificate(raw); err == nil {
		t.Fatal("the standard library reads it")
	}
	c, err := ReadCertificate(raw)
	if err != nil {
		return &issuer{&x509.Certificate{Raw: raw, RawIssuer: i.c.RawIssuer, SerialNumber: i.c.SerialNumber, PublicKey: i.c.PublicKey}, i.key, i.over}
	}
	return &issuer{c, i.key, i.over}
}

// signedBy is a CMS over the content, with unsigned attributes as they are given.
func (w *world) signedBy(by *issuer, at time.Time, unsigned func(value []byte) [][]byte) []byte {
	w.t.Helper()
	attributes, err := signedAttributes(by.c, digestOf(content))
	if err != nil {
		w.t.Fatal(err)
	}
	return w.assembled(by, attributes, unsigned)
}

func (w *world) assembled(by *issuer, attributes [][]byte, unsigned func(value []byte) [][]byte) []byte {
	w.t.Helper()
	value, err := by.key.Sign(rand.Reader, digestOf(setOf(attributes)), crypto.SHA256)
	if err != nil {
		w.t.Fatal(err)
	}
	const mark = "dấu"
	token := wrap(cbasn1.SEQUENCE, []byte(mark))
	cms, err := assemble(by.c, w.chain(), attributes, value, token)
	if err != nil {
		w.t.Fatal(err)
	}
	old := wrap(context1, stampAttribute(token))
	if unsigned == nil {
		return rewrapDeep(w.t, cms, old, nil)
	}
	return rewrapDeep(w.t, cms, old, wrap(context1, unsigned(value)...))
}

func stampAttribute(tokens ...[]byte) []byte {
	return wrap(cbasn1.SEQUENCE, der(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidStampToken) }), wrap(cbasn1.SET, tokens...))
}

// rewrapDeep replaces the end of the only signer of a CMS.
func rewrapDeep(t testing.TB, cms, old, new []byte) []byte {
	t.Helper()
	in := cryptobyte.String(cms)
	var info, wrapped, body, head, signers, signer cryptobyte.String
	var oid asn1.ObjectIdentifier
	if !in.ReadASN1(&info, cbasn1.SEQUENCE) || !info.ReadASN1ObjectIdentifier(&oid) || !info.ReadASN1(&wrapped, context0) || !wrapped.ReadASN1(&body, cbasn1.SEQUENCE) {
		t.Fatal("not a CMS")
	}
	var parts [][]byte
	for range 4 {
		var tag cbasn1.Tag
		if !body.ReadAnyASN1Element(&head, &tag) {
			t.Fatal("not our CMS")
		}
		parts = append(parts, head)
	}
	if !body.ReadASN1(&signers, cbasn1.SET) || !signers.ReadASN1(&signer, cbasn1.SEQUENCE) || !bytes.HasSuffix(signer, old) {
		t.Fatal("another signer")
	}
	parts = append(parts, wrap(cbasn1.SET, wrap(cbasn1.SEQUENCE, signer[:len(signer)-len(old)], new)))
	return wrap(cbasn1.SEQUENCE, der(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidSignedData) }),
		wrap(context0, wrap(cbasn1.SEQUENCE, parts...)))
}

// stampBy is a token over a signature value.
func stampBy(t testing.TB, i *issuer, at time.Time, value []byte) []byte {
	t.Helper()
	token, err := stamper{i, at, t}.Stamp(context.Background(), digestOf(value), crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// knows believes the root and holds nothing but what is given.
func (w *world) knows(lists ...[]byte) Trust {
	return Trust{Roots: []*x509.Certificate{w.root.c}, Kept: Evidence{CRLs: append([][]byte{w.root.crl(w.t, today)}, lists...)}}
}

// withPoint is a change of a template: where its issuer tells about it.
func withPoint(address string) func(*x509.Certificate) {
	return func(c *x509.Certificate) { c.CRLDistributionPoints = []string{address} }
}

func sortedSet(attributes ...[]byte) [][]byte {
	slices.SortFunc(attributes, bytes.Compare)
	return attributes
}

func another(t testing.TB, over *issuer, name string, change func(*x509.Certificate)) *issuer {
	t.Helper()
	return makeCertificate(t, over, name, ecKey(elliptic.P256()), change)
}
