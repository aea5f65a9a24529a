package page

import (
	"image"
	"math"
	"slices"
)

// What lies on a page that nobody has written on: shadows and dark borders of
// the scanner's glass, punched holes, staples, dust. What is none of these is
// taken for writing; what lies where those lie, or is as small, may be overlooked.
// A page that is called blank is only shown so: a person looks, and drops it.
const (
	shadowMM   = 9.0  // how far a shadow or a dark lid reaches in from the edge
	touchMM    = 1.1  // how near it comes to the edge
	stripMM    = 15.0 // how long it is at least, unless it lies in a corner
	colouredMM = 5.0  // mm² of colour, from which it is a stamp; over the edge, or small as a hole
	edgeLineMM = 30.0 // how long the line of a paper's own edge is at least,
	thinLineMM = 1.0  // and how thick at most
	holeZoneMM = 22.0 // how far from an edge a hole may reach
	leastHole  = 3.5  // mm across
	mostHole   = 9.5
	holeFill   = 0.6 // of its box; a disc fills 0.79
	dustMM     = 1.6 // across
	mostDust   = 25  // specks; more is a pattern
	togetherMM = 1.5 // specks nearer than this are one thing, as dots of a line are

	fewCells = 3   // of specks that lie near each other, and are still dust
	apartMM  = 3.2 // across those

	throughMost   = 16.0 // luma below the paper of what shows through from the other side, at most,
	throughGrains = 3.5  // and as many deviations of its noise

	ringMost, ringMean = 26.0, 8.0 // luma of a pixel, and of a cell's mean, by which a JPEG darkens paper around a mote
)

// Blank tells whether nobody has written, printed or stamped anything on a
// page of the given resolution (unknown counts as 200 dpi), whatever its
// noise, tint, borders and holes.
func Blank(img image.Image, dpi float64) bool {
	g := gridOf(img, knownDPI(dpi), knownDPI(dpi))
	inked := g.inked()
	g.withoutShadows(inked)
	for i, soft := range g.throughPaper() {
		inked[i] = inked[i] && !soft
	}
	dust := 0
	for _, p := range g.patches(inked, max(1, int(togetherMM/max(g.cellW, g.cellH)))) {
		switch {
		case p.isHole(g) || p.isPaperEdge(g):
		case p.isDust(g):
			dust++
		default:
			return false
		}
	}
	return dust <= mostDust
}

// patch is a group of inked cells that touch or nearly do.
type patch struct {
	x0, y0, x1, y1 int   // half-open box of cells
	cells          []int // each
}

// patches gathers the inked cells into patches, in which each is at most reach cells from
// another, and uses them up.
func (g *grid) patches(inked []bool, reach int) []patch {
	var found []patch
	for i := range inked {
		if !inked[i] {
			continue
		}
		p := patch{x0: g.cols, y0: g.rows}
		inked[i] = false
		p.cells = append(p.cells, i)
		for n := 0; n < len(p.cells); n++ {
			p.take(p.cells[n]%g.cols, p.cells[n]/g.cols)
			p.cells = g.neighbours(p.cells, inked, p.cells[n], reach)
		}
		found = append(found, p)
	}
	return found
}

// neighbours adds the inked cells around one to what is to do.
func (g *grid) neighbours(todo []int, inked []bool, at, reach int) []int {
	x, y := at%g.cols, at/g.cols
	for ny := max(y-reach, 0); ny <= min(y+reach, g.rows-1); ny++ {
		for nx := max(x-reach, 0); nx <= min(x+reach, g.cols-1); nx++ {
			if n := ny*g.cols + nx; inked[n] {
				inked[n] = false
				todo = append(todo, n)
			}
		}
	}
	return todo
}

func (p *patch) take(x, y int) {
	p.x0, p.y0 = min(p.x0, x), min(p.y0, y)
	p.x1, p.y1 = max(p.x1, x+1), max(p.y1, y+1)
}

// across is the size of the box in millimetres.
func (p patch) across(g *grid) (w, h float64) {
	return float64(p.x1-p.x0) * g.cellW, float64(p.y1-p.y0) * g.cellH
}

