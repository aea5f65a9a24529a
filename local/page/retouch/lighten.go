package retouch

import (
	"image"
	"slices"
)

// The background is found in blocks: the shade that the brighter part of a block has, in each
// colour. Blocks that a photograph or a black bar fills say nothing of the paper and take what
// lies around them. Each pixel is then brightened by as much as its paper wants to be white,
// so that ink keeps its colour. What is hardly darker than the paper is its grain and becomes
// white; from a few times that on a stroke, be it of a pencil, keeps how far it is from the
// paper.
const (
	blocksAcross = 32   // along the longer side
	paperPart    = 0.7  // of a block's pixels that are darker than what is taken for its paper
	brightPart   = 0.97 // of them that are darker than its brightest ones
	paperLeast   = 0.8  // of the brightness of the page's usual paper, for a block to be paper

	// Of the grain, of which the brightest pixels are 1.36 deviations from the paper.
	grainsWhite = 3 / 1.36
	leastWhite  = 3.0  // levels below the paper, of 255, that become white at least
	mostWhite   = 12.0 // and at most
	keptFrom    = 2.5  // times that, from which on a stroke stays as far from the paper as it is
)

// lightened makes the background of a picture even and white. The picture is used up.
func lightened(img image.Image) image.Image {
	img, l := linesOf(img)
	b := blocksOf(l)
	table := b.table()
	paper := make([]float32, b.cols*b.colours)
	rows := make([][]byte, l.high)
	for i := range rows {
		rows[i] = make([]byte, l.w*l.n)
	}
	for y := 0; y < l.h; y += l.high {
		now := rows[:min(l.high, l.h-y)]
		for j, row := range now {
			l.read(y+j, row)
			b.between(paper, y+j)
			b.brighten(row, paper, l, &table)
		}
		l.write(y, now...)
	}
	return img
}

// brighten makes the paper of a row white.
func (b blocks) brighten(row []byte, paper []float32, l lines, table *[256]byte) {
	for x := range l.w {
		left, right, part := b.around(x)
		for c := range l.colours {
			p := paper[left*l.colours+c]*(1-part) + paper[right*l.colours+c]*part
			v := min(float32(row[x*l.n+c])*white/p+0.5, white)
			row[x*l.n+c] = table[byte(v)]
		}
	}
}

// table is what becomes of a shade on white paper.
func (b blocks) table() (to [256]byte) {
	from := min(max(b.grain*grainsWhite, leastWhite), mostWhite)
	for v := range to {
		dark := float32(white - v)
		switch {
		case dark <= from:
			dark = 0
		case dark < keptFrom*from:
			dark = (dark - from) * keptFrom / (keptFrom - 1)
		}
		to[v] = byte(white - dark + 0.5)
	}
	return to
}

// blocks holds the paper of each block, colour by colour.
type blocks struct {
	side, cols, rows, colours int
	paper                     []float32
	grain                     float32 // levels between the paper and its brightest pixels, of 255
}

func blocksOf(l lines) blocks {
	b := blocks{side: max(1, (max(l.w, l.h)+blocksAcross-1)/blocksAcross), colours: l.colours}
	b.cols, b.rows = (l.w+b.side-1)/b.side, (l.h+b.side-1)/b.side
	b.paper = make([]float32, b.cols*b.rows*b.colours)
	grains := make([]float32, b.cols*b.rows)
	row, counts := make([]byte, l.w*l.n), make([]shades, b.cols*b.colours)
	for by := range b.rows {
		clear(counts)
		b.look(l, by, row, counts, grains)
	}
	b.mend(grains)
	return b
}

// shades counts samples by how bright they are.
type shades [256]uint32

// look finds the paper of a row of blocks, and its grain.
func (b blocks) look(l lines, by int, row []byte, counts []shades, grains []float32) {
	step := max(1, b.side/64)
	for y := by * b.side; y < min((by+1)*b.side, l.h); y += step {
		l.read(y, row)
		for x := 0; x < l.w; x += step {
			for c := range b.colours {
				counts[x/b.side*b.colours+c][row[x*l.n+c]]++
			}
		}
	}
	for i := range counts {
		at := by*b.cols*b.colours + i
		b.paper[at] = max(counts[i].below(paperPart), 1)
		grains[at/b.colours] = max(grains[at/b.colours], (counts[i].below(brightPart)-b.paper[at])*white/b.paper[at])
	}
}

// below is the shade below which a part of the samples lies.
func (counts *shades) below(part float64) float32 {
	n := uint32(0)
	for _, c := range counts {
		n += c
	}
	v, seen := 0, counts[0]
	for float64(seen) < part*float64(n) {
		v++
		seen += counts[v]
	}
	return float32(v)
}

func (b blocks) shade(i int) (sum float32) {
	for _, v := range b.paper[i*b.colours : (i+1)*b.colours] {
		sum += v
	}
	return sum
}

// mend gives the blocks that are no paper what lies around them, from near to far. The grain
// is that of the middle one of the others.
func (b *blocks) mend(grains []float32) {
	n := b.cols * b.rows
	lights := make([]float32, n)
	for i := range n {
		lights[i] = b.shade(i)
	}
	usual := slices.Sorted(slices.Values(lights))
	least := paperLeast * usual[len(usual)*3/4]
	known := make([]bool, n)
	var of []float32
	for i, s := range lights {
		if known[i] = s >= least; known[i] {
			of = append(of, grains[i])
		}
	}
	slices.Sort(of)
	b.grain = of[len(of)/2]
	for range b.cols + b.rows {
		var found []int
		for i := range n {
			if !known[i] && b.take(i, known) {
				found = append(found, i)
			}
		}
		for _, i := range found {
			known[i] = true
		}
	}
}

// take gives a block the mean of those beside it that are known.
func (b blocks) take(i int, known []bool) bool {
	x, y, n := i%b.cols, i/b.cols, float32(0)
	sums := make([]float32, b.colours)
	for _, by := range [4][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
		nx, ny := x+by[0], y+by[1]
		if nx < 0 || ny < 0 || nx >= b.cols || ny >= b.rows || !known[ny*b.cols+nx] {
			continue
		}
		for c := range sums {
			sums[c] += b.paper[(ny*b.cols+nx)*b.colours+c]
		}
		n++
	}
	for c := range sums {
		if n > 0 {
			b.paper[i*b.colours+c] = sums[c] / n
		}
	}
	return n > 0
}

// between fills a line of blocks with the paper at a row of pixels.
func (b blocks) between(line []float32, y int) {
	upper, lower, part := along(y, b.side, b.rows)
	for i := range line {
		line[i] = b.paper[upper*b.cols*b.colours+i]*(1-part) + b.paper[lower*b.cols*b.colours+i]*part
	}
}

func (b blocks) around(x int) (left, right int, part float32) { return along(x, b.side, b.cols) }

// along finds the two blocks between whose middles a pixel lies.
func along(at, side, of int) (before, after int, part float32) {
	place := max((float32(at)+0.5)/float32(side)-0.5, 0)
	before = min(int(place), of-1)
	return before, min(before+1, of-1), place - float32(before)
}
