package kittest

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tram/ui/kit"
)

// Hand is the clerk at a window: the mouse, the keys, and how often both were used.
type Hand struct {
	Window fyne.Window
	Clicks int
	Keys   int

	Pause time.Duration // for which the clerk looks at what came of each

	// Rest lets what came of a click or a key come to the screen; nil: kit.Settle.
	Rest func()
}

func (h *Hand) rest() {
	if h.Rest != nil {
		h.Rest()
	} else {
		kit.Settle()
		kit.Pass(h.Pause)
		kit.Settle()
	}
	h.Window.Content().Refresh() // the canvas of tests does not lay out again by itself
}

// Click presses and releases the mouse at a place of the window, and tells what got it.
func (h *Hand) Click(at fyne.Position) fyne.CanvasObject {
	h.Clicks++
	pressed, is := Under(h.Window, at)
	if !is {
		h.Window.Canvas().Unfocus()
		h.rest()
		return nil
	}
	point := fyne.PointEvent{AbsolutePosition: at, Position: at.Subtract(pressed.At)}
	mouse := &desktop.MouseEvent{PointEvent: point, Button: desktop.MouseButtonPrimary}
	m, down := pressed.Object.(desktop.Mouseable)
	if down {
		m.MouseDown(mouse)
	}
	h.unfocus(pressed, at)
	released, _ := Under(h.Window, at)
	if down {
		m.MouseUp(mouse)
	}
	if t, taps := pressed.Object.(fyne.Tappable); taps && released.Object == pressed.Object {
		t.Tapped(&point)
	}
	h.rest()
	return pressed.Object
}

// unfocus takes the keyboard from where it is, unless that is what was pressed, or lies
// below it.
func (h *Hand) unfocus(pressed Thing, at fyne.Position) {
	has, is := h.Window.Canvas().Focused().(fyne.CanvasObject)
	if !is || has == pressed.Object {
		return
	}
	for _, t := range Things(h.Window) {
		if t.Object == has && t.clip.holds(at) && t.Area.holds(at) {
			return
		}
	}
	h.Window.Canvas().Unfocus()
}

// Press presses a key that stands alone, Tab among them.
func (h *Hand) Press(key fyne.KeyName) {
	h.Keys++
	c := h.Window.Canvas()
	focused := c.Focused()
	tab, takes := focused.(fyne.Tabbable)
	switch {
	case key == fyne.KeyTab && (!takes || !tab.AcceptsTab()):
		c.FocusNext()
	case focused != nil:
		focused.TypedKey(&fyne.KeyEvent{Name: key})
	case c.OnTypedKey() != nil:
		c.OnTypedKey()(&fyne.KeyEvent{Name: key})
	}
	h.rest()
}

// Back goes to what the keyboard was at before, as Shift and Tab do.
func (h *Hand) Back() {
	h.Keys++
	h.Window.Canvas().FocusPrevious()
	h.rest()
}

// Type types letters to what has the keyboard.
func (h *Hand) Type(text string) {
	for _, r := range text {
		h.Keys++
		if f := h.Window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
	h.rest()
}

// With presses a key together with Ctrl or Alt.
func (h *Hand) With(held fyne.KeyModifier, key fyne.KeyName) {
	h.Keys++
	s := shortcut(held, key)
	takes, is := h.Window.Canvas().Focused().(fyne.Shortcutable)
	if !is {
		takes = kit.NewEntry() // which hands on what is the window's
	}
	takes.TypedShortcut(s)
	h.rest()
}

// shortcut names those that every program has as Fyne does.
func shortcut(held fyne.KeyModifier, key fyne.KeyName) fyne.Shortcut {
	if held == fyne.KeyModifierControl {
		switch key {
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		}
	}
	return &desktop.CustomShortcut{KeyName: key, Modifier: held}
}

// Wheel turns the wheel of the mouse over a place, by units of the screen: down is
// negative. It is no click.
func (h *Hand) Wheel(at fyne.Position, dy float32) {
	var under fyne.Scrollable
	for _, t := range Things(h.Window) {
		if s, is := t.Object.(fyne.Scrollable); is && t.clip.holds(at) && t.Area.holds(at) {
			under = s
		}
	}
	if under != nil {
		under.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}, Scrolled: fyne.NewDelta(0, dy)})
	}
	h.rest()
}
