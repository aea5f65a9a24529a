package workfiles

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// mostFound is how many documents on the registers a search for one gives.
const mostFound = 100_000

// adder finds a document on the registers as its words are typed, and puts it into the file that
// lies open.
type adder struct {
	page    *Page
	finder  *kit.Finder[office.RegisteredRow]
	chosen  office.RegisteredRow
	asks    *kit.Form[paged]
	put     *kit.Button
	content fyne.CanvasObject
}

// paged is what is said of a document that is put into a file.
type paged struct{ Pages, Note string }

func newAdder(p *Page) *adder {
	a := &adder{page: p}
	a.finder = kit.NewFinder[office.RegisteredRow](p.desk, kit.FinderSaid{
		Search: kit.T("workfiles.find"), Icon: kit.IconDocuments, Empty: kit.T("workfiles.find-none"),
		Count: func(n string) string { return kit.T("workfiles.documents", n) }, More: func(n string) string { return kit.T("workfiles.documents", n) },
	})
	a.finder.Ask, a.finder.Show, a.finder.OnOpen = a.ask, a.show, a.choose
	a.finder.ID = func(r office.RegisteredRow) office.ID { return r.ID }
	a.asks = kit.NewForm(
		kit.AskWords("pages", kit.T("workfiles.ask-pages"), func(p *paged) *string { return &p.Pages }).Hinted(kit.T("workfiles.hint-pages")).Judged(func(p paged) error {
			_, err := p.count()
			return err
		}).About("workfiles.bad-pages"),
		kit.AskWords("note", kit.T("workfiles.ask-note"), func(p *paged) *string { return &p.Note }).Beside(),
	)
	a.put = kit.NewMainButton(kit.T("workfiles.put"), theme.ContentAddIcon(), a.press)
	a.asks.OnEnter = a.press
	p.desk.Guard(office.MayKeep, a.put)
	back := kit.NewButton(kit.T("workfiles.done"), nil, func() { p.face(p.detail.Content) })
	foot := container.NewVBox(a.asks.Content, container.NewHBox(a.put, back))
	a.content = kit.Border(container.NewVBox(kit.Head(kit.Subheading(kit.T("workfiles.add-title")), a.finder.Count), a.finder.Head), foot, nil, nil, a.finder.Body)
	return a
}

// count reads how many pages were typed; nothing typed: nobody counted.
func (p paged) count() (int, error) {
	typed := kit.Typed(p.Pages)
	if typed == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 {
		return 0, kit.Refused("workfiles.no-count", typed)
	}
	return n, nil
}

func (a *adder) ask(ctx context.Context, w kit.Wish) (kit.Found[office.RegisteredRow], error) {
	return kit.Keyed(ctx, w, mostFound, func(ctx context.Context, most int) ([]int64, bool, error) {
		return a.page.services.FindRegistered(ctx, office.RegisteredWish{Text: w.Text}, most)
	}, a.page.services.RegisteredRows)
}

func (a *adder) show(r office.RegisteredRow, row *kit.Row) {
	row.Set(kit.Joined(calledIn(r.Registered), kit.TypeName(a.page.types, r.Document.Type)), kit.From(r.Station, r.Document.Subject), kit.Day(r.Entered))
	there, cancelled := a.lies(r.ID), r.State == office.RegisteredCancelled
	row.Chip.Set(kit.Good, kit.IconMet, kit.T("workfiles.lies"))
	if cancelled {
		row.Chip.Set(kit.Neutral, kit.IconFailed, kit.T("documents.cancelled"))
	}
	kit.Seen(row.Chip, there || cancelled)
}

// calledIn is how people look for a document: one that came in has its number of the register, and that of
// who sent it.
func calledIn(r office.Registered) string {
	if r.Flow == office.FlowIn && r.Number > 0 {
		return kit.Joined(kit.T("documents.number-in", r.Said()), numberOf(r))
	}
	return numberOf(r)
}

// lies tells whether a document is in the file already.
func (a *adder) lies(id office.ID) bool {
	for _, d := range a.page.detail.Record().is.Documents {
		if d.Document.ID == id {
			return true
		}
	}
	return false
}

// enter looks for a document anew.
func (a *adder) enter() {
	a.chosen = office.RegisteredRow{}
	a.finder.Choose("")
	a.finder.Search.SetText("")
	a.asks.Fill(paged{})
	a.put.Disable()
	a.finder.Enter(a.page.visit.Now())
	a.page.desk.Focus(a.finder.Search)
}

func (a *adder) choose(r office.RegisteredRow) {
	a.chosen = r
	a.finder.Choose(r.ID)
	kit.Able(a.put, !a.lies(r.ID) && r.State != office.RegisteredCancelled)
	a.asks.Focus(a.page.desk, "pages")
}

// press puts the document that is chosen into the file, and looks for the next.
func (a *adder) press() {
	if a.put.Disabled() || !a.asks.Check(a.page.desk) {
		return
	}
	p, file, r, said := a.page, a.page.detail.Of(), a.chosen, a.asks.Value()
	pages, _ := said.count() // it was judged
	a.put.Disable()          // it is sent once
	p.send(kit.T("workfiles.added", numberOf(r.Registered)), func(ctx context.Context) error {
		_, err := p.services.AddToFile(ctx, p.by, file, r.ID, pages, said.Note)
		return err
	}, func(err error) {
		if err != nil {
			a.put.Enable()
			a.asks.Tell(p.desk, err)
			return
		}
		a.enter()
	})
}
