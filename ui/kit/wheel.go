package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Wheel scrolls a board both ways. Each turn of the wheel over it is told first, also where
// there is no more to move to. The board itself must not know the wheel: Fyne takes
// whatever does for the edge of what lies in it, and the scrolled board reaches over the
// buttons above.
type Wheel struct {
	container.Scroll
	turned func(*fyne.ScrollEvent) (done bool)
}

// NewWheel scrolls a board at each turn of the wheel with which nothing else was done.
func NewWheel(board fyne.CanvasObject, turned func(*fyne.ScrollEvent) (done bool)) *Wheel {
	w := &Wheel{turned: turned}
	w.Direction, w.Content = container.ScrollBoth, board
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled moves the board.
func (w *Wheel) Scrolled(e *fyne.ScrollEvent) {
	if !w.turned(e) {
		w.Scroll.Scrolled(e)
	}
}
