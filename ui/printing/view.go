package printing

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/reader"
)

// view is where a document is read: a reader, and the book that was last wanted
// in it.
type view struct {
	desk   *kit.Desk
	reader *reader.Reader
	drop   context.CancelFunc // of what is being opened
	shapes []office.PageShape // of the book that is shown
	marks  map[int][]reader.Mark
	onShow func() // a book has been opened; may be nil

	of    office.Digest                  // of the file that is shown; empty: not known
	sight map[office.Digest]reader.Sight // what of each file was before the clerk in this sitting

	opening *time.Timer     // until the wait shows itself
	wait    *widget.Label   // that the document is being opened
	failure *kit.EmptyState // why there is none
	content *fyne.Container
}

func newView(desk *kit.Desk) *view { return newViewOf(desk, reader.New(desk).Compact()) }

// newHalf is a view for half of the page.
func newHalf(desk *kit.Desk) *view { return newViewOf(desk, reader.New(desk).Slim()) }

func newViewOf(desk *kit.Desk, r *reader.Reader) *view {
	v := &view{desk: desk, reader: r, sight: map[office.Digest]reader.Sight{}, wait: kit.Muted(kit.T("printing.opening")), failure: kit.NewEmptyState(kit.IconWarning, "", "", nil)}
	v.wait.Alignment = fyne.TextAlignCenter
	v.content = container.NewStack(r.Content(), kit.Narrow(300, v.wait), v.failure)
	v.wait.Hide()
	v.failure.Hide()
	return v
}

// opened is a book with what else is known of it.
type opened struct {
	book        office.Book
	attachments []office.Attachment
}

// open opens a book and shows it. One that comes after something else was wanted
// is closed again. signatures tell of it; nil: it bears none. page ends when the
// clerk leaves. What was before the clerk of the same file in this sitting stays seen; of is
// empty where that does not count.
func (v *view) open(page context.Context, of office.Digest, open func(context.Context) (office.Book, error), signatures *office.SignatureReport) {
	v.free()
	v.of = of
	again := func() { v.open(page, of, open, signatures) }
	ctx, drop := context.WithCancel(page)
	v.drop = drop
	v.waitFor()
	kit.Load(v.desk.Context(), func(context.Context) (o opened, err error) {
		if o.book, err = open(ctx); err != nil {
			return o, err
		}
		o.attachments, err = o.book.Attachments(ctx)
		if ctx.Err() != nil {
			return opened{}, o.book.Close()
		}
		return o, err
	}, func(o opened, err error) {
		if ctx.Err() != nil {
			v.shut(o.book)
			return
		}
		v.came()
		if o.book == nil {
			v.fail(err, again)
			return
		}
		v.desk.Tell(err)
		v.show(o, signatures)
	})
}

// waitFor shows that a document is being opened, once that has lasted a moment.
func (v *view) waitFor() {
	var mine *time.Timer
	mine = time.AfterFunc(kit.ShowsAfter, func() {
		kit.OnScreen(func() {
			if v.opening == mine { // it has not come meanwhile
				v.wait.Show()
				v.content.Refresh()
			}
		})
	})
	v.opening = mine
}

// came ends the wait.
func (v *view) came() {
	if v.opening != nil {
		v.opening.Stop()
	}
	v.opening = nil
	v.wait.Hide()
	v.content.Refresh()
}

// fail says in the place of the document why there is none.
func (v *view) fail(err error, again func()) {
	if v.failure.Fail(err, again) {
		kit.Seen(v.reader.Content(), false)
		v.failure.Show()
	}
}

func (v *view) show(o opened, signatures *office.SignatureReport) {
	v.shapes = o.book.Shapes()
	v.reader.Show(o.book)
	v.reader.Recall(v.sight[v.of])
	v.reader.SetMarks(v.marks)
	if signatures == nil {
		signatures = &office.SignatureReport{}
	}
	v.reader.SetAbout(reader.About{Signatures: signatures, Attachments: o.attachments})
	call(v.onShow)
}

// shut closes a book that nobody waits for, away from the screen.
func (v *view) shut(b office.Book) {
	if b != nil {
		kit.Load(v.desk.Context(), func(context.Context) (struct{}, error) { return struct{}{}, b.Close() }, func(_ struct{}, err error) { v.desk.Tell(err) })
	}
}

// free closes the book.
func (v *view) free() {
	if v.drop != nil {
		v.drop()
	}
	if v.shapes != nil && v.of != "" {
		v.sight[v.of] = v.reader.Sight()
	}
	v.shapes, v.of = nil, ""
	v.came()
	v.failure.Hide()
	v.reader.Content().Show()
	v.reader.Close()
}

// mark shows numbered places, by the page on which they lie.
func (v *view) mark(marks map[int][]reader.Mark) {
	v.marks = marks
	if v.shapes != nil {
		v.reader.SetMarks(marks)
	}
}

// reveal brings a place into view.
func (v *view) reveal(page int, box [4]float64) {
	if page >= 0 && page < len(v.shapes) {
		v.reader.Reveal(page, box)
	}
}
