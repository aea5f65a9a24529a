package page

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"pgregory.net/rapid"
)

func TestInkIsFoundOnEveryPaper(t *testing.T) {
	papers := map[string]func() *sheet{
		"white":        func() *sheet { return newSheet(80, 100, 200, white) },
		"cream, noisy": func() *sheet { return newSheet(80, 100, 200, cream).noisy(4) },
		"pink, shaded": func() *sheet { return newSheet(80, 100, 200, pink).shaded(45).noisy(2) },
		"100 dpi":      func() *sheet { return newSheet(80, 100, 100, white).noisy(2) },
		"300 dpi":      func() *sheet { return newSheet(60, 80, 300, white).noisy(3) },
	}
	inks := map[string]func(*sheet){
		"a letter":          func(s *sheet) { s.letters(30, 40, 1, black) },
		"a full stop":       func(s *sheet) { s.write(30, 40, 0.4, 0.4, black, 1) },
		"a pencil line":     func(s *sheet) { s.write(12, 40, 40, 0.3, pencil, 0.6) },
		"a faint stamp":     func(s *sheet) { s.write(15, 30, 30, 15, pencil, 0.3) },
		"a pale seal":       func(s *sheet) { s.write(15, 30, 30, 30, seal, 0.15) },
		"a highlighter":     func(s *sheet) { s.write(10, 40, 40, 6, marker, 0.8) },
		"a large pale box":  func(s *sheet) { s.write(5, 30, 50, 45, pencil, 0.4) },
		"a scanner's edge":  func(s *sheet) { s.write(0, 0, 4, 80, black, 1) },
		"half a black page": func(s *sheet) { s.write(0, 40, 80, 40, black, 1) },
	}
	for paper, lay := range papers {
		empty := lay()
		clean := InkOf(empty.scanned(t, 80), empty.dpi, empty.dpi, 1)
		if w, h := clean.SizeMM(); clean.Covered(0, 0, w, h) {
			t.Errorf("%s: there is ink on clean paper", paper)
		}
		for name, put := range inks {
			s := empty.again()
			put(s)
			for kind, img := range map[string]image.Image{"raw": s.RGBA, "jpeg": s.scanned(t, 80)} {
				missed(t, InkOf(img, s.dpi, s.dpi, 1), s, paper+", "+name+", "+kind)
			}
		}
	}
}

// missed looks for written boxes, or halves of them, that the map does not know.
func missed(t *testing.T, k *Ink, s *sheet, where string) {
	t.Helper()
	mm := 25.4 / s.dpi
	for _, r := range s.ink {
		for _, half := range []image.Rectangle{
			{r.Min, image.Pt(r.Min.X+max(1, r.Dx()/2), r.Max.Y)}, {image.Pt(r.Max.X-max(1, r.Dx()/2), r.Min.Y), r.Max},
		} {
			if !k.Covered(float64(half.Min.X)*mm, float64(half.Min.Y)*mm, float64(half.Dx())*mm, float64(half.Dy())*mm) {
				t.Errorf("%s: the ink at %v is not on the map", where, half)
			}
		}
	}
}

func TestPaperIsNotInk(t *testing.T) {
	for name, s := range map[string]*sheet{
		"even":            newSheet(210, 297, 100, white),
		"very noisy":      newSheet(150, 200, 150, white).noisy(7),
		"shaded":          newSheet(210, 297, 100, white).shaded(60),
		"shaded, noisy":   newSheet(150, 200, 200, cream).shaded(50).noisy(4),
		"coloured, noisy": newSheet(150, 200, 150, pink).noisy(6),
		"shows through":   newSheet(150, 200, 200, white).noisy(2).write(20, 30, 0.5, 100, pencil, 0.06),
	} {
		for kind, img := range map[string]image.Image{"raw": s.RGBA, "good jpeg": s.scanned(t, 90), "poor jpeg": s.scanned(t, 50)} {
			k := InkOf(img, s.dpi, s.dpi, 1)
			if n := k.sums[len(k.sums)-1]; n > 0 {
				t.Errorf("%s, %s: %d of %d cells are taken for ink", name, kind, n, k.x.cells*k.y.cells)
			}
		}
	}
}

func TestBlankRoomBesideTextStaysFree(t *testing.T) {
	s := newSheet(210, 297, 150, cream).shaded(30).noisy(3)
	for line := range 20 {
		s.letters(30, 60+7*float64(line), 60, black)
	}
	k := InkOf(s.scanned(t, 60), s.dpi, s.dpi, 1)
	for _, room := range [][4]float64{{0, 0, 210, 55}, {0, 0, 27, 297}, {180, 0, 30, 297}, {0, 203, 210, 94}} {
		if k.Covered(room[0], room[1], room[2], room[3]) {
			t.Errorf("blank paper at %v is taken for ink", room)
		}
	}
}

