package compare

import (
	"math"
	"slices"
)

// matcher finds by how much pieces of a page lie beside where they are thought
// to be.
type matcher struct {
	window float64 // mm from the middle of a piece to its side
	reach  int     // pixels that are looked at to either side
}

const leastPiece = 0.55 // correlation of a piece that is believed

// match looks around each node.
func (m matcher) match(page, seen plane, b *bend, perX, perY float64) []shift {
	found := make([]shift, len(b.x))
	energy := energyOf(seen)
	for i := range found {
		if i%b.cols%2 != 0 || i/b.cols%2 != 0 {
			continue // pieces overlap
		}
		x, y := b.mm(i)
		piece := box{
			max(int((x-m.window)*perX), m.reach), max(int((y-m.window)*perY), m.reach),
			min(int((x+m.window)*perX), page.w-m.reach), min(int((y+m.window)*perY), page.h-m.reach),
		}
		if piece.x1-piece.x0 < 8 || piece.y1-piece.y0 < 8 {
			continue
		}
		s := m.piece(page, seen, energy, piece)
		found[i] = shift{s.x / perX, s.y / perY, s.wx, s.wy}
	}
	return found
}

// box is half open, in pixels.
type box struct{ x0, y0, x1, y1 int }

// piece finds the shift of one piece, in pixels.
func (m matcher) piece(page, seen plane, owned energies, at box) shift {
	energy, inked := 0, 0
	for y := at.y0; y < at.y1; y += everyOther {
		for _, v := range page.row(y)[at.x0:at.x1] {
			energy += int(v) * int(v)
			if v > 60 {
				inked++
			}
		}
	}
	if inked < 12 {
		return shift{}
	}
	n := 2*m.reach + 1
	score := make([]float64, n*n)
	best := 0
	for dy := -m.reach; dy <= m.reach; dy++ {
		for dx := -m.reach; dx <= m.reach; dx++ {
			both, own := product(page, seen, at, dx, dy), owned.in(at, dx, dy)
			k := (dy+m.reach)*n + dx + m.reach
			score[k] = float64(both) / math.Sqrt(float64(energy)*float64(own+1))
			if score[k] > score[best] {
				best = k
			}
		}
	}
	bx, by := best%n, best/n
	if score[best] < leastPiece || bx == 0 || by == 0 || bx == n-1 || by == n-1 {
		return shift{}
	}
	sx, cx := peak(score[best-1], score[best], score[best+1])
	sy, cy := peak(score[best-n], score[best], score[best+n])
	return shift{float64(bx-m.reach) + sx, float64(by-m.reach) + sy, cx, cy}
}

// product sums up the ink of a piece times what is seen beside it.
func product(page, seen plane, at box, dx, dy int) (both int) {
	for y := at.y0; y < at.y1; y += everyOther {
		a := page.row(y)[at.x0:at.x1]
		b := seen.row(y + dy)[at.x0+dx : at.x1+dx]
		b = b[:len(a)]
		for len(a) > 3 {
			both += int(a[0])*int(b[0]) + int(a[1])*int(b[1]) + int(a[2])*int(b[2]) + int(a[3])*int(b[3])
			a, b = a[4:], b[4:len(b):len(b)]
		}
		for x, v := range a {
			both += int(v) * int(b[x])
		}
	}
	return both
}

const everyOther = 2 // row: half of them tell as much

// energies are, for each pixel, the squares of the ink before it on its row: pieces lie
// over each other many times.
type energies struct {
	w int
	v []uint32
}

func energyOf(p plane) energies {
	e := energies{p.w + 1, make([]uint32, (p.w+1)*p.h)}
	for y := range p.h {
		sum, to := uint32(0), e.v[y*e.w+1:]
		for x, v := range p.row(y) {
			sum += uint32(v) * uint32(v)
			to[x] = sum
		}
	}
	return e
}

// in sums up the squares of what is seen beside a piece.
func (e energies) in(at box, dx, dy int) (own int) {
	for y := at.y0 + dy; y < at.y1+dy; y += everyOther {
		own += int(e.v[y*e.w+at.x1+dx] - e.v[y*e.w+at.x0+dx])
	}
	return own
}

// peak of the parabola through three scores, and how sharp it is: a long line
// says nothing about where along it one is.
func peak(before, at, after float64) (off, sharp float64) {
	c := 2*at - before - after
	if c <= 1e-6 {
		return 0, 0
	}
	return min(max((after-before)/(2*c), -0.5), 0.5), min(c*4, 1)
}

// creep finds the small shifts that are left where the page as it is expected
// differs from what is seen along its edges.
func creep(expected, seen plane, busy []bool, b *bend, perX, perY float64) []shift {
	type sums struct{ xx, xy, yy, xr, yr float64 }
	cells := make([]sums, len(b.x))
	const most = 60 // of a difference: another letter is not to be followed
	tilesAcross := tiles(expected.w)
	for y := 1; y < expected.h-1; y++ {
		node := int(float64(y)/perY/nodeMM+0.5) * b.cols
		e, up, down, s := expected.row(y), expected.row(y-1), expected.row(y+1), seen.row(y)
		for tile := range tilesAcross {
			if !busy[y/tileSide*tilesAcross+tile] {
				continue
			}
			for x := max(tile*tileSide, 1); x < min((tile+1)*tileSide, expected.w-1); x++ {
				gx, gy := int(e[x+1])-int(e[x-1]), int(down[x])-int(up[x])
				if gx*gx+gy*gy < 400 {
					continue
				}
				r := min(max(int(s[x])-int(e[x]), -most), most)
				c := &cells[node+int(float64(x)/perX/nodeMM+0.5)]
				c.xx += float64(gx * gx)
				c.xy += float64(gx * gy)
				c.yy += float64(gy * gy)
				c.xr += float64(gx * r)
				c.yr += float64(gy * r)
			}
		}
	}
	found := make([]shift, len(cells))
	for i, c := range cells {
		// seen(x) = expected(x-d): the difference is -d times the slope, which
		// is half of what was summed up.
		const calm = 4e5
		xx, yy := c.xx+calm, c.yy+calm
		det := xx*yy - c.xy*c.xy
		dx, dy := -2*(yy*c.xr-c.xy*c.yr)/det, -2*(xx*c.yr-c.xy*c.xr)/det
		found[i] = shift{clamp(dx, 1) / perX, clamp(dy, 1) / perY, c.xx / (c.xx + 10*calm), c.yy / (c.yy + 10*calm)}
	}
	return found
}

func clamp(v, most float64) float64 { return min(max(v, -most), most) }

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(v))
	return s[len(s)/2]
}
