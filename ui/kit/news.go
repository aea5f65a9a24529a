package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// How long a line of news stays: good news until it is read, an offer to undo
// long enough to reach for it. Bad news stays until the clerk closes it.
const (
	goodStays     = 5 * time.Second
	undoableStays = 12 * time.Second
)

// News is the line on which the window says what came of a wish. One line at
// a time: the newest.
type News struct {
	widget.BaseWidget
	ground *Ground
	icon   *widget.Icon
	said   *widget.Label
	next   *widget.Label
	undo   *Button
	box    *fyne.Container
	away   *time.Timer
	takeIt func()
}

// NewNews makes an empty line, which takes no room.
func NewNews() *News {
	n := &News{ground: NewGround(ColorGoodGround, 8), icon: widget.NewIcon(nil)}
	n.said, n.next = wrapped(), wrapped()
	n.said.TextStyle.Bold = true
	n.undo = NewButton("", theme.ContentUndoIcon(), n.Undo)
	n.box = n.layOut()
	n.ExtendBaseWidget(n)
	n.Hide()
	return n
}

// Good says good news for a few seconds.
func (n *News) Good(said string) { n.say(Good, Trouble{Said: said}, nil, goodStays) }

// Undoable says what was done, with a button that takes it back.
func (n *News) Undoable(said string, undo func()) {
	n.say(Info, Trouble{Said: said}, undo, undoableStays)
}

// Undo takes back what the line tells, where it can be taken back.
func (n *News) Undo() {
	n.Hide()
	if n.takeIt != nil {
		n.takeIt()
	}
}

// Warn says what is well but wants the eye, until it is closed.
func (n *News) Warn(t Trouble) { n.say(Warn, t, nil, 0) }

// Bad says a failure until it is closed.
func (n *News) Bad(t Trouble) { n.say(Bad, t, nil, 0) }

// Clear takes the line away.
func (n *News) Clear() { n.Hide() }

func (n *News) say(tone Tone, t Trouble, undo func(), stays time.Duration) {
	if n.away != nil {
		n.away.Stop()
	}
	look := tones[tone]
	icon := look.icon
	if undo != nil {
		icon = IconMet
	}
	n.icon.SetResource(Tinted(icon, look.ink))
	n.ground.Paint(look.ground)
	n.said.SetText(t.Said)
	n.next.SetText(t.Next)
	n.next.Hidden = t.Next == ""
	n.takeIt = undo
	n.undo.Hidden = undo == nil
	n.undo.SetText(T("kit.undo"))
	n.Show()
	n.box.Refresh()
	if stays > 0 {
		var mine *time.Timer
		mine = time.AfterFunc(stays, func() {
			OnScreen(func() {
				if n.away == mine {
					n.Hide()
				}
			})
		})
		n.away = mine
	}
}

// layOut sets icon, sentences, undo and the closing cross in a row.
func (n *News) layOut() *fyne.Container {
	closing := NewQuietButton("", theme.CancelIcon(), n.Hide)
	words := container.New(tightBox{}, n.said, n.next)
	icon := container.NewPadded(container.NewGridWrap(fyne.NewSquareSize(24), n.icon))
	right := container.NewHBox(n.undo, closing)
	row := container.NewBorder(nil, nil, container.NewVBox(icon), container.NewVBox(right), words)
	return container.NewStack(n.ground.Bordered(theme.ColorNameInputBorder), container.NewPadded(row))
}

// CreateRenderer shows the row.
func (n *News) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(n.box) }

// wrapped is a label that breaks its lines at words.
func wrapped() *widget.Label {
	l := widget.NewLabel("")
	l.Wrapping = fyne.TextWrapWord
	return l
}

// Lines stacks labels of one thought closely.
func Lines(o ...fyne.CanvasObject) *fyne.Container { return container.New(tightBox{}, o...) }

// tightBox stacks labels of one thought: each overlaps the padding of the one
// above, which would tear them apart.
type tightBox struct{}

const tightBy = 12

func (tightBox) MinSize(objects []fyne.CanvasObject) (min fyne.Size) {
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		min.Width = fyne.Max(min.Width, m.Width)
		min.Height += m.Height
		shown++
	}
	if shown > 1 {
		min.Height -= float32(shown-1) * tightBy
	}
	return min
}

func (tightBox) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(s.Width, h))
		y += h - tightBy
	}
}
