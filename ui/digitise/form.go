package digitise

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// form is what the clerk says of the paper. It reads and writes a Conversion
// and tells when something was typed (OnTyped) and when a field was left
// (OnLeft); saving is for the page.
type form struct {
	OnTyped func()
	OnLeft  func()
	OnGrown func() // rows were shown or hidden

	kind      *kit.Choice
	how       *kit.Select
	source    *kit.Select
	number    *field
	symbol    *field
	subject   *field
	issuer    *field
	issued    *field
	grade     *kit.Grade
	dossier   *field
	body      *field
	certified *field
	certDay   *field
	basis     *field // why the office need not sign
	counted   *field

	types   []office.DocumentType
	fields  []text   // all that can be typed or chosen
	names   []string // of these, as the form names them
	filling bool
	trouble *widget.Label
	fold    *kit.Button // opens the case in which the office need not sign

	sourceRow, dossierRow, certRows, exceptRows, basisRow fyne.CanvasObject
	content                                               *fyne.Container
}

// sources that a paper may be.
var sources = []office.Source{office.PaperPrincipal, office.PaperTrueCopy, office.PaperOther}

func newForm(desk *kit.Desk, types []office.DocumentType, h *kit.Hanger) *form {
	f := &form{types: types, trouble: widget.NewLabel("")}
	f.kind = kit.NewChoice(kit.TypeOptions(types), h)
	f.kind.OnChosen = func(string) { f.reshape(); f.typed(); f.left() }
	f.how = kit.NewSelect(kit.NamesOf(office.Forms), func(string) { f.usualSource(); f.reshape(); f.typed(); f.left() })
	f.source = kit.NewSelect(kit.NamesOf(sources), func(string) { f.typed(); f.left() })
	f.grade = kit.NewGrade(desk, kit.T("digitise.secret-gone"), func() { f.typed(); f.left() })
	f.number, f.symbol = f.newField(1), f.newField(1)
	f.subject, f.issuer = f.newField(2), f.newField(1)
	f.issued, f.certDay = f.newField(1), f.newField(1)
	f.dossier, f.body, f.certified = f.newField(1), f.newField(1), f.newField(1)
	f.counted, f.basis = f.newField(1), f.newField(2)
	f.basis.SetPlaceHolder(kit.T("digitise.basis-form"))
	f.number.SetPlaceHolder("15")
	f.symbol.SetPlaceHolder("QĐ-UBND")
	for _, day := range []*field{f.issued, f.certDay} {
		day.SetPlaceHolder(kit.T("digitise.day-form"))
	}
	f.trouble.Wrapping, f.trouble.Importance = fyne.TextWrapWord, widget.WarningImportance
	f.trouble.Hide()
	f.lay()
	f.list()
	return f
}

// text reads and writes what stands in one field.
type text struct {
	get func() string
	set func(string)
}

// list lists the fields in the order of the form.
func (f *form) list() {
	add := func(name string, get func() string, set func(string)) {
		f.fields, f.names = append(f.fields, text{get, set}), append(f.names, name)
	}
	chosen := func(name string, s *kit.Select) { add(name, func() string { return s.Selected }, s.Put) }
	typed := func(name string, e *field) { add(name, func() string { return e.Text }, e.SetText) }
	add(kit.T("digitise.secrecy"), f.grade.Name, f.grade.PutName)
	typed(kit.T("digitise.issued"), f.issued)
	add(kit.T("digitise.type"), f.kind.Chosen, f.kind.Choose)
	chosen(kit.T("digitise.form"), f.how)
	chosen(kit.T("digitise.source"), f.source)
	typed(kit.T("digitise.number"), f.number)
	typed(kit.T("digitise.symbol"), f.symbol)
	typed(kit.T("digitise.subject"), f.subject)
	typed(kit.T("digitise.issuer"), f.issuer)
	typed(kit.T("digitise.dossier"), f.dossier)
	typed(kit.T("digitise.cert-body"), f.body)
	typed(kit.T("digitise.cert-number"), f.certified)
	typed(kit.T("digitise.cert-day"), f.certDay)
	typed(kit.T("digitise.basis"), f.basis)
	typed(kit.T("digitise.counted-name"), f.counted)
}

