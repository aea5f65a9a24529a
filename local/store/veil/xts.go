package veil

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
)

// The measures of XTS here, in bytes. A sector is what one tweak serves.
const (
	blockSize   = 16
	sectorSize  = 4096
	halfKeySize = 32
	xtsKeySize  = 2 * halfKeySize
)

// sectors is AES-256-XTS. It is for any number of goroutines at a time.
type sectors struct {
	data, tweak cipher.Block
}

// newSectors takes a key of xtsKeySize bytes.
func newSectors(key []byte) (*sectors, error) {
	data, err := aes.NewCipher(key[:halfKeySize])
	if err != nil {
		return nil, err
	}
	tweak, err := aes.NewCipher(key[halfKeySize:])
	return &sectors{data, tweak}, err
}

// encrypt makes dst of src, whole blocks of a sector of which first is the number
// of the first block. dst may be src.
func (x *sectors) encrypt(dst, src []byte, sector uint64, first int) {
	x.each(dst, src, x.mask(sector, first), x.data.Encrypt)
}

// decrypt is the way back.
func (x *sectors) decrypt(dst, src []byte, sector uint64, first int) {
	x.each(dst, src, x.mask(sector, first), x.data.Decrypt)
}

func (x *sectors) each(dst, src []byte, m mask, turn func(dst, src []byte)) {
	for len(src) >= blockSize {
		block := dst[:blockSize]
		m.over(block, src)
		turn(block, block)
		m.over(block, block)
		m.next()
		dst, src = dst[blockSize:], src[blockSize:]
	}
}

// mask is what a block is covered with before and after AES: an element of
// GF(2^128), low bits first.
type mask struct{ lo, hi uint64 }

func (x *sectors) mask(sector uint64, first int) mask {
	var b [blockSize]byte
	binary.LittleEndian.PutUint64(b[:], sector)
	x.tweak.Encrypt(b[:], b[:])
	m := mask{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])}
	for range first {
		m.next()
	}
	return m
}

func (m mask) over(dst, src []byte) {
	binary.LittleEndian.PutUint64(dst, binary.LittleEndian.Uint64(src)^m.lo)
	binary.LittleEndian.PutUint64(dst[8:], binary.LittleEndian.Uint64(src[8:])^m.hi)
}

// next multiplies by x, modulo x^128 + x^7 + x^2 + x + 1.
func (m *mask) next() {
	const feedback = 0x87
	carry := m.hi >> 63
	m.hi = m.hi<<1 | m.lo>>63
	m.lo = m.lo<<1 ^ feedback*carry
}
