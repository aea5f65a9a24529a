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

func TestARuleIsBlackFromEdgeToEdgeAndNeverLost(t *testing.T) {
	l := Layout{W: 100, H: 20, Rules: []Rule{{X: 10, Y: 5, W: 80, Thick: 4}, {X: 10, Y: 15, W: 80, Thick: 0.2}}}
	img := Draw(l, 72)
	for _, c := range []struct {
		x, y  int
		black bool
	}{{9, 6, false}, {10, 5, true}, {89, 8, true}, {90, 8, false}, {50, 4, false}, {50, 9, false}, {50, 14, false}, {50, 15, true}, {50, 16, false}} {
		grey, _, _, _ := img.At(c.x, c.y).RGBA()
		if c.black != (grey == 0) {
			t.Errorf("at %d,%d it is %x", c.x, c.y, grey)
		}
	}
	if _, _, _, alpha := Ink(l, 72).At(50, 15).RGBA(); alpha != 0xffff {
		t.Errorf("the ink of the thin rule is %x", alpha)
	}
}
