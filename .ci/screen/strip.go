package screen

import (
	"encoding/binary"
	"errors"
	"hash/maphash"
	"image"
	"io"
	"os"
	"path/filepath"
)

// Strip is a part of the screen, small enough to be looked at again and again.
type Strip struct {
	*os.File

	from  int64 // of the first line
	wide  int   // bytes of a line
	area  image.Rectangle
	lines []byte
}

// Strip is the part of the screen that lies in an area.
func (d *Display) Strip(area image.Rectangle) (*Strip, error) {
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
	return &Strip{f, int64(word(0) + 12*word(coloursOf) + area.Min.Y*wide), wide, area, make([]byte, area.Dy()*wide)}, nil
}

// Sums are one of each line, which changes with any point of it.
func (s *Strip) Sums() ([]uint64, error) {
	const point = 4 // bytes
	_, err := s.ReadAt(s.lines, s.from)
	sums := make([]uint64, s.area.Dy())
	for y := range sums {
		sums[y] = maphash.Bytes(seed, s.lines[y*s.wide:][s.area.Min.X*point:s.area.Max.X*point])
	}
	return sums, err
}

// Sum changes with any point of the strip.
func (s *Strip) Sum() (uint64, error) {
	sums, err := s.Sums()
	return Joined(sums), err
}

// Joined is one sum of several.
func Joined(sums []uint64) uint64 {
	var b []byte
	for _, sum := range sums {
		b = binary.LittleEndian.AppendUint64(b, sum)
	}
	return maphash.Bytes(seed, b)
}
