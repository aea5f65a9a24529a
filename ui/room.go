package ui

import "fyne.io/fyne/v2"

// takeRoom gives the window the size that it had, as far as the screen takes it: one that
// would hang over the edge is made smaller, and stands in the middle.
func (w *Window) takeRoom() {
	was := w.lastSize()
	size := was
	if w.options.Room != nil {
		if most := w.options.Room(w.own * float64(w.textSize()) / plainText); !most.IsZero() {
			size = size.Min(most)
		}
	}
	if size != was {
		w.win.CenterOnScreen()
	}
	w.win.Resize(size)
}

func (w *Window) lastSize() fyne.Size {
	p := w.app.Preferences()
	return fyne.NewSize(float32(p.FloatWithFallback(prefWidth, firstWidth)), float32(p.FloatWithFallback(prefHeight, firstHeight)))
}
