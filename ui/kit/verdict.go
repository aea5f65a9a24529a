package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Verdict is the answer of a proof: one sentence with sign and colour, and
// below it what was looked at.
type Verdict struct {
	widget.BaseWidget
	ground   *Ground
	icon     *widget.Icon
	word     *widget.Label
	said     *widget.Label
	findings *Points
}

// NewVerdict makes an empty one, which is hidden.
func NewVerdict() *Verdict {
	v := &Verdict{ground: NewGround(ColorCard, 10), icon: widget.NewIcon(nil), word: Subheading(""), said: Prose(""), findings: NewFindings()}
	v.word.Wrapping = fyne.TextWrapWord
	v.ExtendBaseWidget(v)
	v.Hide()
	return v
}

var verdictTones = map[office.Verdict]Tone{
	office.Proven: Good, office.Changed: Bad, office.Stranger: Warn, office.Broken: Bad,
}

// Set shows what a proof found.
func (v *Verdict) Set(p office.Proof) {
	words := map[office.Verdict]string{
		office.Proven: T("verdict.proven"), office.Changed: T("verdict.changed"),
		office.Stranger: T("verdict.stranger"), office.Broken: T("verdict.broken"),
	}
	tone := verdictTones[p.Verdict]
	look := tones[tone]
	icon := look.icon
	if p.Verdict == office.Stranger {
		icon = IconHelp
	}
	v.icon.SetResource(Tinted(icon, look.ink))
	v.ground.Paint(look.ground)
	v.word.Importance = importance[tone]
	v.word.SetText(words[p.Verdict])
	v.said.SetText(p.Said)
	v.findings.Set(p.Checks)
	v.Show()
	v.Refresh()
}

// Word is the verdict in a word or two.
func (v *Verdict) Word() string { return v.word.Text }

// CreateRenderer lays the sentence on its colour, the findings below.
func (v *Verdict) CreateRenderer() fyne.WidgetRenderer {
	sign := container.NewVBox(Padded(6, container.NewGridWrap(fyne.NewSquareSize(32), v.icon)))
	words := container.New(tightBox{}, v.word, v.said)
	head := container.NewStack(v.ground.Bordered(theme.ColorNameSeparator), Padded(6, container.NewBorder(nil, nil, sign, nil, words)))
	return widget.NewSimpleRenderer(container.NewVBox(head, v.findings))
}
