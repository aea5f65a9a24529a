package described

import (
	"image"
	"image/draw"
	"math"

	"tram/local/office"
)

// Strips are pieces of pages on which suggestions were read, by the keys of their questions.
type Strips map[string]image.Image

// A strip shows a little more than the words, and never so little that nothing tells where
// on the page it lies: in parts of the page.
const (
	stripAside = 0.012
	stripAbove = 0.005
	stripBelow = 0.002 // the next line begins there
	stripLeast = 0.4   // of the width
)

// StripSide is how fine a page has to be for its strips: pixels of its longer side.
const StripSide = 1800

// CutStrips cuts the strips of a heading from the pictures of the pages where it was read;
// of what was read nowhere, or on a page whose picture cannot be had, there is none.
func CutStrips(h office.Heading, page func(int) (image.Image, error)) Strips {
	strips, pages := Strips{}, map[int]image.Image{}
	for key, at := range map[string]office.Strip{"type": h.Seen.Type, "number": h.Seen.Number, "symbol": h.Seen.Symbol,
		"issued": h.Seen.Issued, "issuer": h.Seen.Issuer, "subject": h.Seen.Subject} {
		if !at.Known() {
			continue
		}
		img, had := pages[at.Page]
		if !had {
			img, _ = page(at.Page)
			pages[at.Page] = img
		}
		if img != nil {
			strips[key] = cut(img, at.Box)
		}
	}
	return strips
}

// cut copies a part of a page, so that the page itself can go.
func cut(page image.Image, box [4]float64) image.Image {
	b := page.Bounds()
	left, right := box[0]-stripAside, box[2]+stripAside
	if lacks := stripLeast - (right - left); lacks > 0 {
		left, right = left-lacks/2, right+lacks/2
	}
	left, right = left-max(0, right-1), right-min(0, left) // what lies beyond an edge is shown at the other side
	w, h := float64(b.Dx()), float64(b.Dy())
	r := image.Rect(int(math.Floor(left*w)), int(math.Floor((box[1]-stripAbove)*h)), int(math.Ceil(right*w)), int(math.Ceil((box[3]+stripBelow)*h))).
		Add(b.Min).Intersect(b)
	if r.Empty() {
		return nil
	}
	strip := image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	draw.Draw(strip, strip.Bounds(), page, r.Min, draw.Src)
	return strip
}
