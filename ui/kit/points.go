package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Points is the list of the law's conditions, each with its state in a sign
// and in words, its evidence, and what to do where it is missing. It is the
// face of an act before it is finished, and of a proof after.
type Points struct {
	widget.BaseWidget

	OnGo func(office.Condition) // the clerk wants to go where a condition is met; nil: nowhere to go

	// Under stands below the first missing condition of a part: the field that
	// answers it, where there is one.
	Under map[office.Part]fyne.CanvasObject

	done bool // the act is over: what is missing now has failed
	box  *fyne.Container
	rows []office.Condition

	stops fyne.CanvasObject // the row of the first missing condition; nil: none
}

// NewPoints is the list beside an act that is being done.
func NewPoints() *Points { return newPoints(false) }

// NewFindings is the list of what a proof found.
func NewFindings() *Points { return newPoints(true) }

func newPoints(done bool) *Points {
	p := &Points{done: done, box: container.NewVBox()}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows other conditions. The same ones again leave the screen alone, so
// that a list that is asked for after every key does not flicker.
func (p *Points) Set(rows []office.Condition) {
	if sameConditions(p.rows, rows) && len(p.box.Objects) > 0 {
		return
	}
	p.rows = append([]office.Condition(nil), rows...)
	p.box.RemoveAll()
	p.stops = nil
	placed := map[office.Part]bool{}
	for i, c := range p.rows {
		if i > 0 {
			p.box.Add(widget.NewSeparator())
		}
		row := p.row(c)
		if p.stops == nil && c.Met == office.IsMissed {
			p.stops = row
		}
		p.box.Add(row)
		if under := p.Under[c.Part]; under != nil && c.Met == office.IsMissed && !placed[c.Part] {
			placed[c.Part] = true
			p.box.Add(under)
		}
	}
	p.box.Refresh()
}

// Missing is the first condition that stops the act.
func (p *Points) Missing() (office.Condition, bool) {
	for _, c := range p.rows {
		if c.Met == office.IsMissed {
			return c, true
		}
	}
	return office.Condition{}, false
}

// Count tells how many conditions are met, of how many.
func (p *Points) Count() (met, all int) {
	for _, c := range p.rows {
		if c.Met == office.IsMet {
			met++
		}
	}
	return met, len(p.rows)
}

// firstMissing is how far down the first missing condition stands; 0 where none
// is missing.
func (p *Points) firstMissing() float32 {
	if p.stops == nil {
		return 0
	}
	return p.stops.Position().Y
}

func sameConditions(a, b []office.Condition) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (p *Points) row(c office.Condition) fyne.CanvasObject {
	icon, word, importance := p.sign(c.Met)
	head := widget.NewLabel(c.Asks)
	head.Wrapping = fyne.TextWrapWord
	head.TextStyle.Bold = true
	if c.Met == office.IsMet {
		word, importance = "", widget.LowImportance
	}
	lines := container.New(&tightLines{}, head, small(joined(word, c.Point, c.Evidence), importance))
	if c.Next != "" && c.Met != office.IsMet {
		lines.Add(p.next(c))
	}
	return container.NewBorder(nil, nil, container.New(&hung{}, widget.NewIcon(icon)), nil, lines)
}

// joined puts what there is of some words in one line.
func joined(words ...string) string { return strings.Join(said(words...), " · ") }

// next is a way to go where there is one, and a sentence where there is not.
func (p *Points) next(c office.Condition) fyne.CanvasObject {
	if p.OnGo == nil || c.Part == office.PartElsewhere {
		return small(c.Next, widget.MediumImportance)
	}
	return NewWayTo(c.Next, func() { p.OnGo(c) })
}

func small(text string, importance widget.Importance) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	l.Importance = importance
	l.SizeName = theme.SizeNameCaptionText
	return l
}

func (p *Points) sign(met office.Met) (fyne.Resource, string, widget.Importance) {
	switch {
	case met == office.IsMet:
		return MetIcon(met), T("kit.met"), widget.SuccessImportance
	case met == office.IsOwed && p.done:
		return Tinted(IconWarning, theme.ColorNameWarning), T("points.noted"), widget.WarningImportance
	case met == office.IsOwed:
		return MetIcon(met), T("kit.owed"), widget.WarningImportance
	case p.done:
		return Tinted(IconFailed, theme.ColorNameError), T("points.failed"), widget.DangerImportance
	}
	return MetIcon(met), T("kit.missing"), widget.WarningImportance
}

// CreateRenderer shows the rows one below another.
func (p *Points) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }

// tightLines stacks labels with less air than their own padding gives: the
// lines of one thing belong together.
type tightLines struct{}

// lineOverlap is the padding, in units, that two neighbouring lines share.
const lineOverlap = 9

func (tightLines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for i, o := range objects {
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
		if i > 0 {
			size.Height -= lineOverlap
		}
	}
	return size
}

func (tightLines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		o.Move(fyne.NewPos(0, y))
		y += o.MinSize().Height - lineOverlap
	}
}

// hung keeps a sign beside the first line of its text.
type hung struct{}

func (hung) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(lineOverlap, lineOverlap)
}

func (hung) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	objects[0].Resize(objects[0].MinSize())
	objects[0].Move(fyne.NewPos(lineOverlap, lineOverlap-2))
}

// WayTo is a sentence that leads somewhere when it is pressed, by the mouse or
// by Enter.
type WayTo struct {
	widget.BaseWidget
	label   *widget.Label
	under   *canvas.Rectangle
	goTo    func()
	focused bool
}

// NewWayTo shows text and calls goTo when it is pressed.
func NewWayTo(text string, goTo func()) *WayTo {
	w := &WayTo{label: small(text, widget.HighImportance), under: canvas.NewRectangle(color.Transparent), goTo: goTo}
	w.ExtendBaseWidget(w)
	return w
}

// Tapped leads there.
func (w *WayTo) Tapped(*fyne.PointEvent) { w.goTo() }

// FocusGained shows where the keyboard is.
func (w *WayTo) FocusGained() {
	w.focus(true)
	Reveal(w)
}

// FocusLost shows that the keyboard has gone.
func (w *WayTo) FocusLost() { w.focus(false) }

// TypedRune is not for a way.
func (w *WayTo) TypedRune(rune) {}

// TypedKey leads there on Enter and on space.
func (w *WayTo) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		w.goTo()
	default:
		passKey(e)
	}
}

func (w *WayTo) focus(on bool) {
	w.focused = on
	w.under.FillColor = color.Transparent
	if on {
		w.under.FillColor = theme.Color(theme.ColorNameFocus)
	}
	w.under.Refresh()
}

// CreateRenderer lays the text over the colour of the focus.
func (w *WayTo) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(w.under, w.label))
}
