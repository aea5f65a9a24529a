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

// CroppedLying is Cropped for a capture that lies by an EXIF orientation: it is measured as it
// is shown, so that the same sheet is cropped alike however it lay.
func CroppedLying(img image.Image, r office.Retouch, full image.Point, orientation int) (office.Retouch, bool) {
	shown := r
	if Mirrored(orientation) {
		shown.Straightened = -r.Straightened
	}
	size := full
	if orientation >= 5 {
		size = image.Pt(full.Y, full.X)
	}
	shown, found := Cropped(page.Upright(img, orientation), shown, size)
	if !found {
		return r, false
	}
	r.Box, r.Cropped = captured(shown.Box, full, orientation), true
	return r, true
}

// Mirrored tells an EXIF orientation in which a page lies face down: angles run the other way.
func Mirrored(orientation int) bool {
	return orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7
}

// captured is where a box of the page as it is shown lies in a capture of so many pixels.
func captured(b office.Box, full image.Point, orientation int) office.Box {
	if orientation >= 5 { // 5 is turned over its diagonal; the others are 5 and 2, 3, 4
		b = office.Box{X: b.Y, Y: b.X, W: b.H, H: b.W}
		orientation = map[int]int{5: 1, 6: 4, 7: 3, 8: 2}[orientation]
	}
	if orientation == 2 || orientation == 3 {
		b.X = full.X - b.X - b.W
	}
	if orientation == 3 || orientation == 4 {
		b.Y = full.Y - b.Y - b.H
	}
	return b
}
