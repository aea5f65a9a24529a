package mark

import (
	"testing"

	"tram/local/office"
)

func TestThePaperIsSeenThroughTheInk(t *testing.T) {
	shapes, err := Layouts(office.Plain, []string{"VĂN BẢN"}, 10, "")
	if err != nil {
		t.Fatal(err)
	}
	drawn, ink := Draw(shapes[0], 100), Ink(shapes[0], 100)
	b, inked := drawn.Bounds(), 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			white, _, _, _ := drawn.At(x, y).RGBA()
			r, _, _, alpha := ink.At(x, y).RGBA()
			if alpha != 0xffff-white || r != 0 {
				t.Fatalf("at %d,%d the drawing is %x and the ink %x", x, y, white, alpha)
			}
			if alpha > 0 {
				inked++
			}
		}
	}
	if inked == 0 {
		t.Error("there is no ink")
	}
}
