package reader

import (
	"slices"

	"fyne.io/fyne/v2"

	"tram/ui/kit"
)

// Widths of the search beside a form, in units of the screen.
const (
	wordsNarrow = 140
	countNarrow = 56
)

// Compact keeps the line above the pages in one line beside a form, and lets the
// panel at the side take the place of the small pages. The button that opens the
// panel, Door, is laid elsewhere by the page.
func (r *Reader) Compact() *Reader {
	r.bar.words.SetPlaceHolder(kit.T("reader.search-short"))
	hold(r.bar.what().Objects, r.bar.words, wordsNarrow)
	hold(r.bar.what().Objects, r.bar.count, countNarrow)
	r.bar.what().Remove(r.bar.side)
	r.yields = true
	return r
}

// Slim leaves nothing but the pages and the way through them, for two documents
// side by side.
func (r *Reader) Slim() *Reader {
	r.bar.what().RemoveAll()
	r.bar.fit.Hide() // Ctrl+0 does it too
	r.thumbs.list.Hide()
	return r
}

// Door is the button that opens the panel at the side; it tells how the
// signatures are.
func (r *Reader) Door() *kit.Button { return r.bar.side }

// what is the part of the line that searches.
func (b *bar) what() *fyne.Container { return b.content.Objects[1].(*fyne.Container) }

// hold gives what holds a field of the line another width.
func hold(in []fyne.CanvasObject, o fyne.CanvasObject, wide float32) {
	for _, each := range in {
		if c, is := each.(*fyne.Container); is && slices.Contains(c.Objects, o) {
			c.Layout = ofWidth(wide)
		}
	}
}
