package pack

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"

	"tram/local/page"
)

// writing is how a file is opened that is synced: Windows syncs none that is only read.
const writing = os.O_RDWR

// pixels says where the rows of a page lie in a file that packs nothing.
type pixels struct {
	width, height int
	bits          int // of a sample: 1 or 8
	samples       int // of a pixel: 1 or 3
	dpiX, dpiY    float64
	palette       []byte // red, green, blue
	inverted      bool   // zero is white
	swapped       bool   // blue comes first
	at            func(y int) int64
}

// stride is how many bytes a row has.
func (p *pixels) stride() int { return (p.width*p.samples*p.bits + 7) / 8 }

// row reads one.
func (p *pixels) row(from io.ReaderAt, y int, to []byte) error {
	if _, err := from.ReadAt(to, p.at(y)); err != nil {
		return fmt.Errorf("row %d: %w", y, err)
	}
	if p.inverted {
		for i := range to {
			to[i] = ^to[i]
		}
	}
	if p.swapped {
		for i := 0; i+2 < len(to); i += 3 {
			to[i], to[i+2] = to[i+2], to[i]
		}
	}
	return nil
}

// plainTIFF tells where the rows of a TIFF lie; nil: it is no bare one.
func plainTIFF(i page.Info) *pixels {
	t := i.TIFF
	if t == nil || t.Compression != page.TIFFPlain || t.Tiled || t.FillOrder != 1 || i.Orientation != 1 || i.Alpha ||
		len(t.Strips) != (i.Height+t.RowsPerStrip-1)/t.RowsPerStrip {
		return nil
	}
	p := &pixels{width: i.Width, height: i.Height, bits: i.Bits, samples: i.Components, dpiX: i.DPIX, dpiY: i.DPIY}
	switch {
	case t.Photometric == page.TIFFRGB && i.Bits == 8 && i.Components == 3:
	case (t.Photometric == page.TIFFBlackIsZero || t.Photometric == page.TIFFWhiteIsZero) && i.Components == 1 && (i.Bits == 1 || i.Bits == 8):
		p.inverted = t.Photometric == page.TIFFWhiteIsZero
	default:
		return nil
	}
	p.at = func(y int) int64 {
		return t.Strips[y/t.RowsPerStrip].Offset + int64(y%t.RowsPerStrip)*int64(p.stride())
	}
	return p
}

// The head of a BMP, with the first form of its second part: all that scanners write.
const (
	bmpHead    = 14
	bmpInfo    = 40
	bmpLongest = 256 // bytes of a second part
	bmpColours = 4   // bytes of one in the palette: blue, green, red, nothing
)

// bitmap tells where the rows of a BMP lie; nil: it is none. One that is cut short, or that
// is packed, is refused.
func bitmap(f io.ReaderAt, size int64) (*pixels, error) {
	var head [bmpHead + bmpInfo]byte
	if n, _ := f.ReadAt(head[:], 0); n < len(head) || head[0] != 'B' || head[1] != 'M' {
		return nil, nil
	}
	long := func(at int) int64 { return int64(int32(binary.LittleEndian.Uint32(head[at:]))) }
	short := func(at int) int { return int(binary.LittleEndian.Uint16(head[at:])) }
	width, height := long(18), long(22)
	down := height < 0
	if down {
		height = -height
	}
	depth, packed, info := short(28), long(30), long(14)
	if info < bmpInfo || info > bmpLongest || packed != 0 || depth != 1 && depth != 8 && depth != 24 {
		return nil, page.RareCoding.Because(fmt.Errorf("a BMP of %d bits, packed %d, head %d", depth, packed, info))
	}
	if width <= 0 || height <= 0 || width > page.MaxSide || height > page.MaxSide || width*height > page.MaxPixels {
		return nil, page.TooManyPixels.About(width, height)
	}
	p := &pixels{width: int(width), height: int(height), bits: min(depth, 8), samples: 1, dpiX: perInch(long(38)), dpiY: perInch(long(42))}
	if depth == 24 {
		p.samples, p.swapped = 3, true
	} else if err := p.colours(f, bmpHead+info, long(46)); err != nil {
		return nil, err
	}
	stride := (int64(p.stride()) + 3) &^ 3 // of a row in the file
	first := long(10)
	if first < bmpHead+info || first+stride*height > size {
		return nil, page.Truncated.Because(io.ErrUnexpectedEOF)
	}
	p.at = func(y int) int64 {
		if !down {
			y = p.height - 1 - y
		}
		return first + int64(y)*stride
	}
	return p, nil
}

// colours reads the palette of a BMP. One of the greys in their order is none.
func (p *pixels) colours(f io.ReaderAt, at, said int64) error {
	most := int64(1) << p.bits
	if said <= 0 || said > most {
		said = most
	}
	b := make([]byte, said*bmpColours)
	if _, err := f.ReadAt(b, at); err != nil {
		return page.Truncated.Because(err)
	}
	grey := said == most
	for i := range int(said) {
		c := b[i*bmpColours:]
		p.palette = append(p.palette, c[2], c[1], c[0])
		level := byte(i * 255 / int(most-1))
		grey = grey && c[0] == level && c[1] == level && c[2] == level
	}
	if grey {
		p.palette = nil
	}
	return nil
}

const metresPerInch = 0.0254

// perInch is a resolution to a hundredth, from dots a metre; 0: not told.
func perInch(perMetre int64) float64 {
	return math.Round(float64(max(perMetre, 0))*metresPerInch*100) / 100
}

func perMetre(perInch float64) uint32 { return uint32(math.Round(perInch / metresPerInch)) }
