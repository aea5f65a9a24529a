package mark

import (
	"testing"

	"tram/local/office"
)

// placed finds the place of a mark on a captured page, and on a page that is printed.
func placed(t *testing.T, s *sheet) map[string]struct {
	office.Spot
	shapes []Layout
} {
	t.Helper()
	type place = struct {
		office.Spot
		shapes []Layout
	}
	ink, captured := s.ink(), shapes(t, office.Plain, false)
	all := map[string]place{"captured": {Place(ink, office.Plain, captured), captured}}
	if spot, free := PlacePrinted(ink, captured); free {
		all["printed"] = place{spot, captured}
	}
	return all
}

var onA4 = &placing{w: 210, h: 297}

func TestNoColumnIsSqueezedInWhereTheRestIsBlank(t *testing.T) {
	for name, s := range map[string]*sheet{
		"a text on the left, high up":  newSheet(210, 297, 100, 250).box(15, 6, 115, 60, 20),
		"a text on the right, high up": newSheet(210, 297, 100, 250).box(85, 6, 110, 60, 20),
		"a head as high as the page":   newSheet(210, 297, 100, 250).box(15, 6, 120, 12, 20).box(30, 40, 160, 100, 20),
		"a text down to the middle":    newSheet(210, 297, 100, 250).box(20, 6, 110, 150, 20),
	} {
		for how, p := range placed(t, s) {
			if p.Where != office.OnPage || !onA4.isWide(p.shapes[p.Shape]) || p.shapes[p.Shape].Texts[0].Size != p.shapes[0].Texts[0].Size {
				t.Errorf("%s, %s: %+v", name, how, p.Spot)
			}
		}
	}
	beside := newSheet(210, 297, 100, 250).box(15, 6, 120, 288, 20) // nothing else is free
	for how, p := range placed(t, beside) {
		if p.Where != office.OnPage || onA4.isWide(p.shapes[p.Shape]) {
			t.Errorf("beside a full text, %s: %+v", how, p.Spot)
		}
	}
}

func TestSpecksOfDustCallForNoStrip(t *testing.T) {
	dust := func(s *sheet) *sheet {
		for i := range 12 {
			s.box(8+float64(i*53%190), 8+float64(i*97%280), 0.3, 0.3, 60)
		}
		return s
	}
	for name, s := range map[string]*sheet{
		"a short text": dust(newSheet(210, 297, 100, 250).box(30, 30, 160, 100, 20)),
		"a blank page": dust(newSheet(210, 297, 100, 250)),
		"room below":   dust(newSheet(210, 297, 100, 250).box(10, 6, 190, 230, 20)),
		"room above":   dust(newSheet(210, 297, 100, 250).box(10, 60, 190, 233, 20)),
		"a speck in each corner": newSheet(210, 297, 100, 250).box(10, 60, 190, 180, 20).
			box(12, 7, 0.3, 0.3, 60).box(195, 7, 0.3, 0.3, 60).box(12, 289, 0.3, 0.3, 60).box(195, 289, 0.3, 0.3, 60),
	} {
		spot := Place(s.ink(), office.Plain, shapes(t, office.Plain, false))
		if spot.Where != office.OnPage || s.touches(spot.X-1, spot.Y-1, spot.W+2, spot.H+2) {
			t.Errorf("%s: %+v", name, spot)
		}
	}
}

func TestANumberAtTheEdgeIsNoSpeck(t *testing.T) {
	s := newSheet(210, 297, 100, 250).box(10, 50, 190, 243, 20).box(104, 8, 1.2, 2.6, 20) // “1” between a mark and the edge
	spot := Place(s.ink(), office.Plain, shapes(t, office.Plain, false))
	if spot.Where == office.OnPage && spot.X < 106 && spot.X+spot.W > 103 && spot.Y > 8 {
		t.Errorf("the mark stands between a number and the text: %+v", spot)
	}
}
