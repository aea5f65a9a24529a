package printing

import (
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// systems asks which information systems created, sent, received and store the
// original, and who owns them (Điều 5.1a). The law names four parts; a system
// that did several is asked for once.
type systems struct {
	form    *described.Form // of which it answers a question
	bureau  office.Office   // the office's own system is offered
	used    []office.UsedSystem
	hanger  *kit.Hanger
	rows    []*system
	box     *fyne.Container
	own     *kit.Button
	content *fyne.Container
}

// system is one of them: its names, and what it did.
type system struct {
	*kit.Form[office.UsedSystem]
	remove *kit.Button
}

func newSystems(f *described.Form, h *kit.Hanger) *systems {
	s := &systems{form: f, box: container.NewVBox(), hanger: h}
	add := kit.NewButton(kit.T("printing.system-add"), theme.ContentAddIcon(), func() { kit.FocusOn(s.insert(office.UsedSystem{}).Input("name").(*kit.Offered)) })
	s.own = kit.NewButton(kit.T("printing.system-own"), kit.IconOffice, s.insertOwn)
	s.content = container.NewVBox(s.box, container.NewHBox(add, s.own))
	s.put("")
	return s
}

// ask is the question that they answer.
func (s *systems) ask() *described.Ask {
	own := kit.Own{Shown: s.content, First: s.first, Read: func() string { return textOf(s.told()) }, Write: s.put}
	return kit.AskOwn("systems", kit.T("printing.systems-name"), own, systemsText, s.readInto).
		Wide().Under(kit.T("printing.systems")).Meets(office.PartSystems)
}

// systemsText is how the systems of a record stand in the form; empty: there are none.
func systemsText(c office.Conversion) string {
	if c.Message == nil {
		return ""
	}
	return textOf(c.Message.SystemsTold())
}

func textOf(rows []office.UsedSystem) string {
	if len(rows) == 0 || len(rows) == 1 && rows[0].Name+rows[0].Owner == "" && len(rows[0].Parts) == 0 {
		return ""
	}
	text, _ := json.Marshal(rows) // of words alone, which cannot fail
	return string(text)
}

func (s *systems) readInto(c *office.Conversion, _ string) {
	if c.Message != nil {
		m := *c.Message
		m.Systems = office.SystemsOf(s.told())
		c.Message = &m
	}
}

// told are the systems as they stand in the form.
func (s *systems) told() (all []office.UsedSystem) {
	for _, r := range s.rows {
		all = append(all, r.Value())
	}
	return all
}

// put shows systems without telling anyone. Rows that are there stay, and the keyboard
// in them.
func (s *systems) put(text string) {
	var rows []office.UsedSystem
	if json.Unmarshal([]byte(text), &rows) != nil || len(rows) == 0 {
		rows = make([]office.UsedSystem, 1)
	}
	s.rows = s.rows[:min(len(s.rows), len(rows))]
	for i, r := range rows {
		if i == len(s.rows) {
			s.append()
		}
		s.rows[i].Fill(r)
	}
	s.lay()
}

// offer takes the office whose own system is offered.
func (s *systems) offer(o office.Office) {
	s.bureau = o
	s.lay()
}

// append adds an empty row.
func (s *systems) append() *system {
	row := &system{Form: kit.NewDeskForm[office.UsedSystem]()}
	row.Lay(
		kit.AskWords("name", kit.T("printing.system"), func(u *office.UsedSystem) *string { return &u.Name }).Empty(kit.T("printing.system-name-form")).
			Offers(s.hanger, s.names).Leads(func() { s.reuse(row) }).Meets(office.PartSystems),
		kit.AskWords("owner", kit.T("printing.owner"), func(u *office.UsedSystem) *string { return &u.Owner }).Empty(kit.T("printing.system-owner-form")).
			Offers(s.hanger, s.owners).Meets(office.PartSystems),
		kit.AskSeveral("parts", kit.T("printing.parts"), partChoices(), func(u *office.UsedSystem) *[]office.SystemPart { return &u.Parts }).Apart().Meets(office.PartSystems))
	row.OnTyped, row.OnLeft = s.form.Typed, s.form.Left
	ticks := container.New(layout.NewCustomPaddedHBoxLayout(0), row.Input("parts").(*fyne.Container).Objects...) // all in one row
	row.remove = kit.NewQuietButton("", theme.DeleteIcon(), func() { s.drop(row) })
	row.Content.Add(kit.Border(kit.Caption(kit.T("printing.parts")), nil, nil, row.remove, ticks))
	s.rows = append(s.rows, row)
	return row
}

func partChoices() (all []office.Choice) {
	for _, part := range office.SystemParts {
		all = append(all, office.Choice{Key: string(part), Said: kit.T("printing.part-" + string(part))})
	}
	return all
}

// insert adds a system that the clerk asked for. An empty row is filled instead of left
// behind, and one of the same names gets the parts besides.
func (s *systems) insert(one office.UsedSystem) *system {
	row := s.find(one.Name, one.Owner)
	if row == nil {
		row = s.find("", "")
	}
	if row == nil {
		row = s.append()
	}
	one.Parts = append(row.Value().Parts, one.Parts...)
	row.Fill(one)
	s.lay()
	return row
}

func (s *systems) find(name, owner string) *system {
	i := slices.IndexFunc(s.rows, func(r *system) bool { v := r.Value(); return v.Name == name && v.Owner == owner })
	if i < 0 {
		return nil
	}
	return s.rows[i]
}

// named tells a system with its owner and what it did.
func named(u office.UsedSystem) string {
	parts := make([]string, len(u.Parts))
	for i, p := range u.Parts {
		parts[i] = strings.ToLower(kit.T("printing.part-" + string(p)))
	}
	return kit.T("described.system-is", u.Name, u.Owner, strings.Join(parts, ", "))
}

// names offers the systems that were told before, each with its owner and what it did.
func (s *systems) names() []kit.Option {
	return s.options(func(u office.UsedSystem) kit.Option { return kit.Option{Name: named(u), Also: []string{u.Name}} })
}

func (s *systems) owners() []kit.Option {
	return s.options(func(u office.UsedSystem) kit.Option { return kit.Option{Name: u.Owner} })
}

// options offers words of the systems that were told before, each once.
func (s *systems) options(of func(office.UsedSystem) kit.Option) (all []kit.Option) {
	for _, u := range s.used {
		if o := of(u); !slices.ContainsFunc(all, func(each kit.Option) bool { return each.Name == o.Name }) {
			all = append(all, o)
		}
	}
	return all
}

// reuse puts a system that was told before into the row whose name was taken from the list.
func (s *systems) reuse(row *system) {
	taken := row.Value().Name
	if i := slices.IndexFunc(s.used, func(u office.UsedSystem) bool { return named(u) == taken }); i >= 0 {
		row.Fill(s.used[i])
		s.lay()
		s.form.Chosen()
	}
}

// suggestion is the system by which documents of an issuer came last.
func (s *systems) suggestion(issuer func() string) kit.Suggestion {
	of := func() int {
		return slices.IndexFunc(s.used, func(u office.UsedSystem) bool { return issuer() != "" && u.Issuer == issuer() })
	}
	one := kit.Suggestion{Key: "systems", While: func() bool { return of() >= 0 }}
	if i := of(); i >= 0 {
		u := s.used[i]
		u.Issuer = ""
		one.Said, one.Text = named(u), textOf([]office.UsedSystem{u})
	}
	return one
}

// insertOwn adds the system of this office: it received the original, and stores it.
func (s *systems) insertOwn() {
	s.insert(office.UsedSystem{Name: s.bureau.System, Owner: s.bureau.Owner, Parts: []office.SystemPart{office.Received, office.Stored}})
	s.form.Chosen()
}

func (s *systems) drop(row *system) {
	s.rows = slices.DeleteFunc(s.rows, func(r *system) bool { return r == row })
	if len(s.rows) == 0 {
		s.append()
	}
	s.lay()
	s.form.Chosen()
}

// lay sets the rows one below another, with a line between two.
func (s *systems) lay() {
	s.box.RemoveAll()
	for i, row := range s.rows {
		if i > 0 {
			s.box.Add(widget.NewSeparator())
		}
		s.box.Add(row.Content)
		kit.Seen(row.remove, len(s.rows) > 1)
		row.Content.Refresh()
	}
	kit.Seen(s.own, s.bureau.System != "" && s.find(s.bureau.System, s.bureau.Owner) == nil)
	s.content.Refresh()
	call(s.form.OnGrown)
}

// first is where the keyboard begins: the first empty field, or the ticks of the
// first system of which nothing is ticked.
func (s *systems) first() fyne.Focusable {
	for _, row := range s.rows {
		if v := row.Value(); v.Name == "" || v.Owner == "" || len(v.Parts) == 0 {
			return row.At(office.PartSystems)
		}
	}
	return s.rows[0].First()
}
