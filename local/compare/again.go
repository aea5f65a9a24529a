package compare

// A second look is taken at each place that seems to differ: is it explained by
// how the letters around it lie and how dark they are? Paper cockles, and toner
// is faint in places, but never for one letter alone. What draws letters on whole pixels
// moves each by itself; that explains a place only where it is asked for (overlay.apart).

const (
	aroundPX    = 24   // 3 mm that are looked at around a place: the letters beside it
	glyphPX     = 6    // or only itself: renderers put single letters on whole pixels
	mostNudge   = 1.0  // pixels
	mostFainter = 0.35 // share by which toner may be fainter or darker
	mostVeil    = 12.0 // by which paper may be darker
	lookedAt    = 4    // pixels by which the smoothing reaches
	ownWeight   = 0.25 // of the place itself among those around it
)

// nudge is how a piece of paper differs from what was expected of it. Apart is by how
// many pixels its right side lies further to the right than its middle.
type nudge struct{ fainter, veil, x, y, apart float64 }

// again looks a second time at a blob, and gives the difference that is left of
// it.
func (o *overlay) again(b blob, sign, low int) blob {
	least := o.explained(b, sign, low, aroundPX, view{own: ownWeight})
	looks := []view{{own: 1}}
	if o.apart {
		looks = append(looks, view{own: 1, apart: true})
	}
	for _, v := range looks {
		if left := o.explained(b, sign, low, glyphPX, v); left.peak < least.peak {
			least = left
		}
	}
	return least
}

// view is a way of looking at a place: what it counts itself among what is around, and
// whether the letters to its left and right may have moved by themselves.
type view struct {
	own   float64
	apart bool
}

// explained fits what is seen around a blob to what was expected, and gives the
// difference that is left.
func (o *overlay) explained(b blob, sign, low, around int, v view) blob {
	w := box{max(b.x0-around, 1), max(b.y0-around, 1), min(b.x1+around, o.page.w-1), min(b.y1+around, o.page.h-1)}
	n := o.nudge(w, b.box, v)
	left := make([]int32, (w.x1-w.x0)*(w.y1-w.y0))
	for y := w.y0; y < w.y1; y++ {
		e, s := o.expected.row(y), o.seen.row(y)
		for x := w.x0; x < w.x1; x++ {
			gx, gy := o.slope(x, y)
			left[(y-w.y0)*(w.x1-w.x0)+x-w.x0] = int32(float64(s[x]) - float64(e[x]) - n.of(float64(e[x]), gx, gy, w.across(x)))
		}
	}
	out := blob{box: box{o.page.w, o.page.h, 0, 0}, from: b.from}
	for y := max(b.y0, w.y0+lookedAt); y < min(b.y1, w.y1-lookedAt); y++ {
		for x := max(b.x0, w.x0+lookedAt); x < min(b.x1, w.x1-lookedAt); x++ {
			v := sign * smoothAt(left, w.x1-w.x0, x-w.x0, y-w.y0)
			if v < low {
				continue
			}
			out.box = out.box.with(x, y)
			out.n++
			out.mass += v
			out.peak = max(out.peak, v)
		}
	}
	return out
}

// slope is how steeply the expected ink rises to the right and downwards.
func (o *overlay) slope(x, y int) (gx, gy float64) {
	e := o.expected
	at := y*e.w + x
	return (float64(e.v[at+1]) - float64(e.v[at-1])) / 2, (float64(e.v[at+e.w]) - float64(e.v[at-e.w])) / 2
}

// across tells on which side of the middle of a box a column lies: -1 is a letter to the
// left, 1 a letter to the right, what is between lies between.
func (b box) across(x int) float64 {
	const between = 1.0 / 3 // of the box
	return clamp(float64(2*x-b.x0-b.x1+1)/float64(b.x1-b.x0)/between, 1)
}

// of is by how much more ink is seen where e is expected on a slope, so far across.
func (n nudge) of(e, gx, gy, across float64) float64 {
	return n.fainter*e + n.veil - (n.x+n.apart*across)*gx - n.y*gy
}

// nudge fits what is seen in a window to what was expected. What fits badly
// counts little.
func (o *overlay) nudge(w, own box, v view) nudge {
	var n nudge
	unknown := 4
	if v.apart {
		unknown = 5
	}
	for range 3 {
		m := make([][]float64, unknown)
		for i := range m {
			m[i] = make([]float64, unknown+1)
		}
		for y := w.y0; y < w.y1; y++ {
			e, s := o.expected.row(y), o.seen.row(y)
			for x := w.x0; x < w.x1; x++ {
				if e[x] < leastInk && int(s[x]) > int(e[x])+60 {
					continue // ink beside that of the page tells nothing about it
				}
				gx, gy := o.slope(x, y)
				across := w.across(x)
				r := float64(s[x]) - float64(e[x])
				left := (r - n.of(float64(e[x]), gx, gy, across)) / 40
				weight := 1 / (1 + left*left)
				if x >= own.x0 && x < own.x1 && y >= own.y0 && y < own.y1 {
					weight *= v.own
				}
				t := [5]float64{float64(e[x]), 16, -gx, -gy, -gx * across}
				for i := range unknown {
					for j := i; j < unknown; j++ {
						m[i][j] += weight * t[i] * t[j]
					}
					m[i][unknown] += weight * t[i] * r
				}
			}
		}
		const calm = 1e5
		for i := range unknown {
			m[i][i] += calm
			for j := range i {
				m[i][j] = m[j][i]
			}
		}
		k := solve(m)
		n = nudge{clamp(k[0], mostFainter), clamp(16*k[1], mostVeil), clamp(k[2], mostNudge), clamp(k[3], mostNudge), 0}
		if v.apart {
			n.apart = clamp(k[4], mostNudge)
		}
	}
	return n
}

// binomial smooths with a deviation of 1.4 pixels, half a stroke of a letter.
var binomial = [9]int32{1, 8, 28, 56, 70, 56, 28, 8, 1}

// smoothAt is what differ makes of one pixel.
func smoothAt(v []int32, stride, x, y int) int {
	sum := int32(0)
	for dy, ky := range binomial {
		row := v[(y+dy-4)*stride+x-4:][:9:9]
		line := int32(0)
		for dx, kx := range binomial {
			line += kx * row[dx]
		}
		sum += ky * line >> 4
	}
	return int(sum >> 12)
}
