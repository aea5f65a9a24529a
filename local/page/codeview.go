package page

import "math"

// view tells where on a picture a point of a code lies, in modules from its top
// left corner: a plane seen in perspective.
type view struct{ x, y, w [3]float64 }

func (v view) at(mx, my float64) (x, y float64) {
	w := v.w[0]*mx + v.w[1]*my + v.w[2]
	return (v.x[0]*mx + v.x[1]*my + v.x[2]) / w, (v.y[0]*mx + v.y[1]*my + v.y[2]) / w
}

// tie binds a point of a code to one of the picture.
type tie struct{ mx, my, x, y, weight float64 }

// viewOf is the view that fits four ties and more best. The sides of the code
// and of its picture are made about 1 first, so that the sums stay exact.
func viewOf(ties []tie, modules float64) (view, bool) {
	const unknowns = 8
	sums := make([][]float64, unknowns)
	for i := range sums {
		sums[i] = make([]float64, unknowns+1)
	}
	ox, oy := ties[0].x, ties[0].y
	scale := 0.0
	for _, t := range ties {
		scale = max(scale, math.Abs(t.x-ox), math.Abs(t.y-oy))
	}
	if scale == 0 {
		return view{}, false
	}
	for _, t := range ties {
		mx, my, x, y := t.mx/modules, t.my/modules, (t.x-ox)/scale, (t.y-oy)/scale
		for _, row := range [][unknowns + 1]float64{
			{mx, my, 1, 0, 0, 0, -mx * x, -my * x, x},
			{0, 0, 0, mx, my, 1, -mx * y, -my * y, y},
		} {
			for i := range unknowns {
				for j := range row {
					sums[i][j] += t.weight * row[i] * row[j]
				}
			}
		}
	}
	s, ok := solve(sums)
	if !ok {
		return view{}, false
	}
	v := view{w: [3]float64{s[6] / modules, s[7] / modules, 1}}
	v.x = [3]float64{s[0]*scale/modules + ox*v.w[0], s[1]*scale/modules + ox*v.w[1], s[2]*scale + ox}
	v.y = [3]float64{s[3]*scale/modules + oy*v.w[0], s[4]*scale/modules + oy*v.w[1], s[5]*scale + oy}
	return v, v.isSane(modules)
}

// isSane tells whether the whole code lies before the eye.
func (v view) isSane(modules float64) bool {
	for _, c := range [][2]float64{{0, 0}, {modules, 0}, {0, modules}, {modules, modules}} {
		if w := v.w[0]*c[0] + v.w[1]*c[1] + v.w[2]; !(w > 0.2 && w < 5) {
			return false
		}
	}
	return true
}

// solve eliminates, with the greatest pivot each time. The last column is what
// the rows come to.
func solve(m [][]float64) (s []float64, ok bool) {
	n := len(m)
	for i := range m {
		best := i
		for j := i + 1; j < n; j++ {
			if math.Abs(m[j][i]) > math.Abs(m[best][i]) {
				best = j
			}
		}
		m[i], m[best] = m[best], m[i]
		if math.Abs(m[i][i]) < 1e-12 {
			return nil, false
		}
		for j := range m {
			if j == i {
				continue
			}
			f := m[j][i] / m[i][i]
			for k := i; k <= n; k++ {
				m[j][k] -= f * m[i][k]
			}
		}
	}
	for i := range m {
		s = append(s, m[i][n]/m[i][i])
	}
	return s, true
}

// steps is a view near one point, where it is as good as straight.
type steps struct{ x, y, rightX, rightY, downX, downY float64 }

func (v view) near(mx, my float64) steps {
	var s steps
	s.x, s.y = v.at(mx, my)
	x0, y0 := v.at(mx-1, my)
	x1, y1 := v.at(mx+1, my)
	s.rightX, s.rightY = (x1-x0)/2, (y1-y0)/2
	x0, y0 = v.at(mx, my-1)
	x1, y1 = v.at(mx, my+1)
	s.downX, s.downY = (x1-x0)/2, (y1-y0)/2
	return s
}

func (s steps) at(right, down float64) (x, y float64) {
	return s.x + right*s.rightX + down*s.downX, s.y + right*s.rightY + down*s.downY
}
