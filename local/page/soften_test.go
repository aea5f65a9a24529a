package page_test

import (
	"image"
	"image/color"
	"testing"

	"tram/local/page"
)

// TestEdgesAreSoftenedAndNothingIsMoved: a black pixel on white lies in the middle of what
// it became, and has lost nothing to the sides that are far.
func TestEdgesAreSoftenedAndNothingIsMoved(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 7, 9))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	img.Set(3, 4, color.Black)
	got := page.Softened(img)
	if got.Rect.Dx() != 7 || got.Rect.Dy() != 9 {
		t.Fatalf("%v", got.Rect)
	}
	for at, want := range map[image.Point]uint8{{3, 4}: 191, {2, 4}: 223, {3, 5}: 223, {4, 3}: 239, {1, 4}: 255, {3, 2}: 255, {0, 0}: 255} {
		if v := got.GrayAt(at.X, at.Y).Y; v < want-2 || v > want+2 && want < 253 {
			t.Errorf("%v: %d, not %d", at, v, want)
		}
	}
}
