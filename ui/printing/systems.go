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
	name, owner *kit.Offered
	parts       []*kit.Check // in the order of office.SystemParts
	remove      *kit.Button
	content     *fyne.Container
}

func newSystems(f *described.Form, h *kit.Hanger) *systems {
	s := &systems{form: f, box: container.NewVBox(), hanger: h}
	add := kit.NewButton(kit.T("printing.system-add"), theme.ContentAddIcon(), func() { kit.FocusOn(s.insert(office.UsedSystem{}).name) })
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
		all = append(all, office.UsedSystem{Name: kit.Typed(r.name.Text), Owner: kit.Typed(r.owner.Text), Parts: r.did()})
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
		s.rows[i].put(r)
	}
	s.lay()
}

// offer takes the office whose own system is offered.
func (s *systems) offer(o office.Office) {
	s.bureau = o
	s.lay()
}

// did is what the clerk says that the system did.
func (r *system) did() (parts []office.SystemPart) {
	for i, part := range office.SystemParts {
		if r.parts[i].Checked {
			parts = append(parts, part)
		}
	}
	return parts
}

func (r *system) put(one office.UsedSystem) {
	for e, text := range map[*kit.Offered]string{r.name: one.Name, r.owner: one.Owner} {
		if e.Text != text {
			e.SetText(text)
		}
	}
	for i, part := range office.SystemParts {
		r.parts[i].SetChecked(slices.Contains(one.Parts, part))
	}
}

// append adds an empty row.
func (s *systems) append() *system {
	row := &system{name: s.field(kit.T("printing.system-name-form"), s.names), owner: s.field(kit.T("printing.system-owner-form"), s.owners)}
	row.name.OnTaken = func(o kit.Option) { s.reuse(row, o.Key) }
	ticks := container.New(layout.NewCustomPaddedHBoxLayout(0))
	for _, part := range office.SystemParts {
		tick := kit.NewCheck(kit.T("printing.part-"+string(part)), func(bool) { s.form.Chosen() })
		row.parts = append(row.parts, tick)
		ticks.Add(tick)
	}
	row.remove = kit.NewQuietButton("", theme.DeleteIcon(), func() { s.drop(row) })
	did := kit.Border(kit.Caption(kit.T("printing.parts")), nil, nil, row.remove, ticks)
	row.content = kit.FormRows(kit.FormRow(kit.T("printing.system"), row.name), kit.FormRow(kit.T("printing.owner"), row.owner), did)
	s.rows = append(s.rows, row)
	return row
}

func (s *systems) field(like string, offers func() []kit.Option) *kit.Offered {
	e := kit.NewOffered(s.hanger)
	e.SetPlaceHolder(like)
	e.OnChanged, e.OnLeave, e.Offers = func(string) { s.form.Typed() }, s.form.Left, offers
	return e
}

// fill puts a system into a row: one deed, however many fields that changes.
func (s *systems) fill(row *system, one office.UsedSystem) {
	s.form.Quietly(func() { row.put(one) })
	s.lay()
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
	one.Parts = append(row.did(), one.Parts...)
	s.fill(row, one)
	return row
}

func (s *systems) find(name, owner string) *system {
	i := slices.IndexFunc(s.rows, func(r *system) bool { return r.name.Text == name && r.owner.Text == owner })
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
func (s *systems) names() (all []kit.Option) {
	for _, u := range s.used {
		name := named(u)
		if !slices.ContainsFunc(all, func(o kit.Option) bool { return o.Key == name }) {
			all = append(all, kit.Option{Key: name, Name: name, Also: []string{u.Name}})
		}
	}
	return all
}

func (s *systems) owners() []kit.Option {
	var owners []string
	for _, u := range s.used {
		if !slices.Contains(owners, u.Owner) {
			owners = append(owners, u.Owner)
		}
	}
	return kit.OptionsOf(owners)
}

// reuse puts a system that was told before into a row, as the clerk who chose it.
func (s *systems) reuse(row *system, key string) {
	if i := slices.IndexFunc(s.used, func(u office.UsedSystem) bool { return named(u) == key }); i >= 0 {
		s.fill(row, s.used[i])
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
		s.box.Add(row.content)
		kit.Seen(row.remove, len(s.rows) > 1)
		row.content.Refresh()
	}
	kit.Seen(s.own, s.bureau.System != "" && s.find(s.bureau.System, s.bureau.Owner) == nil)
	s.content.Refresh()
	call(s.form.OnGrown)
}

// first is where the keyboard begins: the first empty field, or the ticks of the
// first system of which nothing is ticked.
func (s *systems) first() fyne.Focusable {
	for _, row := range s.rows {
		for _, e := range []*kit.Offered{row.name, row.owner} {
			if kit.Typed(e.Text) == "" {
				return e
			}
		}
		if len(row.did()) == 0 {
			return row.parts[0]
		}
	}
	return s.rows[0].name
}
