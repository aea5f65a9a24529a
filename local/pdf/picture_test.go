package pdf

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/page"
)

// pageAs has the image program of the machine write an image in some coding.
func pageAs(t *testing.T, img image.Image, ending string, options ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.png"), filepath.Join(dir, "out."+ending)
	if err := os.WriteFile(in, pngOf(t, img), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "imagemagick", "convert", append(append([]string{in}, options...), out)...)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// inStrips is a CCITT G4 page of several strips.
func inStrips(t *testing.T, img image.Image) []byte { return stripped(t, img, "g4") }

// stripped is a black and white TIFF of several strips, packed as libtiff names it.
func stripped(t *testing.T, img image.Image, packing string) []byte {
	t.Helper()
	whole := filepath.Join(t.TempDir(), "whole.tif")
	if err := os.WriteFile(whole, pageAs(t, img, "tif", "-compress", "Group4"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "libtiff-tools", "tiffcp", "-c", packing, "-r", "8", whole, whole+"f")
	b, err := os.ReadFile(whole + "f")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// letters is a black and white page.
func letters(width, height int) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.Black, color.White})
	for y := range height {
		for x := range width {
			if (x/7+y/5)%3 != 0 || x < 9 {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	return img
}

func photo(width, height int, alpha uint8) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x), uint8(y), uint8(x * y), alpha})
		}
	}
	return img
}

func colours(n int) *image.Paletted {
	p := make(color.Palette, n)
	for i := range p {
		p[i] = color.RGBA{uint8(i * 50), uint8(255 - i), uint8(i * i), 255}
	}
	img := image.NewPaletted(image.Rect(0, 0, 61, 47), p)
	for i := range img.Pix {
		img.Pix[i] = uint8(i * 7 % n)
	}
	return img
}

func TestEveryCodingComesOutPixelForPixel(t *testing.T) {
	group4 := func(more ...string) []string { return append([]string{"-compress", "Group4"}, more...) }
	for _, c := range []struct {
		name   string
		file   []byte
		filter string // how it lies in the PDF
		depth  string
	}{
		{"grey PNG", pngOf(t, grain(61, 47, 1)), "FlateDecode", "8"},
		{"colour PNG", pngOf(t, photo(61, 47, 255)), "FlateDecode", "8"},
		{"1-bit PNG", pngOf(t, letters(61, 47)), "FlateDecode", "1"},
		{"2-bit palette PNG", pngOf(t, colours(4)), "FlateDecode", "2"},
		{"4-bit palette PNG", pngOf(t, colours(11)), "FlateDecode", "4"},
		{"8-bit palette PNG", pngOf(t, colours(200)), "FlateDecode", "8"},
		{"PNG in two passes", pageAs(t, photo(61, 47, 255), "png", "-interlace", "PNG"), "FlateDecode", "8"},
		{"G4", pageAs(t, letters(61, 47), "tif", group4("-define", "tiff:rows-per-strip=100")...), "CCITTFaxDecode", "1"},
		{"G4, black is zero", pageAs(t, letters(61, 47), "tif", group4("-define", "tiff:rows-per-strip=100", "-define", "quantum:polarity=min-is-black")...), "CCITTFaxDecode", "1"},
		{"G4, lowest bit first", pageAs(t, letters(61, 47), "tif", group4("-define", "tiff:rows-per-strip=100", "-define", "tiff:fill-order=lsb")...), "CCITTFaxDecode", "1"},
		{"G4 in strips", inStrips(t, letters(61, 47)), "CCITTFaxDecode", "1"},
		{"LZW", pageAs(t, photo(61, 47, 255), "tif", "-compress", "LZW", "-alpha", "off"), "FlateDecode", "8"},
		{"Deflate", pageAs(t, grain(61, 47, 1), "tif", "-compress", "Zip"), "FlateDecode", "8"},
		{"PackBits", pageAs(t, letters(61, 47), "tif", "-compress", "RLE"), "FlateDecode", "1"},
		{"not packed", pageAs(t, colours(200), "tif", "-compress", "None"), "FlateDecode", "8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			leaf := leafOf(t, c.file, 100, 1)
			want, err := page.Decode(context.Background(), leaf.Content, leaf.Size, 0)
			if err != nil {
				t.Fatal(err)
			}
			file := onePage(t, leaf)
			_, head, _ := strings.Cut(file, "/Subtype /Image")
			head, _, _ = strings.Cut(head, "stream")
			if !strings.Contains(head, "/Filter /"+c.filter+" ") || !strings.Contains(head, "/BitsPerComponent "+c.depth+" ") {
				t.Errorf("not kept as %s of %s bits: %s", c.filter, c.depth, head)
			}
			samePixels(t, extracted(t, []byte(file)), want)
		})
	}
}

