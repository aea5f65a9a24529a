package mark

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tram/local/office"
	"tram/local/page"
)

// printShapes of the default mark on paper of a form, with or without its code.
func printShapes(t testing.TB, form office.Form, withQR bool) []Layout {
	t.Helper()
	tpl, qr := onPaperOf(t, form), ""
	lines, err := Compose(tpl, printed(form))
	if err != nil {
		t.Fatal(err)
	}
	if withQR {
		qr = QRText(lines)
	}
	all, err := Shapes(tpl, lines, qr)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryShapeOnPaperSaysTheSameWordsLegibly(t *testing.T) {
	for _, form := range markedForms() {
		lines, err := Compose(onPaperOf(t, form), printed(form))
		if err != nil {
			t.Fatal(err)
		}
		for _, withQR := range []bool{false, true} {
			for i, l := range printShapes(t, form, withQR) {
				if diff := cmp.Diff(lines, l.Lines()); diff != "" {
					t.Errorf("%s, shape %d: %s", form, i, diff)
				}
				inside(t, l)
				for _, text := range l.Texts {
					if text.Size < leastSizePt {
						t.Errorf("%s, shape %d: %q in %g pt", form, i, text.S, text.Size)
					}
				}
				if withQR != (l.Code != nil) || withQR && l.Code.Module/office.PointsPerMM < 0.34 {
					t.Errorf("%s, shape %d: code %v", form, i, l.Code)
				}
			}
		}
	}
}

// inside checks that the letters stay in the box, and apart from each other.
func inside(t testing.TB, l Layout) {
	t.Helper()
	for i, a := range l.Texts {
		if a.X < -1e-6 || a.X+Width(a.S, a.Size, a.Bold) > l.W+1e-6 || a.Y-above*a.Size < -1e-6 || a.Y+below*a.Size > l.H+1e-6 {
			t.Errorf("%q leaves the box of %.0f×%.0f", a.S, l.W, l.H)
		}
		for _, b := range l.Texts[:i] {
			beside := a.X >= b.X+Width(b.S, b.Size, b.Bold) || b.X >= a.X+Width(a.S, a.Size, a.Bold)
			if lower := a.Y - b.Y; !beside && lower < max(a.Size, b.Size) && lower > -max(a.Size, b.Size) {
				t.Errorf("%q runs into %q", a.S, b.S)
			}
		}
	}
}

func TestAMarkOnPaperFitsTheMarginOfAFullPage(t *testing.T) {
	flattest := 1000.0
	for _, l := range printShapes(t, office.Plain, false) {
		_, h := l.SizeMM()
		flattest = min(flattest, h)
	}
	if flattest > 14 {
		t.Errorf("%.1f mm do not fit in the margin of 20 mm", flattest)
	}
}

func TestNothingOnPaperCoversInk(t *testing.T) {
	marks := map[bool][]Layout{false: printShapes(t, office.Dossier, false), true: printShapes(t, office.TrueCopy, true)}
	lines, rows := SlimLayouts("7K4M-Q2XN-9RT2", 2, 14)
	rapid.Check(t, func(t *rapid.T) {
		s := anySheet(t)
		ink := s.ink()
		for _, shapes := range marks {
			if spot, free := PlacePrinted(ink, shapes); free {
				suits(t, s, spot, shapes)
			}
		}
		if spot, free := PlaceSlim(ink, lines, rows); free {
			suits(t, s, spot, lines)
			ink = ink.With([4]float64{spot.X, spot.Y, spot.W, spot.H})
			if again, free := PlaceSlim(ink, lines, rows); free && overlap(spot, again) {
				t.Fatalf("%+v lies on %+v", again, spot)
			}
		}
	})
}

func overlap(a, b office.Spot) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func TestASlimLineStandsAtTheFootOfThePage(t *testing.T) {
	lines, rows := SlimLayouts("7K4M-Q2XN-9RT2", 2, 14)
	for _, l := range lines {
		if got := l.Lines(); len(got) != 1 || got[0] != "Mã tra cứu: 7K4M-Q2XN-9RT2 · Trang 2/14" {
			t.Errorf("says %q", got)
		}
		inside(t, l)
	}
	for name, c := range map[string]struct {
		page  *sheet
		isOne bool
		foot  bool
	}{
		"margins of the law": {newSheet(210, 297, 72, 255).text(30, 20, 195, 275), true, true},
		"a footer":           {newSheet(210, 297, 72, 255).text(30, 20, 195, 250).box(20, 270, 170, 22, 30), true, true},
		"to the very foot":   {newSheet(210, 297, 72, 255).text(30, 30, 195, 295), true, false},
		"from end to end":    {newSheet(210, 297, 72, 255).box(40, 0, 165, 297, 30), false, true},
	} {
		spot, free := PlaceSlim(c.page.ink(), lines, rows)
		if !free || (spot.Shape < rows) != c.isOne || (spot.Y > 200) != c.foot {
			t.Errorf("%s: %+v, %v", name, spot, free)
		}
	}
	if spot, free := PlaceSlim(newSheet(210, 297, 72, 255).box(0, 0, 210, 297, 30).ink(), lines, rows); free {
		t.Errorf("on a black page: %+v", spot)
	}
}

func copyBlock(form office.Form) BlockFacts {
	return BlockFacts{Form: form, Office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"},
		Number: office.CopyNumber{Year: 2027, Number: 5, Symbol: "SY-UBND"},
		Signer: office.CopySigner{Place: "Mẫu Sơn", Position: "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", Name: "Trần Thị Ví Dụ", Recipients: []string{"- Như trên;", " ", "Lưu: VT, HS"}},
		At:     time.Date(2027, 2, 2, 18, 0, 0, 0, time.UTC)}
}

func TestTheBlockOfACopySaysWhatTheDecreeAsks(t *testing.T) {
	for form, words := range copyWords {
		l, err := Block(copyBlock(form), 165)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"ỦY BAN NHÂN DÂN XÃ MẪU SƠN", words, "Số: 05/SY-UBND", "Mẫu Sơn, ngày 03 tháng 02 năm 2027",
			"Nơi nhận:", "- Như trên;", "- Lưu: VT, HS.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Ví Dụ"}
		if diff := cmp.Diff(want, l.Lines()); diff != "" {
			t.Errorf("%s: %s", form, diff)
		}
		inside(t, l)
		if line := l.Rules[0]; line.X != 0 || line.W != l.W || line.Y != 0 {
			t.Errorf("the line is %+v of %g", line, l.W)
		}
		for _, text := range l.Texts {
			if text.S == words && (text.Size != 14 || !text.Bold) {
				t.Errorf("%+v is not bold of 13 or 14 pt", text)
			}
			if leans := strings.Contains(text.S, "ngày") || text.S == "Nơi nhận:"; leans != text.Italic {
				t.Errorf("%+v: italic are the date and the recipients", text)
			}
		}
	}
}

