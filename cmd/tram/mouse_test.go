package main

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestEveryControlOfEveryPageAnswersTheMouse goes to every place, and to each thing that
// can be open there, finds by itself all that a mouse can press, and looks whether a click
// in its view reaches it: before and after each part that scrolls was scrolled.
func TestEveryControlOfEveryPageAnswersTheMouse(t *testing.T) {
	w := newSitting(t)
	w.app.Window.Resize(fyne.NewSize(1366, 690))
	controls := 0
	look := func(where string) {
		controls += w.answersAll(where)
		for _, down := range []float32{-400, -4000, 8000} {
			for _, o := range w.things() {
				if s, is := o.Object.(fyne.Scrollable); is {
					s.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, 5)}, Scrolled: fyne.NewDelta(down/4, down)})
				}
			}
			kit.Settle()
			controls += w.answersAll(fmt.Sprintf("%s, scrolled by %g", where, -down))
		}
	}
	for _, place := range w.places() {
		w.goTo(place)
		kit.Settle()
		look(place)
		if over := w.app.Window.Canvas().Overlays(); over.Top() != nil { // a search lies over the page
			over.Remove(over.Top())
		}
	}
	w.readers(look)
	if controls < 400 {
		t.Errorf("only %d controls were found", controls)
	}
}

// places are the words of the doors at the left.
func (w *sitting) places() (all []string) {
	for _, o := range w.things() {
		if d, is := o.Object.(*kit.Place); is && d.Key != "Ctrl+K" { // that opens a search over the page
			all = append(all, d.Word)
		}
	}
	return all
}

// readers opens what is read: a paper, an original, the print copy.
func (w *sitting) readers(look func(string)) {
	w.goTo("Số hóa")
	kit.Settle()
	w.app.Window.Drop(w.pages(5)...)
	kit.Settle()
	look("a paper on the desk")
	w.goTo("In chuyển đổi")
	kit.Settle()
	w.app.Window.Drop(w.pages(1)...)
	kit.Settle()
	look("an original")
	w.press("Chữ ký, tệp kèm")
	kit.Settle()
	look("an original with the panel at its side")
}

// answersAll tells which controls in view a click does not reach, and counts them all.
func (w *sitting) answersAll(where string) int {
	w.t.Helper()
	w.app.Window.Content().Refresh()
	all := kittest.Controls(w.app.Window)
	for _, c := range all {
		if by, covered := kittest.Covered(w.app.Window, c); covered {
			w.t.Errorf("%s: a click on %s at %v is taken by %s", where, called(c.Object), c.View.Middle(), called(by.Object))
		}
	}
	return len(all)
}

// called names a control by its kind and its word.
func called(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *kit.Button:
		return fmt.Sprintf("the button %q", o.Text)
	case *kit.Place:
		return fmt.Sprintf("the door %q", o.Word)
	}
	return fmt.Sprintf("%T", o)
}
