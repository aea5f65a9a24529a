package mark

import (
	"testing"

	"pgregory.net/rapid"

	"tram/local/office"
)

// marks are the shapes of every default mark, with and without a code.
func marks(t testing.TB) map[office.Form][][]Layout {
	all := map[office.Form][][]Layout{}
	for _, form := range markedForms() {
		all[form] = [][]Layout{shapes(t, form, false), shapes(t, form, true)}
	}
	return all
}

func TestMarkNeverCoversInk(t *testing.T) {
	all := marks(t)
	rapid.Check(t, func(t *rapid.T) {
		s := anySheet(t)
		ink := s.ink()
		for form, kinds := range all {
			for _, shapes := range kinds {
				spot := Place(ink, form, shapes)
				suits(t, s, spot, shapes)
				if spot != Place(ink, form, shapes) {
					t.Fatal("the same page gives another spot")
				}
			}
		}
	})
}

// suits checks a spot against the pixels of the page themselves.
func suits(t *rapid.T, s *sheet, spot office.Spot, shapes []Layout) {
	w, h := shapes[spot.Shape].SizeMM()
	if w != spot.W || h != spot.H {
		t.Fatalf("%+v is not the size of its shape, %g×%g", spot, w, h)
	}
	pageW, pageH := s.sizeMM()
	top, bottom := 0.0, pageH+spot.Grow
	switch spot.Where {
	case office.OnPage:
		if spot.Grow != 0 || s.touches(spot.X-1, spot.Y-1, w+2, h+2) {
			t.Fatalf("%+v covers ink, or nearly", spot)
		}
	case office.StripTop:
		bottom = spot.Grow
	case office.StripEnd:
		top = pageH
	case office.OwnSheet:
		pageW, bottom = 210, 297
	default:
		t.Fatalf("nowhere: %+v", spot)
	}
	const rounding = 1e-6
	if spot.X < 4 || spot.Y < top+4 || spot.X+w > pageW-4+rounding || spot.Y+h > bottom-4+rounding {
		t.Fatalf("%+v leaves a sheet of %g×%g mm, or its strip", spot, pageW, pageH)
	}
}

func TestTheClerkCannotMoveAMarkOverInk(t *testing.T) {
	all := marks(t)
	rapid.Check(t, func(t *rapid.T) {
		s := anySheet(t)
		pageW, pageH := s.sizeMM()
		ink := s.ink()
		for _, kinds := range all {
			shapes := kinds[rapid.IntRange(0, 1).Draw(t, "qr")]
			l := shapes[rapid.IntRange(0, len(shapes)-1).Draw(t, "shape")]
			x, y := rapid.Float64Range(-50, pageW+50).Draw(t, "x"), rapid.Float64Range(-50, pageH+50).Draw(t, "y")
			nx, ny, free := Move(ink, l, x, y)
			w, h := l.SizeMM()
			switch {
			case !free && (nx != x || ny != y):
				t.Fatal("there is no room, and yet the mark moved")
			case free && s.touches(nx-0.5, ny-0.5, w+1, h+1):
				t.Fatalf("moved over ink, to %g, %g", nx, ny)
			case free && (nx < 4 || ny < 4 || nx+w > pageW-4 || ny+h > pageH-4):
				t.Fatalf("moved off the page, to %g, %g", nx, ny)
			}
		}
	})
}

func TestMoveGoesToTheNearestRoom(t *testing.T) {
	l := shapes(t, office.Plain, false)[0]
	w, h := l.SizeMM()
	s := newSheet(210, 297, 72, 250).box(0, 100, 210, 60, 0)
	ink := s.ink()
	for name, c := range map[string]struct{ x, y, wantX, wantY float64 }{
		"free":            {50, 20, 50, 20},
		"off the page":    {300, -40, 210 - edgeMM - w, edgeMM},
		"above the ink":   {50, 98, 50, 100 - moveClearMM - h},
		"below the ink":   {50, 150, 50, 160 + moveClearMM},
		"over the corner": {-20, 290, edgeMM, 297 - edgeMM - h},
	} {
		x, y, free := Move(ink, l, c.x, c.y)
		if !free || abs(x-c.wantX) > 1.5 || abs(y-c.wantY) > 1.5 {
			t.Errorf("%s: moved to %g, %g (%v), want %g, %g", name, x, y, free, c.wantX, c.wantY)
		}
	}
	full := newSheet(210, 297, 72, 250).box(0, 0, 210, 297, 0).ink()
	if x, y, free := Move(full, l, 30, 40); free || x != 30 || y != 40 {
		t.Errorf("moved to %g, %g on a page without room", x, y)
	}
	if _, _, free := Move(ink, l, nan(), 40); free {
		t.Error("moved to a place that is none")
	}
}

