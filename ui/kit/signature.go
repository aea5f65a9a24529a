package kit

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// SignatureCard tells of one signature who made it, when, and whether it holds.
// What speaks against it always shows; the rest opens and closes by a button.
type SignatureCard struct {
	widget.BaseWidget
	finding office.SignatureFinding
	details *Facts
	more    *Button
	box     fyne.CanvasObject
}

// NewSignatureCard makes the card of one of several signatures, at length or
// not.
func NewSignatureCard(f office.SignatureFinding, number, of int, atLength bool) *SignatureCard {
	c := &SignatureCard{finding: f, details: NewFixedFacts()}
	c.more = NewQuietButton("", nil, c.turn)
	c.details.Hide()
	c.ExtendBaseWidget(c)
	head := container.NewHBox(NewChip(ToneOf(f.Verdict), nil, T("signature.is-"+string(f.Verdict))), layout.NewSpacer(), c.more)
	name := wrapped()
	name.TextStyle.Bold = true
	name.SetText(fmt.Sprintf("%s %d/%d: %s", f.Kind(), number, of, Foreign(strings.Join(said(f.Signer, f.Organisation), ", "))))
	c.box = Card(head, container.New(tightBox{}, name, NewReasons(f.Verdict, f.Reasons), c.details))
	c.show(atLength)
	return c
}

// NewReasons hangs the reasons of a verdict one below another, each beside its
// sign.
func NewReasons(v office.SignatureVerdict, reasons []string) fyne.CanvasObject {
	look := tones[ToneOf(v)]
	icon := look.icon
	if v == office.SignatureValid {
		icon = IconHelp
	}
	lines := container.New(tightBox{})
	for _, r := range reasons {
		sign := container.New(&hung{}, widget.NewIcon(Tinted(icon, look.ink)))
		lines.Add(container.NewBorder(nil, nil, sign, nil, Prose(Foreign(r))))
	}
	lines.Hidden = len(reasons) == 0
	return lines
}

// AtLength tells whether all is shown.
func (c *SignatureCard) AtLength() bool { return c.details.Visible() }

func (c *SignatureCard) turn() {
	c.show(!c.AtLength())
	c.Refresh()
}

// show makes the details when they are first looked at: a file may bear many
// signatures.
func (c *SignatureCard) show(atLength bool) {
	c.more.SetIcon(theme.MenuDropDownIcon())
	c.more.SetText(T("signature.open"))
	c.details.Hidden = !atLength
	if !atLength {
		return
	}
	c.more.SetIcon(theme.MenuDropUpIcon())
	c.more.SetText(T("signature.close"))
	c.details.Set(SignatureFacts(c.finding))
}

// SignatureFacts are the facts of a signature as a clerk reads them.
func SignatureFacts(f office.SignatureFinding) []Fact {
	hour, word := T("signature.hour"), T("signature.no-word")
	if f.Stamp {
		hour = T("signature.stamped")
	}
	if !f.StatusOf.IsZero() {
		word = T("signature.word-of", At(f.StatusOf))
	}
	now := []string{f.CertificateNow.Name()}
	if !f.ValidTo.IsZero() {
		now = append(now, T("signature.until", DayOf(f.ValidTo)))
	}
	since := make([]string, len(f.Since))
	for i, s := range f.Since {
		since[i] = Foreign(s)
	}
	return []Fact{
		{T("signature.issuer"), Foreign(f.Issuer)},
		{hour, strings.Join(said(At(f.At), f.AtFrom.Name()), ", ")},
		{T("signature.level"), strings.Join(said(string(f.Level), f.Level.Means()), ": ")},
		{T("signature.reach"), f.Reach()},
		{T("signature.since"), strings.Join(since, "\n")},
		{T("signature.then"), f.CertificateThen.Name()},
		{T("signature.now"), strings.Join(said(now...), ", ")},
		{T("signature.word"), word},
		{T("signature.serial"), Foreign(f.Serial)},
	}
}

// CreateRenderer shows the card.
func (c *SignatureCard) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.box) }

func (c *SignatureCard) within() []fyne.CanvasObject { return []fyne.CanvasObject{c.box} }
