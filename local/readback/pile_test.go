package readback

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func written(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func aPNG(t *testing.T, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 250
	}
	for x := range w / 2 {
		img.SetGray(x, h/3, color.Gray{Y: 10})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func twoPages(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pdf.NewWriter(&b, pdf.About{ID: [16]byte{1}})
	w.Sheet(595.28, 841.89)
	w.Sheet(841.89, 595.28)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestImagesAndPDFsAreOnePileInTheirOrder(t *testing.T) {
	p, err := Open(t.Context(), []string{written(t, "a.png", aPNG(t, 827, 1169)), written(t, "b.pdf", twoPages(t)), written(t, "c.png", aPNG(t, 1169, 827))})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if p.Sheets() != 4 {
		t.Fatalf("%d sheets", p.Sheets())
	}
	for i, want := range []office.PageShape{{W: 210, H: 297}, {W: 210, H: 297}, {W: 297, H: 210}, {W: 297, H: 210}} {
		is := p.Shapes()[i]
		if is.W < want.W-1 || is.W > want.W+1 || is.H < want.H-1 || is.H > want.H+1 {
			t.Errorf("sheet %d is %+v", i, is)
		}
		for _, dpi := range []float64{50, 150} {
			img, err := p.Picture(t.Context(), i, dpi)
			if err != nil {
				t.Fatal(err)
			}
			if w := float64(img.Bounds().Dx()); w < is.W/25.4*dpi-2 || w > is.W/25.4*dpi+2 {
				t.Errorf("sheet %d at %g dpi is %v pixels wide", i, dpi, w)
			}
		}
		if _, _, err := p.Sheet(t.Context(), i); err != nil {
			t.Errorf("sheet %d: %v", i, err)
		}
	}
}

func TestAFileThatCannotBeReadRefusesThePile(t *testing.T) {
	good := written(t, "a.png", aPNG(t, 827, 1169))
	for name, c := range map[string]struct {
		paths []string
		want  error
	}{
		"none":        {nil, NoFiles},
		"not there":   {[]string{good, filepath.Join(t.TempDir(), "b.png")}, Unopened},
		"a folder":    {[]string{t.TempDir()}, Unopened},
		"cut short":   {[]string{good, written(t, "cut.png", aPNG(t, 99, 99)[:60])}, page.Truncated},
		"not a paper": {[]string{written(t, "a.txt", []byte("chữ"))}, page.NotAnImage},
	} {
		if _, err := Open(t.Context(), c.paths); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestHowFineASheetIsIsKnownBeforeItIsOpened: of images by their files, of scans in a
// PDF by what lies on the page.
func TestHowFineASheetIsIsKnownBeforeItIsOpened(t *testing.T) {
	scans := func(dpi float64) []byte {
		var b bytes.Buffer
		w := pdf.NewWriter(&b, pdf.About{ID: [16]byte{1}})
		file := aPNG(t, int(8.27*dpi), int(11.69*dpi))
		if _, err := w.Page(t.Context(), pdf.Leaf{Content: bytes.NewReader(file), Size: int64(len(file)), DPIX: dpi, DPIY: dpi, Orientation: 1}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	p, err := Open(t.Context(), []string{written(t, "a.png", aPNG(t, 827, 1169)), written(t, "b.pdf", scans(100)), written(t, "c.pdf", scans(300)), written(t, "d.pdf", twoPages(t))})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for i, want := range [][3]float64{{827, 1169, 0}, {827, 1169, 100}, {2481, 3507, 300}, {0, 0, 0}, {0, 0, 0}} {
		w, h, dpi := p.Grain(i)
		if is := [3]float64{float64(w), float64(h), dpi}; !nearly(is, want) {
			t.Errorf("sheet %d: %v, not %v", i, is, want)
		}
	}
}

func nearly(a, b [3]float64) bool {
	for i := range a {
		if a[i] < b[i]-2 || a[i] > b[i]+2 {
			return false
		}
	}
	return true
}