// texts is all that stands in the form, letter by letter.
func (f *form) texts() []string {
	all := make([]string, len(f.fields))
	for i, each := range f.fields {
		all[i] = each.get()
	}
	return all
}

// setTexts puts texts into the form without telling anyone.
func (f *form) setTexts(texts []string) {
	f.filling = true
	defer func() { f.filling = false }()
	for i, each := range f.fields {
		if each.get() != texts[i] {
			each.set(texts[i])
		}
	}
	f.reshape()
}

func (f *form) lay() {
	f.sourceRow = kit.FormRow(kit.T("digitise.source"), f.source)
	f.dossierRow = kit.FormRow(kit.T("digitise.dossier"), f.dossier)
	f.certRows = kit.FormRows(kit.FormRow(kit.T("digitise.cert-body"), f.body),
		kit.FormRow(kit.T("digitise.cert-number"), kit.FormBeside(f.certified, kit.T("digitise.cert-day"), f.certDay)))
	f.fold = kit.NewQuietButton(kit.T("digitise.exception"), nil, func() { f.unfold(!f.basisRow.Visible()) })
	f.fold.Alignment = widget.ButtonAlignLeading
	f.basisRow = kit.FormRow(kit.T("digitise.basis"), f.basis)
	f.exceptRows = kit.FormRows(f.fold, f.basisRow)
	f.unfold(false)
	// Secrecy is asked first: of a secret document nothing else may be typed.
	f.content = kit.FormRows(
		kit.FormRow(kit.T("digitise.secrecy"), kit.FormBeside(f.grade.Field, kit.T("digitise.issued"), f.issued)),
		kit.FormRow(kit.T("digitise.type"), f.kind),
		kit.FormRow(kit.T("digitise.form"), f.how),
		f.sourceRow,
		kit.FormRow(kit.T("digitise.number"), kit.FormBeside(f.number, kit.T("digitise.symbol"), f.symbol)),
		kit.FormRow(kit.T("digitise.subject"), f.subject),
		kit.FormRow(kit.T("digitise.issuer"), f.issuer),
		f.dossierRow, f.certRows, f.exceptRows,
		f.trouble,
	)
	f.reshape()
}

// fill shows a conversion without telling anyone.
func (f *form) fill(c office.Conversion) {
	f.filling = true
	defer func() { f.filling = false }()
	d := c.Document
	f.kind.Choose(d.Type)
	how := c.Form
	if how == "" {
		how = office.Plain
	}
	f.how.SetSelected(how.Name())
	f.source.SetSelected(kit.Capital(c.Source.Name()))
	f.number.SetText(d.Number)
	f.symbol.SetText(d.Symbol)
	f.subject.SetText(d.Subject)
	f.issuer.SetText(d.Issuer)
	f.issued.SetText(kit.Day(d.Issued))
	f.grade.Put(d.Secrecy)
	f.dossier.SetText(d.Dossier)
	cert := office.Certification{}
	if c.Certification != nil {
		cert = *c.Certification
	}
	f.body.SetText(cert.Body)
	f.certified.SetText(cert.Number)
	f.certDay.SetText(kit.Day(cert.Date))
	f.basis.SetText("")
	if c.Exception != nil {
		f.basis.SetText(c.Exception.LegalBasis)
	}
	f.unfold(f.basis.value() != "")
	f.counted.SetText("")
	if c.PaperPages > 0 {
		f.counted.SetText(strconv.Itoa(c.PaperPages))
	}
	f.say("")
	f.reshape()
}

// read puts what the clerk typed into c. A day that cannot be read leaves the
// old one, is told, and is marked at its field.
func (f *form) read(c office.Conversion) office.Conversion {
	c.Form = f.conversion()
	c.Source = ""
	if i := slices.Index(kit.NamesOf(sources), f.source.Selected); i >= 0 && c.Form.IsCopy() {
		c.Source = sources[i]
	}
	d := &c.Document
	d.Type = f.kind.Chosen()
	d.Number, d.Symbol = f.number.value(), f.symbol.value()
	d.Subject, d.Issuer, d.Dossier = f.subject.value(), f.issuer.value(), f.dossier.value()
	d.Secrecy = f.grade.Value()
	f.say("")
	d.Issued = f.day(f.issued, d.Issued)
	c.Certification = f.certification(c)
	c.Exception = f.exception()
	c.PaperPages = f.count()
	return c
}