// onePage writes a file of one page and checks its structure.
func onePage(t *testing.T, leaf Leaf) string {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, about)
	drawn, err := w.Page(context.Background(), leaf)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	if said := run(t, "qpdf", "qpdf", "--check", written(t, out.Bytes())); strings.Contains(said, "WARNING") {
		t.Error(said)
	}
	got, err := dissect(out.Bytes())
	if err != nil || got.Pages[0].Streams[0] != drawn.Stream {
		t.Errorf("the stream %s was read back as %+v, %v", drawn.Stream, got, err)
	}
	return out.String()
}

// extracted takes the image out with another program.
func extracted(t *testing.T, file []byte) image.Image {
	t.Helper()
	path := written(t, file)
	run(t, "poppler-utils", "pdfimages", "-png", path, filepath.Join(filepath.Dir(path), "p"))
	b, err := os.ReadFile(filepath.Join(filepath.Dir(path), "p-000.png"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func samePixels(t *testing.T, got, want image.Image) {
	t.Helper()
	if got.Bounds().Size() != want.Bounds().Size() {
		t.Fatalf("%v, not %v", got.Bounds(), want.Bounds())
	}
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			r, g, b, _ := got.At(x, y).RGBA()
			wr, wg, wb, _ := want.At(x, y).RGBA()
			if r>>8 != wr>>8 || g>>8 != wg>>8 || b>>8 != wb>>8 {
				t.Fatalf("pixel %d,%d is %x %x %x, not %x %x %x", x, y, r, g, b, wr, wg, wb)
			}
		}
	}
}

func TestATransparentPageIsLaidOnWhite(t *testing.T) {
	file := onePage(t, leafOf(t, pngOf(t, photo(61, 47, 128)), 100, 1))
	if strings.Contains(file, "/SMask") {
		t.Error("the file keeps transparency")
	}
	img := extracted(t, []byte(file))
	r, _, _, _ := img.At(0, 0).RGBA() // black, half transparent
	if got := r >> 8; got < 126 || got > 128 {
		t.Errorf("half of black on white is %d", got)
	}
}

func TestAPageOfManyFramesIsWrittenFrameByFrame(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for i, img := range []image.Image{letters(61, 47), letters(40, 80)} {
		names = append(names, filepath.Join(dir, []string{"a.png", "b.png"}[i]))
		if err := os.WriteFile(names[i], pngOf(t, img), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "two.tif")
	run(t, "imagemagick", "convert", names[0], names[1], "-compress", "Group4", out)
	file, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	leaf := Leaf{Content: bytes.NewReader(file), Size: int64(len(file)), Frame: 1, DPIX: 100, DPIY: 100, Orientation: 1}
	samePixels(t, extracted(t, []byte(onePage(t, leaf))), letters(40, 80))
}

func TestRGBStoredJPEGIsNotTakenForYCbCr(t *testing.T) {
	leaf := leafOf(t, jpegOf(t, photo(40, 40, 255), 200), 200, 1)
	for _, c := range []struct {
		info page.JPEGInfo
		want bool
	}{{page.JPEGInfo{}, false}, {page.JPEGInfo{RGB: true}, true}, {page.JPEGInfo{RGB: true, Adobe: true}, false}} {
		leaf.Info.JPEG = &c.info
		if got := strings.Contains(onePage(t, leaf), "/ColorTransform 0"); got != c.want {
			t.Errorf("%+v: told the reader = %v", c.info, got)
		}
	}
}

func TestPrintersColoursAreRefused(t *testing.T) {
	leaf := leafOf(t, jpegOf(t, photo(40, 40, 255), 200), 200, 1)
	leaf.Info.Components = 4
	w := NewWriter(&bytes.Buffer{}, about)
	if _, err := w.Page(context.Background(), leaf); !errors.Is(err, InkColours) {
		t.Errorf("got %v", err)
	}
}
