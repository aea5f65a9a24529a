package compare

import "context"

// overlay is a page and the image of it, laid on each other.
type overlay struct {
	page, seen, expected plane
	busy                 []bool // tiles with ink of the page
	perX, perY           float64
	bend                 *bend
}

const leastInk = 20 // of 255: less is not ink of the page

// lay lays the image of a sheet on a page, coarse first.
func lay(ctx context.Context, pg picture, wMM, hMM float64, sheet picture, p place) (*overlay, error) {
	o := &overlay{page: pg.ink, perX: float64(pg.ink.w) / wMM, perY: float64(pg.ink.h) / hMM, bend: bendOf(p, wMM, hMM)}
	page2 := o.page.half()
	page4 := page2.half()
	seen, shrunk := sheet.ink, 1.0
	// The image is looked at no finer than the page.
	for p.perMM()/shrunk > 1.7*o.perX {
		seen, shrunk = seen.half(), shrunk*2
	}
	seen2 := seen.half()
	seen4 := seen2.half()
	for _, level := range []struct {
		page, seen plane
		down       float64
		m          matcher
		near       float64
	}{
		{page4, seen4, 4, matcher{10, 5}, 25},
		{page4, seen4, 4, matcher{8, 3}, 12},
		{page2, seen2, 2, matcher{5, 3}, 8},
	} {
		perX, perY := float64(level.page.w)/wMM, float64(level.page.h)/hMM
		flat := o.bend.flat(level.seen, shrunk*level.down, level.page.w, level.page.h, perX, perY)
		o.bend.follow(level.m.match(level.page, flat, o.bend, perX, perY), level.near)
	}
	busy2 := page2.busyTiles(leastInk)
	perX2, perY2 := float64(page2.w)/wMM, float64(page2.h)/hMM
	flat := o.bend.flat(seen2, shrunk*2, page2.w, page2.h, perX2, perY2)
	o.bend.follow(creep(learn(page2, flat, busy2).look(page2, busy2), flat, busy2, o.bend, perX2, perY2), 6)
	o.busy = o.page.busyTiles(leastInk)
	for range 1 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		o.seen = o.bend.flat(seen, shrunk, o.page.w, o.page.h, o.perX, o.perY)
		o.expected = learn(o.page, o.seen, o.busy).look(o.page, o.busy)
		o.bend.follow(creep(o.expected, o.seen, o.busy, o.bend, o.perX, o.perY), 4)
	}
	o.seen = o.bend.flat(seen, shrunk, o.page.w, o.page.h, o.perX, o.perY)
	o.expected = learn(o.page, o.seen, o.busy).look(o.page, o.busy)
	return o, ctx.Err()
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
