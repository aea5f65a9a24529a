package intake

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"testing"

	"tram/local/office"
	"tram/local/page"
	"tram/local/page/pagetest"
)

// TestAPhotographHasTheSizeThatTheClerkNames and says that it is one.
func TestAPhotographHasTheSizeThatTheClerkNames(t *testing.T) {
	photo := page.Info{Media: office.JPEG, Width: 3000, Height: 4000, DPIX: 300, DPIY: 300, Camera: true}
	scan := photo
	scan.Camera = false
	tiny := scan
	tiny.DPIX, tiny.DPIY = 2540, 2540 // 30 by 40 mm
	for name, c := range map[string]struct {
		info  page.Info
		paper string
		w     float64 // millimetres; 0 unknown
		photo bool
	}{
		"a photograph": {photo, "A4", 210, true}, "a photograph alone": {photo, "", 0, true},
		"a scan": {scan, "A4", 254, false}, "a stamp's size": {tiny, "A4", 210, false}, "a stamp's size alone": {tiny, "", 0, false},
	} {
		p := pageOf("p", c.info, c.paper)
		if w, _ := p.SizeMM(); math.Abs(w-c.w) > 14 || p.Photo != c.photo {
			t.Errorf("%s: %.0f mm wide, photograph %v", name, w, p.Photo)
		}
	}
}

// TestACoarseScanOfAPDFKeepsItsPaperUpright: the sheet says how large it is, and
// which way the pixels are longer.
func TestACoarseScanOfAPDFKeepsItsPaperUpright(t *testing.T) {
	for name, c := range map[string]struct {
		w, h int
		x, y float64
		on   Lifted
		mm   [2]float64
	}{
		"60 dpi":                {496, 702, 60, 60, Lifted{}, [2]float64{210, 297}},
		"72 dpi":                {595, 842, 72, 72, Lifted{}, [2]float64{210, 297}},
		"longer pixels":         {850, 600, 102.8, 51.3, Lifted{}, [2]float64{210, 297}},
		"longer pixels, coarse": {496, 351, 60, 30, Lifted{}, [2]float64{210, 297}},
		"no paper's size":       {1000, 700, 60, 30, Lifted{}, [2]float64{210, 297}},
		"drawn":                 {1654, 2339, 200, 200, Lifted{Rendered: true, Finest: 90}, [2]float64{210, 297}},
	} {
		info := page.Info{Media: office.PNG, Width: c.w, Height: c.h, DPIX: c.x, DPIY: c.y, Orientation: 1}
		p := pageOn("p", c.on, info, "A4")
		w, h := p.SizeMM()
		if h < w || math.Abs(w-c.mm[0]) > 12 || math.Abs(h-c.mm[1]) > 12 || !p.Coarse() && name != "no paper's size" {
			t.Errorf("%s: %.0f×%.0f mm, coarse %v", name, w, h, p.Coarse())
		}
		if p.Rendered != c.on.Rendered || p.Finest != c.on.Finest {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// TestAJPEGThatReadersTakeDifferentlyIsToldAsDrawn since it is packed anew.
func TestAJPEGThatReadersTakeDifferentlyIsToldAsDrawn(t *testing.T) {
	info := page.Info{Media: office.JPEG, Width: 1654, Height: 2339, DPIX: 200, DPIY: 200, JPEG: &page.JPEGInfo{}}
	if p := pageOf("p", info, ""); p.Rendered || !p.Verbatim() {
		t.Errorf("a plain one: %+v", p)
	}
	info.JPEG.Disputed = true
	if p := pageOf("p", info, ""); !p.Rendered || p.Verbatim() {
		t.Errorf("a disputed one: %+v", p)
	}
}

// TestAPhotographThatSaysNothingIsKnownByItsLines: programs that send pictures take out
// what a camera wrote into them.
func TestAPhotographThatSaysNothingIsKnownByItsLines(t *testing.T) {
	scan, grey := pagetest.Written(t)
	written := func(img image.Image) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		file  []byte
		photo bool
	}{
		"taken askew":             {written(pagetest.Taken(t, grey, 12, 0, 2, 0.9)), true},
		"a scan that says no dpi": {written(grey), false},
		"a scan":                  {scan, false},
	} {
		info, err := page.Probe(bytes.NewReader(c.file), int64(len(c.file)))
		if err != nil {
			t.Fatal(err)
		}
		p := photographed(t.Context(), pageOf("p", info, "A4"), info, bytes.NewReader(c.file), int64(len(c.file)))
		if p.Photo != c.photo || (p.Askew() != "") != c.photo {
			t.Errorf("%s: %v %q", name, p.Photo, p.Askew())
		}
	}
}
