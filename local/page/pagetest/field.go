package pagetest

import (
	"image"
	"math"
)

// Field is a picture in fractions of a grey level.
type Field struct {
	W, H int
	V    []float32
}

// Draw asks for each pixel of a field which point of the page it shows. What is
// around the page has a grey of its own.
func Draw(w, h int, page *image.Gray, around float32, from func(x, y float64) (px, py float64)) *Field {
	f := &Field{w, h, make([]float32, w*h)}
	mx, my := page.Rect.Dx()-1, page.Rect.Dy()-1
	for y := range h {
		for x := range w {
			px, py := from(float64(x), float64(y))
			x0, y0 := int(math.Floor(px)), int(math.Floor(py))
			if x0 < 0 || y0 < 0 || x0 >= mx || y0 >= my {
				f.V[y*w+x] = around
				continue
			}
			tx, ty := float32(px-float64(x0)), float32(py-float64(y0))
			a := page.Pix[y0*page.Stride+x0:]
			b := page.Pix[(y0+1)*page.Stride+x0:]
			upper := float32(a[0])*(1-tx) + float32(a[1])*tx
			lower := float32(b[0])*(1-tx) + float32(b[1])*tx
			f.V[y*w+x] = upper*(1-ty) + lower*ty
		}
	}
	return f
}

// Glass is as large as a page of w by h must find it, turned by so many degrees.
func Glass(w, h, degrees float64) (glassW, glassH int) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return int(math.Abs(w*cos)+math.Abs(h*sin)) + 1, int(math.Abs(w*sin)+math.Abs(h*cos)) + 1
}

// blur is Gaussian, of a deviation in pixels.
func (f *Field) blur(deviation float64) {
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
	across := make([]float32, len(f.V))
	down := make([]float32, len(f.V))
	for i, weight := range kernel {
		weight /= sum
		for y := range f.H {
			row := f.V[y*f.W : (y+1)*f.W]
			out := across[y*f.W : (y+1)*f.W]
			off := i - reach
			for x := max(0, -off); x < min(f.W, f.W-off); x++ {
				out[x] += weight * row[x+off]
			}
			for x := range max(0, -off) {
				out[x] += weight * row[0]
			}
			for x := max(0, f.W-off); x < f.W; x++ {
				out[x] += weight * row[f.W-1]
			}
		}
	}
	for i, weight := range kernel {
		weight /= sum
		for y := range f.H {
			from := min(max(y+i-reach, 0), f.H-1)
			row, out := across[from*f.W:(from+1)*f.W], down[y*f.W:(y+1)*f.W]
			for x, v := range row {
				out[x] += weight * v
			}
		}
	}
	f.V = down
}
