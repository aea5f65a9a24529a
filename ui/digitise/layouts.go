package digitise

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

func newSpring() fyne.CanvasObject { return layout.NewSpacer() }

// deskLayout sets the three columns: pages, the page, the form. The middle
// takes what the others leave.
type deskLayout struct{}

// Widths of the outer columns and the air between, in units of the screen.
const (
	pagesWide = 216
	formWide  = 372
	columnGap = 8
)

func (deskLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(pagesWide+formWide+2*columnGap+240, 300)
}

func (deskLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	middle := size.Width - pagesWide - formWide - 2*columnGap
	o[0].Resize(fyne.NewSize(pagesWide, size.Height))
	o[1].Move(fyne.NewPos(pagesWide+columnGap, 0))
	o[1].Resize(fyne.NewSize(middle, size.Height))
	o[2].Move(fyne.NewPos(size.Width-formWide, 0))
	o[2].Resize(fyne.NewSize(formWide, size.Height))
}

// pairs sets objects two in a row, the rows close together.
type pairs struct{}

func (pairs) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	rows := (len(o) + 1) / 2
	return fyne.NewSize(0, float32(rows)*o[0].MinSize().Height)
}

func (pairs) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width/2, h))
		o.Move(fyne.NewPos(float32(i%2)*size.Width/2, float32(i/2)*h))
	}
}

// thumbLayout gives a page's picture its place, whatever its shape.
type thumbLayout struct{}

func (thumbLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(thumbWide+8, thumbTall+8)
}

func (thumbLayout) Layout(o []fyne.CanvasObject, _ fyne.Size) {
	for _, each := range o {
		each.Resize(fyne.NewSize(thumbWide, thumbTall))
		each.Move(fyne.NewPos(4, 4))
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

// labelled sets a field right of its name; all names of a form are as wide.
type labelled struct{}

const nameWide = 88

func (labelled) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(nameWide+120, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (labelled) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(nameWide, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(nameWide, 0))
	o[1].Resize(fyne.NewSize(size.Width-nameWide, size.Height))
}

// halves sets a short field, the name of another, and that other in one row.
type halves struct{}

const shortWide = 112

func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(o[0].MinSize().Height, o[2].MinSize().Height))
}

func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	name := o[1].MinSize().Width
	o[0].Resize(fyne.NewSize(shortWide, size.Height))
	o[1].Move(fyne.NewPos(shortWide, 0))
	o[1].Resize(fyne.NewSize(name, o[1].MinSize().Height))
	o[2].Move(fyne.NewPos(shortWide+name, 0))
	o[2].Resize(fyne.NewSize(size.Width-shortWide-name, size.Height))
}

// rowLines stacks the rows of a form with a little air, skipping hidden ones.
type rowLines struct{}

const rowGap = 5

func (rowLines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height+rowGap)
		}
	}
	return size
}

func (rowLines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if o.Visible() {
			h := o.MinSize().Height
			o.Move(fyne.NewPos(0, y))
			o.Resize(fyne.NewSize(size.Width, h))
			y += h + rowGap
		}
	}
}

// columnLayout sets form, conditions and foot one below another: the form gets
// what it needs but never so much that the conditions go out of sight.
type columnLayout struct{}

// mostForm is the greatest part of the column that the form takes.
const mostForm = 0.6

func (columnLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(formWide, o[2].MinSize().Height+200)
}

func (columnLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	foot := o[2].MinSize().Height
	need := float32(0)
	if scroll, ok := o[0].(*container.Scroll); ok {
		need = scroll.Content.MinSize().Height
	}
	form := min(need, (size.Height-foot)*mostForm)
	o[0].Resize(fyne.NewSize(size.Width, form))
	o[1].Move(fyne.NewPos(0, form))
	o[1].Resize(fyne.NewSize(size.Width, size.Height-form-foot))
	o[2].Move(fyne.NewPos(0, size.Height-foot))
	o[2].Resize(fyne.NewSize(size.Width, foot))
}

// countLayout sets a narrow field between two words: "Giấy có [6] trang".
type countLayout struct{}

const countWide = 52

func (countLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width+countWide+o[2].MinSize().Width, o[1].MinSize().Height)
}

func (countLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, wide := range []float32{o[0].MinSize().Width, countWide, o[2].MinSize().Width} {
		o[i].Move(fyne.NewPos(x, 0))
		o[i].Resize(fyne.NewSize(wide, size.Height))
		x += wide
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
