package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// readMended reads a certificate from a copy whose faults of writing are mended:
// numbers below zero, words in letters that their kind does not have, a key of an
// unknown kind, a fault in what only tells where to ask.
func readMended(der []byte) (*x509.Certificate, error) {
	p, err := partsOf(der)
	if err != nil {
		return nil, err
	}
	serial := new(big.Int)
	if s := p.serial; !s.ReadASN1Integer(serial) {
		return nil, errCertificate
	}
	_, unknown := x509.ParsePKIXPublicKey(p.key)
	copied, err := p.parse(serial, unknown != nil, false)
	if err != nil {
		copied, err = p.parse(serial, unknown != nil, true)
	}
	if err != nil {
		return nil, err
	}
	copied.Raw, copied.RawTBSCertificate, copied.RawIssuer, copied.RawSubject = der, p.tbs, p.issuer, p.name
	copied.RawSubjectPublicKeyInfo, copied.SerialNumber = p.key, serial
	if unknown != nil {
		copied.PublicKey, copied.PublicKeyAlgorithm = nil, x509.UnknownPublicKeyAlgorithm
	}
	return copied, nil
}

// parse writes the mended copy and reads it.
func (p parts) parse(serial *big.Int, keyUnknown, fewer bool) (*x509.Certificate, error) {
	key, rest := p.key, p.rest
	if keyUnknown {
		key = placeholderKey
	}
	if fewer {
		rest = withoutHints(rest)
	}
	var b cryptobyte.Builder
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddBytes(p.version)
			b.AddASN1BigInt(new(big.Int).Abs(serial))
			addAll(b, [][]byte{p.inner, retold(p.issuer), p.term, retold(p.name), key, rest})
		})
		addAll(b, [][]byte{p.algorithm, p.value})
	})
	copied, err := b.Bytes()
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(copied)
}

// placeholderKey stands in the copy for a key that cannot be read: the base point
// of P-256.
var placeholderKey, _ = hex.DecodeString("3059301306072a8648ce3d020106082a8648ce3d030107034200" +
	"046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296" +
	"4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")

// hints are extensions that help to find other certificates and addresses, and
// bind nothing.
var hints = []asn1.ObjectIdentifier{{2, 5, 29, 14}, {2, 5, 29, 17}, {2, 5, 29, 18}, {2, 5, 29, 35}, {1, 3, 6, 1, 5, 5, 7, 1, 1}, {1, 3, 6, 1, 5, 5, 7, 1, 11}}

// withoutHints leaves those extensions out of the end of a certificate.
func withoutHints(rest cryptobyte.String) []byte {
	tag := cbasn1.Tag(3).ContextSpecific().Constructed()
	whole := []byte(rest)
	var wrapped, all, one cryptobyte.String
	if !rest.ReadASN1(&wrapped, tag) || !wrapped.ReadASN1(&all, cbasn1.SEQUENCE) {
		return whole
	}
	var kept [][]byte
	for all.ReadASN1Element(&one, cbasn1.SEQUENCE) {
		inner := one
		var body cryptobyte.String
		var oid asn1.ObjectIdentifier
		isHint := inner.ReadASN1(&body, cbasn1.SEQUENCE) && body.ReadASN1ObjectIdentifier(&oid) && slices.ContainsFunc(hints, oid.Equal)
		if !isHint {
			kept = append(kept, bytes.Clone(one))
		}
	}
	var b cryptobyte.Builder
	b.AddASN1(tag, func(b *cryptobyte.Builder) {
		b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) { addAll(b, kept) })
	})
	return b.BytesOrPanic()
}

// retold writes a name with each word in UTF-8.
func retold(name cryptobyte.String) []byte {
	var b cryptobyte.Builder
	var failed error
	b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
		failed = eachWord(name, func(oid asn1.ObjectIdentifier, tag cbasn1.Tag, value []byte) {
			b.AddASN1(cbasn1.SET, func(b *cryptobyte.Builder) {
				b.AddASN1(cbasn1.SEQUENCE, func(b *cryptobyte.Builder) {
					b.AddASN1ObjectIdentifier(oid)
					b.AddASN1(cbasn1.UTF8String, func(b *cryptobyte.Builder) { b.AddBytes([]byte(plainly(tag, value))) })
				})
			})
		})
	})
	told, err := b.Bytes()
	if failed != nil || err != nil {
		return name
	}
	return told
}

// Kinds of words that the standard library does not name.
const (
	tagBMP       = cbasn1.Tag(30)
	tagUniversal = cbasn1.Tag(28)
)

// plainly reads a word of any kind as a person would.
func plainly(tag cbasn1.Tag, value []byte) string {
	switch {
	case tag == tagBMP && len(value)%2 == 0:
		var units []uint16
		for i := 0; i < len(value); i += 2 {
			units = append(units, uint16(value[i])<<8|uint16(value[i+1]))
		}
		return string(utf16.Decode(units))
	case tag == tagUniversal && len(value)%4 == 0:
		var b strings.Builder
		for i := 0; i < len(value); i += 4 {
			b.WriteRune(rune(value[i])<<24 | rune(value[i+1])<<16 | rune(value[i+2])<<8 | rune(value[i+3]))
		}
		return b.String()
	case tag == cbasn1.BIT_STRING || tag == cbasn1.OCTET_STRING:
		return hex.EncodeToString(value)
	case utf8.Valid(value):
		return string(value)
	}
	runes := make([]rune, len(value))
	for i, b := range value {
		runes[i] = rune(b)
	}
	return string(runes)
}

// oddness tells in what a certificate is not written as the standard asks; empty:
// in nothing.
func oddness(c *x509.Certificate) string {
	_, err := x509.ParseCertificate(c.Raw)
	switch {
	case err == nil:
		return ""
	case c.SerialNumber.Sign() < 0:
		return "số hiệu là số âm"
	case c.PublicKey == nil:
		return "khóa thuộc loại phần mềm chưa biết"
	case strings.Contains(err.Error(), "RDNSequence"):
		return "tên có ký tự mà kiểu chữ đã khai không cho phép"
	}
	return "có phần viết sai quy cách"
}
