package page

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// finder is the middle of a finder pattern, and how it lies: a module to its
// right and a module down, in pixels. It looks the same turned by a right angle,
// so which side is its right is not known.
type finder struct {
	steps
	like float64 // how well it is seen
	used *bool   // it belongs to a code that was read
}

const (
	mostFinders   = 30      // of one look; the best seen are kept
	mostCompared  = 300     // after which no more are looked for
	mostHits      = 100_000 // rows of one look that are thought to cross one
	mostSightings = 20_000  // places where they do
	leastModule   = 1.9     // pixels
	runTolerance  = 0.55    // of a module, by which a run of one may be off
	runSlack      = 0.8     // pixels by which it may be off besides
)

// finders looks for the proportions of finder patterns in the rows of a
// picture, and then whether there is one in the grey picture.
func (l *level) finders(ctx context.Context, dark []bool) []finder {
	f := &finderSearch{w: l.w, dark: dark}
	for y := range l.h {
		if y%64 == 0 && ctx.Err() != nil {
			return nil
		}
		f.row(y)
	}
	var all []finder
	for i, s := range f.sightings {
		if i%64 == 0 && ctx.Err() != nil {
			return nil
		}
		if len(all) >= mostCompared {
			break
		}
		if found, is := l.finderAt(s); is {
			all = keepFinder(all, found)
		}
	}
	slices.SortStableFunc(all, func(a, b finder) int { return cmp.Compare(b.like, a.like) })
	return all[:min(len(all), mostFinders)]
}

// keepFinder keeps the better of two that are the same.
func keepFinder(all []finder, found finder) []finder {
	for i, was := range all {
		if math.Hypot(was.x-found.x, was.y-found.y) < 2*max(was.module(), found.module()) {
			if found.like > was.like {
				all[i] = found
			}
			return all
		}
	}
	return append(all, found)
}

// module is the side of a module.
func (f finder) module() float64 {
	return math.Sqrt(math.Abs(f.rightX*f.downY - f.rightY*f.downX))
}

// sighting is some rows, one below the other, that seem to cross the same
// finder pattern.
type sighting struct {
	x, y   float64
	across float64 // how long they are in it
	rows   float64
	last   int
}

type finderSearch struct {
	w         int
	dark      []bool
	sightings []sighting
	open      []int // those that the next row may join
	hits      int
	turns     []int // where the row changes colour
}

// row looks at every five runs of a row that begin with a dark one.
func (f *finderSearch) row(y int) {
	f.open = slices.DeleteFunc(f.open, func(i int) bool { return f.sightings[i].isOver(y) })
	row := f.dark[y*f.w : (y+1)*f.w]
	f.turns = f.turns[:0]
	last := false
	for x, d := range row {
		if d != last {
			f.turns = append(f.turns, x)
			last = d
		}
	}
	if last {
		f.turns = append(f.turns, f.w)
	}
	for i := 0; i+5 < len(f.turns); i += 2 {
		t := f.turns[i : i+6]
		if f.hits < mostHits && isFinder(t) {
			f.hits++
			f.see(float64(t[2]+t[3]-1)/2, y, float64(t[5]-t[0]))
		}
	}
}

// isFinder tells whether the runs between six turns stand as 1:1:3:1:1.
func isFinder(turns []int) bool {
	module := float64(turns[5]-turns[0]) / finderSide
	off := runTolerance*module + runSlack
	near := func(i int, modules, off float64) bool {
		return math.Abs(float64(turns[i+1]-turns[i])-modules*module) <= off
	}
	return module >= leastModule && near(0, 1, off) && near(1, 1, off) && near(2, 3, 2*off) && near(3, 1, off) && near(4, 1, off)
}

func (s sighting) isOver(y int) bool { return float64(y-s.last) > 1+s.across/finderSide }

// see adds a row to the sighting that it belongs to.
func (f *finderSearch) see(x float64, y int, across float64) {
	for _, i := range f.open {
		s := &f.sightings[i]
		if math.Abs(s.x-x) < s.across/finderSide && across < 1.5*s.across && s.across < 1.5*across {
			n := s.rows
			s.x, s.y, s.across = (s.x*n+x)/(n+1), (s.y*n+float64(y))/(n+1), (s.across*n+across)/(n+1)
			s.rows, s.last = n+1, y
			return
		}
	}
	if len(f.sightings) < mostSightings {
		f.open = append(f.open, len(f.sightings))
		f.sightings = append(f.sightings, sighting{x: x, y: float64(y), across: across, rows: 1, last: y})
	}
}

// stance is how a finder pattern may lie.
type stance struct{ x, y, module, angle float64 }

func (s stance) steps() steps {
	sin, cos := math.Sincos(s.angle)
	return steps{s.x, s.y, s.module * cos, s.module * sin, -s.module * sin, s.module * cos}
}

const (
	leastGlance         = 0.45 // before it is settled
	leastFinderLikeness = 0.6  // a finder pattern at the limit of blur has 0.9, text may have 0.7
)

// compared is a place that was compared with a finder pattern.
type compared struct {
	finder finder
	is     bool
}

// finderAt remembers what was compared: every look sees much the same places.
func (l *level) finderAt(seen sighting) (finder, bool) {
	const alike = 4 // sizes to a doubling that are told apart
	at := [3]int{int(seen.x / 2), int(seen.y / 2), int(alike * math.Log2(seen.across))}
	c, known := l.compared[at]
	if !known {
		c.finder, c.is = l.smoothed().finderAt(seen)
		l.compared[at] = c
	}
	return c.finder, c.is
}

// finderAt compares a place with a finder pattern at every angle, first by a
// glance and then with care.
func (p *greys) finderAt(seen sighting) (finder, bool) {
	const angles = 6
	best, like := stance{}, leastGlance
	try := func(s stance) {
		if l := p.likeness(s.steps(), 0, 0, finderGlance); l > like {
			best, like = s, l
		}
	}
	for i := range angles {
		angle := math.Pi / 2 * float64(i) / angles
		// A row crosses a square that is turned on a longer way.
		module := seen.across / finderSide * max(math.Cos(angle), math.Sin(angle))
		for _, off := range []float64{0, -0.8, 0.8} {
			try(stance{seen.x, seen.y + off*module, module, angle})
		}
	}
	if like == leastGlance {
		return finder{}, false
	}
	best, like = p.settled(best)
	return finder{steps: best.steps(), like: like, used: new(bool)}, like >= leastFinderLikeness
}

// nudges are the first steps by which a stance is settled: in modules, in
// radians, and in parts of a module's side.
var nudges = []stance{
	{x: 0.6}, {x: -0.6}, {y: 0.6}, {y: -0.6}, {angle: 0.13}, {angle: -0.13}, {module: 0.08}, {module: -0.08},
}

// settled moves, turns and stretches a stance to where it is seen best, by
// smaller and smaller steps.
func (p *greys) settled(best stance) (stance, float64) {
	like := p.likeness(best.steps(), 0, 0, finderPattern)
	for _, step := range []float64{1, 0.5, 0.25, 0.12} {
		for range 2 {
			was := like
			for _, to := range nudges {
				s := best
				s.x, s.y = s.x+to.x*step*best.module, s.y+to.y*step*best.module
				s.module, s.angle = s.module*(1+to.module*step), s.angle+to.angle*step
				if l := p.likeness(s.steps(), 0, 0, finderPattern); l > like {
					best, like = s, l
				}
			}
			if like == was {
				break
			}
		}
	}
	return best, like
}
