package kit

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Wish is what a clerk searches for.
type Wish struct {
	Scope  string // Finder.Scope
	Text   string
	Chosen []string // of each filter, in their order; empty: all
	Listed int      // that many are listed for the same wish: an answer that comes by and by begins with as many
}

func (w Wish) same(other Wish) bool {
	return w.Scope == other.Scope && w.Text == other.Text && slices.Equal(w.Chosen, other.Chosen)
}

// FinderSaid are the words of a finder. A number comes in groups of three.
type FinderSaid struct {
	Search  string // what is searched by, in the field
	Icon    fyne.Resource
	Empty   string // what the place is for, where there is nothing yet
	Begin   string // the button below; empty: there is none
	OnBegin func()
	Count   func(n string) string
	More    func(n string) string // there are more than are listed
}

const (
	// findPause is how long the clerk must stop typing before the search begins.
	findPause = 80 * time.Millisecond
	// readsAhead is how many rows are below when more are asked for.
	readsAhead = 20
)

// Finder is a list with its search: it asks after a pause in the typing and drops the
// answer to what was typed before, reads rows in pieces, tells how many there are, what
// the place is for where there are none, and that it waits. The row that was chosen stays
// marked, and what the clerk looks at stays where it is, when the same is asked again.
type Finder[R any] struct {
	Ask     func(context.Context, Wish) (Found[R], error) // away from the screen
	ID      func(R) office.ID
	Show    func(R, *Row) // fills a line
	OnOpen  func(R)       // a row was chosen by the clerk
	OnFound func()        // another answer is listed; may be nil
	Scope   string        // in which of several lists is searched, where a page has several

	Search *Search
	List   *List
	Count  *widget.Label
	Empty  *EmptyState
	Head   *fyne.Container // search and filters in a row
	Body   *fyne.Container // list, or what is said in its place

	desk     *Desk
	said     FinderSaid
	filters  []*Filter
	pause    *time.Timer
	ctx      context.Context // of the visit of the page
	asking   Latest
	answered *Wish // nil: none
	pieces   pieces[R]
	on       bool // more rows are being read at the end
	failed   bool // that could not be done
	waits    bool // for an answer
	waiting  *fyne.Container
	going    *widget.ProgressBarInfinite
	chosen   office.ID // is marked wherever it is listed
	quiet    bool      // the list is being told, not telling
}

// NewFinder lays a finder out; the page sets its functions, and Enter begins.
func NewFinder[R any](desk *Desk, said FinderSaid, filters ...*Filter) *Finder[R] {
	f := &Finder[R]{desk: desk, said: said, filters: filters, Count: Muted(""), going: widget.NewProgressBarInfinite()}
	f.Count.Wrapping = fyne.TextWrapOff
	f.Search = NewSearch(said.Search, f.typed, func() { desk.Focus(f.List) })
	f.List = NewList(func() int { return f.pieces.found.count() }, func() fyne.CanvasObject { return NewRow() },
		func(i int, o fyne.CanvasObject) { f.put(i, o.(*Row)) })
	f.List.OnSelected = f.selected
	f.List.OnAbove = func() { desk.Focus(f.Search) }
	f.Empty = NewEmptyState(said.Icon, "", said.Begin, nil)
	f.Empty.Hide()
	f.waiting = container.NewVBox(container.NewCenter(Muted(T("kit.reading"))), container.NewCenter(Thin(f.going)))
	f.going.Stop()
	f.waiting.Hide()
	f.Body = container.NewStack(f.List, f.Empty, container.NewCenter(f.waiting))
	f.Head = Flow(Stretch(searchLeast, f.Search))
	for _, each := range filters {
		each.chosen = f.typed
		f.Head.Add(container.New(ofFilterWidth{}, each.widget))
	}
	return f
}

// Enter asks anew for what is in the field; ctx ends when the clerk leaves the page.
func (f *Finder[R]) Enter(ctx context.Context) {
	f.ctx = ctx
	f.Find()
}

// Leave drops what is being read, and the rows.
func (f *Finder[R]) Leave() {
	f.rest()
	f.ctx = nil
	f.asking.Drop()
	f.came()
	f.pieces = pieces[R]{}
	f.answered = nil
	f.List.unmark()
	f.List.Refresh()
}

// Choose marks the row of a record that was opened, here or from elsewhere; empty: none.
func (f *Finder[R]) Choose(id office.ID) {
	f.chosen = id
	f.mark()
}

// Chosen is the record whose row is marked.
func (f *Finder[R]) Chosen() office.ID { return f.chosen }

