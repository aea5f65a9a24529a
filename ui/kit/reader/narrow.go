package reader

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Widths of the search in a narrow line, in units of the screen.
const (
	wordsNarrow = 170
	countNarrow = 56
)

// Compact makes the line above the pages fit beside a form. The panel at the side
// is opened by ShowSide alone, for which the page has a button of its own.
func (r *Reader) Compact() *Reader {
	r.bar.hold(r.bar.words, wordsNarrow)
	r.bar.hold(r.bar.count, countNarrow)
	r.bar.what.Remove(r.bar.side)
	return r
}

// Slim leaves nothing but the pages and the way through them, for two documents
// side by side.
func (r *Reader) Slim() *Reader {
	r.Compact()
	r.bar.what.Hide()
	for _, o := range r.content.Objects {
		if c, is := o.(*fyne.Container); is && slices.Contains(c.Objects, fyne.CanvasObject(r.thumbs.list)) {
			c.Hide()
			break
		}
	}
	return r
}

// SideShown tells whether the panel at the side is open.
func (r *Reader) SideShown() bool { return r.open }

// hold gives a field of the line another width.
func (b *bar) hold(o fyne.CanvasObject, wide float32) {
	if c := b.holder(o); c != nil {
		c.Layout = ofWidth(wide)
	}
}

// holder is the container that gives a field of the line its width.
func (b *bar) holder(o fyne.CanvasObject) *fyne.Container {
	for _, each := range b.what.Objects {
		if c, is := each.(*fyne.Container); is && slices.Contains(c.Objects, o) {
			return c
		}
	}
	return nil
}
