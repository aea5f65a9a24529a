package printing

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// form is what the clerk says of the data message and of the paper to be. It
// reads and writes a Conversion and tells when something was typed (OnTyped) and
// when a field was left (OnLeft); saving is for the page.
type form struct {
	OnTyped, OnLeft func()
	OnGrown         func() // rows were shown or hidden

	types   []office.DocumentType
	filling bool

	kind            *kit.Choice
	how             *kit.Select
	source          *kit.Select
	grade           *kit.Grade
	number, symbol  *kit.Entry
	subject, issuer *kit.Entry
	issued, dossier *kit.Entry
	address         *kit.Entry
	qr              *kit.Check
	systems         *systems
	signer          *signer
	trouble         *widget.Label

	sourceRow, dossierRow, signerRow fyne.CanvasObject
	content                          *fyne.Container
}

// sources that a data message may be.
var sources = []office.Source{office.ElectronicFile, office.ElectronicCopy}

func newForm(desk *kit.Desk, types []office.DocumentType, h *kit.Hanger) *form {
	f := &form{types: types, trouble: widget.NewLabel(""), systems: newSystems(), signer: newSigner()}
	f.kind = kit.NewChoice(kit.TypeOptions(types), h)
	f.kind.OnChosen = func(string) { f.chosen() }
	f.how = kit.NewSelect(formNames(), func(string) { f.usualSource(); f.reshape(); f.chosen() })
	f.source = kit.NewSelect(kit.NamesOf(sources), func(string) { f.chosen() })
	f.grade = kit.NewGrade(desk, kit.T("printing.secret-gone"), f.chosen)
	f.number, f.symbol, f.issuer = f.field("15"), f.field("QĐ-UBND"), f.field("")
	f.issued, f.dossier = f.field("23/11/2026"), f.field("")
	f.address = f.field(kit.T("printing.address-form"))
	f.subject = kit.NewTextArea(2)
	f.watch(f.subject)
	f.qr = kit.NewCheck(kit.T("printing.qr"), func(bool) { f.chosen() })
	f.systems.OnTyped, f.systems.OnLeft, f.systems.OnGrown = f.typed, f.left, f.grown
	f.signer.watch(f.watch)
	f.trouble.Wrapping, f.trouble.Importance = fyne.TextWrapWord, widget.WarningImportance
	f.trouble.Hide()
	f.lay()
	return f
}

func (f *form) lay() {
	f.sourceRow = kit.FormRow(kit.T("printing.source"), f.source)
	f.dossierRow = kit.FormRow(kit.T("printing.dossier"), f.dossier)
	f.signerRow = f.signer.content
	// Secrecy is asked first: of a secret document nothing else may be typed.
	f.content = kit.FormRows(
		kit.FormRow(kit.T("printing.secrecy"), kit.FormBeside(f.grade.Field, kit.T("printing.issued"), f.issued)),
		kit.FormRow(kit.T("printing.type"), f.kind),
		kit.FormRow(kit.T("printing.number"), kit.FormBeside(f.number, kit.T("printing.symbol"), f.symbol)),
		kit.FormRow(kit.T("printing.subject"), f.subject),
		kit.FormRow(kit.T("printing.issuer"), f.issuer),
		heading(kit.T("printing.systems")), f.systems.content,
		kit.FormRow(kit.T("printing.address"), f.address),
		heading(kit.T("printing.paper")),
		kit.FormRow(kit.T("printing.form"), f.how), f.sourceRow, f.dossierRow, f.signerRow, f.qr,
		f.trouble,
	)
	f.reshape()
}

// field makes a field of one line that is watched.
func (f *form) field(example string) *kit.Entry {
	e := kit.NewEntry()
	e.SetPlaceHolder(example)
	f.watch(e)
	return e
}

func (f *form) watch(e *kit.Entry) {
	e.OnChanged = func(string) { f.typed() }
	e.OnLeave = f.left
}

// fill shows a conversion without telling anyone.
func (f *form) fill(c office.Conversion) {
	f.filling = true
	defer func() { f.filling = false }()
	d := c.Document
	f.kind.Choose(d.Type)
	f.how.SetSelectedIndex(max(0, slices.Index(office.FormsOnPaper, c.Form)))
	f.source.SetSelectedIndex(max(0, slices.Index(sources, c.Source)))
	f.grade.Put(d.Secrecy)
	f.number.SetText(d.Number)
	f.symbol.SetText(d.Symbol)
	f.subject.SetText(d.Subject)
	f.issuer.SetText(d.Issuer)
	f.issued.SetText(kit.Day(d.Issued))
	f.dossier.SetText(d.Dossier)
	var m office.DataMessage
	if c.Message != nil {
		m = *c.Message
	}
	f.systems.set(m.Systems)
	f.address.SetText(m.Address)
	f.qr.SetChecked(c.Office.WithQR)
	f.signer.fill(c)
	f.say("")
	f.reshape()
}

