package meetings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// deputy asks who sits in somebody's place, and by which paper: without one they are there and vote not.
type deputy struct {
	r       *roll
	of      office.AttendTold
	name    *kit.Offered
	paper   *kit.Entry
	title   *widget.Label
	content *fyne.Container
}

func newDeputy(r *roll, h *kit.Hanger) *deputy {
	d := &deputy{r: r, name: kit.NewOffered(h), paper: kit.NewEntry(), title: kit.Prose("")}
	d.name.SetPlaceHolder(kit.T("meetings.deputy-name"))
	d.paper.SetPlaceHolder(kit.T("meetings.deputy-paper"))
	d.name.Offers = d.offers
	d.name.OnSubmitted, d.paper.OnSubmitted = func(string) { d.comes() }, func(string) { d.comes() }
	yes, no := kit.NewMainButton(kit.T("meetings.deputy-yes"), nil, d.comes), kit.NewButton(kit.T("meetings.deputy-not"), nil, d.away)
	r.s.page.desk.Guard(office.MayKeep, yes)
	d.content = container.NewVBox(d.title, d.name, d.paper, container.NewHBox(no, yes))
	d.content.Hide()
	return d
}

// ask asks of somebody who was invited.
func (d *deputy) ask(of office.AttendTold) {
	d.of = of
	d.title.SetText(kit.T("meetings.deputy-of", of.Name))
	d.name.SetText("")
	d.paper.SetText("")
	d.content.Show()
	d.r.content.Refresh()
	kit.Reveal(d.content)
	d.r.s.page.desk.Focus(d.name)
}

func (d *deputy) away() {
	d.content.Hide()
	d.r.content.Refresh()
}

// comes writes down that somebody came in another's place.
func (d *deputy) comes() {
	name := kit.Typed(d.name.Text)
	if name == "" {
		d.r.s.page.desk.Tell(kit.Refused("meetings.deputy-none"))
		return
	}
	d.r.s.note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: d.of.Seat, How: office.AttendHere, Deputy: name, Authority: kit.Typed(d.paper.Text)}, d.away)
}

// offers are those who work here and were not invited themselves.
func (d *deputy) offers() (all []kit.Option) {
	for _, c := range d.r.s.page.clerks {
		if !c.Left && !slices.ContainsFunc(d.r.s.is.People, func(p office.AttendTold) bool { return p.ID == c.ID }) {
			all = append(all, kit.Option{Key: c.Name, Name: c.Name})
		}
	}
	return all
}