func (f *form) certification(c office.Conversion) *office.Certification {
	if c.Form.Marked() {
		return nil
	}
	old := office.Certification{}
	if c.Certification != nil {
		old = *c.Certification
	}
	return &office.Certification{Body: f.body.value(), Number: f.certified.value(), Date: f.day(f.certDay, old.Date)}
}

// conversion is the form of conversion that is chosen.
func (f *form) conversion() office.Form {
	return office.Forms[max(0, slices.Index(kit.NamesOf(office.Forms), f.how.Selected))]
}

// grown lays the form out anew.
func (f *form) grown() {
	if f.content != nil {
		f.content.Refresh()
	}
	if f.OnGrown != nil {
		f.OnGrown()
	}
}

func (f *form) day(from *field, old string) string {
	day, err := office.ParseDate(from.Text)
	if err == nil {
		return day
	}
	if t, ok := kit.Explain(err); ok {
		f.say(t.String())
	}
	return old
}

// count is the clerk's count of the paper; 0 where it is not a number yet.
func (f *form) count() int {
	n, err := strconv.Atoi(f.counted.value())
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// usualSource puts the source that a form is made from by definition, when the
// clerk has chosen another form.
func (f *form) usualSource() {
	usual, err := f.conversion().AllowPaperToData("")
	if f.filling || err != nil {
		return
	}
	f.filling = true
	f.source.SetSelected(kit.Capital(usual.Name()))
	f.filling = false
}

// reshape shows only the fields that the form of conversion asks for.
func (f *form) reshape() {
	how := f.conversion()
	kit.Seen(f.sourceRow, how.IsCopy())
	kit.Seen(f.dossierRow, how == office.Dossier)
	kit.Seen(f.certRows, !how.Marked())
	kit.Seen(f.exceptRows, f.needsSignature())
	f.grown()
}

// say tells what is wrong with what was typed.
func (f *form) say(text string) {
	f.trouble.SetText(text)
	kit.Seen(f.trouble, text != "")
}

// at is the field where a missing condition is met.
func (f *form) at(part office.Part) fyne.Focusable {
	switch part {
	case office.PartSecrecy:
		return f.grade.Field
	case office.PartCount:
		return f.counted
	case office.PartSource:
		return f.source
	case office.PartDossier:
		return f.dossier
	case office.PartCertification:
		return f.body
	}
	for _, empty := range []*field{f.number, f.symbol, f.subject, f.issuer, f.issued} {
		if f.kind.Chosen() != "" && empty.value() == "" {
			return empty
		}
	}
	return f.kind
}

func (f *form) typed() {
	if !f.filling && f.OnTyped != nil {
		f.OnTyped()
	}
}

func (f *form) left() {
	if !f.filling && f.OnLeft != nil {
		f.OnLeft()
	}
}

// field is a text field that tells when it was left.
type field struct {
	kit.Entry
	onLeft func()
}

func (f *form) newField(rows int) *field {
	e := &field{onLeft: f.left}
	e.Wrapping, e.Scroll = fyne.TextWrapOff, fyne.ScrollHorizontalOnly
	if rows > 1 {
		e.MultiLine, e.Wrapping, e.Scroll = true, fyne.TextWrapWord, fyne.ScrollVerticalOnly
	}
	e.ExtendBaseWidget(e)
	if rows > 1 {
		e.SetMinRowsVisible(rows)
	}
	e.OnChanged = func(string) { f.typed() }
	return e
}

func (e *field) value() string { return strings.Join(strings.Fields(e.Text), " ") }

// FocusLost saves what was typed.
func (e *field) FocusLost() {
	e.Entry.FocusLost()
	e.onLeft()
}
