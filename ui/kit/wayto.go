package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// WayTo is a sentence that leads somewhere when it is pressed, by the mouse or
// by Enter.
type WayTo struct {
	widget.BaseWidget
	label   *widget.Label
	under   *canvas.Rectangle
	goTo    func()
	focused bool
}

// NewWayTo shows text and calls goTo when it is pressed.
func NewWayTo(text string, goTo func()) *WayTo {
	w := &WayTo{label: small(text, widget.HighImportance), under: canvas.NewRectangle(color.Transparent), goTo: goTo}
	w.ExtendBaseWidget(w)
	return w
}

// Tapped leads there.
func (w *WayTo) Tapped(*fyne.PointEvent) { w.goTo() }

// FocusGained shows where the keyboard is.
func (w *WayTo) FocusGained() {
	w.focus(true)
	Reveal(w)
}

// FocusLost shows that the keyboard has gone.
func (w *WayTo) FocusLost() { w.focus(false) }

// TypedRune is not for a way.
func (w *WayTo) TypedRune(rune) {}

// TypedKey leads there on Enter and on space.
func (w *WayTo) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		w.goTo()
	default:
		passKey(e)
	}
}

func (w *WayTo) focus(on bool) {
	w.focused = on
	w.under.FillColor = color.Transparent
	if on {
		w.under.FillColor = theme.Color(theme.ColorNameFocus)
	}
	w.under.Refresh()
}

// CreateRenderer lays the text over the colour of the focus.
func (w *WayTo) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(w.under, w.label))
}
