package reader

import (
	"math"
	"sort"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// Lengths in units of the screen.
const (
	margin   = 12 // above and below the pages
	beside   = 6  // left and right of them
	pageGap  = 12 // between two of them
	barWide  = 14 // of the bar that scrolls
	mostFit  = 200.0
	thinnest = 8 // a page is never shown smaller
)

// strip is how all pages lie one below the other at a zoom. Where pages are
// fitted, each is by itself, so that a wide annex shows whole between narrow
// pages.
type strip struct {
	tops  []float32
	sizes []fyne.Size
	units []float64 // of a millimetre on each page
	total fyne.Size
	room  fyne.Size
}

func newStrip(shapes []office.PageShape, zoom kit.Zoom, room fyne.Size) strip {
	s := strip{room: room, total: fyne.NewSize(room.Width, margin)}
	for _, shape := range shapes {
		u := unitsOf(shape, zoom, room)
		size := fyne.NewSize(max(thinnest, whole(shape.W*u)), max(thinnest, whole(shape.H*u)))
		s.tops, s.sizes, s.units = append(s.tops, s.total.Height), append(s.sizes, size), append(s.units, u)
		s.total.Height += size.Height + pageGap
		s.total.Width = max(s.total.Width, size.Width+2*beside)
	}
	s.total.Height += margin - pageGap
	return s
}

// unitsOf is the length of a millimetre of a page at a zoom.
func unitsOf(shape office.PageShape, zoom kit.Zoom, room fyne.Size) float64 {
	if zoom != kit.FitWidth && zoom != kit.FitPage {
		return kit.UnitsPerMM * float64(zoom) / 100
	}
	u := float64(room.Width-2*beside-barWide) / shape.W
	if zoom == kit.FitPage {
		u = min(u, float64(room.Height-2*margin)/shape.H)
	}
	return min(u, kit.UnitsPerMM*mostFit/100)
}

// place is where a page lies.
func (s strip) place(i int) (fyne.Position, fyne.Size) {
	return fyne.NewPos(whole(float64(s.total.Width-s.sizes[i].Width)/2), s.tops[i]), s.sizes[i]
}

// at is the page at a height; the one above where it falls between two.
func (s strip) at(y float32) int {
	return max(0, sort.Search(len(s.tops), func(i int) bool { return s.tops[i] > y })-1)
}

// within are the first and the last page between two heights.
func (s strip) within(top, bottom float32) (first, last int) {
	first = s.at(top)
	if first < len(s.tops)-1 && s.tops[first]+s.sizes[first].Height < top {
		first++
	}
	return first, max(first, s.at(bottom))
}

const mmPerInch = 25.4

// fine is a resolution, coarser where a page of so many millimetres would have
// too many dots.
func fine(dpi, w, h float64) float64 {
	return max(1, min(dpi, math.Sqrt(mostPixels/(w*h/mmPerInch/mmPerInch))))
}

// whole is a length in whole units: a page that lies between two dots of the
// screen is blurred.
func whole(v float64) float32 { return float32(math.Round(v)) }
