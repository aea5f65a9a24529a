package mark

import (
	"math"

	"tram/local/page"
)

const (
	moveClearMM = 1.0 // around a mark that the clerk places
	moveStepMM  = 0.5 // greater on a sheet with more than mostSteps of them
	mostSteps   = 800
)

// Move finds the free place on the page that is nearest to where the clerk
// dragged a mark: x and y are its top left corner, in millimetres. Unlike
// Place it accepts any blank room, also between paragraphs. Where the page has
// none, free is false, and x and y come back as they were given: the mark
// should stay where it is.
func Move(ink *page.Ink, shape Layout, x, y float64) (nx, ny float64, free bool) {
	w, h := shape.SizeMM()
	nx, ny, free = Nearest(ink, w, h, x, y, func(x, y float64) bool {
		return !ink.Covered(x-moveClearMM, y-moveClearMM, w+2*moveClearMM, h+2*moveClearMM)
	})
	if !free {
		return x, y, false
	}
	return nx, ny, true
}

// Nearest goes from a place on a page outwards until it finds one where a thing
// of w by h may stand, which is for suits to say. All measures are in
// millimetres; the thing never comes too near to the edges of the page.
func Nearest(ink *page.Ink, w, h, x, y float64, suits func(x, y float64) bool) (nx, ny float64, found bool) {
	pageW, pageH := ink.SizeMM()
	mostX, mostY := pageW-edgeMM-w, pageH-edgeMM-h
	if mostX < edgeMM || mostY < edgeMM || math.IsNaN(x) || math.IsNaN(y) {
		return 0, 0, false
	}
	atX, atY := min(max(x, edgeMM), mostX), min(max(y, edgeMM), mostY)
	step := max(moveStepMM, pageW/mostSteps, pageH/mostSteps)
	nearest := math.Inf(1)
	for dy := range steps(atY, mostY, step) {
		for dx := range steps(atX, mostX, step) {
			d := math.Hypot(dx, dy)
			if d >= nearest {
				break
			}
			if suits(atX+dx, atY+dy) {
				nx, ny, nearest = atX+dx, atY+dy, d
			}
		}
		if math.Abs(dy) >= nearest {
			break
		}
	}
	return nx, ny, !math.IsInf(nearest, 1)
}

// steps tells how far one may go from a place between the edge and the most,
// nearest first, on either side.
func steps(at, most, step float64) func(yield func(float64) bool) {
	return func(yield func(float64) bool) {
		if !yield(0) {
			return
		}
		for d := step; at+d <= most || at-d >= edgeMM; d += step {
			if at+d <= most && !yield(d) || at-d >= edgeMM && !yield(-d) {
				return
			}
		}
	}
}
