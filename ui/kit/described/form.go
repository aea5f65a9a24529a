// Package described is a part of the kit in which a clerk says what a document is: the
// questions that the desks of both directions ask, and what is suggested for them.
package described

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// Ask is a question about a conversion.
type Ask = kit.Ask[office.Conversion]

// Form asks them. A desk lays them out in its order (Of), with its own among them.
type Form struct {
	*kit.Form[office.Conversion]
	Grade *kit.Grade

	Kind  *kit.Choice
	types []office.DocumentType
	way   Way
	used  office.Used
	asks  []*Ask

	lies    func() office.ID // the conversion on the desk; empty: none
	filled  office.ID        // that the form was filled with
	misread misread
	half    *kit.HalfTyped[misread]
}

// misread are letters that were typed where they are no answer, by conversion and question:
// no record takes them, and they are the clerk's all the same.
type misread map[office.ID]map[string]string

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

// New makes the questions of a desk whose lists hang on h; none is laid out yet.
func New(desk *kit.Desk, types []office.DocumentType, way Way, h *kit.Hanger) *Form {
	f := &Form{Form: kit.NewDeskForm[office.Conversion](), types: types, way: way, Kind: kit.NewChoice(kit.TypeOptions(types), h)}
	f.lies, f.misread = func() office.ID { return "" }, misread{}
	f.half = kit.NewHalfTyped(desk, "misread-"+string(way.To), f.unanswered)
	if left, there := f.half.Open(); there {
		f.misread = left
	}
	f.Grade = kit.NewGrade(desk, way.Gone, f.Chosen)
	f.Kind.OnChosen = func(string) { f.Chosen() }
	f.OffersOn(h)
	f.Grade.OnPlain = func() { f.ToSuggested() }
	f.asks = append(f.kinds(), f.words(h)...)
	return f
}

// unanswered are the letters that are no answers as they stand now.
func (f *Form) unanswered() (all misread, any bool) {
	f.note(f.lies())
	return f.misread, len(f.misread) > 0
}

// note keeps the letters of the conversion on the desk that are no answers, and tells
// whether they are others than before.
func (f *Form) note(on office.ID) (news bool) {
	before, now := f.misread[on], f.Misread()
	switch {
	case on == "" || maps.Equal(before, now):
		return false
	case len(now) == 0:
		delete(f.misread, on)
	default:
		f.misread[on] = now
	}
	return true
}

// Fill shows what is stored, and what was typed before that no record takes.
func (f *Form) Fill(c office.Conversion) {
	f.Form.Fill(c)
	if left := f.misread[c.ID]; f.filled != c.ID && len(left) > 0 {
		f.Type(left)
	}
	f.filled = c.ID
}

// Clear tells whether all answers can be read; of the first that cannot be it says why, and
// leads there.
func (f *Form) Clear(desk *kit.Desk) bool {
	err := f.Unclear(desk)
	desk.Tell(err)
	return err == nil
}

// Of are questions by their keys, in this order; the form comes before the source, which
// only copies have.
func (f *Form) Of(keys ...string) (all []*Ask) {
	for _, key := range keys {
		all = append(all, f.asks[slices.IndexFunc(f.asks, func(a *Ask) bool { return a.Key == key })])
	}
	return all
}

// Meeting is the field where a missing condition is met; where none says so, the first that
// describes the document.
func (f *Form) Meeting(part office.Part) fyne.Focusable {
	if field := f.At(part); field != nil {
		return field
	}
	return f.At(office.PartDescription)
}

// kinds are the questions whose answers are chosen.
func (f *Form) kinds() []*Ask {
	grade := kit.Own{Shown: f.Grade.Content, First: f.Grade.First, Read: f.Grade.Name, Write: f.Grade.PutName}
	kind := kit.Own{Shown: f.Kind, First: func() fyne.Focusable { return f.Kind }, Read: f.Kind.Chosen, Write: f.Kind.Choose}
	return []*Ask{
		kit.AskOwn("secrecy", kit.T("described.secrecy"), grade,
			func(c office.Conversion) string { return kit.Capital(c.Document.Secrecy.Name()) },
			func(c *office.Conversion, _ string) { c.Document.Secrecy = f.Grade.Value() }).Meets(office.PartSecrecy),
		kit.AskOwn("type", kit.T("described.type"), kind,
			func(c office.Conversion) string { return c.Document.Type },
			func(c *office.Conversion, key string) { c.Document.Type = key }).Meets(office.PartDescription),
		kit.AskOne("form", kit.T("described.form"), f.forms(), func(c *office.Conversion) *office.Form {
			if !slices.Contains(f.way.Forms, c.Form) {
				c.Form = f.way.Forms[0]
			}
			return &c.Form
		}).Leads(f.usualSource),
		kit.AskBy(office.Ask{Key: "source", Said: kit.T("described.source"), How: office.AskOne, Choices: kit.ChoicesOf(f.way.Sources)},
			func(c *office.Conversion) string { return string(c.Source) }, f.readSource).When(IsCopy).Meets(office.PartSource),
	}
}

