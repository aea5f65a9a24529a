package setup

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// people asks for everyone who converts: a form each, at least one.
type people struct {
	content *fyne.Container
	desk    *kit.Desk
	changed func()

	rows []*person
	box  *fyne.Container
	add  *kit.Button
}

// person is one row of the question.
type person struct {
	*kit.Form[office.Clerk]
	drop *kit.Button
	row  fyne.CanvasObject
}

func newPeople(d *kit.Desk, changed func()) *people {
	p := &people{desk: d, changed: changed, box: container.NewVBox()}
	p.add = kit.NewButton(kit.T("setup.add-person"), theme.ContentAddIcon(), func() { d.Focus(p.more().First()) })
	p.content = container.NewVBox(p.box, container.NewHBox(p.add))
	p.more()
	return p
}

func (p *people) more() *person {
	one := &person{Form: kit.NewForm(
		kit.AskWords("name", kit.T("setup.person", len(p.rows)+1), func(c *office.Clerk) *string { return &c.Name }).
			Empty(kit.T("setup.person-name")).Judged(office.Clerk.Validate),
		kit.AskWords("position", kit.T("setup.person-position"), func(c *office.Clerk) *string { return &c.Position }).Beside(),
	)}
	one.OnTyped = p.changed
	one.drop = kit.NewQuietButton("", theme.DeleteIcon(), func() { p.less(one) })
	one.row = kit.Border(nil, nil, nil, one.drop, one.Content)
	p.rows = append(p.rows, one)
	p.box.Add(one.row)
	p.onlyOneStays()
	return one
}

func (p *people) less(gone *person) {
	p.rows = slices.DeleteFunc(p.rows, func(each *person) bool { return each == gone })
	p.box.Remove(gone.row)
	p.onlyOneStays()
	p.changed()
}

// onlyOneStays hides the dropping of the last row.
func (p *people) onlyOneStays() {
	for _, each := range p.rows {
		kit.Seen(each.drop, len(p.rows) > 1)
	}
}

// fill shows these people, one row each.
func (p *people) fill(all []office.Clerk) {
	for i, c := range all {
		if i == len(p.rows) {
			p.more()
		}
		p.rows[i].Fill(c)
	}
}

// asked are the rows, but for those in which nothing was typed; the first one is asked in
// any case.
func (p *people) asked() []*person {
	return slices.DeleteFunc(slices.Clone(p.rows), func(each *person) bool {
		return each != p.rows[0] && each.Value() == office.Clerk{}
	})
}

func (p *people) value() (all []office.Clerk) {
	for _, each := range p.asked() {
		all = append(all, each.Value())
	}
	return all
}

// check tells what is wrong in each row and leads the keyboard to the first.
func (p *people) check() bool {
	sound := true
	for _, each := range slices.Backward(p.asked()) {
		sound = each.Check(p.desk) && sound
	}
	return sound
}
