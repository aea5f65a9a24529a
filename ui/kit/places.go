package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Place is a door to a part of the window: icon and word, and whether the
// clerk is there now, told by ground, bar and bold letters together.
type Place struct {
	widget.BaseWidget
	Word string
	Icon fyne.Resource
	Key  string // the combination that leads there, shown at the right; may be empty
	Go   func()

	OnHint func(yes bool) // a folded door wants its word told, or no longer; may be nil

	here, hovered bool
	folded        bool // the icon alone is shown
	ground        *Ground
	bar           *Ground
	icon          *widget.Icon
	word, key     *widget.Label
	ring          *canvas.Rectangle
}

// NewPlace makes a door.
func NewPlace(icon fyne.Resource, word, key string, lead func()) *Place {
	p := &Place{Word: word, Icon: icon, Key: key, Go: lead, ground: NewGround(ColorHere, 8), bar: NewGround(theme.ColorNamePrimary, 2),
		icon: widget.NewIcon(icon), word: widget.NewLabel(word), key: widget.NewLabel(key), ring: ring()}
	p.key.Importance = widget.LowImportance
	p.ground.Hide()
	p.bar.Hide()
	p.ExtendBaseWidget(p)
	return p
}

// SetHere tells whether the clerk is in this place now.
func (p *Place) SetHere(here bool) {
	p.here = here
	p.word.TextStyle.Bold = here
	p.word.Refresh()
	p.bar.Hidden = !here
	p.key.Hidden = here || p.folded // whoever is here needs no way, and bold words need the room
	p.key.Refresh()
	if here {
		p.icon.SetResource(Tinted(p.Icon, theme.ColorNamePrimary))
	} else {
		p.icon.SetResource(p.Icon)
	}
	p.paint()
}

// Fold shows the icon alone, or the word and the key too.
func (p *Place) Fold(yes bool) {
	if p.folded == yes {
		return
	}
	p.folded = yes
	p.word.Hidden, p.key.Hidden = yes, yes || p.here
	p.Refresh()
}

// hint tells the word of a folded door, or takes it away.
func (p *Place) hint(yes bool) {
	if p.OnHint != nil && (p.folded || !yes) {
		p.OnHint(yes)
	}
}

// SetWord changes the word, where it holds a number.
func (p *Place) SetWord(word string) {
	p.Word = word
	p.word.SetText(word)
}

// Here tells whether the clerk is in this place now.
func (p *Place) Here() bool { return p.here }

// Tapped goes there.
func (p *Place) Tapped(*fyne.PointEvent) { p.Go() }

// TypedKey goes there on Enter and Space.
func (p *Place) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.Go()
	default:
		passKey(ev)
	}
}

// TypedRune has nothing to type.
func (p *Place) TypedRune(rune) {}

// FocusGained shows the ring.
func (p *Place) FocusGained() {
	p.ring.StrokeColor = theme.Color(theme.ColorNameForeground)
	p.ring.Show()
	p.hint(true)
	Reveal(p)
}

// FocusLost hides it.
func (p *Place) FocusLost() {
	p.ring.Hide()
	p.hint(false)
}

// MouseIn shows that a click would do something.
func (p *Place) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.hint(true)
	p.paint()
}

// MouseMoved changes nothing.
func (p *Place) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the hover away.
func (p *Place) MouseOut() {
	p.hovered = false
	p.hint(false)
	p.paint()
}

// Cursor is the hand.
func (p *Place) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (p *Place) paint() {
	p.ground.Hidden = !p.here && !p.hovered
	if p.here {
		p.ground.Paint(ColorHere)
	} else {
		p.ground.Paint(theme.ColorNameHover)
	}
}

// CreateRenderer lays bar, icon, word and key in a row.
func (p *Place) CreateRenderer() fyne.WidgetRenderer {
	row := container.New(placeLayout{}, p.bar, p.icon, p.word, p.key)
	return widget.NewSimpleRenderer(container.NewStack(p.ground, row, p.ring))
}

// placeLayout: a bar of four points, an icon, the word, and the key at the end; folded,
// the icon alone.
type placeLayout struct{}

const (
	placeBar    = 4
	placeIcon   = 22
	placeInset  = 14
	placeHeight = 29

	// FoldedWide is the width of a folded door.
	FoldedWide = 2*placeInset + placeIcon
)

func (placeLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	if !o[2].Visible() {
		return fyne.NewSize(FoldedWide, placeHeight)
	}
	w := placeInset + placeIcon + o[2].MinSize().Width
	if o[3].Visible() && o[3].(*widget.Label).Text != "" {
		w += o[3].MinSize().Width
	}
	return fyne.NewSize(w+4, placeHeight)
}

func (placeLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(placeBar, s.Height-16))
	o[0].Move(fyne.NewPos(3, 8))
	o[1].Resize(fyne.NewSquareSize(placeIcon))
	o[1].Move(fyne.NewPos(placeInset, (s.Height-placeIcon)/2))
	word, key := o[2].MinSize(), o[3].MinSize()
	o[2].Resize(fyne.NewSize(s.Width-placeInset-placeIcon, word.Height))
	o[2].Move(fyne.NewPos(placeInset+placeIcon, (s.Height-word.Height)/2))
	o[3].Resize(key)
	o[3].Move(fyne.NewPos(s.Width-key.Width, (s.Height-key.Height)/2))
}
