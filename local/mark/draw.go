package mark

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"tram/local/office"
)

const leastDPI, mostDPI = 20, 1200

// Draw shows a layout in black on white, as the PDF shows it, at a resolution
// between 20 and 1200 dpi.
func Draw(l Layout, dpi float64) image.Image {
	dpi = min(max(dpi, leastDPI), mostDPI)
	px := dpi / office.PointsPerInch
	img := image.NewGray(image.Rect(0, 0, max(1, int(math.Ceil(l.W*px))), max(1, int(math.Ceil(l.H*px)))))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for _, t := range l.Texts {
		t.draw(img, dpi)
	}
	for _, r := range l.Rules {
		r.draw(img, px)
	}
	if l.Code != nil {
		l.Code.draw(img, px)
	}
	return img
}

// Ink is what Draw blackens, with nothing behind it: laid over a page, it shows
// the mark as the PDF does, where no white lies under the words either.
func Ink(l Layout, dpi float64) *image.NRGBA {
	drawn := Draw(l, dpi).(*image.Gray)
	ink := image.NewNRGBA(drawn.Bounds())
	for i, grey := range drawn.Pix {
		ink.Pix[4*i+3] = 255 - grey
	}
	return ink
}

// draw sets each glyph where Width says that it begins.
func (t Text) draw(img *image.Gray, dpi float64) {
	options := &opentype.FaceOptions{Size: t.Size, DPI: dpi, Hinting: font.HintingNone}
	f, err := opentype.NewFace(face(t.Bold, t.Italic).font, options)
	if err != nil {
		return // no size or resolution makes this font fail
	}
	defer f.Close()
	px := dpi / office.PointsPerInch
	for i, r := range t.S {
		dot := fixed.Point26_6{
			X: fixed.Int26_6((t.X + face(t.Bold, t.Italic).width(t.S[:i], t.Size)) * px * 64),
			Y: fixed.Int26_6(t.Y * px * 64),
		}
		to, mask, from, _, drawn := f.Glyph(dot, r)
		if drawn {
			draw.DrawMask(img, to, image.Black, image.Point{}, mask, from, draw.Over)
		}
	}
}

// draw blackens the line, which never gets thinner than one pixel.
func (r Rule) draw(img *image.Gray, px float64) {
	at := func(pt float64) int { return int(math.Round(pt * px)) }
	top := at(r.Y)
	line := image.Rect(at(r.X), top, at(r.X+r.W), max(top+1, at(r.Y+r.Thick)))
	draw.Draw(img, line, image.Black, image.Point{}, draw.Src)
}

// draw blackens the modules, edge to edge.
func (c Code) draw(img *image.Gray, px float64) {
	at := func(origin float64, n int) int { return int(math.Round((origin + float64(n)*c.Module) * px)) }
	for y, row := range c.Bits {
		for x, black := range row {
			if black {
				r := image.Rect(at(c.X, x), at(c.Y, y), at(c.X, x+1), at(c.Y, y+1))
				draw.Draw(img, r, image.NewUniform(color.Black), image.Point{}, draw.Src)
			}
		}
	}
}
