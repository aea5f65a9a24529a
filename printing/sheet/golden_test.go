package sheet

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"tram/local/office"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenDPI keeps the smallest letters legible and each picture below 40 KB.
const goldenDPI = 72

func TestPrintCopiesLookAsTheyDid(t *testing.T) {
	crowded := leaf{210, 297, 290}
	for name, c := range map[string]struct {
		form  office.Form
		qr    bool
		pages []leaf
		seen  int // page of the copy
	}{
		"plain":              {office.Plain, false, []leaf{half}, 0},
		"plain-qr":           {office.Plain, true, []leaf{half}, 0},
		"plain-full":         {office.Plain, false, []leaf{full, half}, 0},
		"plain-landscape":    {office.Plain, false, []leaf{broad}, 0},
		"plain-own-sheet":    {office.Plain, false, []leaf{crowded}, 1},
		"plain-own-sheet-qr": {office.Plain, true, []leaf{full}, 1},
		"line":               {office.Plain, false, []leaf{half, full}, 1},
		"line-crowded":       {office.Plain, false, []leaf{half, crowded}, 1},
		"tthc":               {office.Dossier, false, []leaf{half}, 0},
		"tthc-qr":            {office.Dossier, true, []leaf{half}, 0},
		"sao-y":              {office.TrueCopy, false, []leaf{half}, 0},
		"sao-y-qr":           {office.TrueCopy, true, []leaf{full, half}, 1},
		"sao-y-landscape":    {office.TrueCopy, false, []leaf{full, broad}, 1},
		"sao-y-own-sheet":    {office.TrueCopy, false, []leaf{half, full}, 2},
		"sao-luc":            {office.CopyOf, false, []leaf{full, half}, 1},
		"sao-luc-own-sheet":  {office.CopyOf, true, []leaf{crowded}, 1},
		"trich-sao":          {office.Extract, false, []leaf{{210, 297, 90}}, 0},
	} {
		o := order(t, c.form)
		if c.qr {
			o = o.withQR(t)
		}
		_, after := made(t, document(t, c.pages...), o)
		compareGolden(t, name+".png", shown(t, after, goldenDPI)[c.seen])
	}
}

// compareGolden keeps eight shades, and allows one of difference: rasterizers
// round differently on other processors.
func compareGolden(t *testing.T, name string, got *image.Gray) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, shaded(got)); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	decoded, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	want, is := decoded.(*image.Paletted)
	if !is || want.Rect != got.Rect {
		t.Fatalf("%s: %v pixels, was %v", name, got.Rect.Max, decoded.Bounds().Max)
	}
	for i, v := range shaded(got).Pix {
		if d := int(v) - int(want.Pix[i]); d > 1 || d < -1 {
			t.Fatalf("%s: pixel %d,%d differs; look at it, then run with -update", name, i%got.Stride, i/got.Stride)
		}
	}
}

func shaded(img *image.Gray) *image.Paletted {
	var shades color.Palette
	for i := range 8 {
		shades = append(shades, color.Gray{Y: uint8(255 * i / 7)})
	}
	out := image.NewPaletted(img.Rect, shades)
	for i, v := range img.Pix {
		out.Pix[i] = uint8((int(v)*7 + 127) / 255)
	}
	return out
}
