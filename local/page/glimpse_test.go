package page

import (
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"testing"
)

// drawnPage is white paper with words, tints and colours below its top third.
func drawnPage(r *rand.Rand, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for range 1 + r.IntN(60) {
		c := color.RGBA{uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256)), 255}
		if r.IntN(2) == 0 {
			c.G, c.B = c.R, c.R
		}
		x, y := r.IntN(w), h/3+r.IntN(h)
		draw.Draw(img, image.Rect(x, y, x+1+r.IntN(30), y+1+r.IntN(9)), image.NewUniform(c), image.Point{}, draw.Src)
	}
	return img
}

// rowsOf are the pixels of a part as a renderer gives them.
func rowsOf(img *image.RGBA, of image.Rectangle) []byte {
	var pix []byte
	for y := of.Min.Y; y < of.Max.Y; y++ {
		for x := of.Min.X; x < of.Max.X; x++ {
			p := img.RGBAAt(x, y)
			pix = append(pix, p.B, p.G, p.R, 0)
		}
	}
	return pix
}

func TestTheInkOfAPageLiesBetweenTheBoundsOfAGlimpse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pages, open, inked := 0.0, 0.0, 0.0
	g := &Glimpse{}
	for i := range 60 {
		const w, h, dpi = 330, 420, 100
		img := drawnPage(r, w, h)
		g.Begin(w, h, dpi, dpi) // one for all, whatever it saw before
		foot, beside := g.Foot(20), g.From(60)
		g.See(rowsOf(img, image.Rect(0, foot, w, h)), 0, foot, h)
		if i%2 == 0 {
			g.See(rowsOf(img, image.Rect(beside, 0, w, foot)), beside, 0, foot)
		}
		full := InkOf(img, dpi, dpi, 1)
		if !g.OnWhite() {
			continue
		}
		least, most := g.Least(), g.Most()
		for c := range full.x.cells * full.y.cells {
			x, y := c%full.x.cells, c/full.x.cells
			if is := inkAt(full, x, y); inkAt(least, x, y) && !is || is && !inkAt(most, x, y) {
				t.Fatalf("page %d, cell %d, %d: ink %v, which the bounds exclude", i, x, y, is)
			}
		}
		wide, high := full.SizeMM()
		open += most.Share(0, high-18, wide, 18) - least.Share(0, high-18, wide, 18)
		inked += least.Share(0, high-18, wide, 18)
		pages++
	}
	if pages < 50 || open/pages > 0.01 || inked/pages < 0.01 {
		t.Errorf("%g pages, of whose foot %g is ink and %g left open", pages, inked/pages, open/pages)
	}
}

// inkAt tells whether one cell of a map is ink.
func inkAt(k *Ink, x, y int) bool {
	s := k.x.cells + 1
	return k.sums[(y+1)*s+x+1]-k.sums[y*s+x+1]-k.sums[(y+1)*s+x]+k.sums[y*s+x] > 0
}

func TestPaperThatIsNotWhiteIsNotToldByAGlimpse(t *testing.T) {
	for name, c := range map[string]color.Color{"grey": color.Gray{Y: 210}, "cream": cream, "nearly white": color.Gray{Y: 253}} {
		img := image.NewRGBA(image.Rect(0, 0, 330, 420))
		draw.Draw(img, img.Rect, image.NewUniform(c), image.Point{}, draw.Src)
		g := &Glimpse{}
		g.Begin(330, 420, 100, 100)
		foot := g.Foot(20)
		g.See(rowsOf(img, image.Rect(0, foot, 330, 420)), 0, foot, 420)
		if g.OnWhite() {
			t.Errorf("%s paper is taken for white", name)
		}
	}
	g := &Glimpse{}
	g.Begin(330, 420, 100, 100) // white margins around a tint
	white := image.NewRGBA(image.Rect(0, 0, 330, 420))
	draw.Draw(white, white.Rect, image.White, image.Point{}, draw.Src)
	foot := g.Foot(20)
	g.See(rowsOf(white, image.Rect(0, foot, 330, 420)), 0, foot, 420)
	draw.Draw(white, image.Rect(60, 0, 330, 420), image.NewUniform(cream), image.Point{}, draw.Src)
	if !g.OnWhite() {
		t.Error("white paper is not told")
	}
	g.Sample(rowsOf(white, image.Rect(0, 50, 330, 51)))
	if g.OnWhite() {
		t.Error("a tint that covers most of the page is not told")
	}
}
