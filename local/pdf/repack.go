package pdf

import (
	"compress/zlib"
	"context"
	"fmt"
	"image"
	"image/color"
	"io"

	"tram/local/page"
)

// What PDF does not know as it is (interlaced or transparent PNG, TIFF in many
// strips or another packing) is decoded and packed anew, without loss: with Flate,
// or as a fax what was captured in black and white.
// A pixel that is not opaque is laid on white, as the page would print.

// repacked decodes an image and packs its rows anew.
func (w *Writer) repacked(ctx context.Context, l Leaf) (picture, error) {
	img, err := page.Decode(ctx, l.Content, l.Size, l.Frame)
	if err != nil {
		return picture{}, err
	}
	if grey, is := img.(*image.Gray); is && capturedBilevel(l.Info) {
		return bilevelPicture(ctx, grey)
	}
	rows, p := pack(img)
	p.width, p.height = img.Bounds().Dx(), img.Bounds().Dy()
	p.filter, p.size = "FlateDecode", -1
	p.fill = func(to io.Writer) error { return deflateRows(ctx, to, p.height, rows) }
	return p, nil
}

// row gives one line of pixels as PDF wants it. The slice is used up before
// the next call.
type row func(y int) []byte

// pack chooses the smallest PDF form that keeps every pixel of an image.
func pack(img image.Image) (row, picture) {
	switch img := img.(type) {
	case *image.Gray:
		if bilevel(img) {
			return bilevelRow(img), picture{depth: 1, space: "/DeviceGray"}
		}
		return func(y int) []byte { return img.Pix[y*img.Stride:][:img.Rect.Dx()] }, picture{depth: 8, space: "/DeviceGray"}
	case *image.Paletted:
		if opaque(img.Palette) && len(img.Palette) > 0 {
			return func(y int) []byte { return img.Pix[y*img.Stride:][:img.Rect.Dx()] }, picture{depth: 8, space: indexed(paletteBytes(img.Palette))}
		}
	}
	return colourRow(img), picture{depth: 8, space: "/DeviceRGB"}
}

func bilevel(img *image.Gray) bool {
	for y := range img.Rect.Dy() {
		for _, v := range img.Pix[y*img.Stride:][:img.Rect.Dx()] {
			if v != 0 && v != 255 {
				return false
			}
		}
	}
	return true
}

func bilevelRow(img *image.Gray) row {
	line := make([]byte, (img.Rect.Dx()+7)/8)
	return func(y int) []byte {
		clear(line)
		for x, v := range img.Pix[y*img.Stride:][:img.Rect.Dx()] {
			line[x/8] |= v & (0x80 >> (x % 8))
		}
		return line
	}
}

func opaque(p color.Palette) bool {
	for _, c := range p {
		if _, _, _, a := c.RGBA(); a != 0xffff {
			return false
		}
	}
	return true
}

func paletteBytes(p color.Palette) []byte {
	b := make([]byte, 0, 3*len(p))
	for _, c := range p {
		r, g, bl, _ := c.RGBA()
		b = append(b, byte(r>>8), byte(g>>8), byte(bl>>8))
	}
	return b
}

// colourRow reads any image as opaque colour, on white.
func colourRow(img image.Image) row {
	bounds := img.Bounds()
	line := make([]byte, 3*bounds.Dx())
	if straight, is := img.(*image.RGBA); is { // the kind of every opaque TIFF and PNG
		return func(y int) []byte { return overWhite(straight.Pix[y*straight.Stride:], line) }
	}
	return func(y int) []byte {
		for x := range bounds.Dx() {
			r, g, b, a := img.At(bounds.Min.X+x, bounds.Min.Y+y).RGBA()
			white := 0xffff - a
			line[3*x], line[3*x+1], line[3*x+2] = byte((r+white)>>8), byte((g+white)>>8), byte((b+white)>>8)
		}
		return line
	}
}

// overWhite drops the alpha of one row whose colours are multiplied by it.
func overWhite(rgba, line []byte) []byte {
	for x := range len(line) / 3 {
		p := rgba[4*x:][:4]
		white := 255 - p[3]
		line[3*x], line[3*x+1], line[3*x+2] = p[0]+white, p[1]+white, p[2]+white
	}
	return line
}

func deflateRows(ctx context.Context, to io.Writer, height int, rows row) error {
	z := zlib.NewWriter(to)
	for y := range height {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := z.Write(rows(y)); err != nil {
			return fmt.Errorf("packing row %d: %w", y, err)
		}
	}
	return z.Close()
}
