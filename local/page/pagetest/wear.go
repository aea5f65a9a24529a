package pagetest

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"
)

// Wear is what befell a page before it was scanned, and in the scanner.
type Wear string

// How pages are worn. Each seed wears another page by other amounts.
const (
	Faint  Wear = "faint"  // toner at its end, grey paper, dust
	Askew  Wear = "askew"  // by half a degree to three
	Folded Wear = "folded" // once to three times across, or also down: darker there, the toner comes off
	Sealed Wear = "sealed" // one red seal or two over the words
	Worst  Wear = "worst"  // all of that, stripes and a poor JPEG
)

// Wears are all of them.
var Wears = []Wear{Faint, Askew, Folded, Sealed, Worst}

// On gives the picture of a page at 300 dpi that is worn.
func (w Wear) On(t testing.TB, clean *image.Gray, seed uint64) image.Image {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 31))
	in := func(from, to float64) float64 { return from + r.Float64()*(to-from) }
	either := func(v float64) float64 { return v * float64(2*r.IntN(2)-1) }
	usual := Optics{Blur: in(0.5, 0.8), Noise: in(3, 6), Paper: in(225, 245), Ink: in(30, 60), Shade: in(0, 20), Quality: 75, Seed: seed}
	faint := Optics{Blur: in(0.8, 1.1), Noise: in(7, 10), Paper: in(205, 225), Ink: in(105, 130), Shade: in(15, 30), Dust: 40 + r.IntN(80), Quality: 50 + r.IntN(20), Seed: seed}
	switch w {
	case Faint:
		return lying(t, clean, either(in(0, 0.3)), faint)
	case Askew:
		return lying(t, clean, either(in(0.5, 3)), usual)
	case Folded:
		return lying(t, folds(clean, r), either(in(0, 0.5)), usual)
	case Sealed:
		return seals(lying(t, clean, either(in(0, 0.3)), usual), r)
	}
	faint.Streak = in(0.05, 0.15)
	return seals(lying(t, folds(clean, r), either(in(0.3, 2.5)), faint), r)
}

// lying is a page that lies askew by so many degrees on a glass.
func lying(t testing.TB, page *image.Gray, degrees float64, o Optics) image.Image {
	t.Helper()
	w, h := Glass(float64(page.Rect.Dx()), float64(page.Rect.Dy()), degrees)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return o.See(t, Draw(w, h, page, 250, func(x, y float64) (float64, float64) {
		x, y = x-float64(w)/2, y-float64(h)/2
		return x*cos - y*sin + float64(page.Rect.Dx())/2, x*sin + y*cos + float64(page.Rect.Dy())/2
	}))
}

// folds darkens a page along its folds, and takes its toner off there.
func folds(page *image.Gray, r *rand.Rand) *image.Gray {
	out := image.NewGray(page.Rect)
	copy(out.Pix, page.Pix)
	for range 1 + r.IntN(3) {
		fold(out, int((0.1+0.5*r.Float64())*float64(page.Rect.Dy())), 0.2+0.2*r.Float64(), false)
	}
	if r.IntN(2) == 0 {
		fold(out, int((0.4+0.2*r.Float64())*float64(page.Rect.Dx())), 0.2+0.2*r.Float64(), true)
	}
	return out
}

func fold(page *image.Gray, at int, dark float64, down bool) {
	const wide = 40
	long := page.Rect.Dx()
	if down {
		long = page.Rect.Dy()
	}
	for d := -wide; d < wide; d++ {
		for along := range long {
			x, y := along, at+d
			if down {
				x, y = y, x
			}
			if !(image.Pt(x, y).In(page.Rect)) {
				continue
			}
			v := &page.Pix[page.PixOffset(x, y)]
			shade := float64(*v)
			if max(d, -d) < 2 {
				shade = max(shade, 170)
			}
			*v = uint8(shade * (1 - dark*math.Exp(-float64(d*d)/300)))
		}
	}
}

// seals prints red seals of 36 mm over a page.
func seals(page image.Image, r *rand.Rand) image.Image {
	out := image.NewRGBA(page.Bounds())
	draw.Draw(out, out.Rect, page, page.Bounds().Min, draw.Src)
	const radius = 212.0
	for range 1 + r.IntN(2) {
		x0, y0 := float64(out.Rect.Dx())*(0.2+0.6*r.Float64()), float64(out.Rect.Dy())*(0.08+0.4*r.Float64())
		for y := int(y0 - radius); y < int(y0+radius); y++ {
			for x := int(x0 - radius); x < int(x0+radius); x++ {
				far := math.Hypot(float64(x)-x0, float64(y)-y0)
				if far > radius || far < radius-14 && (int(far)/9)%3 != 0 || !image.Pt(x, y).In(out.Rect) {
					continue
				}
				under := out.RGBAAt(x, y)
				ink := func(c uint8, takes int) uint8 { return uint8(int(c) * takes / 255) } // lets the black below through
				out.SetRGBA(x, y, color.RGBA{ink(under.R, 215), ink(under.G, 60), ink(under.B, 70), 255})
			}
		}
	}
	return out
}
