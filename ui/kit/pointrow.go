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

// pointRow is the line of one condition, which opens and closes when it is pressed.
type pointRow struct {
	widget.BaseWidget
	OnOpened func(yes bool) // by the clerk

	head *pointHead
	box  *fyne.Container
}

func newPointRow(icon fyne.Resource, asks string, weight widget.Importance, below *fyne.Container) *pointRow {
	r := &pointRow{}
	r.head = newPointHead(icon, asks, weight, r.turn)
	r.box = container.New(&tightLines{}, r.head, container.New(inset(pointInset), below))
	r.ExtendBaseWidget(r)
	return r
}

// show opens the line or closes it.
func (r *pointRow) show(open bool) {
	Seen(r.box.Objects[1], open)
	r.head.turned(open)
}

func (r *pointRow) turn() {
	open := !r.box.Objects[1].Visible()
	r.show(open)
	r.OnOpened(open)
	r.Refresh()
}

// CreateRenderer shows the line, and what is below it.
func (r *pointRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// pointHead is the sign and what is asked, in one line, with an arrow that tells whether
// there is more to see.
type pointHead struct {
	widget.BaseWidget
	said  *widget.Label
	arrow *widget.Icon
	under *canvas.Rectangle
	box   *fyne.Container
	turn  func()
}

// pointInset is the room of the sign, in units of the screen.
const pointInset = 26

func newPointHead(icon fyne.Resource, asks string, weight widget.Importance, turn func()) *pointHead {
	h := &pointHead{said: widget.NewLabel(asks), arrow: widget.NewIcon(nil), under: canvas.NewRectangle(color.Transparent), turn: turn}
	h.said.Wrapping, h.said.Importance = fyne.TextWrapWord, weight
	sign := container.New(&hung{}, widget.NewIcon(icon))
	arrow := container.New(&hung{}, h.arrow)
	h.box = container.NewStack(h.under, container.NewBorder(nil, nil, sign, arrow, h.said))
	h.ExtendBaseWidget(h)
	return h
}

func (h *pointHead) turned(open bool) {
	icon := theme.MenuDropDownIcon()
	if open {
		icon = theme.MenuDropUpIcon()
	}
	h.arrow.SetResource(Tinted(icon, ColorMuted))
	h.said.TextStyle.Bold = open
	h.said.Refresh()
}

// Tapped opens the line or closes it.
func (h *pointHead) Tapped(*fyne.PointEvent) { h.turn() }

// Cursor is the hand.
func (h *pointHead) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained shows where the keyboard is.
func (h *pointHead) FocusGained() {
	h.paint(theme.Color(theme.ColorNameFocus))
	Reveal(h)
}

// FocusLost shows that the keyboard has gone.
func (h *pointHead) FocusLost() { h.paint(color.Transparent) }

// TypedRune is not for a line.
func (h *pointHead) TypedRune(rune) {}

// TypedKey opens the line or closes it by Enter and Space.
func (h *pointHead) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		h.turn()
	default:
		passKey(e)
	}
}

func (h *pointHead) paint(c color.Color) {
	h.under.FillColor = c
	h.under.Refresh()
}

// CreateRenderer lays the line over the colour of the focus.
func (h *pointHead) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.box) }

// inset moves what it holds to the right.
type inset float32

func (i inset) MinSize(o []fyne.CanvasObject) fyne.Size {
	if !o[0].Visible() {
		return fyne.Size{}
	}
	return o[0].MinSize().AddWidthHeight(float32(i), 0)
}

func (i inset) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(float32(i), 0))
	o[0].Resize(fyne.NewSize(s.Width-float32(i), s.Height))
}

func (r *pointRow) within() []fyne.CanvasObject { return []fyne.CanvasObject{r.box} }
