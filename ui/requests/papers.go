package requests

import (
	"cmp"
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// papers asks which papers were handed in with a request: those that its procedure asks, others, and
// those that the office has already, which are used again with the word of somebody (Điều 8.4).
type papers struct {
	rows    []*paperRow
	every   *kit.Check // all that is asked is here, and each the original
	other   *kit.Offered
	allowed *kit.Offered // who lets papers be used again
	asked   *fyne.Container
	again   *fyne.Container
	content *fyne.Container

	typed func() // the form is told
	grown func()
}

// paperRow is one paper: ticked, it was handed in.
type paperRow struct {
	is    office.RequestPaper
	asked bool // by the procedure
	tick  *kit.Check
	form  *kit.Select // nil: it is used again
	line  fyne.CanvasObject
}

// newPapers lays them out: known tells what the office has of who asks, and seek looks for that.
func newPapers(h *kit.Hanger, known *widget.Label, seek *kit.Button, people func() []kit.Option, typed, grown func()) *papers {
	p := &papers{asked: container.NewVBox(), again: container.NewVBox(), other: kit.NewOffered(h), allowed: kit.NewOffered(h), typed: typed, grown: grown}
	p.every = kit.NewCheck(kit.T("requests.papers-all"), p.takeAll)
	p.other.SetPlaceHolder(kit.T("requests.papers-other"))
	p.other.OnSubmitted, p.other.OnChanged = func(string) { p.add() }, func(string) { p.typed() }
	p.allowed.SetPlaceHolder(kit.T("requests.papers-allowed"))
	p.allowed.Offers = people
	p.allowed.OnChanged = func(string) { p.typed() }
	more := kit.Border(nil, nil, nil, container.NewHBox(kit.NewButton(kit.T("requests.papers-add"), nil, p.add), seek), p.other)
	p.content = container.NewVBox(known, p.again, p.every, p.asked, more)
	p.lay()
	return p
}

// first is where the keyboard answers.
func (p *papers) first() fyne.Focusable {
	switch {
	case p.every.Visible():
		return p.every
	case len(p.rows) > 0:
		return p.rows[0].tick
	}
	return p.other
}

// ask lists the papers that another procedure asks; what was handed in beside stays.
func (p *papers) ask(names []string) {
	var asked []*paperRow
	for _, name := range names {
		r := p.row(office.RequestPaper{Name: name})
		if i := slices.IndexFunc(p.rows, func(r *paperRow) bool { return r.form != nil && r.is.Name == name }); i >= 0 {
			r = p.rows[i]
			p.rows = slices.Delete(p.rows, i, i+1)
		}
		r.asked = true
		asked = append(asked, r)
	}
	rest := slices.DeleteFunc(p.rows, func(r *paperRow) bool { return r.asked && !r.tick.Checked })
	for _, r := range rest {
		r.asked = false
	}
	p.rows = append(asked, rest...)
	p.lay()
}

// row is one of papers that are not here yet.
func (p *papers) row(is office.RequestPaper) *paperRow {
	r := &paperRow{is: is}
	r.tick = kit.NewCheck(is.Name, func(yes bool) {
		kit.Seen(r.form, yes)
		p.changed()
	})
	var names []string
	for _, c := range brought() {
		names = append(names, kit.Capital(kit.Said(c.Said)))
	}
	r.form = kit.NewSelect(names, func(string) { p.typed() })
	r.form.Hide()
	r.line = kit.Border(nil, nil, nil, r.form, r.tick)
	return r
}

// brought are the forms of a paper that was handed in.
func brought() []office.Choice {
	return slices.DeleteFunc(slices.Clone(office.PaperForms), func(c office.Choice) bool { return c.Key == office.PaperReused })
}

// offer lists the papers that the office has of who asks; those that are used again already stay ticked.
func (p *papers) offer(all []office.Reusable) {
	p.rows = slices.DeleteFunc(p.rows, func(r *paperRow) bool { return r.is.Form == office.PaperReused && !r.tick.Checked })
	for _, each := range all {
		if slices.ContainsFunc(p.rows, func(r *paperRow) bool { return r.is.Record == each.Paper.Record }) {
			continue
		}
		is := office.RequestPaper{Name: each.Paper.Name, Form: office.PaperReused, Record: each.Paper.Record, From: each.Request}
		said := kit.T("requests.papers-again", each.Paper.Name, office.RequestCodeSpoken(each.Code), kit.Day(office.DayOf(each.Received)))
		p.rows = append(p.rows, p.reused(is, said))
	}
	p.lay()
}

func (p *papers) reused(is office.RequestPaper, said string) *paperRow {
	r := &paperRow{is: is}
	r.tick = kit.NewCheck(said, func(bool) { p.changed() })
	r.line = r.tick
	return r
}

// add lists a paper that the procedure does not ask.
func (p *papers) add() {
	name := kit.Typed(p.other.Text)
	if name == "" {
		return
	}
	r := p.row(office.RequestPaper{Name: name})
	p.rows = append(p.rows, r)
	p.other.SetText("")
	p.lay()
	r.tick.SetChecked(true)
}

// takeAll ticks what the procedure asks, as originals, but for what has another form already.
func (p *papers) takeAll(yes bool) {
	if !yes {
		return
	}
	for _, r := range p.rows {
		if r.asked && !p.instead(r.is.Name) {
			r.tick.SetChecked(true)
			if r.form.SelectedIndex() < 0 {
				r.form.SetSelectedIndex(0)
			}
		}
	}
	p.changed()
}

// instead tells of a paper that is used again: it need not be brought.
func (p *papers) instead(name string) bool {
	return slices.ContainsFunc(p.rows, func(r *paperRow) bool {
		return r.is.Form == office.PaperReused && r.tick.Checked && office.Fold(r.is.Name) == office.Fold(name)
	})
}

func (p *papers) changed() {
	kit.Seen(p.allowed, slices.ContainsFunc(p.rows, func(r *paperRow) bool { return r.is.Form == office.PaperReused && r.tick.Checked }))
	p.typed()
	p.content.Refresh()
	p.grown()
}

// lay sets the rows: what is here already above what is to be brought.
func (p *papers) lay() {
	p.asked.RemoveAll()
	p.again.RemoveAll()
	any := false
	for _, r := range p.rows {
		if r.is.Form == office.PaperReused {
			p.again.Add(r.line)
		} else {
			p.asked.Add(r.line)
		}
		any = any || r.asked
	}
	p.again.Add(p.allowed)
	kit.Seen(p.every, any)
	p.every.SetChecked(false)
	kit.Seen(p.allowed, slices.ContainsFunc(p.rows, func(r *paperRow) bool { return r.is.Form == office.PaperReused && r.tick.Checked }))
	p.content.Refresh()
	p.grown()
}

// answer is what is ticked, as the form holds it.
func (p *papers) answer() string {
	var all []office.RequestPaper
	for _, r := range p.rows {
		if !r.tick.Checked {
			continue
		}
		is := r.is
		if r.form == nil {
			is.Allowed = cmp.Or(kit.Typed(p.allowed.Text), is.Allowed)
		} else if i := r.form.SelectedIndex(); i >= 0 {
			is.Form = brought()[i].Key
		}
		all = append(all, is)
	}
	if pending := kit.Typed(p.other.Text); pending != "" { // typed, and not added: it is not lost
		all = append(all, office.RequestPaper{Name: pending})
	}
	return written(all)
}

// write puts papers into the rows, as they were kept or left half typed.
func (p *papers) write(typed string) {
	var rest []*paperRow
	for _, r := range p.rows {
		if r.asked {
			r.tick.SetChecked(false)
			r.form.ClearSelected()
			rest = append(rest, r)
		}
	}
	p.rows = rest
	p.allowed.SetText("")
	p.other.SetText("")
	for _, is := range readPapers(typed) {
		if is.Form == office.PaperReused {
			r := p.reused(is, kit.T("requests.papers-again-kept", is.Name))
			r.tick.SetChecked(true)
			p.allowed.SetText(is.Allowed)
			p.rows = append(p.rows, r)
			continue
		}
		i := slices.IndexFunc(p.rows, func(r *paperRow) bool { return r.is.Name == is.Name && r.form != nil && !r.tick.Checked })
		if i < 0 {
			p.rows, i = append(p.rows, p.row(office.RequestPaper{Name: is.Name})), len(p.rows)
		}
		r := p.rows[i]
		r.is.Record = is.Record
		r.tick.SetChecked(true)
		if at := slices.IndexFunc(brought(), func(c office.Choice) bool { return c.Key == is.Form }); at >= 0 {
			r.form.SetSelectedIndex(at)
		}
	}
	p.lay()
}

// written are papers as an answer of the form; none: nothing.
func written(all []office.RequestPaper) string {
	if len(all) == 0 {
		return ""
	}
	b, err := json.Marshal(all)
	if err != nil {
		return ""
	}
	return string(b)
}

// readPapers reads such an answer; what is none holds no paper.
func readPapers(typed string) (all []office.RequestPaper) {
	if typed == "" || json.Unmarshal([]byte(typed), &all) != nil {
		return nil
	}
	return all
}
