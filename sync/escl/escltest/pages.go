package escltest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"sync"
)

// Side is one side of a sheet of paper.
type Side struct {
	Sheet int // from 1
	Back  bool
}

// bits is how many stripes a page has, the last of which makes their number even.
const bits = 13

// page is a side as the device scans it: grey on white, its number as dark and light
// stripes from left to right.
type page struct {
	side Side
	w, h int // pixels
}

var drawn sync.Map // page to its JPEG

func (p page) jpeg() []byte {
	if b, is := drawn.Load(p); is {
		return b.([]byte)
	}
	img := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	number := p.side.number()
	for x := range p.w {
		shade := color.RGBA{235, 235, 235, 255}
		if number>>(x*bits/p.w)&1 == 1 {
			shade = color.RGBA{40, 40, 60, 255}
		}
		for y := range p.h {
			img.SetRGBA(x, y, shade)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err) // into memory, of an image of a size that was checked
	}
	drawn.Store(p, b.Bytes())
	return b.Bytes()
}

// Page is a side as a JPEG of so many pixels.
func Page(s Side, w, h int) []byte { return page{s, w, h}.jpeg() }

func (s Side) number() int {
	n := s.Sheet << 1
	if s.Back {
		n |= 1
	}
	parity := 0
	for b := n; b > 0; b >>= 1 {
		parity ^= b & 1
	}
	return n&(1<<(bits-1)-1) | parity<<(bits-1)
}

// Read tells which side an image shows.
func Read(img image.Image) (Side, error) {
	r := img.Bounds()
	n := 0
	for i := range bits {
		x := r.Min.X + (2*i+1)*r.Dx()/(2*bits)
		if g := color.GrayModel.Convert(img.At(x, r.Min.Y+r.Dy()/2)).(color.Gray); g.Y < 128 {
			n |= 1 << i
		}
	}
	s := Side{Sheet: n & (1<<(bits-1) - 1) >> 1, Back: n&1 == 1}
	if s.Sheet == 0 || s.number() != n {
		return Side{}, fmt.Errorf("stripes %013b are no page", n)
	}
	return s, nil
}

// ReadFile tells which side a file of any registered kind shows.
func ReadFile(path string) (Side, error) {
	f, err := os.Open(path)
	if err != nil {
		return Side{}, err
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		return Side{}, fmt.Errorf("%s: %w", path, err)
	}
	return Read(img)
}
