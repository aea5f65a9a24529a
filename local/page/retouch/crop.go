package retouch

import (
	"image"
	"math"
	"slices"

	"tram/local/office"
	"tram/local/page"
)

// Paper lies on a lid that is darker, or as light but for the shade at the edge of the paper.
// From each side of the picture what has the colour of the lid is passed over, up to where
// the paper begins: along most of its length something else is seen, and it is a shade or
// another tone, not a line of ink. A side on which no such edge is found stays as it is.
const (
	cropSide  = 1200 // pixels along the longer side
	lidFrom   = 3    // pixels from the edge of the picture, where the lid shows whatever the device did at its last pixel,
	lidTo     = 9    // up to which the middle colour is that of the lid
	lidOff    = 7.0  // levels from it that still are lid, and
	lidGrains = 3.5  // as many deviations of its grain
	mostLid   = 0.85 // of a side that the lid takes
	leastLid  = 10   // pixels: less is no margin that anybody sees
	ofLid     = 0.97 // of the pixels of a line that are lid where there is no paper
	leastSide = 32   // pixels of a picture that has room for a lid and a paper
	isEdge    = 0.7  // of the pixels along the paper that differ from the lid at its edge
	edgeWide  = 4    // pixels in which the edge lies
	shadeMost = 90.0 // levels by which the shade of an edge is darker than the lid: ink is darker
	toneLeast = 2.5  // levels between lid and paper
)

// Paper finds the box of the paper in the picture of a straightened page, whose full size is
// given; false: no edge of it is seen, or it fills the picture.
func Paper(img image.Image, full image.Point) (office.Box, bool) {
	s := sidesOf(page.Shrink(img, cropSide))
	if min(s.w, s.h) < leastSide {
		return office.Box{}, false
	}
	other := s.around(image.Rect(0, 0, s.w, s.h), s.other) // than the lid: paper, or ink on a paper like it
	box := s.around(other, s.edge)
	if box == image.Rect(0, 0, s.w, s.h) || box.Dx() < s.w/10 || box.Dy() < s.h/10 {
		return office.Box{}, false
	}
	px, py := float64(full.X)/float64(s.w), float64(full.Y)/float64(s.h)
	x0, y0 := int(math.Round(float64(box.Min.X)*px)), int(math.Round(float64(box.Min.Y)*py))
	x1, y1 := min(full.X, int(math.Round(float64(box.Max.X)*px))), min(full.Y, int(math.Round(float64(box.Max.Y)*py)))
	return office.Box{X: x0, Y: y0, W: x1 - x0, H: y1 - y0}, true
}

type side int

const (
	left side = iota
	top
	right
	bottom
)

// sides reads a picture from each of its sides: how deep, and where along the side.
type sides struct {
	*image.RGBA
	w, h int
}

func sidesOf(img image.Image) sides {
	rgba := asRGBA(img)
	return sides{rgba, rgba.Rect.Dx(), rgba.Rect.Dy()}
}

type shade [3]float64

func (s sides) at(from side, deep, along int) shade {
	x, y := along, deep
	switch from {
	case left:
		x, y = deep, along
	case right:
		x, y = s.w-1-deep, along
	case bottom:
		y = s.h - 1 - deep
	}
	p := s.Pix[y*s.Stride+4*x:]
	return shade{float64(p[0]), float64(p[1]), float64(p[2])}
}

func (a shade) from(b shade) float64 {
	return max(math.Abs(a[0]-b[0]), math.Abs(a[1]-b[1]), math.Abs(a[2]-b[2]))
}

func (a shade) light() float64 { return (a[0] + a[1] + a[2]) / 3 }

// span is how far a side can be looked into, and the part along it where the paper lies.
func (s sides) span(box image.Rectangle, from side) (deep, first, end int) {
	if from == left || from == right {
		return s.w, box.Min.Y, box.Max.Y
	}
	return s.h, box.Min.X, box.Max.X
}

// around is what is left of a picture by how much is taken from each side.
func (s sides) around(box image.Rectangle, taken func(image.Rectangle, side) int) image.Rectangle {
	return image.Rect(taken(box, left), taken(box, top), s.w-taken(box, right), s.h-taken(box, bottom))
}

// lid is the colour of the lid on a side, and how far from it still is lid.
func (s sides) lid(from side, first, end int) (lid shade, off float64) {
	lid, off = s.middle(from, lidFrom, lidTo, first, end), lidOff
	const spots = 40
	for i := range spots { // of its grain
		if d := s.at(from, lidFrom, first+i*(end-first)/spots).from(lid); d < 3*lidOff {
			off = max(off, d*lidGrains/3)
		}
	}
	return lid, off
}

// other tells how many lines from a side are lid and nothing else.
func (s sides) other(box image.Rectangle, from side) int {
	deep, first, end := s.span(box, from)
	lid, off := s.lid(from, first, end)
	for at := lidFrom; at < int(mostLid*float64(deep)); at++ {
		if s.share(from, at, first, end, lid, off) < ofLid {
			return at
		}
	}
	return 0
}

// edge tells how many pixels from a side the paper begins; 0: it reaches the side, or that
// cannot be told.
func (s sides) edge(box image.Rectangle, from side) int {
	at := s.other(box, from)
	_, first, end := s.span(box, from)
	lid, off := s.lid(from, first, end)
	if at < leastLid || !s.isEdge(from, at, first, end, lid, off) {
		return 0
	}
	return at + s.rest(from, at, first, end, lid, off)
}

// share is the part of a line that looks like the lid.
func (s sides) share(from side, at, first, end int, lid shade, off float64) float64 {
	n := 0
	for i := first; i < end; i++ {
		if s.at(from, at, i).from(lid) <= off {
			n++
		}
	}
	return float64(n) / float64(max(1, end-first))
}

// isEdge tells the edge of a paper from writing and from a rule.
func (s sides) isEdge(from side, at, first, end int, lid shade, off float64) bool {
	most := 0.0
	for i := range edgeWide {
		most = max(most, 1-s.share(from, at+i, first, end, lid, off))
	}
	if most < isEdge {
		return false
	}
	inside := s.middle(from, at+2*edgeWide, at+4*edgeWide, first, end)
	shadow := s.middle(from, at, at+edgeWide, first, end)
	return inside.from(lid) >= toneLeast && (inside.light() > lid.light() || lid.light()-shadow.light() < shadeMost) ||
		lid.light()-shadow.light() > toneLeast && lid.light()-shadow.light() < shadeMost
}

// rest is how many more lines the slope of the edge itself takes: up to where the line is
// mostly paper.
func (s sides) rest(from side, at, first, end int, lid shade, off float64) int {
	for i := range edgeWide {
		if 1-s.share(from, at+i, first, end, lid, off) >= isEdge {
			return i
		}
	}
	return 0
}

// middle is the middle colour of some lines.
func (s sides) middle(from side, at, to, first, end int) (m shade) {
	deep, _, _ := s.span(s.Rect, from)
	var values [3][]float64
	step := max(1, (end-first)/400)
	for d := at; d < min(to, deep); d++ {
		for i := first; i < end; i += step {
			p := s.at(from, d, i)
			for c := range p {
				values[c] = append(values[c], p[c])
			}
		}
	}
	for c := range m {
		if len(values[c]) > 0 {
			slices.Sort(values[c])
			m[c] = values[c][len(values[c])/2]
		}
	}
	return m
}
