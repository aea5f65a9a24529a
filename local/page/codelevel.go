package page

import "image"

// greys is a grey picture.
type greys struct {
	w, h int
	pix  []uint8 // rows from the top, without gaps
}

// level is a picture in grey that was halved some times.
type level struct {
	greys
	scale    float64 // pixels of the picture to one of the level
	smooth   *greys
	compared map[[3]int]compared
}

func (p *greys) size() int { return p.w * p.h }

// levelsOf makes the grey levels of a picture, the finest first.
func levelsOf(img image.Image) []*level {
	p := greysOf(img)
	all := []*level{{greys: p, scale: 1, compared: map[[3]int]compared{}}}
	for min(p.w, p.h) >= 2*leastLevel {
		p = p.half()
		all = append(all, &level{greys: p, scale: all[len(all)-1].scale * 2, compared: map[[3]int]compared{}})
	}
	return all
}

// greysOf copies a picture only where it has to: a great one takes 120 MB.
func greysOf(img image.Image) greys {
	if grey, is := img.(*image.Gray); is && grey.Stride == grey.Rect.Dx() {
		return greys{w: grey.Rect.Dx(), h: grey.Rect.Dy(), pix: grey.Pix}
	}
	src := lumaOf(img)
	p := greys{w: src.w, h: src.h, pix: make([]uint8, src.w*src.h)}
	for y := range p.h {
		copy(p.pix[y*p.w:], src.row(y))
	}
	return p
}

// half makes one pixel of each square of four.
func (p *greys) half() greys {
	to := greys{w: p.w / 2, h: p.h / 2}
	to.pix = make([]uint8, to.w*to.h)
	for y := range to.h {
		a, b := p.row(2*y), p.row(2*y+1)
		for x := range to.w {
			to.pix[y*to.w+x] = uint8((int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1]) + 2) / 4)
		}
	}
	return to
}

func (p *greys) row(y int) []uint8 { return p.pix[y*p.w : (y+1)*p.w] }

// smoothed weighs each pixel with its neighbours by 1:2:1 both ways.
func (l *level) smoothed() *greys {
	if l.smooth == nil {
		l.smooth = l.greys.smoothed()
	}
	return l.smooth
}

func (p *greys) smoothed() *greys {
	to := &greys{w: p.w, h: p.h, pix: make([]uint8, len(p.pix))}
	sums := make([]int, p.w+2)
	for y := range p.h {
		a, b, c := p.row(max(y-1, 0)), p.row(y), p.row(min(y+1, p.h-1))
		for x := range b {
			sums[x+1] = int(a[x]) + 2*int(b[x]) + int(c[x])
		}
		sums[0], sums[p.w+1] = sums[1], sums[p.w]
		out := to.row(y)
		for x := range out {
			out[x] = uint8((sums[x] + 2*sums[x+1] + sums[x+2] + 8) / 16)
		}
	}
	return to
}

// A black pixel is darker than its surroundings by so many grey levels, and by
// so many deviations of the noise.
const leastDepth, depthOfNoise = 5.0, 1.5

// darks tells for each pixel whether it is darker than the mean of the square
// that reaches so far to every side.
func (p *greys) darks(reach int) []bool {
	out := make([]bool, len(p.pix))
	depth := int(max(leastDepth, depthOfNoise*p.noise()))
	columns := make([]int, p.w) // sums of the rows in reach
	rows := 0
	add := func(y, sign int) {
		for x, v := range p.row(y) {
			columns[x] += sign * int(v)
		}
		rows += sign
	}
	for y := range min(reach, p.h) {
		add(y, 1)
	}
	for y := range p.h {
		if y+reach < p.h {
			add(y+reach, 1)
		}
		if y-reach-1 >= 0 {
			add(y-reach-1, -1)
		}
		p.darkRow(out[y*p.w:], y, columns, rows, reach, depth)
	}
	return out
}

func (p *greys) darkRow(out []bool, y int, columns []int, rows, reach, depth int) {
	sum, cols := 0, 0
	for x := range min(reach, p.w) {
		sum += columns[x]
		cols++
	}
	for x, v := range p.row(y) {
		if x+reach < p.w {
			sum += columns[x+reach]
			cols++
		}
		if x-reach-1 >= 0 {
			sum -= columns[x-reach-1]
			cols--
		}
		out[x] = (int(v)+depth)*rows*cols < sum
	}
}

// noise is the deviation of single pixels.
func (p *greys) noise() float64 { return grainOf(&luma{w: p.w, h: p.h, row: p.row}) }

// at is the grey at a point between pixel middles; at the edge, that of the edge.
func (p *greys) at(x, y float64) float64 {
	x, y = min(max(x, 0), float64(p.w-1)), min(max(y, 0), float64(p.h-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, p.w-1), min(y0+1, p.h-1)
	tx, ty := x-float64(x0), y-float64(y0)
	a, b := p.pix[y0*p.w:], p.pix[y1*p.w:]
	upper := float64(a[x0])*(1-tx) + float64(a[x1])*tx
	lower := float64(b[x0])*(1-tx) + float64(b[x1])*tx
	return upper*(1-ty) + lower*ty
}
