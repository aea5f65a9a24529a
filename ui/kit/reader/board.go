package reader

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/ui/kit"
)

// board is the scrolled part of a view: the pages in sight, and no others.
type board struct {
	widget.BaseWidget
	v     *view
	slots []*slot // of the pages in sight
	spare []*slot
}

func newBoard(v *view) *board {
	b := &board{v: v}
	b.ExtendBaseWidget(b)
	return b
}

// slot is that of a page in sight, or nil.
func (b *board) slot(page int) *slot {
	for _, s := range b.slots {
		if s.page == page {
			return s
		}
	}
	return nil
}

// bring gives each of the pages in sight a slot.
func (b *board) bring(first, last int) {
	b.slots = slices.DeleteFunc(b.slots, func(s *slot) bool {
		gone := s.page < first || s.page > last
		if gone {
			s.turnTo(-1)
			b.spare = append(b.spare, s)
		}
		return gone
	})
	for i := first; i <= last; i++ {
		if b.slot(i) != nil {
			continue
		}
		s := newSlot(b.v.repaint)
		if n := len(b.spare); n > 0 {
			s, b.spare = b.spare[n-1], b.spare[:n-1]
		}
		s.turnTo(i)
		b.slots = append(b.slots, s)
	}
}

// Dragged moves the paper.
func (b *board) Dragged(e *fyne.DragEvent) { b.v.scrollBy(-e.Dragged.DX, -e.Dragged.DY) }

// DragEnd lets go of the paper.
func (b *board) DragEnd() {}

// Tapped gives the view the keyboard.
func (b *board) Tapped(*fyne.PointEvent) { kit.FocusOn(b.v) }

// CreateRenderer draws what the slots are made of.
func (b *board) CreateRenderer() fyne.WidgetRenderer { return &boardRenderer{b: b} }

type boardRenderer struct{ b *board }

func (r *boardRenderer) Destroy()           {}
func (r *boardRenderer) Layout(fyne.Size)   {}
func (r *boardRenderer) MinSize() fyne.Size { return r.b.v.strip.total }
func (r *boardRenderer) Refresh()           { canvas.Refresh(r.b) }

func (r *boardRenderer) Objects() (all []fyne.CanvasObject) {
	for _, s := range r.b.slots {
		all = append(all, s.objects()...)
	}
	return all
}

// view is the big view of all pages: scroll, zoom, keyboard. It tells which page
// is in front and which pages were really before the clerk.
type view struct {
	widget.BaseWidget

	onFront  func(page int) // another page is in front
	onZoomed func()
	onSeen   func(page int)

	shelf   *shelf
	strip   strip
	zoom    kit.Zoom
	front   int
	marks   map[int][]Mark
	hits    map[int][]hit
	glanced []kit.Glances // of each page, what was before the clerk
	gaze    kit.Gaze
	more    func() []want // pictures that are wanted besides, less urgently

	board   *board
	scroll  *kit.Wheel
	focused bool
	ring    *canvas.Rectangle
	desk    *canvas.Rectangle
}

func newView() *view {
	v := &view{zoom: kit.FitWidth, ring: canvas.NewRectangle(color.Transparent), desk: canvas.NewRectangle(color.Transparent)}
	v.board, v.gaze.OnLong = newBoard(v), v.glance
	v.scroll = kit.NewWheel(v.board, v.turned)
	v.scroll.OnScrolled = func(fyne.Position) { v.look() }
	v.ring.StrokeWidth = 2
	v.ExtendBaseWidget(v)
	return v
}

// put shows a book from its first page.
func (v *view) put(s *shelf) {
	v.shelf, v.front, v.marks, v.hits = s, 0, nil, nil
	v.gaze.Off()
	v.glanced = make([]kit.Glances, len(s.book.Shapes()))
	v.board.bring(0, -1)
	v.scroll.Offset = fyne.Position{}
	v.lay()
	v.told()
}

// lay sets out all pages anew.
func (v *view) lay() {
	if v.shelf == nil || v.Size().IsZero() {
		return
	}
	v.strip = newStrip(v.shelf.book.Shapes(), v.zoom, v.Size())
	v.board.Resize(v.strip.total.Max(v.Size()))
	v.look()
}

// relay sets out all pages anew, and keeps what is at the middle of the view
// there.
func (v *view) relay() {
	if len(v.strip.tops) == 0 {
		v.lay()
		return
	}
	half := v.strip.room.Height / 2
	page := v.strip.at(v.scroll.Offset.Y + half)
	into := (v.scroll.Offset.Y + half - v.strip.tops[page]) / v.strip.sizes[page].Height
	across := (v.scroll.Offset.X + v.strip.room.Width/2) / v.strip.total.Width
	if v.scroll.Offset.Y == 0 {
		page, into, half = 0, -margin/v.strip.sizes[0].Height, 0
	}
	v.strip = newStrip(v.shelf.book.Shapes(), v.zoom, v.Size())
	v.board.Resize(v.strip.total.Max(v.Size()))
	v.goTo(fyne.NewPos(across*v.strip.total.Width-v.Size().Width/2, v.strip.tops[page]+into*v.strip.sizes[page].Height-min(half, v.Size().Height/2)))
}

