package pdf

import (
	"math"

	"tram/local/office"
)

// A clip that is one upright rectangle is followed, since scanners write one
// around every page. Any other shape may cut anything.

// edgeMM is how far the edges of an image, of a clip and of the page may lie
// apart where they stand for the same line: what rounding does to them.
const edgeMM = 0.5

const edgePoints = edgeMM * office.PointsPerMM

// outline is the path that is being built.
type outline struct {
	corners []point
	shapes  int  // rectangles and beginnings of lines
	odd     bool // curves, or operands that are no numbers
	clips   bool
}

type point struct{ x, y float64 }

func (m matrix) of(x, y float64) point {
	return point{m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]}
}

// grow adds an operator to the path.
func (o *outline) grow(op keyword, operands []any, at matrix) {
	n, ok := allNumbers(operands)
	want, known := map[keyword]int{"m": 2, "l": 2, "re": 4, "h": 0, "W": 0, "W*": 0}[op]
	if !ok || !known || want != len(n) {
		o.odd = true
		return
	}
	switch op {
	case "W", "W*":
		o.clips = true
	case "re":
		o.add(pathAround(box{n[0], n[1], n[0] + n[2], n[1] + n[3]}, at).corners...)
	case "m":
		o.add(at.of(n[0], n[1]))
	case "l":
		o.corners = append(o.corners, at.of(n[0], n[1]))
	}
	const mostCorners = 5 // of a rectangle whose last line goes back
	o.odd = o.odd || len(o.corners) > mostCorners
	if o.odd {
		o.corners = nil
	}
}

func (o *outline) add(corners ...point) {
	o.shapes++
	o.corners = append(o.corners, corners...)
}

// pathAround is the path around a box.
func pathAround(b box, at matrix) outline {
	return outline{shapes: 1, clips: true, corners: []point{at.of(b[0], b[1]), at.of(b[2], b[1]), at.of(b[2], b[3]), at.of(b[0], b[3])}}
}

// upright gives the box that the path is, where it is one.
func (o outline) upright() (b box, is bool) {
	c := o.corners
	if len(c) == 5 && c[4] == c[0] {
		c = c[:4]
	}
	if o.odd || o.shapes != 1 || len(c) != 4 {
		return b, false
	}
	const same = 1e-3 // points
	level := func(a, b float64) bool { return math.Abs(a-b) < same }
	flat := level(c[0].y, c[1].y) && level(c[1].x, c[2].x) && level(c[2].y, c[3].y) && level(c[3].x, c[0].x)
	stood := level(c[0].x, c[1].x) && level(c[1].y, c[2].y) && level(c[2].x, c[3].x) && level(c[3].y, c[0].y)
	return box{min(c[0].x, c[2].x), min(c[0].y, c[2].y), max(c[0].x, c[2].x), max(c[0].y, c[2].y)}, flat || stood
}

// narrow lets a path that clips cut what follows.
func (l *look) narrow(o outline) {
	if !o.clips {
		return
	}
	b, is := o.upright()
	if !is {
		l.mixed = true
		return
	}
	l.clip = l.clip.and(b)
}

// cuts tells whether the clip takes anything away from what is seen of the image
// that a matrix places.
func (l look) cuts(at matrix, seen box) bool {
	around := extent(at).and(seen)
	return around[0] < l.clip[0]-edgePoints || around[1] < l.clip[1]-edgePoints ||
		around[2] > l.clip[2]+edgePoints || around[3] > l.clip[3]+edgePoints
}

func allNumbers(operands []any) (n []float64, ok bool) {
	for _, o := range operands {
		v, is := o.(float64)
		if !is {
			return nil, false
		}
		n = append(n, v)
	}
	return n, true
}
