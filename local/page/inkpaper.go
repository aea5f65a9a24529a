package page

import (
	"math"
	"slices"
)

// The paper under the ink is found in blocks of cells: the brighter part of a
// block is taken for paper. A bent surface is fitted to the blocks of the whole
// page, as a lamp and the fold of a book shade it; what the blocks differ from
// it, closed over what is dark and small, is added, but darkens it only a
// little: an uneven shade is paper, a tinted box is not.
const (
	block       = 16 // cells
	paperShare  = 0.8
	closing     = 3   // blocks on either side
	bent        = 6.0 // luma by which the paper may lie below the fitted surface
	firstTrust  = 30.0
	steadyTrust = 12.0
)

// inked tells of each cell whether there is ink in it.
func (g *grid) inked() []bool {
	paper := g.paper()
	speck := min(max(specks*g.grain, leastSpeck), mostSpeck)
	faint := min(max(faints*g.unrest(), leastFaint), mostFaint)
	inked := make([]bool, len(g.mean))
	for i := range inked {
		p := paper[i]
		inked[i] = g.mean[i] < p-float32(faint) || float32(g.least[i]) < p-float32(speck) || g.mean[i] < tooDark
	}
	if g.cb != nil {
		g.tinted(inked)
	}
	return inked
}

// unrest is the deviation of the cells' means.
func (g *grid) unrest() float64 {
	const apart = 3
	var steps []float64
	for i := 0; i+apart < len(g.mean); i += 1 + len(g.mean)/4000 {
		steps = append(steps, math.Abs(float64(g.mean[i]-g.mean[i+apart])))
	}
	return deviation(steps)
}

// tinted adds the cells whose colour is not that of the paper, which is taken
// to be the commonest.
func (g *grid) tinted(inked []bool) {
	b, r := commonest(g.cb), commonest(g.cr)
	tint := min(max(tints*g.hueUnrest(), leastTint), mostTint)
	for i := range inked {
		if math.Abs(float64(g.cb[i])-b)+math.Abs(float64(g.cr[i])-r) > tint {
			inked[i] = true
		}
	}
}

// hueUnrest is the deviation of the cells' colours, both axes summed.
func (g *grid) hueUnrest() float64 {
	const apart = 3
	var steps []float64
	for i := 0; i+apart < len(g.cb); i += 1 + len(g.cb)/4000 {
		j := i + apart
		steps = append(steps, math.Abs(float64(g.cb[i])-float64(g.cb[j]))+math.Abs(float64(g.cr[i])-float64(g.cr[j])))
	}
	return deviation(steps)
}

func commonest(values []uint8) float64 {
	var counts [256]int
	for _, v := range values {
		counts[v]++
	}
	best := 0
	for v, n := range counts {
		if n > counts[best] {
			best = v
		}
	}
	return float64(best)
}

// blocks is a coarse picture of the page.
type blocks struct {
	cols, rows int
	v          []float64
}

func (b blocks) at(x, y int) float64 { return b.v[y*b.cols+x] }

// paper is the luma of the paper under each cell.
func (g *grid) paper() []float32 {
	rest := g.bright()
	surface := rest.fit()
	for i := range rest.v {
		rest.v[i] -= surface.v[i]
	}
	rest = rest.reach(math.Max).reach(math.Min)
	for i := range surface.v {
		surface.v[i] = min(surface.v[i]+max(rest.v[i], -bent), 255)
	}
	return g.spread(surface)
}

// bright is the luma below which paperShare of the cells of a block lie.
func (g *grid) bright() blocks {
	b := blocks{cols: (g.cols + block - 1) / block, rows: (g.rows + block - 1) / block}
	b.v = make([]float64, b.cols*b.rows)
	for by := range b.rows {
		for bx := range b.cols {
			var counts [256]int
			n := 0
			for y := by * block; y < min((by+1)*block, g.rows); y++ {
				for _, m := range g.mean[y*g.cols+bx*block : y*g.cols+min((bx+1)*block, g.cols)] {
					counts[int(m)]++
					n++
				}
			}
			v, seen := 0, counts[0]
			for float64(seen) < paperShare*float64(n) {
				v++
				seen += counts[v]
			}
			b.v[by*b.cols+bx] = float64(v)
		}
	}
	return b
}

// reach gives each block the best of those around it.
func (b blocks) reach(best func(x, y float64) float64) blocks {
	for _, step := range [][2]int{{1, 0}, {0, 1}} {
		out := blocks{cols: b.cols, rows: b.rows, v: slices.Clone(b.v)}
		for y := range b.rows {
			for x := range b.cols {
				for d := -closing; d <= closing; d++ {
					nx, ny := x+d*step[0], y+d*step[1]
					if nx >= 0 && nx < b.cols && ny >= 0 && ny < b.rows {
						out.v[y*b.cols+x] = best(out.v[y*b.cols+x], b.at(nx, ny))
					}
				}
			}
		}
		b = out
	}
	return b
}

// spread draws the blocks smoothly over the cells.
func (g *grid) spread(b blocks) []float32 {
	out := make([]float32, g.cols*g.rows)
	lx, wx := middles(g.cols, b.cols)
	ly, wy := middles(g.rows, b.rows)
	line := make([]float32, b.cols+1)
	for y := range g.rows {
		y1 := min(ly[y]+1, b.rows-1)
		for x := range b.cols {
			line[x] = float32(b.at(x, ly[y])*(1-wy[y]) + b.at(x, y1)*wy[y])
		}
		line[b.cols] = line[b.cols-1]
		to := out[y*g.cols : (y+1)*g.cols]
		for x := range to {
			t := float32(wx[x])
			to[x] = line[lx[x]]*(1-t) + line[lx[x]+1]*t
		}
	}
	return out
}

// middles tells for each cell the block whose middle lies before it, and how
// far it is on the way to the next.
func middles(cells, blocks int) (before []int, way []float64) {
	before, way = make([]int, cells), make([]float64, cells)
	for i := range before {
		at := max((float64(i)+0.5)/block-0.5, 0)
		before[i] = min(int(at), blocks-1)
		way[i] = min(at-float64(before[i]), 1)
	}
	return before, way
}