func abs(v float64) float64 { return max(v, -v) }

// letter is a page as Nghị định 30 sets it: the office and the motto 20 mm
// down, the text below, a page number in the foot where one is asked for.
func letter(top, bottom float64) *sheet {
	s := newSheet(210, 297, 100, 248)
	return s.box(35, top, 60, 9, 40).box(110, top, 80, 9, 40).text(30, top+20, 192, bottom)
}

func TestWhereMarksGo(t *testing.T) {
	plain, withQR := shapes(t, office.Plain, false), shapes(t, office.Plain, true)
	copied := shapes(t, office.TrueCopy, false)
	for name, c := range map[string]struct {
		s      *sheet
		form   office.Form
		shapes []Layout
		where  office.Where
		inside [4]float64 // where the mark lies, in mm, or the strip
	}{
		"an empty page: top right":                {newSheet(210, 297, 72, 250), office.Plain, plain, office.OnPage, [4]float64{100, 5, 200, 40}},
		"an empty page, a copy: top right":        {newSheet(210, 297, 72, 250), office.TrueCopy, copied, office.OnPage, [4]float64{60, 5, 200, 30}},
		"a copy: above the motto":                 {letter(20, 280), office.TrueCopy, copied, office.OnPage, [4]float64{40, 5, 195, 18.5}},
		"plain: above the motto":                  {letter(20, 280), office.Plain, plain, office.OnPage, [4]float64{5, 5, 205, 18.5}},
		"no room above: the foot":                 {letter(12, 240), office.Plain, plain, office.OnPage, [4]float64{60, 245, 205, 292}},
		"no room above, a copy: a strip above":    {letter(12, 240), office.TrueCopy, copied, office.StripTop, [4]float64{20, 0, 205, 25}},
		"a code needs the foot":                   {letter(20, 240), office.Plain, withQR, office.OnPage, [4]float64{60, 245, 205, 292}},
		"no room at all: a strip below":           {letter(8, 292), office.Plain, plain, office.StripEnd, [4]float64{5, 297, 205, 330}},
		"a stamp at the top right: the top left":  {letter(30, 280).box(120, 5, 80, 20, 90), office.Plain, plain, office.OnPage, [4]float64{5, 5, 118, 30}},
		"a footer: the blank above it":            {letter(12, 200).box(20, 284, 170, 2, 20), office.Plain, plain, office.OnPage, [4]float64{60, 205, 205, 283}},
		"a gap in the text is no room for a mark": {letter(8, 130).text(30, 165, 192, 292), office.Plain, plain, office.StripEnd, [4]float64{5, 297, 205, 330}},
		"a stamp-sized paper: a sheet of its own": {newSheet(40, 30, 100, 250), office.Plain, plain, office.OwnSheet, [4]float64{60, 10, 200, 40}},
		"a page longer than a PDF page can be":    {newSheet(300, 5075, 8, 250).text(0, 0, 300, 5075), office.Plain, plain, office.OwnSheet, [4]float64{60, 10, 200, 40}},
	} {
		spot := Place(c.s.ink(), c.form, c.shapes)
		in := c.inside
		if spot.Where != c.where || spot.X < in[0] || spot.Y < in[1] || spot.X+spot.W > in[2] || spot.Y+spot.H > in[3] {
			t.Errorf("%s: %+v", name, spot)
		}
	}
}

func TestTheMarkStandsInLineWithTheText(t *testing.T) {
	s := letter(26, 280)
	spot := Place(s.ink(), office.TrueCopy, shapes(t, office.TrueCopy, false))
	if right := spot.X + spot.W; abs(right-190) > 3 {
		t.Errorf("the mark ends at %.1f mm, the text at 190", right)
	}
}

func TestTopRightStaysOnThePageOrSaysThatThereIsNoRoom(t *testing.T) {
	shapes := shapes(t, office.TrueCopy, false)
	spot, free := TopRight(letter(20, 280).ink(), shapes)
	if !free || spot != Place(letter(20, 280).ink(), office.TrueCopy, shapes) {
		t.Errorf("above the motto: %+v, %v", spot, free)
	}
	if spot, free := TopRight(letter(12, 240).ink(), shapes); free {
		t.Errorf("the motto leaves no room, and yet %+v", spot)
	}
}

func BenchmarkPlaceOnA4(b *testing.B) {
	shapes := shapes(b, office.Plain, true)
	ink := letter(8, 292).ink()
	for b.Loop() {
		Place(ink, office.Plain, shapes)
	}
}

func BenchmarkMoveOnA4(b *testing.B) {
	l := shapes(b, office.Plain, false)[0]
	ink := letter(8, 270).ink()
	for b.Loop() {
		Move(ink, l, 60, 20)
	}
}
