package page

import (
	"cmp"
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// Sides of a code in modules, of its finder pattern, and how they grow.
const (
	leastSide, mostSide = 21, 177
	sideStep            = 4
	finderSide          = 7.0
	finderMiddle        = 3.5 // from the edge of the code
	timingLine          = 6.5
	timingFrom          = 8 // first module of the timing pattern, and as many from the end
)

const (
	leastTimingLikeness    = 0.3
	leastAlignmentLikeness = 0.5
	mostSides              = 3 // sizes that are tried for one triple

	mostLean  = 0.3 // by which a far corner looks smaller or greater than the near one
	leanStep  = 2.0 // the same, by the side in modules: moves the middle by a quarter module
	leanDoubt = 5.0 // likeness that a lean must gain for its size, in a timing pattern of one module
)

// guess is one way in which a code may lie.
type guess struct {
	side int // modules
	view view
	like float64 // of the timing patterns
}

// isSure tells whether there is a code, be it read or not: as many modules of
// the timing patterns would hardly be so much alike by chance.
func (g guess) isSure() bool {
	const deviations, most = 6, 0.99
	modules := 2 * float64(g.side-2*timingFrom)
	return math.Atanh(min(g.like, most))*math.Sqrt(modules-3) >= deviations
}

// guessesOf guesses from three corners how many modules the code has and how far
// it leans away, by the timing patterns between the corners; the best first.
func (p *greys) guessesOf(t triple) []guess {
	u, v := math.Hypot(t.b.x-t.a.x, t.b.y-t.a.y), math.Hypot(t.c.x-t.a.x, t.c.y-t.a.y)
	length := (u + v) / 2 / t.module
	var all []guess
	for side := leastSide; side <= mostSide; side += sideStep {
		l := float64(side) - finderSide
		if off := math.Abs(l - length); off > max(sideStep, length/6) {
			continue
		}
		if g := p.lean(t, side); g.like >= leastTimingLikeness {
			all = append(all, g)
		}
	}
	slices.SortStableFunc(all, func(a, b guess) int { return cmp.Compare(b.like, a.like) })
	return all[:min(len(all), mostSides)]
}

// lean finds how far a code of that many modules leans away to the right and
// downwards.
func (p *greys) lean(t triple, side int) guess {
	doubt, step := leanDoubt/float64(side-2*timingFrom), leanStep/float64(side)
	var best, like [2]float64
	for range 2 { // either lean moves what the other is measured on
		for axis := range best {
			from := best
			like[axis] = math.Inf(-1)
			for lean := -mostLean; lean <= mostLean; lean += step {
				try := from
				try[axis] = lean
				l := p.timing(t.leaning(side, try), side, axis) - doubt*math.Abs(lean)
				if l > like[axis] {
					best[axis], like[axis] = lean, l
				}
			}
		}
	}
	return guess{side: side, view: t.leaning(side, best), like: (like[0] + like[1]) / 2}
}

// leaning is the view of a code of that many modules with its corners at three
// places, that leans by so much along its rows and columns.
func (t triple) leaning(side int, lean [2]float64) view {
	l := float64(side) - finderSide
	g, h := lean[0]/l, lean[1]/l
	toX, toY := func(f finder) float64 { return f.x }, func(f finder) float64 { return f.y }
	row := func(of func(finder) float64) [3]float64 {
		a, b, c := of(t.a), of(t.b), of(t.c)
		right, down := ((1+lean[0])*b-a)/l, ((1+lean[1])*c-a)/l
		return [3]float64{right, down, a - finderMiddle*(right+down)}
	}
	return view{x: row(toX), y: row(toY), w: [3]float64{g, h, 1 - finderMiddle*(g+h)}}
}

// timing tells how well the timing pattern is seen along the rows (axis 0) or
// the columns.
func (p *greys) timing(v view, side, axis int) float64 {
	var l likeness
	for i := timingFrom; i <= side-timingFrom-1; i++ {
		mx, my := float64(i)+0.5, timingLine
		if axis == 1 {
			mx, my = my, mx
		}
		l.add(1-2*float64(i%2), p.at(v.at(mx, my)))
	}
	return l.value()
}

// bound fits the view to the alignment patterns, each looked for where those
// nearer to the corners say that it lies.
func (p *greys) bound(t triple, g guess) view {
	far := float64(g.side) - finderMiddle
	const finderWeight = 3   // a finder pattern is seen more surely
	const guessWeight = 0.01 // until the far corner is bound, the guess holds it
	ties := []tie{
		{finderMiddle, finderMiddle, t.a.x, t.a.y, finderWeight},
		{far, finderMiddle, t.b.x, t.b.y, finderWeight},
		{finderMiddle, far, t.c.x, t.c.y, finderWeight},
	}
	x, y := g.view.at(far, far)
	ties = append(ties, tie{far, far, x, y, guessWeight})
	v := g.view
	const reach = 2
	for _, m := range alignmentsOf(g.side) {
		s := v.near(m[0], m[1])
		right, down, like := p.locate(s, reach, alignmentPattern)
		if like < leastAlignmentLikeness {
			continue
		}
		x, y := s.at(right, down)
		more := append(ties, tie{m[0], m[1], x, y, 1})
		if next, ok := viewOf(more, float64(g.side)); ok {
			ties, v = more, next
		}
	}
	return v
}

// alignmentsOf are the middles of the alignment patterns, in the order in which
// they are reached from the three corners.
func alignmentsOf(side int) [][2]float64 {
	version, err := decoder.Version_GetVersionForNumber((side - leastSide + sideStep) / sideStep)
	if err != nil {
		return nil
	}
	at := version.GetAlignmentPatternCenters()
	last := len(at) - 1
	var all [][2]float64
	for y := range at {
		for x := range at {
			if (x == 0 || x == last) && (y == 0 || y == last) && !(x == last && y == last) {
				continue // a finder pattern is there
			}
			all = append(all, [2]float64{float64(at[x]) + 0.5, float64(at[y]) + 0.5})
		}
	}
	slices.SortStableFunc(all, func(a, b [2]float64) int { return cmp.Compare(a[0]+a[1], b[0]+b[1]) })
	return all
}
