package printing

import (
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// systems asks which information systems created, sent, received and store the
// original, and who owns them (Điều 5.1a). The law names four parts; a system
// that did several is asked for once.
type systems struct {
	OnTyped, OnLeft func()
	OnGrown         func()

	bureau  office.Office // the office's own system is offered
	used    []office.UsedSystem
	hanger  *kit.Hanger
	putting bool // the program fills a row
	rows    []*system
	box     *fyne.Container
	add     *kit.Button
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

func newSystems(h *kit.Hanger) *systems {
	s := &systems{box: container.NewVBox(), hanger: h}
	s.add = kit.NewButton(kit.T("printing.system-add"), theme.ContentAddIcon(), func() { focusOn(s.insert(said{}).name) })
	s.own = kit.NewButton(kit.T("printing.system-own"), kit.IconOffice, s.insertOwn)
	s.content = container.NewVBox(s.box, container.NewHBox(s.add, s.own))
	s.put("")
	return s
}

// said is one system as it stands in the form, letter by letter.
type said struct {
	Name, Owner string
	Parts       []office.SystemPart
}

// systemsText is how the systems of a record stand in the form; empty: there are none.
func systemsText(c office.Conversion) string {
	var rows []said
	if c.Message != nil {
		for _, each := range c.Message.Systems {
			i := slices.IndexFunc(rows, func(r said) bool { return r.Name == each.Name && r.Owner == each.Owner })
			if i < 0 {
				i, rows = len(rows), append(rows, said{Name: each.Name, Owner: each.Owner})
			}
			if each.Part != "" {
				rows[i].Parts = append(rows[i].Parts, each.Part)
			}
		}
	}
	return textOf(rows)
}

func textOf(rows []said) string {
	if len(rows) == 0 || len(rows) == 1 && rows[0].Name+rows[0].Owner == "" && len(rows[0].Parts) == 0 {
		return ""
	}
	for i := range rows { // in the order of the law, however they were told
		told := rows[i].Parts
		rows[i].Parts = slices.DeleteFunc(slices.Clone(office.SystemParts), func(p office.SystemPart) bool { return !slices.Contains(told, p) })
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return ""
	}
	return string(text)
}

// text is all that stands in the form; empty: nothing in a single row.
func (s *systems) text() string {
	rows := make([]said, len(s.rows))
	for i, r := range s.rows {
		rows[i] = said{r.name.Text, r.owner.Text, r.did()}
	}
	return textOf(rows)
}

// put shows systems without telling anyone. Rows that are there stay, and the keyboard
// in them.
func (s *systems) put(text string) {
	var rows []said
	if json.Unmarshal([]byte(text), &rows) != nil || len(rows) == 0 {
		rows = []said{{}}
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

// value is what was typed: a system for each part that it did, and one without a
// part where none is ticked yet.
func (s *systems) value() []office.InfoSystem {
	var all []office.InfoSystem
	for _, row := range s.rows {
		each := office.InfoSystem{Name: kit.Typed(row.name.Text), Owner: kit.Typed(row.owner.Text)}
		if each.Name == "" && each.Owner == "" {
			continue
		}
		did := row.did()
		if len(did) == 0 {
			did = []office.SystemPart{""}
		}
		for _, each.Part = range did {
			all = append(all, each)
		}
	}
	return all
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

func (r *system) put(one said) {
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
	row := &system{name: kit.NewOffered(s.hanger), owner: kit.NewOffered(s.hanger)}
	row.name.SetPlaceHolder(kit.T("printing.system-name-form"))
	row.owner.SetPlaceHolder(kit.T("printing.system-owner-form"))
	for _, e := range []*kit.Offered{row.name, row.owner} {
		e.OnChanged = func(string) { s.typed() }
		e.OnLeave = func() { call(s.OnLeft) }
	}
	row.name.Offers, row.owner.Offers = s.names, s.owners
	row.name.OnTaken = func(o kit.Option) { s.reuse(row, o.Key) }
	ticks := container.New(layout.NewCustomPaddedHBoxLayout(0))
	for _, part := range office.SystemParts {
		tick := kit.NewCheck(kit.T("printing.part-"+string(part)), func(bool) { s.changed() })
		row.parts = append(row.parts, tick)
		ticks.Add(tick)
	}
	row.remove = kit.NewQuietButton("", theme.DeleteIcon(), func() { s.drop(row) })
	did := kit.Border(kit.Caption(kit.T("printing.parts")), nil, nil, row.remove, ticks)
	row.content = kit.FormRows(kit.FormRow(kit.T("printing.system"), row.name), kit.FormRow(kit.T("printing.owner"), row.owner), did)
	s.rows = append(s.rows, row)
	return row
}

func (s *systems) typed() {
	if !s.putting {
		call(s.OnTyped)
	}
}

func (s *systems) changed() {
	if !s.putting {
		call(s.OnTyped)
		call(s.OnLeft)
	}
}

// fill puts a system into a row: one deed, however many fields that changes.
func (s *systems) fill(row *system, one said) {
	s.putting = true
	row.put(one)
	s.putting = false
	s.lay()
}

// insert adds a system that the clerk asked for. An empty row is filled instead of left
// behind, and one of the same names gets the parts besides.
func (s *systems) insert(one said) *system {
	row := s.find(one.Name, one.Owner)
	if row == nil {
		if row = s.find("", ""); row == nil {
			row = s.append()
		}
	}
	one.Parts = append(one.Parts, row.did()...)
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
func (u usedSystem) named() string {
	parts := make([]string, len(u.Parts))
	for i, p := range u.Parts {
		parts[i] = strings.ToLower(kit.T("printing.part-" + string(p)))
	}
	return kit.T("described.system-is", u.Name, u.Owner, strings.Join(parts, ", "))
}

type usedSystem office.UsedSystem

// names offers the systems that were told before, each with its owner and what it did.
func (s *systems) names() (all []kit.Option) {
	known := map[string]bool{}
	for _, u := range s.used {
		if name := usedSystem(u).named(); !known[name] {
			known[name] = true
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
	for _, u := range s.used {
		if usedSystem(u).named() == key {
			s.fill(row, said{u.Name, u.Owner, u.Parts})
			s.changed()
			return
		}
	}
}

// suggestion is the system by which documents of an issuer came last.
func (s *systems) suggestion(issuer func() string) kit.Suggestion {
	of := func() *office.UsedSystem {
		i := slices.IndexFunc(s.used, func(u office.UsedSystem) bool { return issuer() != "" && u.Issuer == issuer() })
		if i < 0 {
			return nil
		}
		return &s.used[i]
	}
	one := kit.Suggestion{Key: "systems", While: func() bool { return of() != nil }}
	if u := of(); u != nil {
		one.Said, one.Text = usedSystem(*u).named(), textOf([]said{{u.Name, u.Owner, u.Parts}})
	}
	return one
}

// insertOwn adds the system of this office: it received the original, and stores it.
func (s *systems) insertOwn() {
	s.insert(said{s.bureau.System, s.bureau.Owner, []office.SystemPart{office.Received, office.Stored}})
	s.changed()
}

func (s *systems) drop(row *system) {
	s.rows = slices.DeleteFunc(s.rows, func(r *system) bool { return r == row })
	if len(s.rows) == 0 {
		s.append()
	}
	s.lay()
	s.changed()
}

// lay sets the rows one below another, with a line between two.
func (s *systems) lay() {
	s.box.RemoveAll()
	for i, row := range s.rows {
		if i > 0 {
			s.box.Add(thinLine())
		}
		s.box.Add(row.content)
		kit.Seen(row.remove, len(s.rows) > 1)
		row.content.Refresh()
	}
	kit.Seen(s.own, s.bureau.System != "" && s.find(s.bureau.System, s.bureau.Owner) == nil)
	s.content.Refresh()
	call(s.OnGrown)
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
