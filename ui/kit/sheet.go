package kit

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Sheet is one page as a SheetView shows it: the page's picture on the sheet
// that it will be in the PDF, and the mark where it will be.
type Sheet struct {
	Picture image.Image // upright; nil while it is being read, or for a sheet of its own
	W, H    float64     // mm of the sheet after it has grown; 0 where the paper is not known
	Slender float64     // height to width where the paper is not known; 0: as the picture is
	Mark    image.Image // its ink, with nothing behind it; nil: none on this sheet
	Spot    office.Spot
}

// none tells that there is no sheet to show.
func (s Sheet) none() bool { return s == Sheet{} }

// size is the sheet's size in mm. Paper of unknown size is shown as wide as A4.
func (s Sheet) size() (w, h float64) {
	if s.W > 0 && s.H > 0 {
		return s.W, s.H
	}
	w, h = office.Papers["A4"][0], office.Papers["A4"][1]
	if s.Slender > 0 {
		return w, w * s.Slender
	}
	if s.Picture != nil && s.Picture.Bounds().Dx() > 0 {
		h = w * float64(s.Picture.Bounds().Dy()) / float64(s.Picture.Bounds().Dx())
	}
	return w, h
}

// picture is where the captured page lies on the sheet, in mm from the top.
func (s Sheet) picture() (top, height float64) {
	_, h := s.size()
	switch s.Spot.Where {
	case office.StripTop:
		return s.Spot.Grow, h - s.Spot.Grow
	case office.StripEnd:
		return 0, h - s.Spot.Grow
	}
	return 0, h
}

// SheetView is the big view of a page: scroll, zoom, and the mark, which can be
// dragged. It asks for a picture as large as it shows (Wanted) and tells the
// clerk's wishes; what a wish does is for the page that owns it.
type SheetView struct {
	widget.BaseWidget

	OnZoomed  func()                         // Percent and Wanted have changed
	OnMark    func(x, y float64, drop bool)  // the clerk holds or drops the mark's corner here, mm
	OnFocused func()                         // the clerk looks at the page
	OnShown   func()                         // another part of the sheet is in view, or it is shown at another size
	Arrows    func(dx, dy float64, end bool) // set while the arrow keys move the mark

	sheet   Sheet
	zoom    Zoom
	legible bool // a fitted width is never too small to read
	led     bool // the program brought what is in view there, not the clerk
	gaze    Gaze
	moving  bool // the program moves the view
	target  *office.Spot
	board   *board
	scroll  *Wheel
	focused bool
	ring    *canvas.Rectangle
}

// NewSheetView shows no sheet yet, and no paper either.
func NewSheetView() *SheetView {
	v := &SheetView{zoom: FitWidth}
	v.gaze.OnLong = v.shown
	v.board = newBoard(v)
	v.scroll = NewWheel(v.board, v.turned)
	v.scroll.OnScrolled = func(fyne.Position) { v.scrolled() }
	v.ring = canvas.NewRectangle(color.Transparent)
	v.ring.StrokeWidth = 2
	v.ExtendBaseWidget(v)
	return v
}

// Put lays another sheet, or a new picture of the same one, on the board.
func (v *SheetView) Put(s Sheet) {
	v.sheet = s
	v.target = nil
	v.fit()
}

// Sheet is what is shown.
func (v *SheetView) Sheet() Sheet { return v.sheet }

// Top goes to the head of the sheet: what a reader expects of a new page.
func (v *SheetView) Top() { v.scrollTo(fyne.Position{}) }

// RevealMark scrolls as far as it must so that the mark is seen.
func (v *SheetView) RevealMark() {
	if v.sheet.Mark == nil {
		return
	}
	s, u, room := v.sheet.Spot, v.units(), v.scroll.Size()
	at := v.board.origin().AddXY(float32(s.X*u), float32(s.Y*u))
	to := v.scroll.Offset
	to.X = max(min(to.X, at.X-boardMargin), at.X+float32(s.W*u)+boardMargin-room.Width)
	to.Y = max(min(to.Y, at.Y-boardMargin), at.Y+float32(s.H*u)+boardMargin-room.Height)
	v.scrollBy(to.X-v.scroll.Offset.X, to.Y-v.scroll.Offset.Y)
}

// ShowTarget outlines where the mark would land if it were dropped now.
func (v *SheetView) ShowTarget(at office.Spot) {
	if v.board.held {
		v.target = &at
		v.board.Refresh()
	}
}

