package kit

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Detail tells of the one record that lies open beside a list: its title with what can be
// done with it, what is to be known before all else, and the parts that its page lays
// below. It reads the record that was asked for last and drops a reading of an older one;
// until one lies open it says what to do.
type Detail[R any] struct {
	Read func(context.Context, office.ID) (R, error) // away from the screen
	Same func(a, b R) bool                           // a reading tells nothing new
	Show func(r R, anew bool)                        // anew: it was opened, and not only read again
	Lead func(office.ID, R) bool                     // it lies open in another place, and not here; may be nil

	Banner  *Callout
	Content *fyne.Container

	desk    *Desk
	ctx     context.Context // of the visit of the page
	reading Latest
	record  R
	of      office.ID // whose record lies open; empty: none
	wanted  office.ID // the one that was asked for last
	anew    bool      // it was opened, and was not read yet
	title   *widget.Label
	deeds   *fyne.Container
	head    *fyne.Container
	card    *fyne.Container
	choose  *widget.Label
	says    string
	instead *fyne.Container
}

// NewDetail lays a detail out; choose is said until something lies open, and parts stand
// below the head.
func NewDetail[R any](desk *Desk, choose string, parts fyne.CanvasObject) *Detail[R] {
	d := &Detail[R]{desk: desk, Banner: NewCallout(), title: Subheading(""), deeds: container.NewHBox(), choose: Muted(choose), says: choose}
	d.title.Wrapping = fyne.TextWrapWord
	d.choose.Alignment = fyne.TextAlignCenter
	d.head = Flow(Stretch(titleLeast, d.title), d.deeds)
	d.card = Topped(d.head, d.Banner, parts)
	const wide = 400
	d.instead = Narrow(wide, container.NewVBox(d.choose))
	d.Content = container.NewStack(d.instead, d.card)
	d.card.Hide()
	return d
}

// Deed adds a button to the head; needs is the right without which it sleeps; empty: none.
func (d *Detail[R]) Deed(b *Button, needs office.Right) *Button {
	if needs != "" {
		d.desk.Guard(needs, b)
	}
	d.deeds.Add(b)
	return b
}

// Enter reads again what lies open; ctx ends when the clerk leaves the page.
func (d *Detail[R]) Enter(ctx context.Context) {
	d.ctx = ctx
	d.read(ctx)
}

// Open reads a record and shows it from its beginning.
func (d *Detail[R]) Open(id office.ID) {
	d.wanted, d.anew = id, true
	d.read(d.ctx)
}

// Renew reads again what lies open, because something changed: nobody looks at it anew.
func (d *Detail[R]) Renew() {
	if d.ctx == nil {
		return
	}
	if d.anew {
		d.read(d.ctx)
		return
	}
	d.read(office.Again(d.ctx))
}

// Of tells whose record lies open; empty: none.
func (d *Detail[R]) Of() office.ID { return d.of }

// Record is what lies open, as it was read last.
func (d *Detail[R]) Record() R { return d.record }

// Title says another title.
func (d *Detail[R]) Title(said string) { d.title.SetText(said) }

// Grown lays the head out again: a button more or less leaves the title another room.
func (d *Detail[R]) Grown() {
	d.head.Refresh()
	d.Content.Refresh()
}

// Put shows a record that needs no reading.
func (d *Detail[R]) Put(id office.ID, r R) {
	d.wanted, d.anew = id, true
	d.take(id, r)
}

// Clear lets go of what lies open.
func (d *Detail[R]) Clear() {
	var none R
	d.reading.Drop()
	d.of, d.wanted, d.record, d.anew = "", "", none, false
	d.instead.Show()
	d.choose.SetText(d.says)
	d.card.Hide()
}

func (d *Detail[R]) read(ctx context.Context) {
	id := d.wanted
	if id == "" || ctx == nil {
		return
	}
	ctx = d.reading.Next(ctx)
	d.awaits(ctx, id)
	Load(ctx, func(ctx context.Context) (R, error) { return d.Read(ctx, id) }, func(r R, err error) {
		d.reading.Drop()
		switch {
		case err != nil:
			d.desk.Tell(err)
			d.back()
		case d.Lead != nil && d.Lead(id, r):
			d.back()
		default:
			d.take(id, r)
		}
	})
}

// awaits has another record make way for a sign of waiting, once that lasts: what can be
// pressed belongs to what is named above it.
func (d *Detail[R]) awaits(ctx context.Context, id office.ID) {
	if id == d.of {
		return
	}
	Later(ctx, ShowsAfter, func() {
		d.choose.SetText(T("kit.reading"))
		d.instead.Show()
		d.card.Hide()
	})
}

// back stays with what lies open: what was asked for cannot be.
func (d *Detail[R]) back() {
	d.wanted, d.anew = d.of, false
	d.choose.SetText(d.says)
	Seen(d.card, d.of != "")
	Seen(d.instead, d.of == "")
}

// take shows a record as it was read. One that was only read again is left alone where
// that tells nothing new.
func (d *Detail[R]) take(id office.ID, r R) {
	anew := d.anew
	if !anew && d.Same(r, d.record) {
		return
	}
	d.of, d.record, d.anew = id, r, false
	d.instead.Hide()
	d.card.Show()
	d.Show(r, anew)
	d.Grown()
}

// titleLeast is of a title beside what can be done; narrower, it stands above that.
const titleLeast = 200
