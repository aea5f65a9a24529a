package intake

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"tram/local/office"
	"tram/local/page"
	"tram/local/page/pagetest"
	"tram/local/page/retouch"
)

// exifJPEG is a JPEG of 150 dpi whose EXIF says how it lies.
func exifJPEG(t *testing.T, img image.Image, orientation int) []byte {
	t.Helper()
	plain := jpegOf(t, img, 150)
	const jfif = 20 // bytes, with the start of the image
	tiff := []byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0, 0, 0, 0, 0}
	exif := append([]byte{0xff, 0xe1, 0, byte(2 + 6 + len(tiff)), 'E', 'x', 'i', 'f', 0, 0}, tiff...)
	return append(append(bytes.Clone(plain[:jfif]), exif...), plain[jfif:]...)
}

// TestAPageIsStraightenedHoweverItLies: turned or mirrored in its file, its lines run straight
// as it is shown, its paper is cropped, and a background that was made light stays so.
func TestAPageIsStraightenedHoweverItLies(t *testing.T) {
	const leans = 1.8
	under := pagetest.NewSheet(t, 210, 297, 150, color.Gray{30})
	paper := pagetest.NewSheet(t, 150, 200, 150, color.Gray{235}).Lines(15, 20, 110, 24, 12)
	for y := range paper.Rect.Dy() {
		for x := range paper.Rect.Dx() {
			under.Set(under.Px(30)+x, under.Px(48)+y, paper.At(x, y))
		}
	}
	seen := pagetest.Optics{Blur: 0.6, Noise: 2, Paper: 255, Seed: 3}.Sense(pagetest.Laid(under.Grey(), leans, false, 30))
	tray := newTray(t)
	var size image.Point
	for orientation := 1; orientation <= 8; orientation++ {
		back := map[int]int{6: 8, 8: 6}[orientation]
		if back == 0 {
			back = orientation
		}
		name := put(t, t.TempDir(), fmt.Sprintf("%d.jpg", orientation), exifJPEG(t, page.Upright(seen, back), orientation))
		p := take(t, tray, -1, name)[0]
		if p.Orientation != orientation {
			t.Fatalf("the file says %d, and %d is read", orientation, p.Orientation)
		}
		for _, wish := range []office.Retouching{office.Lighten, office.Straighten, office.Crop} {
			if told, err := tray.Retouch(t.Context(), []office.ID{p.ID}, wish, nil); err != nil || len(told.Changed) != 1 {
				t.Fatalf("orientation %d, %s: %+v %v", orientation, wish, told, err)
			}
		}
		if told, err := tray.Retouch(t.Context(), []office.ID{p.ID}, office.Straighten, nil); err != nil || len(told.Fine) != 1 {
			t.Errorf("orientation %d, straightened again: %+v %v", orientation, told, err)
		}
		pages := tray.Pages()
		p = pages[len(pages)-1]
		want := leans
		if retouch.Mirrored(orientation) {
			want = -leans
		}
		if r := p.Retouch; math.Abs(r.Straightened-want) > 0.1 || !r.Lightened || !r.Cropped {
			t.Errorf("orientation %d: %+v", orientation, r)
		}
		img, err := tray.Picture(t.Context(), p.ID, 4000)
		if err != nil {
			t.Fatal(err)
		}
		if left, told := retouch.Skew(img); !told || math.Abs(left) > 0.1 {
			t.Errorf("orientation %d: as it is shown its lines lean by %.2f° %v", orientation, left, told)
		}
		if size == (image.Point{}) {
			size = img.Bounds().Size()
		}
		if far := img.Bounds().Size().Sub(size); max(far.X, -far.X, far.Y, -far.Y) > 2 || math.Abs(float64(size.X-paper.Rect.Dx())) > 8 {
			t.Errorf("orientation %d: %v is left of %v, at first %v", orientation, img.Bounds(), paper.Rect, size)
		}
	}
}

// TestAPageThatIsTooLargeIsNotRetouched: it is refused before it is laid out, and stays.
func TestAPageThatIsTooLargeIsNotRetouched(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewPaletted(image.Rect(0, 0, 10_000, 8_001), color.Palette{color.White, color.Black})); err != nil {
		t.Fatal(err)
	}
	tray := newTray(t)
	p := take(t, tray, -1, put(t, t.TempDir(), "bản vẽ.png", b.Bytes()))[0]
	for _, wish := range []office.Retouching{office.Lighten, office.Crop, office.Straighten} {
		_, err := tray.Retouch(t.Context(), []office.ID{p.ID}, wish, nil)
		mustFail(t, err, TooLargeToRetouch, "bản vẽ.png", "10000 × 8001")
	}
	if now := tray.Pages()[0]; now != p {
		t.Errorf("it became %+v", now)
	}
}
