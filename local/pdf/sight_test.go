package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/page"
)

// scribbled is a JPEG of a page at 50 dpi, with ink that lies differently whichever
// way it is turned.
func scribbled(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 250
	}
	for y := range h {
		for x := range w {
			if y < h/8 && x < w/3 || y > h/2 && y < h*3/5 && x > w/2 {
				img.SetGray(x, y, color.Gray{Y: 20})
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photoFile is a PDF by hand whose one page shows a JPEG.
func photoFile(jpeg []byte, size image.Point, page, content, more string) []byte {
	return fileOf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
		fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> /Font << /F 6 0 R >> >> %s >>", page),
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode /Length %d %s >>\nstream\n%s\nendstream",
			size.X, size.Y, len(jpeg), more, jpeg),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
}

func looked(t testing.TB, file []byte) (*Sight, office.PageShape) {
	t.Helper()
	r, size := bytes.NewReader(file), int64(len(file))
	s, err := Inspect(t.Context(), r, size, "")
	if err != nil {
		t.Fatal(err)
	}
	sight := OpenSight(t.Context(), r, size)
	t.Cleanup(sight.Close)
	return sight, s.Shapes[0]
}

func TestAPhotoIsSeenAsItIsDrawn(t *testing.T) {
	size := image.Pt(310, 420)
	jpeg := scribbled(t, size.X, size.Y)
	for placed, turns := range map[string][]int{
		"q 446.4 0 0 604.8 0 0 cm /I Do Q":           {0, 90, 180, 270},
		"q 446.4 0 0 -604.8 0 604.8 cm /I Do Q":      {0},
		"q -446.4 0 0 604.8 446.4 0 cm /I Do Q":      {90},
		"q 0 604.8 -446.4 0 446.4 0 cm /I Do Q":      {0},
		"q 0 -604.8 446.4 0 0 604.8 cm /I Do Q":      {270},
		"q 0 -604.8 -446.4 0 446.4 604.8 cm /I Do Q": {0},
		"q 1 0 0 1 0 0 cm q 0 0 500 700 re W n 446.4 0 0 604.8 0 0 cm /I Do Q Q BT 3 Tr /F 9 Tf (unseen) Tj ET": {180},
	} {
		for _, turn := range turns {
			sight, shape := looked(t, photoFile(jpeg, size, fmt.Sprintf("/MediaBox [0 0 446.4 604.8] /Rotate %d", turn), placed, ""))
			photo, err := sight.photo(t.Context(), 0, shape)
			if err != nil || photo == nil {
				t.Fatalf("%s turned %d: no photo, %v", placed, turn, err)
			}
			drawn, err := sight.drawn(t.Context(), 0, shape)
			if err != nil {
				t.Fatal(err)
			}
			if n, of := unlike(photo, drawn); n*50 > of {
				t.Errorf("%s turned %d: %d of %d places differ", placed, turn, n, of)
			}
			sight.Close()
		}
	}
}

// unlike counts the places of 4 mm at which two maps differ.
func unlike(a, b *page.Ink) (n, of int) {
	w, h := a.SizeMM()
	for y := 1.0; y < h-4; y += 4 {
		for x := 1.0; x < w-4; x += 4 {
			of++
			if (a.Share(x, y, 4, 4) > 0.5) != (b.Share(x, y, 4, 4) > 0.5) {
				n++
			}
		}
	}
	return n, of
}

func TestWhatIsMoreThanAPhotoIsDrawn(t *testing.T) {
	size := image.Pt(310, 420)
	jpeg := scribbled(t, size.X, size.Y)
	const box, whole = "/MediaBox [0 0 446.4 604.8]", "q 446.4 0 0 604.8 0 0 cm /I Do Q\n"
	for name, file := range map[string][]byte{
		"letters":     photoFile(jpeg, size, box, whole+"BT /F 9 Tf (seen) Tj ET", ""),
		"a line":      photoFile(jpeg, size, box, whole+"0 0 m 10 10 l S", ""),
		"twice":       photoFile(jpeg, size, box, whole+whole, ""),
		"an edge":     photoFile(jpeg, size, box, "q 440 0 0 600 3 2 cm /I Do Q", ""),
		"cropped":     photoFile(jpeg, size, box+" /CropBox [0 0 400 604]", whole, ""),
		"a stamp":     photoFile(jpeg, size, box+" /Annots [<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] >>]", whole, ""),
		"reversed":    photoFile(jpeg, size, box, whole, "/Decode [1 0]"),
		"a mask":      photoFile(jpeg, size, box, whole, "/Mask [0 9]"),
		"no JPEG":     photoFile([]byte("nothing"), size, box, whole, ""),
		"leaning":     photoFile(jpeg, size, box, "q 446.4 20 -20 604.8 0 0 cm /I Do Q", ""),
		"many states": photoFile(jpeg, size, box, string(bytes.Repeat([]byte("q "), 900))+whole, ""),
	} {
		sight, shape := looked(t, file)
		if photo, err := sight.photo(t.Context(), 0, shape); photo != nil || err != nil {
			t.Errorf("%s: taken for a photo, %v", name, err)
		}
		sight.Close()
	}
}

// hanging is a PDF of three pages of which the second draws a form of a form of a
// form…, each a hundred times.
func hanging() []byte {
	const deep = 9
	pages := "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents %d 0 R /Resources << /XObject << /X 8 0 R >> >> >>"
	values := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 3 /Kids [3 0 R 4 0 R 5 0 R] >>",
		fmt.Sprintf(pages, 6), fmt.Sprintf(pages, 7), fmt.Sprintf(pages, 6),
		"<< /Length 16 >>\nstream\n20 20 50 50 re f\nendstream", "<< /Length 5 >>\nstream\n/X Do\nendstream"}
	inside := string(bytes.Repeat([]byte("/X Do 1 1 9 9 re f\n"), 100))
	for i := range deep {
		values = append(values, fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /X %d 0 R >> >> /Length %d >>\nstream\n%s\nendstream",
			9+i, len(inside), inside))
	}
	return fileOf(append(values, "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 15 >>\nstream\n0 0 1 1 re f   \nendstream")...)
}

