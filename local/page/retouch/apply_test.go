package retouch

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"tram/local/office"
	"tram/local/page"
	"tram/local/page/pagetest"
)

// kinds are a page as each kind of picture that comes out of a capture.
func kinds(s *pagetest.Sheet) map[string]image.Image {
	ycc := image.NewYCbCr(s.Rect, image.YCbCrSubsampleRatio420)
	for y := range s.Rect.Dy() {
		for x := range s.Rect.Dx() {
			c := s.RGBAAt(x, y)
			ycc.Y[ycc.YOffset(x, y)], ycc.Cb[ycc.COffset(x, y)], ycc.Cr[ycc.COffset(x, y)] = color.RGBToYCbCr(c.R, c.G, c.B)
		}
	}
	return map[string]image.Image{"grey": s.Grey(), "colour": s.RGBA, "a JPEG's planes": ycc}
}

// TestCroppingMovesNoPixel: what is left are the very pixels of the capture, and white where
// there were none.
func TestCroppingMovesNoPixel(t *testing.T) {
	s := pagetest.NewSheet(t, 60, 90, 150, color.RGBA{240, 230, 200, 255}).Lines(5, 10, 50, 8, 11).Stamp(40, 70, 20)
	box := office.Box{X: 40, Y: -20, W: 300, H: 400}
	for kind, img := range kinds(s) {
		got := Apply(img, office.Retouch{Box: box, Cropped: true}, s.Rect.Size())
		if got.Bounds().Size() != image.Pt(box.W, box.H) {
			t.Fatalf("%s: %v", kind, got.Bounds())
		}
		for y := range box.H {
			for x := range box.W {
				want := color.Color(color.White)
				if at := image.Pt(x+box.X, y+box.Y); at.In(s.Rect) {
					want = img.At(at.X, at.Y)
				}
				if !near(got.At(x, y), want, 1) {
					t.Fatalf("%s: %d,%d is %v, not %v", kind, x, y, got.At(x, y), want)
				}
			}
		}
	}
}

func near(a, b color.Color, within int) bool {
	r, g, bl, _ := a.RGBA()
	wr, wg, wb, _ := b.RGBA()
	for _, d := range []int{int(r>>8) - int(wr>>8), int(g>>8) - int(wg>>8), int(bl>>8) - int(wb>>8)} {
		if d > within || d < -within {
			return false
		}
	}
	return true
}

// TestTurningBackAndForthComesHome: and a picture at half its size shows the same page.
func TestTurningBackAndForthComesHome(t *testing.T) {
	s := pagetest.NewSheet(t, 80, 110, 200, color.White).Lines(12, 20, 55, 10, 12)
	for kind, img := range kinds(s) {
		full := s.Rect.Size()
		there := Apply(img, office.Retouch{Straightened: 3}, full)
		back := Apply(there, office.Retouch{Straightened: -3}, full)
		inner := image.Rect(full.X/6, full.Y/6, full.X*5/6, full.Y*5/6)
		if far := distance(img, back, inner); far > 20 {
			t.Errorf("%s: it came back %.1f levels away", kind, far)
		}
		small := Apply(page.Fit(img, full.Div(2)), office.Retouch{Straightened: 3}, full)
		if far := distance(page.Fit(there, full.Div(8)), page.Fit(small, full.Div(8)), image.Rect(10, 10, full.X/8-10, full.Y/8-10)); far > 4 {
			t.Errorf("%s: the small picture is %.1f levels away", kind, far)
		}
	}
}

// distance is that of the greys of two pictures, the root of the mean square.
func distance(a, b image.Image, in image.Rectangle) float64 {
	sum := 0.0
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			d := float64(color.GrayModel.Convert(a.At(x, y)).(color.Gray).Y) - float64(color.GrayModel.Convert(b.At(x, y)).(color.Gray).Y)
			sum += d * d
		}
	}
	return math.Sqrt(sum / float64(in.Dx()*in.Dy()))
}