func TestThereIsRoomForSignatureAndSeal(t *testing.T) {
	for _, width := range []float64{leastBlockMM, 130, 165, 250} {
		l, err := Block(copyBlock(office.TrueCopy), width)
		if err != nil {
			t.Fatal(err)
		}
		inside(t, l)
		position, name := l.Texts[len(l.Texts)-2], l.Texts[len(l.Texts)-1]
		if room := (name.Y - above*name.Size - position.Y - below*position.Size) / office.PointsPerMM; room < 30 {
			t.Errorf("%g mm wide: %.1f mm for the signature", width, room)
		}
	}
	if _, err := Block(copyBlock(office.TrueCopy), leastBlockMM-1); !errors.Is(err, TooMuch) {
		t.Errorf("too narrow: %v", err)
	}
}

func TestAnOfficialDateHasItsZeros(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-25": "ngày 25 tháng 11 năm 2026", "2026-01-09": "ngày 09 tháng 01 năm 2026",
		"2026-02-28": "ngày 28 tháng 02 năm 2026", "2026-03-01": "ngày 01 tháng 3 năm 2026",
	} {
		day, err := time.ParseInLocation(time.DateOnly, at, office.VietNam)
		if got := OfficialDate(day); got != want || err != nil {
			t.Errorf("%s: %q", at, got)
		}
	}
	if got := copyNumber(office.CopyNumber{Number: 112, Symbol: "TrS-UBND"}); got != "112/TrS-UBND" {
		t.Errorf("number %q", got)
	}
	if got := copyNumber(office.CopyNumber{Symbol: "SY-UBND"}); got != "…/SY-UBND" {
		t.Errorf("number before the act %q", got)
	}
}

