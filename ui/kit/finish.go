package kit

import "fyne.io/fyne/v2"

// Finish does the main act of what is before the clerk (Ctrl+Enter): that of a
// question which lies over the page, else that of the page where it has one. Under
// anything else that lies over it nothing is done.
func (d *Desk) Finish(page any) {
	if top := d.Window.Canvas().Overlays().Top(); top != nil {
		if d.asking.over == top {
			Press(d.asking.yes)
		}
		return
	}
	if p, knows := page.(Finisher); knows {
		p.Finish()
	}
}

// Press presses a button where the clerk could: it is there, and awake.
func Press(b *Button) {
	if b != nil && b.Visible() && !b.explains() && !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// Escape goes away from a question that lies over the page (Esc), and tells whether
// there was one.
func (d *Desk) Escape() bool {
	top := d.Window.Canvas().Overlays().Top()
	if top == nil || d.asking.over != top {
		return false
	}
	d.asking.away()
	return true
}

// question is what lies over the page, the button that answers it, and the way out.
type question struct {
	over fyne.CanvasObject
	yes  *Button
	away func()
}

// asks tells how what has just come to lie over the page is answered.
func (d *Desk) asks(yes *Button, away func()) {
	d.asking = question{d.Window.Canvas().Overlays().Top(), yes, away}
}
