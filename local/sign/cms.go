package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"slices"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// CMS signs the SHA-256 of some bytes and returns a detached CAdES baseline
// signature in DER: B-B, or B-T where a Stamper is given. It names its
// certificate under the signature and, as PAdES asks, no time of its own (EN 319
// 142-1, 6.3). at is only what the certificate is held against. Without an
// error, the signature was checked against the certificate; with one, there is
// no signature.
func CMS(ctx context.Context, digest []byte, k Key, at time.Time, tsa Stamper) ([]byte, error) {
	if len(digest) != sha256.Size {
		return nil, fmt.Errorf("a digest of %d bytes is no SHA-256", len(digest))
	}
	c := k.Certificate()
	if err := Fit(c, k.Chain(), at); err != nil {
		return nil, err
	}
	attributes, err := signedAttributes(c, digest)
	if err != nil {
		return nil, fmt.Errorf("writing the signed attributes: %w", err)
	}
	signature, err := signAndCheck(ctx, k, attributes)
	if err != nil {
		return nil, err
	}
	var token []byte
	if tsa != nil {
		imprint := sha256.Sum256(signature)
		if token, err = tsa.Stamp(ctx, imprint[:], crypto.SHA256); err != nil {
			return nil, err
		}
	}
	return assemble(c, k.Chain(), attributes, signature, token)
}

// signAndCheck signs attributes, and refuses what a faulty token or a key of
// another certificate answers.
func signAndCheck(ctx context.Context, k Key, attributes [][]byte) ([]byte, error) {
	hashed := sha256.Sum256(setOf(attributes))
	signature, err := k.Sign(ctx, hashed[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	how := scheme{oid: oidRSA256, hash: crypto.SHA256}
	if k.Certificate().PublicKeyAlgorithm == x509.ECDSA {
		how.oid = oidECDSA256
	}
	if err := how.verify(k.Certificate().PublicKey, setOf(attributes), signature); err != nil {
		return nil, KeyMismatch.Because(err)
	}
	return signature, nil
}

// signedAttributes are what the key signs: that it is data, its digest, and the
// certificate that the signature is to be checked with.
func signedAttributes(c *x509.Certificate, digest []byte) ([][]byte, error) {
	attributes := make([][]byte, 3)
	for i, a := range []struct {
		oid   asn1.ObjectIdentifier
		value cryptobyte.BuilderContinuation
	}{
		{oidContentType, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidData) }},
		{oidDigest, func(b *cryptobyte.Builder) { b.AddASN1OctetString(digest) }},
		{oidCertificate2, func(b *cryptobyte.Builder) { addCertificateName(b, c) }},
	} {
		var err error
		if attributes[i], err = attribute(a.oid, a.value); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(attributes, bytes.Compare)
	return attributes, nil
}

func attribute(oid asn1.ObjectIdentifier, value cryptobyte.BuilderContinuation) ([]byte, error) {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oid)
		b.AddASN1(cbasn1.SET, value)
	})
	return b.Bytes()
}

// addCertificateName writes SigningCertificateV2: the SHA-256 of the
// certificate, its issuer and serial number.
func addCertificateName(b *cryptobyte.Builder, c *x509.Certificate) {
	sum := sha256.Sum256(c.Raw)
	sequence := func(inner cryptobyte.BuilderContinuation) cryptobyte.BuilderContinuation {
		return func(b *cryptobyte.Builder) { b.AddASN1(cbasn1.SEQUENCE, inner) }
	}
	id := func(b *cryptobyte.Builder) {
		b.AddASN1OctetString(sum[:])
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			const directoryName = 4
			sequence(func(b *cryptobyte.Builder) {
				b.AddASN1(cbasn1.Tag(directoryName).ContextSpecific().Constructed(), func(b *cryptobyte.Builder) { b.AddBytes(c.RawIssuer) })
			})(b)
			b.AddASN1BigInt(c.SerialNumber)
		})
	}
	sequence(sequence(sequence(id)))(b)
}

// setOf writes elements, already in the order of DER, as the SET that is signed.
func setOf(elements [][]byte) []byte {
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) { addAll(b, elements) })
	return b.BytesOrPanic()
}

func addAll(b *cryptobyte.Builder, elements [][]byte) {
	for _, e := range elements {
		b.AddBytes(e)
	}
}

// assemble puts a SignedData together.
func assemble(c *x509.Certificate, chain []*x509.Certificate, attributes [][]byte, signature, token []byte) ([]byte, error) {
	certificates := [][]byte{c.Raw}
	for _, above := range chain {
		certificates = append(certificates, above.Raw)
	}
	slices.SortFunc(certificates, bytes.Compare)
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(oidSignedData)
		b.AddASN1(context0, func(b *cryptobyte.Builder) {
			b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
				b.AddASN1Int64(1)
				b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) { addAlgorithm(b, oidSHA256, false) })
				b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidData) })
				b.AddASN1(context0, func(b *cryptobyte.Builder) { addAll(b, certificates) })
				b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) { addSigner(b, c, attributes, signature, token) })
			})
		})
	})
	der, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("writing the signature: %w", err)
	}
	return der, nil
}

func addSigner(b *cryptobyte.Builder, c *x509.Certificate, attributes [][]byte, signature, token []byte) {
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1Int64(1)
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddBytes(c.RawIssuer)
			b.AddASN1BigInt(c.SerialNumber)
		})
		addAlgorithm(b, oidSHA256, false)
		b.AddASN1(context0, func(b *cryptobyte.Builder) { addAll(b, attributes) })
		if c.PublicKeyAlgorithm == x509.ECDSA {
			addAlgorithm(b, oidECDSA256, false)
		} else {
			addAlgorithm(b, oidRSA256, true)
		}
		b.AddASN1OctetString(signature)
		if token != nil {
			b.AddASN1(context1, func(b *cryptobyte.Builder) {
				b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(oidStampToken)
					b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) { b.AddBytes(token) })
				})
			})
		}
	})
}