// read puts what the clerk typed into c. A day that cannot be read leaves the
// old one, and is told.
func (f *form) read(c office.Conversion) office.Conversion {
	c.Form, c.Source = f.chosenForm(), sources[max(0, f.source.SelectedIndex())]
	if !c.Form.IsCopy() {
		c.Source = office.ElectronicFile
	}
	d := &c.Document
	d.Type = f.kind.Chosen()
	d.Number, d.Symbol, d.Subject = kit.Typed(f.number.Text), kit.Typed(f.symbol.Text), kit.Typed(f.subject.Text)
	d.Issuer, d.Dossier = kit.Typed(f.issuer.Text), kit.Typed(f.dossier.Text)
	d.Secrecy = f.grade.Value()
	f.say("")
	if day, err := office.ParseDate(f.issued.Text); err == nil {
		d.Issued = day
	} else if t, told := kit.Explain(err); told {
		f.say(t.String())
	}
	if c.Message != nil {
		m := *c.Message
		m.Systems, m.Address = f.systems.value(), kit.Typed(f.address.Text)
		c.Message = &m
	}
	c.Office.WithQR = f.qr.Checked
	c.Print = f.signer.read(c)
	return c
}

// chosenForm is the form of paper that is chosen.
func (f *form) chosenForm() office.Form { return office.FormsOnPaper[max(0, f.how.SelectedIndex())] }

// usualSource puts the source that a form is made from by definition, when the
// clerk has chosen another form.
func (f *form) usualSource() {
	usual, err := f.chosenForm().AllowDataToPaper("")
	if f.filling || err != nil {
		return
	}
	f.filling = true
	f.source.SetSelectedIndex(max(0, slices.Index(sources, usual)))
	f.filling = false
}

// reshape shows only the fields that the form of paper asks for.
func (f *form) reshape() {
	how := f.chosenForm()
	kit.Seen(f.sourceRow, how.IsCopy())
	kit.Seen(f.dossierRow, how == office.Dossier)
	kit.Seen(f.signerRow, how.IsCopy())
	f.grown()
}

// say tells what is wrong with what was typed.
func (f *form) say(text string) {
	if f.trouble.Text == text {
		return
	}
	f.trouble.SetText(text)
	kit.Seen(f.trouble, text != "")
	f.grown()
}

// at is the field where a missing condition is met.
func (f *form) at(part office.Part) fyne.Focusable {
	switch part {
	case office.PartSecrecy:
		return f.grade.Field
	case office.PartSystems:
		return f.systems.first()
	case office.PartSource:
		return f.source
	case office.PartDossier:
		return f.dossier
	case office.PartSigner:
		return f.signer.first()
	}
	if f.kind.Chosen() == "" {
		return f.kind
	}
	return f.number
}

func (f *form) chosen() {
	f.typed()
	f.left()
}

func (f *form) typed() {
	if !f.filling {
		call(f.OnTyped)
	}
}

func (f *form) left() {
	if !f.filling {
		call(f.OnLeft)
	}
}

func (f *form) grown() {
	if f.content != nil {
		f.content.Refresh()
	}
	call(f.OnGrown)
}

func formNames() []string {
	names := make([]string, len(office.FormsOnPaper))
	for i, each := range office.FormsOnPaper {
		names[i] = each.NameFor(office.DataToPaper)
	}
	return names
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

func (s *signer) watch(by func(*kit.Entry)) {
	for _, e := range []*kit.Entry{s.place, s.position, s.name, s.recipients} {
		by(e)
	}
}

func (s *signer) fill(c office.Conversion) {
	var o office.CopySigner
	if c.Print != nil && c.Print.Signer != nil {
		o = *c.Print.Signer
	}
	s.place.SetText(o.Place)
	s.position.SetText(o.Position)
	s.name.SetText(o.Name)
	s.recipients.SetText(strings.Join(o.Recipients, "\n"))
}

// read is the print copy with the signer that was typed; where no copy is made,
// it stays as it is.
func (s *signer) read(c office.Conversion) *office.PrintCopy {
	if !c.Form.IsCopy() {
		return c.Print
	}
	o := office.CopySigner{Place: kit.Typed(s.place.Text), Position: kit.Typed(s.position.Text), Name: kit.Typed(s.name.Text)}
	for line := range strings.SplitSeq(s.recipients.Text, "\n") {
		if line = kit.Typed(line); line != "" {
			o.Recipients = append(o.Recipients, line)
		}
	}
	var p office.PrintCopy
	if c.Print != nil {
		p = *c.Print
	}
	p.Signer = &o
	return &p
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
