package page

import (
	"image"
	"image/color"
	"slices"
)

// luma reads an image as rows of grey, and its colour where it has any.
type luma struct {
	w, h   int
	row    func(y int) []uint8 // valid until the next call
	colour func(x, y int) (cb, cr uint8)
}

// lumaOf reads the planes of the usual kinds in place, and any other pixel by
// pixel, lying on white where it is transparent.
func lumaOf(img image.Image) *luma {
	b := img.Bounds()
	l := &luma{w: b.Dx(), h: b.Dy()}
	switch m := img.(type) {
	case *image.YCbCr:
		l.row = func(y int) []uint8 {
			at := m.YOffset(b.Min.X, b.Min.Y+y)
			return m.Y[at : at+l.w]
		}
		l.colour = func(x, y int) (cb, cr uint8) {
			at := m.COffset(b.Min.X+x, b.Min.Y+y)
			return m.Cb[at], m.Cr[at]
		}
	case *image.Gray:
		l.row = func(y int) []uint8 {
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			return m.Pix[at : at+l.w]
		}
	case *image.Paletted:
		l.palette(m)
	default:
		l.anyKind(img)
	}
	return l
}

func (l *luma) palette(m *image.Paletted) {
	grey, tint := make([]uint8, 256), make([][2]uint8, 256)
	for i, c := range m.Palette {
		y, cb, cr := onWhite(c.RGBA())
		grey[i], tint[i] = y, [2]uint8{cb, cr}
	}
	buf := make([]uint8, l.w)
	l.row = func(y int) []uint8 {
		at := m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y+y)
		for x, i := range m.Pix[at : at+l.w] {
			buf[x] = grey[i]
		}
		return buf
	}
	l.colour = func(x, y int) (cb, cr uint8) {
		t := tint[m.ColorIndexAt(m.Rect.Min.X+x, m.Rect.Min.Y+y)]
		return t[0], t[1]
	}
}

func (l *luma) anyKind(img image.Image) {
	b := img.Bounds()
	at := func(x, y int) color.RGBA64 {
		r, g, bl, a := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
		return color.RGBA64{R: uint16(r), G: uint16(g), B: uint16(bl), A: uint16(a)}
	}
	if direct, can := img.(image.RGBA64Image); can { // no interface value a pixel
		at = func(x, y int) color.RGBA64 { return direct.RGBA64At(b.Min.X+x, b.Min.Y+y) }
	}
	buf := make([]uint8, l.w)
	l.row = func(y int) []uint8 {
		for x := range buf {
			buf[x], _, _ = onWhite(at(x, y).RGBA())
		}
		return buf
	}
	if _, grey := img.(*image.Gray16); !grey {
		l.colour = func(x, y int) (cb, cr uint8) {
			_, cb, cr = onWhite(at(x, y).RGBA())
			return cb, cr
		}
	}
}

// onWhite lays a premultiplied colour on white paper.
func onWhite(r, g, b, a uint32) (y, cb, cr uint8) {
	rest := 0xffff - a
	return color.RGBToYCbCr(uint8((r+rest)>>8), uint8((g+rest)>>8), uint8((b+rest)>>8))
}

// grainOf is the deviation of single pixels, from the differences of pairs far
// enough apart that a scanner's smoothing does not hide it. Letters touch too
// few of the pairs to matter to the median.
func grainOf(src *luma) float64 {
	const apart, perRow, rows = 4, 400, 60
	var steps []float64
	for i := range min(rows, src.h) {
		row := src.row(i * src.h / min(rows, src.h))
		for j := range perRow {
			x := j * (src.w - apart) / perRow
			if x < 0 {
				break
			}
			d := int(row[x]) - int(row[x+apart])
			steps = append(steps, float64(max(d, -d)))
		}
	}
	return deviation(steps)
}

// deviation of a normal noise from the absolute differences of pairs.
func deviation(steps []float64) float64 {
	if len(steps) == 0 {
		return 0
	}
	slices.Sort(steps)
	const medianOfPairs = 0.954 // of |a-b| where a and b deviate by 1
	return steps[len(steps)/2] / medianOfPairs
}
