package retouch

import (
	"image/color"
	"testing"

	"tram/local/page"
	"tram/local/page/pagetest"
)

func TestTheWayUpIsToldFromTheLetters(t *testing.T) {
	for name, set := range papers {
		if name == "few lines" {
			continue
		}
		for i, skew := range []float64{0, -1.7, 2.3} {
			lies := skewed(t, set(pagetest.NewSheet(t, 210, 297, []float64{150, 200, 150}[i], color.White)).Grey(), skew)
			for quarters, orientation := range []int{1, 8, 3, 6} {
				got, told := Upright(page.Upright(lies, orientation))
				if !told || got != quarters {
					t.Errorf("%s, %.1f°, lying %d quarters: %d %v", name, skew, quarters, got, told)
				}
			}
		}
	}
}

// TestWhatHasNoWayUpIsNotTurned: nothing is guessed.
func TestWhatHasNoWayUpIsNotTurned(t *testing.T) {
	for name, s := range map[string]*pagetest.Sheet{
		"blank":   pagetest.NewSheet(t, 210, 297, 150, color.White),
		"photo":   pagetest.NewSheet(t, 210, 297, 150, color.White).Photo(10, 10, 190, 270, 4),
		"stamp":   pagetest.NewSheet(t, 210, 297, 150, color.White).Stamp(100, 150, 40),
		"a table": pagetest.NewSheet(t, 210, 297, 150, color.White).Table(20, 30, 170, 200, 6, 20),
	} {
		if got, told := Upright(skewed(t, s.Grey(), 1)); told {
			t.Errorf("%s is turned by %d quarters", name, got)
		}
	}
}
