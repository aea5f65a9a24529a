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
	desk    *kit.Desk
	reader  *reader.Reader
	opening kit.Latest         // the book that is wanted
	shapes  []office.PageShape // of the book that is shown
	marks   map[int][]reader.Mark
	onShow  func() // a book has been opened; may be nil

	of    office.Digest                  // of the file that is shown; empty: not known
	sight map[office.Digest]reader.Sight // what of each file was before the clerk in this sitting

	awaited *kit.Awaited
	content fyne.CanvasObject
}

func newView(desk *kit.Desk, r *reader.Reader) *view {
	v := &view{desk: desk, reader: r, sight: map[office.Digest]reader.Sight{}, awaited: kit.NewAwaited(kit.T("printing.opening"), r.Content()).Over()}
	v.content = v.awaited.Content
	return v
}

// opened is a book with what else is known of it.
type opened struct {
	office.Book
	attachments []office.Attachment
	untold      error // why the attachments are not known
}

// open opens a book and shows it. One that comes after something else was wanted
// is closed again. signatures tell of it; nil: it bears none. page ends when the
// clerk leaves. What was before the clerk of the same file in this sitting stays seen; of is
// empty where that does not count.
func (v *view) open(page context.Context, of office.Digest, open func(context.Context) (office.Book, error), signatures *office.SignatureReport) {
	v.free()
	v.of = of
	kit.Await(v.opening.Next(page), v.desk, v.awaited, func(ctx context.Context) (*opened, error) {
		book, err := open(ctx)
		if err != nil {
			return nil, err
		}
		o := &opened{Book: book}
		o.attachments, o.untold = book.Attachments(ctx)
		return o, nil
	}, func(o *opened) {
		v.desk.Tell(o.untold)
		v.show(o, signatures)
	})
}

func (v *view) show(o *opened, signatures *office.SignatureReport) {
	v.shapes = o.Shapes()
	v.reader.Show(o.Book)
	v.reader.Recall(v.sight[v.of])
	v.reader.SetMarks(v.marks)
	if signatures == nil {
		signatures = &office.SignatureReport{}
	}
	v.reader.SetAbout(reader.About{Signatures: signatures, Attachments: o.attachments})
	call(v.onShow)
}

// free closes the book.
func (v *view) free() {
	v.opening.Drop()
	if v.shapes != nil && v.of != "" {
		v.sight[v.of] = v.reader.Sight()
	}
	v.shapes, v.of = nil, ""
	v.awaited.Clear()
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
