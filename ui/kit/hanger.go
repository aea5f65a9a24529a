package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Hanger is a layer over a page on which a field hangs its list. Unlike a
// pop-up it leaves the keyboard where it is. Lay it last in a stack that fills
// the page.
type Hanger struct {
	widget.BaseWidget

	// Above has a list hang over its field where there is no room below: on a page whose fields are at
	// its foot, and nothing above them is to be pressed meanwhile.
	Above bool

	holder fyne.CanvasObject
	rows   *fyne.Container
	scroll *container.Scroll
	box    *fyne.Container
	layer  *fyne.Container
}

// NewHanger makes an empty layer.
func NewHanger() *Hanger {
	h := &Hanger{layer: container.NewWithoutLayout(), rows: container.New(&tightRows{})}
	h.scroll = container.NewVScroll(h.rows)
	h.box = container.NewStack(NewGround(theme.ColorNameMenuBackground, 4).Bordered(theme.ColorNameInputBorder),
		container.NewPadded(h.scroll))
	h.ExtendBaseWidget(h)
	return h
}

// mostHung is how many rows a hanging list shows before it scrolls.
const mostHung = 8

// Hang shows options under a field, one of them lit; none take the list away.
func (h *Hanger) Hang(under fyne.CanvasObject, options []Option, at int, taken func(Option)) {
	h.holder = under
	if len(options) == 0 {
		h.Take(under)
		return
	}
	h.rows.Objects = nil
	for i, o := range options {
		h.rows.Add(newHungRow(o, i == at, func(o Option) { keyboardStays(under, func() { taken(o) }) }))
	}
	h.layer.Objects = []fyne.CanvasObject{h.box}
	h.place()
	h.reveal(at, h.rows.Objects[0].MinSize().Height)
	h.layer.Refresh()
}

// keyboardStays does what a press on a list of a field does, and gives the keyboard back to the field, or to
// where that led it: the press itself takes it away.
func keyboardStays(field fyne.CanvasObject, do func()) {
	do()
	c := fyne.CurrentApp().Driver().CanvasForObject(field)
	to, is := field.(fyne.Focusable)
	if c == nil || !is {
		return
	}
	if led := c.Focused(); led != nil {
		to = led
	}
	OnScreen(func() {
		if c.Focused() == nil { // what is out of sight the canvas leaves alone
			c.Focus(to)
		}
	})
}

// leastHung is how many rows there is to be room for below a field.
const leastHung = 3

// place lays the list under its field; where there is no room for it below and more above, over it.
func (h *Hanger) place() {
	row := h.rows.Objects[0].MinSize().Height
	pad := h.Theme().Size(theme.SizeNamePadding)
	driver := fyne.CurrentApp().Driver()
	pos := driver.AbsolutePositionForObject(h.holder).Subtract(driver.AbsolutePositionForObject(h))
	tall, below := row*float32(min(len(h.rows.Objects), mostHung))+2*pad, h.Size().Height-pos.Y-h.holder.Size().Height
	at := pos.AddXY(0, h.holder.Size().Height)
	switch least := min(tall, leastHung*row+2*pad); {
	case !h.Above || h.Size().Height == 0: // or it is not laid out yet
	case below >= least:
		tall = min(tall, below)
	case pos.Y > below:
		tall = min(tall, pos.Y)
		at = pos.SubtractXY(0, tall)
	}
	h.box.Move(at)
	h.box.Resize(fyne.NewSize(h.holder.Size().Width, tall))
}

// Resize makes the layer another size: there may be room for its list where there was none.
func (h *Hanger) Resize(size fyne.Size) {
	h.BaseWidget.Resize(size)
	if h.Above && len(h.layer.Objects) > 0 {
		h.place()
	}
}

// Follow lays the list of a field under it again, once the page is laid out: a field that gets the
// keyboard as its page comes forward has no place yet.
func (h *Hanger) Follow(c fyne.CanvasObject) {
	if !h.Holds(c) {
		return
	}
	fyne.Do(func() {
		if h.Holds(c) {
			h.place()
		}
	})
}

// reveal scrolls so that the lit row is seen.
func (h *Hanger) reveal(at int, row float32) {
	top, room := float32(at)*row, h.scroll.Size().Height
	offset := h.scroll.Offset.Y
	offset = min(offset, top)
	offset = max(offset, top+row-room)
	h.scroll.ScrollToOffset(fyne.NewPos(0, max(0, offset)))
}

// Holds tells whether a field's list is open.
func (h *Hanger) Holds(c fyne.CanvasObject) bool { return h.holder == c && len(h.layer.Objects) > 0 }

// Take takes a field's list away.
func (h *Hanger) Take(c fyne.CanvasObject) {
	if h.holder != c {
		return
	}
	h.holder = nil
	h.layer.Objects = nil
	h.layer.Refresh()
}

// CreateRenderer shows the layer.
func (h *Hanger) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.layer) }

// MinSize is nothing: the layer never makes the page larger.
func (h *Hanger) MinSize() fyne.Size { return fyne.Size{} }

// hungRow is one option of a hanging list. It is taken when the mouse button
// goes down, before the field loses the keyboard and takes the list away.
type hungRow struct {
	widget.BaseWidget
	label  *widget.Label
	ground *canvas.Rectangle
	option Option
	lit    bool
	taken  func(Option)
}

func newHungRow(o Option, lit bool, taken func(Option)) *hungRow {
	r := &hungRow{label: widget.NewLabel(o.Name), ground: canvas.NewRectangle(color.Transparent), option: o, lit: lit, taken: taken}
	r.label.Truncation = fyne.TextTruncateEllipsis
	r.ExtendBaseWidget(r)
	r.paint(false)
	return r
}

func (r *hungRow) paint(over bool) {
	r.ground.FillColor = color.Transparent
	if r.lit {
		r.ground.FillColor = theme.Color(ColorHere)
	} else if over {
		r.ground.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.ground.Refresh()
}

// MouseDown takes the option.
func (r *hungRow) MouseDown(*desktop.MouseEvent) { r.taken(r.option) }

// MouseUp is not waited for.
func (r *hungRow) MouseUp(*desktop.MouseEvent) {}

// MouseIn lights the row under the pointer.
func (r *hungRow) MouseIn(*desktop.MouseEvent) { r.paint(true) }

// MouseMoved changes nothing.
func (r *hungRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (r *hungRow) MouseOut() { r.paint(false) }

// CreateRenderer lays the name on its ground.
func (r *hungRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.ground, r.label))
}

// tightRows stacks rows of equal height without air.
type tightRows struct{}

func (tightRows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{}
	}
	row := objects[0].MinSize()
	return fyne.NewSize(row.Width, row.Height*float32(len(objects)))
}

func (tightRows) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, h))
		o.Move(fyne.NewPos(0, h*float32(i)))
	}
}
