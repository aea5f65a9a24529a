package kit

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// Rows are read in windows of so many, and so many windows are kept.
const (
	window     = 50
	MostWindow = 40
)

// Rows is the list of conversions that a search found. It knows all keys, and
// reads a window of rows when the list first shows one of them.
type Rows struct {
	OnOpen    func(office.Row)
	OnTrouble func(error)
	List      *List

	read  func(context.Context, []int64) ([]office.Row, error)
	show  func(office.Row, *Row)
	ctx   context.Context
	keys  []int64
	known map[int][]office.Row // by window
	order []int                // windows, the oldest first
	going map[int]bool
}

// NewRows makes an empty list; read reads rows by their keys, and show fills a
// line of the list with one of them.
func NewRows(read func(context.Context, []int64) ([]office.Row, error), show func(office.Row, *Row)) *Rows {
	r := &Rows{read: read, show: show, ctx: context.Background(), known: map[int][]office.Row{}, going: map[int]bool{}}
	r.List = NewList(func() int { return len(r.keys) },
		func() fyne.CanvasObject { return NewRow() },
		func(i int, o fyne.CanvasObject) { r.put(i, o.(*Row)) })
	r.List.OnSelected = func(i int) {
		if row, ok := r.row(i); ok && r.OnOpen != nil {
			r.OnOpen(row)
		}
	}
	return r
}

// Follow ends with the search whose answer is awaited: windows of an older one
// are not read on.
func (r *Rows) Follow(ctx context.Context) {
	r.ctx = ctx
	r.going = map[int]bool{}
}

// Keys are those of what is listed.
func (r *Rows) Keys() []int64 { return r.keys }

// Windows is how many windows of rows are kept now.
func (r *Rows) Windows() int { return len(r.known) }

// Renew lists the keys of the same search, asked again: what the clerk looks
// at stays where it is.
func (r *Rows) Renew(keys []int64) {
	if slices.Equal(keys, r.keys) && len(r.known) > 0 {
		return
	}
	at := r.List.GetScrollOffset()
	r.Set(keys)
	r.List.ScrollToOffset(at)
}

// Set lists other keys.
func (r *Rows) Set(keys []int64) {
	r.keys = keys
	r.known, r.order, r.going = map[int][]office.Row{}, nil, map[int]bool{}
	r.List.UnselectAll()
	r.List.ScrollToTop()
	r.List.Refresh()
}

// row is a row that has been read.
func (r *Rows) row(i int) (office.Row, bool) {
	if have := r.known[i/window]; i%window < len(have) {
		return have[i%window], true
	}
	return office.Row{}, false
}

func (r *Rows) put(i int, o *Row) {
	row, ok := r.row(i)
	if !ok {
		o.Set("…", "", "")
		o.Chip.Hide()
		r.load(i / window)
		return
	}
	r.show(row, o)
	o.Refresh()
}

// load reads one window, once.
func (r *Rows) load(w int) {
	if r.going[w] || r.known[w] != nil || w*window >= len(r.keys) {
		return
	}
	going := r.going
	going[w] = true
	keys := r.keys[w*window : min((w+1)*window, len(r.keys))]
	Load(r.ctx, func(ctx context.Context) ([]office.Row, error) {
		return r.read(ctx, keys)
	}, func(got []office.Row, err error) {
		delete(going, w)
		if err != nil {
			r.OnTrouble(err)
			return
		}
		r.keep(w, got)
		r.List.Refresh()
	})
}

// keep adds a window and lets the oldest go.
func (r *Rows) keep(w int, got []office.Row) {
	r.known[w] = got
	r.order = append(r.order, w)
	if len(r.order) > MostWindow {
		delete(r.known, r.order[0])
		r.order = r.order[1:]
	}
}
