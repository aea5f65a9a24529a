package papercode_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"
)

// What a bad office scanner does to a page, at most. Pixels are of 200 dpi.
const (
	mostBlur     = 1.2   // deviation in pixels; a module of a code has 3
	leastNoise   = 4.0   // deviation in grey levels
	mostNoise    = 20.0  //
	mostSpecks   = 0.004 // share of pixels that are black or white for no reason
	mostInk      = 60.0  // grey of black
	leastPaper   = 185.0 // grey of white
	mostShade    = 25.0  // by which the paper darkens towards one side
	leastQuality = 60    // of the JPEG that the scanner makes
)

// scanner is one bad scan of a page.
type scanner struct {
	degrees     float64
	blur, noise float64
	specks      float64
	ink, paper  float64
	shade       float64
	lid         float64 // grey of what lies around the page
	quality     int     // of the JPEG; 0 none
	seed        uint64
}

// anyScanner draws a scan by its seed.
func anyScanner(seed uint64, degrees float64) scanner {
	r := rand.New(rand.NewPCG(seed, 7))
	s := scanner{
		degrees: degrees,
		blur:    mostBlur * r.Float64(),
		noise:   leastNoise + (mostNoise-leastNoise)*r.Float64(),
		specks:  mostSpecks * r.Float64(),
		ink:     mostInk * r.Float64(),
		paper:   leastPaper + (255-leastPaper)*r.Float64(),
		shade:   mostShade * (2*r.Float64() - 1),
		lid:     255 * r.Float64(),
		seed:    seed,
	}
	if r.IntN(2) == 0 {
		s.quality = leastQuality + r.IntN(100-leastQuality)
	}
	return s
}

func (s scanner) String() string {
	return fmt.Sprintf("seed %d: %.1f°, blur %.2f, noise %.1f, specks %.4f, ink %.0f, paper %.0f, shade %.0f, lid %.0f, JPEG %d",
		s.seed, s.degrees, s.blur, s.noise, s.specks, s.ink, s.paper, s.shade, s.lid, s.quality)
}

// scan gives the picture of a page.
func (s scanner) scan(t testing.TB, page *image.Gray) image.Image {
	t.Helper()
	f := s.turned(page)
	f.blur(s.blur)
	return s.sensed(t, f)
}

// sensed makes the file that the machine makes of what it sees.
func (s scanner) sensed(t testing.TB, f *field) image.Image {
	t.Helper()
	out := s.noisy(f)
	if s.quality == 0 {
		return out
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, out, &jpeg.Options{Quality: s.quality}); err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// field is a picture in fractions of a grey level.
type field struct {
	w, h int
	v    []float32
}

// turned lays the page on the glass, which is as large as it must be.
func (s scanner) turned(page *image.Gray) *field {
	sin, cos := math.Sincos(s.degrees * math.Pi / 180)
	pw, ph := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	w, h := int(math.Abs(pw*cos)+math.Abs(ph*sin))+1, int(math.Abs(pw*sin)+math.Abs(ph*cos))+1
	return drawn(w, h, page, float32(s.lid), func(x, y float64) (float64, float64) {
		dx, dy := x-float64(w)/2, y-float64(h)/2
		return cos*dx + sin*dy + pw/2, -sin*dx + cos*dy + ph/2
	})
}

// drawn asks for each pixel which point of the page it shows.
func drawn(w, h int, page *image.Gray, around float32, from func(x, y float64) (px, py float64)) *field {
	f := &field{w, h, make([]float32, w*h)}
	mx, my := page.Rect.Dx()-1, page.Rect.Dy()-1
	for y := range h {
		for x := range w {
			px, py := from(float64(x), float64(y))
			x0, y0 := int(math.Floor(px)), int(math.Floor(py))
			if x0 < 0 || y0 < 0 || x0 >= mx || y0 >= my {
				f.v[y*w+x] = around
				continue
			}
			tx, ty := float32(px-float64(x0)), float32(py-float64(y0))
			a := page.Pix[y0*page.Stride+x0:]
			b := page.Pix[(y0+1)*page.Stride+x0:]
			upper := float32(a[0])*(1-tx) + float32(a[1])*tx
			lower := float32(b[0])*(1-tx) + float32(b[1])*tx
			f.v[y*w+x] = upper*(1-ty) + lower*ty
		}
	}
	return f
}

// blur is Gaussian, of a deviation in pixels.
func (f *field) blur(deviation float64) {
	if deviation < 0.05 {
		return
	}
	reach := int(math.Ceil(3 * deviation))
	kernel := make([]float32, 2*reach+1)
	sum := float32(0)
	for i := range kernel {
		d := float64(i-reach) / deviation
		kernel[i] = float32(math.Exp(-d * d / 2))
		sum += kernel[i]
	}
	across := make([]float32, len(f.v))
	down := make([]float32, len(f.v))
	for i, weight := range kernel {
		weight /= sum
		for y := range f.h {
			row := f.v[y*f.w : (y+1)*f.w]
			out := across[y*f.w : (y+1)*f.w]
			off := i - reach
			for x := max(0, -off); x < min(f.w, f.w-off); x++ {
				out[x] += weight * row[x+off]
			}
			for x := range max(0, -off) {
				out[x] += weight * row[0]
			}
			for x := min(f.w, f.w-off); x < f.w; x++ {
				out[x] += weight * row[f.w-1]
			}
		}
	}
	for i, weight := range kernel {
		weight /= sum
		for y := range f.h {
			from := min(max(y+i-reach, 0), f.h-1)
			row, out := across[from*f.w:(from+1)*f.w], down[y*f.w:(y+1)*f.w]
			for x, v := range row {
				out[x] += weight * v
			}
		}
	}
	f.v = down
}

// noisy loses contrast and adds shade, noise and specks.
func (s scanner) noisy(f *field) *image.Gray {
	r := rand.New(rand.NewPCG(s.seed, 8))
	noise := make([]float32, 1<<14)
	for i := range noise {
		noise[i] = float32(r.NormFloat64() * s.noise)
	}
	out := image.NewGray(image.Rect(0, 0, f.w, f.h))
	speck := uint32(s.specks * (1 << 16))
	for y := range f.h {
		for x := range f.w {
			at := y*f.w + x
			dice := r.Uint32()
			shade := float32(s.shade * (float64(x)/float64(f.w) - 0.5))
			v := float32(s.ink) + f.v[at]/255*float32(s.paper-s.ink) + shade + noise[dice>>18]
			switch low := dice & 0xffff; {
			case low < speck/2:
				v = 0
			case low < speck:
				v = 255
			}
			out.Pix[at] = uint8(min(max(v+0.5, 0), 255))
		}
	}
	return out
}
