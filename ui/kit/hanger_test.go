package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// TestAListHangsBelowAFieldThatCameForwardWithTheKeyboard: it gets the keyboard before the page that it
// stands on is laid out.
func TestAListHangsBelowAFieldThatCameForwardWithTheKeyboard(t *testing.T) {
	test.NewApp()
	h := NewHanger()
	o := NewOffered(h)
	o.Offers = func() []Option { return OptionsOf([]string{"UBND tỉnh Mẫu"}) }
	o.FocusGained()
	w := test.NewWindow(container.NewStack(container.NewVBox(widget.NewLabel("Văn bản"), o), h))
	defer w.Close()
	w.Resize(fyne.NewSize(600, 400))
	Settle()
	driver := fyne.CurrentApp().Driver()
	field, list := driver.AbsolutePositionForObject(o), driver.AbsolutePositionForObject(h.box)
	if want := field.AddXY(0, o.Size().Height); !h.Holds(o) || list != want || h.box.Size().Width != o.Size().Width || field.Y == 0 {
		t.Errorf("the list hangs at %v, %v wide, and the field ends at %v, %v wide", list, h.box.Size().Width, want, o.Size().Width)
	}
}
