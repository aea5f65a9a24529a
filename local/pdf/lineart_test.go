package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/page"
)

// lineart is a page of two shades, by what is black.
func lineart(w, h int, black func(x, y int) bool) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Gray{0}, color.Gray{255}})
	for y := range h {
		for x := range w {
			if !black(x, y) {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	return img
}

// greyOfOneBit is a PNG of one bit a pixel without a palette, as scanners write it.
func greyOfOneBit(t *testing.T, img *image.Paletted) []byte {
	t.Helper()
	return pageAs(t, img, "png", "-define", "png:color-type=0", "-define", "png:bit-depth=1")
}

// typeset is lines of letters with a rule and a black bar.
func typeset(w, h int, seed uint64) func(x, y int) bool {
	r := rand.New(rand.NewPCG(seed, 4))
	strokes := make([]bool, w*(h/24+1))
	for i := range strokes {
		strokes[i] = r.IntN(3) == 0 || i > 0 && strokes[i-1] && r.IntN(2) == 0
	}
	return func(x, y int) bool {
		return y%24 < 12 && x > w/10 && x < 9*w/10 && strokes[y/24*w+x/7*7] || y == h/2 || y > h-h/20
	}
}

var linearts = []struct {
	name  string
	w, h  int
	black func(x, y int) bool
	coded string // how it lies in the file
}{
	{"empty", 1654, 900, func(_, _ int) bool { return false }, "CCITTFaxDecode"},
	{"all black", 333, 90, func(_, _ int) bool { return true }, "CCITTFaxDecode"},
	{"typeset", 2480, 700, typeset(2480, 700, 1), "CCITTFaxDecode"},
	{"an odd width", 1729, 400, typeset(1729, 400, 2), "CCITTFaxDecode"},
	{"longer than any code", 9001, 200, typeset(9001, 200, 3), "CCITTFaxDecode"},
	{"a narrow slip", 37, 900, typeset(37, 900, 5), "CCITTFaxDecode"},
	{"rows of stripes", 401, 203, func(_, y int) bool { return y%2 == 0 }, "CCITTFaxDecode"},
	{"columns of stripes", 401, 203, func(x, _ int) bool { return x%2 == 0 }, "FlateDecode"},
	{"a chessboard", 401, 203, func(x, y int) bool { return (x+y)%2 == 0 }, "FlateDecode"},
	{"noise that no code shortens", 401, 203, func(x, y int) bool { return rand.New(rand.NewPCG(uint64(x), uint64(y))).IntN(2) == 0 }, "FlateDecode"},
}

// TestABlackAndWhiteCaptureIsAFaxThatOthersRead: poppler, MuPDF and libtiff, pixel for pixel.
func TestABlackAndWhiteCaptureIsAFaxThatOthersRead(t *testing.T) {
	for _, c := range linearts {
		t.Run(c.name, func(t *testing.T) {
			want := lineart(c.w, c.h, c.black)
			for kind, file := range map[string][]byte{
				"PNG":  greyOfOneBit(t, want),
				"TIFF": stripped(t, want, "none"),
			} {
				written := onePage(t, leafOf(t, file, 100, 1))
				if !strings.Contains(written, "/Filter /"+c.coded+" ") || !strings.Contains(written, "/BitsPerComponent 1 ") {
					t.Errorf("%s: it does not lie as %s", kind, c.coded)
				}
				samePixels(t, extracted(t, []byte(written)), want)
				samePixels(t, byMuPDF(t, []byte(written)), want)
				if c.coded == "CCITTFaxDecode" {
					samePixels(t, byLibtiff(t, []byte(written), c.w, c.h), want)
				}
				again, _, err := lift([]byte(written))
				if err != nil || len(again) != 1 {
					t.Fatal(kind, len(again), err)
				}
				back, err := page.Decode(t.Context(), bytes.NewReader(again[0].Content), int64(len(again[0].Content)), 0)
				if err != nil {
					t.Fatal(kind, err)
				}
				samePixels(t, back, want)
			}
		})
	}
}

// byMuPDF takes the image of a file out with MuPDF.
func byMuPDF(t *testing.T, file []byte) image.Image {
	t.Helper()
	path := written(t, file)
	run(t, "mupdf-tools", "sh", "-c", `cd "$1" && mutool extract "$2"`, "sh", filepath.Dir(path), path)
	found, err := filepath.Glob(filepath.Join(filepath.Dir(path), "image-*.png"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// byLibtiff unpacks the fax of a file with libtiff's own decoder.
func byLibtiff(t *testing.T, file []byte, w, h int) image.Image {
	t.Helper()
	path := written(t, file)
	dir := filepath.Dir(path)
	run(t, "poppler-utils", "pdfimages", "-ccitt", path, filepath.Join(dir, "f"))
	strip, err := os.ReadFile(filepath.Join(dir, "f-000.ccitt"))
	if err != nil {
		t.Fatal(err)
	}
	wrapped := g4TIFF(raster{width: w, height: h}, strip, false, 100, 100)
	if err := os.WriteFile(filepath.Join(dir, "f.tif"), wrapped, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "libtiff-tools", "tiffcp", "-c", "none", filepath.Join(dir, "f.tif"), filepath.Join(dir, "g.tif"))
	b, err := os.ReadFile(filepath.Join(dir, "g.tif"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := page.Decode(t.Context(), bytes.NewReader(b), int64(len(b)), 0)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// TestOnlyWhatWasCapturedInBlackAndWhiteIsAFax: greys and palettes that happen to hold two
// shades stay what they are.
func TestOnlyWhatWasCapturedInBlackAndWhiteIsAFax(t *testing.T) {
	two := lineart(200, 120, typeset(200, 120, 9))
	grey := image.NewGray(two.Rect)
	for i, v := range two.Pix {
		grey.Pix[i] = 255 * v
	}
	for kind, file := range map[string][]byte{"grey": pngOf(t, grey), "palette": pngOf(t, two), "grey TIFF": pageAs(t, grey, "tif", "-type", "grayscale", "-depth", "8", "-compress", "None")} {
		written := onePage(t, leafOf(t, file, 100, 1))
		if strings.Contains(written, "CCITTFaxDecode") {
			t.Errorf("%s became a fax", kind)
		}
		samePixels(t, extracted(t, []byte(written)), two)
	}
}
