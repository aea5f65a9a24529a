package intake

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"tram/local/page"
	"tram/local/whole"
)

// spill keeps images lifted out of a PDF for a short time without growing in
// memory: in a temporary file, under a key that this process never writes
// down. After a crash nobody can read what is left of it.
type spill struct {
	f     *os.File
	block cipher.Block
	size  int64
}

func newSpill() (*spill, error) {
	key := make([]byte, 32)
	rand.Read(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	f, err := os.CreateTemp("", "tram-*.part")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", whole.Tell(os.TempDir(), err))
	}
	os.Remove(f.Name()) // where the system lets an open file go; elsewhere Close does
	return &spill{f: f, block: block}, nil
}

// keep adds content at the end.
func (s *spill) keep(content []byte) (page.Span, error) {
	span := page.Span{Offset: s.size, Size: int64(len(content))}
	hidden := make([]byte, len(content))
	s.stream(span.Offset, hidden, content)
	if _, err := s.f.WriteAt(hidden, span.Offset); err != nil {
		return span, fmt.Errorf("write a temporary file: %w", whole.Tell(s.f.Name(), err))
	}
	s.size += span.Size
	return span, nil
}

// stream hides or shows bytes that lie at an offset: the counter is the number
// of the cipher block, so any place can be reached.
func (s *spill) stream(at int64, dst, src []byte) {
	var counter [aes.BlockSize]byte
	binary.BigEndian.PutUint64(counter[8:], uint64(at/aes.BlockSize))
	stream := cipher.NewCTR(s.block, counter[:])
	skip := make([]byte, at%aes.BlockSize)
	stream.XORKeyStream(skip, skip)
	stream.XORKeyStream(dst, src)
}

// ReadAt shows the bytes at an offset.
func (s *spill) ReadAt(b []byte, at int64) (int, error) {
	n, err := s.f.ReadAt(b, at)
	s.stream(at, b[:n], b[:n])
	return n, err
}

func (s *spill) open(span page.Span) Content {
	return spilled{io.NewSectionReader(s, span.Offset, span.Size)}
}

// Close removes the file.
func (s *spill) Close() error {
	err := s.f.Close()
	os.Remove(s.f.Name())
	return err
}

// spilled is one image in the spill, which outlives it.
type spilled struct{ *io.SectionReader }

// Close has nothing to do.
func (spilled) Close() error { return nil }
