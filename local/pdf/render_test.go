package pdf

import (
	"bytes"
	"context"
	"errors"
	"image"
	"math"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/page"
)

func TestAScanInLayersIsDrawnAsItIsSeen(t *testing.T) {
	object, _ := jpegObject(t)
	for name, c := range map[string]struct {
		file  []byte
		w, h  float64 // points, as seen
		black image.Point
	}{
		"two halves":    {scan("", "q 595 0 0 421 0 0 cm /Im Do Q q 595 0 0 421 0 421 cm /Im2 Do Q", object), 595, 842, image.Pt(60, 30)},
		"turned":        {scan("/Rotate 90", "q 595 0 0 421 0 0 cm /Im Do Q q 595 0 0 421 0 421 cm /Im2 Do Q", object), 842, 595, image.Pt(800, 60)},
		"a stamp on it": {scan("", wholePage+" BT 0 Tr (x) Tj ET", object), 595, 842, image.Pt(60, 60)},
	} {
		lifted, _, err := lift(c.file)
		if err != nil || len(lifted) != 1 {
			t.Errorf("%s: %d pages, %v", name, len(lifted), err)
			continue
		}
		l := lifted[0]
		if !l.Rendered || l.Media != office.PNG || l.Orientation != 1 || math.Abs(l.DPIX-200) > 1 || math.Abs(l.DPIY-200) > 1 {
			t.Errorf("%s: %s, orientation %d, %.1f×%.1f dpi", name, l.Media, l.Orientation, l.DPIX, l.DPIY)
		}
		img, err := page.Decode(context.Background(), bytes.NewReader(l.Content), int64(len(l.Content)), 0)
		if err != nil {
			t.Fatal(err)
		}
		size := img.Bounds().Size()
		if w, h := float64(size.X)/l.DPIX*72, float64(size.Y)/l.DPIY*72; math.Abs(w-c.w) > 0.1 || math.Abs(h-c.h) > 0.1 {
			t.Errorf("%s: %.1f×%.1f points", name, w, h)
		}
		at := c.black.Mul(200).Div(72)
		if _, grey := img.(*image.Gray); !grey || !dark(img, at.X, at.Y) || dark(img, size.X/2, size.Y/2+9) {
			t.Errorf("%s: %T, it does not show the scan", name, img)
		}
	}
}

func TestALayerThatNobodyCanReadIsNotTakenForABlankPage(t *testing.T) {
	object, _ := jpegObject(t)
	for _, coding := range []string{"JBIG2Decode", "JPXDecode"} {
		lifted, _, err := lift(scan("", wholePage, strings.Replace(object, "DCTDecode", coding, 1)))
		if !errors.Is(err, Layered) || len(lifted) != 0 {
			t.Errorf("%s: %d pages, %v", coding, len(lifted), err)
		}
	}
}

// TestAPageThatTakesTooLongToDrawSaysSo, and is not called unreadable.
func TestAPageThatTakesTooLongToDrawSaysSo(t *testing.T) {
	object, _ := jpegObject(t)
	file := scan("", wholePage+" BT 0 Tr (x) Tj ET", object)
	for name, left := range map[string]time.Duration{"no time is left": 0, "a moment is left": time.Microsecond} {
		ctx := context.WithValue(t.Context(), stallKey{}, &stall{usual: time.Microsecond, left: left})
		_, err := Lift(ctx, bytes.NewReader(file), int64(len(file)), func(Lifted) error { return nil })
		if !errors.Is(err, DrawnTooLong) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A reader sees the seal of a signed scan, so what is taken out of it shows it
// too.
func TestAVisibleSignatureIsDrawnWithItsPage(t *testing.T) {
	object, _ := jpegObject(t)
	black := image.NewGray(image.Rect(0, 0, 20, 10))
	file := signed(t, scan("", wholePage, object), Field{Rect: [4]float64{300, 600, 500, 700},
		Look: &Look{Images: []LookImage{{Image: black, Rect: [4]float64{0, 0, 200, 100}}}}})
	lifted, _, err := lift(file)
	if err != nil || len(lifted) != 1 || !lifted[0].Rendered {
		t.Fatalf("%d pages, %v", len(lifted), err)
	}
	img, err := page.Decode(context.Background(), bytes.NewReader(lifted[0].Content), int64(len(lifted[0].Content)), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range []image.Point{{310, 610}, {400, 650}, {490, 690}} {
		if at := place.Mul(200).Div(72); !dark(img, at.X, at.Y) {
			t.Errorf("the signature does not show at %v", place)
		}
	}
}
