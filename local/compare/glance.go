package compare

import "math"

// glance is a coarse look at a picture: where its ink lies, without reading it.
type glance struct {
	ink    plane
	dots   []dot
	per    float64   // pixels of the picture for one of the glance
	angle  float64   // radians by which the writing is turned, quarter turns aside
	us, vs []float32 // ink along and across the writing, from the middle
	few    bool      // there is too little ink to be writing
}

type dot struct{ x, y, weight float32 }

const (
	glanceSide = 700                 // pixels of the longer side, 60 dpi of an A4 page
	glanceInk  = 40                  // of 255
	mostTurned = 7.0 * math.Pi / 180 // beyond quarter turns
	turnedStep = 0.25 * math.Pi / 180
	mostDots   = 30_000
	fewestDots = 12 // fewer are no writing
	lidReach   = 2  // pixels of the coarse picture by which a lid's shadow reaches into the paper
)

// glanceOf looks at a sheet.
func glanceOf(p picture) *glance {
	g := &glance{ink: p.ink.small(glanceSide)}
	g.per = float64(p.ink.w) / float64(g.ink.w)
	g.uncover(p.lid)
	for y := range g.ink.h {
		for x, v := range g.ink.row(y) {
			if v > glanceInk {
				g.dots = append(g.dots, dot{float32(x) - float32(g.ink.w)/2, float32(y) - float32(g.ink.h)/2, float32(v) / 255})
			}
		}
	}
	g.few = len(g.dots) < fewestDots
	g.straighten()
	g.dots = nil
	return g
}

// uncover takes the lid out of the ink.
func (g *glance) uncover(lid plane) {
	for y := range g.ink.h {
		for x := range g.ink.w {
			if lid.near(x*lid.w/g.ink.w, y*lid.h/g.ink.h, lidReach) {
				g.ink.v[y*g.ink.w+x] = 0
			}
		}
	}
}

// near tells whether there is anything around a pixel.
func (p plane) near(x, y, far int) bool {
	for ny := max(y-far, 0); ny <= min(y+far, p.h-1); ny += far {
		for nx := max(x-far, 0); nx <= min(x+far, p.w-1); nx += far {
			if p.v[ny*p.w+nx] != 0 {
				return true
			}
		}
	}
	return false
}

func (g *glance) blank() bool { return g.few }

// straighten finds by which angle the writing is turned: seen along its lines,
// their ink falls together.
func (g *glance) straighten() {
	best, sharpest := 0.0, -1.0
	try := func(angle float64) {
		us, vs := g.profiles(angle, 1+len(g.dots)/mostDots)
		if s := sharpness(us) + sharpness(vs); s > sharpest {
			best, sharpest = angle, s
		}
	}
	for a := -mostTurned; a <= mostTurned; a += turnedStep {
		try(a)
	}
	for _, step := range []float64{turnedStep / 2, turnedStep / 4, turnedStep / 8} {
		at := best
		try(at - step)
		try(at + step)
	}
	g.angle = best
	g.us, g.vs = g.profiles(best, 1)
}

// profiles sum up the ink along the two directions of writing turned by an
// angle, from the middle of the picture.
func (g *glance) profiles(angle float64, every int) (us, vs []float32) {
	n := int(math.Hypot(float64(g.ink.w), float64(g.ink.h))) + 2
	us, vs = make([]float32, n), make([]float32, n)
	sin64, cos64 := math.Sincos(angle)
	sin, cos, half := float32(sin64), float32(cos64), float32(n)/2
	for i := 0; i < len(g.dots); i += every {
		d := g.dots[i]
		us[int(cos*d.x+sin*d.y+half)] += d.weight
		vs[int(cos*d.y-sin*d.x+half)] += d.weight
	}
	return us, vs
}

// sharpness is high where a profile rises and falls steeply, as between lines.
func sharpness(profile []float32) float64 {
	s := 0.0
	for i := 2; i < len(profile); i++ {
		d := float64(profile[i] - profile[i-2])
		s += d * d
	}
	return s
}

// coarsePage is a coarse look at a page of the print copy, in millimetres.
type coarsePage struct {
	ink    plane // a pixel is about a millimetre
	w, h   float64
	xs, ys []float32
	blank  bool
}

func coarsePageOf(p picture, w, h float64) *coarsePage {
	c := &coarsePage{w: w, h: h}
	c.ink = p.ink.small(max(1, int(max(w, h)+0.5)))
	c.xs, c.ys = make([]float32, c.ink.w), make([]float32, c.ink.h)
	n := 0
	for y := range c.ink.h {
		for x, v := range c.ink.row(y) {
			c.xs[x] += float32(v)
			c.ys[y] += float32(v)
			if v > glanceInk/2 {
				n++
			}
		}
	}
	c.blank = n == 0 || !(w > 0 && h > 0)
	return c
}

// place says where on an image the millimetres of a page lie:
// X = ax·x + bx·y + cx, and likewise Y.
type place struct {
	ax, bx, cx float64
	ay, by, cy float64
	like       float64 // how alike what lies there is to the page, to 1
}

func (p place) at(x, y float64) (float64, float64) {
	return p.ax*x + p.bx*y + p.cx, p.ay*x + p.by*y + p.cy
}

// fit is how a side of a page lies on a profile: a millimetre x is at from + x·per.
type fit struct{ from, per, like float64 }

// Scales that are looked for around what the resolution says.
const (
	leastScale, mostScale = 0.93, 1.07
	scaleStep             = 0.01
	shiftMM               = 20.0
	leastLike             = 0.40 // of a place that may be the page's
)

