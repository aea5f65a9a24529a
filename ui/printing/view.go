package printing

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// place is a numbered box on a page, in millimetres from its top left corner.
type place struct {
	number     int
	page       int // from 0
	kind       office.DifferenceKind
	x, y, w, h float64
}

// view is where a document is read. It owns the book that it shows, and closes
// it when another takes its place.
type view struct {
	desk    *kit.Desk
	ctx     context.Context
	drop    context.CancelFunc
	book    office.Book
	at      int
	places  []place
	sheet   *kit.SheetView
	where   *widget.Label
	content fyne.CanvasObject
}

func newView() *view {
	v := &view{sheet: kit.NewSheetView(), where: widget.NewLabel("")}
	v.sheet.OnZoomed = v.draw
	back := kit.NewButton("", theme.NavigateBackIcon(), func() { v.turn(-1) })
	on := kit.NewButton("", theme.NavigateNextIcon(), func() { v.turn(1) })
	v.content = kit.Border(nil, container.NewHBox(back, v.where, on), nil, nil, v.sheet)
	return v
}

// open opens a book and shows it. One that comes after something else was wanted
// is closed again.
func (v *view) open(ctx context.Context, desk *kit.Desk, open func(context.Context) (office.Book, error), _ *office.SignatureReport) {
	v.free()
	v.desk = desk
	v.ctx, v.drop = context.WithCancel(ctx)
	mine := v.ctx
	kit.Load(desk.Context(), func(context.Context) (office.Book, error) { return open(mine) }, func(b office.Book, err error) {
		switch {
		case mine.Err() != nil && b != nil:
			shut(desk, b)
		case mine.Err() != nil:
		case err != nil:
			desk.Tell(err)
		default:
			v.book, v.at = b, 0
			v.draw()
		}
	})
}

// free closes the book.
func (v *view) free() {
	if v.drop != nil {
		v.drop()
	}
	if v.book != nil {
		shut(v.desk, v.book)
	}
	v.book, v.places = nil, nil
	v.sheet.Put(kit.Sheet{})
}

// shut closes a book away from the screen.
func shut(desk *kit.Desk, b office.Book) {
	kit.Load(desk.Context(), func(context.Context) (struct{}, error) { return struct{}{}, b.Close() }, func(_ struct{}, err error) { desk.Tell(err) })
}

func (v *view) mark(places []place) { v.places = places }

func (v *view) reveal(p place) { v.goTo(p.page) }

func (v *view) goTo(page int) {
	if v.book == nil {
		return
	}
	v.at = max(0, min(page, len(v.book.Shapes())-1))
	v.draw()
}

func (v *view) shapes() []office.PageShape {
	if v.book == nil {
		return nil
	}
	return v.book.Shapes()
}

func (v *view) turn(by int)          { v.goTo(v.at + by) }
func (v *view) zoom(by int)          { v.sheet.ZoomBy(by) }
func (v *view) search()              {}
func (v *view) focus(desk *kit.Desk) { desk.Focus(v.sheet) }

func (v *view) draw() {
	if v.book == nil {
		return
	}
	book, at := v.book, v.at
	shape := book.Shapes()[at]
	v.where.SetText(fmt.Sprintf("%d/%d", at+1, len(book.Shapes())))
	old := v.sheet.Sheet()
	v.sheet.Put(kit.Sheet{W: shape.W, H: shape.H, Picture: old.Picture})
	kit.Load(v.ctx, func(ctx context.Context) (image.Image, error) { return book.Picture(ctx, at, 100) }, func(img image.Image, err error) {
		if err == nil && v.book == book && v.at == at && v.sheet.Sheet().Picture != img {
			sheet := v.sheet.Sheet()
			sheet.Picture = img
			v.sheet.Put(sheet)
		}
	})
}
