package kit

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
)

// Leaves shows the pages of a document one at a time, each read at the size at which it is
// shown; the picture of a page that is not shown any more is dropped.
type Leaves struct {
	Read     func(ctx context.Context, page, maxSide int) (image.Image, error) // away from the screen
	OnTurned func()                                                            // another page is in view; may be nil
	View     *SheetView
	Rail     *Rail
	Content  fyne.CanvasObject

	desk    *Desk
	ctx     context.Context // of the visit of the page; nil: the clerk is elsewhere
	drawing Latest
	sheets  []Sheet // without pictures
	at      int
	asked   int // side of the picture last asked for
}

// NewLeaves shows no page yet.
func NewLeaves(desk *Desk) *Leaves {
	l := &Leaves{desk: desk, View: NewSheetView()}
	l.Rail = NewRail(l.View, "")
	l.Rail.OnTurn = l.Turn
	l.View.OnZoomed = func() {
		l.Rail.Zoomed()
		l.sharpen()
	}
	l.Content = Border(nil, l.Rail.Content, nil, nil, l.View)
	return l
}

// Enter draws the page in view; ctx ends when the clerk leaves the page.
func (l *Leaves) Enter(ctx context.Context) {
	l.ctx = ctx
	l.sharpen()
}

// Leave lets the picture go; what lies open stays for the clerk's return.
func (l *Leaves) Leave() {
	l.ctx = nil
	l.forget()
	l.put(nil)
}

// Lay shows other pages, by their sizes, from the first.
func (l *Leaves) Lay(sheets []Sheet) {
	l.at = -1
	l.Renew(sheets, 0)
}

// Renew shows the same pages with other marks on them, and brings one into view. The
// picture of the page that is in view already stays.
func (l *Leaves) Renew(sheets []Sheet, at int) {
	if at != l.at {
		l.at = at
		l.forget()
		l.View.Top()
		l.View.Put(Sheet{})
	}
	l.sheets = sheets
	l.put(l.View.Sheet().Picture)
	l.Rail.At(l.at, len(sheets), false)
	if l.OnTurned != nil {
		l.OnTurned()
	}
	l.sharpen()
}

// Turn shows the next page, or the one before.
func (l *Leaves) Turn(by int) {
	if to := max(0, min(l.at+by, len(l.sheets)-1)); to != l.at {
		l.Renew(l.sheets, to)
	}
}

// Zoom shows the page larger or smaller.
func (l *Leaves) Zoom(by int) { l.View.ZoomBy(by) }

// At is which page is in view, from 0.
func (l *Leaves) At() int { return l.at }

// Where says which page of how many is shown: "2/3".
func (l *Leaves) Where() string { return l.Rail.Where() }

// Drawn tells whether the picture of the page has come.
func (l *Leaves) Drawn() bool { return l.View.Sheet().Picture != nil }

// forget drops the picture that is being read.
func (l *Leaves) forget() {
	l.drawing.Drop()
	l.asked = 0
}

func (l *Leaves) put(img image.Image) {
	var sheet Sheet
	if l.at < len(l.sheets) {
		sheet = l.sheets[l.at]
	}
	sheet.Picture = img
	l.View.Put(sheet)
}

// sharpen asks for the picture at the size shown; an older wish is dropped.
func (l *Leaves) sharpen() {
	want := l.View.Wanted()
	if len(l.sheets) == 0 || l.ctx == nil || want == l.asked {
		return
	}
	l.asked = want
	page := l.at
	Load(l.drawing.Next(l.ctx), func(ctx context.Context) (image.Image, error) { return l.Read(ctx, page, want) }, func(img image.Image, err error) {
		if err != nil {
			l.desk.Tell(err)
			return
		}
		l.put(img)
	})
}