// within tells whether the whole patch lies that near to one edge of the page.
func (p patch) within(g *grid, mm float64) bool {
	return float64(p.x1)*g.cellW <= mm || float64(g.cols-p.x0)*g.cellW <= mm ||
		float64(p.y1)*g.cellH <= mm || float64(g.rows-p.y0)*g.cellH <= mm
}

// withoutShadows takes the dark lid, the edge of the glass and the shadow of a spine out of
// the map: what runs along an edge of the page and touches it. Letters near an edge do
// neither.
func (g *grid) withoutShadows(inked []bool) {
	for _, p := range g.patches(slices.Clone(inked), 1) {
		if !p.isShadow(g) || g.coloured(p.cells) > colouredMM {
			continue
		}
		for _, i := range p.cells {
			x, y := i%g.cols, i/g.cols
			if (patch{x0: x, y0: y, x1: x + 1, y1: y + 1}).within(g, shadowMM) {
				inked[i] = false
			}
		}
	}
}

// isShadow tells a patch that comes to the edge of the page, and is as long as a strip or
// lies in a corner.
func (p patch) isShadow(g *grid) bool {
	x, y := int(touchMM/g.cellW), int(touchMM/g.cellH)
	left, right, top, bottom := p.x0 <= x, p.x1 >= g.cols-x, p.y0 <= y, p.y1 >= g.rows-y
	w, h := p.across(g)
	strip := (left || right) && h >= stripMM || (top || bottom) && w >= stripMM
	return strip || (left || right) && (top || bottom)
}

// coloured is the area in square millimetres of the cells that have more colour than the
// paper; where a grey thing ends on tinted paper, a picture has at most that of the paper.
func (g *grid) coloured(cells []int) float64 {
	if g.cb == nil {
		return 0
	}
	const grey = 128
	far := func(b, r float64) float64 { return math.Abs(b-grey) + math.Abs(r-grey) }
	most, n := far(commonest(g.cb), commonest(g.cr))+mostTint, 0
	for _, i := range cells {
		if far(float64(g.cb[i]), float64(g.cr[i])) > most {
			n++
		}
	}
	return float64(n) * g.cellW * g.cellH
}

// isPaperEdge tells the line that the edge of a sheet throws on the glass: long, thin
// everywhere, and along an edge of the page.
func (p patch) isPaperEdge(g *grid) bool {
	w, h := p.across(g)
	if max(w, h) < edgeLineMM || !p.within(g, shadowMM) {
		return false
	}
	first, last, thin := map[int]int{}, map[int]int{}, 0
	for _, i := range p.cells {
		along, beside := i%g.cols, i/g.cols
		if h > w {
			along, beside = beside, along
		}
		if at, known := first[along]; !known || beside < at {
			first[along] = beside
		}
		last[along] = max(last[along], beside)
	}
	cell, long := g.cellH, p.x1-p.x0
	if h > w {
		cell, long = g.cellW, p.y1-p.y0
	}
	for along, at := range first {
		if float64(last[along]-at)*cell < thinLineMM {
			thin++
		}
	}
	return thin*10 >= long*9
}

func (p patch) isHole(g *grid) bool {
	w, h := p.across(g)
	box := float64((p.x1 - p.x0) * (p.y1 - p.y0))
	return p.within(g, holeZoneMM) && min(w, h) >= leastHole && max(w, h) <= mostHole &&
		max(w, h) < 1.4*min(w, h) && float64(len(p.cells)) >= holeFill*box && g.coloured(p.cells) <= colouredMM
}

func (p patch) isDust(g *grid) bool {
	w, h := p.across(g)
	return max(w, h) <= dustMM || len(p.cells) <= fewCells && max(w, h) <= apartMM
}

// throughPaper tells of each cell that nothing in it is darker than what shows through from
// the other side of a sheet, nor of another colour than the paper.
func (g *grid) throughPaper() []bool {
	paper, soft, tinted := g.paper(), make([]bool, len(g.mean)), make([]bool, len(g.mean))
	if g.cb != nil {
		g.tinted(tinted)
	}
	most := float32(throughMost)
	darkest := most + float32(throughGrains*g.grain)
	for i, p := range paper {
		through := g.mean[i] > p-most && float32(g.least[i]) > p-darkest
		ring := g.mean[i] > p-ringMean && float32(g.least[i]) > p-ringMost
		soft[i] = p >= tooDark && !tinted[i] && (through || ring)
	}
	return soft
}
