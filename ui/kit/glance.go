package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// A page is looked at field by field: a field was seen when its middle was in view for so
// long as Dwell. They are so fine that no line of a page fits between two.
const (
	fieldsAcross = 16
	fieldsDown   = 64
)

// leastLegible is how large a page must be shown, in dots of the screen to the
// inch, to have been read.
const leastLegible = 70

// legiblePercent is that size as a percentage of the true one.
const legiblePercent = leastLegible * 100 / (unitsPerMM * mmPerInch)

const mmPerInch = 25.4

// Legible tells that a page shown at a percentage of its true size is large
// enough to be read.
func Legible(percent float64) bool { return percent >= legiblePercent-0.01 }

// Area is a rectangle on the screen.
type Area struct {
	At   fyne.Position
	Size fyne.Size
}

func (a Area) holds(p fyne.Position) bool {
	return p.X >= a.At.X && p.X <= a.At.X+a.Size.Width && p.Y >= a.At.Y && p.Y <= a.At.Y+a.Size.Height
}

// Glances remembers of one page how long each of its fields was before the clerk, in
// milliseconds up to Dwell.
type Glances [fieldsDown][fieldsAcross]uint16

const dwelt = uint16(Dwell / time.Millisecond)

// Add notes what of a page lay in a window over it, and for how long. What was in view for no
// time that can be told was before the clerk all the same.
func (g *Glances) Add(page, window Area, long time.Duration) {
	by := uint16(max(1, min(long, Dwell)/time.Millisecond))
	g.each(page, func(row, column int, at fyne.Position) {
		if window.holds(at) {
			g[row][column] = min(dwelt, g[row][column]+by)
		}
	})
}

// left is how long what of a page is in a window must stay there to be seen; 0: all of that is.
func (g *Glances) left(page, window Area) (left time.Duration) {
	g.each(page, func(row, column int, at fyne.Position) {
		if window.holds(at) {
			left = max(left, time.Duration(dwelt-g[row][column])*time.Millisecond)
		}
	})
	return left
}

// each goes through the fields of a page line by line.
func (g *Glances) each(page Area, do func(row, column int, middle fyne.Position)) {
	for y := range fieldsDown {
		for x := range fieldsAcross {
			do(y, x, page.At.AddXY(page.Size.Width*(float32(x)+0.5)/fieldsAcross, page.Size.Height*(float32(y)+0.5)/fieldsDown))
		}
	}
}

// All tells that every field was seen.
func (g *Glances) All() bool {
	for _, row := range g {
		for _, long := range row {
			if long < dwelt {
				return false
			}
		}
	}
	return true
}

// Any tells that a field was seen.
func (g *Glances) Any() bool {
	for _, row := range g {
		for _, long := range row {
			if long == dwelt {
				return true
			}
		}
	}
	return false
}

// rest is the middle of the first field that was before the clerk for less than so long, in
// the order of a reader who goes down before they go to the right.
func (g *Glances) rest(page Area, least time.Duration) (at fyne.Position, is bool) {
	first := fieldsAcross
	g.each(page, func(row, column int, middle fyne.Position) {
		if column < first && time.Duration(g[row][column])*time.Millisecond < least {
			first, at, is = column, middle, true
		}
	})
	return at, is
}
