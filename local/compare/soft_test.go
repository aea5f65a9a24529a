package compare

import (
	"math"
	"testing"
)

// TestASoftenedPointSpreadsToItsNeighboursAlone softens a point, and a plane of one grey.
func TestASoftenedPointSpreadsToItsNeighboursAlone(t *testing.T) {
	p := newPlane(5, 5)
	p.row(2)[2] = 160
	want := [5][5]uint8{1: {0, 10, 20, 10, 0}, 2: {0, 20, 40, 20, 0}, 3: {0, 10, 20, 10, 0}}
	for y := range 5 {
		if [5]uint8(p.softened().row(y)) != want[y] {
			t.Errorf("row %d: %v, wanted %v", y, p.softened().row(y), want[y])
		}
	}
	even := newPlane(3, 2)
	for i := range even.v {
		even.v[i] = 77
	}
	for i, v := range even.softened().v {
		if v != 77 {
			t.Errorf("pixel %d of an even plane became %d", i, v)
		}
	}
}

// TestNoScannersEdgesAreTakenForARenderers looks at pages as they are drawn, and as scanners
// see them: a second look would hide small changes on those.
func TestNoScannersEdgesAreTakenForARenderers(t *testing.T) {
	for seed := range uint64(12) {
		drawn := anyPage(t, seed, seed%3 == 0)
		if !pictureOf(drawn.drawn(t, 200)).crisp() {
			t.Errorf("page %d as it is drawn has soft edges", seed)
		}
		if s := anyScanner(seed); pictureOf(s.of(t, drawn).Image).crisp() {
			t.Errorf("page %d has sharp edges after %v", seed, s)
		}
	}
}

// TestLettersThatMoveByThemselvesAreNoOthers looks a second time at two strokes, each half a
// pixel closer to the other, and then at others.
func TestLettersThatMoveByThemselvesAreNoOthers(t *testing.T) {
	const low, peak = 16, int(leastPeak)
	strokes := func(at ...float64) plane {
		p := newPlane(60, 60)
		for y := 20; y < 40; y++ {
			for x := range p.w {
				for _, middle := range at {
					p.row(y)[x] = uint8(min(255, int(p.row(y)[x])+int(250*math.Exp(-math.Pow((float64(x)-middle)/1.6, 2)))))
				}
			}
		}
		return p
	}
	page := strokes(26, 32)
	for name, c := range map[string]struct {
		seen       plane
		apart, had bool
	}{
		"closer":                      {strokes(26.5, 31.5), true, false},
		"closer, and nobody asked":    {strokes(26.5, 31.5), false, true},
		"closer than any pixel makes": {strokes(26.9, 31.1), true, true},
		"one is gone":                 {strokes(26), true, true},
		"one stands elsewhere":        {strokes(26, 35), true, true},
	} {
		o := &overlay{page: page, expected: page, seen: c.seen, busy: page.busyTiles(leastInk), apart: c.apart, perX: 8, perY: 8}
		had := false
		d := differ(o.expected, o.seen, o.inkTiles())
		for _, sign := range []int{-1, 1} {
			for _, b := range d.blobs(sign, low, peak) {
				had = had || o.again(b, sign, low).peak >= peak
			}
		}
		if had != c.had {
			t.Errorf("%s: told %t", name, had)
		}
	}
}
