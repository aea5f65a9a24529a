package kit

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Ledger is a register that is kept: its records in a list, and the form of one of them
// beside it.
type Ledger[R any] struct {
	*Keeping[R]
	Content fyne.CanvasObject
	List    *List

	of    LedgerOf[R]
	rows  []R
	read  *Awaited
	title *widget.Label
	fresh *Button
	acts  *fyne.Container
	ctx   context.Context
}

// LedgerOf is what a ledger is told of its records.
type LedgerOf[R any] struct {
	KeepingOf[R]
	All    func(context.Context) ([]R, error) // in the order of the list, away from the screen
	Row    func(R, *Row)
	Title  func(R) string // of the form
	New    string         // word of the button that asks for a new record, and title of the form then
	Add    string         // word of the button that keeps a new one
	Acts   []*Button      // what can be done to a record besides, in the order of the eye
	Picked func(R)        // a record came into the form, or another version of it; may be nil
	Note   string         // below the form
	Reads  string         // what is told while the list is read for long
}

// NewLedger lays list and form side by side.
func NewLedger[R any](d *Desk, form *Form[R], of LedgerOf[R]) *Ledger[R] {
	l := &Ledger[R]{of: of, title: Subheading(""), ctx: d.Context()}
	kept := of.Kept
	of.Kept = func(r R) {
		l.Enter(l.ctx)
		if kept != nil {
			kept(r)
		}
	}
	l.Keeping = NewKeeping(d, form, of.KeepingOf)
	l.List = NewList(func() int { return len(l.rows) }, func() fyne.CanvasObject { return NewRow() },
		func(i int, o fyne.CanvasObject) { of.Row(l.rows[i], o.(*Row)) })
	l.List.OnSelected = func(i int) { l.pick(l.rows[i]) }
	l.fresh = NewButton(of.New, theme.ContentAddIcon(), func() {
		l.New()
		d.Focus(form.First())
	})
	l.read = NewAwaited(of.Reads, l.List)
	l.Content = l.layOut()
	l.head(l.Now())
	return l
}

func (l *Ledger[R]) layOut() fyne.CanvasObject {
	l.acts = container.NewHBox(l.Save)
	for _, act := range l.of.Acts {
		l.acts.Add(act)
	}
	l.acts.Add(layout.NewSpacer())
	l.acts.Add(l.fresh)
	ground := NewGround(ColorCard, 10).Bordered(theme.ColorNameSeparator)
	list := container.NewStack(ground, Padded(6, l.read.Content))
	return Columns(list, NewFormScroll(container.NewVBox(Card(l.title, l.Form.Content, l.acts, Muted(l.of.Note)))))
}

// Enter reads the records again, with the first one in the form for which something was
// left half typed.
func (l *Ledger[R]) Enter(ctx context.Context) {
	l.ctx = ctx
	Await(ctx, l.desk, l.read, l.of.All, l.list)
}

// list lists records, with the one in the form as it is by now.
func (l *Ledger[R]) list(rows []R) {
	l.rows = rows
	l.List.Refresh()
	left := l.Opened()
	at := slices.IndexFunc(rows, func(r R) bool { return l.is(r) == l.is(l.now) || slices.Contains(left, l.is(r)) })
	if at < 0 {
		l.New()
		return
	}
	l.List.Select(at)
	l.pick(rows[at]) // also where its row was chosen before
}

// pick puts a record into the form.
func (l *Ledger[R]) pick(r R) {
	l.Show(r)
	l.head(r)
}

// head tells over and below the form which record is in it.
func (l *Ledger[R]) head(r R) {
	isNew := l.is(r) == ""
	l.title.SetText(l.of.New)
	l.Save.SetText(l.of.Add)
	if !isNew {
		l.title.SetText(l.of.Title(r))
		l.Save.SetText(l.of.Word)
	}
	Seen(l.fresh, !isNew)
	for _, act := range l.of.Acts {
		Seen(act, !isNew)
	}
	if l.of.Picked != nil {
		l.of.Picked(r)
	}
	l.acts.Refresh()
}

// New asks for a new record.
func (l *Ledger[R]) New() {
	var none R
	l.List.UnselectAll()
	l.pick(none)
}

// Rows are the records that are listed.
func (l *Ledger[R]) Rows() []R { return l.rows }