// goTo scrolls to a place, as far as there is paper.
func (v *view) goTo(at fyne.Position) {
	room := v.board.Size().Subtract(v.Size())
	at.X, at.Y = max(0, min(at.X, room.Width)), max(0, min(at.Y, room.Height))
	v.scroll.Offset = fyne.NewPos(whole(float64(at.X)), whole(float64(at.Y)))
	v.look()
	v.scroll.Refresh()
}

// turned zooms at a turn of the wheel with Ctrl held.
func (v *view) turned(e *fyne.ScrollEvent) (done bool) {
	if kit.Modifiers()&fyne.KeyModifierShortcutDefault == 0 {
		return false
	}
	switch {
	case e.Scrolled.DY > 0:
		v.zoomBy(1)
	case e.Scrolled.DY < 0:
		v.zoomBy(-1)
	}
	return true
}

func (v *view) scrollBy(dx, dy float32) { v.goTo(v.scroll.Offset.AddXY(dx, dy)) }

// turnTo brings the head of a page into view.
func (v *view) turnTo(page int) {
	if page >= 0 && page < len(v.strip.tops) {
		v.goTo(fyne.NewPos(v.scroll.Offset.X, v.strip.tops[page]-pageGap/2))
	}
}

// reveal scrolls as far as it must so that a box on a page is well in view.
func (v *view) reveal(page int, b [4]float64) {
	if page >= len(v.strip.tops) {
		return
	}
	const air = 60
	at, _ := v.strip.place(page)
	u, to, room := v.strip.units[page], v.scroll.Offset, v.Size()
	top, bottom := at.Y+float32(b[1]*u)-air, at.Y+float32(b[3]*u)+air
	left, right := at.X+float32(b[0]*u)-air, at.X+float32(b[2]*u)+air
	if top < to.Y || bottom > to.Y+room.Height {
		to.Y = top - room.Height/4
	}
	if left < to.X || right > to.X+room.Width {
		to.X = left
	}
	v.goTo(to)
}

// look brings the pages in sight onto the board, and asks for their pictures.
func (v *view) look() {
	if v.shelf == nil || len(v.strip.tops) == 0 {
		return
	}
	top := v.scroll.Offset.Y
	first, last := v.strip.within(top, top+v.Size().Height)
	v.board.bring(first, last)
	for _, s := range v.board.slots {
		v.fill(s)
	}
	v.repaint()
	v.glance()
	if front := v.frontPage(); front != v.front {
		v.front = front
		v.onFront(front)
	}
	v.ask()
}

// repaint has the screen drawn anew. To refresh the board would send the pictures
// of all pages in sight to the graphics card again, at every turn of the wheel.
func (v *view) repaint() { v.ring.Refresh() }

// frontPage is the page that a third down the view belongs to.
func (v *view) frontPage() int {
	if room := v.board.Size().Height - v.Size().Height; v.scroll.Offset.Y >= room && room > 0 {
		return len(v.strip.tops) - 1
	}
	return v.strip.at(v.scroll.Offset.Y + v.Size().Height/3)
}

// ask wants the pages in sight first, then what is wanted besides, then the
// neighbours.
func (v *view) ask() {
	if v.shelf == nil || len(v.strip.tops) == 0 {
		return
	}
	first, last := v.strip.within(v.scroll.Offset.Y, v.scroll.Offset.Y+v.Size().Height)
	var wanted []want
	for i := first; i <= last; i++ {
		wanted = append(wanted, v.sharp(i))
	}
	if v.more != nil {
		wanted = append(wanted, v.more()...)
	}
	for _, i := range []int{last + 1, first - 1} {
		if i >= 0 && i < len(v.strip.tops) {
			wanted = append(wanted, v.sharp(i))
		}
	}
	v.shelf.need(wanted)
}

// mostPixels of one picture: an A4 page at 300 dpi has 8.7 million.
const mostPixels = 9_000_000

// sharp is the picture of a page that is as fine as the screen shows it.
func (v *view) sharp(page int) want {
	scale := 1.0
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		scale = float64(c.Scale())
	}
	return want{page, fine(v.strip.units[page]*scale*mmPerInch, v.shelf.book.Shapes()[page].W, v.shelf.book.Shapes()[page].H)}
}

// fill puts into a slot what there is of its page.
func (v *view) fill(s *slot) {
	at, size := v.strip.place(s.page)
	if room := v.board.Size().Width; room > v.strip.total.Width {
		at.X += whole(float64(room-v.strip.total.Width) / 2)
	}
	s.lay(at, size)
	s.mark(at, v.strip.units[s.page], v.marks[s.page], v.hits[s.page])
	page := s.page
	img := v.shelf.has(v.sharp(page))
	sharp := img != nil
	if !sharp {
		img = v.shelf.other(page)
	}
	s.show(img)
	switch err := v.shelf.failed[page]; {
	case err != nil && !sharp:
		s.stopWaiting()
		s.fail(err, func() { v.again(page) })
	case sharp:
		s.stopWaiting()
		s.mend()
	case img == nil:
		s.mend()
		s.startWaiting()
	default:
		s.stopWaiting()
		s.mend()
	}
}

