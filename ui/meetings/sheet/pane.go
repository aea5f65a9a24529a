package sheet

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// spot is where something lies that the pointer can take.
type spot struct {
	frame
	at      int   // of ledger.all; -1: those that are left out
	more    []int // which those are
	day     int
	stretch bool // its lower edge is its end
}

// pane is a part of the sheet that draws and is used by the pointer: the head, or the board below it.
type pane struct {
	widget.BaseWidget
	s     *Sheet
	paper paper
	spots []spot
	draw  func(*pane)
	least func() fyne.Size

	edge bool // the pointer is over the lower edge of a meeting
	over bool // the pointer is over something that opens
}

func newPane(s *Sheet, draw func(*pane), least func() fyne.Size) *pane {
	p := &pane{s: s, draw: draw, least: least}
	p.ExtendBaseWidget(p)
	return p
}

// place draws anew what is in view.
func (p *pane) place() {
	if p.Size().IsZero() {
		return
	}
	p.paper.begin()
	p.spots = p.spots[:0]
	p.draw(p)
	p.paper.end()
	if len(p.paper.objects) > 0 {
		canvas.Refresh(p.paper.objects[0]) // one is enough for the window to be painted anew
	}
}

// CreateRenderer draws on the paper.
func (p *pane) CreateRenderer() fyne.WidgetRenderer { return &paneRenderer{p} }

type paneRenderer struct{ p *pane }

func (r *paneRenderer) Destroy()                     {}
func (r *paneRenderer) Objects() []fyne.CanvasObject { return r.p.paper.objects }
func (r *paneRenderer) Layout(fyne.Size)             { r.p.place() }
func (r *paneRenderer) MinSize() fyne.Size           { return r.p.least() }
func (r *paneRenderer) Refresh()                     { r.p.place() }

// spotAt is what lies at a place; edge: at its lower edge.
func (p *pane) spotAt(at fyne.Position) (found spot, edge, is bool) {
	for _, s := range p.spots {
		if s.holds(at) {
			found, is = s, true
		}
	}
	return found, is && found.stretch && at.Y >= found.bottom()-p.s.edge(), is
}

// MouseDown gives the sheet the keyboard, so that Esc takes back what is dragged.
func (p *pane) MouseDown(*desktop.MouseEvent) { p.s.grasp() }

// MouseUp is needed beside MouseDown; a drag ends and a click comes by themselves.
func (p *pane) MouseUp(*desktop.MouseEvent) {}

// Dragged takes what lay where the button went down, and moves it.
func (p *pane) Dragged(e *fyne.DragEvent) {
	if p.s.drag == nil {
		p.s.take(p, e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY))
	}
	p.s.dragTo(p, e.Position)
}

// DragEnd lets it go.
func (p *pane) DragEnd() { p.s.letGo() }

// Tapped opens what lies there, or puts the cursor there.
func (p *pane) Tapped(e *fyne.PointEvent) { p.s.tapped(p, e.Position) }

// MouseIn begins to watch what the pointer is over.
func (p *pane) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved sees whether something can be taken.
func (p *pane) MouseMoved(e *desktop.MouseEvent) { _, p.edge, p.over = p.spotAt(e.Position) }

// MouseOut forgets the pointer.
func (p *pane) MouseOut() { p.edge, p.over = false, false }

// Cursor shows what the button would do.
func (p *pane) Cursor() desktop.Cursor {
	switch {
	case p.edge:
		return desktop.VResizeCursor
	case p.over:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
