package kit

import "fyne.io/fyne/v2"

// A page is looked at field by field: a field was before the clerk when its
// middle was in view. They are so fine that no line of a page fits between two.
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

// Glances remembers of one page which of its fields have been before the clerk.
type Glances [fieldsDown]uint16

// Add notes what of a page lies in a window over it.
func (g *Glances) Add(page, window Area) {
	g.each(page, func(row, column int, at fyne.Position) {
		if window.holds(at) {
			g[row] |= 1 << column
		}
	})
}

// each goes through the fields of a page line by line.
func (g *Glances) each(page Area, do func(row, column int, middle fyne.Position)) {
	for y := range fieldsDown {
		for x := range fieldsAcross {
			do(y, x, page.At.AddXY(page.Size.Width*(float32(x)+0.5)/fieldsAcross, page.Size.Height*(float32(y)+0.5)/fieldsDown))
		}
	}
}

// All tells that no field is left.
func (g *Glances) All() bool {
	for _, row := range g {
		if row != 1<<fieldsAcross-1 {
			return false
		}
	}
	return true
}

// Any tells that a field was seen.
func (g *Glances) Any() bool { return *g != Glances{} }

// rest is the middle of the first field that was not seen, in the order of a
// reader who goes down before they go to the right.
func (g *Glances) rest(page Area) (at fyne.Position, is bool) {
	first := fieldsAcross
	g.each(page, func(row, column int, middle fyne.Position) {
		if column < first && g[row]&(1<<column) == 0 {
			first, at, is = column, middle, true
		}
	})
	return at, is
}
