package screen

import (
	"encoding/binary"
	"errors"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
)

// Strip is some lines of the screen, few enough to be looked at again and again.
type Strip struct {
	*os.File

	from  int64
	lines []byte
}

// Strip is the lines of the screen from one counted from the top.
func (d *Display) Strip(from, lines int) (*Strip, error) {
	f, err := os.Open(filepath.Join(d.folder, "Xvfb_screen0"))
	if err != nil {
		return nil, err
	}
	head := make([]byte, 100)
	if _, err := io.ReadFull(f, head); err != nil {
		f.Close()
		return nil, errors.Join(err, errors.New("no screen"))
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(head[4*i:])) } // of the XWD file
	const wideOf, coloursOf = 12, 19
	wide := word(wideOf)
	return &Strip{f, int64(word(0) + 12*word(coloursOf) + from*wide), make([]byte, lines*wide)}, nil
}

// Sum changes with any point of the strip.
func (s *Strip) Sum() (uint64, error) {
	_, err := s.ReadAt(s.lines, s.from)
	return maphash.Bytes(seed, s.lines), err
}
