package look

import "tram/local/office"

// box is a rectangle in millimetres: left, top, right, bottom.
type box [4]float64

// boxOf takes points.
func boxOf(points [4]float64) (b box) {
	for i, v := range points {
		b[i] = v / office.PointsPerMM
	}
	return b
}

func (b box) points() (points [4]float64) {
	for i, v := range b {
		points[i] = v * office.PointsPerMM
	}
	return points
}

func (b box) w() float64 { return b[2] - b[0] }
func (b box) h() float64 { return b[3] - b[1] }

func (b box) empty() bool { return !(b.w() > 0 && b.h() > 0) }

func (b box) grown(by float64) box {
	if b.empty() {
		return b
	}
	return box{b[0] - by, b[1] - by, b[2] + by, b[3] + by}
}

func (b box) moved(x, y float64) box { return box{b[0] + x, b[1] + y, b[2] + x, b[3] + y} }

// without is what of b lies outside of another: above it, below it, left and
// right of it. Some of the four may be empty.
func (b box) without(o box) [4]box {
	shared := box{max(b[0], o[0]), max(b[1], o[1]), min(b[2], o[2]), min(b[3], o[3])}
	if o.empty() || shared.empty() {
		return [4]box{b}
	}
	return [4]box{
		{b[0], b[1], b[2], shared[1]}, {b[0], shared[3], b[2], b[3]},
		{b[0], shared[1], shared[0], shared[3]}, {shared[2], shared[1], b[2], shared[3]},
	}
}

// anyIn tells whether one of the parts lies on ink.
func anyIn(parts [4]box, inked func(x, y, w, h float64) bool) bool {
	for _, b := range parts {
		if inked(b[0], b[1], b.w(), b.h()) {
			return true
		}
	}
	return false
}
