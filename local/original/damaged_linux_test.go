package original

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

func TestAnImageThatCannotBeSeenIsNotBroughtIn(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 400, 500))
	for y := range 500 {
		for x := range 400 {
			img.Set(x, y, color.RGBA{uint8(x * y), uint8(x ^ y), uint8(y), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	good := b.Bytes()
	otherKind, cut, noTables, holed := bytes.Clone(good), bytes.Clone(good[:len(good)/2]), bytes.Clone(good), bytes.Clone(good)
	otherKind[bytes.Index(good, []byte{0xff, 0xc0})+1] = 0xc2
	noTables[bytes.Index(good, []byte{0xff, 0xc4})+1] = 0xe9
	copy(holed[len(good)/2:], bytes.Repeat([]byte{0xff, 0xd9}, 40))
	d := newDoor(t)
	for name, content := range map[string][]byte{"said to be progressive": otherKind, "cut": cut, "without tables": noTables, "ended in the middle": holed} {
		if _, err := d.Bring(t.Context(), written(t, "a.jpg", content), "", nil); err == nil {
			t.Errorf("%s: was brought in", name)
		}
	}
	if _, err := d.Bring(t.Context(), written(t, "a.jpg", good), "", nil); err != nil {
		t.Errorf("a sound one: %v", err)
	}
}
