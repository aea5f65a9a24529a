package retouch

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"testing"

	"tram/local/page/pagetest"
)

// papers are pages whose lines run straight.
var papers = map[string]func(s *pagetest.Sheet) *pagetest.Sheet{
	"text": func(s *pagetest.Sheet) *pagetest.Sheet { return s.Lines(30, 30, 160, 38, 13) },
	"a table under a stamp": func(s *pagetest.Sheet) *pagetest.Sheet {
		return s.Lines(30, 30, 160, 8, 13).Table(30, 90, 160, 120, 5, 14).Lines(34, 98, 30, 10, 11).Stamp(140, 220, 36)
	},
	"a photograph": func(s *pagetest.Sheet) *pagetest.Sheet {
		return s.Lines(30, 30, 160, 6, 13).Photo(45, 70, 120, 90, 1).Lines(30, 180, 160, 9, 13).Stamp(150, 250, 36)
	},
	"few lines": func(s *pagetest.Sheet) *pagetest.Sheet { return s.Lines(30, 60, 150, 3, 13).Stamp(150, 110, 36) },
}

var scanned = pagetest.Optics{Blur: 0.6, Noise: 5, Ink: 40, Paper: 240, Shade: 12, Dust: 20, Quality: 80, Seed: 1}

// skewed is a page as a scanner gives it whose feeder pulled it askew.
func skewed(t testing.TB, of *image.Gray, degrees float64) image.Image {
	return scanned.See(t, pagetest.Laid(of, degrees, false, 255))
}

// TestSkewIsMeasuredToATenthOfADegree: from -5° to 5° in steps of a tenth, the kinds of page
// and the resolutions in turn, the finest a few times. TRAM_SKEW tries every step, otherwise
// every third.
func TestSkewIsMeasuredToATenthOfADegree(t *testing.T) {
	sheets := map[string]*image.Gray{}
	names, turn, tried, good := []string{"text", "a table under a stamp", "a photograph", "few lines"}, 0, 0, 0
	for tenths := -50; tenths <= 50; tenths++ {
		dpi := []float64{150, 150, 150, 200, 150, 150, 150, 300, 150}[turn%9]
		if turn%25 == 13 {
			dpi = 600
		}
		name := names[turn%len(names)]
		turn++
		if os.Getenv("TRAM_SKEW") == "" && turn%3 != 2 {
			continue
		}
		tried++
		key := fmt.Sprint(name, dpi)
		if sheets[key] == nil {
			sheets[key] = papers[name](pagetest.NewSheet(t, 210, 297, dpi, color.White)).Grey()
		}
		want := float64(tenths) / 10
		got, told := Skew(skewed(t, sheets[key], want))
		if !told || math.Abs(got-want) > 0.1 {
			t.Errorf("%s at %.0f dpi, %.1f°: %.3f° %v", name, dpi, want, got, told)
			continue
		}
		good++
		if dpi == 600 {
			t.Logf("%s at 600 dpi, %.1f°: %.3f°", name, want, got)
		}
	}
	t.Logf("%d of %d within a tenth of a degree", good, tried)
	if tried < 33 {
		t.Fatalf("%d angles tried: the search is broken", tried)
	}
}
