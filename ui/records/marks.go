package records

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"tram/local/office"
)

// markInk lies over words that were searched for, as of a marker pen: what it covers is
// read as before.
var markInk = color.NRGBA{255, 214, 0, 110}

// firstMarked is the first page on which something is marked; 0: none is.
func (o opened) firstMarked() (first int) {
	first = math.MaxInt
	for page := range o.marks {
		first = min(first, page)
	}
	if first == math.MaxInt {
		return 0
	}
	return first
}

// marked is the picture of a page with what was searched for marked on it.
func (o opened) marked(img image.Image, page int) image.Image {
	boxes := o.marks[page]
	if img == nil || len(boxes) == 0 {
		return img
	}
	top, high := o.without(page)
	b := img.Bounds()
	out := image.NewRGBA(b)
	draw.Draw(out, b, img, b.Min, draw.Src)
	const air = 0.002 // of the page, round a word
	for _, box := range boxes {
		at := image.Rect(
			int((box[0]-air)*float64(b.Dx())), int((top+(box[1]-air)*high)*float64(b.Dy())),
			int((box[2]+air)*float64(b.Dx())), int((top+(box[3]+air)*high)*float64(b.Dy()))).Add(b.Min)
		draw.Draw(out, at, image.NewUniform(markInk), image.Point{}, draw.Over)
	}
	return out
}

// without is where the scanned page begins on its sheet and how high it is, in parts of the
// sheet: the strip of a mark makes that higher.
func (o opened) without(page int) (top, high float64) {
	m := o.record.Mark
	if m == nil || m.Spot.Page != page || m.Spot.Grow <= 0 {
		return 0, 1
	}
	_, h := o.record.Pages[page].SizeMM()
	if h <= 0 {
		return 0, 1
	}
	if m.Spot.Where == office.StripTop {
		top = m.Spot.Grow / (h + m.Spot.Grow)
	}
	return top, h / (h + m.Spot.Grow)
}