// find looks for a page on an image, turned any way. perMM is the number of
// pixels of the image for a millimetre as far as it is known.
func (g *glance) find(c *coarsePage, perMM float64) place {
	best := place{like: -1}
	per := perMM / g.per
	for turn := range 4 {
		across, down := g.turned(turn)
		fx, fy := fitProfile(c.xs, c.w, across, per), fitProfile(c.ys, c.h, down, per)
		p := g.placeOf(turn, fx, fy, len(across))
		if p.like = g.like(c, p); p.like > best.like {
			best = p
		}
	}
	return best
}

// turned gives the profiles along x and y of an upright page that lies on the
// image turned by so many right angles.
func (g *glance) turned(turn int) (across, down []float32) {
	switch turn {
	case 1:
		return g.vs, reversed(g.us)
	case 2:
		return reversed(g.us), reversed(g.vs)
	case 3:
		return reversed(g.vs), g.us
	}
	return g.us, g.vs
}

func reversed(v []float32) []float32 {
	out := make([]float32, len(v))
	for i, x := range v {
		out[len(v)-1-i] = x
	}
	return out
}

// placeOf leads from millimetres to pixels of the picture.
func (g *glance) placeOf(turn int, fx, fy fit, n int) place {
	half := float64(n) / 2
	// Upright coordinates from the middle: U = fx.from-half + fx.per·x.
	u := place{ax: fx.per, cx: fx.from - half, by: fy.per, cy: fy.from - half}
	switch turn { // u, v of the writing
	case 1: // U = v, V = -u
		u = place{ax: -u.ay, bx: -u.by, cx: -u.cy, ay: u.ax, by: u.bx, cy: u.cx}
	case 2:
		u = place{ax: -u.ax, bx: -u.bx, cx: -u.cx, ay: -u.ay, by: -u.by, cy: -u.cy}
	case 3: // U = -v, V = u
		u = place{ax: u.ay, bx: u.by, cx: u.cy, ay: -u.ax, by: -u.bx, cy: -u.cx}
	}
	sin, cos := math.Sincos(g.angle)
	return place{
		ax: g.per * (cos*u.ax - sin*u.ay), bx: g.per * (cos*u.bx - sin*u.by), cx: g.per * (cos*u.cx - sin*u.cy + float64(g.ink.w)/2),
		ay: g.per * (sin*u.ax + cos*u.ay), by: g.per * (sin*u.bx + cos*u.by), cy: g.per * (sin*u.cx + cos*u.cy + float64(g.ink.h)/2),
	}
}

// fitProfile lays the profile of a page's side, mm long, on one of an image.
func fitProfile(page []float32, mm float64, image []float32, per float64) fit {
	best := fit{per: per, like: -2}
	first, last := extent(image)
	try := func(scale, from float64) {
		f := fit{from: from, per: per * scale}
		if f.like = alike(page, mm, image, f); f.like > best.like {
			best = f
		}
	}
	for scale := leastScale; scale <= mostScale; scale += scaleStep {
		length := mm * per * scale
		low, high := min(first, last-length)-shiftMM*per, max(first, last-length)+shiftMM*per
		for from := low; from <= high; from += per {
			try(scale, from)
		}
	}
	for _, fine := range []float64{2, 4, 8} {
		at := best
		for ds := -2.0; ds <= 2; ds++ {
			for df := -2.0; df <= 2; df++ {
				scale := at.per/per + ds*scaleStep/fine
				// Scale around the middle of the page.
				try(scale, at.from-ds*scaleStep/fine*per*mm/2+df*per/fine)
			}
		}
	}
	return best
}

// extent is where the ink of a profile begins and ends.
func extent(profile []float32) (first, last float64) {
	a, b := 0, len(profile)-1
	for a < b && profile[a] < 1 {
		a++
	}
	for b > a && profile[b] < 1 {
		b--
	}
	return float64(a), float64(b)
}

// alike correlates the two profiles.
func alike(page []float32, mm float64, image []float32, f fit) float64 {
	var sums correlating
	step := mm / float64(len(page)) * f.per
	for i, p := range page {
		at := f.from + (float64(i)+0.5)*step - 0.5
		v := 0.0
		if j := int(at); at >= 0 && j+1 < len(image) {
			t := at - float64(j)
			v = float64(image[j])*(1-t) + float64(image[j+1])*t
		}
		sums.add(float64(p), v)
	}
	return sums.correlation()
}

// correlating sums up pairs of values.
type correlating struct{ n, a, b, aa, bb, ab float64 }

func (c *correlating) add(a, b float64) {
	c.n++
	c.a, c.b = c.a+a, c.b+b
	c.aa, c.bb, c.ab = c.aa+a*a, c.bb+b*b, c.ab+a*b
}

// correlation is 1 where the pairs go together, 0 where there is nothing to be
// seen.
func (c *correlating) correlation() float64 {
	va, vb := c.aa-c.a*c.a/c.n, c.bb-c.b*c.b/c.n
	if !(va > 0 && vb > 0) {
		return 0
	}
	return (c.ab - c.a*c.b/c.n) / math.Sqrt(va*vb)
}

// like correlates the ink of a page with what lies in its place.
func (g *glance) like(c *coarsePage, p place) float64 {
	var sums correlating
	mmX, mmY := c.w/float64(c.ink.w), c.h/float64(c.ink.h)
	for y := range c.ink.h {
		for x, v := range c.ink.row(y) {
			s := 0.0
			for _, q := range [4][2]float64{{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}} {
				X, Y := p.at((float64(x)+q[0])*mmX, (float64(y)+q[1])*mmY)
				ix, iy := int(X/g.per), int(Y/g.per)
				if ix >= 0 && iy >= 0 && ix < g.ink.w && iy < g.ink.h {
					s += float64(g.ink.v[iy*g.ink.w+ix])
				}
			}
			sums.add(float64(v), s)
		}
	}
	return sums.correlation()
}
