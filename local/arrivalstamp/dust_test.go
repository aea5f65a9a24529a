package arrivalstamp

import (
	"image"
	"testing"

	"tram/local/page"
)

// dusted is a scan at 200 dpi of a page that is full of lines but for its foot, where things lie: boxes
// of left, top, width and height in millimetres.
func dusted(lies ...[4]float64) *page.Ink {
	const dpi, mm = 200, 200 / 25.4
	img := image.NewGray(image.Rect(0, 0, 1654, 2339))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	fill := func(b [4]float64) {
		for y := int(b[1] * mm); y < int((b[1]+b[3])*mm); y++ {
			for x := int(b[0] * mm); x < int((b[0]+b[2])*mm); x++ {
				img.Pix[y*img.Stride+x] = 0
			}
		}
	}
	for y := 12.0; y < 200; y += 7 {
		fill([4]float64{20, y, 170, 3})
	}
	for _, b := range lies {
		fill(b)
	}
	return page.InkOf(img, dpi, dpi, 1)
}

// TestDustKeepsNoStampFromThePaperAndIsNeverUnderIt has specks lie about the foot of a page, each of
// them where the stamp could be, and then a name in their place.
func TestDustKeepsNoStampFromThePaperAndIsNeverUnderIt(t *testing.T) {
	for name, c := range map[string]struct {
		lies [][4]float64
		free bool
	}{
		"nothing":                  {nil, true},
		"specks beside":            {[][4]float64{{120, 230, 0.4, 0.4}, {180, 250, 0.4, 0.4}}, true},
		"a speck in the way":       {[][4]float64{{43, 271, 0.4, 0.4}}, true},
		"specks wherever it could": {[][4]float64{{43, 225, 0.4, 0.4}, {43, 250, 0.4, 0.4}, {43, 275, 0.4, 0.4}}, false},
		"a name beside":            {[][4]float64{{120, 266, 40, 4}}, false},
		"a line of dots beside":    {[][4]float64{{120, 266, 1, 1}, {123, 266, 1, 1}, {126, 266, 1, 1}, {129, 266, 1, 1}, {132, 266, 1, 1}, {135, 266, 1, 1}}, false},
	} {
		ink := dusted(c.lies...)
		spot, free := Place(ink)
		if free != c.free {
			t.Errorf("%s: it is placed %t, at %+v", name, free, spot)
		}
		if free && ink.Covered(spot.X, spot.Y, WidthMM, HeightMM) {
			t.Errorf("%s: the stamp at %+v lies on ink", name, spot)
		}
	}
}
