package compare

import (
	"context"
	"errors"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/page/pagetest"
)

// changed is a copy of a page with one text in place of another.
func (s *sheet) changed(t testing.TB, from, to string) *sheet {
	t.Helper()
	f := *s
	f.words = slices.Clone(s.words)
	for i, w := range f.words {
		if strings.Contains(w.text, from) {
			f.words[i].text = strings.Replace(w.text, from, to, 1)
			return &f
		}
	}
	t.Fatalf("no %q on the page", from)
	return nil
}

// typed is a page of given lines.
func typed(w, h, pt float64, lines ...string) *sheet {
	s := &sheet{w: w, h: h}
	for i, l := range lines {
		s.words = append(s.words, word{text: l, x: 25, y: 30 + float64(i)*pt*0.48, pt: pt, line: i})
	}
	return s
}

var letter = []string{
	"Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023;",
	"Căn cứ Nghị định số 137/2024/NĐ-CP ngày 23 tháng 10;",
	"Ông Nguyễn Văn Mẫu, sinh năm 1985, thường trú tại thôn Ví Dụ,",
	"được hỗ trợ 3.500.000 đồng (ba triệu năm trăm nghìn đồng);",
	"thửa đất số 216, tờ bản đồ số 14, diện tích 480,5 mét vuông;",
	"bà Trần Thị Ví Dụ nhận 1.200.000 đồng trước ngày 15/11/2026.",
	"Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định",
	"số 02/QĐ-UBND ngày 12 tháng 01 năm 2024 của Ủy ban nhân dân xã.",
}

// plain is the scanner of issue 4: 200 dpi, noise, 1° crooked, 2 % smaller.
var plain = scanner{
	Optics:  pagetest.Optics{Blur: 0.8, Noise: 8, Specks: 0.001, Ink: 30, Paper: 235, Shade: 12, Quality: 75, Seed: 5},
	degrees: 1, scaleX: 0.98, scaleY: 0.981, wave: 0.2, wavelength: 90, dpi: 200, swell: 1, lid: 180,
}

func TestASheetMayLieAnyWay(t *testing.T) {
	original := typed(148, 105, 13, letter...)
	forged := original.changed(t, "3.500.000", "8.500.000")
	for name, turn := range map[string]struct {
		orientation int
		dpi, told   float64
		degrees     float64
	}{
		"upright": {1, 200, 200, 1}, "upside down": {3, 200, 200, -1}, "on its left side": {6, 200, 200, 1},
		"on its right side": {8, 200, 200, -0.5}, "of unknown resolution": {1, 200, 0, 1}, "of a wrong one": {1, 200, 72, 1},
		"coarser": {1, 150, 150, 1}, "finer": {8, 300, 300, 1}, "finest": {1, 400, 400, 0.3}, "very crooked": {1, 200, 200, 5},
	} {
		s := plain
		s.dpi, s.degrees, s.Blur = turn.dpi, turn.degrees, s.Blur*turn.dpi/200
		for _, c := range []struct {
			of    *sheet
			count int
		}{{original, 0}, {forged, 1}} {
			img := page.Upright(s.of(t, c.of).Image, turn.orientation)
			got := compared(t, []*sheet{original}, scannedImage{img, turn.told})
			if got.Count() != c.count || got.Pages[0].Sheet != 0 {
				t.Errorf("%s: %d differences instead of %d: %+v", name, got.Count(), c.count, got)
			}
			want := turn.degrees + map[int]float64{1: 0, 3: 180, 6: 90, 8: -90}[turn.orientation]
			if d := got.Pages[0].Skew - want; min(max(d, -d), 360-max(d, -d)) > 0.2 {
				t.Errorf("%s: turned by %.2f° instead of %.2f°", name, got.Pages[0].Skew, want)
			}
		}
	}
}

func TestFormsThatDifferInAFewDigitsAreToldApart(t *testing.T) {
	first := typed(148, 105, 13, letter...)
	second := first.changed(t, "216", "217").changed(t, "1985", "1968")
	third := second.changed(t, "480", "530")
	pages := []*sheet{first, second, third}
	a, b, c := plain.of(t, first), plain.of(t, second), plain.of(t, third)
	if got := compared(t, pages, a, b, c); !got.Same() {
		t.Errorf("in order: %+v", got)
	}
	if got := compared(t, pages, b, a, c); !got.Swapped || got.Count() != 1 {
		t.Errorf("swapped: %+v", got)
	}
	if got := compared(t, pages, a, c); !slices.Equal(got.Missing, []int{1}) || got.Count() != 1 {
		t.Errorf("one left out: %+v", got)
	}
}

