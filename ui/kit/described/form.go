// Package described is a part of the kit in which a clerk says what a document is: the
// questions that the desks of both directions ask, what is suggested for them, and
// every answer as a deed that can be taken back.
package described

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// Form is those questions. A desk adds its own, sets the rows in its order, and says
// which of its rows a form of conversion asks for (OnShaped).
type Form struct {
	*kit.Answers[office.Conversion]
	OnGrown  func() // rows were shown or hidden; may be nil
	OnShaped func() // another form or kind was chosen; may be nil

	Grade  *kit.Grade
	Kind   *kit.Choice
	How    *kit.Select
	Source *kit.Select

	Number, Subject, Issued, Dossier *kit.Entry
	Symbol, Issuer                   *kit.Offered

	types     []office.DocumentType
	way       Way
	trouble   *widget.Label
	suggested *suggested

	SuggestedRow, GradeRow, KindRow, HowRow, SourceRow, NumberRow, SubjectRow, IssuerRow, DossierRow, Trouble fyne.CanvasObject
}

// Way is what a desk makes: into which forms, and of which sources.
type Way struct {
	To      office.Direction
	Forms   []office.Form
	Sources []office.Source
	Gone    string // what is wiped of a secret document
}

// allows tells the source of a form; empty asks for the usual one.
func (w Way) allows(f office.Form, s office.Source) (office.Source, error) {
	if w.To == office.DataToPaper {
		return f.AllowDataToPaper(s)
	}
	return f.AllowPaperToData(s)
}

// New makes the questions of a desk whose lists hang on h.
func New(desk *kit.Desk, types []office.DocumentType, way Way, h *kit.Hanger) *Form {
	f := &Form{Answers: &kit.Answers[office.Conversion]{}, types: types, way: way, trouble: widget.NewLabel("")}
	f.Grade = kit.NewGrade(desk, way.Gone, f.Chosen)
	f.Kind = kit.NewChoice(kit.TypeOptions(types), h)
	f.Kind.OnChosen = func(string) { f.Shape(); f.Chosen() }
	f.How = kit.NewSelect(f.formNames(), func(string) { f.usualSource(); f.Shape(); f.Chosen() })
	f.Source = kit.NewSelect(kit.NamesOf(way.Sources), func(string) { f.Chosen() })
	f.Number, f.Symbol, f.Issuer = f.Field("15"), kit.NewOffered(h), kit.NewOffered(h)
	f.Symbol.SetPlaceHolder("QĐ-UBND")
	f.Issued, f.Dossier = f.Field(kit.T("described.day")), f.Field("")
	f.Subject = kit.NewTextArea(2)
	f.trouble.Wrapping, f.trouble.Importance = fyne.TextWrapWord, widget.WarningImportance
	f.trouble.Hide()
	f.OnRead = f.Say
	f.suggested = newSuggested(f)
	f.ask()
	f.rows()
	return f
}

// Field makes a field of one line; example is what may stand there.
func (f *Form) Field(example string) *kit.Entry {
	e := kit.NewEntry()
	e.SetPlaceHolder(example)
	return e
}

// ask lists the answers. The form comes before the source, which only copies have.
func (f *Form) ask() {
	f.choice(kit.T("described.secrecy"), f.Grade.Name, f.Grade.PutName,
		func(c office.Conversion) string { return kit.Capital(c.Document.Secrecy.Name()) },
		func(c *office.Conversion, _ string) { c.Document.Secrecy = f.Grade.Value() })
	f.Day(kit.T("described.issued"), f.Issued, func(c *office.Conversion) *string { return &c.Document.Issued })
	f.choice(kit.T("described.type"), f.Kind.Chosen, f.Kind.Choose,
		func(c office.Conversion) string { return c.Document.Type },
		func(c *office.Conversion, key string) { c.Document.Type = key })
	f.choice(kit.T("described.form"), func() string { return f.How.Selected }, f.How.Put,
		func(c office.Conversion) string { return f.formNames()[max(0, slices.Index(f.way.Forms, c.Form))] },
		func(c *office.Conversion, _ string) { c.Form = f.Form() })
	f.choice(kit.T("described.source"), func() string { return f.Source.Selected }, f.Source.Put,
		func(c office.Conversion) string { return kit.Capital(c.Source.Name()) }, f.readSource)
	text := func(name string, e *kit.Entry, of func(*office.Document) *string) {
		f.Text(name, e, func(c *office.Conversion) *string { return of(&c.Document) })
	}
	text(kit.T("described.number"), f.Number, func(d *office.Document) *string { return &d.Number })
	text(kit.T("described.symbol"), &f.Symbol.Entry, func(d *office.Document) *string { return &d.Symbol })
	text(kit.T("described.subject"), f.Subject, func(d *office.Document) *string { return &d.Subject })
	text(kit.T("described.issuer"), &f.Issuer.Entry, func(d *office.Document) *string { return &d.Issuer })
	text(kit.T("described.dossier"), f.Dossier, func(d *office.Document) *string { return &d.Dossier })
}

