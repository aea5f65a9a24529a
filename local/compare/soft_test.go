package compare

import "testing"

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
