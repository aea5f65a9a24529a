package compare

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
)

// desk is a scan that people wrote on before, with pens and stamps: ink lets
// shine through what lies below.
type desk struct {
	*image.RGBA
	perMM float64
	r     *rand.Rand
}

var (
	sealRed  = color.RGBA{200, 24, 38, 255}
	penBlue  = color.RGBA{28, 40, 130, 255}
	penBlack = color.RGBA{40, 40, 44, 255}
)

func newDesk(img *image.Gray, dpi float64, seed uint64) *desk {
	d := &desk{image.NewRGBA(img.Rect), dpi / 25.4, rand.New(rand.NewPCG(seed, 31))}
	draw.Draw(d.RGBA, d.Rect, img, image.Point{}, draw.Src)
	return d
}

func (d *desk) dab(x, y int, ink color.RGBA, strength float64) {
	if !image.Pt(x, y).In(d.Rect) {
		return
	}
	c := d.RGBAAt(x, y)
	mix := func(below, over uint8) uint8 {
		return uint8(float64(below)*(1-strength) + float64(below)*float64(over)/255*strength)
	}
	d.SetRGBA(x, y, color.RGBA{mix(c.R, ink.R), mix(c.G, ink.G), mix(c.B, ink.B), 255})
}

// pen draws a curve; each pixel is inked once.
func (d *desk) pen(ink color.RGBA, widthMM float64, curve func(t float64) (x, y float64)) {
	touched := map[image.Point]bool{}
	for t := 0.0; t < 1; t += 1.0 / 6000 {
		x, y := curve(t)
		w := widthMM / 2 * d.perMM
		for dy := -w; dy <= w; dy++ {
			for dx := -w; dx <= w; dx++ {
				p := image.Pt(int(x*d.perMM+dx), int(y*d.perMM+dy))
				if dx*dx+dy*dy <= w*w && !touched[p] {
					touched[p] = true
					d.dab(p.X, p.Y, ink, 0.85)
				}
			}
		}
	}
}

func (d *desk) signature(x, y float64, ink color.RGBA) {
	a, b := 35+12*d.r.Float64(), 24+9*d.r.Float64()
	d.pen(ink, 0.5, func(t float64) (float64, float64) {
		return x + 44*t + 5*math.Sin(t*a)*(1-t), y - 3*t + 6.5*math.Sin(t*b+0.6)*math.Exp(-2.2*t)*math.Cos(t*5)
	})
}

func (d *desk) strike(x, y, length float64, ink color.RGBA) {
	d.pen(ink, 0.4, func(t float64) (float64, float64) { return x + length*t, y + 0.5*math.Sin(9*t) })
}

// note is a line of handwriting.
func (d *desk) note(x, y float64, letters int, ink color.RGBA) {
	for i := range letters {
		a, b, at := 2+4*d.r.Float64(), 2+5*d.r.Float64(), x+3.2*float64(i)
		d.pen(ink, 0.45, func(t float64) (float64, float64) {
			return at + 2.2*t + 0.7*math.Sin(a*t*3), y + 2*math.Sin(b*t*2+a)
		})
	}
}

// seal is round, 36 mm across, with a star.
func (d *desk) seal(x, y float64, ink color.RGBA) {
	outer := 18 * d.perMM
	cx, cy := x*d.perMM, y*d.perMM
	for dy := -outer; dy <= outer; dy++ {
		for dx := -outer; dx <= outer; dx++ {
			r, angle := math.Hypot(dx, dy), math.Atan2(dx, -dy)
			ring := math.Abs(r-outer+3) < 3.2 || math.Abs(r-outer*0.66) < 1.4
			words := math.Abs(r-outer*0.8) < outer*0.07 && math.Mod(angle+7, 0.16) < 0.1
			turn := math.Abs(math.Mod(angle+2*math.Pi, 2*math.Pi/5) - math.Pi/5)
			star := r*math.Cos(turn-math.Pi/5) < outer*0.2 && r < outer*0.32
			if ring || words || star {
				d.dab(int(cx+dx), int(cy+dy), ink, 0.62+0.3*math.Sin(dx*0.05+1)*math.Sin(dy*0.037))
			}
		}
	}
}

// box is the stamp of a book of incoming documents.
func (d *desk) box(x, y float64, ink color.RGBA) {
	for _, edge := range [][4]float64{{0, 0, 44, 0}, {0, 18, 44, 18}, {0, 0, 0, 18}, {44, 0, 44, 18}, {4, 9, 40, 9}} {
		d.pen(ink, 0.4, func(t float64) (float64, float64) {
			return x + edge[0] + (edge[2]-edge[0])*t, y + edge[1] + (edge[3]-edge[1])*t
		})
	}
	d.note(x+4, y+5, 9, ink)
	d.note(x+4, y+14, 7, ink)
}

// hole is punched; dark lies below.
func (d *desk) hole(x, y float64) {
	r := 2.75 * d.perMM
	for dy := -r; dy <= r; dy++ {
		for dx := -r; dx <= r; dx++ {
			if dx*dx+dy*dy <= r*r {
				d.SetRGBA(int(x*d.perMM+dx), int(y*d.perMM+dy), color.RGBA{50, 50, 50, 255})
			}
		}
	}
}

// writtenOn is a scan on which people wrote something, in colour or in grey.
func writtenOn(img *image.Gray, page *sheet, seed uint64) image.Image {
	d := newDesk(img, 200, seed)
	ink := []color.RGBA{penBlue, penBlack}[d.r.IntN(2)]
	stamp := []color.RGBA{sealRed, sealRed, penBlue}[d.r.IntN(3)]
	x, y := page.w*(0.15+0.5*d.r.Float64()), page.h*(0.15+0.6*d.r.Float64())
	switch d.r.IntN(6) {
	case 0:
		d.seal(x, y, stamp)
		d.signature(x+8, y, ink)
	case 1:
		d.signature(x, y, ink)
	case 2:
		d.note(page.w*0.12, page.h*0.06, 14, ink)
		d.note(4, y, 5, ink)
	case 3:
		d.strike(x, y, 30, ink)
		d.hole(9, page.h/2-40)
		d.hole(9, page.h/2+40)
	case 4:
		d.box(page.w*0.08, page.h*0.05, stamp)
	case 5:
		d.note(x, y, 8, ink)
	}
	if d.r.IntN(2) == 0 {
		return d.grey()
	}
	return d.RGBA
}

func (d *desk) grey() *image.Gray {
	out := image.NewGray(d.Rect)
	draw.Draw(out, out.Rect, d.RGBA, image.Point{}, draw.Src)
	return out
}
