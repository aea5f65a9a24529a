package printing

import (
	"context"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// ink asks who signed the paper, and whether it bears the seal (Luật GDĐT Điều
// 12.2d).
type ink struct {
	OnGrown func()

	of             office.ID // the act of which it asks
	name, position *kit.Entry
	sealed         *kit.Check
	trouble        *kit.Callout
	content        *fyne.Container
}

func newInk() *ink {
	i := &ink{name: kit.NewEntry(), position: kit.NewEntry(), trouble: kit.NewCallout()}
	i.name.SetPlaceHolder("Nguyễn Văn Mẫu")
	i.position.SetPlaceHolder("CHỦ TỊCH")
	quiet := func() {
		if i.trouble.Visible() {
			i.trouble.Say(kit.Warn, kit.Trouble{})
			call(i.OnGrown)
		}
	}
	i.name.OnChanged = func(string) { quiet() }
	i.sealed = kit.NewCheck(kit.T("printing.sealed"), func(bool) { quiet() })
	i.content = kit.Card(kit.Subheading(kit.T("printing.ink-title")), kit.Muted(kit.T("printing.ink-about")),
		kit.FormRows(kit.FormRow(kit.T("printing.signed-by"), i.name), kit.FormRow(kit.T("printing.position"), i.position), i.sealed, i.trouble))
	return i
}

// ask asks of an act; who signs its copy is the first guess.
func (i *ink) ask(a *act) {
	if i.of == a.conversion.ID {
		return
	}
	i.of = a.conversion.ID
	s := a.signer()
	i.name.SetText(s.Name)
	i.position.SetText(s.Position)
	i.sealed.SetChecked(false)
	i.trouble.Say(kit.Warn, kit.Trouble{})
}

// value is what was typed.
func (i *ink) value() office.WetSignature {
	return office.WetSignature{Signer: kit.Typed(i.name.Text), Position: kit.Typed(i.position.Text), Sealed: i.sealed.Checked}
}

func (i *ink) say(err error) {
	t, _ := kit.Explain(err)
	i.trouble.Say(kit.Warn, t)
	call(i.OnGrown)
}

// confirmInk says that the paper was signed and sealed.
func (p *Page) confirmInk() {
	wet, clerk := p.ink.value(), p.clerk
	if wet.Signer == "" {
		p.ink.say(NoInk)
		p.desk.Focus(p.ink.name)
		return
	}
	p.change(func(ctx context.Context, id office.ID) error {
		_, err := p.services.ConfirmInk(ctx, id, clerk, wet)
		return err
	}, func(err error) {
		if err != nil {
			p.ink.say(err)
			return
		}
		p.ink.of = "" // further copies are asked about anew
		p.desk.Good(kit.T("printing.inked"))
	})
}

// decide asks why paper is made of an original with a doubt about it. It stands
// below the condition that says so.
type decide struct {
	why     *kit.Entry
	field   *kit.Field
	content *fyne.Container
}

func newDecide(p *Page) *decide {
	d := &decide{why: kit.NewTextArea(2)}
	d.why.SetPlaceHolder(kit.T("printing.why-form"))
	d.field = kit.NewField(kit.T("printing.why"), d.why, "")
	act := kit.NewButton(kit.T("printing.decide"), nil, p.decideIt)
	p.desk.Guard(office.MayConvert, act)
	d.content = kit.Card(d.field, kit.Border(nil, nil, nil, act, newSpring()))
	d.why.OnChanged = func(string) {
		if d.field.Bad() {
			d.field.Clear()
		}
	}
	return d
}

func (d *decide) clear() {
	d.why.SetText("")
	d.field.Clear()
}

// decideIt puts the reason on record, after what was typed is saved.
func (p *Page) decideIt() {
	why, clerk := kit.Typed(p.decide.why.Text), p.clerk
	if why == "" {
		p.decide.field.Fail(NoReason)
		p.desk.Focus(p.decide.why)
		return
	}
	p.draft.Then(func() {
		p.change(func(ctx context.Context, id office.ID) error {
			_, err := p.services.DecideMessage(ctx, id, clerk, why)
			return err
		}, func(err error) {
			if !p.decide.field.Fail(err) {
				p.desk.Focus(p.foot.main)
			}
		})
	})
}
