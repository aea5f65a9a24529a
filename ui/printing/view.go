package printing

import (
	"context"

	"fyne.io/fyne/v2"

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
}

func newView(desk *kit.Desk) *view { return &view{desk: desk, reader: reader.New(desk).Compact()} }

// newHalf is a view for half of the page.
func newHalf(desk *kit.Desk) *view { return &view{desk: desk, reader: reader.New(desk).Slim()} }

func (v *view) content() fyne.CanvasObject { return v.reader.Content() }

// opened is a book with what else is known of it.
type opened struct {
	book        office.Book
	attachments []office.Attachment
}

// open opens a book and shows it. One that comes after something else was wanted
// is closed again. signatures tell of it; nil: it bears none.
func (v *view) open(ctx context.Context, open func(context.Context) (office.Book, error), signatures *office.SignatureReport) {
	v.free()
	ctx, v.drop = context.WithCancel(ctx)
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
		v.desk.Tell(err)
		if o.book != nil {
			v.show(o, signatures)
		}
	})
}

func (v *view) show(o opened, signatures *office.SignatureReport) {
	v.shapes = o.book.Shapes()
	v.reader.Show(o.book)
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
	v.shapes = nil
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
