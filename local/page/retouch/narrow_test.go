package retouch

import (
	"image"
	"testing"
)

// TestAPictureWithoutRoomForALidIsNotCropped tries every narrow picture, lying and upright.
func TestAPictureWithoutRoomForALidIsNotCropped(t *testing.T) {
	for narrow := 1; narrow < 40; narrow++ {
		for _, size := range []image.Point{{narrow, narrow}, {narrow, 3000}, {3000, narrow}} {
			img := image.NewRGBA(image.Rectangle{Max: size})
			for i := range img.Pix {
				img.Pix[i] = 0xdd
			}
			if box, is := Paper(img, size); is {
				t.Fatalf("%v: a paper is seen at %v", size, box)
			}
		}
	}
}
