package printing

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// form is what the clerk says of the data message and of the paper to be: what both
// desks ask, and what data messages alone are asked.
type form struct {
	*described.Form

	address *kit.Entry
	qr      *kit.Check
	systems *systems
	signer  *signer
	content *fyne.Container
}

// toPaper is what this desk makes.
func toPaper() described.Way {
	return described.Way{To: office.DataToPaper, Forms: office.FormsOnPaper, Sources: []office.Source{office.ElectronicFile, office.ElectronicCopy},
		Gone: kit.T("printing.secret-gone")}
}

func newForm(desk *kit.Desk, types []office.DocumentType, h *kit.Hanger) *form {
	f := &form{Form: described.New(desk, types, toPaper(), h), systems: newSystems(h), signer: newSigner()}
	f.address = f.Field(kit.T("printing.address-form"))
	f.qr = kit.NewCheck(kit.T("printing.qr"), func(bool) { f.Chosen() })
	f.systems.OnTyped, f.systems.OnLeft, f.systems.OnGrown = f.Typed, f.Left, f.Grown
	f.Add(kit.Answer[office.Conversion]{Name: kit.T("printing.systems-name"), Get: f.systems.text, Put: f.systems.put, From: systemsText, Into: f.readSystems})
	f.Text(kit.T("printing.address"), f.address, message(func(m *office.DataMessage) *string { return &m.Address }))
	f.Add(kit.Answer[office.Conversion]{Name: kit.T("printing.qr"), Get: func() string { return yesOr(f.qr.Checked) }, Put: func(s string) { f.qr.SetChecked(s != "") },
		From: func(c office.Conversion) string { return yesOr(c.Office.WithQR) },
		Into: func(c *office.Conversion, s string) error { c.Office.WithQR = s != ""; return nil }})
	f.signer.ask(f.Form)
	f.lay()
	return f
}

func yesOr(yes bool) string {
	if yes {
		return "1"
	}
	return ""
}

// message is a field of the data message, which is not changed where it lies.
func message(field func(*office.DataMessage) *string) func(*office.Conversion) *string {
	return func(c *office.Conversion) *string {
		var own office.DataMessage
		if c.Message != nil {
			own = *c.Message
			c.Message = &own
		}
		return field(&own)
	}
}

func (f *form) readSystems(c *office.Conversion, _ string) error {
	if c.Message != nil {
		m := *c.Message
		m.Systems = f.systems.value()
		c.Message = &m
	}
	return nil
}

func (f *form) lay() {
	// Secrecy is asked first: of a secret document nothing else may be typed.
	f.content = kit.FormRows(
		f.SuggestedRow, f.GradeRow, f.KindRow, f.NumberRow, f.SubjectRow, f.IssuerRow,
		heading(kit.T("printing.systems")), f.systems.content,
		kit.FormRow(kit.T("printing.address"), f.address),
		heading(kit.T("printing.paper")),
		f.HowRow, f.SourceRow, f.DossierRow, f.signer.content, f.qr,
		f.Trouble,
	)
	f.OnShaped = func() {
		kit.Seen(f.signer.content, f.Form.Form().IsCopy())
		f.content.Refresh()
	}
	f.Shape()
}

// at is the field where a missing condition is met.
func (f *form) at(part office.Part) fyne.Focusable {
	switch part {
	case office.PartSystems:
		return f.systems.first()
	case office.PartSigner:
		return f.signer.first()
	}
	if field := f.At(part); field != nil {
		return field
	}
	return f.At(office.PartDescription)
}

// signer asks what the block of a copy says beside its number.
type signer struct {
	place, position, name, recipients *kit.Entry
	content                           *fyne.Container
}

func newSigner() *signer {
	s := &signer{place: kit.NewEntry(), position: kit.NewEntry(), name: kit.NewEntry(), recipients: kit.NewTextArea(2)}
	s.place.SetPlaceHolder("Mẫu Sơn")
	s.position.SetPlaceHolder("CHỦ TỊCH")
	s.recipients.SetPlaceHolder(kit.T("printing.recipients-form"))
	s.content = kit.FormRows(
		kit.FormRow(kit.T("printing.place"), s.place), kit.FormRow(kit.T("printing.position"), s.position),
		kit.FormRow(kit.T("printing.signer"), s.name), kit.FormRow(kit.T("printing.recipients"), s.recipients),
	)
	return s
}

// ask lists the answers, which belong to the print copy of a copy.
func (s *signer) ask(f *described.Form) {
	f.Text(kit.T("printing.place"), s.place, signerField(func(o *office.CopySigner) *string { return &o.Place }))
	f.Text(kit.T("printing.position"), s.position, signerField(func(o *office.CopySigner) *string { return &o.Position }))
	f.Text(kit.T("printing.signer"), s.name, signerField(func(o *office.CopySigner) *string { return &o.Name }))
	f.Watch(s.recipients)
	f.Add(kit.Answer[office.Conversion]{Name: kit.T("printing.recipients"), Get: func() string { return s.recipients.Text }, Put: s.recipients.SetText,
		From: func(c office.Conversion) string { return strings.Join(copySigner(&c).Recipients, "\n") },
		Into: func(c *office.Conversion, text string) error { copySigner(c).Recipients = lines(text); return nil }})
}

// signerField is a field of the signer of a copy.
func signerField(field func(*office.CopySigner) *string) func(*office.Conversion) *string {
	return func(c *office.Conversion) *string { return field(copySigner(c)) }
}

// copySigner is the signer of a copy, as the conversion's own; where no copy is made,
// the print copy stays as it is.
func copySigner(c *office.Conversion) *office.CopySigner {
	var p office.PrintCopy
	if c.Print != nil {
		p = *c.Print
	}
	var o office.CopySigner
	if p.Signer != nil {
		o = *p.Signer
	}
	if c.Form.IsCopy() {
		p.Signer = &o
		c.Print = &p
	}
	return &o
}

func lines(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = kit.Typed(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// first is where the keyboard begins: the first empty field.
func (s *signer) first() fyne.Focusable {
	for _, e := range []*kit.Entry{s.place, s.position, s.name} {
		if kit.Typed(e.Text) == "" {
			return e
		}
	}
	return s.place
}

// heading is the name of a group of a form.
func heading(text string) fyne.CanvasObject {
	l := widget.NewLabel(text)
	l.TextStyle.Bold = true
	return l
}

func thinLine() fyne.CanvasObject { return widget.NewSeparator() }

func call(do func()) {
	if do != nil {
		do()
	}
}

// focusOn moves the keyboard to a widget that is on a screen.
func focusOn(w fyne.Focusable) {
	o, shown := w.(fyne.CanvasObject)
	if !shown {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(w)
	}
}