func TestTheBlockStandsBelowTheLastLineAndAboveTheFooter(t *testing.T) {
	set := func(w float64) (Layout, error) { return Block(copyBlock(office.TrueCopy), w) }
	written := func(to float64) *sheet { return newSheet(210, 297, 72, 255).text(30, 20, 195, to) }
	for name, c := range map[string]struct {
		ink      *page.Ink
		marked   *office.Spot
		from, to float64 // where it may begin; 0: nowhere
	}{
		"half a page":         {written(140).ink(), nil, 140, 148},
		"an empty page":       {newSheet(210, 297, 72, 255).ink(), nil, 20, 20},
		"a footer":            {written(150).box(100, 285, 10, 4, 30).ink(), nil, 150, 158},
		"a footer of lines":   {written(150).box(30, 280, 160, 12, 30).ink(), nil, 150, 158},
		"a full page":         {written(275).ink(), nil, 0, 0},
		"too little room":     {written(230).ink(), nil, 0, 0},
		"a late last line":    {written(100).box(30, 262, 100, 4, 30).ink(), nil, 0, 0},
		"a mark at the foot":  {written(140).ink(), &office.Spot{X: 60, Y: 262, W: 130, H: 25}, 140, 148},
		"a mark at the head":  {written(140).ink(), &office.Spot{X: 30, Y: 6, W: 160, H: 11}, 140, 148},
		"a mark in the midst": {written(140).ink(), &office.Spot{X: 60, Y: 150, W: 130, H: 25}, 180, 181},
		"a mark, no room":     {written(140).ink(), &office.Spot{X: 60, Y: 200, W: 130, H: 25}, 0, 0},
		"a small page":        {newSheet(148, 30, 72, 255).ink(), nil, 0, 0},
	} {
		_, spot, free := PlaceBlock(c.ink, set, c.marked)
		if free != (c.from > 0) || free && (spot.Y < c.from-6 || spot.Y > c.to) {
			t.Errorf("%s: %+v, %v", name, spot, free)
		}
		if free && c.ink.Covered(spot.X, spot.Y, spot.W, spot.H) {
			t.Errorf("%s: %+v covers ink", name, spot)
		}
	}
}

func TestABlockNeverCoversInkNorTheMark(t *testing.T) {
	set := func(w float64) (Layout, error) { return Block(copyBlock(office.Extract), w) }
	shapes := printShapes(t, office.Extract, false)
	rapid.Check(t, func(t *rapid.T) {
		s := anySheet(t)
		ink := s.ink()
		var marked *office.Spot
		if spot, free := PlacePrinted(ink, shapes); free {
			marked = &spot
		}
		_, spot, free := PlaceBlock(ink, set, marked)
		if free && (s.touches(spot.X, spot.Y-1, spot.W, spot.H+1) || marked != nil && overlap(spot, *marked)) {
			t.Fatalf("%+v covers ink, or %+v", spot, marked)
		}
	})
}

func TestTooManyRecipientsAreRefused(t *testing.T) {
	f := copyBlock(office.TrueCopy)
	f.Signer.Recipients = strings.Split(strings.Repeat("Thôn Mẫu\n", 90), "\n")
	if _, err := Block(f, 165); !errors.Is(err, TooMuch) {
		t.Errorf("90 recipients: %v", err)
	}
	for i, spoil := range []func(*BlockFacts){
		func(f *BlockFacts) { f.Signer.Name = "漢" },
		func(f *BlockFacts) { f.Signer.Recipients = []string{strings.Repeat("W", 300)} },
	} {
		f := copyBlock(office.TrueCopy)
		spoil(&f)
		if _, err := Block(f, 165); !errors.Is(err, []error{NoGlyph, WordTooLong}[i]) {
			t.Error(fmt.Sprint(i), err)
		}
	}
}
