package digitise

import (
	"fyne.io/fyne/v2"

	"tram/ui/kit"
)

// Widths of the parts of the desk and of its count, in units of the screen; of the paper
// the least.
const (
	countWide  = 52
	pagesWide  = 226
	paperLeast = 330
	actWide    = kit.ActWide + 24 // a day beside the grade has room to be read
)

// pairs sets objects two in a row, the rows close together.
type pairs struct{}

func (pairs) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	wide := float32(0)
	for _, each := range o {
		wide = max(wide, each.MinSize().Width)
	}
	rows := (len(o) + 1) / 2
	return fyne.NewSize(2*wide, float32(rows)*o[0].MinSize().Height)
}

func (pairs) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width/2, h))
		o.Move(fyne.NewPos(float32(i%2)*size.Width/2, float32(i/2)*h))
	}
}

// flagLines stacks flags, pairs of sign and word, with little air: three must
// fit beside a picture.
type flagLines struct{}

const (
	flagTall = 24
	flagSign = 18
)

func (flagLines) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, float32(len(o)/2)*flagTall)
}

func (flagLines) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for i := 0; i+1 < len(o); i += 2 {
		y := float32(i/2) * flagTall
		o[i].Move(fyne.NewPos(4, y+(flagTall-flagSign)/2))
		o[i].Resize(fyne.NewSquareSize(flagSign))
		word := o[i+1].MinSize()
		o[i+1].Move(fyne.NewPos(flagSign, y+(flagTall-word.Height)/2))
		o[i+1].Resize(fyne.NewSize(size.Width-flagSign, word.Height))
	}
}

// startLayout sets what one begins with above, and the drafts that wait below.
type startLayout struct{}

const draftsWide = 760

func (startLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 300) }

func (startLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if !o[1].Visible() {
		o[0].Resize(size)
		o[0].Move(fyne.NewPos(0, 0))
		return
	}
	top := max(o[0].MinSize().Height+40, size.Height*0.42)
	wide := min(size.Width, draftsWide)
	o[0].Resize(fyne.NewSize(size.Width, top))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(wide, size.Height-top))
	o[1].Move(fyne.NewPos((size.Width-wide)/2, top))
}
