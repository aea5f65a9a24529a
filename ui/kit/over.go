package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Over is a sheet of its own that lies over the page: what there is to see scrolls, and
// the buttons below it are always in reach.
type Over struct {
	OnGone func() // by whatever way; may be nil

	desk *Desk
	pop  *widget.PopUp
}

// LayOver lays a sheet over the page, no larger than the window has room for. Ctrl+Enter
// presses yes, and Esc goes away. The buttons stand in the order in which they are given.
func (d *Desk) LayOver(title string, content fyne.CanvasObject, wide, tall float32, yes *Button, buttons ...fyne.CanvasObject) *Over {
	o := &Over{desk: d}
	foot := Border(nil, nil, nil, container.NewHBox(buttons...), nil)
	o.pop = widget.NewModalPopUp(Padded(10, Border(Subheading(title), foot, nil, nil, NewFormScroll(content))), d.Window.Canvas())
	const margin = 40 // of the page that is left to be seen
	room := d.Window.Canvas().Size().SubtractWidthHeight(margin, margin)
	o.pop.Resize(fyne.NewSize(min(wide, room.Width), min(tall, room.Height)))
	o.pop.Show()
	d.asks(yes, o.Hide)
	return o
}

// Hide takes it away.
func (o *Over) Hide() {
	if !o.pop.Visible() {
		return
	}
	o.pop.Hide()
	if o.OnGone != nil {
		o.OnGone()
	}
}

// Answers has Ctrl+Enter press another button.
func (o *Over) Answers(yes *Button) { o.desk.asks(yes, o.Hide) }
