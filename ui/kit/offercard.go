package kit

import (
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// offering is what is suggested in an empty field.
type offering struct {
	said       string                    // faintly in it, as much as there is room for
	named      string                    // the same, called what it is
	show, hide func()                    // with the keyboard
	key        func(*fyne.KeyEvent) bool // takes a key for itself
}

// offer has something be suggested in the field; nil: nothing any more.
func (e *Entry) offer(o *offering) {
	if e.offering == nil {
		e.plain = e.PlaceHolder
	}
	if e.offering == nil && o == nil {
		return
	}
	e.offering = o
	e.ghost()
}

// ghost says in the empty field what is suggested, called what it is where there is room,
// and in brackets where there is little.
func (e *Entry) ghost() {
	says := e.plain
	if o := e.offering; o != nil {
		says = o.named
		for _, shorter := range []string{"(" + o.said + ")", o.said} {
			if !e.takes(says) {
				says = shorter
			}
		}
		const short = 10 // letters, as a day has: they are never cut
		if cut := []rune(o.named); len([]rune(o.said)) > short {
			for !e.takes(says) && len(cut) > short {
				cut = cut[:len(cut)-1]
				says = strings.TrimSpace(string(cut)) + "…"
			}
		}
	}
	if e.PlaceHolder != says {
		e.SetPlaceHolder(says)
	}
}

// takes tells whether a text has room in the field without being scrolled.
func (e *Entry) takes(text string) bool {
	inner := e.Size().Width - 4*theme.Size(theme.SizeNameInnerPadding)
	if inner <= 0 { // it is not laid out yet
		return true
	}
	if e.MultiLine { // words go on in the next line before this one is full
		const full = 0.85
		inner *= float32(e.lines) * full
	}
	return fyne.MeasureText(text, theme.TextSize(), fyne.TextStyle{}).Width <= inner
}

// CreateRenderer shows the field, with a bar at its left edge while something is suggested in
// it: faint letters alone look like an answer where the word for them has no room.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	e.bar = canvas.NewRectangle(theme.Color(theme.ColorNamePrimary))
	e.bar.CornerRadius = 1
	inner := e.Entry.CreateRenderer()
	e.wheel = newEntryWheel(e, inner.Objects())
	return &entryRenderer{inner, e}
}

type entryRenderer struct {
	fyne.WidgetRenderer
	e *Entry
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	return append(inner[:len(inner):len(inner)], r.e.bar, r.e.wheel)
}

func (r *entryRenderer) Layout(s fyne.Size) {
	const wide, off = 3, 4 // from the frame of the field
	r.WidgetRenderer.Layout(s)
	r.e.bar.Move(fyne.NewPos(off, 2*off))
	r.e.bar.Resize(fyne.NewSize(wide, s.Height-4*off))
	r.e.bar.Hidden = !r.e.offers()
	r.e.wheel.Resize(s)
}

func (r *entryRenderer) Refresh() {
	r.e.bar.FillColor = theme.Color(theme.ColorNamePrimary)
	r.e.bar.Hidden = !r.e.offers()
	r.WidgetRenderer.Refresh()
	r.e.bar.Refresh()
}

// Resize says of what is suggested as much as there is room for.
func (e *Entry) Resize(size fyne.Size) {
	was := e.Size()
	e.Entry.Resize(size)
	if e.offering != nil && was != e.Size() {
		e.ghost()
	}
}

// offers tells that something is suggested in the field, in which nothing but blanks stands.
func (e *Entry) offers() bool { return e.offering != nil && strings.TrimSpace(e.Text) == "" }

// offerCard shows a suggestion below its field: the words, the strip of the page where they
// stand, and what the two keys do. The mouse presses the same. Where it lies nothing below
// it can be pressed.
type offerCard struct {
	pressed
	take, leave *pressed

	hanger *Hanger
	said   *widget.Label
	doubt  *fyne.Container
	strip  *stripView
}

const (
	// stripHigh is the greatest height of a strip of a page, in units of the screen.
	stripHigh = 84
	// cardWide is the least width of the card, in units of the screen.
	cardWide = 348
	cardEdge = 4
)

