package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Columns sets cards side by side, equally wide, and one below another where they would
// be too narrow.
func Columns(o ...fyne.CanvasObject) *fyne.Container { return container.New(&columns{}, o...) }

// columnLeast is the least width of a column of cards, in units of the screen.
const columnLeast = 330

// columns remembers the width that it was given last: how high it is follows from that.
type columns struct{ wide float32 }

// stacked tells whether the columns stand one below another.
func (c *columns) stacked(o []fyne.CanvasObject) bool {
	n := float32(len(o))
	each := (c.wide - Gap*(n-1)) / n
	least := float32(columnLeast)
	for _, one := range o {
		least = fyne.Max(least, one.MinSize().Width)
	}
	return c.wide > 0 && each < least
}

func (c *columns) MinSize(o []fyne.CanvasObject) (min fyne.Size) {
	stacked := c.stacked(o)
	for i, each := range o {
		m := each.MinSize()
		min.Width = fyne.Max(min.Width, m.Width)
		if !stacked {
			min.Height = fyne.Max(min.Height, m.Height)
			continue
		}
		min.Height += m.Height
		if i > 0 {
			min.Height += Gap
		}
	}
	return min
}

func (c *columns) Layout(o []fyne.CanvasObject, s fyne.Size) {
	c.wide = s.Width
	if c.stacked(o) {
		c.stack(o, s.Width)
		return
	}
	n := float32(len(o))
	w := (s.Width - Gap*(n-1)) / n
	for i, each := range o {
		each.Move(fyne.NewPos(float32(i)*(w+Gap), 0))
		each.Resize(fyne.NewSize(w, s.Height))
	}
}

func (c *columns) stack(o []fyne.CanvasObject, wide float32) {
	y := float32(0)
	for _, each := range o {
		each.Move(fyne.NewPos(0, y))
		each.Resize(fyne.NewSize(wide, each.MinSize().Height))
		y += each.MinSize().Height + Gap
	}
}

// Topped sets what may break its lines one below another, above the last, which has the
// rest.
func Topped(o ...fyne.CanvasObject) *fyne.Container { return container.New(topped{}, o...) }

// topped gives each its width first: only what has that knows its height.
type topped struct{}

const toppedGap = 4

func (topped) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height+toppedGap)
		}
	}
	return size.SubtractWidthHeight(0, toppedGap)
}

func (topped) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y, last := float32(0), len(objects)-1
	for _, o := range objects[:last] {
		if o.Visible() {
			o.Move(fyne.NewPos(0, y))
			y += HeightAt(o, size.Width) + toppedGap
		}
	}
	objects[last].Move(fyne.NewPos(0, y))
	objects[last].Resize(fyne.NewSize(size.Width, size.Height-y))
}
