package retouch

import (
	"image"
	"math"

	"tram/local/office"
	"tram/local/page"
)

const (
	mostCut = 4 // pixels of ink that turning a page may move out of it: grains, no writing
	anyInk  = 1000
)

// Straight is what turns a page back whose lines run clockwise by so many degrees. It stays as
// large as its capture, unless writing would be moved out of it: then it grows.
func Straight(img image.Image, degrees float64, full image.Point) office.Retouch {
	r := office.Retouch{Straightened: math.Round(degrees*100) / 100}
	grey := small(img, anyInk)
	m := inkOf(grey)
	sin, cos := math.Sincos(-degrees * math.Pi / 180)
	w, h, cut := float64(m.w), float64(m.h), 0
	rimX, rimY := int(rim*w), int(rim*h)
	for y := rimY; y < m.h-rimY; y++ {
		for x := rimX; x < m.w-rimX; x++ {
			if !m.at[y*m.w+x] {
				continue
			}
			ox, oy := float64(x)+0.5-w/2, float64(y)+0.5-h/2
			if tx, ty := ox*cos-oy*sin+w/2, ox*sin+oy*cos+h/2; tx < 0 || ty < 0 || tx >= w || ty >= h {
				cut++
			}
		}
	}
	if cut > mostCut {
		r.Box = wholeBox(r.Straightened, full)
	}
	return r
}

// wholeBox holds all of a capture that is turned.
func wholeBox(degrees float64, full image.Point) office.Box {
	sin, cos := math.Sincos(math.Abs(degrees) * math.Pi / 180)
	w, h := float64(full.X)*cos+float64(full.Y)*sin, float64(full.X)*sin+float64(full.Y)*cos
	moreX, moreY := int(math.Ceil((w-float64(full.X))/2)), int(math.Ceil((h-float64(full.Y))/2))
	return office.Box{X: -moreX, Y: -moreY, W: full.X + 2*moreX, H: full.Y + 2*moreY}
}

// Cropped is a retouch with the box of the paper; false: no edge of it is seen.
func Cropped(img image.Image, r office.Retouch, full image.Point) (office.Retouch, bool) {
	whole := wholeBox(r.Straightened, full)
	lies := turned(page.Shrink(img, cropSide), office.Retouch{Straightened: r.Straightened, Box: whole}, full, true)
	box, found := Paper(lies, image.Pt(whole.W, whole.H))
	if !found {
		return r, false
	}
	box.X, box.Y = box.X+whole.X, box.Y+whole.Y
	r.Box, r.Cropped = box, true
	return r, true
}