func TestInkTurnsWithThePage(t *testing.T) {
	s := newSheet(60, 40, 200, white).write(5, 8, 6, 3, black, 1)
	for orientation, at := range map[int][2]float64{
		1: {5, 8}, 2: {49, 8}, 3: {49, 29}, 4: {5, 29}, 5: {8, 5}, 6: {29, 5}, 7: {29, 49}, 8: {8, 49}, 0: {5, 8}, 9: {5, 8},
	} {
		k := InkOf(s.RGBA, s.dpi, s.dpi, orientation)
		w, h := 6.0, 3.0
		if orientation >= 5 && orientation <= 8 {
			w, h = h, w
		}
		if !k.Covered(at[0]+1, at[1]+1, w-2, h-2) {
			t.Errorf("orientation %d: no ink at %v", orientation, at)
		}
		pageW, pageH := k.SizeMM()
		const far = 1
		for _, beside := range [][4]float64{
			{0, 0, pageW, at[1] - far}, {0, at[1] + h + far, pageW, pageH},
			{0, 0, at[0] - far, pageH}, {at[0] + w + far, 0, pageW, pageH},
		} {
			if k.Covered(beside[0], beside[1], beside[2], beside[3]) {
				t.Errorf("orientation %d: ink at %v", orientation, beside)
			}
		}
	}
}

func TestEveryKindOfImageHasItsInk(t *testing.T) {
	s := newSheet(80, 60, 150, white).write(30, 20, 10, 5, seal, 1).write(60, 40, 4, 4, black, 1)
	kinds := map[string]draw.Image{
		"grey":      image.NewGray(s.Rect),
		"grey 16":   image.NewGray16(s.Rect),
		"nrgba":     image.NewNRGBA(s.Rect),
		"nrgba 64":  image.NewNRGBA64(s.Rect),
		"cmyk":      image.NewCMYK(s.Rect),
		"two tones": image.NewPaletted(s.Rect, color.Palette{color.Black, color.White}),
		"palette":   image.NewPaletted(s.Rect, color.Palette{color.Black, white, seal}),
	}
	for name, img := range kinds {
		draw.Draw(img, img.Bounds(), s.RGBA, image.Point{}, draw.Src)
		k := InkOf(img, s.dpi, s.dpi, 1)
		missed(t, k, s, name)
		if k.Covered(0, 0, 80, 18) || k.Covered(0, 0, 28, 60) {
			t.Errorf("%s: there is ink on clean paper", name)
		}
	}
	part := s.SubImage(image.Rect(s.px(25), s.px(15), s.px(50), s.px(30)))
	if k := InkOf(part, s.dpi, s.dpi, 1); !k.Covered(6, 6, 8, 3) || k.Covered(0, 0, 25, 4) {
		t.Error("the ink of a part of an image lies elsewhere")
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 300, 300))
	if k := InkOf(clear, 150, 150, 1); k.Covered(0, 0, 50, 50) {
		t.Error("a transparent page is taken for ink")
	}
}

func TestInkMapTakesAnySize(t *testing.T) {
	for _, c := range []struct {
		w, h int
		dpi  float64
	}{{1, 1, 200}, {1, 5000, 300}, {7000, 2, 0}, {9, 9, 1e-3}, {900, 900, 1e6}, {5, 5, -1}} {
		img := image.NewGray(image.Rect(0, 0, c.w, c.h))
		k := InkOf(img, c.dpi, c.dpi, 6)
		w, h := k.SizeMM()
		if w <= 0 || h <= 0 || !k.Covered(0, 0, w, h) || k.Covered(w, 0, 5, 5) || k.Covered(-9, -9, 9, 9) {
			t.Errorf("%d×%d at %g dpi: the map of a black page is %g×%g mm", c.w, c.h, c.dpi, w, h)
		}
	}
}

func TestSpreadInkIsAlwaysFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mm := func(name string, least, most float64) float64 { return rapid.Float64Range(least, most).Draw(t, name) }
		dpi := rapid.SampledFrom([]float64{75, 150, 200, 300}).Draw(t, "dpi")
		s := newSheet(mm("w", 40, 70), mm("h", 40, 70), dpi, rapid.SampledFrom([]color.RGBA{white, cream, pink}).Draw(t, "paper"))
		s.noisy(mm("noise", 0, 3))
		for range rapid.IntRange(1, 5).Draw(t, "inks") {
			// A line thinner than a pixel is grey, not black.
			s.write(mm("x", 0, 65), mm("y", 0, 65), mm("wide", 0.35, 12), mm("high", 0.35, 12), black, mm("strength", 0.3, 1))
		}
		k := InkOf(s.RGBA, dpi, dpi, 1)
		for _, r := range s.ink {
			if !r.Empty() && !k.Covered(float64(r.Min.X)*25.4/dpi, float64(r.Min.Y)*25.4/dpi, float64(r.Dx())*25.4/dpi, float64(r.Dy())*25.4/dpi) {
				t.Fatalf("the ink at %v is not on the map", r)
			}
		}
	})
}

