package look

import (
	"math"

	"tram/local/mark"
	"tram/local/page"
)

// Nghị định 30 leaves blank paper for the signature between the title and the
// name, which stand one above the other, centred, in the right half of the last
// page. What is looked for is the lowest gap of that height under which a single
// short line, the name, stands in the middle of what is above. Where no gap is
// so clear, the lowest one in the lower half of the page is taken, but for that
// above its foot.
const (
	leastGapMM = 18.0
	mostGapMM  = 45.0

	rowMM     = 0.5  // steps of the search, a cell of the ink map
	edgeMM    = 5.0  // of the page, which scanners shade
	speckMM   = 1.5  // what is smaller both ways is dirt and no line
	joinMM    = 1.0  // blank between letters and their accents
	nameHigh  = 9.0  // most height of a line of 14 points with its accents
	nameWide  = 90.0 // most width of a name
	belowName = 6.0  // blank under a name at least, so that it is no line of a text
	alignedMM = 8.0  // between the middles of title and name at most
	besideMM  = 8.0  // by which an image may leave the middle for dirt on the paper
	frameMM   = 15.0 // of the page's side and foot where a drawn frame or a shade may run
)

// gap is blank paper between two lines; middle is where the name has it.
type gap struct{ top, bottom, middle float64 }

// gaps lists where a signature may go, best first.
func gaps(ink *page.Ink) (all []gap) {
	w, _ := ink.SizeMM()
	var some []gap
	for i, column := range columns(w) {
		named, other := gapsIn(ink, column[0], column[1])
		all = append(all, named...)
		if i == 0 {
			some = other
		}
	}
	return append(all, some...)
}

// columns are the stretches of the right half that are looked at: also without
// what a long line of recipients or a frame would leave in it.
func columns(w float64) (all [][2]float64) {
	for _, left := range []float64{0.5, 0.55, 0.6} {
		for _, right := range []float64{edgeMM, frameMM} {
			all = append(all, [2]float64{left * w, w - right})
		}
	}
	return all
}

// gapsIn tells the gaps of one column, the lowest first: those above a name, and
// those that are only blank and in the lower half.
func gapsIn(ink *page.Ink, from, to float64) (named, other []gap) {
	_, h := ink.SizeMM()
	found := linesIn(ink, from, to)
	for i := len(found) - 1; i > 0; i-- {
		above, below := found[i-1], found[i]
		g := gap{top: above[3], bottom: below[1], middle: below.middle()}
		if height := g.bottom - g.top; height < leastGapMM || height > mostGapMM {
			continue
		}
		alone := i == len(found)-1 || found[i+1][1]-below[3] >= belowName
		isName := alone && below.h() <= nameHigh && below.w() <= nameWide && below[0] > from+rowMM
		switch {
		case isName && math.Abs(above.middle()-below.middle()) <= alignedMM:
			g.middle = (above.middle() + below.middle()) / 2
			named = append(named, g)
		case g.bottom > h/2 && g.bottom < h-frameMM:
			other = append(other, g)
		}
	}
	return named, other
}

// linesIn are the runs of inked rows in a column, from the top, each as wide as
// its ink.
func linesIn(ink *page.Ink, from, to float64) (lines []box) {
	_, h := ink.SizeMM()
	for y := edgeMM; y < h-edgeMM; y += rowMM {
		if !ink.Covered(from, y, to-from, rowMM) {
			continue
		}
		if n := len(lines) - 1; n >= 0 && y-lines[n][3] <= joinMM {
			lines[n][3] = y + rowMM
			continue
		}
		lines = append(lines, box{from, y, to, y + rowMM})
	}
	kept := lines[:0]
	for _, l := range lines {
		if l = narrowed(ink, l); l.w() > speckMM || l.h() > speckMM {
			kept = append(kept, l)
		}
	}
	return kept
}

// narrowed leaves the blank at both ends of a line out.
func narrowed(ink *page.Ink, l box) box {
	for l.w() > rowMM && !ink.Covered(l[0], l[1], rowMM, l.h()) {
		l[0] += rowMM
	}
	for l.w() > rowMM && !ink.Covered(l[2]-rowMM, l[1], rowMM, l.h()) {
		l[2] -= rowMM
	}
	return l
}

func (b box) middle() float64 { return (b[0] + b[2]) / 2 }

// place is the middle of the gap, or near it where dirt lies in the middle.
func (g gap) place(w Wish, s sight) (x, y float64, free bool) {
	atX, atY := g.middle-s.w/2, (g.top+g.bottom-s.h)/2
	open := w.freeFor(s)
	return mark.Nearest(w.Ink, s.w, s.h, atX, atY, func(x, y float64) bool {
		return y >= g.top && y+s.h <= g.bottom && math.Abs(x-atX) <= besideMM && open(x, y)
	})
}
