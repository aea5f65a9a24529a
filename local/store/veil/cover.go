package veil

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Cover copies a database that nobody writes, from under one key to under another: nil
// is none. What it cannot carry over, it refuses: pages of another size than ours, a
// page that is not whole, another key.
func Cover(w io.Writer, r io.Reader, from, to []byte) error {
	page := make([]byte, sectorSize)
	if _, err := io.ReadFull(r, page); err != nil {
		return fmt.Errorf("the first page: %w", err)
	}
	was, err := newSide(from, page[:blockSize])
	if err != nil {
		return err
	}
	is, err := newSide(to, newHead())
	if err != nil {
		return err
	}
	if !was.reads(page) {
		return errors.New("not a database under this key, or one of other pages")
	}
	for n := uint64(0); ; n++ {
		was.unveil(page, n)
		is.veil(page, n)
		if _, err := w.Write(page); err != nil {
			return err
		}
		switch _, err := io.ReadFull(r, page); {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("page %d: %w", n+2, err)
		}
	}
}

// side is a database under a key, or under none.
type side struct {
	cipher *sectors
	head   []byte
}

func newSide(key, head []byte) (side, error) {
	if key == nil {
		return side{}, nil
	}
	x, err := derived(key, head, forDatabase)
	return side{x, bytes.Clone(head)}, err
}

func (s side) reads(first []byte) bool {
	if s.cipher == nil {
		return bytes.HasPrefix(first, []byte(plainSign)) && binary.BigEndian.Uint16(first[blockSize:]) == sectorSize
	}
	return isVeiled(first) && fits(s.cipher, first[blockSize:])
}

func (s side) veil(page []byte, n uint64) {
	if s.cipher == nil {
		return
	}
	s.cipher.encrypt(page, page, n, 0)
	if n == 0 {
		copy(page, s.head)
	}
}

func (s side) unveil(page []byte, n uint64) {
	if s.cipher == nil {
		return
	}
	s.cipher.decrypt(page, page, n, 0)
	if n == 0 {
		copy(page, plainSign)
	}
}
