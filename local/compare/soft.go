package compare

import (
	"slices"

	"tram/local/office"
)

// A renderer, and a scanner that sharpens, put the strokes of small letters on whole pixels:
// what is seen of them differs from what is expected by as much as a change does. Who asks
// for it (CompareTwice) has each page that shows a difference in print looked at again, with
// softened edges, and letters beside each other may lie closer or farther: what is not seen
// again is none. That hides a small change now and then, so nobody is given it unasked.

const (
	stepOfEdge  = 60   // of 255, from a pixel to the next: an edge of ink
	stepOfCrisp = 170  // no scanner that does not sharpen goes from paper to ink so fast
	crispShare  = 0.18 // of the edges of a page
)

// crisp tells whether the edges of a picture are sharper than a scanner's. Of a scan in black
// and white that cannot be told.
func (p picture) crisp() bool {
	edges, steep := 0, 0
	for y := range p.ink.h {
		row := p.ink.row(y)
		for x := 1; x < len(row); x++ {
			step := max(int(row[x])-int(row[x-1]), int(row[x-1])-int(row[x]))
			if step >= stepOfEdge {
				edges++
			}
			if step >= stepOfCrisp {
				steep++
			}
		}
	}
	return !p.two && float64(steep) > crispShare*float64(edges)
}

// looksAgain is how many more looks are taken at a sheet, each with softer edges.
func (c *comparison) looksAgain(sheet picture) int {
	switch {
	case !c.twice:
		return 0
	case sheet.crisp():
		return 2
	}
	return 1
}

// softened is a picture whose edges are those of a scanner.
func (p picture) softened() picture {
	p.ink = p.ink.softened()
	return p
}

// softened weighs each pixel with its neighbours: 1, 2, 1 across and down.
func (p plane) softened() plane {
	across, out := newPlane(p.w, p.h), newPlane(p.w, p.h)
	for y := range p.h {
		from, to := p.row(y), across.row(y)
		for x, v := range from {
			to[x] = weighed(from[max(x-1, 0)], v, from[min(x+1, p.w-1)])
		}
	}
	for y := range p.h {
		above, from, below, to := across.row(max(y-1, 0)), across.row(y), across.row(min(y+1, p.h-1)), out.row(y)
		for x, v := range from {
			to[x] = weighed(above[x], v, below[x])
		}
	}
	return out
}

func weighed(a, b, c uint8) uint8 { return uint8((int(a) + 2*int(b) + int(c) + 2) / 4) }

// printedOnce tells whether a difference is one in print.
func printedOnce(d office.Difference) bool { return d.Kind != office.ByHand }

// seenAgain leaves of the differences in print those of which a second look sees something.
func seenAgain(first, second []office.Difference) []office.Difference {
	return slices.DeleteFunc(first, func(d office.Difference) bool {
		return printedOnce(d) && !slices.ContainsFunc(second, func(s office.Difference) bool {
			return printedOnce(s) && d.X <= s.X+s.W && s.X <= d.X+d.W && d.Y <= s.Y+s.H && s.Y <= d.Y+d.H
		})
	})
}
