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

	chosen office.ID // is marked wherever it is listed
	quiet  bool      // the list is being told, not telling
}

// NewRows makes an empty list; read reads rows by their keys, and show fills a
// line of the list with one of them.
func NewRows(read func(context.Context, []int64) ([]office.Row, error), show func(office.Row, *Row)) *Rows {
	r := &Rows{read: read, show: show, ctx: context.Background(), known: map[int][]office.Row{}, going: map[int]bool{}}
	r.List = NewList(func() int { return len(r.keys) },
		func() fyne.CanvasObject { return NewRow() },
		func(i int, o fyne.CanvasObject) { r.put(i, o.(*Row)) })
	r.List.OnSelected = func(i int) {
		row, ok := r.row(i)
		if r.quiet || !ok {
			return
		}
		r.chosen = row.ID
		if r.OnOpen != nil {
			r.OnOpen(row)
		}
	}
	return r
}

// Choose marks the row of a record that was opened, here or from elsewhere.
func (r *Rows) Choose(id office.ID) {
	r.chosen = id
	r.mark()
}

// mark marks the chosen row where it has been read, and moves nothing.
func (r *Rows) mark() {
	r.quiet = true
	defer func() { r.quiet = false }()
	at := r.List.GetScrollOffset()
	r.List.UnselectAll()
	for w, rows := range r.known {
		if i := slices.IndexFunc(rows, func(row office.Row) bool { return row.ID == r.chosen }); i >= 0 {
			r.List.Select(w*window + i)
		}
	}
	r.List.ScrollToOffset(at)
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
// at stays where it is. Where the keys are the same, what is said of them may
// be news all the same.
func (r *Rows) Renew(keys []int64) {
	if slices.Equal(keys, r.keys) && len(r.known) > 0 {
		for w := range r.known {
			r.readWindow(w)
		}
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
	if !r.going[w] && r.known[w] == nil && w*window < len(r.keys) {
		r.readWindow(w)
	}
}

func (r *Rows) readWindow(w int) {
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
		r.mark()
	})
}

// keep adds a window and lets the oldest go.
func (r *Rows) keep(w int, got []office.Row) {
	if r.known[w] == nil {
		r.order = append(r.order, w)
	}
	r.known[w] = got
	if len(r.order) > MostWindow {
		delete(r.known, r.order[0])
		r.order = r.order[1:]
	}
}
