package arrivalstamp

import (
	"math"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
)

// Where the stamp goes, in this order. Nghị định 30 says what it is like and not where it stands;
// this is where registries put it:
//
//  1. below the number and symbol, on the left of the upper part of the page: under the middle of
//     what stands there, then anywhere under a part of it;
//  2. below the place and day, on the right of it, likewise;
//  3. in blank room above all that is written;
//  4. at the foot of the page, as far below all that is written as there is room, with nothing
//     beside it: never between paragraphs or beside a name, where somebody is yet to sign.
//
// Each with much room around it before little. Specks, as dust leaves them on a scan, may lie around
// it and beside it where nothing else is free; under it they do not. Measures in millimetres.
const (
	edgeMM   = 5.0  // printers leave it white, scanners shade it
	headPart = 0.45 // of the page, from its top: what may be the head of a document, and the title under it
	nameMM   = 25.0 // from the first line down: issuer, number and symbol; motto, place and day
	footMM   = 20.0 // what stands lower is a footer
	marginMM = 20.0 // from the left, at the foot
	stepMM   = 1.0
	widestMM = 2 * 1189.0 // a side of two A0 sheets: what is longer is no paper, and the search for room grows with it
)

// rooms are how much blank paper lies around a stamp, best first.
var rooms = []float64{2, 1, 0.5}

// Place finds room for the stamp on a page.
func Place(ink *page.Ink) (office.Spot, bool) {
	p := &placing{ink: ink}
	p.w, p.h = ink.SizeMM()
	if p.w < WidthMM+2*edgeMM || p.h < HeightMM+2*edgeMM {
		return office.Spot{}, false
	}
	for _, p.dusty = range []bool{false, true} {
		if x, y, free := p.anywhere(); free {
			return spotAt(x, y), true
		}
	}
	return office.Spot{}, false
}

// anywhere tries the places in their order.
func (p *placing) anywhere() (x, y float64, free bool) {
	left, right := half{edgeMM, p.w / 2}, half{p.w / 2, p.w - edgeMM}
	for _, zone := range []zone{p.under(left, true), p.under(left, false), p.under(right, true), p.under(right, false), p.above, p.below} {
		for _, room := range rooms {
			if x, y, free := zone(room); free {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

// Move finds the free place nearest to one that a clerk chose.
func Move(ink *page.Ink, x, y float64) (office.Spot, bool) {
	stamp := mark.Layout{W: WidthMM * office.PointsPerMM, H: HeightMM * office.PointsPerMM}
	x, y, free := mark.Move(ink, stamp, x, y)
	spot := spotAt(x, y)
	spot.Moved = true
	return spot, free
}

func spotAt(x, y float64) office.Spot {
	return office.Spot{Where: office.OnPage, X: x, Y: y, W: WidthMM, H: HeightMM}
}

type placing struct {
	ink   *page.Ink
	w, h  float64
	dusty bool // specks may lie around a stamp
}

// free tells whether nothing lies where a stamp would, nor around it, or only specks around it.
func (p *placing) free(x, y, room float64) bool {
	return p.clear(x-room, y-room, WidthMM+2*room, HeightMM+2*room) && !p.ink.Covered(x, y, WidthMM, HeightMM) &&
		(!p.dusty || !p.ink.Covered(x-mark.SpeckMM, y-mark.SpeckMM, WidthMM+2*mark.SpeckMM, HeightMM+2*mark.SpeckMM))
}

// clear tells whether nothing lies in an area, or only specks where they may.
func (p *placing) clear(x, y, w, h float64) bool {
	if p.dusty {
		return p.ink.Inked(x, y, w, h) <= mark.MostSpeck
	}
	return !p.ink.Covered(x, y, w, h)
}

// written tells whether anything stands in the columns of a stamp between two heights.
func (p *placing) written(x, from, to float64) bool {
	return to > from && p.ink.Covered(x, from, WidthMM, to-from)
}

// half of a page, from where to where.
type half struct{ from, to float64 }

// zone finds a place with so much blank paper around it.
type zone func(room float64) (x, y float64, free bool)

// under looks for the highest place in the upper part of a half that has something written above
// it: under its middle, or anywhere.
func (p *placing) under(h half, centred bool) zone {
	middle, is := p.middle(h)
	return func(room float64) (x, y float64, free bool) {
		if centred && !is {
			return 0, 0, false
		}
		return p.search(h.from-WidthMM/2, h.to-WidthMM/2, edgeMM, p.h*headPart-HeightMM, func(x, y float64) bool {
			return (!centred || x <= middle && middle <= x+WidthMM) && p.free(x, y, room) && p.written(x, edgeMM, y)
		})
	}
}

// middle of what the first lines of a half take.
func (p *placing) middle(h half) (x float64, is bool) {
	y := edgeMM
	for y < p.h*headPart && !p.ink.Covered(h.from, y, h.to-h.from, stepMM) {
		y += stepMM
	}
	from, to := h.to, h.from
	for x := h.from; x < h.to; x += stepMM {
		if p.ink.Covered(x, y, stepMM, nameMM) {
			from, to = min(from, x), max(to, x+stepMM)
		}
	}
	return (from + to) / 2, from < to
}

// above looks for room over all that is written.
func (p *placing) above(room float64) (x, y float64, free bool) {
	return p.search(edgeMM, p.w-edgeMM-WidthMM, edgeMM, p.h*headPart-HeightMM, func(x, y float64) bool {
		return p.free(x, y, room) && !p.written(x, edgeMM, y)
	})
}

// below looks for room under all that is written but a footer, from the foot of the page up.
func (p *placing) below(room float64) (x, y float64, free bool) {
	if x = marginMM; x+WidthMM > p.w-edgeMM {
		x = edgeMM
	}
	for y = p.h - edgeMM - HeightMM; y >= p.h/2; y -= stepMM {
		if p.free(x, y, room) && p.clear(edgeMM, y-room, p.w-2*edgeMM, max(p.h-footMM-y+room, room)) {
			return x, y, true
		}
	}
	return 0, 0, false
}

// search goes from the top down, and at each height from the middle outwards.
func (p *placing) search(left, right, top, bottom float64, suits func(x, y float64) bool) (x, y float64, found bool) {
	left, right = max(left, edgeMM), min(right, p.w-edgeMM-WidthMM)
	middle := math.Round((left + right) / 2)
	for y := top; y <= bottom; y += stepMM {
		for d := 0.0; d <= right-left; d += stepMM {
			for _, x := range []float64{middle - d, middle + d} {
				if x >= left && x <= right && suits(x, y) {
					return x, y, true
				}
			}
		}
	}
	return 0, 0, false
}
