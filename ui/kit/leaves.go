package kit

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Leaves shows the pages of a record one at a time, each read at the size at which it is
// shown; the picture of a page that is not shown any more is dropped.
type Leaves struct {
	Read    func(ctx context.Context, page, maxSide int) (image.Image, error) // away from the screen
	Content fyne.CanvasObject

	desk    *Desk
	ctx     context.Context // of the visit of the page; nil: the clerk is elsewhere
	drawing Latest
	sheets  []Sheet // without pictures
	at      int
	asked   int // side of the picture last asked for
	sheet   *SheetView
	where   *widget.Label
}

// NewLeaves shows no page yet.
func NewLeaves(desk *Desk) *Leaves {
	l := &Leaves{desk: desk, sheet: NewSheetView(), where: widget.NewLabel("")}
	l.sheet.SetZoom(FitWidth)
	l.sheet.OnZoomed = l.sharpen
	back := NewButton("", theme.NavigateBackIcon(), func() { l.Turn(-1) })
	on := NewButton("", theme.NavigateNextIcon(), func() { l.Turn(1) })
	smaller := NewButton("", theme.ContentRemoveIcon(), func() { l.Zoom(-1) })
	larger := NewButton("", theme.ContentAddIcon(), func() { l.Zoom(1) })
	l.Content = Border(nil, container.NewHBox(back, l.where, on, smaller, larger), nil, nil, l.sheet)
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
	l.drawing.Drop()
	l.put(nil)
	l.asked = 0
}

// Lay shows other pages, by their sizes, from the first.
func (l *Leaves) Lay(sheets []Sheet) {
	l.sheets, l.at = sheets, 0
	l.draw()
}

// Turn shows the next page, or the one before.
func (l *Leaves) Turn(by int) {
	if to := max(0, min(l.at+by, len(l.sheets)-1)); to != l.at {
		l.at = to
		l.sheet.Top()
		l.draw()
	}
}

// Zoom shows the page larger or smaller.
func (l *Leaves) Zoom(by int) { l.sheet.ZoomBy(by) }

// Where says which page of how many is shown: "2/3".
func (l *Leaves) Where() string { return l.where.Text }

// Drawn tells whether the picture of the page has come.
func (l *Leaves) Drawn() bool { return l.sheet.Sheet().Picture != nil }

// draw clears the board and asks for the page in view.
func (l *Leaves) draw() {
	l.put(nil)
	l.where.SetText(fmt.Sprintf("%d/%d", min(l.at+1, len(l.sheets)), len(l.sheets)))
	l.asked = 0
	l.sharpen()
}

func (l *Leaves) put(img image.Image) {
	var sheet Sheet
	if l.at < len(l.sheets) {
		sheet = l.sheets[l.at]
	}
	sheet.Picture = img
	l.sheet.Put(sheet)
}

// sharpen asks for the picture at the size shown; an older wish is dropped.
func (l *Leaves) sharpen() {
	want := l.sheet.Wanted()
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
