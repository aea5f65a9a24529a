package page

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// sheet is a scanned page that a test writes on, and that remembers where.
type sheet struct {
	*image.RGBA
	dpi  float64
	ink  []image.Rectangle
	seed *rand.Rand
}

// newSheet is paper of a colour, millimetres wide and high.
func newSheet(wMM, hMM, dpi float64, paper color.RGBA) *sheet {
	s := &sheet{dpi: dpi, seed: rand.New(rand.NewPCG(1, 2))}
	s.RGBA = image.NewRGBA(image.Rect(0, 0, s.px(wMM), s.px(hMM)))
	for y := range s.Rect.Dy() {
		for x := range s.Rect.Dx() {
			s.SetRGBA(x, y, paper)
		}
	}
	return s
}

// again is a copy to write on.
func (s *sheet) again() *sheet {
	pixels := *s.RGBA
	pixels.Pix = slices.Clone(s.Pix)
	return &sheet{RGBA: &pixels, dpi: s.dpi, seed: s.seed, ink: slices.Clone(s.ink)}
}

func (s *sheet) px(mm float64) int { return max(1, int(math.Round(mm/25.4*s.dpi))) }

// each changes every pixel.
func (s *sheet) each(change func(x, y int, v float64) float64) *sheet {
	for i, v := range s.Pix {
		if i%4 == 3 {
			continue
		}
		x, y := i/4%s.Rect.Dx(), i/4/s.Rect.Dx()
		s.Pix[i] = uint8(min(max(change(x, y, float64(v)), 0), 255))
	}
	return s
}

// noisy is the grain of a scanner: each pixel and colour by itself.
func (s *sheet) noisy(deviation float64) *sheet {
	return s.each(func(_, _ int, v float64) float64 { return v + s.seed.NormFloat64()*deviation })
}

// shaded darkens towards one corner, as a lamp and a fold do.
func (s *sheet) shaded(most float64) *sheet {
	w, h := float64(s.Rect.Dx()), float64(s.Rect.Dy())
	return s.each(func(x, y int, v float64) float64 {
		across, down := float64(x)/w, float64(y)/h
		return v - most*(0.6*across*across+0.4*down)
	})
}

// write puts ink into a box, in millimetres, by mixing it into the paper:
// strength 1 is opaque.
func (s *sheet) write(x, y, w, h float64, c color.RGBA, strength float64) *sheet {
	r := image.Rect(s.px(x), s.px(y), s.px(x)+s.px(w), s.px(y)+s.px(h)).Intersect(s.Rect)
	for py := r.Min.Y; py < r.Max.Y; py++ {
		for px := r.Min.X; px < r.Max.X; px++ {
			p := s.RGBAAt(px, py)
			mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-strength) + float64(b)*strength) }
			s.SetRGBA(px, py, color.RGBA{mix(p.R, c.R), mix(p.G, c.G), mix(p.B, c.B), 255})
		}
	}
	s.ink = append(s.ink, r)
	return s
}

// disc punches a hole, or presses a seal.
func (s *sheet) disc(x, y, across float64, c color.RGBA) *sheet {
	const strips = 60
	for i := range strips {
		dy := (float64(i)+0.5)/strips*across - across/2
		half := math.Sqrt(across*across/4 - dy*dy)
		s.write(x-half, y+dy, 2*half, across/strips, c, 1)
	}
	return s
}

// letters writes a line of marks as tall as 14 pt letters.
func (s *sheet) letters(x, y float64, n int, c color.RGBA) *sheet {
	for i := range n {
		at := x + 2.4*float64(i)
		s.write(at, y, 0.4, 2.4, c, 1)
		s.write(at, y+1, 1.5, 0.3, c, 1)
	}
	return s
}

// scanned is the sheet as a JPEG brings it.
func (s *sheet) scanned(t testing.TB, quality int) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, s.RGBA, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

var (
	white  = color.RGBA{250, 250, 248, 255}
	cream  = color.RGBA{240, 228, 200, 255}
	pink   = color.RGBA{242, 200, 205, 255}
	black  = color.RGBA{20, 20, 25, 255}
	pencil = color.RGBA{150, 150, 152, 255}
	seal   = color.RGBA{200, 30, 50, 255}
	marker = color.RGBA{255, 250, 130, 255}
)
