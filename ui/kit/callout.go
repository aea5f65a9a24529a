package kit

import (
	"strings"

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
	c.layOut(container.New(tightBox{}, c.said, c.next), nil)
	c.ExtendBaseWidget(c)
	c.Hide()
	return c
}

func (c *Callout) layOut(words, end fyne.CanvasObject) {
	sign := container.NewPadded(container.NewGridWrap(fyne.NewSquareSize(22), c.icon))
	row := container.NewBorder(nil, nil, container.NewVBox(sign), end, words)
	c.box = container.NewStack(c.ground.Bordered(theme.ColorNameSeparator), Padded(2, row))
}

// Shuttable lets the clerk put it away, and scrolls what would leave too little room for
// the page below.
func (c *Callout) Shuttable() *Callout {
	c.layOut(lowered(c.said, c.next), container.NewVBox(NewQuietButton("", theme.CancelIcon(), func() { c.Shut() })))
	return c
}

// Scrolling scrolls what would leave too little room for the page below, for one that others
// put away.
func (c *Callout) Scrolling() *Callout {
	c.layOut(lowered(c.said, c.next), nil)
	return c
}

// lowered are sentences one below another that scroll where they would be too high.
func lowered(words ...fyne.CanvasObject) *fyne.Container {
	return container.New(asTall{}, container.NewVScroll(Lines(words...)))
}

// asTall gives a scroll the height of what it holds, up to what leaves room for the page.
type asTall struct{}

const (
	mostTall  = 110 // in units of the screen
	leastTall = 56  // two lines, however low the window
	tallest   = 0.2 // of the window
)

func (asTall) MinSize(o []fyne.CanvasObject) fyne.Size {
	of, most := o[0].(*container.Scroll), float32(mostTall)
	if window := fyne.CurrentApp().Driver().CanvasForObject(of); window != nil {
		most = min(most, max(leastTall, tallest*window.Size().Height))
	}
	return fyne.NewSize(of.MinSize().Width, min(most, of.Content.MinSize().Height))
}

func (asTall) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// Shut takes it away, and tells whether it was in sight.
func (c *Callout) Shut() bool {
	was := c.Visible()
	c.Hide()
	return was
}

// mostTold is how many sentences are said one below another: the clerk has a sentence for
// each file of a usual scan; the rest are counted.
const mostTold = 40

// SayAll says several sentences in a tone; none takes the callout away.
func (c *Callout) SayAll(tone Tone, all []Trouble) {
	var said []string
	for i, t := range all {
		if i == mostTold {
			said = append(said, T("kit.more-said", len(all)-i))
			break
		}
		said = append(said, t.String())
	}
	c.Say(tone, Trouble{Said: strings.Join(said, "\n")})
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

func (c *Callout) within() []fyne.CanvasObject { return []fyne.CanvasObject{c.box} }
