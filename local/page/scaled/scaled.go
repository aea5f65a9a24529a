// Package scaled unpacks a JPEG at a half, a quarter or an eighth of its size.
//
// A block of 8×8 samples is its cosines; the low ones alone give the same block
// in 4×4, 2×2 or one sample. What is left is reading the Huffman codes, so a page
// on the screen costs a third of unpacking it whole. Only what scanners write is
// understood (8 bits, sequential, one scan of all components, grey or YCbCr);
// everything else is ErrNotThis, and for the decoder of the standard library.
package scaled

import (
	"errors"
	"image"
)

var (
	// ErrNotThis is told of a JPEG that is coded in another way.
	ErrNotThis = errors.New("not a JPEG that is unpacked at a scale")

	errBroken = errors.New("broken JPEG")
)

// component is one plane of an image.
type component struct {
	id      byte
	h, v    int // blocks in a unit, across and down
	quant   *[64]int32
	dc, ac  *table
	side    int // samples along a side of a block in the picture
	pix     []byte
	stride  int
	before  int32 // the last DC value
	inBlock int   // places of a block up to the last that is used, in zigzag order
}

// decoder walks once through a JPEG.
type decoder struct {
	rest       []byte
	by         int
	size       image.Point // of the whole image
	components []component
	across     int // units in a row
	down       int
	quants     [4]*[64]int32
	tables     [2][4]*table
	interval   int // units between restarts
	adobe      bool
	transform  byte
	jfif       bool
}

// Decode unpacks an image so that each side is 1/by of what it was, rounded up.
// by is 2, 4 or 8. It fails with ErrNotThis, or where the image ends too early.
func Decode(jpeg []byte, by int) (image.Image, error) {
	if by != 2 && by != 4 && by != 8 {
		return nil, ErrNotThis
	}
	d := &decoder{rest: jpeg, by: by}
	if err := d.headers(); err != nil {
		return nil, err
	}
	if err := d.scan(); err != nil {
		return nil, err
	}
	return d.picture(), nil
}

// lay makes room for the planes, whole units wide and high.
func (d *decoder) lay() {
	hMost, vMost := d.components[0].h, d.components[0].v
	for i := range d.components {
		c := &d.components[i]
		// Colours of which there are fewer samples are unpacked finer.
		c.side = min(8, 8/d.by*min(hMost/c.h, vMost/c.v))
		c.inBlock = lastOf(c.side)
		c.stride = d.across * c.h * c.side
		c.pix = make([]byte, c.stride*d.down*c.v*c.side)
	}
}

func upwards(n, part int) int { return (n + part - 1) / part }

// picture is what was unpacked, cut to size.
func (d *decoder) picture() image.Image {
	at := image.Rect(0, 0, upwards(d.size.X, d.by), upwards(d.size.Y, d.by))
	y := d.components[0]
	if len(d.components) == 1 {
		return &image.Gray{Pix: y.pix, Stride: y.stride, Rect: at}
	}
	cb, cr := d.components[1], d.components[2]
	return &image.YCbCr{Y: y.pix, Cb: cb.pix, Cr: cr.pix, YStride: y.stride, CStride: cb.stride, SubsampleRatio: ratio(y, cb), Rect: at}
}

// ratio tells how many samples of brightness stand beside one of colour.
func ratio(y, c component) image.YCbCrSubsampleRatio {
	switch [2]int{y.h * y.side / (c.h * c.side), y.v * y.side / (c.v * c.side)} {
	case [2]int{2, 2}:
		return image.YCbCrSubsampleRatio420
	case [2]int{2, 1}:
		return image.YCbCrSubsampleRatio422
	case [2]int{1, 2}:
		return image.YCbCrSubsampleRatio440
	}
	return image.YCbCrSubsampleRatio444
}
