package compare

import (
	"math"
	"slices"
)

// bend says where each point of a page lies on an image of it, in pixels: at
// nodes that are so near to each other that between them all is straight. Paper
// stretches, and a feeder does not pull it evenly.
type bend struct {
	cols, rows int
	x, y       []float64 // of the image, at each node
}

const nodeMM = 5.0

func bendOf(p place, wMM, hMM float64) *bend {
	b := &bend{cols: int(wMM/nodeMM) + 2, rows: int(hMM/nodeMM) + 2}
	b.x, b.y = make([]float64, b.cols*b.rows), make([]float64, b.cols*b.rows)
	for i := range b.x {
		b.x[i], b.y[i] = p.at(b.mm(i))
	}
	return b
}

// mm is where on the page a node lies.
func (b *bend) mm(i int) (x, y float64) {
	return float64(i%b.cols) * nodeMM, float64(i/b.cols) * nodeMM
}

// at gives the pixel of the image that shows a point of the page, in mm, also
// of a point somewhat beyond the nodes.
func (b *bend) at(x, y float64) (float64, float64) {
	cx, cy := x/nodeMM, y/nodeMM
	i, j := min(max(int(cx), 0), b.cols-2), min(max(int(cy), 0), b.rows-2)
	tx, ty := cx-float64(i), cy-float64(j)
	n := j*b.cols + i
	mix := func(v []float64) float64 {
		return (v[n]*(1-tx)+v[n+1]*tx)*(1-ty) + (v[n+b.cols]*(1-tx)+v[n+b.cols+1]*tx)*ty
	}
	return mix(b.x), mix(b.y)
}

// flat draws the image as the page lies, with w by h pixels, perMM to a
// millimetre. shrunk says how many pixels of the image one of src stands for. Where
// busy is given, the stretches without a busy tile stay bare.
func (b *bend) flat(src plane, shrunk float64, w, h int, perX, perY float64, busy []bool) plane {
	out := newPlane(w, h)
	ends := stretches(w, perX)
	for y := range h {
		mmY := (float64(y) + 0.5) / perY
		to := out.row(y)
		x := 0
		for _, end := range ends {
			if busy == nil || anyBusy(busy, tiles(w), x, end, y) {
				x0, y0 := b.at((float64(x)+0.5)/perX, mmY)
				x1, y1 := b.at((float64(end)+0.5)/perX, mmY)
				n := float64(end - x)
				src.sample(to[x:end], x0/shrunk-0.5, y0/shrunk-0.5, (x1-x0)/shrunk/n, (y1-y0)/shrunk/n)
			}
			x = end
		}
	}
	return out
}

// stretches are where the pixels between one column of nodes and the next end.
func stretches(w int, perX float64) (ends []int) {
	for x := 0; x < w; {
		next := (math.Floor((float64(x)+0.5)/perX/nodeMM) + 1) * nodeMM * perX
		x = min(w, max(x+1, int(math.Ceil(next-0.5))))
		ends = append(ends, x)
	}
	return ends
}

// anyBusy tells whether a stretch of a row, half open, meets a busy tile.
func anyBusy(busy []bool, cols, x0, x1, y int) bool {
	return slices.Contains(busy[y/tileSide*cols:][x0/tileSide:(x1-1)/tileSide+1], true)
}

// sample reads pixels along a straight line, mixed of the four around each.
func (p plane) sample(to []uint8, x, y, dx, dy float64) {
	const one = 1 << 16
	w, h := uint(max(p.w-1, 0)), uint(max(p.h-1, 0))
	fx, fy, sx, sy := int(x*one), int(y*one), int(dx*one), int(dy*one)
	for i := range to {
		if ix, iy := fx>>16, fy>>16; uint(ix) < w && uint(iy) < h {
			tx, ty := fx>>8&255, fy>>8&255
			at := iy*p.w + ix
			a, b := p.v[at:at+2:at+2], p.v[at+p.w:at+p.w+2:at+p.w+2]
			upper := int(a[0])*(256-tx) + int(a[1])*tx
			lower := int(b[0])*(256-tx) + int(b[1])*tx
			to[i] = uint8((upper*(256-ty) + lower*ty + 1<<15) >> 16)
		}
		fx += sx
		fy += sy
	}
}

// shift is by how many millimetres of the page a node was found beside where
// it was thought to be, and how much each direction can be believed.
type shift struct{ x, y, wx, wy float64 }

