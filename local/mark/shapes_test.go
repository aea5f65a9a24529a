package mark

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tram/local/office"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestEveryShapeSaysTheSameWords(t *testing.T) {
	for _, form := range markedForms() {
		for _, withQR := range []bool{false, true} {
			lines := composed(t, form)
			for i, l := range shapes(t, form, withQR) {
				if diff := cmp.Diff(lines, l.Lines()); diff != "" {
					t.Errorf("%s, shape %d: %s", form, i, diff)
				}
				if (l.Code != nil) != withQR {
					t.Errorf("%s, shape %d: code %v", form, i, l.Code != nil)
				}
			}
		}
	}
}

func TestNothingIsDrawnOutsideTheBox(t *testing.T) {
	for _, form := range markedForms() {
		for i, l := range shapes(t, form, true) {
			for _, text := range l.Texts {
				if text.X < 0 || text.X+Width(text.S, text.Size, text.Bold) > l.W+1e-6 {
					t.Errorf("%s, shape %d: %q leaves the box", form, i, text.S)
				}
			}
			c, side := l.Code, float64(len(l.Code.Bits))*l.Code.Module
			for _, room := range []float64{c.X, c.Y, l.W - c.X - side, l.H - c.Y - side} {
				if room < quiet*c.Module-1e-6 {
					t.Errorf("%s, shape %d: only %.2f pt of quiet zone", form, i, room)
				}
			}
			for _, text := range l.Texts {
				apart := text.X >= c.X+side+quiet*c.Module-1e-6 || text.Y+below*text.Size <= c.Y-quiet*c.Module+1e-6 ||
					text.X+Width(text.S, text.Size, text.Bold) <= c.X-quiet*c.Module+1e-6
				if !apart {
					t.Errorf("%s, shape %d: %q runs into the quiet zone", form, i, text.S)
				}
			}
		}
	}
	tall := Layout{W: 100, H: (above + below) * 14, Texts: []Text{{X: 5, Y: above * 14, Size: 14, Bold: true, S: "ẪẨẰỆỘỰẴỂỖỬyýgqpj,;(Q"}}}
	img := Draw(tall, 300).(*image.Gray)
	for x := range img.Rect.Dx() {
		if img.GrayAt(x, 0).Y < 255 || img.GrayAt(x, img.Rect.Dy()-1).Y < 255 {
			t.Fatal("an accent or a tail leaves the box")
		}
	}
}

func TestCopiesKeepTheLayoutOfTheDecree(t *testing.T) {
	for _, form := range []office.Form{office.TrueCopy, office.CopyOf, office.Extract} {
		for i, l := range shapes(t, form, false) {
			for _, text := range l.Texts {
				if text.Size != 10 || text.Bold {
					t.Errorf("%s, shape %d: %q is not upright regular 10 pt", form, i, text.S)
				}
			}
		}
		first := shapes(t, form, false)[0]
		if _, h := first.SizeMM(); h > 13.5 {
			t.Errorf("%s: %.1f mm do not fit above the national motto", form, h)
		}
		for i := range copyLines {
			if text := first.Texts[i]; text.X != 0 || i > 0 && text.Y <= first.Texts[i-1].Y {
				t.Errorf("%s: %q does not stand under the line before", form, text.S)
			}
		}
	}
}

func TestPlainMarksAreNeverSmallerThanEightPoints(t *testing.T) {
	for _, l := range shapes(t, office.Plain, true) {
		for _, text := range l.Texts {
			if text.Size < 8 {
				t.Fatalf("%q is set in %g pt", text.S, text.Size)
			}
		}
		if mm := l.Code.Module / office.PointsPerMM; mm < 0.34 {
			t.Errorf("a module of %.2f mm", mm)
		}
	}
}

func TestALongNameWrapsEvenlyBetweenWords(t *testing.T) {
	name := strings.TrimSpace(strings.Repeat("Trung tâm Phục vụ hành chính công phường Mẫu ", 5))
	for _, form := range markedForms() {
		f := sample(form)
		f.Office.Name = name[:strings.LastIndex(name[:220], " ")]
		lines, err := Compose(template(t, form), f)
		if err != nil {
			t.Fatal(err)
		}
		all, err := Layouts(form, lines, template(t, form).SizePt, "")
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range all {
			if diff := cmp.Diff(lines, l.Lines()); diff != "" {
				t.Errorf("%s, shape %d: %s", form, i, diff)
			}
			if l.W > widestPt {
				t.Errorf("%s, shape %d: %.0f pt wide", form, i, l.W)
			}
		}
	}
	rows, ok := wrap(name, 9, false, 200, 7)
	if !ok || len(rows) < 3 {
		t.Fatalf("wrapped into %q", rows)
	}
	for i, row := range rows {
		if w := Width(row, 9, false); w > 200 || i < len(rows)-1 && w < 120 {
			t.Errorf("row %q is %.0f pt long", row, w)
		}
	}
}

func TestLayoutsRefuseWhatCannotBeSet(t *testing.T) {
	if _, err := Layouts(office.Plain, []string{"chữ"}, nan(), ""); !errors.Is(err, BadSize) {
		t.Errorf("a size that is no number: %v", err)
	}
	if _, err := Layouts(office.Plain, []string{"chữ"}, 9, strings.Repeat("ấ", 2000)); !errors.Is(err, CodeTooLong) {
		t.Errorf("a code of 6,000 bytes: %v", err)
	}
	if _, err := Layouts(office.Plain, nil, 9, ""); !errors.Is(err, TooMuch) {
		t.Errorf("no words: %v", err)
	}
}

func TestWidthIsThatOfTheDrawnWords(t *testing.T) {
	const dpi = 600.0
	for _, s := range []string{"Ủy ban nhân dân xã Mẫu Sơn", "AVAVAWATAY To Wo", "2026-11-23T14:05:09+07:00"} {
		for _, bold := range []bool{false, true} {
			w := Width(s, 10, bold)
			l := Layout{W: w + 20, H: 14, Texts: []Text{{X: 10, Y: 10, Size: 10, Bold: bold, S: s}}}
			from, to := drawnSpan(Draw(l, dpi).(*image.Gray))
			px := dpi / 72
			if math.Abs(from/px-10) > 0.6 || math.Abs(to/px-10-w) > 0.6 { // letters stand a little inside their width
				t.Errorf("%q is drawn from %.2f to %.2f pt, but Width says %.2f", s, from/px, to/px, w)
			}
		}
	}
}

func drawnSpan(img *image.Gray) (from, to float64) {
	from, to = math.Inf(1), 0
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.GrayAt(x, y).Y < 128 {
				from, to = min(from, float64(x)), max(to, float64(x+1))
			}
		}
	}
	return from, to
}

func TestMarksLookAsTheyDid(t *testing.T) {
	for _, form := range markedForms() {
		for name, withQR := range map[string]bool{"": false, "-qr": true} {
			compareGolden(t, fmt.Sprintf("%s%s.png", form, name), Draw(shapes(t, form, withQR)[0], 100).(*image.Gray))
		}
	}
}

// compareGolden allows a shade of difference: rasterizers round differently on
// other processors.
func compareGolden(t *testing.T, name string, got *image.Gray) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s: %v pixels, was %v", name, got.Bounds().Max, want.Bounds().Max)
	}
	for i, v := range got.Pix {
		if d := int(v) - int(want.(*image.Gray).Pix[i]); d > 8 || d < -8 {
			t.Fatalf("%s: pixel %d,%d differs by %d; look at it, then run with -update", name, i%got.Stride, i/got.Stride, d)
		}
	}
}