// turned makes a turn of the wheel the clerk's also where there is no more paper to move to.
func (v *SheetView) turned(*fyne.ScrollEvent) (done bool) {
	v.Own()
	return false
}

// scrolled is what the wheel and the bar do.
func (v *SheetView) scrolled() {
	if v.led && !v.moving { // what was in view until now was before the clerk too
		v.led = false
		v.gaze.Own()
	}
	v.shown()
}

// fit lays the board out anew after the sheet, the zoom or the view changed.
func (v *SheetView) fit() {
	v.moving = true
	v.scroll.Content.Resize(v.board.MinSize().Max(v.scroll.Size()))
	v.board.Refresh()
	v.scroll.Refresh()
	v.moving = false
	v.shown()
}

// Resize keeps a fitted sheet fitted.
func (v *SheetView) Resize(size fyne.Size) {
	if size == v.Size() {
		return
	}
	v.moving = true
	v.BaseWidget.Resize(size)
	v.fit()
	v.told()
}

func (v *SheetView) told() {
	if v.OnZoomed != nil {
		v.OnZoomed()
	}
}

// Tapped gives the view the keyboard.
func (v *SheetView) Tapped(*fyne.PointEvent) {
	v.Own()
	focusOn(v)
}

// FocusOn moves the keyboard to a widget that is on a screen.
func FocusOn(w interface {
	fyne.CanvasObject
	fyne.Focusable
}) {
	focusOn(w)
}

// focusOn moves the keyboard to a widget that is on a screen.
func focusOn(w interface {
	fyne.CanvasObject
	fyne.Focusable
}) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		c.Focus(w)
	}
}

// FocusGained shows the ring that tells where the keyboard is.
func (v *SheetView) FocusGained() {
	v.focused = true
	v.Refresh()
	if v.OnFocused != nil {
		v.OnFocused()
	}
}

// FocusLost ends moving the mark by the arrow keys.
func (v *SheetView) FocusLost() {
	v.focused = false
	if v.Arrows != nil {
		v.Arrows(0, 0, true)
	}
	v.Refresh()
}

// TypedRune zooms by + and −.
func (v *SheetView) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.ZoomBy(1)
	case '-':
		v.ZoomBy(-1)
	}
}

// TypedKey pages, scrolls, or moves the mark while Arrows is set.
func (v *SheetView) TypedKey(e *fyne.KeyEvent) {
	v.Own()
	switch e.Name {
	case fyne.KeyHome:
		v.scroll.ScrollToTop()
	case fyne.KeyEnd:
		v.scroll.ScrollToBottom()
	case fyne.KeyUp:
		v.arrow(0, -1)
	case fyne.KeyDown:
		v.arrow(0, 1)
	case fyne.KeyLeft:
		v.arrow(-1, 0)
	case fyne.KeyRight:
		v.arrow(1, 0)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		if v.Arrows != nil {
			v.Arrows(0, 0, true)
		}
	default:
		passKey(e)
	}
}

// arrowScroll is how far an arrow key scrolls, in points of the screen.
const arrowScroll = 60

func (v *SheetView) arrow(dx, dy float64) {
	if v.Arrows != nil {
		v.Arrows(dx, dy, false)
		return
	}
	v.scrollBy(float32(dx)*arrowScroll, float32(dy)*arrowScroll)
}

func (v *SheetView) scrollBy(dx, dy float32) { v.scrollTo(v.scroll.Offset.AddXY(dx, dy)) }

// CreateRenderer lays the ring over the scrolled board.
func (v *SheetView) CreateRenderer() fyne.WidgetRenderer {
	desk := canvas.NewRectangle(color.Transparent)
	return &viewRenderer{v: v, desk: desk, objects: []fyne.CanvasObject{desk, v.scroll, v.ring}}
}

type viewRenderer struct {
	v       *SheetView
	desk    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *viewRenderer) Destroy()                     {}
func (r *viewRenderer) MinSize() fyne.Size           { return fyne.NewSize(160, 160) }
func (r *viewRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *viewRenderer) Layout(size fyne.Size) {
	for _, o := range r.objects {
		o.Resize(size)
	}
	r.Refresh()
}

func (r *viewRenderer) Refresh() {
	r.desk.FillColor = theme.Color(ColorDesk)
	r.v.ring.StrokeColor = color.Transparent
	if r.v.focused {
		r.v.ring.StrokeColor = theme.Color(theme.ColorNamePrimary)
	}
	r.desk.Refresh()
	r.v.ring.Refresh()
	r.v.board.Refresh()
}
