package page

import (
	"bufio"
	gif "compress/lzw"
	"compress/zlib"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math/bits"

	"golang.org/x/image/tiff/lzw"

	"tram/local/page/fax"
)

// The pixels of a TIFF are read row by row, whatever they are packed with, so
// that a small file which would unpack to gigabytes fills no memory.

// tiffRows gives the samples of a block, one row after the other. A row is used up
// before the next call.
type tiffRows func() ([]byte, error)

// canvas takes the samples of a row, from a pixel on.
type canvas interface {
	image.Image
	set(x, y int, samples []byte, n int)
}

// pixels puts the blocks together.
func (f *directories) pixels(info Info) (image.Image, error) {
	d, _, err := f.read(info.TIFF.directory)
	if err != nil {
		return nil, err
	}
	on, err := d.canvas(info)
	if err != nil {
		return nil, err
	}
	if err := f.eachRow(info, on.set); err != nil {
		return nil, err
	}
	return plainImage(on), nil
}

// eachRow gives the samples of each row of each block, from a pixel on, and how many pixels
// of it are of the image.
func (f *directories) eachRow(info Info, take func(x, y int, samples []byte, n int)) error {
	for i := range info.TIFF.inPlane() {
		next, err := f.blockRows(info, i)
		if err != nil {
			return fmt.Errorf("block %d: %w", i, err)
		}
		place := info.blockAt(i)
		for y := place.Min.Y; y < place.Max.Y; y++ {
			row, err := next()
			if err != nil {
				return fmt.Errorf("block %d, row %d: %w", i, y, err)
			}
			take(place.Min.X, y, row, place.Dx())
		}
	}
	return nil
}

// blockRows gives the rows of one strip or tile, the samples of a pixel side by
// side.
func (f *directories) blockRows(info Info, i int) (tiffRows, error) {
	t := info.TIFF
	if t.planes == 1 {
		return f.unpacked(info, i, info.Components)
	}
	planes := make([]tiffRows, t.planes)
	for c := range planes {
		var err error
		if planes[c], err = f.unpacked(info, c*t.inPlane()+i, 1); err != nil {
			return nil, err
		}
	}
	row := make([]byte, t.blockWidth*len(planes))
	return func() ([]byte, error) {
		for c, next := range planes {
			plane, err := next()
			if err != nil {
				return nil, err
			}
			for x, v := range plane {
				row[x*len(planes)+c] = v
			}
		}
		return row, nil
	}, nil
}

// unpacked gives the rows of one block of so many components.
func (f *directories) unpacked(info Info, i, components int) (tiffRows, error) {
	t := info.TIFF
	if t.Fax() {
		return f.faxRows(info, i)
	}
	coded := io.Reader(io.NewSectionReader(f.r, t.Strips[i].Offset, t.Strips[i].Size))
	if t.FillOrder == lowestFirst {
		coded = mirrored{coded}
	}
	plain, err := unpacking(coded, t.Compression)
	if err != nil {
		return nil, err
	}
	row := make([]byte, (t.blockWidth*components*info.Bits+7)/8)
	return func() ([]byte, error) {
		if _, err := io.ReadFull(plain, row); err != nil {
			return nil, cutShort(err)
		}
		if t.Predictor == 2 && t.predicts() {
			for i := components; i < len(row); i++ {
				row[i] += row[i-components]
			}
		}
		return row, nil
	}, nil
}

func (f *directories) faxRows(info Info, i int) (tiffRows, error) {
	span := info.TIFF.Strips[i]
	b := make([]byte, span.Size)
	if err := f.readAt(b, span.Offset); err != nil {
		return nil, err
	}
	lines, err := fax.NewDecoder(b, info.TIFF.coding(info.blockAt(i).Dy()))
	if err != nil {
		return nil, err
	}
	return lines.Row, nil
}

// lowestFirst is the fill order whose bytes are read from their lowest bit on,
// whatever they are packed with; JPEG alone has an order of its own.
const lowestFirst = 2

// mirrored turns each byte around.
type mirrored struct{ r io.Reader }

// Read reads as the reader below.
func (m mirrored) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	for i, v := range b[:n] {
		b[i] = bits.Reverse8(v)
	}
	return n, err
}