func TestAPageThatHangsCostsNoOther(t *testing.T) {
	sight, shape := looked(t, hanging())
	for i := range 3 {
		if i == 1 {
			sight.patience = 200 * time.Millisecond
		}
		ink, err := sight.Ink(t.Context(), i, shape)
		if (i == 1) != errors.Is(err, Unseeable) || (ink == nil) != (err != nil) {
			t.Errorf("page %d: %v", i+1, err)
		}
		if ink != nil && !ink.Covered(10, 55, 5, 5) {
			t.Errorf("page %d: its ink is not seen", i+1)
		}
		sight.patience = sightTime
	}
	sight.patience = 200 * time.Millisecond
	for range mostHung {
		if _, err := sight.Ink(t.Context(), 1, shape); !errors.Is(err, Unseeable) {
			t.Fatal(err)
		}
	}
	sight.patience = sightTime
	if _, err := sight.Ink(t.Context(), 0, shape); !errors.Is(err, errHung) {
		t.Errorf("a file whose pages hang is drawn on and on: %v", err)
	}
}

func TestLookingCanBeStopped(t *testing.T) {
	sight, shape := looked(t, hanging())
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	if _, err := sight.Ink(ctx, 1, shape); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("stopped: %v", err)
	}
}

func TestABrokenFileIsSeenAsFarAsItCanBeDrawn(t *testing.T) {
	file := []byte("%PDF-1.7\nnothing that could be drawn")
	sight := OpenSight(t.Context(), bytes.NewReader(file), int64(len(file)))
	defer sight.Close()
	if _, err := sight.Ink(t.Context(), 0, office.PageShape{W: 210, H: 297}); !errors.Is(err, Unseeable) {
		t.Errorf("%v", err)
	}
}