// TestStraighteningMovesNoWritingOutOfThePage: near a corner the page grows for it.
func TestStraighteningMovesNoWritingOutOfThePage(t *testing.T) {
	plain := pagetest.NewSheet(t, 210, 297, 100, color.White).Lines(30, 40, 150, 20, 13)
	corner := pagetest.NewSheet(t, 210, 297, 100, color.White).Lines(30, 40, 150, 20, 13).Lines(5, 12, 20, 2, 10)
	if r := Straight(plain, 2, plain.Rect.Size()); r.Box != (office.Box{}) {
		t.Errorf("a page with margins becomes %+v", r)
	}
	r := Straight(corner, 4, corner.Rect.Size())
	if r.Box.W <= corner.Rect.Dx() || r.Box.X >= 0 {
		t.Fatalf("with writing in the corner it becomes %+v", r)
	}
	out := Apply(corner.Grey(), r, corner.Rect.Size())
	if was, is := blackOf(corner.Grey()), blackOf(out.(*image.Gray)); math.Abs(is-was)/was > 0.01 {
		t.Errorf("of %.0f of black %.0f are left", was, is)
	}
}

func blackOf(g *image.Gray) (sum float64) {
	for _, v := range g.Pix {
		sum += float64(255 - v)
	}
	return sum
}

// TestTheBackgroundIsEvenAndInkKeepsItsColour: shaded yellow paper with a seal and a photograph.
func TestTheBackgroundIsEvenAndInkKeepsItsColour(t *testing.T) {
	s := pagetest.NewSheet(t, 210, 297, 100, color.RGBA{225, 215, 180, 255}).Lines(30, 30, 150, 12, 13).
		Photo(40, 130, 70, 60, 3).Stamp(150, 220, 36).Fill(30, 250, 60, 8, color.Black).Fill(170, 200, 8, 8, color.RGBA{200, 40, 50, 255})
	for y := range s.Rect.Dy() {
		for x := range s.Rect.Dx() {
			c, dim := s.RGBAAt(x, y), 1-0.25*float64(x)/float64(s.Rect.Dx())
			s.SetRGBA(x, y, color.RGBA{uint8(float64(c.R) * dim), uint8(float64(c.G) * dim), uint8(float64(c.B) * dim), 255})
		}
	}
	for kind, img := range kinds(s) {
		out := Apply(img, office.Retouch{Lightened: true}, s.Rect.Size())
		for _, at := range [][2]float64{{10, 10}, {200, 10}, {10, 290}, {200, 290}, {105, 120}, {150, 150}, {100, 245}} {
			if c := out.At(s.Px(at[0]), s.Px(at[1])); !near(c, color.White, 6) {
				t.Errorf("%s: the paper at %v is %v", kind, at, c)
			}
		}
		if c := out.At(s.Px(60), s.Px(254)); !near(c, color.Black, 12) {
			t.Errorf("%s: black became %v", kind, c)
		}
		if kind == "grey" {
			continue
		}
		if r, g, b, _ := out.At(s.Px(174), s.Px(204)).RGBA(); r>>8 < 140 || int(r>>8)-int(g>>8) < 70 || int(r>>8)-int(b>>8) < 70 {
			t.Errorf("%s: the seal became %d %d %d", kind, r>>8, g>>8, b>>8)
		}
	}
}

// TestAWhitePageStaysAsItIs: what is even and white already is not eaten into.
func TestAWhitePageStaysAsItIs(t *testing.T) {
	s := pagetest.NewSheet(t, 210, 297, 100, color.White).Lines(30, 30, 150, 12, 13)
	faint := color.Gray{205}
	draw.Draw(s, image.Rect(s.Px(30), s.Px(200), s.Px(120), s.Px(201)), image.NewUniform(faint), image.Point{}, draw.Src)
	out := Apply(s.Grey(), office.Retouch{Lightened: true}, s.Rect.Size())
	if c := out.At(s.Px(60), s.Px(200.4)); near(c, color.White, 30) {
		t.Errorf("a pencil line became %v", c)
	}
}
