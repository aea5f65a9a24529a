package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shownFirst draws the first page with poppler at 72 dpi, so that a pixel is a
// point, as a PNG.
func shownFirst(t *testing.T, file []byte) []byte {
	t.Helper()
	path := written(t, file)
	to := strings.TrimSuffix(path, filepath.Ext(path))
	run(t, "poppler-utils", "pdftoppm", "-r", "72", "-png", "-singlefile", path, to)
	b, err := os.ReadFile(to + ".png")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// emptyPage is a page of 200 × 300 points that is turned as it is shown.
func emptyPage(t *testing.T, degrees int) []byte {
	t.Helper()
	var b bytes.Buffer
	e := newEmitter(&b)
	e.put("%%PDF-1.7\n")
	for range 3 {
		e.reserve()
	}
	e.object(1, "<< /Type /Catalog /Pages 2 0 R >>")
	e.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [10 20 210 320] /Rotate %d >>", degrees)
	e.object(3, "<< /Type /Page /Parent 2 0 R >>")
	if err := e.finish("/Root 1 0 R"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// seal is red on its left half, and blue in its upper right quarter; the rest is
// transparent.
func seal() image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, 40, 20))
	for y := range 20 {
		for x := range 40 {
			switch {
			case x < 20:
				img.SetNRGBA(x, y, color.NRGBA{R: 0xff, A: 0xff})
			case y < 10:
				img.SetNRGBA(x, y, color.NRGBA{B: 0xff, A: 0xff})
			}
		}
	}
	return img
}

func TestALookStandsUprightAtItsPlaceOnATurnedPage(t *testing.T) {
	for _, degrees := range []int{0, 90, 180, 270, -90, 450} {
		t.Run(fmt.Sprint(degrees), func(t *testing.T) {
			f := Field{Rect: [4]float64{30, 50, 110, 90}, Look: &Look{Images: []LookImage{{Image: seal(), Rect: [4]float64{0, 0, 80, 40}}}}}
			file := signed(t, emptyPage(t, degrees), f)
			img, err := png.Decode(bytes.NewReader(shownFirst(t, file)))
			if err != nil {
				t.Fatal(err)
			}
			for _, spot := range []struct {
				x, y int
				want color.NRGBA
			}{
				{40, 60, color.NRGBA{R: 0xff, A: 0xff}}, {40, 85, color.NRGBA{R: 0xff, A: 0xff}},
				{100, 60, color.NRGBA{B: 0xff, A: 0xff}},
				{100, 80, color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}}, {25, 60, color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}},
				{40, 45, color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}}, {40, 95, color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}},
			} {
				if got := color.NRGBAModel.Convert(img.At(spot.x, spot.y)); got != spot.want {
					t.Errorf("at %d,%d is %v, not %v", spot.x, spot.y, got, spot.want)
				}
			}
			if said := believed(t, file); !strings.Contains(said, "Signature is Valid.") {
				t.Error(said)
			}
		})
	}
}

func TestTheWordsOfALookComeOutAsTheyWentIn(t *testing.T) {
	layout := words()
	file := signed(t, emptyPage(t, 0), Field{Rect: [4]float64{10, 10, 10 + layout.W/2, 10 + layout.H/2}, Look: &Look{Layout: layout}})
	path := written(t, file)
	said := run(t, "poppler-utils", "pdftotext", "-layout", path, "-")
	for _, text := range layout.Texts {
		if !strings.Contains(said, text.S) {
			t.Errorf("%q is missing in %q", text.S, said)
		}
	}
	if s := readSignatures(t, file)[0]; len(s.Faults) > 0 || !s.CoversFile {
		t.Errorf("%+v", s)
	}
}

func TestASignatureChangesNoPixelAndNoWord(t *testing.T) {
	for kind, file := range flavours(t) {
		t.Run(kind, func(t *testing.T) {
			twice := signed(t, signed(t, file, fieldOfTests), fieldOfTests)
			// Drawing takes long: a file with a plain table and one without.
			if (kind == "own" || kind == "linearized packs") && !bytes.Equal(shownFirst(t, file), shownFirst(t, twice)) {
				t.Error("the page shows something else")
			}
			if a, b := run(t, "poppler-utils", "pdftotext", written(t, file), "-"), run(t, "poppler-utils", "pdftotext", written(t, twice), "-"); a != b || a == "" {
				t.Errorf("the words were %q and are %q", a, b)
			}
		})
	}
}
