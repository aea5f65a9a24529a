package reader

import (
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Reader shows one Book at a time. It is made once; Show opens a book in it, Close
// frees it. A page that holds a Reader hands Turn, Zoom and Search on to it.
type Reader struct {
	// OnFront tells that another page, from 0, is in front; may be nil.
	OnFront func(page int)
	// OnSeen tells once that all of a page was before the clerk, sharp: what
	// counts as having looked at it. May be nil.
	OnSeen func(page int)

	desk   *kit.Desk
	view   *view
	thumbs *thumbs
	bar    *bar
	finder *finder
	side   *side
	shelf  *shelf
	drop   context.CancelFunc
	last   func() bool // keeps the end of the window from closing the book, which is closed by then
	ticked map[int]bool
	open   bool // the panel at the side
	yields bool // the small pages make room for it

	content *fyne.Container
}

// New makes an empty reader.
func New(desk *kit.Desk) *Reader {
	r := &Reader{desk: desk, view: newView(), side: newSide(), drop: func() {}, last: func() bool { return true }, ticked: map[int]bool{}}
	r.finder = newFinder(r)
	r.thumbs = newThumbs(r.view)
	r.bar = newBar(r)
	r.thumbs.list.OnPick = r.view.turnTo
	r.thumbs.seen = func(page int) bool { return r.ticked[page] }
	r.view.onFront, r.view.onZoomed, r.view.onSeen = r.fronted, r.bar.zoomed, r.saw
	r.side.content.Hide()
	r.bar.paged(0, 0)
	r.content = container.New(parts{}, r.bar.content, widget.NewSeparator(), r.thumbs.list, r.view, r.side.content)
	return r
}

// parts sets the bar over the column of small pages, the pages, and the panel,
// which is as wide as it needs where it is open.
type parts struct{}

func (parts) MinSize(o []fyne.CanvasObject) fyne.Size {
	wide := widthOf(o[2], thumbsWide) + o[3].MinSize().Width + widthOf(o[4], sideWide)
	bar := o[0].MinSize()
	return fyne.NewSize(max(wide, bar.Width), bar.Height+2*partGap+o[3].MinSize().Height)
}

func (parts) Layout(o []fyne.CanvasObject, s fyne.Size) {
	top := rows{}.height(o[0].(*fyne.Container).Objects, s.Width)
	o[0].Move(fyne.Position{})
	o[0].Resize(fyne.NewSize(s.Width, top))
	top += partGap
	o[1].Move(fyne.NewPos(0, top))
	o[1].Resize(fyne.NewSize(s.Width, 1))
	top += partGap
	thumbs, side := widthOf(o[2], thumbsWide), widthOf(o[4], sideWide)
	left := thumbs
	if thumbs > 0 {
		left += partGap
	}
	for i, wide := range []float32{thumbs, s.Width - left - side, side} {
		o[i+2].Resize(fyne.NewSize(wide, s.Height-top))
		o[i+2].Move(fyne.NewPos([]float32{0, left, s.Width - side}[i], top))
	}
}

// widthOf is the width of a part that is shown; 0 where it is not.
func widthOf(o fyne.CanvasObject, wide float32) float32 {
	if !o.Visible() {
		return 0
	}
	return wide
}

const partGap = 4 // between the parts, in units of the screen

// Content is the reader's widget tree.
func (r *Reader) Content() fyne.CanvasObject { return r.content }

// Show opens a book at its first page. The one before is closed.
func (r *Reader) Show(b Book) {
	r.Close()
	ctx, drop := context.WithCancel(r.desk.Context())
	r.drop = drop
	r.last = context.AfterFunc(r.desk.Context(), func() { _ = b.Close() })
	r.ticked = map[int]bool{}
	r.shelf = newShelf(ctx, b, r.came)
	r.view.put(r.shelf)
	r.bar.words.SetText("")
	r.finder.begin("")
	r.thumbs.list.Refresh()
	r.fronted(0)
}

// Sight is what of a book was before the clerk.
type Sight struct {
	glanced []kit.Glances
	ticked  map[int]bool
}

// Sight tells what of the book that is shown was before the clerk; nothing where
// there is none.
func (r *Reader) Sight() Sight { return Sight{slices.Clone(r.view.glanced), maps.Clone(r.ticked)} }

// Pages are those, from 0, that were wholly seen.
func (s Sight) Pages() []int { return slices.Sorted(maps.Keys(s.ticked)) }

// Recall goes on from what was before the clerk when the same book, unchanged, was
// shown last.
func (r *Reader) Recall(was Sight) {
	if r.shelf == nil || len(was.glanced) != len(r.view.glanced) {
		return
	}
	copy(r.view.glanced, was.glanced)
	r.Seen(was.Pages())
}

// Close frees the book with all its pictures.
func (r *Reader) Close() {
	r.drop()
	r.finder.drop()
	if r.shelf == nil {
		return
	}
	r.shelf.free()
	r.view.gaze.Off()
	r.last()
	book := r.shelf.book
	r.shelf, r.view.shelf, r.view.glanced = nil, nil, nil
	r.view.board.bring(0, -1)
	r.view.strip = strip{}
	r.bar.paged(0, 0)
	r.bar.zoomed()
	kit.Load(r.desk.Context(), func(context.Context) (struct{}, error) { return struct{}{}, book.Close() }, func(struct{}, error) {})
}

// SetMarks shows places on pages, from 0, in place of those that were shown.
func (r *Reader) SetMarks(marks map[int][]Mark) {
	r.view.marks = marks
	r.view.look()
}

// Reveal brings a place on a page, from 0, into view: left, top, right, bottom
// in mm.
func (r *Reader) Reveal(page int, box [4]float64) { r.view.reveal(page, box) }

// Seen ticks pages, from 0, that the clerk has looked at before.
func (r *Reader) Seen(pages []int) {
	for _, p := range pages {
		r.ticked[p] = true
	}
	r.thumbs.list.Refresh()
}

// SetAbout tells what is known beside the pages. The panel opens by a button that
// bears the sign of the verdict, and by itself where a signature is not valid.
func (r *Reader) SetAbout(a About) {
	r.side.set(a)
	r.bar.side.SetIcon(a.icon())
	r.bar.side.Show()
	r.bar.content.Refresh()
	if a.Signatures != nil && a.Signatures.Verdict == office.SignatureInvalid {
		r.ShowSide(true)
	}
}

// ShowSide opens the panel at the side, or closes it.
func (r *Reader) ShowSide(yes bool) {
	r.open = yes
	kit.Seen(r.side.content, yes)
	if r.yields {
		kit.Seen(r.thumbs.list, !yes)
	}
	r.bar.side.Importance = widget.LowImportance
	if yes {
		r.bar.side.Importance = widget.MediumImportance
	}
	r.bar.side.Refresh()
	r.content.Refresh()
}

func (r *Reader) turnSide() { r.ShowSide(!r.open) }

// GoTo brings the head of a page, from 0, into view.
func (r *Reader) GoTo(page int) { r.view.turnTo(page) }

// Front is the page, from 0, that is in front.
func (r *Reader) Front() int { return r.view.front }

// Turn scrolls by most of what is seen (PgUp, PgDn).
func (r *Reader) Turn(by int) { r.view.turn(by) }

// Zoom shows the pages larger or smaller, or in their whole width (0).
func (r *Reader) Zoom(by int) { r.view.zoomBy(by) }

// Search moves the keyboard to the search.
func (r *Reader) Search() { r.desk.Focus(r.bar.words) }

// Focus gives the pages the keyboard.
func (r *Reader) Focus() { r.desk.Focus(r.view) }

func (r *Reader) fronted(page int) {
	if r.shelf == nil {
		return
	}
	r.bar.paged(page, len(r.view.glanced))
	r.bar.zoomed()
	r.thumbs.list.At(page)
	if r.OnFront != nil {
		r.OnFront(page)
	}
}

func (r *Reader) saw(page int) {
	r.ticked[page] = true
	r.thumbs.came(want{page: page})
	if r.OnSeen != nil {
		r.OnSeen(page)
	}
}

func (r *Reader) came(w want) {
	r.view.came(w)
	r.thumbs.came(w)
}
