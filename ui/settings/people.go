package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// peopleSection lists who converts, adds people, and marks those who left.
// Nobody is deleted: old records keep their names.
type peopleSection struct {
	desk     *kit.Desk
	services Staff
	clerks   []office.Clerk
	list     *kit.List
	name     *kit.Entry
	position *kit.Entry
	field    *kit.Field
	save     *kit.Button
	fresh    *kit.Button
	left     *kit.Button
	title    *widget.Label
	actions  *fyne.Container
	editing  office.Clerk // the zero value: a new person
	all      fyne.CanvasObject
}

func newPeopleSection(d *kit.Desk, s Staff) *peopleSection {
	p := &peopleSection{desk: d, services: s, name: kit.NewEntry(), position: kit.NewEntry(), title: kit.Subheading("")}
	p.list = kit.NewList(func() int { return len(p.clerks) }, func() fyne.CanvasObject { return kit.NewRow() }, p.fill)
	p.list.OnSelected = func(i int) { p.edit(p.clerks[i]) }
	p.field = kit.NewField(kit.T("settings.person-name"), p.name, "")
	p.save = kit.NewMainButton(kit.T("settings.person-add"), theme.ContentAddIcon(), p.press)
	p.left = kit.NewButton(kit.T("settings.person-left"), nil, p.toggleLeft)
	d.Guard(office.MayAdmit, p.save, p.left)
	p.fresh = kit.NewButton(kit.T("settings.person-new"), theme.ContentAddIcon(), func() {
		p.list.UnselectAll()
		p.edit(office.Clerk{})
		d.Focus(p.name)
	})
	p.name.OnChanged = func(string) { p.field.Clear() }
	p.name.OnSubmitted = func(string) { p.press() }
	p.position.OnSubmitted = func(string) { p.press() }
	p.all = p.layOut()
	p.edit(office.Clerk{})
	return p
}

func (p *peopleSection) layOut() fyne.CanvasObject {
	position := kit.NewField(kit.T("settings.person-position"), p.position, kit.T("settings.person-position-hint"))
	p.actions = container.NewHBox(p.save, p.left, layout.NewSpacer(), p.fresh)
	form := kit.Card(p.title, p.field, position, p.actions, kit.Muted(kit.T("settings.people-note")))
	ground := kit.NewGround(kit.ColorCard, 10).Bordered(theme.ColorNameSeparator)
	list := container.NewStack(ground, kit.Padded(6, p.list))
	return kit.Columns(list, container.NewVBox(form))
}

func (p *peopleSection) content() fyne.CanvasObject { return p.all }

func (p *peopleSection) main() *kit.Button { return p.save }

func (p *peopleSection) enter(ctx context.Context) {
	kit.Load(ctx, p.services.AllClerks, func(got []office.Clerk, err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		slices.SortStableFunc(got, func(a, b office.Clerk) int {
			switch {
			case a.Left == b.Left:
				return 0
			case a.Left:
				return 1
			}
			return -1
		})
		p.clerks = got
		p.list.Refresh()
	})
}

func (p *peopleSection) fill(i int, o fyne.CanvasObject) {
	c, row := p.clerks[i], o.(*kit.Row)
	row.Set(c.Name, c.Position, "")
	if c.Left {
		row.Chip.Set(kit.Neutral, nil, kit.T("settings.has-left"))
	} else {
		row.Chip.Set(kit.Good, nil, kit.T("settings.works-here"))
	}
}

// edit puts a person into the form; the zero value asks for a new one.
func (p *peopleSection) edit(c office.Clerk) {
	p.editing = c
	p.name.SetText(c.Name)
	p.position.SetText(c.Position)
	p.field.Clear()
	isNew := c.ID == ""
	p.left.Hidden, p.fresh.Hidden = isNew, isNew
	switch {
	case isNew:
		p.title.SetText(kit.T("settings.person-new"))
		p.save.SetText(kit.T("settings.person-add"))
	case c.Left:
		p.left.SetText(kit.T("settings.person-back"))
	default:
		p.left.SetText(kit.T("settings.person-left"))
	}
	if !isNew {
		p.title.SetText(c.Name)
		p.save.SetText(kit.T("settings.person-save"))
	}
	p.actions.Refresh()
}

func (p *peopleSection) press() {
	c := p.editing
	c.Name, c.Position = kit.Typed(p.name.Text), kit.Typed(p.position.Text)
	if p.field.Fail(c.Validate()) {
		p.desk.Focus(p.name)
		return
	}
	p.write(c, kit.T("settings.person-saved", c.Name), nil)
}

func (p *peopleSection) toggleLeft() {
	c := p.editing
	c.Left = !c.Left
	said := kit.T("settings.person-is-back", c.Name)
	if c.Left {
		said = kit.T("settings.person-has-left", c.Name)
	}
	p.write(c, said, func(after office.Clerk) {
		after.Left = !after.Left
		p.write(after, kit.T("settings.taken-back"), nil)
	})
}

// write saves a person and says so; undo, where there is one, gets the person
// as saved.
func (p *peopleSection) write(c office.Clerk, said string, undo func(office.Clerk)) {
	var got office.Clerk
	p.desk.Run(kit.T("settings.saving"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		got, err = p.services.SaveClerk(ctx, c)
		return err
	}, func(err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		p.list.UnselectAll()
		p.edit(office.Clerk{})
		p.enter(p.desk.Context())
		if undo == nil {
			p.desk.Good(said)
		} else {
			p.desk.Undoable(said, func() { undo(got) })
		}
	})
}
