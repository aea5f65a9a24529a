package digitise

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// form is what the clerk says of the paper: what both desks ask, and what paper alone
// is asked.
type form struct {
	*described.Form

	body, certified, certDay *kit.Entry
	basis                    *kit.Entry // why the office need not sign
	counted                  *kit.Entry
	fold                     *kit.Button // opens the case in which the office need not sign

	certRows, exceptRows, basisRow fyne.CanvasObject
	content                        *fyne.Container
}

// toData is what this desk makes.
func toData() described.Way {
	return described.Way{To: office.PaperToData, Forms: office.Forms, Sources: []office.Source{office.PaperPrincipal, office.PaperTrueCopy, office.PaperOther},
		Gone: kit.T("digitise.secret-gone")}
}

func newForm(desk *kit.Desk, types []office.DocumentType, h *kit.Hanger) *form {
	f := &form{Form: described.New(desk, types, toData(), h), basis: kit.NewTextArea(2), counted: kit.NewEntry()}
	f.body, f.certified, f.certDay = f.Field(""), f.Field(""), f.Field(kit.T("described.day"))
	f.basis.SetPlaceHolder(kit.T("digitise.basis-form"))
	f.Text(kit.T("digitise.cert-body"), f.body, certOf(func(c *office.Certification) *string { return &c.Body }))
	f.Text(kit.T("digitise.cert-number"), f.certified, certOf(func(c *office.Certification) *string { return &c.Number }))
	f.Day(kit.T("digitise.cert-day"), f.certDay, certOf(func(c *office.Certification) *string { return &c.Date }))
	f.other(kit.T("digitise.basis"), f.basis, basisOf, f.readBasis)
	f.other(kit.T("digitise.counted-name"), f.counted, countOf, func(c *office.Conversion) { c.PaperPages = f.count() })
	f.lay()
	return f
}

// other asks for words that belong to the record in another shape.
func (f *form) other(name string, e *kit.Entry, from func(office.Conversion) string, into func(*office.Conversion)) {
	f.Watch(e)
	f.Add(kit.Answer[office.Conversion]{Name: name, Get: func() string { return e.Text }, Put: e.SetText, From: from,
		Into: func(c *office.Conversion, _ string) error { into(c); return nil }})
}

// certOf is a field of the certification, which only forms without our mark have.
func certOf(field func(*office.Certification) *string) func(*office.Conversion) *string {
	return func(c *office.Conversion) *string {
		var own office.Certification
		if c.Certification != nil {
			own = *c.Certification
		}
		if c.Certification = nil; !c.Form.Marked() {
			c.Certification = &own
		}
		return field(&own)
	}
}

func basisOf(c office.Conversion) string {
	if c.Exception == nil {
		return ""
	}
	return c.Exception.LegalBasis
}

// readBasis is why the office need not sign, where the law says so and the clerk has
// typed where.
func (f *form) readBasis(c *office.Conversion) {
	c.Exception = nil
	if basis := kit.Typed(f.basis.Text); basis != "" && f.needsSignature() {
		c.Exception = &office.SignatureException{LegalBasis: basis}
	}
}

func countOf(c office.Conversion) string {
	if c.PaperPages == 0 {
		return ""
	}
	return strconv.Itoa(c.PaperPages)
}

// count is the clerk's count of the paper; 0 where it is not a number yet.
func (f *form) count() int {
	n, err := strconv.Atoi(kit.Typed(f.counted.Text))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func (f *form) lay() {
	f.certRows = kit.FormRows(kit.FormRow(kit.T("digitise.cert-body"), f.body),
		kit.FormRow(kit.T("digitise.cert-number"), kit.FormBeside(f.certified, kit.T("digitise.cert-day"), f.certDay)))
	f.fold = kit.NewQuietButton(kit.T("digitise.exception"), nil, func() { f.unfold(!f.basisRow.Visible()) })
	f.fold.Alignment = widget.ButtonAlignLeading
	f.basisRow = kit.FormRow(kit.T("digitise.basis"), f.basis)
	f.exceptRows = kit.FormRows(f.fold, f.basisRow)
	// Secrecy is asked first: of a secret document nothing else may be typed.
	f.content = kit.FormRows(f.GradeRow, f.KindRow, f.HowRow, f.SourceRow, f.NumberRow, f.SubjectRow, f.IssuerRow,
		f.DossierRow, f.certRows, f.exceptRows, f.Trouble)
	f.OnShaped = f.shaped
	f.Shape()
}

// fill shows a conversion without telling anyone.
func (f *form) fill(c office.Conversion) {
	f.Fill(c)
	f.unfold(kit.Typed(f.basis.Text) != "")
}

// shaped shows only the rows of paper that the form of conversion asks for.
func (f *form) shaped() {
	kit.Seen(f.certRows, !f.Form.Form().Marked())
	kit.Seen(f.exceptRows, f.needsSignature())
	f.content.Refresh()
}

// needsSignature tells the papers that the office must sign: those of Luật GDĐT Điều
// 12.1d, and the copies of Nghị định 30.
func (f *form) needsSignature() bool {
	t, _ := f.Type()
	return t.NeedsKey || f.Form.Form().IsCopy()
}

// unfold shows the field for the legal basis, or puts it away.
func (f *form) unfold(yes bool) {
	icon := theme.MenuExpandIcon()
	if yes {
		icon = theme.MenuDropDownIcon()
	}
	f.fold.SetIcon(icon)
	kit.Seen(f.basisRow, yes)
	f.content.Refresh()
	f.Grown()
}

// at is the field where a missing condition is met.
func (f *form) at(part office.Part) fyne.Focusable {
	switch part {
	case office.PartCount:
		return f.counted
	case office.PartCertification:
		return f.body
	}
	if field := f.At(part); field != nil {
		return field
	}
	return f.At(office.PartDescription)
}
