package compare

import (
	"context"
	"math"
)

// pair finds the sheet of each page. A sheet that looks like the page whose
// turn it is belongs to it; only where that is not so are all pages tried.
func (c *comparison) pair(ctx context.Context) error {
	c.places = map[[2]int]place{}
	c.sheetOf = make([]int, len(c.pages))
	for i := range c.sheetOf {
		c.sheetOf[i] = -1
	}
	turn := 0
	var pairs [][2]int
	for sheet, g := range c.sheets {
		if err := ctx.Err(); err != nil {
			return err
		}
		if g.blank() {
			turn++
			continue
		}
		likely := c.likely(sheet, turn)
		pairs = append(pairs, likely...)
		if len(likely) > 0 {
			turn = likely[0][0] + 1
		}
	}
	c.assign(pairs)
	c.assign(c.left()) // what others took from those that were not tried everywhere
	c.pairBlank()
	return ctx.Err()
}

// likely are the pages that a sheet may show, as pairs, the likeliest first.
func (c *comparison) likely(sheet, turn int) [][2]int {
	if turn < len(c.pages) && c.place(turn, sheet).like >= sureLike {
		return [][2]int{{turn, sheet}}
	}
	var pairs [][2]int
	for page := range c.pages {
		if pair := [2]int{page, sheet}; !c.pages[page].blank && c.place(page, sheet).like >= leastLike {
			pairs = append(pairs, pair)
		}
	}
	c.sort(pairs)
	return pairs
}

// left are the pairs of what has no partner yet.
func (c *comparison) left() [][2]int {
	var pairs [][2]int
	for sheet, g := range c.sheets {
		if g.blank() || c.taken(sheet) {
			continue
		}
		for page := range c.pages {
			if c.sheetOf[page] < 0 && !c.pages[page].blank && c.place(page, sheet).like >= leastLike {
				pairs = append(pairs, [2]int{page, sheet})
			}
		}
	}
	return pairs
}

// assign gives each page the sheet that is most like it and still free.
func (c *comparison) assign(pairs [][2]int) {
	c.sort(pairs)
	for _, p := range pairs {
		if c.sheetOf[p[0]] < 0 && !c.taken(p[1]) {
			c.sheetOf[p[0]] = p[1]
		}
	}
}

func (c *comparison) taken(sheet int) bool {
	for _, s := range c.sheetOf {
		if s == sheet {
			return true
		}
	}
	return false
}

// pairBlank gives the blank pages the blank sheets, in order.
func (c *comparison) pairBlank() {
	next := 0
	for page := range c.pages {
		if !c.pages[page].blank {
			continue
		}
		for next < len(c.sheets) && !c.sheets[next].blank() {
			next++
		}
		if next < len(c.sheets) {
			c.sheetOf[page] = next
			next++
		}
	}
}

func (c *comparison) sort(pairs [][2]int) {
	sortedByLike(pairs, func(p [2]int) float64 { return c.place(p[0], p[1]).like })
}

// place finds a page on a sheet, once. What the sheet says of its resolution is
// believed first; where that leads nowhere, the page fills the image, or most
// of it, as in a photo.
func (c *comparison) place(page, sheet int) place {
	key := [2]int{page, sheet}
	if p, known := c.places[key]; known {
		return p
	}
	g, pg := c.sheets[sheet], c.pages[page]
	best := place{like: -1}
	if !pg.blank && !g.blank() {
		for _, per := range c.scales(page, sheet) {
			if p := g.find(pg, per); p.like > best.like {
				best = p
			}
			if best.like >= sureLike {
				break
			}
		}
	}
	c.places[key] = best
	return best
}

func (c *comparison) scales(page, sheet int) []float64 {
	g := c.sheets[sheet]
	w, h := c.print.SizeMM(page)
	fills := g.per * float64(max(g.ink.w, g.ink.h)) / max(w, h)
	told := c.perMM[sheet]
	if told <= 0 || math.Abs(fills/told-1) > 0.5 { // no paper is so much larger or smaller
		told = fills
	}
	scales := []float64{told}
	if math.Abs(fills/told-1) > 0.02 || c.perMM[sheet] <= 0 {
		for _, share := range []float64{1, 0.87, 0.76, 0.66} {
			scales = append(scales, fills*share)
		}
	}
	return scales
}

// perMM is the number of pixels of the image for a millimetre of the page.
func (p place) perMM() float64 {
	return math.Sqrt(math.Abs(p.ax*p.by - p.bx*p.ay))
}
