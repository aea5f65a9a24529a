package compare

// Only tiles in which there is ink are looked at closely.
const tileSide = 8

func tiles(pixels int) int { return (pixels + tileSide - 1) / tileSide }

// busyTiles tells which tiles of a plane have ink or lie next to one that has.
func (p plane) busyTiles(least uint8) []bool {
	cols, rows := tiles(p.w), tiles(p.h)
	inked := make([]bool, cols*rows)
	for y := range p.h {
		line := p.row(y)
		for tile := range cols {
			if inked[y/tileSide*cols+tile] {
				continue
			}
			for _, v := range line[tile*tileSide : min((tile+1)*tileSide, p.w)] {
				if v >= least {
					inked[y/tileSide*cols+tile] = true
					break
				}
			}
		}
	}
	busy := make([]bool, len(inked))
	for i, is := range inked {
		for d := 0; is && d < 9; d++ {
			if x, y := i%cols+d%3-1, i/cols+d/3-1; x >= 0 && y >= 0 && x < cols && y < rows {
				busy[y*cols+x] = true
			}
		}
	}
	return busy
}

// lens is how a printer and a scanner together see a page: how each point of
// ink spreads, and how dark it becomes. It is learnt from the page itself, so a
// blurred scan or faint toner is what is expected, not a difference.
type lens struct {
	spread [lensTaps]float32 // of the pixels around, and what is seen of bare paper
	tone   [256]uint8        // what becomes of it
}

const (
	lensReach = 2
	lensSide  = 2*lensReach + 1
	lensTaps  = lensSide*lensSide + 1
	lensLooks = 20_000 // pixels that it is learnt from
)

// learn fits a lens to a page and what is seen of it.
func learn(page, seen plane, busy []bool) *lens {
	m := make([][]float64, lensTaps)
	for i := range m {
		m[i] = make([]float64, lensTaps+1)
		m[i][i] = 1e4 // what the page does not tell stays what it is
	}
	middle := lensReach*lensSide + lensReach
	m[middle][lensTaps] = 1e4
	n := 0
	for _, is := range busy {
		if is {
			n++
		}
	}
	every := max(1, n*tileSide*tileSide/lensLooks)
	count, cols := 0, tiles(page.w)
	var taps [lensTaps]float64
	for y := lensReach; y < page.h-lensReach; y++ {
		for tile := range cols {
			if !busy[y/tileSide*cols+tile] {
				continue
			}
			for x := max(tile*tileSide, lensReach); x < min((tile+1)*tileSide, page.w-lensReach); x++ {
				if count++; count%every != 0 {
					continue
				}
				around(page, x, y, &taps)
				s := float64(seen.v[y*page.w+x])
				for r := range lensTaps {
					if t := taps[r]; t != 0 {
						for c := r; c < lensTaps; c++ {
							m[r][c] += t * taps[c]
						}
						m[r][lensTaps] += t * s
					}
				}
			}
		}
	}
	for r := range lensTaps {
		for c := range r {
			m[r][c] = m[c][r]
		}
	}
	l := &lens{}
	for i, v := range solve(m) {
		l.spread[i] = float32(v)
	}
	l.learnTone(page, seen, busy)
	return l
}

func around(page plane, x, y int, taps *[lensTaps]float64) {
	k := 0
	for dy := -lensReach; dy <= lensReach; dy++ {
		for _, v := range page.row(y + dy)[x-lensReach : x+lensReach+1] {
			taps[k] = float64(v)
			k++
		}
	}
	taps[k] = 255
}

// learnTone finds what is seen where the spread ink is so dark: toner swells and
// a scanner cuts off.
func (l *lens) learnTone(page, seen plane, busy []bool) {
	const steps, everyRow = 32, 3
	var sum, n [steps]float64
	for i := range l.tone {
		l.tone[i] = uint8(i)
	}
	flat := make([]uint8, page.w)
	cols := tiles(page.w)
	for y := everyRow; y < page.h; y += everyRow {
		l.lookAlong(page, busy, y, flat)
		s := seen.row(y)
		for x, v := range flat {
			if busy[y/tileSide*cols+x/tileSide] {
				sum[v/8] += float64(s[x])
				n[v/8]++
			}
		}
	}
	var knots [steps + 1]float64
	const calm = 20
	for i := range steps {
		at := float64(i)*8 + 3.5
		knots[i] = (sum[i] + calm*at) / (n[i] + calm)
		if i > 0 {
			knots[i] = max(knots[i], knots[i-1])
		}
	}
	knots[steps] = knots[steps-1]
	for v := range l.tone {
		at := max((float64(v)-3.5)/8, 0)
		i := min(int(at), steps-1)
		t := at - float64(i)
		l.tone[v] = uint8(min(max(knots[i]*(1-t)+knots[i+1]*t+0.5, 0), 255))
	}
}

// look shows a page through the lens.
func (l *lens) look(page plane, busy []bool) plane {
	out := newPlane(page.w, page.h)
	for y := range page.h {
		l.lookAlong(page, busy, y, out.row(y))
	}
	return out
}

// lookAlong shows one row of a page through the lens.
func (l *lens) lookAlong(page plane, busy []bool, y int, to []uint8) {
	bare := l.tone[uint8(min(max(l.spread[lensTaps-1]*255, 0), 255))]
	var rows [lensSide][]uint8
	for dy := range rows {
		rows[dy] = page.row(min(max(y+dy-lensReach, 0), page.h-1))
	}
	for tile := range tiles(page.w) {
		x0, x1 := tile*tileSide, min((tile+1)*tileSide, page.w)
		if !busy[y/tileSide*tiles(page.w)+tile] {
			for x := x0; x < x1; x++ {
				to[x] = bare
			}
			continue
		}
		if x0 < lensReach || x1 > page.w-lensReach || x1-x0 < tileSide {
			for x := x0; x < x1; x++ {
				to[x] = l.tone[l.through(&rows, x, page.w)]
			}
			continue
		}
		var sums [tileSide]float32
		for dy, row := range rows {
			l.add(&sums, row[x0-lensReach:x1+lensReach], l.spread[dy*lensSide:(dy+1)*lensSide])
		}
		for i, v := range sums {
			to[x0+i] = l.tone[uint8(min(max(v+l.spread[lensTaps-1]*255+0.5, 0), 255))]
		}
	}
}

// add spreads one row of ink over a tile.
func (l *lens) add(sums *[tileSide]float32, row []uint8, k []float32) {
	var v [tileSide + 2*lensReach]float32
	row = row[:len(v)]
	for i := range v {
		v[i] = float32(row[i])
	}
	k0, k1, k2, k3, k4 := k[0], k[1], k[2], k[3], k[4]
	for i := range sums {
		sums[i] += k0*v[i] + k1*v[i+1] + k2*v[i+2] + k3*v[i+3] + k4*v[i+4]
	}
}

// through is add for a single pixel near an edge.
func (l *lens) through(rows *[lensSide][]uint8, x, w int) uint8 {
	v := l.spread[lensTaps-1]*255 + 0.5
	for dy, row := range rows {
		for dx := range lensSide {
			if at := x + dx - lensReach; at >= 0 && at < w {
				v += l.spread[dy*lensSide+dx] * float32(row[at])
			}
		}
	}
	return uint8(min(max(v, 0), 255))
}
