package page_test

import (
	"fmt"
	"image"
	"image/draw"
	"math"
	"testing"

	"tram/assets"
	"tram/local/page"
	"tram/local/page/pagetest"
)

// patchPage is an A4 page at 300 dpi with bars of the given widths in units, all across
// its upper edge, and lines of words below.
func patchPage(units []float64, from, long float64) *image.Gray {
	const dpi, w, h = 300.0, 2480, 3508
	g := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	y := from * dpi
	for i, u := range units {
		end := y + u*0.08*dpi
		if i%2 == 0 {
			draw.Draw(g, image.Rect(w/2-int(long*dpi/2), int(y), w/2+int(long*dpi/2), int(end)), image.Black, image.Point{}, draw.Src)
		}
		y = end
	}
	for line := 1200; line < 3000; line += 70 {
		for x := 300; x < 2200; x += 31 {
			draw.Draw(g, image.Rect(x, line, x+12+x%11, line+18+x%13), image.Black, image.Point{}, draw.Src)
		}
	}
	return g
}

// scanned is a page as a feeder shows it: turned by degrees about its middle, at a dpi.
func scanned(t testing.TB, of *image.Gray, degrees, dpi float64, o pagetest.Optics) image.Image {
	scale := 300 / dpi
	w, h := pagetest.Glass(float64(of.Rect.Dx())/scale, float64(of.Rect.Dy())/scale, degrees)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	f := pagetest.Draw(w, h, of, 1, func(x, y float64) (float64, float64) {
		x, y = (x-float64(w)/2)*scale, (y-float64(h)/2)*scale
		return x*cos - y*sin + float64(of.Rect.Dx())/2, x*sin + y*cos + float64(of.Rect.Dy())/2
	})
	return o.See(t, f)
}

var (
	patchT     = []float64{1, 1, 2.5, 1, 1, 1, 2.5}
	faintToner = pagetest.Optics{Blur: 1.1, Noise: 9, Paper: 200, Ink: 115, Shade: 30, Dust: 40, Quality: 55, Seed: 3}
	goodScan   = pagetest.Optics{Blur: 0.6, Noise: 3, Paper: 245, Ink: 25, Quality: 85, Seed: 1}
)

func TestASheetWithPatchBarsIsToldHoweverItLies(t *testing.T) {
	sheet := patchPage(patchT, 0.5, 6)
	for _, as := range []struct {
		dpi, degrees float64
		o            pagetest.Optics
	}{
		{100, 0, goodScan}, {100, -7, faintToner}, {100, 90, faintToner}, {150, 1.5, faintToner}, {200, 181, goodScan},
		{200, 7, faintToner}, {200, 268, goodScan}, {300, -3, faintToner}, {300, 92, goodScan},
	} {
		img := scanned(t, sheet, as.degrees, as.dpi, as.o)
		if !page.Patch(img, as.dpi) || !page.Patch(img, 0) {
			t.Errorf("%+v: %v, without dpi %v", as, page.Patch(img, as.dpi), page.Patch(img, 0))
		}
	}
	if short := patchPage(patchT, 0.5, 2); !page.Patch(scanned(t, short, 2, 200, goodScan), 200) {
		t.Error("bars of two inches, the least that are printed")
	}
}

func TestNoOtherPageIsTakenForASheetBetweenDocuments(t *testing.T) {
	for i := 1; i <= 4; i++ {
		f, err := assets.Samples.Open(fmt.Sprintf("samples/quyet-dinh-mau-%d.jpg", i))
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(f)
		if err != nil || page.Patch(img, 200) {
			t.Errorf("sample page %d: %v", i, err)
		}
		f.Close()
	}
	_, grey := pagetest.Written(t)
	if page.Patch(grey, 0) {
		t.Error("a page of words")
	}
	for name, units := range map[string][]float64{
		"patch 1": {2.5, 1, 1, 1, 1, 1, 2.5}, "patch 2": {2.5, 1, 1, 1, 1, 1, 2.5}, "patch 4": {1, 1, 2.5, 1, 2.5, 1, 1}, "patch 6": {1, 1, 1, 1, 2.5, 1, 2.5},
		"a table": {0.2, 2, 0.2, 2, 0.2, 2, 0.2, 2, 0.2}, "even bars": {1, 1, 1, 1, 1, 1, 1}, "wide gaps": {1, 1, 2.5, 2.5, 1, 1, 2.5}, "half as large": {0.5, 0.5, 1.25, 0.5, 0.5, 0.5, 1.25},
	} {
		if page.Patch(scanned(t, patchPage(units, 0.5, 6), 1, 200, goodScan), 200) {
			t.Errorf("%s is taken for Patch T", name)
		}
	}
	if short := patchPage(patchT, 0.5, 0.7); page.Patch(scanned(t, short, 0, 200, goodScan), 200) {
		t.Error("bars that are too short for a sheet")
	}
	if page.Patch(image.NewGray(image.Rect(0, 0, 0, 0)), 200) || page.Patch(image.NewGray(image.Rect(0, 0, 1, 1)), 0) {
		t.Error("no picture at all")
	}
}
