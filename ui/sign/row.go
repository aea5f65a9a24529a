package sign

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// row is one row of the list in two storeys: tick, number and kind, and below
// what the document is about or, once it was worked on, how it went. The head
// of a group has a tick for all of it.
type row struct {
	widget.BaseWidget
	l     *list
	index int

	tick         *tick
	sign         *widget.Icon
	title, below *widget.Label
	second, box  *fyne.Container // of two storeys the lower one, and all
}

func newRow(l *list) *row {
	r := &row{l: l, sign: widget.NewIcon(nil), title: widget.NewLabel(""), below: widget.NewLabel("")}
	r.tick = newTick(func() { l.toggle(r.index) })
	r.title.TextStyle.Bold = true
	r.title.Truncation, r.below.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	r.second = container.NewBorder(nil, nil, r.sign, nil, r.below)
	storeys := container.New(layout.NewCustomPaddedVBoxLayout(0), layout.NewSpacer(), kit.Lines(r.title, r.second), layout.NewSpacer())
	r.box = container.NewBorder(nil, nil, r.tick, nil, storeys)
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) show(i int) {
	if i >= len(r.l.items) {
		return
	}
	r.index = i
	it := r.l.items[i]
	r.tick.set(it.count())
	if it.line == nil {
		r.title.Importance = widget.LowImportance
		r.title.SetText(counted(kit.T("sign.group-"+it.group), it.told()))
	} else {
		r.title.Importance = widget.MediumImportance
		r.title.SetText(kit.TitleOf(it.line.Row, r.l.types))
		r.tell(it.line)
	}
	kit.Seen(r.second, it.line != nil)
	r.box.Refresh()
}

// tell tells of a line in the lower storey.
func (r *row) tell(l *office.SigningLine) {
	icon, tone, told := r.l.p.said(l)
	r.sign.SetResource(icon)
	kit.Seen(r.sign, icon != nil)
	r.below.Importance = kit.Importance(tone)
	said := told.Said
	if l.State == office.SigningDone {
		said = kit.Joined(said, told.Next)
	}
	r.below.SetText(said)
}

// said is what is said of a line: its sign, how that is meant, and how it went with it.
func (p *Page) said(l *office.SigningLine) (fyne.Resource, kit.Tone, kit.Trouble) {
	switch {
	case l.State == office.SigningUnderWay:
		return kit.Tinted(kit.IconOwed, kit.ColorMuted), kit.Neutral, kit.Trouble{Said: kit.T("sign.under-way")}
	case l.State == office.SigningFailed:
		return kit.ToneIcon(kit.Warn), kit.Warn, p.whys[l.Row.ID]
	case l.State == office.SigningDone && l.Result.Note != "":
		return kit.Tinted(kit.IconOwed, theme.ColorNameWarning), kit.Warn, kit.Trouble{Said: doneWord(l), Next: l.Result.Note}
	case l.State == office.SigningDone:
		return kit.ToneIcon(kit.Good), kit.Good, kit.Trouble{Said: doneWord(l)}
	}
	return nil, kit.Neutral, kit.Trouble{Said: aboutOf(l.Row)}
}

// doneWord says what was done, and how much the signature brings along now.
func doneWord(l *office.SigningLine) string {
	level := string(l.Result.Level)
	switch {
	case l.Task == office.TaskExtend:
		return kit.T("sign.extended", level)
	case level == "":
		return kit.T("sign.done")
	}
	return kit.T("sign.done-level", level)
}

// aboutOf is the subject in one line, or whose paper it is.
func aboutOf(r office.Row) string {
	return cmp.Or(strings.Join(strings.Fields(r.Subject), " "), r.Issuer)
}

// CreateRenderer sets the storeys beside the tick, in the middle of the row's height.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// tick is a tick box that the mouse finds. The keyboard does not stop at it:
// Space ticks the row that it is at.
type tick struct {
	widget.BaseWidget
	icon    *widget.Icon
	pressed func()
}

func newTick(pressed func()) *tick {
	t := &tick{icon: widget.NewIcon(nil), pressed: pressed}
	t.ExtendBaseWidget(t)
	return t
}

// set shows how many are ticked of those that can be; where none can, there is no box.
func (t *tick) set(ticked, open int) {
	icon, ink := theme.CheckButtonIcon(), theme.ColorNameForeground
	switch {
	case ticked > 0 && ticked < open:
		icon, ink = theme.Icon(theme.IconNameCheckButtonPartial), theme.ColorNamePrimary
	case ticked > 0:
		icon, ink = theme.CheckButtonCheckedIcon(), theme.ColorNamePrimary
	}
	t.icon.SetResource(kit.Tinted(icon, ink))
	kit.Seen(t.icon, open > 0)
}

// Tapped ticks or unticks.
func (t *tick) Tapped(*fyne.PointEvent) {
	if t.icon.Visible() {
		t.pressed()
	}
}

// Cursor is the hand.
func (t *tick) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer sets the box in the middle.
func (t *tick) CreateRenderer() fyne.WidgetRenderer {
	const side = 22
	return widget.NewSimpleRenderer(kit.Padded(6, container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(side), t.icon))))
}
