package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// scan is one pass of a sheet over the glass: slightly turned, lit unevenly,
// with the noise of the sensor and a little dust.
type scan struct {
	random *rand.Rand
	skew   float64 // degrees
}

func newScan(seed uint64, skew float64) *scan {
	return &scan{random: rand.New(rand.NewPCG(seed, seed)), skew: skew}
}

// age gives back the sheet as the scanner saw it; behind, which may be nil, is
// the printing that shines through from the other side.
func (s *scan) age(sheet, behind *image.RGBA) *image.RGBA {
	out := s.turned(sheet)
	var through *image.RGBA
	if behind != nil {
		through = s.turned(behind)
	}
	b := out.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := out.RGBAAt(x, y)
			light := s.light(float64(x)/float64(b.Dx()), float64(y)/float64(b.Dy()))
			noise := s.random.NormFloat64() * 1.0
			if through != nil {
				noise -= 0.02 * float64(255-through.RGBAAt(b.Dx()-1-x, y).G)
			}
			out.SetRGBA(x, y, color.RGBA{
				R: clamp(float64(c.R)*light + noise),
				G: clamp(float64(c.G)*light*0.993 + noise),
				B: clamp(float64(c.B)*light*0.968 + noise), A: 255,
			})
		}
	}
	s.dust(out)
	return out
}

// turned rotates a sheet around its middle by the skew of this pass.
func (s *scan) turned(img *image.RGBA) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(b)
	draw.Draw(out, b, image.White, image.Point{}, draw.Src)
	sin, cos := math.Sincos(s.skew * math.Pi / 180)
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	m := f64.Aff3{cos, -sin, cx - cos*cx + sin*cy, sin, cos, cy - sin*cx - cos*cy}
	draw.CatmullRom.Transform(out, m, img, b, draw.Src, nil)
	return out
}

// light is brightest at the middle of the lamp and falls off to the edges.
func (s *scan) light(x, y float64) float64 {
	return 0.985 - 0.025*(x-0.5)*(x-0.5)*4 - 0.012*(y-0.3)
}

// dust leaves a few specks, none larger than a full stop.
func (s *scan) dust(img *image.RGBA) {
	b := img.Bounds()
	for range 14 {
		x, y := s.random.IntN(b.Dx()), s.random.IntN(b.Dy())
		for range 3 {
			dab(img, float64(x+s.random.IntN(2)), float64(y+s.random.IntN(2)), color.RGBA{R: 120, G: 116, B: 108, A: 255}, 0.6)
		}
	}
}

func clamp(v float64) uint8 { return uint8(max(0, min(255, v+0.5))) }

// jpegAt encodes a picture and puts in what Go's encoder leaves out: the JFIF
// segment with the density, so that the page knows its size on paper.
func jpegAt(img image.Image, dpi uint16) []byte {
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, img, &jpeg.Options{Quality: quality}); err != nil {
		panic(err) // a buffer takes every write, and the page is small enough
	}
	const startOfImage = 2
	jfif := []byte{0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 1 /* per inch */}
	jfif = binary.BigEndian.AppendUint16(jfif, dpi)
	jfif = binary.BigEndian.AppendUint16(jfif, dpi)
	jfif = append(jfif, 0, 0) // no thumbnail
	out := append([]byte{}, plain.Bytes()[:startOfImage]...)
	return append(append(out, jfif...), plain.Bytes()[startOfImage:]...)
}
