package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// board is the scrolled part of a SheetView: paper, picture, mark, and the
// hand that drags either the mark or the paper.
type board struct {
	widget.BaseWidget
	v *SheetView

	held         bool // the mark is in the clerk's hand
	panning      bool
	heldX, heldY float64 // of the mark's corner while it is held, mm
	over         bool    // the pointer is over the mark
}

func newBoard(v *SheetView) *board {
	b := &board{v: v}
	b.ExtendBaseWidget(b)
	return b
}

// origin is the top left corner of the sheet on the board.
func (b *board) origin() fyne.Position {
	w, h := b.v.sheet.size()
	u := b.v.units()
	x := (b.Size().Width - float32(w*u)) / 2
	y := (b.Size().Height - float32(h*u)) / 2
	return fyne.NewPos(max(boardMargin, x), max(boardMargin, y))
}

func (b *board) overMark(p fyne.Position) bool {
	s := b.v.sheet
	if s.Mark == nil || b.v.OnMark == nil || s.Spot.Where == office.OwnSheet {
		return false
	}
	o, u := b.origin(), b.v.units()
	x, y := float64(p.X-o.X)/u, float64(p.Y-o.Y)/u
	return x >= s.Spot.X && x <= s.Spot.X+s.Spot.W && y >= s.Spot.Y && y <= s.Spot.Y+s.Spot.H
}

// Dragged moves the mark if it began on it, and the paper if not.
func (b *board) Dragged(e *fyne.DragEvent) {
	if !b.held && !b.panning {
		began := e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
		b.held = b.overMark(began)
		b.panning = !b.held
		b.heldX, b.heldY = b.v.sheet.Spot.X, b.v.sheet.Spot.Y
	}
	if b.panning {
		b.v.scrollBy(-e.Dragged.DX, -e.Dragged.DY)
		return
	}
	u := b.v.units()
	b.heldX += float64(e.Dragged.DX) / u
	b.heldY += float64(e.Dragged.DY) / u
	b.Refresh()
	b.v.OnMark(b.heldX, b.heldY, false)
}

// DragEnd drops the mark where it is.
func (b *board) DragEnd() {
	held := b.held
	b.held, b.panning, b.v.target = false, false, nil
	if held {
		b.v.OnMark(b.heldX, b.heldY, true)
	}
	b.Refresh()
}

// Tapped gives the view the keyboard.
func (b *board) Tapped(e *fyne.PointEvent) { b.v.Tapped(e) }

// MouseIn begins to watch for the mark.
func (b *board) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved outlines the mark under the pointer: it can be taken.
func (b *board) MouseMoved(e *desktop.MouseEvent) {
	if over := b.overMark(e.Position); over != b.over {
		b.over = over
		b.Refresh()
	}
}

// MouseOut forgets the pointer.
func (b *board) MouseOut() {
	b.over = false
	b.Refresh()
}

// Cursor is a hand over the mark.
func (b *board) Cursor() desktop.Cursor {
	if b.over || b.held {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws paper, picture, where the mark would land, and the mark.
func (b *board) CreateRenderer() fyne.WidgetRenderer {
	r := &boardRenderer{b: b,
		shade: canvas.NewRectangle(color.NRGBA{A: 40}), paper: canvas.NewRectangle(color.White),
		picture: &canvas.Image{FillMode: canvas.ImageFillStretch}, mark: &canvas.Image{FillMode: canvas.ImageFillStretch},
		target: canvas.NewRectangle(color.Transparent), outline: canvas.NewRectangle(color.Transparent),
	}
	r.paper.StrokeWidth, r.target.StrokeWidth, r.outline.StrokeWidth = 1, 2, 2
	r.objects = []fyne.CanvasObject{r.shade, r.paper, r.picture, r.target, r.mark, r.outline}
	return r
}

type boardRenderer struct {
	b                             *board
	shade, paper, target, outline *canvas.Rectangle
	picture, mark                 *canvas.Image
	objects                       []fyne.CanvasObject
}

func (r *boardRenderer) Destroy()                     {}
func (r *boardRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *boardRenderer) Layout(fyne.Size)             { r.place() }

func (r *boardRenderer) MinSize() fyne.Size {
	w, h := r.b.v.sheet.size()
	u := r.b.v.units()
	return fyne.NewSize(float32(w*u), float32(h*u)).AddWidthHeight(2*boardMargin, 2*boardMargin)
}

func (r *boardRenderer) place() {
	s, u, o := r.b.v.sheet, r.b.v.units(), r.b.origin()
	put := func(what fyne.CanvasObject, x, y, w, h float64) {
		what.Move(o.AddXY(float32(x*u), float32(y*u)))
		what.Resize(fyne.NewSize(float32(w*u), float32(h*u)))
	}
	w, h := s.size()
	put(r.paper, 0, 0, w, h)
	put(r.shade, 0, 0, w, h)
	r.shade.Move(r.paper.Position().AddXY(2, 2))
	top, tall := s.picture()
	put(r.picture, 0, top, w, tall)
	x, y := s.Spot.X, s.Spot.Y
	if r.b.held {
		x, y = r.b.heldX, r.b.heldY
	}
	put(r.mark, x, y, s.Spot.W, s.Spot.H)
	const air = 1.0
	put(r.outline, x-air, y-air, s.Spot.W+2*air, s.Spot.H+2*air)
	if t := r.b.v.target; t != nil {
		put(r.target, t.X, t.Y, t.W, t.H)
	}
}

// Refresh shows what there is: a mark only where the sheet bears one, an
// outline only where it can be taken or is held.
func (r *boardRenderer) Refresh() {
	s := r.b.v.sheet
	r.paper.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	r.outline.StrokeColor = theme.Color(theme.ColorNamePrimary)
	r.target.StrokeColor = theme.Color(theme.ColorNameSuccess)
	r.picture.Image, r.mark.Image = s.Picture, s.Mark
	r.mark.Translucency = 0
	if r.b.held {
		r.mark.Translucency = 0.4
	}
	Seen(r.paper, !s.none())
	Seen(r.shade, !s.none())
	Seen(r.picture, s.Picture != nil)
	Seen(r.mark, s.Mark != nil)
	Seen(r.target, r.b.v.target != nil)
	Seen(r.outline, s.Mark != nil && (r.b.held || r.b.over || r.b.v.Arrows != nil))
	r.place()
	for _, o := range r.objects {
		o.Refresh()
	}
}
