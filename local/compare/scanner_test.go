package compare

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"tram/local/office"
	"tram/local/page/pagetest"
)

// scanner is one scan of printed paper.
type scanner struct {
	pagetest.Optics
	degrees          float64
	scaleX, scaleY   float64 // of the printer and the scanner together
	wave, wavelength float64 // mm by which the feeder is uneven down the page
	dpi              float64
	swell            float64 // of toner: below 1 strokes are thicker, above fainter
	lid              float64 // grey of what lies around the page
}

// anyScanner draws a scan by its seed: at most 1° crooked and 2 % smaller.
func anyScanner(seed uint64) scanner {
	r := rand.New(rand.NewPCG(seed, 7))
	between := func(a, b float64) float64 { return a + (b-a)*r.Float64() }
	s := scanner{degrees: between(-1, 1), wave: between(0, 0.3), wavelength: between(60, 200), dpi: 200}
	s.Blur, s.Noise, s.Specks = between(0.3, 1.2), between(3, 16), between(0, 0.002)
	s.Ink, s.Paper, s.swell, s.Streak = between(0, 60), between(190, 255), between(0.7, 1.5), between(0, 0.25)
	s.Shade, s.lid, s.Dust, s.Seed = between(-25, 25), between(60, 255), r.IntN(15), seed
	s.scaleX = between(0.98, 1.005)
	s.scaleY = s.scaleX * between(0.997, 1.003)
	if r.IntN(4) != 0 {
		s.Quality = 60 + r.IntN(35)
	}
	return s
}

func (s scanner) String() string {
	return fmt.Sprintf("%.2f°, scale %.3f×%.3f, wave %.2f/%.0f mm, swell %.2f, lid %.0f, %+v",
		s.degrees, s.scaleX, s.scaleY, s.wave, s.wavelength, s.swell, s.lid, s.Optics)
}

// paperDPI is the resolution of what lies on the scanner's glass.
const paperDPI = 300

// of scans a page.
func (s scanner) of(t testing.TB, page *sheet) scannedImage {
	t.Helper()
	return scannedImage{s.See(t, s.laid(page.drawn(t, paperDPI))), s.dpi}
}

// laid puts a printed page on the glass.
func (s scanner) laid(page *image.Gray) *pagetest.Field {
	inked := image.NewGray(page.Rect)
	var swollen [256]uint8
	for i := range swollen {
		swollen[i] = uint8(255 * (1 - math.Pow(1-float64(i)/255, s.swell)))
	}
	for i, v := range page.Pix {
		inked.Pix[i] = swollen[v]
	}
	sin, cos := math.Sincos(s.degrees * math.Pi / 180)
	perPixel := paperDPI / s.dpi
	pw, ph := float64(page.Rect.Dx())/perPixel, float64(page.Rect.Dy())/perPixel
	w, h := pagetest.Glass(pw, ph, s.degrees)
	waves := make([]float64, h)
	for y := range waves {
		waves[y] = s.wave * s.dpi / office.MMPerInch * math.Sin(2*math.Pi*float64(y)/s.dpi*office.MMPerInch/s.wavelength)
	}
	return pagetest.Draw(w, h, inked, float32(s.lid), func(x, y float64) (float64, float64) {
		dx, dy, waved := x-float64(w)/2, y-float64(h)/2, waves[int(y)]
		return ((cos*dx+sin*dy)/s.scaleX + pw/2) * perPixel, ((-sin*dx+cos*dy+waved)/s.scaleY + ph/2) * perPixel
	})
}