func TestABlankPageIsNoDifference(t *testing.T) {
	text, blank := typed(148, 105, 13, letter...), typed(148, 105, 13)
	a, empty := plain.of(t, text), plain.of(t, blank)
	for name, c := range map[string]struct {
		pages  []*sheet
		sheets []scannedImage
	}{
		"a blank page and a blank sheet":   {[]*sheet{text, blank}, []scannedImage{a, empty}},
		"the blank back was scanned too":   {[]*sheet{text}, []scannedImage{a, empty}},
		"the blank page was not scanned":   {[]*sheet{text, blank}, []scannedImage{a}},
		"a blank page before one of text":  {[]*sheet{blank, text}, []scannedImage{empty, a}},
		"a page that holds only its words": {[]*sheet{typed(148, 210, 13, letter[:3]...)}, []scannedImage{plain.of(t, typed(148, 210, 13, letter[:3]...))}},
	} {
		if got := compared(t, c.pages, c.sheets...); !got.Same() {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := compared(t, []*sheet{text}, empty); !slices.Equal(got.Missing, []int{0}) || got.Count() != 1 {
		t.Errorf("only a blank sheet: %+v", got)
	}
}

func TestWhatIsUnderASealIsStillCompared(t *testing.T) {
	original := typed(148, 105, 13, letter...)
	forged := original.changed(t, "500.000", "600.000")
	for _, colour := range []bool{true, false} {
		for _, c := range []struct {
			of    *sheet
			found bool
		}{{original, false}, {forged, true}} {
			d := newDesk(plain.Sense(plain.laid(c.of.drawn(t, paperDPI))), 200, 1)
			d.seal(58, 50, sealRed)
			d.signature(50, 52, penBlue)
			var img image.Image = d.RGBA
			if !colour {
				img = d.grey()
			}
			got := compared(t, []*sheet{original}, scannedImage{plain.File(t, img), 200})
			if got.Same() == c.found {
				t.Errorf("in colour %v, changed %v: %+v", colour, c.found, got)
			}
			if len(got.Pages[0].Differences) == got.Count() {
				t.Error("the seal is not told")
			}
		}
	}
}

func TestAScanInBlackAndWhiteIsCompared(t *testing.T) {
	original := typed(148, 105, 13, letter...)
	for _, c := range []struct {
		of   *sheet
		same bool
	}{{original, true}, {original.changed(t, "15/11", "16/11"), false}} {
		s := plain
		s.Quality, s.Specks = 0, 0
		img := s.of(t, c.of).Image.(*image.Gray)
		two := image.NewPaletted(img.Rect, color.Palette{color.Black, color.White})
		for i, v := range img.Pix {
			two.Pix[i] = v >> 7
		}
		if got := compared(t, []*sheet{original}, scannedImage{two, 200}); got.Same() != c.same {
			t.Errorf("same %v: %+v", c.same, got)
		}
	}
}

func TestAnImageTooCoarseForLettersIsRefused(t *testing.T) {
	s := plain
	s.dpi = 75
	original := typed(148, 105, 13, letter...)
	_, err := Compare(t.Context(), printed{t, []*sheet{original}}, images{s.of(t, original)}, nil)
	if !errors.Is(err, TooCoarse) {
		t.Errorf("%v", err)
	}
}

func TestOddImagesShowNoPage(t *testing.T) {
	original := typed(148, 105, 13, letter...)
	noise := image.NewGray(image.Rect(0, 0, 900, 700))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(i * 2654435761 >> 7)
	}
	for name, img := range map[string]image.Image{
		"a pixel": image.NewGray(image.Rect(0, 0, 1, 1)), "a line": image.NewGray(image.Rect(0, 0, 5000, 2)),
		"black": image.NewGray(image.Rect(0, 0, 800, 600)), "white": image.NewRGBA(image.Rect(0, 0, 800, 600)), "noise": noise,
		"no pixel": image.NewGray(image.Rectangle{}),
	} {
		for _, dpi := range []float64{0, 200, 1e9, -3} {
			got := compared(t, []*sheet{original}, scannedImage{img, dpi})
			if !slices.Equal(got.Missing, []int{0}) {
				t.Errorf("%s at %g dpi: %+v", name, dpi, got)
			}
		}
	}
	if got := compared(t, nil, plain.of(t, original)); !slices.Equal(got.Strange, []int{0}) {
		t.Errorf("no page: %+v", got)
	}
	if got := compared(t, []*sheet{original}); !slices.Equal(got.Missing, []int{0}) {
		t.Errorf("no sheet: %+v", got)
	}
}

// broken fails at one of its pictures.
type broken struct {
	printed
	err error
}

func (b broken) Picture(context.Context, int, float64) (image.Image, error) { return nil, b.err }

func TestComparingEndsWithItsContextAndCountsItsWork(t *testing.T) {
	original := typed(148, 105, 13, letter...)
	pages, sheets := printed{t, []*sheet{original}}, images{plain.of(t, original)}
	var p job.Progress
	if _, err := Compare(t.Context(), pages, sheets, &p); err != nil {
		t.Fatal(err)
	}
	if done, total, _ := p.Read(); done != total || total == 0 {
		t.Errorf("%d of %d are done", done, total)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Compare(ctx, pages, sheets, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	lost := office.Failure{Name: "test.lost"}
	if _, err := Compare(t.Context(), broken{pages, lost}, sheets, nil); !errors.Is(err, lost) {
		t.Errorf("%v", err)
	}
}

func BenchmarkCompareA4At200(b *testing.B) {
	original := decision(b, 1, 210, 297)
	print := drawnOnce{original.drawn(b, fineDPI), original.drawn(b, coarseDPI)}
	sheet := anyScanner(1).of(b, original)
	for b.Loop() {
		if _, err := Compare(b.Context(), print, images{sheet}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// drawnOnce is a print copy of one A4 page, so that its drawing is not measured.
type drawnOnce struct{ fine, coarse image.Image }

func (d drawnOnce) Pages() int                                             { return 1 }
func (d drawnOnce) SizeMM(int) (w, h float64)                              { return 210, 297 }
func (d drawnOnce) Substituted(context.Context, int) ([][4]float64, error) { return nil, nil }
func (d drawnOnce) Picture(_ context.Context, _ int, dpi float64) (image.Image, error) {
	if dpi < fineDPI {
		return d.coarse, nil
	}
	return d.fine, nil
}
