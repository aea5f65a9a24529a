package pagetest

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"testing"

	"tram/assets"
)

// Written is a page of writing as a scanner gives it: the file, and its shades.
func Written(t testing.TB) (file []byte, grey *image.Gray) {
	t.Helper()
	file, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	grey = image.NewGray(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(grey, grey.Rect, img, img.Bounds().Min, draw.Src)
	return file, grey
}
