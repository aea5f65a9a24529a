package compare

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"
)

// scanner is one scan of printed paper. Pixels are those of the scan.
type scanner struct {
	degrees          float64
	scaleX, scaleY   float64
	wave, wavelength float64 // mm: the feeder's unevenness down the page
	dpi              float64
	blur, noise      float64
	specks           float64
	ink, paper       float64 // grey of black and of white
	swell            float64 // how much toner swells (below 1) or is faint (above)
	streak           float64 // share by which the toner is fainter in places
	shade            float64
	lid              float64
	dust             int
	quality          int // of the JPEG; 0 none
	seed             uint64
}

func anyScanner(seed uint64) scanner {
	r := rand.New(rand.NewPCG(seed, 7))
	between := func(a, b float64) float64 { return a + (b-a)*r.Float64() }
	s := scanner{
		degrees: between(-1, 1), wave: between(0, 0.3), wavelength: between(60, 200), dpi: 200,
		blur: between(0.3, 1.2), noise: between(3, 16), specks: between(0, 0.002),
		ink: between(0, 60), paper: between(190, 255), swell: between(0.7, 1.5), streak: between(0, 0.25),
		shade: between(-25, 25), lid: between(60, 255), dust: r.IntN(15), seed: seed,
	}
	s.scaleX = between(0.98, 1.005)
	s.scaleY = s.scaleX * between(0.997, 1.003)
	if r.IntN(4) != 0 {
		s.quality = 60 + r.IntN(35)
	}
	return s
}

func (s scanner) String() string {
	return fmt.Sprintf("seed %d: %.2f°, scale %.3f×%.3f, wave %.2f/%.0f mm, blur %.2f, noise %.1f, specks %.4f, ink %.0f, paper %.0f, swell %.2f, streak %.2f, shade %.0f, lid %.0f, JPEG %d",
		s.seed, s.degrees, s.scaleX, s.scaleY, s.wave, s.wavelength, s.blur, s.noise, s.specks, s.ink, s.paper, s.swell, s.streak, s.shade, s.lid, s.quality)
}

// scan gives the picture of a page that was drawn at any resolution.
func (s scanner) scan(t testing.TB, page *image.Gray, pageDPI float64) image.Image {
	t.Helper()
	f := s.laid(page, pageDPI)
	f.blur(s.blur)
	out := s.sensed(f)
	return s.file(t, out)
}

func (s scanner) file(t testing.TB, img image.Image) image.Image {
	if s.quality == 0 {
		return img
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: s.quality}); err != nil {
		t.Fatal(err)
	}
	out, err := jpeg.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

type field struct {
	w, h int
	v    []float32
}

func (s scanner) laid(page *image.Gray, pageDPI float64) *field {
	sin, cos := math.Sincos(s.degrees * math.Pi / 180)
	k := s.dpi / pageDPI
	pw, ph := float64(page.Rect.Dx())*k, float64(page.Rect.Dy())*k
	w, h := int(math.Abs(pw*cos)+math.Abs(ph*sin))+1, int(math.Abs(pw*sin)+math.Abs(ph*cos))+1
	f := &field{w, h, make([]float32, w*h)}
	mx, my := page.Rect.Dx()-1, page.Rect.Dy()-1
	lid := float32(s.lid)
	var curve [256]float32
	for i := range curve {
		curve[i] = float32(255 * (1 - math.Pow(1-float64(i)/255, s.swell)))
	}
	for y := range h {
		dy := float64(y) - float64(h)/2
		waved := s.wave * s.dpi / 25.4 * math.Sin(2*math.Pi*float64(y)/s.dpi*25.4/s.wavelength)
		for x := range w {
			dx := float64(x) - float64(w)/2
			px := ((cos*dx+sin*dy)/s.scaleX + pw/2) / k
			py := ((-sin*dx+cos*dy+waved)/s.scaleY + ph/2) / k
			x0, y0 := int(px), int(py)
			if px < 0 || py < 0 || x0 >= mx || y0 >= my {
				f.v[y*w+x] = lid
				continue
			}
			tx, ty := float32(px-float64(x0)), float32(py-float64(y0))
			a := page.Pix[y0*page.Stride+x0:]
			b := page.Pix[(y0+1)*page.Stride+x0:]
			if a[0]&a[1]&b[0]&b[1] == 255 {
				f.v[y*w+x] = 255
				continue
			}
			upper := curve[a[0]]*(1-tx) + curve[a[1]]*tx
			lower := curve[b[0]]*(1-tx) + curve[b[1]]*tx
			f.v[y*w+x] = upper*(1-ty) + lower*ty
		}
	}
	return f
}

func (f *field) blur(deviation float64) {
	if deviation < 0.05 {
		return
	}
	reach := int(math.Ceil(2.5 * deviation))
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

func (s scanner) sensed(f *field) *image.Gray {
	r := rand.New(rand.NewPCG(s.seed, 8))
	noise := make([]float32, 1<<14)
	for i := range noise {
		noise[i] = float32(r.NormFloat64() * s.noise)
	}
	out := image.NewGray(image.Rect(0, 0, f.w, f.h))
	speck := uint32(s.specks * (1 << 16))
	gain := make([]float32, f.w)
	for x := range gain {
		gain[x] = float32(1 - s.streak*math.Max(0, math.Sin(float64(x)*0.004+float64(s.seed))))
	}
	for y := range f.h {
		for x := range f.w {
			at := y*f.w + x
			dice := r.Uint32()
			shade := float32(s.shade * (float64(x)/float64(f.w) - 0.5))
			v := float32(s.paper) - (255-f.v[at])*gain[x]/255*float32(s.paper-s.ink) + shade + noise[dice>>18]
			switch low := dice & 0xffff; {
			case low < speck/2:
				v = 0
			case low < speck:
				v = 255
			}
			out.Pix[at] = uint8(min(max(v+0.5, 0), 255))
		}
	}
	for range s.dust {
		x, y := 2+r.IntN(f.w-4), 2+r.IntN(f.h-4)
		for range 3 {
			x1, y1 := x+r.IntN(2), y+r.IntN(2)
			v := out.GrayAt(x1, y1).Y
			out.SetGray(x1, y1, color.Gray{uint8(float64(v)*0.4 + 110*float64(v)/255*0.6)})
		}
	}
	return out
}
