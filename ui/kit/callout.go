package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Callout says something about what stands below it, for as long as it is
// true. Empty it takes no room.
type Callout struct {
	widget.BaseWidget
	ground     *Ground
	icon       *widget.Icon
	said, next *widget.Label
	box        *fyne.Container
}

// NewCallout makes one that says nothing.
func NewCallout() *Callout {
	c := &Callout{ground: NewGround(ColorWarnGround, 8), icon: widget.NewIcon(nil), said: wrapped(), next: wrapped()}
	sign := container.NewPadded(container.NewGridWrap(fyne.NewSquareSize(22), c.icon))
	row := container.NewBorder(nil, nil, container.NewVBox(sign), nil, container.New(tightBox{}, c.said, c.next))
	c.box = container.NewStack(c.ground.Bordered(theme.ColorNameSeparator), Padded(2, row))
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

// Say says a sentence in a tone; an empty one takes the callout away.
func (c *Callout) Say(tone Tone, t Trouble) {
	look := tones[tone]
	icon := look.icon
	if tone == Info {
		icon = theme.InfoIcon()
	}
	c.icon.SetResource(Tinted(icon, look.ink))
	c.ground.Paint(look.ground)
	c.said.SetText(t.Said)
	c.next.SetText(t.Next)
	c.next.Hidden = t.Next == ""
	Seen(c, t.Said != "")
	c.box.Refresh()
}

// Fail says a failure and what to do, for as long as it stands; nil takes the callout away.
func (c *Callout) Fail(err error) {
	t, _ := Explain(err)
	c.Say(Warn, t)
}

// Said is what the callout says now.
func (c *Callout) Said() string { return c.said.Text }

// CreateRenderer lays sign and sentences on the ground.
func (c *Callout) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.box) }