// follow moves the nodes by what was found at them: the page as a whole first,
// then each neighbourhood of so many millimetres. A node that differs from all
// around it is not believed: its text may be another.
func (b *bend) follow(found []shift, neighbourhood float64) {
	xs, ys, wxs, wys := make([]float64, len(found)), make([]float64, len(found)), make([]float64, len(found)), make([]float64, len(found))
	for i, f := range found {
		xs[i], ys[i], wxs[i], wys[i] = f.x, f.y, f.wx, f.wy
	}
	dx, dy := b.smooth(xs, wxs, neighbourhood), b.smooth(ys, wys, neighbourhood)
	nx, ny := make([]float64, len(b.x)), make([]float64, len(b.y))
	for i := range b.x {
		x, y := b.mm(i)
		nx[i], ny[i] = b.at(x+dx[i], y+dy[i])
	}
	b.x, b.y = nx, ny
}

// smooth draws the surface through what was found.
func (b *bend) smooth(v, w []float64, neighbourhood float64) []float64 {
	trust := append([]float64(nil), w...)
	var k [3]float64
	for range 5 {
		k = b.plane(v, trust)
		var rest []float64
		for i := range v {
			if w[i] > 0 {
				rest = append(rest, math.Abs(v[i]-b.on(k, i)))
			}
		}
		spread := max(median(rest)*1.5, 0.02)
		for i := range v {
			r := (v[i] - b.on(k, i)) / (3 * spread)
			trust[i] = w[i] / (1 + r*r)
		}
	}
	rest := make([]float64, len(v))
	for i := range v {
		rest[i] = v[i] - b.on(k, i)
	}
	near := b.blurred(rest, trust, neighbourhood)
	var off []float64
	for i := range v {
		if w[i] > 0 {
			off = append(off, math.Abs(rest[i]-near[i]))
		}
	}
	spread := max(2*median(off), 0.02)
	for i := range v {
		r := (rest[i] - near[i]) / (2 * spread)
		trust[i] = w[i] / (1 + r*r)
	}
	near = b.blurred(rest, trust, neighbourhood)
	for i := range near {
		near[i] += b.on(k, i)
	}
	return near
}

func (b *bend) on(k [3]float64, i int) float64 {
	x, y := b.mm(i)
	return k[0] + k[1]*x/100 + k[2]*y/100
}

// plane fits a plane by weighted least squares.
func (b *bend) plane(v, w []float64) [3]float64 {
	m := make([][]float64, 3)
	for i := range m {
		m[i] = make([]float64, 4)
	}
	for i := range v {
		x, y := b.mm(i)
		t := [3]float64{1, x / 100, y / 100}
		for r := range 3 {
			for c := range 3 {
				m[r][c] += w[i] * t[r] * t[c]
			}
			m[r][3] += w[i] * t[r] * v[i]
		}
	}
	const ridge = 1e-3 // a page with one line says nothing about the rest
	for r := range 3 {
		m[r][r] += ridge * (1 + m[0][0]*0.01)
	}
	k := solve(m)
	return [3]float64{k[0], k[1], k[2]}
}

// blurred is the weighted mean of the nodes around each.
func (b *bend) blurred(v, w []float64, deviation float64) []float64 {
	sum, weight := make([]float64, len(v)), make([]float64, len(v))
	for i := range v {
		sum[i], weight[i] = v[i]*w[i], w[i]
	}
	reach := int(math.Ceil(2.5 * deviation / nodeMM))
	kernel := make([]float64, reach+1)
	for d := range kernel {
		g := float64(d) * nodeMM / deviation
		kernel[d] = math.Exp(-g * g / 2)
	}
	for _, step := range [2]int{1, b.cols} {
		ns, nw := make([]float64, len(v)), make([]float64, len(v))
		for i := range v {
			at, end := i%b.cols, b.cols
			if step != 1 {
				at, end = i/b.cols, b.rows
			}
			for d := max(-reach, -at); d <= min(reach, end-1-at); d++ {
				k := kernel[max(d, -d)]
				ns[i] += k * sum[i+d*step]
				nw[i] += k * weight[i+d*step]
			}
		}
		sum, weight = ns, nw
	}
	const little = 0.01 // weight under which the plane counts more
	for i := range sum {
		sum[i] /= weight[i] + little
	}
	return sum
}

// solve solves linear equations; the matrix holds the right side as its last
// column and is used up. What is not determined is 0.
func solve(m [][]float64) []float64 {
	n := len(m)
	for p := range n {
		top := p
		for r := p; r < n; r++ {
			if math.Abs(m[r][p]) > math.Abs(m[top][p]) {
				top = r
			}
		}
		m[p], m[top] = m[top], m[p]
		if math.Abs(m[p][p]) < 1e-12 {
			m[p][p] = math.Inf(1)
			continue
		}
		for r := range n {
			if r == p || m[r][p] == 0 {
				continue
			}
			f := m[r][p] / m[p][p]
			for c := p; c <= n; c++ {
				m[r][c] -= f * m[p][c]
			}
		}
	}
	out := make([]float64, n)
	for p := range n {
		out[p] = m[p][n] / m[p][p]
	}
	return out
}
