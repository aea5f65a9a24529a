package meetings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// people asks who is invited: who works here is offered by name, anybody else is typed.
type people struct {
	all    []office.MeetingPerson
	clerks []office.Clerk
	sets   []office.MeetingRoom // equipment that people may take part with
	way    string               // of the meeting that is typed
	name   *kit.Offered
	lines  *fyne.Container

	content *fyne.Container
	typed   func()
	grown   func()
}

func newPeople(h *kit.Hanger, typed, grown func()) *people {
	p := &people{name: kit.NewOffered(h), lines: container.NewVBox(), typed: typed, grown: grown}
	p.name.SetPlaceHolder(kit.T("meetings.person-name"))
	p.name.Eager, p.name.Offers, p.name.OnTaken = true, p.offers, func(kit.Option) { p.add() }
	p.name.OnSubmitted, p.name.OnChanged = func(string) { p.add() }, func(string) { p.typed() }
	add := kit.NewButton(kit.T("meetings.person-add"), nil, p.add)
	p.content = container.NewVBox(p.lines, kit.Border(nil, nil, nil, add, p.name))
	return p
}

func (p *people) know(clerks []office.Clerk) { p.clerks = clerks }

// equip takes the equipment of the register that is lent to people.
func (p *people) equip(all []office.MeetingRoom) {
	p.sets = slices.DeleteFunc(slices.Clone(all), func(is office.MeetingRoom) bool { return is.Room })
	p.lay()
}

// turn heeds in which way people meet.
func (p *people) turn(way string) {
	if p.way != way {
		p.way = way
		p.lay()
	}
}

// offers are those who work here and are not invited yet.
func (p *people) offers() (all []kit.Option) {
	for _, c := range p.clerks {
		if !c.Left && !slices.ContainsFunc(p.all, func(o office.MeetingPerson) bool { return o.ID == c.ID }) {
			all = append(all, kit.Option{Key: c.Name, Name: c.Name})
		}
	}
	return all
}

func (p *people) first() fyne.Focusable { return p.name }

// add invites whoever was typed; the first one leads, the second one writes.
func (p *people) add() {
	name := kit.Typed(p.name.Text)
	if name == "" {
		return
	}
	p.all = append(p.all, p.invited(name))
	p.name.SetText("")
	p.lay()
	kit.Reveal(p.name)
	p.typed()
}

// invited is somebody by the name that was typed: who works here is known by it.
func (p *people) invited(name string) office.MeetingPerson {
	who := office.MeetingPerson{Name: name, Role: office.MeetingMember, Votes: true}
	switch {
	case !p.has(office.MeetingChair):
		who.Role = office.MeetingChair
	case !p.has(office.MeetingSecretary):
		who.Role = office.MeetingSecretary
	}
	if i := slices.IndexFunc(p.clerks, func(c office.Clerk) bool { return office.Fold(c.Name) == office.Fold(name) && !c.Left }); i >= 0 {
		who.ID, who.Name, who.Unit = p.clerks[i].ID, p.clerks[i].Name, p.clerks[i].Position
	}
	return who
}

func (p *people) has(role string) bool {
	return slices.ContainsFunc(p.all, func(o office.MeetingPerson) bool { return o.Role == role })
}

// answer is who is invited, with a name that was typed and not added.
func (p *people) answer() string {
	all := p.all
	if name := kit.Typed(p.name.Text); name != "" {
		all = append(slices.Clone(all), p.invited(name))
	}
	return peopleWritten(all)
}

func (p *people) write(typed string) {
	p.all = peopleRead(typed)
	p.name.SetText("")
	p.lay()
}

// The parts of a line, in units of the screen.
const (
	mailWide  = 150
	nameLeast = 120
)

// lay lays a line for each: the name, the role, whether they vote, an address for the invitation.
func (p *people) lay() {
	p.lines.RemoveAll()
	for i := range p.all {
		p.lines.Add(p.line(i))
	}
	p.grown()
}

func (p *people) line(i int) fyne.CanvasObject {
	is := &p.all[i]
	name := widget.NewLabel(is.Name)
	name.Truncation = fyne.TextTruncateEllipsis
	var roles []string
	for _, c := range office.MeetingRoles {
		roles = append(roles, kit.Said(c.Said))
	}
	votes := kit.NewCheck(kit.T("meetings.person-votes"), nil)
	role := kit.NewSelect(roles, nil)
	role.Put(kit.Said(office.ChoiceSaid(office.MeetingRoles, is.Role)))
	role.OnChanged = func(string) {
		was := is.Role
		is.Role = office.MeetingRoles[role.SelectedIndex()].Key
		if (was == office.MeetingGuest) != (is.Role == office.MeetingGuest) { // a guest votes only if that is ticked
			votes.SetChecked(is.Role != office.MeetingGuest)
		}
		p.typed()
	}
	votes.SetChecked(is.Votes)
	votes.OnChanged = func(yes bool) { is.Votes = yes; p.typed() }
	mail := kit.NewEntry()
	mail.SetPlaceHolder(kit.T("meetings.person-mail"))
	mail.SetText(is.Mail)
	mail.OnChanged = func(string) { is.Mail = kit.Typed(mail.Text); p.typed() }
	away := kit.NewQuietButton("", theme.DeleteIcon(), func() {
		p.all = slices.Delete(p.all, i, i+1)
		p.lay()
		p.typed()
	})
	line := kit.Flow(kit.Stretch(nameLeast, name), role, votes, kit.AsWide(mailWide, mail), away)
	if !(office.Meeting{Way: p.way}).Distant() || len(p.sets) == 0 {
		return line
	}
	return container.NewVBox(line, p.equipment(is))
}

// equipment asks what somebody takes part with who sits elsewhere, and tells what that lacks.
func (p *people) equipment(is *office.MeetingPerson) fyne.CanvasObject {
	names, at := []string{kit.T("meetings.person-own-set")}, 0
	for i, set := range p.sets {
		names = append(names, set.Name)
		if set.ID == is.Set {
			at = i + 1
		}
	}
	choose := kit.NewSelect(names, nil)
	choose.Put(names[at])
	choose.OnChanged = func(string) {
		is.Set = ""
		if i := choose.SelectedIndex(); i > 0 {
			is.Set = p.sets[i-1].ID
		}
		p.lay()
		p.typed()
	}
	line := kit.Border(nil, nil, inLine(kit.T("meetings.person-set")), nil, choose)
	if said := lacking(p.way, roomOf(p.sets, is.Set)); said != "" {
		return container.NewVBox(line, warned(said))
	}
	return line
}