// again tries once more to draw a page that could not be drawn.
func (v *view) again(page int) {
	v.shelf.again(page)
	v.look()
}

// came shows a picture that has just been drawn.
func (v *view) came(w want) {
	if s := v.board.slot(w.page); s != nil {
		v.fill(s)
		v.repaint()
		v.glance()
	}
}

// glance times what of the pages is in view, where they are sharp and large enough
// to be read.
func (v *view) glance() {
	window := kit.Area{At: v.scroll.Offset, Size: v.Size()}
	var views []kit.View
	for _, s := range v.board.slots {
		if v.shelf.has(v.sharp(s.page)) == nil || !kit.Legible(v.strip.units[s.page]/kit.UnitsPerMM*100) {
			continue
		}
		page := s.page
		views = append(views, kit.View{Of: &v.glanced[page], Page: kit.Area{At: s.paper.Position(), Size: s.paper.Size()}, Window: window,
			Whole: func() {
				if v.onSeen != nil {
					v.onSeen(page)
				}
			}})
	}
	v.gaze.On(false, views...)
}

// setZoom shows the pages as asked, within 25 to 400 %.
func (v *view) setZoom(z kit.Zoom) {
	if z != kit.FitWidth && z != kit.FitPage {
		z = max(kit.LeastZoom, min(z, kit.GreatestZoom))
	}
	v.zoom = z
	if v.shelf != nil {
		v.relay()
	}
	v.told()
}

func (v *view) zoomBy(step int) { v.setZoom(kit.NextZoom(v.percent(), step)) }

// percent is how large the page in front is shown.
func (v *view) percent() float64 {
	if v.front >= len(v.strip.units) {
		return 100
	}
	return v.strip.units[v.front] / kit.UnitsPerMM * 100
}

func (v *view) told() {
	if v.onZoomed != nil {
		v.onZoomed()
	}
}

// Resize keeps fitted pages fitted.
func (v *view) Resize(size fyne.Size) {
	if size == v.Size() {
		return
	}
	v.BaseWidget.Resize(size)
	if v.shelf != nil {
		v.relay()
		v.told()
	}
}

// Tapped gives the view the keyboard.
func (v *view) Tapped(*fyne.PointEvent) { kit.FocusOn(v) }

// FocusGained shows the ring that tells where the keyboard is.
func (v *view) FocusGained() {
	v.focused = true
	v.Refresh()
}

// FocusLost hides it.
func (v *view) FocusLost() {
	v.focused = false
	v.Refresh()
}

// TypedRune zooms by + and −.
func (v *view) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.zoomBy(1)
	case '-':
		v.zoomBy(-1)
	case '0':
		v.zoomBy(0)
	}
}

const (
	arrowScroll = 60   // of an arrow key, in units of the screen
	pageScroll  = 0.88 // of PgDn, as a share of the view: a line or two stay in sight
)

// TypedKey scrolls.
func (v *view) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyHome:
		v.goTo(fyne.Position{})
	case fyne.KeyEnd:
		v.goTo(fyne.NewPos(0, v.board.Size().Height))
	case fyne.KeyPageUp:
		v.turn(-1)
	case fyne.KeyPageDown, fyne.KeySpace:
		v.turn(1)
	case fyne.KeyUp:
		v.scrollBy(0, -arrowScroll)
	case fyne.KeyDown:
		v.scrollBy(0, arrowScroll)
	case fyne.KeyLeft:
		v.scrollBy(-arrowScroll, 0)
	case fyne.KeyRight:
		v.scrollBy(arrowScroll, 0)
	default:
		kit.PassKey(e)
	}
}

// turn scrolls by most of what is seen; where whole pages are shown, by a page.
func (v *view) turn(by int) {
	if v.zoom == kit.FitPage {
		v.turnTo(max(0, min(v.front+by, len(v.strip.tops)-1)))
		return
	}
	v.scrollBy(0, float32(by)*pageScroll*v.Size().Height)
}

// CreateRenderer lays the ring over the scrolled board.
func (v *view) CreateRenderer() fyne.WidgetRenderer {
	return &viewRenderer{v: v, objects: []fyne.CanvasObject{v.desk, v.scroll, v.ring}}
}

type viewRenderer struct {
	v       *view
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
	r.v.desk.FillColor = theme.Color(kit.ColorDesk)
	r.v.ring.StrokeColor = color.Transparent
	if r.v.focused {
		r.v.ring.StrokeColor = theme.Color(theme.ColorNamePrimary)
	}
	r.v.desk.Refresh()
	r.v.ring.Refresh()
}
