package page

import (
	"image"
	"image/color"
	"slices"
)

// luma reads an image as rows of grey, and its colour where it has any. Rows
// are valid until the next call.
type luma struct {
	w, h int
	row  func(y int) []uint8

	// colours of the pixels of a row: that of pixel x is at x/step. nil: grey.
	colours func(y int) (cb, cr []uint8, step int)
}

// lumaOf reads the planes of the usual kinds in place, and any other pixel by
// pixel, lying on white where it is transparent.
func lumaOf(img image.Image) *luma {
	b := img.Bounds()
	l := &luma{w: b.Dx(), h: b.Dy()}
	switch m := img.(type) {
	case *image.YCbCr:
		l.planes(m)
	case *image.Gray:
		l.row = func(y int) []uint8 {
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			return m.Pix[at : at+l.w]
		}
	case *image.Paletted:
		l.palette(m)
	case *image.RGBA:
		l.pixels(func(x, y int) (uint8, uint8, uint8) {
			p := m.Pix[m.PixOffset(b.Min.X+x, b.Min.Y+y):][:4]
			rest := 255 - p[3]
			return p[0] + rest, p[1] + rest, p[2] + rest
		})
	case *image.NRGBA:
		l.pixels(func(x, y int) (uint8, uint8, uint8) {
			p := m.Pix[m.PixOffset(b.Min.X+x, b.Min.Y+y):][:4]
			if p[3] == 255 {
				return p[0], p[1], p[2]
			}
			return onWhite(color.NRGBA{R: p[0], G: p[1], B: p[2], A: p[3]}.RGBA())
		})
	case *image.Gray16:
		l.pixels(func(x, y int) (uint8, uint8, uint8) {
			v := uint8(m.Gray16At(b.Min.X+x, b.Min.Y+y).Y >> 8)
			return v, v, v
		})
		l.colours = nil
	default:
		l.pixels(func(x, y int) (uint8, uint8, uint8) { return onWhite(img.At(b.Min.X+x, b.Min.Y+y).RGBA()) })
	}
	return l
}

func (l *luma) planes(m *image.YCbCr) {
	b := m.Rect
	l.row = func(y int) []uint8 {
		at := m.YOffset(b.Min.X, b.Min.Y+y)
		return m.Y[at : at+l.w]
	}
	step := 1
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
		step = 2
	case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
		step = 4
	}
	l.colours = func(y int) (cb, cr []uint8, _ int) {
		from := m.COffset(b.Min.X, b.Min.Y+y)
		end := from + (l.w+step-1)/step
		return m.Cb[from:end], m.Cr[from:end], step
	}
}

func (l *luma) palette(m *image.Paletted) {
	var grey [256]uint8
	var rgb [256][3]uint8
	colourful := false
	for i, c := range m.Palette {
		r, g, b := onWhite(c.RGBA())
		grey[i], _, _ = color.RGBToYCbCr(r, g, b)
		rgb[i] = [3]uint8{r, g, b}
		colourful = colourful || r != g || g != b
	}
	l.pixels(func(x, y int) (uint8, uint8, uint8) {
		c := rgb[m.ColorIndexAt(m.Rect.Min.X+x, m.Rect.Min.Y+y)]
		return c[0], c[1], c[2]
	})
	if !colourful {
		l.colours = nil
	}
	buf := make([]uint8, l.w)
	l.row = func(y int) []uint8 {
		at := m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y+y)
		for x, i := range m.Pix[at : at+l.w] {
			buf[x] = grey[i]
		}
		return buf
	}
}

// pixels reads an image through a function that tells the colour of a pixel as
// it looks on white.
func (l *luma) pixels(at func(x, y int) (r, g, b uint8)) {
	grey, cb, cr := make([]uint8, l.w), make([]uint8, l.w), make([]uint8, l.w)
	l.row = func(y int) []uint8 {
		for x := range grey {
			r, g, b := at(x, y)
			grey[x] = uint8((19595*uint32(r) + 38470*uint32(g) + 7471*uint32(b) + 1<<15) >> 16)
		}
		return grey
	}
	l.colours = func(y int) (_, _ []uint8, step int) {
		for x := range cb {
			_, cb[x], cr[x] = color.RGBToYCbCr(at(x, y))
		}
		return cb, cr, 1
	}
}

// onWhite lays a premultiplied colour on white paper.
func onWhite(r, g, b, a uint32) (_, _, _ uint8) {
	rest := 0xffff - a
	return uint8((r + rest) >> 8), uint8((g + rest) >> 8), uint8((b + rest) >> 8)
}

// grainOf is the deviation of single pixels, from the differences of pairs far
// enough apart that a scanner's smoothing does not hide it. Letters touch too
// few of the pairs to matter to the median.
func grainOf(src *luma) float64 {
	const apart, perRow, rows = 4, 100, 50
	var steps []float64
	for i := range min(rows, src.h) {
		row := src.row(i * src.h / min(rows, src.h))
		for j := range min(perRow, src.w-apart) {
			x := j * (src.w - apart) / perRow
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