// TestAPixelIsInkWhereverItLies: also where it crosses the border of two cells, at any
// resolution, however the page was captured; and no further than its cell and itself.
func TestAPixelIsInkWhereverItLies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dpi := rapid.SampledFrom([]float64{60, 72, 75, 96, 100, 130, 150, 200, 203, 300}).Draw(t, "dpi")
		img := image.NewGray(image.Rect(0, 0, rapid.IntRange(30, 160).Draw(t, "w"), rapid.IntRange(30, 160).Draw(t, "h")))
		for i := range img.Pix {
			img.Pix[i] = 255
		}
		px, py := rapid.IntRange(0, img.Rect.Dx()-1).Draw(t, "px"), rapid.IntRange(0, img.Rect.Dy()-1).Draw(t, "py")
		img.Pix[py*img.Stride+px] = 0
		orientation := rapid.IntRange(1, 8).Draw(t, "orientation")
		k := InkOf(img, dpi, dpi, orientation)
		ux, uy := uprightPixel(img.Rect.Dx(), img.Rect.Dy(), px, py, orientation)
		side := 25.4 / dpi
		x, y := float64(ux)*side, float64(uy)*side
		// A rectangle that reaches over one corner of the pixel by a hundredth of it.
		long := rapid.Float64Range(0.1, 4).Draw(t, "long")
		for _, dx := range []float64{0.99 * side, 0.01*side - long} {
			for _, dy := range []float64{0.99 * side, 0.01*side - long} {
				if !k.Touched(x+dx, y+dy, long, long) {
					t.Fatalf("the pixel at %.3f, %.3f mm is not seen from %.3f, %.3f", x, y, x+dx, y+dy)
				}
			}
		}
		far := max(cellMM, side) + side
		if k.Touched(x+side+far, 0, 50, 50) || k.Touched(0, y+side+far, 50, 50) || k.Touched(0, 0, x-far, 50) || k.Touched(0, 0, 50, y-far) {
			t.Fatalf("the pixel at %.3f, %.3f mm is seen %.2f mm away", x, y, far)
		}
	})
}

// uprightPixel is where a pixel lies once the page is turned by its orientation.
func uprightPixel(w, h, x, y, orientation int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}

func BenchmarkInkOfA4At300(b *testing.B) {
	s := newSheet(210, 297, 300, cream).noisy(3)
	for line := range 30 {
		s.letters(30, 40+7*float64(line), 60, black)
	}
	img := s.scanned(b, 80)
	for b.Loop() {
		InkOf(img, s.dpi, s.dpi, 1)
	}
}

func TestTheShareOfInkIsThatOfThePaperItLiesOn(t *testing.T) {
	s := newSheet(80, 100, 200, white).write(20, 20, 20, 20, black, 1)
	k := InkOf(s.RGBA, s.dpi, s.dpi, 1)
	for _, c := range []struct{ x, y, w, h, want float64 }{
		{22, 22, 10, 10, 1}, {50, 50, 20, 20, 0}, {10, 20, 20, 20, 0.5}, {10, 10, 20, 20, 0.25}, {-50, -50, 10, 10, 0}, {20, 20, 0, 5, 0},
	} {
		if got := k.Share(c.x, c.y, c.w, c.h); got < c.want-0.06 || got > c.want+0.06 {
			t.Errorf("%+v: %.3f", c, got)
		}
	}
}

func TestWhatIsPutOnAPageCountsAsInkFromThenOn(t *testing.T) {
	bare := NoInk(210, 297)
	if w, h := bare.SizeMM(); w != 210 || h != 297 || bare.Covered(0, 0, w, h) {
		t.Fatalf("a page with nothing on it has %g×%g mm, or ink", w, h)
	}
	put := bare.With([4]float64{20, 30, 40, 5}, [4]float64{100, 290, 50, 50})
	for _, c := range []struct {
		x, y, w, h float64
		covered    bool
	}{
		{0, 0, 210, 29.9, false}, {20, 30, 40, 5, true}, {59, 34, 1, 1, true}, {61, 30, 30, 5, false}, {149, 296, 1, 1, true}, {0, 36, 210, 250, false},
	} {
		if put.Covered(c.x, c.y, c.w, c.h) != c.covered || bare.Covered(c.x, c.y, c.w, c.h) {
			t.Errorf("%+v", c)
		}
	}
	if share := put.Share(20, 30, 40, 5); share != 1 {
		t.Errorf("a share of %g", share)
	}
}
