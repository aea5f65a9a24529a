package sheet

import (
	"context"
	"errors"
	"io"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
)

// Front is the first page of a document as the clerk sees it before the act, with
// the mark as it will be. It is made once and asked as often as the mark is
// dragged.
type Front struct {
	ink   *page.Ink // nil: it cannot be seen
	shape office.PageShape
	pages int
}

// LookAt finds the ink of the first page of a document.
func LookAt(ctx context.Context, original io.ReaderAt, size int64) (Front, error) {
	s, err := pdf.Inspect(ctx, original, size, "")
	if err != nil {
		return Front{}, err
	}
	if s.Locked {
		return Front{}, pdf.PasswordNeeded
	}
	f := Front{shape: s.Shapes[0], pages: len(s.Shapes)}
	sight := pdf.OpenSight(ctx, original, size)
	defer sight.Close()
	// The mark of a page that cannot be seen goes on a sheet of its own.
	if f.ink, err = sight.Ink(ctx, 0, f.shape); err != nil && !errors.Is(err, pdf.Unseeable) {
		return Front{}, err
	}
	return f, nil
}

// View shows the mark of an order as it will be, where it will be.
func (f Front) View(o Order) (office.MarkView, error) {
	m, shapes, err := o.mark()
	if err != nil {
		return office.MarkView{}, err
	}
	m.Spot = f.spot(shapes, o.Moved)
	return f.view(m, shapes), nil
}

// Move shows the mark at the free place nearest to x, y (millimetres from the top
// left of the page); where nothing is free, as View does.
func (f Front) Move(o Order, x, y float64) (v office.MarkView, free bool, err error) {
	m, shapes, err := o.mark()
	if err != nil {
		return v, false, err
	}
	m.Spot = f.spot(shapes, o.Moved)
	if f.ink != nil {
		var spot office.Spot
		if spot, free = move(f.ink, shapes, m.Spot.Shape, x, y); free {
			m.Spot = spot
		}
	}
	return f.view(m, shapes), free, nil
}

func (f Front) spot(shapes []mark.Layout, moved *office.Spot) office.Spot {
	if f.ink != nil {
		if spot, free := settle(f.ink, shapes, moved); free {
			return spot
		}
	}
	spot := mark.OnOwnSheet(shapes)
	spot.Page = f.pages
	return spot
}

func (f Front) view(m office.Mark, shapes []mark.Layout) office.MarkView {
	v := office.MarkView{Mark: m, Picture: mark.Ink(shapes[m.Spot.Shape], office.PictureDPI), SheetW: f.shape.W, SheetH: f.shape.H}
	if m.Spot.Where == office.OwnSheet {
		v.SheetW, v.SheetH = sheetMM[0], sheetMM[1]
	}
	return v
}
