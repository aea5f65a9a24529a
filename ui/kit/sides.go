package kit

import "fyne.io/fyne/v2"

// Sides sets a list left and what was chosen in it right, and behind the list where
// there is no room beside it.
func Sides(list, chosen fyne.CanvasObject) *Bench {
	b := NewBench(0, &Part{Name: T("kit.part-list"), Wide: listWide, Of: list}, &Part{Name: T("kit.part-chosen"), Wide: chosenLeast, Of: chosen, Rest: true})
	b.Turn(TheList)
	return b
}

// The list is as wide as a title with its day beside it, in units of the screen.
const (
	listWide    = 420
	chosenLeast = 380
)

// The parts of Sides.
const (
	TheList = iota
	TheChosen
)
