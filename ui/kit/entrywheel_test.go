package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// TestTheWheelOverAFieldMovesTheForm turns it over a field of one line, over one of several with
// nothing to move, and over one that is longer than its room: that moves first.
func TestTheWheelOverAFieldMovesTheForm(t *testing.T) {
	w := test.NewTempWindow(t, nil)
	offering := NewOffered(NewHanger())
	one, short, long := NewEntry(), NewTextArea(3), NewTextArea(3)
	long.SetText(strings.Repeat("dòng\n", 12))
	rows := container.NewVBox(NewField("Gợi ý", offering, ""), NewField("Một dòng", one, ""), NewField("Ngắn", short, ""), NewField("Dài", long, ""))
	for range 20 {
		rows.Add(NewField("Ô khác", NewEntry(), ""))
	}
	form := NewFormScroll(rows)
	w.SetContent(form)
	w.Resize(fyne.NewSize(500, 300))
	turn := func(e *Entry, by float32) {
		t.Helper()
		shown := fyne.CanvasObject(e)
		if e == &offering.Entry {
			shown = offering
		}
		test.MoveMouse(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(shown).AddXY(20, 10))
		if !e.wheel.Visible() || e.wheel.Size() != e.Size() {
			t.Fatal("the wheel is not taken all over the field")
		}
		e.wheel.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, by)})
	}
	for name, e := range map[string]*Entry{"of one line": one, "of several": short, "that offers": &offering.Entry} {
		form.ScrollToTop()
		if turn(e, -40); form.Offset.Y != 40 {
			t.Errorf("over a field %s the form moves by %g", name, form.Offset.Y)
		}
	}
	form.ScrollToTop()
	if turn(long, -40); form.Offset.Y != 0 {
		t.Errorf("while the text moves the form moves by %g, too", form.Offset.Y)
	}
	turn(long, -4000)
	if turn(long, -40); form.Offset.Y != 40 {
		t.Errorf("at the end of the text the form moves by %g", form.Offset.Y)
	}
	if test.MoveMouse(w.Canvas(), fyne.NewPos(1, 299)); long.wheel.Visible() {
		t.Error("it stays when the pointer is elsewhere")
	}
}
