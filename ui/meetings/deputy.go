package meetings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// deputy asks who sits in somebody's place, and by which paper: without one they are there and vote not. Or
// who of the meeting holds the vote of somebody, which goes by a paper alone.
type deputy struct {
	r       *roll
	of      office.AttendTold
	proxy   bool // the vote alone is given
	name    *kit.Offered
	paper   *kit.Entry
	title   *widget.Label
	yes     *kit.Button
	content *fyne.Container
}

func newDeputy(r *roll, h *kit.Hanger) *deputy {
	d := &deputy{r: r, name: kit.NewOffered(h), paper: kit.NewEntry(), title: kit.Prose("")}
	d.paper.SetPlaceHolder(kit.T("meetings.deputy-paper"))
	d.name.Offers = d.offers
	d.name.OnSubmitted, d.paper.OnSubmitted = func(string) { d.writes() }, func(string) { d.writes() }
	d.yes = kit.NewMainButton(kit.T("meetings.deputy-yes"), nil, d.writes)
	no := kit.NewButton(kit.T("meetings.deputy-not"), nil, d.away)
	r.s.page.desk.Guard(office.MayKeep, d.yes)
	d.content = container.NewVBox(d.title, d.name, d.paper, container.NewHBox(no, d.yes))
	d.content.Hide()
	return d
}

// ask asks of somebody who was invited.
func (d *deputy) ask(of office.AttendTold, proxy bool) {
	d.of, d.proxy = of, proxy
	title, name, yes := kit.T("meetings.deputy-of", of.Name), kit.T("meetings.deputy-name"), kit.T("meetings.deputy-yes")
	if proxy {
		title, name, yes = kit.T("meetings.proxy-of", of.Name), kit.T("meetings.proxy-name"), kit.T("meetings.proxy-yes")
	}
	d.title.SetText(title)
	d.name.SetPlaceHolder(name)
	d.yes.SetText(yes)
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

// writes writes down what was asked.
func (d *deputy) writes() {
	e, err := d.entry(kit.Typed(d.name.Text))
	if err != nil {
		d.r.s.page.desk.Tell(err)
		return
	}
	d.r.s.note(e, d.away)
}

func (d *deputy) entry(name string) (e office.MeetingEntry, err error) {
	e = office.MeetingEntry{Deed: office.MeetingAttended, Seat: d.of.Seat, Authority: kit.Typed(d.paper.Text)}
	switch holder, known := d.voter(name); {
	case name == "":
		return e, kit.Refused("meetings.deputy-none")
	case !d.proxy:
		e.How, e.Deputy = office.AttendHere, name
	case !known:
		return e, kit.Refused("meetings.proxy-none", name)
	default:
		e.Deed, e.Holder = office.MeetingProxy, holder
	}
	return e, nil
}

// voter is the seat of the one other who votes in the meeting under a name.
func (d *deputy) voter(name string) (seat office.ID, is bool) {
	for _, p := range d.r.s.is.People {
		if p.Votes && p.Seat != d.of.Seat && office.Fold(p.Name) == office.Fold(name) {
			if is {
				return "", false // which of two is not said
			}
			seat, is = p.Seat, true
		}
	}
	return seat, is
}

// offers are those who work here and were not invited themselves; to hold a vote, those who vote.
func (d *deputy) offers() (all []kit.Option) {
	if d.proxy {
		for _, p := range d.r.s.is.People {
			if p.Votes && p.Seat != d.of.Seat {
				all = append(all, kit.Option{Key: p.Name, Name: p.Name})
			}
		}
		return all
	}
	for _, c := range d.r.s.page.clerks {
		if !c.Left && !slices.ContainsFunc(d.r.s.is.People, func(p office.AttendTold) bool { return p.ID == c.ID }) {
			all = append(all, kit.Option{Key: c.Name, Name: c.Name})
		}
	}
	return all
}
