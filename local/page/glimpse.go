package page

import "encoding/binary"

// Glimpse is what is known of the ink of a drawn page of which only parts were
// looked at. Drawn paper is white: where enough of it was seen to be so, the ink of
// the whole page lies between Least and Most, whatever the rest holds. What comes
// out the same by both of them is so by the map of the page. One Glimpse serves for
// many pages, one after the other: their maps take the same megabytes.
type Glimpse struct {
	cols, rows   int
	cellW, cellH float64 // mm
	xs, ys       []int
	cells        []knowledge
	least, most  Ink

	samplesWhite, samplesFlat int // pixels of the samples that are as white, or as tinted, as those beside them
}

// knowledge is what is known of a cell.
type knowledge uint8

const (
	unseen     knowledge = iota
	allOfWhite           // every pixel of it
	clean                // by the strictest of thresholds
	doubtful
	surelyInk // by the most lenient, on any paper beside white
)

const (
	darkOnAnyPaper = 120 // luma: below it by the most lenient threshold on paper that lies beside white
	whitePaper     = 255
	knownWhite     = 0.1 // share of the page's blocks from which the fit of the paper begins
)

// Begin turns to a page of so many pixels of which nothing was seen. What Least and
// Most gave before holds no longer.
func (g *Glimpse) Begin(w, h int, dpiX, dpiY float64) {
	g.cols, g.cellW = divide(w, dpiX)
	g.rows, g.cellH = divide(h, dpiY)
	g.xs, g.ys = edges(w, g.cols), edges(h, g.rows)
	g.samplesWhite, g.samplesFlat = 0, 0
	if n := g.cols * g.rows; n <= cap(g.cells) {
		g.cells = g.cells[:n]
		clear(g.cells)
	} else {
		g.cells = make([]knowledge, n)
	}
}

// across and down are the two directions of the page.
func (g *Glimpse) across() axis {
	return axis{long: float64(g.cols) * g.cellW, pixels: g.xs[g.cols], cells: g.cols}
}

func (g *Glimpse) down() axis {
	return axis{long: float64(g.rows) * g.cellH, pixels: g.ys[g.rows], cells: g.rows}
}

// Foot is the pixel row where the lowest blocks begin that are at least so high,
// in millimetres.
func (g *Glimpse) Foot(mm float64) int {
	row := max(0, g.rows-int(mm/g.cellH+1))
	return g.ys[row/block*block]
}

// From is the pixel column where the cell of a place begins, in millimetres from
// the left.
func (g *Glimpse) From(mm float64) int {
	first, _ := g.across().span(mm, g.cellW)
	return g.xs[first]
}

// See takes in a part of the page: rows of pixels of four bytes, of which the
// fourth means nothing, from a pixel column and row on that begin cells. The part
// reaches the right edge of the page; bottom is the row after its last.
func (g *Glimpse) See(pix []byte, left, top, bottom int) {
	wide := g.xs[g.cols] - left
	first := 0
	for g.xs[first] < left {
		first++
	}
	for r := range g.rows {
		if g.ys[r] < top || g.ys[r+1] > bottom {
			continue
		}
		rows := pix[(g.ys[r]-top)*4*wide : (g.ys[r+1]-top)*4*wide]
		g.seeRow(g.cells[r*g.cols:(r+1)*g.cols], first, rows, 4*wide)
	}
}

// seeRow takes in one row of cells.
func (g *Glimpse) seeRow(cells []knowledge, first int, rows []byte, stride int) {
	if allWhite(rows) {
		for c := first; c < g.cols; c++ {
			cells[c] = allOfWhite
		}
		return
	}
	for c := first; c < g.cols; c++ {
		from, to := 4*(g.xs[c]-g.xs[first]), 4*(g.xs[c+1]-g.xs[first])
		cells[c] = knownOf(rows, from, to, stride)
	}
}

const whiteWord = 0x00ffffff00ffffff

// allWhite tells whether pixels are white; their fourth byte means nothing.
func allWhite(pix []byte) bool {
	for ; len(pix) >= 8; pix = pix[8:] {
		if binary.LittleEndian.Uint64(pix)&whiteWord != whiteWord {
			return false
		}
	}
	return len(pix) < 4 || pix[0]&pix[1]&pix[2] == whitePaper
}

