package meetings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// mostPapers is how many documents on the registers a search for one gives.
const mostPapers = 100_000

// papers asks which documents of the registers lie before all in a meeting. They are found in the place of
// the form, a press each.
type papers struct {
	page   *Page
	taken  []office.ID
	said   map[office.ID]string // what those are called
	lines  *fyne.Container
	add    *kit.Button
	finder *kit.Finder[office.RegisteredRow]

	content *fyne.Container
	chooser fyne.CanvasObject
	back    func()
	typed   func()
	grown   func()
}

func newPapers(p *Page, typed, grown, back func()) *papers {
	a := &papers{page: p, said: map[office.ID]string{}, lines: container.NewVBox(), typed: typed, grown: grown, back: back}
	a.add = kit.NewButton(kit.T("meetings.paper-add"), theme.ContentAddIcon(), a.seek)
	a.content = container.NewVBox(a.lines, container.NewHBox(a.add))
	a.finder = kit.NewFinder[office.RegisteredRow](p.desk, kit.FinderSaid{
		Search: kit.T("meetings.paper-search"), Icon: kit.IconDocuments, Empty: kit.T("meetings.paper-none"),
		Count: func(n string) string { return kit.T("meetings.paper-count", n) }, More: func(n string) string { return kit.T("meetings.paper-count", n) },
	})
	a.finder.Ask, a.finder.Show, a.finder.OnOpen = a.ask, a.show, a.turn
	a.finder.ID = func(r office.RegisteredRow) office.ID { return r.ID }
	done := kit.NewMainButton(kit.T("meetings.paper-done"), nil, back)
	a.chooser = kit.Border(container.NewVBox(kit.Head(kit.Subheading(kit.T("meetings.paper-title")), a.finder.Count), a.finder.Head), container.NewHBox(done), nil, nil, a.finder.Body)
	return a
}

// know takes what documents are called that a meeting has.
func (a *papers) know(all []office.PaperTold) {
	for _, is := range all {
		a.said[is.ID] = is.Said
	}
}

func (a *papers) first() fyne.Focusable { return a.add }

func (a *papers) answer() string { return kit.JoinKeys(a.taken) }

func (a *papers) write(typed string) {
	a.taken = kit.SplitKeys[office.ID](typed)
	a.lay()
}

// lay lays a line for each.
func (a *papers) lay() {
	a.lines.RemoveAll()
	for _, id := range a.taken {
		said := a.said[id]
		if said == "" { // it was half typed, and chosen before the window closed
			said = kit.T("meetings.paper-chosen")
		}
		away := kit.NewQuietButton("", theme.DeleteIcon(), func() { a.drop(id) })
		a.lines.Add(kit.Border(nil, nil, nil, away, wrapped(said)))
	}
	a.grown()
}

func (a *papers) drop(id office.ID) {
	a.taken = slices.DeleteFunc(a.taken, func(o office.ID) bool { return o == id })
	a.lay()
	a.typed()
}

// seek finds documents in the place of the form.
func (a *papers) seek() {
	a.page.face(a.chooser)
	a.finder.Choose("")
	a.finder.Search.SetText("")
	a.finder.Enter(a.page.visit.Now())
	a.page.desk.Focus(a.finder.Search)
}

func (a *papers) ask(ctx context.Context, w kit.Wish) (kit.Found[office.RegisteredRow], error) {
	return kit.Keyed(ctx, w, mostPapers, func(ctx context.Context, most int) ([]int64, bool, error) {
		return a.page.services.FindRegistered(ctx, office.RegisteredWish{Text: w.Text}, most)
	}, a.page.services.RegisteredRows)
}

func (a *papers) show(r office.RegisteredRow, row *kit.Row) {
	row.Set(r.Called(), kit.From(r.Station, r.Document.Subject), kit.Day(r.Entered))
	row.Chip.Set(kit.Good, kit.IconMet, kit.T("meetings.paper-taken"))
	cancelled := r.State == office.RegisteredCancelled
	if cancelled {
		row.Chip.Set(kit.Neutral, kit.IconFailed, kit.T("documents.cancelled"))
	}
	kit.Seen(row.Chip, cancelled || slices.Contains(a.taken, r.ID))
}

// turn takes a document, or lets it go again. A number that was cancelled is taken by no meeting.
func (a *papers) turn(r office.RegisteredRow) {
	a.finder.Choose("")
	switch {
	case slices.Contains(a.taken, r.ID):
		a.drop(r.ID)
	case r.State != office.RegisteredCancelled:
		a.said[r.ID] = kit.Joined(r.Called(), r.Document.Subject)
		a.taken = append(a.taken, r.ID)
		a.lay()
		a.typed()
	}
	a.finder.List.Refresh()
}
