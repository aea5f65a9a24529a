package kit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// How long a line of news stays: good news until it is read, an offer to undo
// long enough to reach for it. Bad news, and what leads elsewhere, stay until the
// clerk closes them.
const (
	goodStays     = 5 * time.Second
	undoableStays = 12 * time.Second
)

// News is the line on which the window says what came of a wish. One line at
// a time: the newest. A line that leads somewhere comes back when the one that
// covered it is gone, until the clerk has followed or closed it.
type News struct {
	widget.BaseWidget
	OnChanged func() // the line takes another room, or none; may be nil

	ground *Ground
	icon   *widget.Icon
	said   *widget.Label
	next   *widget.Label
	words  *container.Scroll
	deed   *Button
	other  *Button
	box    *fyne.Container
	away   *time.Timer
	now    *line   // nil: none
	kept   bool    // the line went by itself, and its room is kept: nothing moves below a hand that is about to press
	leads  []*line // covered by now, the newest last
}

// line is what the line of news says, and what its button does.
type line struct {
	tone Tone
	Trouble
	word  string // of the button; empty: there is none
	icon  fyne.Resource
	do    func()
	lead  bool   // it tells of work that ended elsewhere
	more  string // word of a second button; empty: there is none
	doToo func()
	holds bool // it stays when a button is pressed
	stays time.Duration
}

// NewNews makes an empty line, which takes no room.
func NewNews() *News {
	n := &News{ground: NewGround(ColorGoodGround, 8), icon: widget.NewIcon(nil)}
	n.said, n.next = wrapped(), wrapped()
	n.said.TextStyle.Bold = true
	n.deed = NewButton("", theme.ContentUndoIcon(), n.Press)
	n.other = NewButton("", theme.FolderOpenIcon(), func() { n.now.doToo() })
	n.box = n.layOut()
	n.ExtendBaseWidget(n)
	n.Hide()
	return n
}

// Good says good news for a few seconds.
func (n *News) Good(said string) {
	n.say(&line{tone: Good, Trouble: Trouble{Said: said}, stays: goodStays})
}

// Undoable says what was done, with a button that takes it back. gone takes the
// line away: something else was done since.
func (n *News) Undoable(said string, undo func()) (gone func()) {
	l := &line{tone: Info, Trouble: Trouble{Said: said}, word: T("kit.undo"), icon: theme.ContentUndoIcon(), do: undo, stays: undoableStays}
	n.say(l)
	return func() { n.retract(l) }
}

// Made says that something is there, with two buttons that lead to it. Neither takes the
// line away: one may want both.
func (n *News) Made(t Trouble, word string, to func(), more string, too func()) {
	n.say(&line{tone: Good, Trouble: t, word: word, icon: theme.VisibilityIcon(), do: to, more: more, doToo: too, holds: true, stays: undoableStays})
}

// Lead says how work ended while the clerk was elsewhere, with a button that
// leads to it. gone takes the line away: the clerk has found the way by themselves.
func (n *News) Lead(tone Tone, t Trouble, word string, to func()) (gone func()) {
	l := &line{tone: tone, Trouble: t, word: word, icon: theme.NavigateNextIcon(), do: to, lead: true}
	n.say(l)
	return func() { n.retract(l) }
}

func (n *News) retract(l *line) {
	n.leads = slices.DeleteFunc(n.leads, func(each *line) bool { return each == l })
	if n.now == l {
		n.Shut()
	}
}

// Warn says what is well but wants the eye, until it is closed.
func (n *News) Warn(t Trouble) { n.say(&line{tone: Warn, Trouble: t}) }

// Bad says a failure until it is closed.
func (n *News) Bad(t Trouble) { n.say(&line{tone: Bad, Trouble: t}) }

// Said is the sentence of the line; empty: there is none.
func (n *News) Said() string {
	if n.now == nil {
		return ""
	}
	return n.now.Said
}

// Stands tells whether a line that leads elsewhere says this, also where another covers it.
func (n *News) Stands(said string) bool {
	return n.Said() == said || slices.ContainsFunc(n.leads, func(l *line) bool { return l.Said == said })
}

// Press does what the button of the line does: it takes back what is told, or
// leads to it.
func (n *News) Press() {
	l := n.now
	if l == nil || !l.holds {
		n.Shut()
	}
	if l != nil && l.do != nil {
		l.do()
	}
}

// Clear takes the line away, for its cause is gone. What leads elsewhere stays.
func (n *News) Clear() {
	if n.now == nil || !n.now.lead {
		n.Shut()
	}
}

// Empty takes all lines away: what they lead to is gone.
func (n *News) Empty() {
	n.leads = nil
	n.Shut()
}

// Shut closes the line, as the clerk does, and shows what it covered.
func (n *News) Shut() {
	n.stop()
	n.now, n.kept = nil, false
	n.Hide()
	n.changed()
	if last := len(n.leads) - 1; last >= 0 {
		covered := n.leads[last]
		n.leads = n.leads[:last]
		n.say(covered)
	}
}

// fade takes the line away when its time is over. Its room goes with the next deed of the clerk that
// lays the page anew.
func (n *News) fade() {
	if len(n.leads) > 0 {
		n.Shut()
		return
	}
	n.stop()
	n.now, n.kept = nil, true
	n.Hide()
}

// TakesRoom tells whether the line stands, or room is kept where it stood.
func (n *News) TakesRoom() bool { return n.now != nil || n.kept }

func (n *News) stop() {
	if n.away != nil {
		n.away.Stop()
	}
}

func (n *News) say(l *line) {
	n.stop()
	if n.now != nil && n.now.lead {
		n.leads = append(n.leads, n.now)
	}
	n.now, n.kept = l, false
	n.draw()
	if l.stays > 0 {
		var mine *time.Timer
		mine = time.AfterFunc(l.stays, func() {
			OnScreen(func() {
				if n.away == mine {
					n.fade()
				}
			})
		})
		n.away = mine
	}
}

func (n *News) draw() {
	l, look := n.now, tones[n.now.tone]
	icon := look.icon
	if l.do != nil && l.tone == Info {
		icon = IconMet
	}
	n.icon.SetResource(Tinted(icon, look.ink))
	n.ground.Paint(look.ground)
	n.said.SetText(l.Said)
	n.next.SetText(l.Next)
	n.next.Hidden = l.Next == ""
	n.deed.Hidden = l.word == ""
	n.deed.Icon = l.icon
	n.deed.SetText(l.word)
	n.other.Hidden = l.more == ""
	n.other.SetText(l.more)
	n.Show()
	n.words.ScrollToTop()
	n.box.Refresh()
	n.changed()
}

func (n *News) changed() {
	if n.OnChanged != nil {
		n.OnChanged()
	}
}

// layOut sets icon, sentences, undo and the closing cross in a row.
func (n *News) layOut() *fyne.Container {
	closing := NewQuietButton("", theme.CancelIcon(), n.Shut)
	words := lowered(n.said, n.next)
	n.words = words.Objects[0].(*container.Scroll)
	icon := container.NewPadded(container.NewGridWrap(fyne.NewSquareSize(24), n.icon))
	right := container.NewHBox(n.deed, n.other, closing)
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
