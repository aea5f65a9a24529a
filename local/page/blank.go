package page

import "image"

// What lies on a page that nobody has written on: shadows and dark borders of
// the scanner's glass, punched holes, staples, dust. What is none of these is
// taken for writing; what lies where those lie, or is as small, may be overlooked.
// A page that is called blank is only shown so: a person looks, and drops it.
const (
	borderMM   = 5.0  // at the edge nothing is looked at
	shadowMM   = 9.0  // how far a shadow that begins there reaches in
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
	g.trim(inked)
	for i, soft := range g.throughPaper() {
		inked[i] = inked[i] && !soft
	}
	dust := 0
	for _, p := range g.patches(inked) {
		switch {
		case p.isShadow(g) || p.isHole(g):
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
	x0, y0, x1, y1 int // half-open box of cells
	cells          int
}

// patches gathers the inked cells into patches, and uses them up.
func (g *grid) patches(inked []bool) []patch {
	var found []patch
	reach := max(1, int(togetherMM/max(g.cellW, g.cellH)))
	var todo []int
	for i := range inked {
		if !inked[i] {
			continue
		}
		p := patch{x0: g.cols, y0: g.rows}
		inked[i] = false
		todo = append(todo[:0], i)
		for len(todo) > 0 {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			p.take(at%g.cols, at/g.cols)
			todo = g.neighbours(todo, inked, at, reach)
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
	p.cells++
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

// border is the number of columns and rows of cells that are not looked at.
func (g *grid) border() (x, y int) {
	return min(int(borderMM/g.cellW), g.cols/4), min(int(borderMM/g.cellH), g.rows/4)
}

// trim takes the border out of the map.
func (g *grid) trim(inked []bool) {
	bx, by := g.border()
	for i := range inked {
		x, y := i%g.cols, i/g.cols
		if x < bx || y < by || x >= g.cols-bx || y >= g.rows-by {
			inked[i] = false
		}
	}
}

// isShadow tells a patch that begins at the border and ends soon after it.
func (p patch) isShadow(g *grid) bool {
	bx, by := g.border()
	begins := p.x0 <= bx || p.y0 <= by || p.x1 >= g.cols-bx || p.y1 >= g.rows-by
	return begins && p.within(g, shadowMM)
}

func (p patch) isHole(g *grid) bool {
	w, h := p.across(g)
	box := float64((p.x1 - p.x0) * (p.y1 - p.y0))
	return p.within(g, holeZoneMM) && min(w, h) >= leastHole && max(w, h) <= mostHole &&
		max(w, h) < 1.4*min(w, h) && float64(p.cells) >= holeFill*box
}

func (p patch) isDust(g *grid) bool {
	w, h := p.across(g)
	return max(w, h) <= dustMM || p.cells <= fewCells && max(w, h) <= apartMM
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
