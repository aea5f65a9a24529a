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