// Listed is how many rows are listed.
func (f *Finder[R]) Listed() int { return f.pieces.found.count() }

// Clear empties the search and the filters, which shows all there is.
func (f *Finder[R]) Clear() {
	f.Search.SetText("")
	for _, each := range f.filters {
		each.clear()
	}
	f.Find()
}

func (f *Finder[R]) rest() {
	if f.pause != nil {
		f.pause.Stop()
		f.pause = nil
	}
}

func (f *Finder[R]) typed() {
	f.rest()
	f.pause = time.AfterFunc(findPause, func() { OnScreen(f.Find) })
}

// Wished is what is searched for now; an error tells a filter that says nothing, such as
// a day that is none.
func (f *Finder[R]) Wished() (w Wish, err error) {
	w.Scope, w.Text = f.Scope, strings.TrimSpace(f.Search.Text)
	for _, each := range f.filters {
		chosen, err := each.read()
		if err != nil {
			return w, err
		}
		w.Chosen = append(w.Chosen, chosen)
	}
	if f.answered != nil && f.answered.same(w) {
		w.Listed = f.Listed()
	}
	return w, nil
}

// Find asks for what is in the field now. The answer to what was asked before is dropped.
func (f *Finder[R]) Find() {
	f.rest()
	f.on, f.failed = false, false
	if f.ctx == nil {
		return
	}
	ctx := f.asking.Next(f.ctx)
	w, err := f.Wished()
	if err != nil {
		f.fail(err)
		return
	}
	f.awaits(ctx)
	Load(ctx, func(ctx context.Context) (Found[R], error) { return f.Ask(ctx, w) }, func(found Found[R], err error) {
		f.came()
		if err != nil {
			f.fail(err)
			return
		}
		f.answer(w, found)
	})
}

// awaits shows that an answer is waited for, once that lasts.
func (f *Finder[R]) awaits(ctx context.Context) {
	f.waits = true
	Later(ctx, ShowsAfter, func() {
		if f.waits {
			f.Count.SetText(T("kit.reading"))
			f.going.Start()
			Seen(f.waiting, f.Listed() == 0)
			f.Empty.Hide()
		}
	})
}

// came takes the sign of waiting away.
func (f *Finder[R]) came() {
	f.waits = false
	f.going.Stop()
	f.waiting.Hide()
}

// fail tells in place of the list why there is none.
func (f *Finder[R]) fail(err error) {
	f.came()
	f.list(Found[R]{})
	f.answered = nil
	f.Count.SetText("")
	Seen(f.Empty, f.Empty.Fail(err, f.Find))
}

// answer lists what was found. Where the same was asked again, what the clerk looks at
// stays where it is.
func (f *Finder[R]) answer(w Wish, found Found[R]) {
	again := f.answered != nil && f.answered.same(w)
	f.answered = &w
	if again {
		f.renew(found)
	} else {
		f.list(found)
	}
	f.tell()
	if found.Keys != nil && found.Next != nil {
		f.readOn()
	}
	if f.OnFound != nil {
		f.OnFound()
	}
}

// list lists another answer from its top.
func (f *Finder[R]) list(found Found[R]) {
	f.List.toEnd = false
	f.take(found)
	f.List.Refresh()
	f.List.Highlight(0)
	f.mark()
}

// renew lists the same anew, and keeps the row at the top of the view where it is, and the
// keyboard on its row: what came above is not to push away what a clerk is about to click or
// to open.
func (f *Finder[R]) renew(found Found[R]) {
	at := f.List.GetScrollOffset()
	if stride := f.List.stride(); at > 0 && stride > 0 {
		top := int(at / stride)
		if moved := f.movedTo(top, found); moved >= 0 {
			at += float32(moved-top) * stride
		}
	}
	was := f.List.onRow()
	on := was
	if moved := f.movedTo(was, found); moved >= 0 {
		on = moved
	}
	f.take(found)
	f.List.Refresh()
	if on = min(on, f.Listed()-1); on != was {
		f.List.putOn(on)
	}
	f.List.ScrollToOffset(at)
	f.mark()
}

// movedTo is where a row of the list stands in another answer; -1: it is not there.
func (f *Finder[R]) movedTo(i int, found Found[R]) int {
	if was := f.pieces.found; was.Keys != nil && i >= 0 && i < len(was.Keys) {
		return slices.Index(found.Keys, was.Keys[i])
	}
	row, there := f.pieces.row(i)
	if !there {
		return -1
	}
	id := f.ID(row)
	return slices.IndexFunc(found.Have, func(t R) bool { return f.ID(t) == id })
}

