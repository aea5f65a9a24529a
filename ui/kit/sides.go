package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Sides sets a list left and what was chosen in it right.
func Sides(list, chosen fyne.CanvasObject) *fyne.Container {
	return container.New(sides{}, list, chosen)
}

type sides struct{}

// The list is as wide as a title with its day beside it, in units of the screen.
const (
	listWide = 420
	sideGap  = 10
)

func (sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(listWide+sideGap+o[1].MinSize().Width, 300)
}

func (sides) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(listWide, size.Height))
	o[1].Move(fyne.NewPos(listWide+sideGap, 0))
	o[1].Resize(fyne.NewSize(size.Width-listWide-sideGap, size.Height))
}