// cutShort tells an end before the last row from a packing that is broken.
func cutShort(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// coding tells how the runs of a fax block of so many rows are coded.
func (t *TIFFInfo) coding(rows int) fax.Coding {
	const twoDimensional = 1
	c := fax.Coding{Width: t.blockWidth, Rows: rows, Mirror: t.FillOrder == lowestFirst}
	switch {
	case t.Compression == TIFFG4:
		c.K = -1
	case t.Compression == TIFFHuffman:
		c.Aligned = true
	case t.T4Options&twoDimensional != 0:
		c.K = 1
	}
	return c
}

// unpacking reads what a block packs.
func unpacking(coded io.Reader, compression int) (io.Reader, error) {
	switch compression {
	case TIFFPlain:
		return bufio.NewReader(coded), nil
	case TIFFDeflate, TIFFDeflateOld:
		return zlib.NewReader(coded)
	case TIFFPackBits:
		return &packBits{r: bufio.NewReader(coded)}, nil
	}
	in := bufio.NewReader(coded)
	if head, _ := in.Peek(2); len(head) == 2 && head[0] == 0 && head[1]&1 == 1 { // of before TIFF 5.0, as in a GIF
		return bufio.NewReader(gif.NewReader(in, gif.LSB, 8)), nil
	}
	return bufio.NewReader(lzw.NewReader(in, lzw.MSB, 8)), nil
}

// packBits reads runs: a control byte below 128 is followed by one more byte than
// its number, one above by a byte that repeats, 128 by nothing.
type packBits struct {
	r      *bufio.Reader
	left   int
	repeat bool
	value  byte
}

func (p *packBits) Read(b []byte) (int, error) {
	for p.left == 0 {
		if err := p.control(); err != nil {
			return 0, err
		}
	}
	n := min(len(b), p.left)
	if p.repeat {
		for i := range n {
			b[i] = p.value
		}
	} else if got, err := p.r.Read(b[:n]); err != nil {
		return 0, err
	} else {
		n = got
	}
	p.left -= n
	return n, nil
}

func (p *packBits) control() (err error) {
	c, err := p.r.ReadByte()
	switch {
	case err != nil:
		return err
	case c < 128:
		p.left, p.repeat = int(c)+1, false
	case c > 128:
		p.left, p.repeat = 257-int(c), true
		p.value, err = p.r.ReadByte()
	}
	return err
}

// canvas is what the pixels of the image are laid on.
func (d directory) canvas(info Info) (canvas, error) {
	size := image.Rect(0, 0, info.Width, info.Height)
	switch {
	case info.Palette:
		colours, err := d.colours(1 << info.Bits)
		return &indexedCanvas{image.NewPaletted(size, colours), info.Bits}, err
	case info.TIFF.Photometric == TIFFRGB:
		return &colourCanvas{image.NewRGBA(size), info.TIFF.alpha}, nil
	}
	greatest := 1<<info.Bits - 1
	c := &greyCanvas{Gray: image.NewGray(size), bits: info.Bits, alpha: info.TIFF.alpha}
	for v := range greatest + 1 {
		c.of[v] = byte(v * 255 / greatest)
		if info.TIFF.Photometric == TIFFWhiteIsZero {
			c.of[v] = ^c.of[v]
		}
	}
	return c, nil
}

// colours reads the colour map: all red, then all green, then all blue, of 16
// bits each; some writers fill only the lower eight.
func (d directory) colours(n int) (color.Palette, error) {
	v, err := d.numbers(tagColorMap, 3*n)
	if err != nil {
		return nil, err
	}
	if len(v) < 3*n {
		return nil, fmt.Errorf("a colour map of %d values", len(v))
	}
	shift := 0
	for _, c := range v {
		if c > 255 {
			shift = 8
		}
	}
	colours := make(color.Palette, n)
	for i := range colours {
		colours[i] = color.RGBA{byte(v[i] >> shift), byte(v[n+i] >> shift), byte(v[2*n+i] >> shift), 255}
	}
	return colours, nil
}

type (
	greyCanvas struct {
		*image.Gray
		bits  int
		of    [256]byte // the grey of a sample
		alpha alpha
	}
	indexedCanvas struct {
		*image.Paletted
		bits int
	}
	colourCanvas struct {
		*image.RGBA
		alpha alpha
	}
)

func (c *greyCanvas) set(x, y int, samples []byte, n int) {
	line := c.Pix[y*c.Stride+x:][:n]
	if c.alpha != opaque {
		for i := range line {
			line[i] = c.alpha.onWhite(c.of[samples[2*i]], samples[2*i+1])
		}
		return
	}
	unpackBits(line, samples, c.bits)
	for i, v := range line {
		line[i] = c.of[v]
	}
}

func (c *indexedCanvas) set(x, y int, samples []byte, n int) {
	unpackBits(c.Pix[y*c.Stride+x:][:n], samples, c.bits)
}

// unpackBits gives each sample a byte.
func unpackBits(to, samples []byte, bits int) {
	if bits == 8 {
		copy(to, samples)
		return
	}
	mask := byte(1<<bits - 1)
	for i := range to {
		at := i * bits
		to[i] = samples[at/8] >> (8 - bits - at%8) & mask
	}
}

func (c *colourCanvas) set(x, y int, samples []byte, n int) {
	line := c.Pix[y*c.Stride+4*x:][:4*n]
	if c.alpha != opaque {
		for i := 0; i < len(line); i += 4 {
			a := samples[i+3]
			line[i], line[i+1], line[i+2], line[i+3] = c.alpha.onWhite(samples[i], a), c.alpha.onWhite(samples[i+1], a), c.alpha.onWhite(samples[i+2], a), 255
		}
		return
	}
	for i := range n {
		line[4*i], line[4*i+1], line[4*i+2], line[4*i+3] = samples[3*i], samples[3*i+1], samples[3*i+2], 255
	}
}

// plainImage takes the canvas off.
func plainImage(c canvas) image.Image {
	switch c := c.(type) {
	case *greyCanvas:
		return c.Gray
	case *indexedCanvas:
		return c.Paletted
	case *colourCanvas:
		return c.RGBA
	}
	return c
}