// words are the questions whose answers are typed.
func (f *Form) words(h *kit.Hanger) []*Ask {
	text := func(key string, of func(*office.Document) *string) *Ask {
		return kit.AskWords(key, kit.T("described."+key), func(c *office.Conversion) *string { return of(&c.Document) }).Meets(office.PartDescription)
	}
	return []*Ask{
		kit.AskDay("issued", kit.T("described.issued"), func(c *office.Conversion) *string { return &c.Document.Issued }).
			Empty(kit.T("described.day")).Unread(NoDay).Beside().Meets(office.PartDescription).Late(),
		text("number", func(d *office.Document) *string { return &d.Number }).Like("15"),
		text("symbol", func(d *office.Document) *string { return &d.Symbol }).Beside().
			Offers(h, func() []kit.Option { return kit.OptionsOf(f.used.Symbols) }),
		kit.AskProse("subject", kit.T("described.subject"), 2, func(c *office.Conversion) *string { return &c.Document.Subject }).Meets(office.PartDescription),
		text("issuer", func(d *office.Document) *string { return &d.Issuer }).Offers(h, func() []kit.Option { return kit.OptionsOf(f.used.Issuers) }),
		text("dossier", func(d *office.Document) *string { return &d.Dossier }).Meets(office.PartDossier).
			When(func(c office.Conversion) bool { return c.Form == office.Dossier }),
	}
}

// NoDay tells why letters are no day.
func NoDay(typed string) error {
	_, err := office.ParseDate(typed)
	return err
}

// IsCopy tells the forms that are copies.
func IsCopy(c office.Conversion) bool { return c.Form.IsCopy() }

// readSource reads the source of a copy; of what is none the source is what it is by
// definition.
func (f *Form) readSource(c *office.Conversion, chosen string) {
	c.Source = ""
	switch {
	case c.Form.IsCopy():
		c.Source = office.Source(chosen)
	case f.way.To == office.DataToPaper:
		c.Source = office.ElectronicFile
	}
}

func (f *Form) forms() (of []office.Choice) {
	for _, each := range f.way.Forms {
		of = append(of, office.Choice{Key: string(each), Said: kit.Capital(each.NameFor(f.way.To))})
	}
	return of
}

// usualSource puts the source that a form is made from by definition, when the clerk
// has chosen another form.
func (f *Form) usualSource() {
	if usual, err := f.way.allows(f.Value().Form, ""); err == nil {
		f.Put("source", string(usual))
	}
}

// TypeOf is the kind of a document; false: none is chosen.
func (f *Form) TypeOf(c office.Conversion) (office.DocumentType, bool) {
	i := slices.IndexFunc(f.types, func(t office.DocumentType) bool { return t.Code == c.Document.Type })
	if i < 0 {
		return office.DocumentType{}, false
	}
	return f.types[i], true
}

// Offer offers words that were used before, below their fields.
func (f *Form) Offer(u office.Used) { f.used = u }

// numbered is the group of number and symbol, which stand on the paper as one.
const numbered = "numbered"

// Heading suggests what the head of the document says, with the strips of the pages where
// it was read, and what a desk has besides.
func (f *Form) Heading(h office.Heading, strips Strips, more ...kit.Suggestion) {
	t, known := f.TypeOf(office.Conversion{Document: office.Document{Type: h.Type}})
	if !known {
		h.Type = ""
	}
	all := append([]kit.Suggestion{
		{Key: "type", Text: h.Type, Said: t.Name, Doubted: h.Doubts.Type},
		{Key: "number", Text: h.Number, Group: numbered, Doubted: h.Doubts.Number},
		{Key: "symbol", Text: h.Symbol, Group: numbered, Doubted: h.Doubts.Symbol},
		{Key: "issued", Text: h.Issued, Said: kit.Day(h.Issued), Doubted: h.Doubts.Issued},
		{Key: "issuer", Text: h.Issuer, Doubted: h.Doubts.Issuer},
		{Key: "subject", Text: h.Subject, Doubted: h.Doubts.Subject},
	}, more...)
	for i, each := range all {
		all[i].Strip = strips[each.Key]
	}
	f.Suggest(all...)
}

// Doubt tells at its field what of the answers the station finds strange.
func (f *Form) Doubt(all []office.Condition) {
	why := ""
	for _, c := range all {
		if !c.Doubts() {
			continue
		}
		why = c.Evidence
		if c.Part == office.PartIssued { // what is to be done about another record is told among the conditions
			why = kit.Trouble{Said: c.Evidence, Next: c.Next}.String()
		}
	}
	f.Note(string(office.PartIssued), why)
}
