package setup

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// people asks for everyone who converts: one row each, at least one.
type people struct {
	widget.BaseWidget
	changed func()

	rows []*person
	box  *fyne.Container
	add  *kit.Button
}

// person is one row of the question.
type person struct {
	name, position *kit.Entry
	field          *kit.Field
	drop           *kit.Button
	row            fyne.CanvasObject
}

func newPeople() *people {
	p := &people{box: container.NewVBox()}
	p.add = kit.NewButton(kit.T("setup.add-person"), theme.ContentAddIcon(), func() {
		one := p.more()
		if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
			c.Focus(one.name)
		}
	})
	p.more()
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer shows the rows, and the button that adds one.
func (p *people) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewVBox(p.box, container.NewHBox(p.add)))
}

func (p *people) more() *person {
	one := &person{name: kit.NewEntry(), position: kit.NewEntry()}
	one.name.SetPlaceHolder(kit.T("setup.person-name"))
	one.position.SetPlaceHolder(kit.T("setup.person-position"))
	one.drop = kit.NewQuietButton("", theme.DeleteIcon(), func() { p.less(one) })
	pair := container.NewGridWithColumns(2, one.name, one.position)
	one.field = kit.NewField(kit.T("setup.person", len(p.rows)+1), kit.Border(nil, nil, nil, one.drop, pair), "")
	one.row = one.field
	one.name.OnChanged = func(string) {
		if one.field.Bad() {
			one.field.Clear()
		}
		p.tell()
	}
	one.position.OnChanged = func(string) { p.tell() }
	one.name.OnLeave = func() {
		if one.name.Text != "" {
			one.field.Fail(one.value().Validate())
		}
	}
	p.rows = append(p.rows, one)
	p.box.Add(one.row)
	p.onlyOneStays()
	return one
}

func (p *people) less(gone *person) {
	p.rows = slices.DeleteFunc(p.rows, func(each *person) bool { return each == gone })
	p.box.Remove(gone.row)
	p.onlyOneStays()
	p.tell()
}

// onlyOneStays hides the dropping of the last row.
func (p *people) onlyOneStays() {
	for _, each := range p.rows {
		if len(p.rows) == 1 {
			each.drop.Hide()
		} else {
			each.drop.Show()
		}
	}
}

func (p *people) tell() {
	if p.changed != nil {
		p.changed()
	}
}

// fill shows these people, one row each.
func (p *people) fill(all []office.Clerk) {
	for i, c := range all {
		if i == len(p.rows) {
			p.more()
		}
		p.rows[i].name.SetText(c.Name)
		p.rows[i].position.SetText(c.Position)
	}
}

// value leaves out rows in which nothing was typed, but for the first.
func (p *people) value() []office.Clerk {
	var all []office.Clerk
	for i, each := range p.rows {
		if c := each.value(); i == 0 || c.Name != "" || c.Position != "" {
			all = append(all, c)
		}
	}
	return all
}

func (one *person) value() office.Clerk {
	return office.Clerk{Name: kit.Typed(one.name.Text), Position: kit.Typed(one.position.Text)}
}

// check judges the rows and gives the first wrong one, nil when all are well.
func (p *people) check() fyne.Focusable {
	var first fyne.Focusable
	for i, each := range p.rows {
		c := each.value()
		if i > 0 && c.Name == "" && c.Position == "" {
			continue
		}
		if each.field.Fail(c.Validate()) && first == nil {
			first = each.name
		}
	}
	return first
}
