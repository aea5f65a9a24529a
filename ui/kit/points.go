package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Points is the list of the law's conditions: one line each with its state in a sign.
// The first that is missing is open, with its evidence and what to do; the others open
// when they are pressed. It is the face of an act before it is finished, and of a proof
// after, of which all that is not as it should be is open.
type Points struct {
	widget.BaseWidget

	OnGo func(office.Condition) // the clerk wants to go where a condition is met; nil: nowhere to go

	// Under stands below the first missing condition of a part: the field that
	// answers it, where there is one.
	Under map[office.Part]fyne.CanvasObject

	done bool // the act is over: what is missing now has failed
	box  *fyne.Container
	rows []office.Condition
	open map[string]bool // what the clerk opened or closed, by what is asked

	onSet   func()           // there are others; may be nil
	warned  office.Condition // that the line of news tells; zero: none
	take    func()           // takes that line away
	weighed map[string]bool  // what the clerk was asked to weigh, and has, by its evidence

	stops fyne.CanvasObject // the row of the first missing condition; nil: none
}

// NewPoints is the list beside an act that is being done.
func NewPoints() *Points { return newPoints(false) }

// NewFindings is the list of what a proof found.
func NewFindings() *Points { return newPoints(true) }

func newPoints(done bool) *Points {
	p := &Points{done: done, box: container.NewVBox(), open: map[string]bool{}, weighed: map[string]bool{}}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows other conditions, and tells whether they are. The same ones again leave the
// screen alone, so that a list that is asked for after every key does not flicker.
func (p *Points) Set(rows []office.Condition) (news bool) {
	if slices.Equal(p.rows, rows) && len(p.box.Objects) > 0 {
		return false
	}
	if len(rows) == 0 { // another act: what was opened was opened of the one before
		clear(p.open)
		clear(p.weighed)
	}
	p.rows = slices.Clone(rows)
	still := func(c office.Condition) bool { return c.Asks == p.warned.Asks && c.Met == p.warned.Met }
	if p.warned.Asks != "" && !slices.ContainsFunc(p.rows, still) {
		p.take() // what was missing is there
		p.warned = office.Condition{}
	}
	p.box.RemoveAll()
	p.stops = nil
	placed := map[office.Part]bool{}
	for i, c := range p.rows {
		if i > 0 {
			p.box.Add(widget.NewSeparator())
		}
		row := p.row(c, p.stops == nil && c.Met == office.IsMissed)
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
	if p.onSet != nil {
		p.onSet()
	}
	return true
}

// Over tells that the act is over, or that it is not: what is still owed then holds nothing
// up, and is to be noted.
func (p *Points) Over(yes bool) {
	if p.done != yes {
		rows := p.rows
		p.done, p.rows = yes, nil
		p.Set(rows)
	}
}

// Missing is the first condition that stops the act.
func (p *Points) Missing() (office.Condition, bool) { return office.FirstMissed(p.rows) }

// Warn says that the act cannot go on, for as long as its first missing condition is
// missing, and goes where that is met; said makes a sentence of what the law asks.
// false: nothing is missing.
func (p *Points) Warn(d *Desk, said func(asks string) string) bool {
	c, missing := p.Missing()
	if missing {
		p.warn(d, c, said(c.Asks))
	}
	return missing
}

func (p *Points) warn(d *Desk, c office.Condition, said string) {
	d.News.Warn(Trouble{Said: said, Next: c.Next})
	p.warned, p.take = c, d.News.Clear
	p.OnGo(c)
}

// Weigh asks once to weigh what may be a slip of the hand, where nothing but a signature is
// missing, and goes where it is mended; whoever presses again has weighed it. False: there
// is nothing to weigh.
func (p *Points) Weigh(d *Desk) bool {
	if c, missing := p.Missing(); missing && c.Part != office.PartSignature {
		return false
	}
	if p.warned.Record != "" { // whoever presses again has weighed it
		p.take()
		p.warned = office.Condition{}
	}
	i := slices.IndexFunc(p.rows, func(c office.Condition) bool { return c.Doubts() && !p.weighed[c.Evidence] })
	if i < 0 {
		return false
	}
	c := p.rows[i]
	p.weighed[c.Evidence] = true
	said := T("points.weigh", c.Evidence)
	if c.Record == "" {
		p.warn(d, c, said)
		return true
	}
	p.warned, p.take = c, d.News.Lead(Warn, Trouble{Said: said, Next: c.Next}, T("points.open"), func() { p.OnGo(c) })
	return true
}

// Count tells how many conditions are met, of how many.
func (p *Points) Count() (met, all int) { return p.are(office.IsMet), len(p.rows) }

func (p *Points) are(m office.Met) (n int) {
	for _, c := range p.rows {
		if c.Met == m {
			n++
		}
	}
	return n
}

// counted says that, and once the act is over how many are to be noted.
func (p *Points) counted() string {
	met, all := p.Count()
	if noted := p.are(office.IsOwed); p.done && noted > 0 {
		return T("points.met-noted", met, all, noted)
	}
	return T("kit.met-of", met, all)
}

// firstMissing is how far down the first missing condition stands; 0 where none
// is missing.
func (p *Points) firstMissing() float32 {
	if p.stops == nil {
		return 0
	}
	return p.stops.Position().Y
}

// row is the line of a condition; first: it is the first that is missing.
func (p *Points) row(c office.Condition, first bool) *pointRow {
	icon, word, importance := p.sign(c.Met)
	weight := widget.MediumImportance
	if c.Met == office.IsMet {
		word, importance, weight = "", widget.LowImportance, widget.LowImportance
	}
	if c.Doubts() && !p.done {
		word, weight = T("points.look-again"), widget.WarningImportance
	}
	below := container.New(&tightLines{}, small(Joined(word, c.Point, c.Evidence), importance))
	if c.Next != "" && c.Met != office.IsMet {
		below.Add(p.next(c))
	}
	r := newPointRow(icon, c.Asks, weight, below)
	r.OnOpened = func(yes bool) { p.open[c.Asks] = yes }
	open, chosen := p.open[c.Asks]
	r.show(chosen && open || !chosen && (first || c.Doubts() || p.done && c.Met != office.IsMet))
	return r
}

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
		if !o.Visible() {
			continue
		}
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
		if !o.Visible() {
			continue
		}
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

func (p *Points) within() []fyne.CanvasObject { return []fyne.CanvasObject{p.box} }
