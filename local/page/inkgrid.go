package page

import (
	"encoding/binary"
	"image"

	"tram/local/office"
)

// grid is an image summed up in cells, as captured.
type grid struct {
	wide, high   int // pixels
	cols, rows   int
	cellW, cellH float64   // mm
	mean         []float32 // luma of the cell
	least        []uint8   // luma of its darkest pixel
	cb, cr       []uint8   // colour, the mean of two points of it; nil: grey
	grain        float64   // deviation of single pixels from the paper around them
}

// gridOf lays cells over an image so that they divide it evenly.
func gridOf(img image.Image, dpiX, dpiY float64) *grid {
	src := lumaOf(img)
	g := &grid{wide: src.w, high: src.h}
	g.cols, g.cellW = divide(src.w, dpiX)
	g.rows, g.cellH = divide(src.h, dpiY)
	g.mean, g.least = make([]float32, g.cols*g.rows), make([]uint8, g.cols*g.rows)
	xs, ys := edges(src.w, g.cols), edges(src.h, g.rows)
	fold := newFold(src.w)
	for r := range g.rows {
		fold.reset()
		for y := ys[r]; y < ys[r+1]; y++ {
			fold.add(src.row(y))
		}
		fold.flush()
		g.fill(r, xs, ys[r+1]-ys[r], fold)
	}
	if src.colours != nil {
		g.colours(src, xs, ys)
	}
	g.grain = grainOf(src)
	return g
}

// across and down are the two directions of the image as captured.
func (g *grid) across() axis {
	return axis{long: float64(g.cols) * g.cellW, pixels: g.wide, cells: g.cols}
}

func (g *grid) down() axis {
	return axis{long: float64(g.rows) * g.cellH, pixels: g.high, cells: g.rows}
}

// mostCells along a side bound the memory that a page of absurd size takes:
// its cells are greater.
const mostCells = 3000

// divide gives the number of cells along a side and their length.
func divide(pixels int, dpi float64) (cells int, mm float64) {
	long := float64(pixels) / dpi * office.MMPerInch
	cells = max(1, min(pixels, mostCells, int(min(long/cellMM+0.999, mostCells))))
	return cells, long / float64(cells)
}

func edges(pixels, cells int) []int {
	at := make([]int, cells+1)
	for i := range at {
		at[i] = i * pixels / cells
	}
	return at
}

// fill writes one row of cells from the folded columns of pixels.
func (g *grid) fill(r int, xs []int, height int, f *fold) {
	means, leasts := g.mean[r*g.cols:(r+1)*g.cols], g.least[r*g.cols:(r+1)*g.cols]
	for c := range means {
		sums, lows := f.sum[xs[c]:xs[c+1]], f.least[xs[c]:xs[c+1]]
		sum, least := uint32(0), uint8(255)
		for x, s := range sums {
			sum += s
			least = min(least, lows[x])
		}
		means[c] = float32(sum) / float32(height*len(sums))
		leasts[c] = least
	}
}

// colours takes the colour of each cell from two points of it.
func (g *grid) colours(src *luma, xs, ys []int) {
	g.cb, g.cr = make([]uint8, len(g.mean)), make([]uint8, len(g.mean))
	for r := range g.rows {
		for _, quarter := range []int{1, 3} {
			cb, cr, step := src.colours(ys[r] + (ys[r+1]-ys[r])*quarter/4)
			for c := range g.cols {
				x := (xs[c] + (xs[c+1]-xs[c])*quarter/4) / step
				i := r*g.cols + c
				// Half of each, so that the two add up to their mean.
				g.cb[i] += cb[x] / 2
				g.cr[i] += cr[x] / 2
			}
		}
	}
}

// fold adds rows of pixels into columns, eight pixels in a word: sums in lanes
// of 16 bits, and the darkest of each. An A4 page at 300 dpi has nine million
// pixels, and this is where the time goes.
type fold struct {
	even, odd           []uint64 // sums of pixels 0,2,4,6 and 1,3,5,7 of each word
	leastEven, leastOdd []uint64
	rows                int
	tail                int // first pixel that fills no word
	sum                 []uint32
	least               []uint8
}

const (
	lanes    = 0x00ff00ff00ff00ff
	laneOnes = 0x0001000100010001
	laneTops = 0x0100010001000100
	fullLane = 257 // rows of white that a lane of 16 bits holds
)

func newFold(width int) *fold {
	words := width / 8
	return &fold{
		even: make([]uint64, words), odd: make([]uint64, words),
		leastEven: make([]uint64, words), leastOdd: make([]uint64, words),
		tail: words * 8, sum: make([]uint32, width), least: make([]uint8, width),
	}
}

func (f *fold) reset() {
	clear(f.sum)
	for i := range f.least {
		f.least[i] = 255
	}
	for i := range f.leastEven {
		f.leastEven[i], f.leastOdd[i] = lanes, lanes
	}
}

func (f *fold) add(row []uint8) {
	for i := range f.even {
		word := binary.LittleEndian.Uint64(row[i*8:])
		even, odd := word&lanes, word>>8&lanes
		f.even[i] += even
		f.odd[i] += odd
		f.leastEven[i] = leastLanes(f.leastEven[i], even)
		f.leastOdd[i] = leastLanes(f.leastOdd[i], odd)
	}
	for x := f.tail; x < len(row); x++ {
		f.sum[x] += uint32(row[x])
		f.least[x] = min(f.least[x], row[x])
	}
	if f.rows++; f.rows == fullLane {
		f.flush()
	}
}

// leastLanes is the lesser of each pair of bytes in lanes of 16 bits: the bit
// above a lane survives the subtraction where a is not less than b.
func leastLanes(a, b uint64) uint64 {
	notLess := ((a | laneTops) - b) >> 8 & laneOnes
	mask := notLess<<8 - notLess
	return b&mask | a&^mask
}

// flush moves the lanes into the columns.
func (f *fold) flush() {
	for i := range f.even {
		for lane := range 4 {
			shift, x := 16*lane, i*8+2*lane
			f.sum[x] += uint32(f.even[i] >> shift & 0xffff)
			f.sum[x+1] += uint32(f.odd[i] >> shift & 0xffff)
			f.least[x] = uint8(f.leastEven[i] >> shift)
			f.least[x+1] = uint8(f.leastOdd[i] >> shift)
		}
	}
	clear(f.even)
	clear(f.odd)
	f.rows = 0
}
