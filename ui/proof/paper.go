package proof

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// paper tells of the code on a paper: its lines in large letters, each with a
// tick for the clerk who compares them with the paper, whose key signed it, and
// what to do where it cannot be relied on. The ticks are for the eye alone.
type paper struct {
	page    *Page
	lines   []*line
	count   *widget.Label
	trust   *kit.Button
	content *fyne.Container
}

func newPaper(page *Page) *paper {
	p := &paper{page: page, count: kit.Muted(""), content: container.NewVBox()}
	p.trust = kit.NewButton(kit.T("proof.to-keys"), kit.IconKey, func() {
		if page.OpenKeys != nil {
			page.OpenKeys()
		}
	})
	p.content.Hide()
	return p
}

// set shows what a proof says of a paper, if it says anything.
func (p *paper) set(proof office.Proof) {
	p.lines = nil
	p.content.Hidden = proof.Paper == nil
	if proof.Paper == nil {
		return
	}
	code, comparable := *proof.Paper, proof.Comparable()
	title := kit.T("proof.lines-read")
	if comparable {
		title = kit.T("proof.compare")
	}
	lines := container.New(layout.NewCustomPaddedVBoxLayout(-lineOverlap))
	for i, text := range code.Lines {
		if i == mostLines {
			break
		}
		l := newLine(kit.Foreign(text), comparable, p.counted)
		p.lines = append(p.lines, l)
		lines.Add(l)
	}
	p.counted()
	p.count.Hidden = !comparable
	facts := kit.NewFixedFacts()
	facts.Set([]kit.Fact{{Name: kit.T("proof.key"), Value: kit.Foreign(code.WhoseKey())}, {Name: kit.T("proof.key-id"), Value: kit.Foreign(code.KeyID)}})
	parts := append(p.next(proof.Answer()), kit.NewReasons(code.Verdict, code.Told()), kit.Subheading(title))
	if len(code.Lines) == 0 {
		parts = append(parts, kit.Muted(kit.T("proof.no-lines")))
	}
	p.content.Objects = []fyne.CanvasObject{kit.Card(append(parts, lines, p.count, facts)...)}
	p.content.Refresh()
}

const (
	mostLines   = 40 // more than a mark has
	lineOverlap = 8  // of the air of two lines, in units of the screen
)

// next says what to do with a paper that cannot be relied on.
func (p *paper) next(answer office.Answer) []fyne.CanvasObject {
	switch answer {
	case office.AnswerPaperUnknown:
		return []fyne.CanvasObject{kit.Prose(kit.T("proof.unknown-next")), container.NewHBox(p.trust)}
	case office.AnswerPaperUnsigned:
		return []fyne.CanvasObject{kit.Prose(kit.T("proof.unsigned-next"))}
	case office.AnswerPaperInvalid:
		return []fyne.CanvasObject{kit.Prose(kit.T("proof.invalid-next"))}
	case office.AnswerWithdrawn:
		return []fyne.CanvasObject{kit.Prose(kit.T("proof.withdrawn-next"))}
	}
	return nil
}

// counted tells how many lines the clerk has compared.
func (p *paper) counted() {
	n := 0
	for _, l := range p.lines {
		if l.tick.Checked {
			n++
		}
	}
	said := kit.T("proof.compared", n, len(p.lines))
	p.count.Importance = widget.LowImportance
	if n == len(p.lines) && n > 0 {
		said = kit.T("proof.compared-all")
		p.count.Importance = widget.SuccessImportance
	}
	p.count.SetText(said)
}

// line is one line of a code, in letters that are read at arm's length. A tap
// anywhere on it ticks it.
type line struct {
	widget.BaseWidget
	tick *kit.Check
	text *widget.Label
	box  *fyne.Container
}

func newLine(text string, ticked bool, changed func()) *line {
	l := &line{text: kit.Prose(text)}
	l.tick = kit.NewCheck("", func(bool) { changed() })
	l.tick.Hidden = !ticked
	l.text.SizeName = theme.SizeNameHeadingText
	l.box = container.NewBorder(nil, nil, l.tick, nil, l.text)
	l.ExtendBaseWidget(l)
	return l
}

// Tapped ticks the line, or takes the tick away.
func (l *line) Tapped(*fyne.PointEvent) {
	if l.tick.Visible() {
		l.tick.SetChecked(!l.tick.Checked)
	}
}

// CreateRenderer sets the tick before the text.
func (l *line) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.box) }
