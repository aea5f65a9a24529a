package sign

import (
	"bytes"
	"errors"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Some signing programs write CMS with lengths that are told only at the end
// (BER). definite writes such bytes anew with lengths first, joins strings that
// come in pieces, and drops the zeros that fill a PDF's hole. What is DER
// already comes back unchanged. tail: behind it stands something else than zeros.
func definite(b []byte) (out []byte, tail bool, err error) {
	r := berReader{b: b, left: maxBERElements}
	if out, err = r.element(0); err != nil {
		return nil, false, err
	}
	return out, len(bytes.Trim(r.b, "\x00")) > 0, nil
}

// maxBERElements bounds the work on hostile bytes.
const maxBERElements = 100_000

var errBER = errors.New("malformed ASN.1")

type berReader struct {
	b    []byte
	left int
}

const (
	constructed = 0x20
	indefinite  = -1
)

// header reads a one-byte tag, which is all that CMS has, and a length.
func (r *berReader) header() (tag byte, length int, err error) {
	if len(r.b) < 2 || r.b[0]&0x1f == 0x1f {
		return 0, 0, errBER
	}
	tag, length = r.b[0], int(r.b[1])
	r.b = r.b[2:]
	switch {
	case length == 0x80:
		if tag&constructed == 0 {
			return 0, 0, errBER
		}
		return tag, indefinite, nil
	case length > 0x80:
		n := length & 0x7f
		if n > 4 || len(r.b) < n {
			return 0, 0, errBER
		}
		length = 0
		for _, digit := range r.b[:n] {
			length = length<<8 | int(digit)
		}
		r.b = r.b[n:]
	}
	if length < 0 || length > len(r.b) {
		return 0, 0, errBER
	}
	return tag, length, nil
}

// element reads one element and writes it in DER.
func (r *berReader) element(depth int) ([]byte, error) {
	if r.left--; r.left < 0 || depth > maxNesting {
		return nil, errors.New("ASN.1 with too many parts")
	}
	start := r.b
	tag, length, err := r.header()
	if err != nil {
		return nil, err
	}
	if length != indefinite && tag != constructed|byte(cbasn1.OCTET_STRING) && !hasIndefinite(r.b[:length], tag, depth) {
		whole := len(start) - len(r.b) + length
		r.b = r.b[length:]
		return start[:whole:whole], nil
	}
	body, err := r.body(tag, length, depth)
	if err != nil {
		return nil, err
	}
	if tag == constructed|byte(cbasn1.OCTET_STRING) {
		tag &^= constructed
	}
	var out cryptobyte.Builder
	out.AddASN1(cbasn1.Tag(tag), func(b *cryptobyte.Builder) { b.AddBytes(body) })
	return out.Bytes()
}

// body reads the parts of something constructed, up to its length or its end
// mark. The pieces of a string lose their heads.
func (r *berReader) body(tag byte, length, depth int) (body []byte, err error) {
	rest := []byte(nil)
	if length != indefinite {
		rest, r.b = r.b[length:], r.b[:length]
	}
	for {
		if length != indefinite && len(r.b) == 0 {
			r.b = rest
			return body, nil
		}
		if length == indefinite && len(r.b) >= 2 && r.b[0] == 0 && r.b[1] == 0 {
			r.b = r.b[2:]
			return body, nil
		}
		part, err := r.element(depth + 1)
		if err != nil {
			return nil, err
		}
		if tag == constructed|byte(cbasn1.OCTET_STRING) {
			s := cryptobyte.String(part)
			var piece cryptobyte.String
			if !s.ReadASN1(&piece, cbasn1.OCTET_STRING) {
				return nil, errBER
			}
			part = piece
		}
		body = append(body, part...)
	}
}

// hasIndefinite tells whether anything inside has to be written anew. Only the
// frame of a CMS may: what is signed inside it is DER.
func hasIndefinite(b []byte, tag byte, depth int) bool {
	if tag&constructed == 0 {
		return false
	}
	if depth > maxNesting {
		return true
	}
	s := cryptobyte.String(b)
	for !s.Empty() {
		var part cryptobyte.String
		var inner cbasn1.Tag
		if !s.ReadAnyASN1(&part, &inner) {
			return true
		}
		if byte(inner) == constructed|byte(cbasn1.OCTET_STRING) || hasIndefinite(part, byte(inner), depth+1) {
			return true
		}
	}
	return false
}
