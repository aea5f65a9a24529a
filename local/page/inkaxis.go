package page

import "math"

// axis is one direction of a map. Cells are whole pixels, so that some are a pixel
// longer than others, and a cell begins up to a pixel before its place by the mean.
type axis struct {
	long          float64 // mm
	pixels, cells int
	turned        bool // the pixels were captured from the other end
}

// span gives the half-open range of cells that a stretch of paper touches, by their
// mean length.
func (a axis) span(from, length float64) (first, end int) {
	return stretch(from, length, a.long, a.cells)
}

// holding gives the cells that hold the pixels which a stretch of paper touches.
func (a axis) holding(from, length float64) (first, end int) {
	left, right := stretch(from, length, a.long, a.pixels)
	if left >= right {
		return 0, 0
	}
	return a.cellOf(left), a.cellOf(right-1) + 1
}

// cellOf is the cell that a pixel was counted in; edges tells where each begins.
func (a axis) cellOf(pixel int) int {
	if a.turned {
		return a.cells - 1 - axis{pixels: a.pixels, cells: a.cells}.cellOf(a.pixels-1-pixel)
	}
	return ((pixel+1)*a.cells+a.pixels-1)/a.pixels - 1
}

// stretch gives the half-open range of equal parts of a length that a part of it
// touches.
func stretch(from, length, long float64, parts int) (first, end int) {
	if math.IsNaN(from) || math.IsNaN(length) || length <= 0 {
		return 0, 0
	}
	const touch = 1e-9 // a stretch that ends on a border does not touch the next part
	one := long / float64(parts)
	clamp := func(v float64) int { return int(min(max(v, 0), float64(parts))) }
	return clamp(math.Floor(from/one + touch)), clamp(math.Ceil((from+length)/one - touch))
}
