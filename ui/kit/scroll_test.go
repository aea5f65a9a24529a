package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestAFormFollowsTheKeyboardWheneverItIsInSight(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	air := canvas.NewRectangle(nil)
	air.SetMinSize(fyne.NewSize(10, 900))
	below := NewButton("Lưu", nil, nil)
	form := NewFormScroll(container.NewVBox(air, below))
	w.SetContent(form)
	w.Resize(fyne.NewSize(300, 200))
	follows := func() bool {
		form.ScrollToTop()
		w.Canvas().Unfocus()
		w.Canvas().Focus(below)
		return form.Offset.Y > 700
	}
	if !follows() {
		t.Error("a form in sight does not follow")
	}
	elsewhere := NewButton("Tìm", nil, nil)
	w.SetContent(elsewhere)
	form.Hide()
	w.Canvas().Focus(elsewhere)
	form.Show()
	w.SetContent(form)
	if !follows() {
		t.Error("a form that the clerk came back to does not follow")
	}
}

func TestAFormDoesNotMoveUnderThePointer(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	above, below := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	above.SetMinSize(fyne.NewSize(10, 400))
	below.SetMinSize(fyne.NewSize(10, 400))
	tick := NewCheck("Gửi", nil)
	form := NewFormScroll(container.NewVBox(above, tick, below))
	w.SetContent(form)
	w.Resize(fyne.NewSize(300, 200))
	for _, edge := range []float32{0, 1, 10, 40, 80} { // between the tick and the lower edge
		w.Canvas().Unfocus()
		form.ScrollToOffset(fyne.NewPos(0, tick.Position().Y+tick.Size().Height+8-form.Size().Height+edge))
		at := form.Offset.Y
		test.Tap(&tick.Check)
		if w.Canvas().Focused() == nil || form.Offset.Y != at {
			t.Errorf("%v from the edge: the form went from %v to %v", edge, at, form.Offset.Y)
		}
	}
}
