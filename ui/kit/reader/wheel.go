package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
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
	if modifiers()&fyne.KeyModifierShortcutDefault == 0 {
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

// modifiers are the keys that are held besides; none where the screen cannot
// tell.
var modifiers = func() fyne.KeyModifier {
	if d, is := fyne.CurrentApp().Driver().(desktop.Driver); is {
		return d.CurrentKeyModifiers()
	}
	return 0
}