// knownOf looks at the pixels of a cell: the bytes from and to of each row.
func knownOf(rows []byte, from, to, stride int) knowledge {
	sum, n, least, coloured := 0, 0, whitePaper, false
	for ; to <= len(rows); from, to = from+stride, to+stride {
		for p := rows[from:to]; len(p) >= 4; p = p[4:] {
			b, g, r := int(p[0]), int(p[1]), int(p[2])
			coloured = coloured || b != g || g != r
			v := (19595*r + 38470*g + 7471*b + 1<<15) >> 16
			sum += v
			least = min(least, v)
			n++
		}
	}
	mean := float64(sum) / float64(n)
	switch {
	case mean < darkOnAnyPaper || least < darkOnAnyPaper:
		return surelyInk
	case coloured || mean < whitePaper-leastFaint || float64(least) < whitePaper-leastSpeck:
		return doubtful
	case least == whitePaper:
		return allOfWhite
	}
	return clean
}

// Least is the least ink that the page can have.
func (g *Glimpse) Least() *Ink { return g.ink(&g.least, surelyInk) }

// Most is the most ink that the page can have.
func (g *Glimpse) Most() *Ink { return g.ink(&g.most, unseen, doubtful, surelyInk) }

// ink counts cells into a map, in the place of its sums where they had the same shape:
// their first row and column stay zero.
func (g *Glimpse) ink(k *Ink, counted ...knowledge) *Ink {
	sums := k.sums
	if k.x.cells != g.cols || k.y.cells != g.rows {
		sums = make([]int32, (g.cols+1)*(g.rows+1))
	}
	*k = Ink{x: g.across(), y: g.down(), sums: sums}
	var counts [surelyInk + 1]int32
	for _, s := range counted {
		counts[s] = 1
	}
	for y := range g.rows {
		cells := g.cells[y*g.cols : (y+1)*g.cols]
		above, here := k.sums[y*(g.cols+1)+1:][:len(cells)], k.sums[(y+1)*(g.cols+1)+1:][:len(cells)]
		line := int32(0)
		for x, s := range cells {
			line += counts[s]
			here[x] = above[x] + line
		}
	}
	return k
}

// Sample takes in rows of pixels from anywhere on the page, to tell whether a tint
// covers so much of it that it could be taken for the paper.
func (g *Glimpse) Sample(pix []byte) {
	const first, step = 4, 4
	for i := first; i+step < len(pix); i += step {
		now, before, after := pixel(pix[i:]), pixel(pix[i-step:]), pixel(pix[i+step:])
		switch {
		case now != before || now != after:
		case now == whitePixel:
			g.samplesWhite++
		default:
			g.samplesFlat++
		}
	}
}

const whitePixel = 0xffffff

func pixel(p []byte) uint32 { return binary.LittleEndian.Uint32(p) & whitePixel }

// OnWhite tells whether enough blocks were seen whose paper is white, as grid.bright
// tells it. Where they were not, Least and Most say nothing.
func (g *Glimpse) OnWhite() bool {
	const mostTint = 0.5 // of the white
	if float64(g.samplesFlat) > mostTint*float64(g.samplesWhite) {
		return false
	}
	bright, all := 0, 0
	for y := 0; y < g.rows; y += block {
		for x := 0; x < g.cols; x += block {
			all++
			if g.brightBlock(x, y) {
				bright++
			}
		}
	}
	return float64(bright) >= knownWhite*float64(all)
}

// brightBlock tells whether so many cells of a block are white that they are taken
// for its paper.
func (g *Glimpse) brightBlock(x, y int) bool {
	n, all := 0, 0
	for r := y; r < min(y+block, g.rows); r++ {
		for _, s := range g.cells[r*g.cols+x : r*g.cols+min(x+block, g.cols)] {
			all++
			if s == allOfWhite {
				n++
			}
		}
	}
	return float64(n) > (1-paperShare)*float64(all)
}
