package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Verdict is what a proof found: one answer with sign, words and colour, below
// it each signature, and what else was looked at.
type Verdict struct {
	widget.BaseWidget
	ground     *Ground
	icon       *widget.Icon
	word       *widget.Label
	said       *fyne.Container
	below      *fyne.Container // what a page adds between the answer and the signatures
	signatures *fyne.Container
	findings   *Points
}

// NewVerdict makes an empty one, which is hidden.
func NewVerdict() *Verdict {
	v := &Verdict{ground: NewGround(ColorCard, 10), icon: widget.NewIcon(nil), word: Subheading(""), said: container.New(tightBox{}),
		below: container.NewVBox(), signatures: Column(), findings: NewFindings()}
	v.word.Wrapping = fyne.TextWrapWord
	v.ExtendBaseWidget(v)
	v.Hide()
	return v
}

// trustTones tell how far one may rely on something.
var trustTones = map[office.SignatureVerdict]Tone{
	office.SignatureValid: Good, office.SignatureReserved: Warn, office.SignatureUnsigned: Warn, office.SignatureInvalid: Bad,
}

// ToneOf is how a verdict is told.
func ToneOf(v office.SignatureVerdict) Tone { return trustTones[v] }

// foreignRunes is how much of a foreign name or reason is shown.
const foreignRunes = 2000

// Foreign makes a text that a stranger may have written fit to be shown.
func Foreign(s string) string { return office.Visible(s, foreignRunes) }

// Set shows what a proof found.
func (v *Verdict) Set(p office.Proof) {
	answer := p.Answer()
	tone := ToneOf(answer.Verdict())
	look := tones[tone]
	icon := look.icon
	if !p.Vouched() {
		icon = IconHelp
	}
	v.icon.SetResource(Tinted(icon, look.ink))
	v.ground.Paint(look.ground)
	v.word.Importance = importance[tone]
	v.word.SetText(T("verdict." + string(answer)))
	v.said.RemoveAll()
	for _, s := range p.Sentences() {
		v.said.Add(Prose(Foreign(s)))
	}
	v.setSignatures(p.Signatures)
	v.findings.Set(p.OtherChecks())
	v.Show()
	v.Refresh()
}

// fewSignatures are all shown at length, in the order of the file. Of more the
// gravest come first, and only those that are not valid are shown at length, and
// of these not more than fit a few screens.
const (
	fewSignatures  = 3
	mostAtLength   = 5
	mostSignatures = 200
)

func (v *Verdict) setSignatures(r *office.SignatureReport) {
	v.signatures.Objects = SignatureCards(r, false)
	v.signatures.Hidden = len(v.signatures.Objects) == 0
}

// SignatureCards are the cards of all signatures of a document below their
// title; nothing where there are none. Where there is little room all are short
// at first.
func SignatureCards(r *office.SignatureReport, short bool) (cards []fyne.CanvasObject) {
	if r == nil || len(r.Signatures) == 0 {
		return nil
	}
	all := len(r.Signatures)
	title := T("signature.title", all)
	if all > fewSignatures {
		title = T("signature.title-many", all)
	}
	head := Subheading(title)
	head.Wrapping = fyne.TextWrapWord
	cards = append(cards, head)
	for shown, i := range signatureOrder(r.Signatures) {
		if shown == mostSignatures {
			cards = append(cards, Muted(T("signature.more", all-shown)))
			break
		}
		f := r.Signatures[i]
		atLength := !short && (all <= fewSignatures || f.Verdict != office.SignatureValid && shown < mostAtLength)
		cards = append(cards, NewSignatureCard(f, i+1, all, atLength))
	}
	return cards
}

// signatureOrder gives the places of signatures in the order in which they are
// shown.
func signatureOrder(all []office.SignatureFinding) []int {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	if len(all) <= fewSignatures {
		return order
	}
	grave := map[office.SignatureVerdict]int{office.SignatureReserved: 1, office.SignatureValid: 2}
	slices.SortStableFunc(order, func(a, b int) int { return grave[all[a].Verdict] - grave[all[b].Verdict] })
	return order
}

// Word is the verdict in a word or two.
func (v *Verdict) Word() string { return v.word.Text }

// Below sets what a page adds below the answer.
func (v *Verdict) Below(o fyne.CanvasObject) { v.below.Objects = []fyne.CanvasObject{o} }

// CreateRenderer lays the sentence on its colour, the findings below.
func (v *Verdict) CreateRenderer() fyne.WidgetRenderer {
	sign := container.NewVBox(Padded(6, container.NewGridWrap(fyne.NewSquareSize(32), v.icon)))
	words := container.New(tightBox{}, v.word, v.said)
	head := container.NewStack(v.ground.Bordered(theme.ColorNameSeparator), Padded(6, container.NewBorder(nil, nil, sign, nil, words)))
	return widget.NewSimpleRenderer(container.NewVBox(head, v.below, v.signatures, v.findings))
}
