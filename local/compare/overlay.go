package compare

import "context"

// overlay is a page and what is seen of it on a sheet, laid on each other pixel by
// pixel, with what a scanner should have seen of the page.
type overlay struct {
	page, seen, expected plane
	busy                 []bool // tiles with ink of the page
	perX, perY           float64
	bend                 *bend
	loose                []box // where the strokes of letters are not known
	apart                bool  // letters may have moved by themselves
}

const (
	leastInk  = 20  // of 255: less is not ink of the page
	mostFiner = 1.7 // times finer than the page a sheet is looked at
)

// lay lays the image of a sheet on a page: pieces of it first, at coarse and then
// finer resolutions, and in the end the edges of its letters.
func lay(ctx context.Context, pg picture, wMM, hMM float64, sheet picture, p place) (*overlay, error) {
	o := &overlay{page: pg.ink, perX: float64(pg.ink.w) / wMM, perY: float64(pg.ink.h) / hMM, bend: bendOf(p, wMM, hMM)}
	seen, shrunk := sheet.ink, 1.0
	for p.perMM()/shrunk > mostFiner*o.perX {
		seen, shrunk = seen.half(), shrunk*2
	}
	fine := level{o.page, seen, shrunk, o.perX, o.perY}
	half := fine.half()
	quarter := half.half()
	for _, step := range []struct {
		level
		matcher
		neighbourhood float64 // mm
	}{
		{quarter, matcher{window: 10, reach: 5}, 25},
		{quarter, matcher{window: 8, reach: 3}, 12},
		{half, matcher{window: 5, reach: 3}, 8},
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		flat := step.flat(o.bend, nil)
		o.bend.follow(step.match(step.page, flat, o.bend, step.perX, step.perY), step.neighbourhood)
	}
	for _, step := range []struct {
		level
		neighbourhood float64
	}{{half, 6}, {fine, 4}} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		busy := step.page.busyTiles(leastInk)
		flat := step.flat(o.bend, busy)
		expected := learn(step.page, flat, busy).look(step.page, busy)
		o.bend.follow(creep(expected, flat, busy, o.bend, step.perX, step.perY), step.neighbourhood)
	}
	o.busy = o.page.busyTiles(leastInk)
	o.seen = fine.flat(o.bend, nil)
	o.expected = learn(o.page, o.seen, o.busy).look(o.page, o.busy)
	return o, ctx.Err()
}

// level is a page and a sheet at one resolution.
type level struct {
	page, sheet plane
	shrunk      float64 // pixels of the image for one of the sheet here
	perX, perY  float64 // pixels of the page for a millimetre
}

func (l level) half() level {
	page := l.page.half()
	x, y := float64(page.w)/float64(l.page.w), float64(page.h)/float64(l.page.h)
	return level{page, l.sheet.half(), l.shrunk * 2, l.perX * x, l.perY * y}
}

// flat draws the sheet as the page lies, where busy is given only around what that tells.
func (l level) flat(b *bend, busy []bool) plane {
	return b.flat(l.sheet, l.shrunk, l.page.w, l.page.h, l.perX, l.perY, busy)
}

// like correlates what is seen of the page's ink with what is expected, to 1.
func (o *overlay) like() float64 {
	var sums correlating
	for i, v := range o.expected.v {
		if v >= leastInk {
			sums.add(float64(v), float64(o.seen.v[i]))
		}
	}
	return sums.correlation()
}
