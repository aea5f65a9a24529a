package kit

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Rail is the line below a SheetView: turning pages, zooming, and moving what
// lies on the page by the arrow keys. It tells wishes and does no work.
type Rail struct {
	OnTurn   func(by int)
	OnMove   func(x, y float64) // put the corner of the mark here, mm
	OnMoving func(bool)         // the arrow keys move the mark from now on, or no longer

	Content fyne.CanvasObject

	sheet         *SheetView
	where, zoom   *widget.Label
	back, on, fit *Button
	move          *Button
}

// NewRail makes the rail of a sheet; move is the word on the button that hands
// the arrow keys to the mark. Without a word the button stands elsewhere, and
// BeginMove is what it does.
func NewRail(sheet *SheetView, move string) *Rail {
	r := &Rail{sheet: sheet, where: widget.NewLabel(""), zoom: widget.NewLabel("")}
	r.where.Alignment, r.zoom.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	r.back = NewButton("", theme.NavigateBackIcon(), func() { r.OnTurn(-1) })
	r.on = NewButton("", theme.NavigateNextIcon(), func() { r.OnTurn(1) })
	smaller := NewButton("", theme.ContentRemoveIcon(), func() { sheet.ZoomBy(-1) })
	larger := NewButton("", theme.ContentAddIcon(), func() { sheet.ZoomBy(1) })
	r.fit = NewQuietButton(T("kit.fit-page"), nil, r.otherFit)
	r.move = NewQuietButton(move, nil, r.BeginMove)
	r.move.Hidden = move == ""
	r.Content = Flow(r.back, r.where, r.on, smaller, r.zoom, larger, r.fit, layout.NewSpacer(), r.move)
	return r
}

// Short leaves out how large the page is and the other fit, where there is little room.
func (r *Rail) Short() {
	r.zoom.Hide()
	r.fit.Hide()
}

// At tells which page of how many is shown, and whether its mark can be moved.
func (r *Rail) At(index, of int, movable bool) {
	r.where.SetText(fmt.Sprintf("%d/%d", min(index+1, of), of))
	Able(r.back, index > 0)
	Able(r.on, index < of-1)
	Able(r.move, movable)
	r.Zoomed()
}

// Where is what the rail says of the page: "2/3".
func (r *Rail) Where() string { return r.where.Text }

// Zoomed tells that the sheet is shown at another size.
func (r *Rail) Zoomed() { r.zoom.SetText(fmt.Sprintf("%.0f %%", math.Round(r.sheet.Percent()))) }

// otherFit shows the whole page, or from that its whole width; the button
// tells which comes next.
func (r *Rail) otherFit() {
	if r.sheet.Zoom() == FitPage {
		r.sheet.SetZoom(FitWidth)
		r.fit.SetText(T("kit.fit-page"))
		return
	}
	r.sheet.SetZoom(FitPage)
	r.fit.SetText(T("kit.fit-width"))
}

// moveStep is how far an arrow key moves the mark, in mm.
const moveStep = 5

// BeginMove hands the arrow keys to the mark until Enter, Esc or a look
// elsewhere.
func (r *Rail) BeginMove() {
	if s := r.sheet.Sheet(); s.Mark == nil || s.Spot.Where == office.OwnSheet {
		return
	}
	r.OnMoving(true)
	r.sheet.Tapped(nil)
	r.sheet.Arrows = func(dx, dy float64, end bool) {
		if end {
			r.sheet.Arrows = nil
			r.OnMoving(false)
			r.sheet.Refresh()
			return
		}
		at := r.sheet.Sheet().Spot
		r.OnMove(at.X+dx*moveStep, at.Y+dy*moveStep)
	}
	r.sheet.Refresh()
}
