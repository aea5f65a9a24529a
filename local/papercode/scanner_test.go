package papercode_test

import (
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"tram/local/page/pagetest"
)

// What a bad office scanner does to a page, at most. Pixels are of 200 dpi.
const (
	mostBlur     = 1.2   // deviation in pixels; a module of a code has 3
	leastNoise   = 4.0   // deviation in grey levels
	mostNoise    = 20.0  //
	mostSpecks   = 0.004 // share of pixels that are black or white for no reason
	mostInk      = 60.0  // grey of black
	leastPaper   = 185.0 // grey of white
	mostShade    = 25.0  // by which the paper darkens towards one side
	leastQuality = 60    // of the JPEG that the scanner makes
)

// scanner is one bad scan of a page.
type scanner struct {
	pagetest.Optics
	degrees float64
	lid     float64 // grey of what lies around the page
}

// anyScanner draws a scan by its seed.
func anyScanner(seed uint64, degrees float64) scanner {
	r := rand.New(rand.NewPCG(seed, 7))
	s := scanner{Optics: pagetest.Optics{
		Blur:   mostBlur * r.Float64(),
		Noise:  leastNoise + (mostNoise-leastNoise)*r.Float64(),
		Specks: mostSpecks * r.Float64(),
		Ink:    mostInk * r.Float64(),
		Paper:  leastPaper + (255-leastPaper)*r.Float64(),
		Shade:  mostShade * (2*r.Float64() - 1),
		Seed:   seed,
	}, degrees: degrees, lid: 255 * r.Float64()}
	if r.IntN(2) == 0 {
		s.Quality = leastQuality + r.IntN(100-leastQuality)
	}
	return s
}

func (s scanner) String() string {
	return fmt.Sprintf("seed %d: %.1f°, blur %.2f, noise %.1f, specks %.4f, ink %.0f, paper %.0f, shade %.0f, lid %.0f, JPEG %d",
		s.Seed, s.degrees, s.Blur, s.Noise, s.Specks, s.Ink, s.Paper, s.Shade, s.lid, s.Quality)
}

// scan gives the picture of a page.
func (s scanner) scan(t testing.TB, page *image.Gray) image.Image {
	t.Helper()
	return s.See(t, s.turned(page))
}

// turned lays the page on the glass, which is as large as it must be.
func (s scanner) turned(page *image.Gray) *pagetest.Field {
	sin, cos := math.Sincos(s.degrees * math.Pi / 180)
	pw, ph := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	w, h := pagetest.Glass(pw, ph, s.degrees)
	return pagetest.Draw(w, h, page, float32(s.lid), func(x, y float64) (float64, float64) {
		dx, dy := x-float64(w)/2, y-float64(h)/2
		return cos*dx + sin*dy + pw/2, -sin*dx + cos*dy + ph/2
	})
}
