package page

import (
	"cmp"
	"math"
	"slices"
)

// triple is three finder patterns that may be the corners of one code, as it
// reads: top left, top right, bottom left.
type triple struct {
	a, b, c finder
	module  float64 // pixels, roughly
	odd     float64 // how far from a square that lies flat, 0 not at all
}

const (
	mostTriples = 60
	// What a code seen from aside may look like.
	mostSideRatio   = 1.6
	mostModuleRatio = 1.5
	mostCosine      = 0.45 // of the corner's angle
	// Those of a code at the limit of blur and noise come to 2.8 together, and to
	// 2.5 where a stamp runs over one; letters to 2.3 at most.
	leastTogether = 2.45
)

// triplesOf lists the triples, the most likely first.
func triplesOf(finders []finder) []triple {
	var all []triple
	for i, a := range finders {
		for j, b := range finders {
			for k, c := range finders {
				if i == j || j == k || i == k {
					continue
				}
				if t, likely := tripleOf(a, b, c); likely {
					all = append(all, t)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b triple) int { return cmp.Compare(a.odd, b.odd) })
	return all[:min(len(all), mostTriples)]
}

// tripleOf weighs three finder patterns, of which the second comes clockwise
// before the third. In a mirrored picture they stand for one another, which the
// decoder finds out.
func tripleOf(a, b, c finder) (triple, bool) {
	ux, uy, vx, vy := b.x-a.x, b.y-a.y, c.x-a.x, c.y-a.y
	if ux*vy-uy*vx <= 0 || a.like+b.like+c.like < leastTogether {
		return triple{}, false
	}
	u, v := math.Hypot(ux, uy), math.Hypot(vx, vy)
	cosine := math.Abs(ux*vx+uy*vy) / (u * v)
	sides := max(u, v) / min(u, v)
	ma, mb, mc := a.module(), b.module(), c.module()
	modules := max(ma, mb, mc) / min(ma, mb, mc)
	t := triple{a: a, b: b, c: c, module: (ma + mb + mc) / 3}
	length := (u + v) / 2 / t.module
	const slack = 0.85
	likely := cosine <= mostCosine && sides <= mostSideRatio && modules <= mostModuleRatio &&
		length >= slack*(leastSide-finderSide) && length*slack <= mostSide-finderSide
	if likely {
		t.odd = cosine + math.Log(sides) + math.Log(modules) +
			(a.aslant(ux, uy)+b.aslant(ux, uy)+c.aslant(vx, vy))/2 - (a.like + b.like + c.like)
	}
	return t, likely
}

// aslant is how far a finder pattern lies from being in line with a side of the
// code: the sine of the angle, at most that of 45°.
func (f finder) aslant(dx, dy float64) float64 {
	along := math.Abs(f.rightX*dx + f.rightY*dy)
	across := math.Abs(f.rightX*dy - f.rightY*dx)
	return min(along, across) / math.Hypot(along, across)
}

func (t triple) used() bool { return *t.a.used || *t.b.used || *t.c.used }

func (t triple) use() { *t.a.used, *t.b.used, *t.c.used = true, true, true }

// place is the middle of the code and half of its diagonal.
func (t triple) place(scale float64) (x, y, radius float64) {
	x, y = (t.b.x+t.c.x)/2, (t.b.y+t.c.y)/2
	radius = math.Hypot(t.b.x-t.c.x, t.b.y-t.c.y) / 2
	return x * scale, y * scale, radius * scale
}
