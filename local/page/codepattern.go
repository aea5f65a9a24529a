package page

import "math"

// known is a module whose colour is known: how far it is from the middle of its
// pattern, and 1 for a dark one, -1 for a light.
type known struct{ right, down, dark float64 }

type pattern []known

var (
	finderPattern    = rings(4, func(ring int) bool { return ring == 3 || ring <= 1 })
	finderGlance     = rings(3, func(ring int) bool { return ring == 3 || ring <= 1 })
	alignmentPattern = rings(2, func(ring int) bool { return ring != 1 })
)

func rings(reach int, dark func(ring int) bool) (p pattern) {
	for y := -reach; y <= reach; y++ {
		for x := -reach; x <= reach; x++ {
			shade := -1.0
			if dark(max(x, -x, y, -y)) {
				shade = 1
			}
			p = append(p, known{float64(x), float64(y), shade})
		}
	}
	return p
}

// likeness is a correlation, from -1 to 1, that is built up sample by sample.
type likeness struct{ n, a, b, aa, bb, ab float64 }

func (l *likeness) add(dark, grey float64) {
	l.n++
	l.a -= dark
	l.b += grey
	l.aa += dark * dark
	l.bb += grey * grey
	l.ab -= dark * grey
}

func (l *likeness) value() float64 {
	va, vb := l.n*l.aa-l.a*l.a, l.n*l.bb-l.b*l.b
	if va <= 0 || vb <= 0 {
		return 0
	}
	return (l.n*l.ab - l.a*l.b) / math.Sqrt(va*vb)
}

func (p *greys) likeness(s steps, right, down float64, of pattern) float64 {
	var l likeness
	for _, m := range of {
		l.add(m.dark, p.at(s.at(right+m.right, down+m.down)))
	}
	return l.value()
}

// locate finds where near a point a pattern is seen best, in modules from there.
func (p *greys) locate(s steps, reach float64, of pattern) (right, down, like float64) {
	like = math.Inf(-1)
	const coarse, fine = 0.5, 0.06
	try := func(r, d float64) {
		if l := p.likeness(s, r, d, of); l > like {
			right, down, like = r, d, l
		}
	}
	for r := -reach; r <= reach; r += coarse {
		for d := -reach; d <= reach; d += coarse {
			try(r, d)
		}
	}
	for step := coarse / 2; step > fine; step /= 2 {
		r, d := right, down
		for _, to := range [][2]float64{{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}} {
			try(r+to[0]*step, d+to[1]*step)
		}
	}
	return right, down, like
}
