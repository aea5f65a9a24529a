package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"tram/local/mark"
	"tram/local/office"
)

// rendered draws the first page at 200 dpi with another program.
func rendered(t *testing.T, file []byte) image.Image {
	t.Helper()
	path := written(t, file)
	run(t, "poppler-utils", "pdftoppm", "-r", "200", "-png", "-singlefile", path, filepath.Join(filepath.Dir(path), "seen"))
	f, err := os.Open(filepath.Join(filepath.Dir(path), "seen.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func dark(img image.Image, x, y int) bool {
	r, _, _, _ := img.At(x, y).RGBA()
	return r < 0x8000
}

// captured says which captured pixel stands at x, y of the upright page, as
// the EXIF standard tells for each orientation of an image of w by h.
func captured(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

func TestEveryOrientationIsSeenUpright(t *testing.T) {
	const w, h = 400, 240
	img := grain(w, h, 1)
	for x := range w / 2 { // the black corner becomes an L, which no turn or mirror keeps
		for y := range 20 {
			img.Pix[y*img.Stride+x] = 0
		}
	}
	for orientation := 1; orientation <= 8; orientation++ {
		t.Run(fmt.Sprint(orientation), func(t *testing.T) {
			var out bytes.Buffer
			pw := NewWriter(&out, about)
			if _, err := pw.Page(context.Background(), leafOf(t, jpegOf(t, img, 200), 200, orientation)); err != nil {
				t.Fatal(err)
			}
			if err := pw.Close(); err != nil {
				t.Fatal(err)
			}
			seen := rendered(t, out.Bytes())
			size := image.Pt(w, h)
			if orientation >= 5 {
				size = image.Pt(h, w)
			}
			if seen.Bounds().Size() != size {
				t.Fatalf("seen as %v", seen.Bounds())
			}
			for y := 5; y < size.Y; y += 10 {
				for x := 5; x < size.X; x += 10 {
					cx, cy := captured(orientation, x, y, w, h)
					if dark(seen, x, y) != dark(img, cx, cy) {
						t.Fatalf("pixel %d,%d of the page is not %d,%d of the capture", x, y, cx, cy)
					}
				}
			}
		})
	}
}

// blackBox finds the black square in the given band of rows, in millimetres.
func blackBox(img image.Image, fromRow, toRow int) (x0, y0, x1, y1 float64) {
	box := image.Rectangle{}
	for y := fromRow; y < toRow; y++ {
		for x := range img.Bounds().Dx() {
			if dark(img, x, y) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	mm := office.MMPerInch / 200
	return float64(box.Min.X) * mm, float64(box.Min.Y) * mm, float64(box.Max.X) * mm, float64(box.Max.Y) * mm
}

func TestTheMarkLandsOnItsSpotAtTrueSize(t *testing.T) {
	white := image.NewGray(image.Rect(0, 0, 800, 1000))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	file := jpegOf(t, white, 200)
	square := mark.Layout{W: 60, H: 40, Code: &mark.Code{X: 10, Y: 5, Module: 20, Bits: [][]bool{{true}}}}
	for orientation := 1; orientation <= 8; orientation++ {
		for _, spot := range []office.Spot{
			{Where: office.OnPage, X: 30, Y: 12},
			{Where: office.StripTop, X: 8, Y: 2, Grow: 20},
			{Where: office.StripEnd, X: 8, Y: 90, Grow: 25},
		} {
			t.Run(fmt.Sprint(orientation, spot.Where), func(t *testing.T) {
				var out bytes.Buffer
				w := NewWriter(&out, about)
				drawn, err := w.Page(context.Background(), leafOf(t, file, 200, orientation))
				if err := errors.Join(err, w.Mark(0, square, spot), w.Close()); err != nil {
					t.Fatal(err)
				}
				seen := rendered(t, out.Bytes())
				wantH := drawn.H/office.PointsPerMM + spot.Grow
				if gotH := float64(seen.Bounds().Dy()) * office.MMPerInch / 200; math.Abs(gotH-wantH) > 0.2 {
					t.Errorf("the sheet is %.2f mm high, not %.2f", gotH, wantH)
				}
				x0, y0, x1, y1 := blackBox(seen, 0, seen.Bounds().Dy())
				wantX, wantY := spot.X+10/office.PointsPerMM, spot.Y+5/office.PointsPerMM
				side := 20 / office.PointsPerMM
				for _, d := range []float64{x0 - wantX, y0 - wantY, x1 - wantX - side, y1 - wantY - side} {
					if math.Abs(d) > 0.2 {
						t.Fatalf("the square lies at %.2f,%.2f–%.2f,%.2f mm, not %.2f,%.2f and %.2f wide", x0, y0, x1, y1, wantX, wantY, side)
					}
				}
			})
		}
	}
}

func TestAStripNeverMovesOrScalesThePage(t *testing.T) {
	img := grain(400, 600, 1)
	mark := mark.Layout{W: 60, H: 20}
	for _, c := range []struct {
		where office.Where
		top   float64 // mm, where the page's black corner begins
	}{{office.StripTop, 20}, {office.StripEnd, 0}} {
		var out bytes.Buffer
		w := NewWriter(&out, about)
		_, err := w.Page(context.Background(), leafOf(t, jpegOf(t, img, 200), 200, 1))
		if err := errors.Join(err, w.Mark(0, mark, office.Spot{Where: c.where, X: 1, Y: 1, Grow: 20}), w.Close()); err != nil {
			t.Fatal(err)
		}
		seen := rendered(t, out.Bytes())
		_, y0, x1, y1 := blackBox(seen, 0, seen.Bounds().Dy())
		corner := 150 * office.MMPerInch / 200
		if math.Abs(y0-c.top) > 0.2 || math.Abs(y1-c.top-corner) > 0.2 || math.Abs(x1-100*office.MMPerInch/200) > 0.2 {
			t.Errorf("%s: the corner lies at %.2f–%.2f mm, %.2f wide", c.where, y0, y1, x1)
		}
	}
}
