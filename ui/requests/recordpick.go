package requests

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// recordPick asks which finished conversion is the data message of a paper: it searches among them, and
// leads to where paper becomes one (Điều 4, 8.4).
type recordPick struct {
	step    *step
	search  *kit.Search
	found   *kit.Select
	rows    []office.Row
	looking kit.Latest
	content fyne.CanvasObject
}

const mostOffered = 30

func newRecordPick(s *step) *recordPick {
	p := &recordPick{step: s}
	p.found = kit.NewSelect(nil, func(string) { s.form.Chosen() })
	p.search = kit.NewSearch(kit.T("requests.record-search"), p.look, func() { s.page.desk.Focus(p.found) })
	digitise := kit.NewButton(kit.T("requests.digitise"), kit.IconDigitise, func() {
		if s.page.Digitise != nil {
			s.page.Digitise()
		}
	})
	p.content = container.NewVBox(p.search, p.found, kit.Flow(digitise))
	return p
}

// ask is the question.
func (p *recordPick) ask(said string) *ask {
	own := kit.Own{Shown: p.content, First: func() fyne.Focusable { return p.search }, Read: p.chosen, Write: p.choose}
	return kit.AskOwn("record", said, own, func(e office.RequestEntry) string { return string(e.Result.Record) }, func(e *office.RequestEntry, id string) { e.Result.Record = office.ID(id) })
}

// begin offers the newest ones.
func (p *recordPick) begin() {
	p.rows = nil
	p.found.Offer(nil, -1)
	p.search.SetText("")
	p.look()
}

// look searches for what was typed.
func (p *recordPick) look() {
	page := p.step.page
	wish := office.RecordWish{Text: kit.Typed(p.search.Text), Direction: office.PaperToData}
	kit.Load(p.looking.Next(page.desk.Context()), func(ctx context.Context) ([]office.Row, error) {
		keys, _, err := page.services.FindRecords(ctx, wish, mostOffered)
		if err != nil {
			return nil, err
		}
		return page.services.RowsFound(ctx, keys, wish.Text)
	}, func(all []office.Row, err error) {
		page.desk.Tell(err)
		p.offer(all)
	})
}

// offer offers what was found; what was chosen stays while it is among it.
func (p *recordPick) offer(all []office.Row) {
	was, at := p.chosen(), -1
	var names []string
	for i, row := range all {
		if string(row.ID) == was {
			at = i
		}
		names = append(names, kit.Joined(kit.At(row.At), row.Subject, row.Clerk))
	}
	p.rows = all
	p.found.Offer(names, at)
}

func (p *recordPick) chosen() string {
	if i := p.found.SelectedIndex(); i >= 0 && i < len(p.rows) {
		return string(p.rows[i].ID)
	}
	return ""
}

func (p *recordPick) choose(id string) {
	if id == "" {
		p.found.ClearSelected()
	}
}