func newOfferCard(h *Hanger) *offerCard {
	c := &offerCard{hanger: h, said: Prose(""), strip: newStripView()}
	c.said.TextStyle.Bold = true
	doubt := Prose(T("kit.doubt"))
	doubt.Importance = widget.WarningImportance
	sign := container.NewPadded(container.NewGridWrap(fyne.NewSquareSize(18), widget.NewIcon(Tinted(IconWarning, theme.ColorNameWarning))))
	c.doubt = container.NewBorder(nil, nil, sign, nil, doubt)
	hold := func() { c.held = true }
	c.take = newPressed(cardButton(T("kit.offer-take"), theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary))
	c.leave = newPressed(cardButton(T("kit.offer-leave"), theme.ColorNameButton, theme.ColorNameForeground))
	c.take.hold, c.leave.hold = hold, hold
	box := FormRows(c.said, c.strip, c.doubt, container.NewHBox(c.take, c.leave))
	c.of = container.NewStack(NewGround(theme.ColorNameMenuBackground, 6).Bordered(theme.ColorNamePrimary), Padded(6, box))
	c.ExtendBaseWidget(c)
	return c
}

func cardButton(word string, ground, ink fyne.ThemeColorName) fyne.CanvasObject {
	said := canvas.NewText(word, theme.Color(ink))
	return container.NewStack(NewGround(ground, 5), container.NewPadded(container.NewPadded(said)))
}

func (c *offerCard) say(said string, doubted bool, strip image.Image) {
	c.held = false
	c.said.SetText(said)
	Seen(c.doubt, doubted)
	c.strip.put(strip)
}

// hang lays the card below a field, or above it where there is more room.
func (c *offerCard) hang(under fyne.CanvasObject) {
	c.hanger.hangCard(under, c, max(cardWide, under.Size().Width))
}

func (c *offerCard) hangs() bool { return c != nil && c.hanger.Holds(c) }

func (c *offerCard) drop() {
	c.held = false
	c.hanger.Take(c)
}

// hangCard hangs something of that width on the layer, below a field or above it, within
// the page.
func (h *Hanger) hangCard(under, card fyne.CanvasObject, wide float32) {
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(under).Subtract(driver.AbsolutePositionForObject(h))
	wide = min(wide, h.Size().Width-2*cardEdge)
	high := HeightAt(card, wide)
	high = max(high, card.MinSize().Height)
	x := max(cardEdge, min(at.X, h.Size().Width-wide-cardEdge))
	y := at.Y + under.Size().Height
	if above := at.Y - high; y+high > h.Size().Height && above >= 0 {
		y = above
	}
	h.holder, h.layer.Objects = card, []fyne.CanvasObject{card}
	card.Resize(fyne.NewSize(wide, high))
	card.Move(fyne.NewPos(x, y))
	h.layer.Refresh()
}

// pressed is something on the layer that the mouse presses without the keyboard going
// there.
type pressed struct {
	widget.BaseWidget
	of   fyne.CanvasObject
	do   func()
	hold func() // the mouse button went down
	held bool
}

func newPressed(of fyne.CanvasObject) *pressed {
	p := &pressed{of: of}
	p.ExtendBaseWidget(p)
	return p
}

// MouseDown keeps the card where it is although the keyboard leaves the field.
func (p *pressed) MouseDown(*desktop.MouseEvent) {
	if p.held = true; p.hold != nil {
		p.hold()
	}
}

// MouseUp is not waited for.
func (p *pressed) MouseUp(*desktop.MouseEvent) {}

// Tapped does it.
func (p *pressed) Tapped(*fyne.PointEvent) { p.do() }

// Cursor tells that it can be pressed.
func (p *pressed) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer shows it.
func (p *pressed) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.of) }

// stripView shows a strip of a page as wide as there is room, and no larger than the paper
// is by twice.
type stripView struct {
	widget.BaseWidget
	picture *canvas.Image
	box     fyne.CanvasObject
	wide    float32 // the width that it was given last: how high it is follows from that
}

func newStripView() *stripView {
	s := &stripView{picture: canvas.NewImageFromImage(nil)}
	s.picture.FillMode, s.picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	s.box = container.NewStack(NewGround(theme.ColorNameInputBackground, 2).Bordered(theme.ColorNameSeparator), Padded(2, s.picture))
	s.ExtendBaseWidget(s)
	return s
}

func (s *stripView) put(img image.Image) {
	s.picture.Image = img
	s.picture.Refresh()
	Seen(s, img != nil)
}

// Resize takes a width, from which its height follows.
func (s *stripView) Resize(size fyne.Size) {
	s.wide = size.Width
	s.BaseWidget.Resize(fyne.NewSize(size.Width, s.MinSize().Height))
}

// MinSize is as high as the strip is at its width.
func (s *stripView) MinSize() fyne.Size {
	if s.picture.Image == nil {
		return fyne.Size{}
	}
	b := s.picture.Image.Bounds()
	return fyne.NewSize(0, min(stripHigh, max(1, s.wide-4)*float32(b.Dy())/float32(max(1, b.Dx()))+4))
}

// CreateRenderer shows it.
func (s *stripView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }
