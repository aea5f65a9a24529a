package kit

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

// Fact is one thing that is on record: its name and what it is.
type Fact struct{ Name, Value string }

// Facts is a list of names with their values beside them; what is not known
// takes no room. A value can be marked and copied.
type Facts struct {
	widget.BaseWidget
	facts []Fact
	fixed bool // the values cannot be marked, and Tab passes them by
	box   *fyne.Container
}

// NewFacts makes an empty list.
func NewFacts() *Facts {
	f := &Facts{box: container.New(tightBox{})}
	f.ExtendBaseWidget(f)
	return f
}

// NewFixedFacts makes an empty list whose values are only read: where there are
// many, the keyboard should not have to walk through them.
func NewFixedFacts() *Facts {
	f := NewFacts()
	f.fixed = true
	return f
}

// Set shows other facts.
func (f *Facts) Set(facts []Fact) {
	f.facts = facts
	f.box.RemoveAll()
	for _, each := range facts {
		if each.Value == "" {
			continue
		}
		name := widget.NewLabel(each.Name)
		name.Importance = widget.LowImportance
		value := wrapped()
		value.Selectable = !f.fixed
		value.SetText(each.Value)
		f.box.Add(container.New(factLine{}, name, value))
	}
	f.box.Refresh()
	f.Refresh()
}

// CreateRenderer shows the lines.
func (f *Facts) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.box) }

// factLine sets the value right of a name of fixed width.
type factLine struct{}

const factName = 146

func (factLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(factName+120, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (factLine) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(factName, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(factName, 0))
	o[1].Resize(fyne.NewSize(s.Width-factName, s.Height))
}

// FactsOf are the facts of a conversion as a clerk reads them, as they were when
// the act was finished.
func FactsOf(c office.Conversion, types []office.DocumentType) []Fact {
	return append(factsOfAct(c, types), Fact{T("facts.signed"), signedOf(c)}, factOfFile(c.PDFSize, c.PDF))
}

func factsOfAct(c office.Conversion, types []office.DocumentType) []Fact {
	d := c.Document
	facts := []Fact{
		{T("facts.code"), string(c.Code)}, {T("facts.type"), TypeName(types, d.Type)}, {T("facts.number"), office.Numbered(d.Number, d.Symbol)},
		{T("facts.subject"), d.Subject}, {T("facts.issuer"), d.Issuer}, {T("facts.issued"), Day(d.Issued)},
		{T("facts.form"), c.Form.NameFor(c.Direction)}, {T("facts.dossier"), d.Dossier},
	}
	if cert := c.Certification; cert != nil {
		facts = append(facts, Fact{T("facts.certified"), strings.Join(said(cert.Body, cert.Number, Day(cert.Date)), ", ")})
	}
	return append(facts, Fact{T("facts.pages"), strconv.Itoa(len(c.Pages))},
		Fact{T("facts.clerk"), strings.Join(said(c.Clerk.Name, c.Clerk.Position), ", ")},
		Fact{T("facts.office"), c.Office.Name}, Fact{T("facts.finished"), At(c.Finished)})
}

// factOfFile tells of a PDF what another copy of it is compared by.
func factOfFile(size int64, d office.Digest) Fact {
	f := Fact{Name: T("facts.pdf")}
	if d != "" {
		f.Value = Sized(size) + "\nSHA-256 " + string(d)
	}
	return f
}

// signedOf tells who signed when the act was finished, and how much the
// signature brought along then, or why nobody had to sign.
func signedOf(c office.Conversion) string {
	switch a := c.Signed; {
	case a != nil:
		who := Joined(a.Signer, roleName(a.Role))
		return strings.Join(said(who, At(a.At), levelSaid(a.Level)), "\n")
	case c.Exception != nil:
		return T("facts.unsigned", c.Exception.LegalBasis)
	}
	return ""
}

func roleName(r office.Role) string {
	if r == office.ByPerson {
		return T("facts.by-person")
	}
	return T("facts.by-office")
}

// levelSaid is a level with what it proves, or what it still owes.
func levelSaid(l office.SignatureLevel) string {
	switch l {
	case office.LevelB, office.LevelPlain:
		return T("facts.level-b", string(l))
	case office.LevelT:
		return T("facts.level-t", string(l))
	case office.LevelLT:
		return T("facts.level-lt", string(l))
	}
	return ""
}

// Joined puts what there is of some words in one line.
func Joined(words ...string) string { return strings.Join(said(words...), " · ") }

// said keeps the texts that say something.
func said(texts ...string) []string {
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

// TypeName is the Vietnamese name of a kind of document, or its code where the
// kind is not known here.
func TypeName(types []office.DocumentType, code string) string {
	for _, t := range types {
		if t.Code == code {
			return t.Name
		}
	}
	return code
}

// From puts the station that a record came from before what is said of it; empty: it was
// born here.
func From(station office.ID, says string) string {
	if station == "" {
		return says
	}
	return strings.Join(said("["+office.StationSaid(station)+"]", says), " ")
}

// TitleOf names a document in a list: number and symbol with its kind; by its file, while
// neither these nor its subject are known.
func TitleOf(r office.Row, types []office.DocumentType) string {
	number, kind := office.Numbered(r.Number, r.Symbol), TypeName(types, r.Type)
	if r.Doubled { // its code tells it from the other
		number += " (" + string(r.Code) + ")"
	}
	switch {
	case number == "" && r.Name != "":
		return Foreign(r.Name)
	case number == "" && kind == "":
		return T("kit.unnamed")
	case number == "" || kind == "":
		return number + kind
	}
	return number + " · " + kind
}

// Named is what a clerk calls a document while they say what it is; empty: nothing is
// known of it.
func Named(number, symbol, subject string) string {
	name := office.Numbered(number, symbol)
	if name != "" && subject != "" {
		name += " · "
	}
	return name + subject
}

// FileName is a name for the PDF of a conversion that every system can keep:
// number, symbol and code.
func FileName(c office.Conversion) string {
	return office.MendedFileName(strings.TrimPrefix(office.Numbered(c.Document.Number, c.Document.Symbol)+" "+string(c.Code), " ") + ".pdf")
}

func (f *Facts) within() []fyne.CanvasObject { return []fyne.CanvasObject{f.box} }