func (f *Finder[R]) take(found Found[R]) {
	f.pieces.take(found)
	f.List.unmark()
}

// tell says how many there are, or in place of the list why there are none.
func (f *Finder[R]) tell() {
	found := f.pieces.found
	n := Grouped(found.count())
	switch {
	case f.on && found.Keys != nil:
		f.Count.SetText(T("kit.reading"))
	case found.More:
		f.Count.SetText(f.said.More(n))
	default:
		f.Count.SetText(f.said.Count(n))
	}
	if found.count() > 0 {
		f.Empty.Hide()
		return
	}
	switch {
	case asksPhrase(f.answered.Text):
		f.empty(T("kit.none-phrase"), T("kit.none-clear"), f.Clear)
	case f.answered.Text != "":
		f.empty(T("kit.none"), T("kit.none-clear"), f.Clear)
	case f.narrowed():
		f.empty(T("kit.none-chosen"), T("kit.none-clear"), f.Clear)
	default:
		f.empty(f.said.Empty, f.said.Begin, f.said.OnBegin)
	}
}

func (f *Finder[R]) empty(said, word string, do func()) {
	f.Empty.Say(said)
	f.Empty.Button.SetText(word)
	f.Empty.Button.OnTapped = do
	Seen(f.Empty.Button, word != "" && do != nil)
	f.Empty.Show()
	f.Empty.Refresh()
}

// narrowed tells whether a filter kept something out.
func (f *Finder[R]) narrowed() bool {
	return slices.ContainsFunc(f.answered.Chosen, func(s string) bool { return s != "" })
}

// put fills a line, and has read what is not known yet.
func (f *Finder[R]) put(i int, o *Row) {
	for _, piece := range f.pieces.wanting(i) {
		f.readPiece(piece)
	}
	row, ok := f.pieces.row(i)
	if ok {
		f.Show(row, o)
	} else {
		o.Set("…", "", "")
		o.Chip.Hide()
	}
	o.lay()
	if f.pieces.found.Next != nil && i >= f.Listed()-readsAhead {
		f.readOn()
	}
}

func (f *Finder[R]) readPiece(piece int) {
	keys, rows := f.pieces.keysOf(piece), f.pieces.found.Rows
	Load(f.asking.Now(), func(ctx context.Context) ([]R, error) { return rows(ctx, keys) }, func(got []R, err error) {
		if err != nil { // it is asked for again with the next search, not at every look at the list
			f.desk.Tell(err)
			return
		}
		f.pieces.keep(piece, keys, got)
		if f.inSight(piece) {
			f.List.Refresh()
		}
		f.mark()
	})
}

// inSight tells whether a row of a piece may be in view.
func (f *Finder[R]) inSight(piece int) bool {
	stride, at := f.List.stride(), f.List.GetScrollOffset()
	top, bottom := int(at/stride), int((at+f.List.Size().Height)/stride)+1
	return (piece+1)*pieceRows > top && piece*pieceRows <= bottom
}

// readOn reads more rows at the end, once at a time. What could not be read is asked for with the next
// search, not at every look at the list.
func (f *Finder[R]) readOn() {
	if f.on || f.failed {
		return
	}
	f.on = true
	f.tell()
	Load(f.asking.Now(), f.pieces.found.Next, func(found Found[R], err error) {
		f.on, f.failed = false, err != nil
		if err == nil {
			f.grow(found)
		}
		f.tell()
		f.desk.Tell(err)
	})
}

// grow lists what was read on. Whoever asked for the end meanwhile is led to it.
func (f *Finder[R]) grow(found Found[R]) {
	if f.pieces.grow(found) {
		f.List.Refresh()
	} else {
		f.renew(found)
	}
	if f.List.toEnd && found.Keys != nil {
		f.List.putOn(f.Listed() - 1)
	}
}

// selected opens the row that the clerk chose.
func (f *Finder[R]) selected(i int) {
	if f.quiet {
		return
	}
	row, ok := f.pieces.row(i)
	if !ok {
		f.mark()
		return
	}
	f.chosen = f.ID(row)
	f.List.marked = i
	if f.OnOpen != nil {
		f.OnOpen(row)
	}
}

// mark marks the chosen row where it has been read, and moves nothing.
func (f *Finder[R]) mark() {
	at := -1
	if f.chosen != "" {
		at = f.pieces.where(func(row R) bool { return f.ID(row) == f.chosen })
	}
	f.quiet = true
	f.List.Mark(at)
	f.quiet = false
}

// Grouped writes a number as Vietnamese does: 100.000.
func Grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}
