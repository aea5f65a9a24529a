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
	offers := func(h *Hanger) fyne.Focusable {
		o := NewOffered(h)
		o.Offers = func() []Option { return OptionsOf([]string{"UBND tỉnh Mẫu"}) }
		return o
	}
	for name, field := range map[string]func(*Hanger) fyne.Focusable{"words": offers, "a choice": func(h *Hanger) fyne.Focusable { return NewChoice(OptionsOf([]string{"Công văn"}), h) }} {
		h := NewHanger()
		f := field(h)
		o := f.(fyne.CanvasObject)
		f.FocusGained()
		w := test.NewWindow(container.NewStack(container.NewVBox(widget.NewLabel("Văn bản"), o), h))
		defer w.Close()
		w.Resize(fyne.NewSize(600, 400))
		Settle()
		driver := fyne.CurrentApp().Driver()
		at, list := driver.AbsolutePositionForObject(o), driver.AbsolutePositionForObject(h.box)
		if want := at.AddXY(0, o.Size().Height); !h.Holds(o) || list != want || h.box.Size().Width != o.Size().Width || at.Y == 0 {
			t.Errorf("%s: the list hangs at %v, %v wide, and the field ends at %v, %v wide", name, list, h.box.Size().Width, want, o.Size().Width)
		}
	}
}

// TestAPressOnAListLeavesTheKeyboardInItsField, or where what was taken leads; never in a field that is away.
func TestAPressOnAListLeavesTheKeyboardInItsField(t *testing.T) {
	test.NewApp()
	h := NewHanger()
	o, other := NewOffered(h), NewEntry()
	o.Offers = func() []Option { return OptionsOf([]string{"UBND tỉnh Mẫu"}) }
	w := test.NewWindow(container.NewStack(container.NewVBox(o, other), h))
	defer w.Close()
	w.Resize(fyne.NewSize(600, 400))
	for name, c := range map[string]struct {
		taken func(Option)
		want  fyne.Focusable
	}{
		"nothing follows":   {nil, o},
		"it leads on":       {func(Option) { w.Canvas().Focus(other) }, other},
		"the field is gone": {func(Option) { o.Hide() }, nil},
	} {
		o.Show()
		o.SetText("")
		o.OnTaken = c.taken
		w.Canvas().Focus(o)
		Settle()
		if len(h.rows.Objects) != 1 || !h.Holds(o) {
			t.Fatalf("%s: nothing is offered", name)
		}
		h.rows.Objects[0].(*hungRow).MouseDown(nil)
		w.Canvas().Unfocus() // as the window does of a press on what takes no keys
		Settle()
		if got := w.Canvas().Focused(); got != c.want || o.Text != "UBND tỉnh Mẫu" {
			t.Errorf("%s: the keyboard is at %v, and not at %v; %q", name, got, c.want, o.Text)
		}
		w.Canvas().Unfocus()
	}
}
