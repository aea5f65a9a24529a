package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// Flow sets objects side by side, and goes on in a further row where the room ends:
// a row of buttons or chips that fits any screen. A spacer takes what a row leaves.
func Flow(o ...fyne.CanvasObject) *fyne.Container { return container.New(&flow{}, o...) }

// Head is the line above a page: its title, and at the right end what can be done with
// all of it, below the title where there is no room beside it. In a low window a title that
// would take a row of its own makes way: the place is lit in the sidebar.
func Head(title fyne.CanvasObject, deeds ...fyne.CanvasObject) *fyne.Container {
	_, words := title.(*widget.Label)
	return container.New(&flow{titled: words}, append([]fyne.CanvasObject{title, layout.NewSpacer()}, deeds...)...)
}

// flow remembers the width that it was given last: how high it is follows from that.
type flow struct {
	wide   float32
	titled bool // the first object is a title
	took   bool // it made way
}

// lowWindow is the height, in units, below which each row counts.
const lowWindow = 420

// cramped tells that a title has to make way.
func (f *flow) cramped(o []fyne.CanvasObject) bool {
	if !f.titled {
		return false
	}
	window := fyne.CurrentApp().Driver().CanvasForObject(o[0])
	return window != nil && window.Size().Height < lowWindow && len(f.rowed(o)) > 1
}

func (f *flow) MinSize(o []fyne.CanvasObject) (min fyne.Size) {
	gap := flowGap()
	for i, row := range f.rows(o) {
		if i > 0 {
			min.Height += gap
		}
		min.Height += rowHeight(row)
		for _, each := range row {
			min.Width = fyne.Max(min.Width, each.MinSize().Width)
		}
	}
	return min
}

func (f *flow) Layout(o []fyne.CanvasObject, s fyne.Size) {
	f.wide = s.Width
	switch cramped := f.cramped(o); {
	case cramped && o[0].Visible():
		f.took = true
		o[0].Hide()
	case !cramped && f.took:
		f.took = false
		o[0].Show()
	}
	y, gap := float32(0), flowGap()
	for _, row := range f.rows(o) {
		high := rowHeight(row)
		setRow(row, y, s.Width, high)
		y += high + gap
	}
}

// setRow sets the objects of one row, each in the middle of its height.
func setRow(row []fyne.CanvasObject, y, wide, high float32) {
	springs, left, x, gap := 0, wide, float32(0), flowGap()
	for _, each := range row {
		if isSpring(each) {
			springs++
			continue
		}
		left -= each.MinSize().Width + gap
	}
	for _, each := range row {
		m := each.MinSize()
		if isSpring(each) {
			more := fyne.Max(0, left+gap) / float32(springs)
			if stretches(each) {
				more = fyne.Max(more-gap, fyne.Min(m.Width, wide))
				each.Resize(fyne.NewSize(more, m.Height))
				each.Move(fyne.NewPos(x, y+(high-m.Height)/2))
				more += gap
			}
			x += more
			continue
		}
		each.Resize(fyne.NewSize(fyne.Min(m.Width, wide), m.Height))
		each.Move(fyne.NewPos(x, y+(high-m.Height)/2))
		x += m.Width + gap
	}
}

// rows are the visible objects as they stand one row below another. Before a width is
// known all stand in one.
func (f *flow) rows(o []fyne.CanvasObject) (rows [][]fyne.CanvasObject) {
	if f.cramped(o) {
		return f.rowed(o[1:])
	}
	return f.rowed(o)
}

func (f *flow) rowed(o []fyne.CanvasObject) (rows [][]fyne.CanvasObject) {
	var row []fyne.CanvasObject
	used, gap := float32(0), flowGap()
	for i, each := range o {
		if !each.Visible() && !(f.took && i == 0) {
			continue
		}
		need := each.MinSize().Width
		if f.wide > 0 && used > 0 && used+need > f.wide+0.5 {
			rows, row, used = append(rows, row), nil, 0
		}
		row = append(row, each)
		if need > 0 {
			used += need + gap
		}
	}
	if len(row) > 0 {
		rows = append(rows, row)
	}
	return rows
}

func rowHeight(row []fyne.CanvasObject) (high float32) {
	for _, each := range row {
		high = fyne.Max(high, each.MinSize().Height)
	}
	return high
}

func isSpring(o fyne.CanvasObject) bool {
	_, spring := o.(layout.SpacerObject)
	return spring || stretches(o)
}

// Stretch has an object take what a row leaves, at least so much: words that are cut
// where the room ends. 0: at least what it needs.
func Stretch(least float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(stretch{least}, o)
}

type stretch struct{ least float32 }

func stretches(o fyne.CanvasObject) (yes bool) {
	if c, holds := o.(*fyne.Container); holds {
		_, yes = c.Layout.(stretch)
	}
	return yes
}

func (s stretch) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := o[0].MinSize()
	if s.least > 0 {
		least.Width = s.least
	}
	return least
}

func (stretch) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// flowGap is the air between the objects of a row, and between rows.
func flowGap() float32 { return 4 }
