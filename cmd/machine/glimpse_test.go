package machine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"tram/assets"
	"tram/local/page"
)

// whiteSheet is a white page with a black upper half.
func whiteSheet(w, h int) image.Image {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		if i > len(img.Pix)/2 {
			img.Pix[i] = 255
		}
	}
	return img
}

// drawnPDF is a PDF of one A4 page whose upper half is black.
func drawnPDF() []byte {
	var b bytes.Buffer
	var at []int
	content := "0 421 595 421 re f"
	for i, body := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>", fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content)} {
		if i == 0 {
			b.WriteString("%PDF-1.4\n")
		}
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj%s endobj\n", i+1, body)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 5\n0000000000 65535 f \n")
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", xref)
	return b.Bytes()
}

func put(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func encoded(t *testing.T, img image.Image, asJPEG bool) []byte {
	t.Helper()
	var b bytes.Buffer
	err := png.Encode(&b, img)
	if asJPEG {
		b.Reset()
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestASmallPictureIsMadeOfEveryKindOfPage(t *testing.T) {
	for name, content := range map[string][]byte{"a.png": encoded(t, whiteSheet(600, 840), false), "b.jpg": encoded(t, whiteSheet(600, 840), true), "c.pdf": drawnPDF()} {
		img, err := Glimpse(t.Context(), put(t, name, content), 100)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		size := img.Bounds().Size()
		if size.Y < 95 || size.Y > 100 || size.X < 66 || size.X > 73 {
			t.Errorf("%s is %v", name, size)
		}
		grey := func(y int) uint8 {
			return color.GrayModel.Convert(img.At(img.Bounds().Min.X+size.X/2, img.Bounds().Min.Y+y)).(color.Gray).Y
		}
		if grey(size.Y/4) > 40 || grey(3*size.Y/4) < 215 {
			t.Errorf("%s: above %d, below %d", name, grey(size.Y/4), grey(3*size.Y/4))
		}
	}
}

func TestASmallPictureStandsUpright(t *testing.T) {
	content := encoded(t, whiteSheet(840, 600), true)
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	turned := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, append(exif, content[2:]...)...)
	img, err := Glimpse(t.Context(), put(t, "a.jpg", turned), 100)
	if err != nil || img.Bounds().Dx() > img.Bounds().Dy() {
		t.Errorf("it lies: %v, %v", img, err)
	}
}

func TestASampleIsDrawnInNoTimeAndSmall(t *testing.T) {
	content, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	img, err := Glimpse(t.Context(), put(t, "a.jpg", content), 100)
	if err != nil || max(img.Bounds().Dx(), img.Bounds().Dy()) != 100 {
		t.Errorf("%v, %v", img, err)
	}
}

func TestWhatIsNoPictureOrTooMuchIsNone(t *testing.T) {
	huge := encoded(t, image.NewPaletted(image.Rect(0, 0, 9000, 9000), color.Palette{color.White, color.Black}), false)
	for name, content := range map[string][]byte{"a.jpg": []byte("không phải ảnh"), "b.pdf": []byte("%PDF-1.4 hỏng"), "c.png": nil, "d.png": huge} {
		if img, err := Glimpse(t.Context(), put(t, name, content), 100); err == nil {
			t.Errorf("%s became %v", name, img.Bounds())
		}
	}
	if _, err := Glimpse(t.Context(), filepath.Join(t.TempDir(), "không có.jpg"), 100); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of nothing: %v", err)
	}
	if _, err := Glimpse(t.Context(), put(t, "a.jpg", nil), 100); !errors.Is(err, page.Empty) {
		t.Errorf("of an empty file: %v", err)
	}
	large := put(t, "lớn.png", encoded(t, whiteSheet(60, 84), false))
	if err := os.Truncate(large, glimpseFile+1); err != nil {
		t.Fatal(err)
	}
	if _, err := Glimpse(t.Context(), large, 100); err == nil {
		t.Error("a file without end was drawn")
	}
}

func TestASmallPictureThatNobodyWaitsForIsLeft(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	leave()
	for name, content := range map[string][]byte{"a.png": encoded(t, whiteSheet(600, 840), false), "c.pdf": drawnPDF()} {
		if _, err := Glimpse(ctx, put(t, name, content), 100); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
