package records

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// Rows are read in windows of so many, and so many windows are kept.
const (
	window     = 50
	mostWindow = 40
)

// rows is the list of what was found. It knows all keys, and reads a window of
// rows when the list first shows one of them.
type rows struct {
	OnOpen    func(office.ID)
	OnTrouble func(error)

	services Services
	types    []office.DocumentType
	ctx      context.Context
	keys     []int64
	known    map[int][]office.Row // by window
	order    []int                // windows, the oldest first
	going    map[int]bool
	list     *kit.List
}

func newRows(s Services) *rows {
	r := &rows{services: s, types: s.Types(), ctx: context.Background(), known: map[int][]office.Row{}, going: map[int]bool{}}
	r.list = kit.NewList(func() int { return len(r.keys) },
		func() fyne.CanvasObject { return kit.NewRow() },
		func(i int, o fyne.CanvasObject) { r.show(i, o.(*kit.Row)) })
	r.list.OnSelected = func(i int) {
		if row, ok := r.row(i); ok && r.OnOpen != nil {
			r.OnOpen(row.ID)
		}
	}
	return r
}

// follow ends with the search whose answer is awaited: windows of an older one
// are not read on.
func (r *rows) follow(ctx context.Context) {
	r.ctx = ctx
	r.going = map[int]bool{}
}

// renew lists the keys of the same search, asked again: what the clerk looks
// at stays where it is.
func (r *rows) renew(keys []int64) {
	if slices.Equal(keys, r.keys) && len(r.known) > 0 {
		return
	}
	at := r.list.GetScrollOffset()
	r.set(keys)
	r.list.ScrollToOffset(at)
}

// set lists other keys.
func (r *rows) set(keys []int64) {
	r.keys = keys
	r.known, r.order, r.going = map[int][]office.Row{}, nil, map[int]bool{}
	r.list.UnselectAll()
	r.list.ScrollToTop()
	r.list.Refresh()
}

// row is a row that has been read.
func (r *rows) row(i int) (office.Row, bool) {
	if have := r.known[i/window]; i%window < len(have) {
		return have[i%window], true
	}
	return office.Row{}, false
}

func (r *rows) show(i int, o *kit.Row) {
	row, ok := r.row(i)
	if !ok {
		o.Set("…", "", "")
		o.Chip.Hide()
		r.read(i / window)
		return
	}
	o.Set(kit.TitleOf(row, r.types), row.Subject, kit.DayOf(row.At))
	if row.State == office.Finished { // here that is the rule, and needs no word
		o.Chip.Hide()
	} else {
		o.Chip.SetState(row.State)
		o.Chip.Show()
	}
	o.Refresh()
}

// read reads one window, once.
func (r *rows) read(w int) {
	if r.going[w] || r.known[w] != nil || w*window >= len(r.keys) {
		return
	}
	going := r.going
	going[w] = true
	keys := r.keys[w*window : min((w+1)*window, len(r.keys))]
	kit.Load(r.ctx, func(ctx context.Context) ([]office.Row, error) {
		return r.services.Rows(ctx, keys)
	}, func(got []office.Row, err error) {
		delete(going, w)
		if err != nil {
			r.OnTrouble(err)
			return
		}
		r.keep(w, got)
		r.list.Refresh()
	})
}

// keep adds a window and lets the oldest go.
func (r *rows) keep(w int, got []office.Row) {
	r.known[w] = got
	r.order = append(r.order, w)
	if len(r.order) > mostWindow {
		delete(r.known, r.order[0])
		r.order = r.order[1:]
	}
}
