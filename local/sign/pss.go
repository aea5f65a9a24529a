package sign

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"encoding/binary"
)

// The standard library takes one hash for both parts of PSS; RFC 8017 lets the
// mask have another, and older signing programs leave SHA-1 there.

// verifyPSS checks EMSA-PSS (RFC 8017, 9.1.2) with a mask of its own hash and
// salt of any length.
func verifyPSS(k *rsa.PublicKey, hash, mask crypto.Hash, digest, value []byte) bool {
	_, fits := saltOf(k, hash, mask, digest, value)
	return fits
}

// saltOf tells how long the salt of a signature is, in bytes; false: it is none.
func saltOf(k *rsa.PublicKey, hash, mask crypto.Hash, digest, value []byte) (n int, fits bool) {
	bits := k.N.BitLen() - 1
	number := opened(k, value)
	size := (bits + 7) / 8
	if number == nil || number.BitLen() > bits || size < hash.Size()+2 {
		return 0, false
	}
	return pssFits(number.FillBytes(make([]byte, size)), 8*size-bits, hash, mask, digest)
}

// pssFits looks into an encoded message, of which the first few bits are unused, and tells
// how long its salt is.
func pssFits(encoded []byte, unused int, hash, mask crypto.Hash, digest []byte) (salt int, fits bool) {
	const trailer = 0xbc
	end := len(encoded) - hash.Size() - 1
	block, seed := bytes.Clone(encoded[:end]), encoded[end:len(encoded)-1]
	if encoded[len(encoded)-1] != trailer {
		return 0, false
	}
	for i, b := range mgf1(mask, seed, len(block)) {
		block[i] ^= b
	}
	block[0] &= 0xff >> unused
	one := bytes.IndexByte(block, 1)
	if one < 0 || len(bytes.Trim(block[:one], "\x00")) > 0 {
		return 0, false
	}
	w := hash.New()
	w.Write(make([]byte, 8))
	w.Write(digest)
	w.Write(block[one+1:])
	return len(block) - one - 1, bytes.Equal(w.Sum(nil), seed)
}

// mgf1 makes a mask of a length out of a seed (RFC 8017, B.2.1).
func mgf1(hash crypto.Hash, seed []byte, length int) (mask []byte) {
	for n := uint32(0); len(mask) < length; n++ {
		w := hash.New()
		w.Write(seed)
		w.Write(binary.BigEndian.AppendUint32(nil, n))
		mask = w.Sum(mask)
	}
	return mask[:length]
}
