package page_test

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"math"
	"testing"

	"tram/assets"
	"tram/local/page"
	"tram/local/page/pagetest"
)

// sheet is a page of writing as a scanner gives it.
func sheet(t *testing.T) *image.Gray {
	t.Helper()
	b, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	grey := image.NewGray(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(grey, grey.Rect, img, img.Bounds().Min, draw.Src)
	return grey
}

func TestACameraThatIsNotHeldStraightIsTold(t *testing.T) {
	of := sheet(t)
	for _, c := range []struct {
		back, side, roll, near float64
		together               bool
	}{
		{0, 0, 3, 0.9, false}, {0, 0, -7, 0.9, false}, {2, 0, 0, 1.15, false},
		{12, 0, 0, 0.9, true}, {-15, 0, 0, 1.15, true}, {0, 5, 0, 0.9, true}, {0, -10, 0, 1.15, true}, {9, 9, 4, 0.9, true},
	} {
		s, told := page.SlantOf(pagetest.Taken(t, of, c.back, c.side, c.roll, c.near))
		if !told || s.Together >= 1 != c.together || !c.together && math.Abs(s.Turned-c.roll) > 0.5 {
			t.Errorf("%+v: %+v %v", c, s, told)
		}
	}
}

// TestAScanIsNotAskew: what a scanner gives keeps its lines parallel; on a page without
// writing there is nothing to tell.
func TestAScanIsNotAskew(t *testing.T) {
	if s, told := page.SlantOf(sheet(t)); !told || math.Abs(s.Turned) > 0.5 || s.Together > 0.5 {
		t.Errorf("%+v %v", s, told)
	}
	blank := image.NewGray(image.Rect(0, 0, 800, 1100))
	draw.Draw(blank, blank.Rect, image.White, image.Point{}, draw.Src)
	if s, told := page.SlantOf(blank); told {
		t.Errorf("a blank page: %+v", s)
	}
}

func BenchmarkSlant(b *testing.B) {
	written, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		b.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(written))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		page.SlantOf(img)
	}
}
