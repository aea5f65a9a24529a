package described

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"tram/local/office"
)

// TestAStripIsThePartOfThePageWhereAFieldWasRead has each point of a page tell where it lies.
func TestAStripIsThePartOfThePageWhereAFieldWasRead(t *testing.T) {
	page := image.NewRGBA(image.Rect(0, 0, 200, 200))
	for y := range 200 {
		for x := range 200 {
			page.SetRGBA(x, y, color.RGBA{R: uint8(x), G: uint8(y), A: 255})
		}
	}
	h := office.Heading{Seen: office.Seen{
		Subject: office.Strip{Box: [4]float64{0.25, 0.5, 0.75, 0.549}},
		Number:  office.Strip{Box: [4]float64{0.05, 0.1, 0.1, 0.15}}, // narrow, at the left edge
		Issued:  office.Strip{Box: [4]float64{0.9, 0.1, 0.99, 0.15}}, // at the right one
		Type:    office.Strip{Page: 1, Box: [4]float64{0.1, 0.1, 0.9, 0.2}},
	}}
	read := 0
	strips := CutStrips(h, func(n int) (image.Image, error) {
		if read++; n == 1 {
			return nil, errors.New("it cannot be read")
		}
		return page, nil
	})
	if len(strips) != 3 || read != 2 {
		t.Fatalf("%d strips of %d readings", len(strips), read)
	}
	for key, want := range map[string]image.Rectangle{"subject": image.Rect(47, 99, 153, 111), "number": image.Rect(0, 19, 80, 31), "issued": image.Rect(120, 19, 200, 31)} {
		strip := strips[key]
		if got := strip.Bounds().Size(); got != want.Size() {
			t.Errorf("the %s is %v, not %v", key, got, want.Size())
		}
		if r, g, _, _ := strip.At(0, 0).RGBA(); r>>8 != uint32(want.Min.X) || g>>8 != uint32(want.Min.Y) {
			t.Errorf("the %s begins at %d, %d, not at %v", key, r>>8, g>>8, want.Min)
		}
	}
}
