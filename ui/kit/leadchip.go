package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// LeadChip is a state that leads to where something can be done about it, by the mouse
// or by Enter.
type LeadChip struct {
	widget.BaseWidget
	Chip *Chip

	lead func()
	ring *canvas.Rectangle
}

// NewLeadChip makes one; a nil icon gives that of the tone.
func NewLeadChip(tone Tone, icon fyne.Resource, word string, lead func()) *LeadChip {
	c := &LeadChip{Chip: NewChip(tone, icon, word), lead: lead, ring: ring()}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped leads there.
func (c *LeadChip) Tapped(*fyne.PointEvent) { c.lead() }

// Cursor is the hand.
func (c *LeadChip) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained shows the ring.
func (c *LeadChip) FocusGained() {
	c.ring.StrokeColor = theme.Color(theme.ColorNameForeground)
	c.ring.Show()
	Reveal(c)
}

// FocusLost hides it.
func (c *LeadChip) FocusLost() { c.ring.Hide() }

// TypedRune has nothing to type.
func (c *LeadChip) TypedRune(rune) {}

// TypedKey leads there by Enter and Space.
func (c *LeadChip) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.lead()
	default:
		passKey(e)
	}
}

// CreateRenderer lays the ring over the state.
func (c *LeadChip) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(c.Chip, c.ring))
}
