package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// ActColumn is the right side of a desk where an act is done: the form, the
// law's conditions below it with their count, and the main act at the foot. Where it is
// too low for both, the conditions follow the form in one scroll.
type ActColumn struct {
	Content *fyne.Container

	count  *widget.Label
	points *Points
	form   *container.Scroll
	asked  fyne.CanvasObject // what the form's scroll holds by itself
	law    *container.Scroll
	head   fyne.CanvasObject // over the conditions
	below  *fyne.Container   // head and conditions
	foot   fyne.CanvasObject
	low    bool
}

// NewActColumn lays it out; title stands over the conditions.
func NewActColumn(form *container.Scroll, title string, points *Points, foot fyne.CanvasObject) *ActColumn {
	c := &ActColumn{count: widget.NewLabel(""), points: points, law: followStrictly(container.NewVScroll(points)), form: followStrictly(form), asked: form.Content}
	name := widget.NewLabel(title)
	name.TextStyle.Bold = true
	c.count.Alignment = fyne.TextAlignTrailing
	c.head = container.NewBorder(widget.NewSeparator(), nil, name, c.count)
	c.below = container.New(headed{}, c.head, c.law)
	c.foot = container.NewVBox(widget.NewSeparator(), foot)
	c.Content = container.New(columnLayout{c}, form, c.below, c.foot)
	points.onSet = func() { c.count.SetText(points.counted()) }
	return c
}

// ShowMissing scrolls the conditions so that the first one that is missing is
// seen, or the first of all where none is.
func (c *ActColumn) ShowMissing() {
	c.Content.Refresh()
	if c.low {
		if _, missing := c.points.Missing(); missing {
			to := c.points.Position().Y + c.points.firstMissing()
			c.form.ScrollToOffset(fyne.NewPos(0, min(to, max(0, c.form.Content.MinSize().Height-c.form.Size().Height))))
		}
		return
	}
	c.law.ScrollToOffset(fyne.NewPos(0, min(c.points.firstMissing(), max(0, c.points.MinSize().Height-c.law.Size().Height))))
}

// lower joins form and conditions in one scroll, or parts them.
func (c *ActColumn) lower(yes bool) {
	if c.low == yes {
		return
	}
	c.low = yes
	Seen(c.below, !yes)
	if yes {
		c.below.Objects = nil
		c.law.Content = widget.NewLabel("")
		c.form.Content = FormRows(c.asked, c.head, c.points)
	} else {
		c.below.Objects = []fyne.CanvasObject{c.head, c.law}
		c.law.Content, c.form.Content = c.points, c.asked
	}
	c.form.Refresh()
	c.law.Refresh()
}

// headed sets a head over what has the rest; nothing where both lie elsewhere.
type headed struct{}

func (headed) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (headed) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if len(o) == 0 {
		return
	}
	head := o[0].MinSize().Height
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(s.Width, head))
	o[1].Move(fyne.NewPos(0, head))
	o[1].Resize(fyne.NewSize(s.Width, max(0, s.Height-head)))
}

// columnLayout sets form, conditions and foot one below another: the form gets
// what it needs but never so much that the conditions go out of sight.
type columnLayout struct{ c *ActColumn }

const (
	// ActWide is the width of the column, in units of the screen.
	ActWide = 372
	// mostForm is the greatest part of the column that the form takes.
	mostForm = 0.6
	// lowColumn is the height below which form and conditions share one scroll.
	lowColumn = 420
)

func (l columnLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(280, l.c.foot.MinSize().Height+80)
}

func (l columnLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	c := l.c
	c.lower(size.Height < lowColumn)
	foot := HeightAt(c.foot, size.Width)
	form := size.Height - foot
	if !c.low {
		form = min(c.form.Content.MinSize().Height, form*mostForm)
	}
	c.form.Resize(fyne.NewSize(size.Width, form))
	c.below.Resize(fyne.NewSize(size.Width, size.Height-form-foot))
	c.below.Move(fyne.NewPos(0, form))
	c.foot.Move(fyne.NewPos(0, size.Height-foot))
	c.foot.Resize(fyne.NewSize(size.Width, foot))
}
