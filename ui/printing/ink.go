package printing

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tram/local/office"
	"tram/ui/kit"
)

// ink asks who signed the paper, and whether it bears the seal (Luật GDĐT Điều
// 12.2d).
type ink struct {
	*kit.Form[office.WetSignature]
	of      office.ID // the act of which it asks
	content *fyne.Container
}

func newInk(p *Page) *ink {
	i := &ink{Form: kit.NewForm(
		kit.AskWords("name", kit.T("printing.signed-by"), func(w *office.WetSignature) *string { return &w.Signer }).Like("Nguyễn Văn Mẫu").About("hardcopy.no-wet-signature"),
		kit.AskWords("position", kit.T("printing.position"), func(w *office.WetSignature) *string { return &w.Position }).Like("CHỦ TỊCH").Beside(),
		kit.AskCheck("sealed", kit.T("printing.sealed"), func(w *office.WetSignature) *bool { return &w.Sealed }).About("hardcopy.not-sealed"))}
	i.OnGrown = p.grown
	i.content = kit.Card(kit.Subheading(kit.T("printing.ink-title")), kit.Muted(kit.T("printing.ink-about")), i.Content)
	return i
}

// ask asks of an act; who signs its copy is the first guess.
func (i *ink) ask(a *act) {
	if i.of != a.Conversion.ID {
		i.of = a.Conversion.ID
		s := a.Signer()
		i.Fill(office.WetSignature{Signer: s.Name, Position: s.Position})
	}
}

// confirmInk says that the paper was signed and sealed.
func (p *Page) confirmInk() {
	wet, clerk := p.ink.Value(), p.Clerk()
	p.change(func(ctx context.Context, id office.ID) error { return did(p.services.ConfirmInk(ctx, id, clerk, wet)) }, func(err error) {
		if err != nil {
			p.ink.Tell(p.desk, err)
			return
		}
		p.ink.of = "" // further copies are asked about anew
		p.desk.Good(kit.T("printing.inked"))
	})
}

// decide asks why paper is made of an original with a doubt about it. It stands
// below the condition that says so.
type decide struct {
	*kit.Form[string]
	content *fyne.Container
}

func newDecide(p *Page) *decide {
	d := &decide{Form: kit.NewForm(kit.AskProse("why", kit.T("printing.why"), 2, func(why *string) *string { return why }).
		Like(kit.T("printing.why-form")).Judged(noReason))}
	d.OnGrown = p.grown
	act := kit.NewButton(kit.T("printing.decide"), nil, p.decideIt)
	p.desk.Guard(office.MayConvert, act)
	d.content = kit.Card(d.Content, kit.Border(nil, nil, nil, act, layout.NewSpacer()))
	return d
}

func noReason(why string) error {
	if why == "" {
		return kit.Refused("kit.no-reason-typed")
	}
	return nil
}

// decideIt puts the reason on record, after what was typed is saved.
func (p *Page) decideIt() {
	if !p.decide.Check(p.desk) {
		return
	}
	why, clerk := p.decide.Value(), p.Clerk()
	p.Draft.Then(func() {
		p.change(func(ctx context.Context, id office.ID) error {
			return did(p.services.DecideMessage(ctx, id, clerk, why))
		}, func(err error) {
			if !p.decide.Fail(p.desk, "why", err) {
				p.desk.Focus(p.foot.main)
			}
		})
	})
}
