package sign

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
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
	box          *fyne.Container
}

func newRow(l *list) *row {
	r := &row{l: l, sign: widget.NewIcon(nil), title: widget.NewLabel(""), below: widget.NewLabel("")}
	r.tick = newTick(func() { l.toggle(r.index) })
	r.title.TextStyle.Bold = true
	r.title.Truncation, r.below.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
	r.box = container.New(rowLayout{}, r.tick, r.title, r.sign, r.below)
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) show(i int) {
	r.index = i
	if i >= len(r.l.items) {
		return
	}
	it := r.l.items[i]
	if it.line == nil {
		r.head(it)
		return
	}
	r.title.Importance = widget.MediumImportance
	r.title.SetText(kit.TitleOf(it.line.task.Row, r.l.types))
	r.tick.set(it.line.ticked, it.line.open(), false)
	icon, word, tone := it.line.told()
	r.sign.SetResource(icon)
	r.below.Importance = tone
	r.below.SetText(word)
	r.sign.Hidden, r.below.Hidden = icon == nil, false
	r.box.Refresh()
}

func (r *row) head(it item) {
	ticked, open := it.count()
	r.tick.set(ticked > 0, open > 0, ticked > 0 && ticked < open)
	r.title.Importance = widget.LowImportance
	r.title.SetText(counted(groupName(it.group), len(it.lines)))
	r.sign.Hidden, r.below.Hidden = true, true
	r.box.Refresh()
}

func groupName(t office.Task) string {
	switch t {
	case office.TaskFinish:
		return kit.T("sign.group-finish")
	case office.TaskSign:
		return kit.T("sign.group-sign")
	case office.TaskExtend:
		return kit.T("sign.group-extend")
	}
	return kit.T("sign.group-further")
}

// told is the second storey: what the document is about, or how it went.
func (l *line) told() (fyne.Resource, string, widget.Importance) {
	switch l.state {
	case underWay:
		return kit.Tinted(kit.IconOwed, kit.ColorMuted), kit.T("sign.under-way"), widget.LowImportance
	case failed:
		return kit.Tinted(kit.IconWarning, theme.ColorNameWarning), l.why.Said, widget.WarningImportance
	case done:
		if l.result.Note != "" {
			return kit.Tinted(kit.IconOwed, theme.ColorNameWarning), l.doneWord() + " · " + l.result.Note, widget.WarningImportance
		}
		return kit.Tinted(kit.IconMet, theme.ColorNameSuccess), l.doneWord(), widget.SuccessImportance
	}
	return nil, aboutOf(l.task.Row), widget.MediumImportance
}

// doneWord says what was done, and how much the signature brings along now.
func (l *line) doneWord() string {
	level := string(l.result.Level)
	switch {
	case l.task.Task == office.TaskExtend:
		return kit.T("sign.extended", level)
	case level == "":
		return kit.T("sign.done")
	}
	return kit.T("sign.done-level", level)
}

// aboutOf is the subject in one line, or whose paper it is.
func aboutOf(r office.Row) string {
	if about := strings.Join(strings.Fields(r.Subject), " "); about != "" {
		return about
	}
	return r.Issuer
}

// CreateRenderer lays the two storeys.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// tick is a tick box that the mouse finds. The keyboard does not stop at it:
// Space ticks the row that it is at.
type tick struct {
	widget.BaseWidget
	icon    *widget.Icon
	pressed func()
	may     bool
}

func newTick(pressed func()) *tick {
	t := &tick{icon: widget.NewIcon(theme.CheckButtonIcon()), pressed: pressed}
	t.ExtendBaseWidget(t)
	return t
}

// set shows whether there is a tick, whether it can be changed, and whether it
// stands for a part of a group.
func (t *tick) set(ticked, may, some bool) {
	t.may = may
	icon, ink := theme.CheckButtonIcon(), theme.ColorNameForeground
	if ticked {
		icon, ink = theme.CheckButtonCheckedIcon(), theme.ColorNamePrimary
	}
	if some {
		icon = theme.Icon(theme.IconNameCheckButtonPartial)
	}
	t.icon.SetResource(kit.Tinted(icon, ink))
	t.icon.Hidden = !may
	t.icon.Refresh()
}

// Tapped ticks or unticks.
func (t *tick) Tapped(*fyne.PointEvent) {
	if t.may {
		t.pressed()
	}
}

// Cursor is the hand.
func (t *tick) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer sets the box in the middle.
func (t *tick) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(tickSize), t.icon)))
}

// rowLayout: the tick over both storeys, title above, sign and words below.
// The head of a group has one storey, in the middle.
type rowLayout struct{}

const (
	tickWide   = 38
	tickSize   = 22
	rowOverlap = 11 // of the padding of the two storeys
	signSize   = 18
)

func (rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, 2*o[1].MinSize().Height-rowOverlap)
}

func (rowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(tickWide, s.Height))
	line := o[1].MinSize().Height
	o[1].Resize(fyne.NewSize(s.Width-tickWide, line))
	if !o[3].Visible() {
		o[1].Move(fyne.NewPos(tickWide, (s.Height-line)/2))
		return
	}
	o[1].Move(fyne.NewPos(tickWide, 0))
	left := float32(tickWide)
	if o[2].Visible() {
		o[2].Resize(fyne.NewSquareSize(signSize))
		o[2].Move(fyne.NewPos(left+6, line-rowOverlap+(line-signSize)/2))
		left += signSize + 4
	}
	o[3].Resize(fyne.NewSize(s.Width-left, line))
	o[3].Move(fyne.NewPos(left, line-rowOverlap))
}
