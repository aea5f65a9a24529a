package page_test

import (
	"image"
	"image/draw"
	"math"
	"testing"

	"tram/local/page"
	"tram/local/page/pagetest"
)

func TestACameraThatIsNotHeldStraightIsTold(t *testing.T) {
	_, of := pagetest.Written(t)
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
	_, scan := pagetest.Written(t)
	if s, told := page.SlantOf(scan); !told || math.Abs(s.Turned) > 0.5 || s.Together > 0.5 {
		t.Errorf("%+v %v", s, told)
	}
	blank := image.NewGray(image.Rect(0, 0, 800, 1100))
	draw.Draw(blank, blank.Rect, image.White, image.Point{}, draw.Src)
	if s, told := page.SlantOf(blank); told {
		t.Errorf("a blank page: %+v", s)
	}
}

func BenchmarkSlant(b *testing.B) {
	_, img := pagetest.Written(b)
	for b.Loop() {
		page.SlantOf(img)
	}
}
