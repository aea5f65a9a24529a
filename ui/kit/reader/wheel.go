package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/ui/kit"
)

// wheel scrolls the board, and with Ctrl held zooms. The board itself must not
// know the wheel: Fyne takes whatever does for the edge of what lies in it, and
// the scrolled board reaches over the buttons above.
type wheel struct {
	container.Scroll
	v *view
}

func newWheel(v *view) *wheel {
	w := &wheel{v: v}
	w.Direction, w.Content = container.ScrollBoth, v.board
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled moves the paper, and with Ctrl held zooms.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if kit.Modifiers()&fyne.KeyModifierShortcutDefault == 0 {
		w.Scroll.Scrolled(e)
		return
	}
	switch {
	case e.Scrolled.DY > 0:
		w.v.zoomBy(1)
	case e.Scrolled.DY < 0:
		w.v.zoomBy(-1)
	}
}