// choice asks for something that is chosen and can always be read.
func (f *Form) choice(name string, get func() string, put func(string), from func(office.Conversion) string, into func(*office.Conversion, string)) {
	f.Add(kit.Answer[office.Conversion]{Name: name, Get: get, Put: put, From: from,
		Into: func(c *office.Conversion, s string) error { into(c, s); return nil }})
}

// readSource reads the source of a copy; of what is none the source is what it is by
// definition.
func (f *Form) readSource(c *office.Conversion, name string) {
	c.Source = ""
	switch i := slices.Index(kit.NamesOf(f.way.Sources), name); {
	case c.Form.IsCopy() && i >= 0:
		c.Source = f.way.Sources[i]
	case f.way.To == office.DataToPaper:
		c.Source = office.ElectronicFile
	}
}

func (f *Form) formNames() []string {
	names := make([]string, len(f.way.Forms))
	for i, each := range f.way.Forms {
		names[i] = kit.Capital(each.NameFor(f.way.To))
	}
	return names
}

func (f *Form) rows() {
	f.GradeRow = kit.FormRow(kit.T("described.secrecy"), kit.FormBeside(f.Grade.Content, kit.T("described.issued"), f.Issued))
	f.KindRow = kit.FormRow(kit.T("described.type"), f.Kind)
	f.HowRow = kit.FormRow(kit.T("described.form"), f.How)
	f.SourceRow = kit.FormRow(kit.T("described.source"), f.Source)
	f.NumberRow = kit.FormRow(kit.T("described.number"), kit.FormBeside(f.Number, kit.T("described.symbol"), f.Symbol))
	f.SubjectRow = kit.FormRow(kit.T("described.subject"), f.Subject)
	f.IssuerRow = kit.FormRow(kit.T("described.issuer"), f.Issuer)
	f.DossierRow = kit.FormRow(kit.T("described.dossier"), f.Dossier)
	f.SuggestedRow, f.Trouble = f.suggested.Shown, f.trouble
}

// Form is the form of conversion that is chosen.
func (f *Form) Form() office.Form {
	return f.way.Forms[max(0, slices.Index(f.formNames(), f.How.Selected))]
}

// Type is the kind of document that is chosen; false: none is.
func (f *Form) Type() (office.DocumentType, bool) {
	i := slices.IndexFunc(f.types, func(t office.DocumentType) bool { return t.Code == f.Kind.Chosen() })
	if i < 0 {
		return office.DocumentType{}, false
	}
	return f.types[i], true
}

// usualSource puts the source that a form is made from by definition, when the clerk
// has chosen another form.
func (f *Form) usualSource() {
	usual, err := f.way.allows(f.Form(), "")
	if f.Filling() || err != nil {
		return
	}
	f.Quietly(func() { f.Source.Put(kit.Capital(usual.Name())) })
}

// Fill shows a conversion without telling anyone.
func (f *Form) Fill(c office.Conversion) {
	f.Answers.Fill(c)
	f.Heading(office.Heading{})
	f.Shape()
}

// Shape shows only the rows that the form of conversion asks for.
func (f *Form) Shape() {
	how := f.Form()
	kit.Seen(f.SourceRow, how.IsCopy())
	kit.Seen(f.DossierRow, how == office.Dossier)
	if f.OnShaped != nil {
		f.OnShaped()
	}
	f.suggested.show()
	f.Grown()
}

// Grown lays the form out anew.
func (f *Form) Grown() {
	if f.OnGrown != nil {
		f.OnGrown()
	}
}

// Say tells what is wrong with what was typed; empty: nothing.
func (f *Form) Say(text string) {
	if f.trouble.Text == text {
		return
	}
	f.trouble.SetText(text)
	kit.Seen(f.trouble, text != "")
	f.Grown()
}

// At is the field where a missing condition is met; nil: the desk asks for it.
func (f *Form) At(part office.Part) fyne.Focusable {
	switch part {
	case office.PartSecrecy:
		return f.Grade.First()
	case office.PartSource:
		return f.Source
	case office.PartDossier:
		return f.Dossier
	case office.PartDescription:
		return f.firstEmpty()
	}
	return nil
}

func (f *Form) firstEmpty() fyne.Focusable {
	for _, e := range []struct {
		at   fyne.Focusable
		text string
	}{{f.Number, f.Number.Text}, {f.Symbol, f.Symbol.Text}, {f.Subject, f.Subject.Text}, {f.Issuer, f.Issuer.Text}, {f.Issued, f.Issued.Text}} {
		if f.Kind.Chosen() != "" && kit.Typed(e.text) == "" {
			return e.at
		}
	}
	return f.Kind
}
