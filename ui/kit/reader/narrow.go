package reader

import (
	"slices"

	"fyne.io/fyne/v2"

	"tram/ui/kit"
)

// Least widths of the search in a narrow line, in units of the screen.
const (
	wordsNarrow = 104
	countNarrow = 56
)

// Compact makes the line above the pages fit beside a form, and lets the panel at
// the side take the place of the small pages. The panel is opened by ShowSide
// alone, for which the page has a button of its own.
func (r *Reader) Compact() *Reader {
	r.bar.hold(r.bar.count, countNarrow)
	r.bar.content.Remove(r.bar.side)
	r.bar.content.Layout = elastic{r.bar}
	r.yields = r.column()
	return r
}

// Slim leaves nothing but the pages and the way through them, for two documents
// side by side.
func (r *Reader) Slim() *Reader {
	r.Compact()
	for _, o := range []fyne.CanvasObject{r.bar.words, r.bar.count} {
		r.bar.content.Remove(r.bar.holder(o))
	}
	for _, b := range []*kit.Button{r.bar.previous, r.bar.next, r.bar.fit} {
		r.bar.content.Remove(b)
	}
	r.yields.Hide()
	r.yields = nil
	return r
}

// column is what holds the small pages.
func (r *Reader) column() fyne.CanvasObject {
	for _, o := range r.content.Objects {
		if c, is := o.(*fyne.Container); is && slices.Contains(c.Objects, fyne.CanvasObject(r.thumbs.list)) {
			return c
		}
	}
	return nil
}

// SideShown tells whether the panel at the side is open.
func (r *Reader) SideShown() bool { return r.open }

// elastic gives the field of the search what is left of the line, up to its usual
// width.
type elastic struct{ b *bar }

func (e elastic) MinSize(o []fyne.CanvasObject) fyne.Size {
	e.b.hold(e.b.words, wordsNarrow)
	return tight{}.MinSize(o)
}

func (e elastic) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := s.Width - e.MinSize(o).Width
	e.b.hold(e.b.words, min(wordsWide, wordsNarrow+max(0, left)))
	tight{}.Layout(o, s)
}

// hold gives a field of the line another width.
func (b *bar) hold(o fyne.CanvasObject, wide float32) {
	if c := b.holder(o); c != nil {
		c.Layout = ofWidth(wide)
	}
}

// holder is the container that gives a field of the line its width.
func (b *bar) holder(o fyne.CanvasObject) *fyne.Container {
	for _, each := range b.content.Objects {
		if c, is := each.(*fyne.Container); is && slices.Contains(c.Objects, o) {
			return c
		}
	}
	return nil
}
