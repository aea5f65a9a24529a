package kit

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Finish does the main act of what is before the clerk (Ctrl+Enter): that of a
// question which lies over the page, else that of the page where it has one. Under
// anything else that lies over it nothing is done.
func (d *Desk) Finish(page any) {
	if top := d.Window.Canvas().Overlays().Top(); top != nil {
		if q, asks := d.asked(top); asks {
			Press(q.yes)
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
	q, asks := d.asked(d.Window.Canvas().Overlays().Top())
	if asks {
		q.away()
	}
	return asks
}

// question is what lies over the page, the button that answers it, and the way out.
type question struct {
	over fyne.CanvasObject
	yes  *Button
	away func()
}

// asks tells how what has just come to lie over the page is answered.
func (d *Desk) asks(yes *Button, away func()) {
	over := d.Window.Canvas().Overlays()
	d.asking = slices.DeleteFunc(d.asking, func(q question) bool { return q.over == over.Top() || !slices.Contains(over.List(), q.over) })
	d.asking = append(d.asking, question{over.Top(), yes, away})
}

// asked is the question that is asked by what lies over the page; one may lie over another.
func (d *Desk) asked(over fyne.CanvasObject) (question, bool) {
	i := slices.IndexFunc(d.asking, func(q question) bool { return over != nil && q.over == over })
	if i < 0 {
		return question{}, false
	}
	return d.asking[i], true
}
