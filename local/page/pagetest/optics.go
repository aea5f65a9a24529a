// Package pagetest does to a drawn page what a bad scanner or camera does, for
// the tests of every room that looks at paper.
package pagetest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"
)

// Optics is what a machine makes of what it sees. The same seed gives the same
// picture.
type Optics struct {
	Blur       float64 // deviation in pixels
	Noise      float64 // deviation in grey levels
	Specks     float64 // share of pixels that are black or white for no reason
	Ink, Paper float64 // grey of black and of white
	Shade      float64 // by which the paper darkens towards one side
	Streak     float64 // share by which ink is fainter in stripes down the page
	Dust       int     // motes of two pixels
	Quality    int     // of the JPEG that the machine makes; 0 none
	Seed       uint64
}

// See gives the picture of what lies there.
func (o Optics) See(t testing.TB, f *Field) image.Image {
	t.Helper()
	return o.File(t, o.Sense(f))
}

// Sense gives the picture before it becomes a file. The field is used up.
func (o Optics) Sense(f *Field) *image.Gray {
	f.blur(o.Blur)
	r := rand.New(rand.NewPCG(o.Seed, 8))
	noise := make([]float32, 1<<14)
	for i := range noise {
		noise[i] = float32(r.NormFloat64() * o.Noise)
	}
	out := image.NewGray(image.Rect(0, 0, f.W, f.H))
	speck := uint32(o.Specks * (1 << 16))
	light, shade := o.along(f.W)
	for y := range f.H {
		for x := range f.W {
			at := y*f.W + x
			dice := r.Uint32()
			v := float32(o.Paper) - (255-f.V[at])*light[x] + shade[x] + noise[dice>>18]
			switch low := dice & 0xffff; {
			case low < speck/2:
				v = 0
			case low < speck:
				v = 255
			}
			out.Pix[at] = uint8(min(max(v+0.5, 0), 255))
		}
	}
	o.dust(out, r)
	return out
}

// along gives for each column what a step of ink takes from the paper's light,
// and by how much the paper is darker.
func (o Optics) along(w int) (light, shade []float32) {
	light, shade = make([]float32, w), make([]float32, w)
	for x := range w {
		faint := o.Streak * math.Max(0, math.Sin(float64(x)*0.004+float64(o.Seed)))
		light[x] = float32((1 - faint) / 255 * (o.Paper - o.Ink))
		shade[x] = float32(o.Shade * (float64(x)/float64(w) - 0.5))
	}
	return light, shade
}

func (o Optics) dust(img *image.Gray, r *rand.Rand) {
	for range o.Dust {
		x, y := 2+r.IntN(max(img.Rect.Dx()-4, 1)), 2+r.IntN(max(img.Rect.Dy()-4, 1))
		for range 3 {
			px, py := x+r.IntN(2), y+r.IntN(2)
			const through = 0.66
			img.SetGray(px, py, color.Gray{Y: uint8(through * float64(img.GrayAt(px, py).Y))})
		}
	}
}

// File is the picture after it was a file.
func (o Optics) File(t testing.TB, img image.Image) image.Image {
	t.Helper()
	if o.Quality == 0 {
		return img
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: o.Quality}); err != nil {
		t.Fatal(err)
	}
	out, err := jpeg.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
