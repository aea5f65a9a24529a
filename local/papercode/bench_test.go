package papercode_test

import (
	"image"
	"testing"

	"tram/local/office"
	"tram/local/page"

	"tram/local/page/pagetest"
)

// BenchmarkFindCodes on an A4 page at 200 dpi as it is, badly scanned, and with
// no code; and on a photo of 12 megapixels.
func BenchmarkFindCodes(b *testing.B) {
	p := papers(b)[0]
	bad := scanner{degrees: 7, Optics: pagetest.Optics{Blur: mostBlur, Noise: mostNoise, Specks: mostSpecks, Ink: mostInk, Paper: leastPaper, Shade: mostShade, Quality: 80, Seed: 1}}
	bare := image.NewGray(p.page.Rect)
	copy(bare.Pix, p.page.Pix[:len(p.page.Pix)*2/3])
	const perMM = photoDPI / office.MMPerInch
	photo := phone{tilt: 20, towards: 40, roll: 10, distance: farthest, bend: leastBend, optics: pagetest.Optics{Blur: 0.8, Noise: 6, Ink: 30, Paper: 220, Quality: 80}}
	for _, c := range []struct {
		name  string
		img   image.Image
		codes int
	}{
		{"clean", p.page, 1},
		{"bad", bad.scan(b, p.page), 1},
		{"none", bare, 0},
		{"photo", photo.photo(b, rendered(b, p.pdf, photoDPI), p.x*perMM, p.y*perMM, 4000, 3000), 1},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if texts, err := page.FindCodes(b.Context(), c.img); err != nil || len(texts) != c.codes {
					b.Fatal(texts, err)
				}
			}
		})
	}
}
