package printing

import (
	"slices"

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
	rows    []*system
	box     *fyne.Container
	add     *kit.Button
	own     *kit.Button
	content *fyne.Container
}

// system is one of them: its names, and what it did.
type system struct {
	name, owner *kit.Entry
	parts       []*kit.Check // in the order of office.SystemParts
	remove      *kit.Button
	content     *fyne.Container
}

func newSystems() *systems {
	s := &systems{box: container.NewVBox()}
	s.add = kit.NewButton(kit.T("printing.system-add"), theme.ContentAddIcon(), func() { s.insert(office.InfoSystem{}, true) })
	s.own = kit.NewButton(kit.T("printing.system-own"), kit.IconOffice, s.insertOwn)
	s.content = container.NewVBox(s.box, container.NewHBox(s.add, s.own))
	s.set(nil)
	return s
}

// set shows systems without telling anyone; there is always room for one.
func (s *systems) set(all []office.InfoSystem) {
	s.rows = nil
	for _, each := range all {
		row := s.find(each)
		if row == nil {
			row = s.append(each)
		}
		if i := slices.Index(office.SystemParts, each.Part); i >= 0 {
			row.parts[i].Checked = true
		}
	}
	if len(s.rows) == 0 {
		s.append(office.InfoSystem{})
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
		if !row.ticked() {
			all = append(all, each)
		}
		for i, part := range office.SystemParts {
			if row.parts[i].Checked {
				each.Part = part
				all = append(all, each)
			}
		}
	}
	return all
}

// ticked tells whether it is said what the system did.
func (r *system) ticked() bool {
	return slices.ContainsFunc(r.parts, func(c *kit.Check) bool { return c.Checked })
}

func (s *systems) find(o office.InfoSystem) *system {
	i := slices.IndexFunc(s.rows, func(r *system) bool { return r.name.Text == o.Name && r.owner.Text == o.Owner })
	if i < 0 {
		return nil
	}
	return s.rows[i]
}

// append adds a row that no part is ticked in.
func (s *systems) append(o office.InfoSystem) *system {
	row := &system{name: kit.NewEntry(), owner: kit.NewEntry()}
	row.name.Text, row.owner.Text = o.Name, o.Owner
	row.name.SetPlaceHolder(kit.T("printing.system-name-form"))
	row.owner.SetPlaceHolder(kit.T("printing.system-owner-form"))
	for _, e := range []*kit.Entry{row.name, row.owner} {
		e.OnChanged = func(string) { call(s.OnTyped) }
		e.OnLeave = func() { call(s.OnLeft) }
	}
	ticks := container.New(layout.NewCustomPaddedHBoxLayout(0))
	for _, part := range office.SystemParts {
		tick := kit.NewCheck(kit.T("printing.part-"+string(part)), func(bool) { call(s.OnTyped); call(s.OnLeft) })
		row.parts = append(row.parts, tick)
		ticks.Add(tick)
	}
	row.remove = kit.NewQuietButton("", theme.DeleteIcon(), func() { s.drop(row) })
	did := kit.Border(nil, nil, nil, row.remove, ticks)
	row.content = kit.FormRows(kit.FormRow(kit.T("printing.system"), row.name), kit.FormRow(kit.T("printing.owner"), row.owner), did)
	s.rows = append(s.rows, row)
	return row
}

// insert adds a system that the clerk asked for. An empty row is filled instead
// of left behind.
func (s *systems) insert(o office.InfoSystem, focus bool) {
	row := s.find(office.InfoSystem{})
	if row == nil {
		row = s.append(office.InfoSystem{})
	}
	row.name.Text, row.owner.Text = o.Name, o.Owner
	row.tick(o.Part)
	s.lay()
	if focus {
		focusOn(row.name)
	}
}

func (r *system) tick(parts ...office.SystemPart) {
	for i, part := range office.SystemParts {
		if slices.Contains(parts, part) {
			r.parts[i].SetChecked(true)
		}
	}
}

// insertOwn adds the system of this office: it received the original, and stores
// it.
func (s *systems) insertOwn() {
	s.insert(office.InfoSystem{Name: s.bureau.System, Owner: s.bureau.Owner}, false)
	if row := s.find(office.InfoSystem{Name: s.bureau.System, Owner: s.bureau.Owner}); row != nil {
		row.tick(office.Received, office.Stored)
	}
	s.lay()
	call(s.OnLeft)
}

func (s *systems) drop(row *system) {
	s.rows = slices.DeleteFunc(s.rows, func(r *system) bool { return r == row })
	if len(s.rows) == 0 {
		s.append(office.InfoSystem{})
	}
	s.lay()
	call(s.OnLeft)
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
	kit.Seen(s.own, s.bureau.System != "" && s.find(office.InfoSystem{Name: s.bureau.System, Owner: s.bureau.Owner}) == nil)
	s.content.Refresh()
	call(s.OnGrown)
}

// first is where the keyboard begins: the first empty field, or the ticks of the
// first system of which nothing is ticked.
func (s *systems) first() fyne.Focusable {
	for _, row := range s.rows {
		for _, e := range []*kit.Entry{row.name, row.owner} {
			if kit.Typed(e.Text) == "" {
				return e
			}
		}
		if !row.ticked() {
			return row.parts[0]
		}
	}
	return s.rows[0].name
}
