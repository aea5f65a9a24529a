package audit

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	DeedKinds() []office.KindWord
	Audit(ctx context.Context, w office.DeedWish, after office.DeedPlace, most int) (office.DeedPage, error)
	ExportAudit(ctx context.Context, w office.DeedWish, path, by string) error
	Review(ctx context.Context, by office.Clerk, found string) (office.JournalReview, error)
	Reviews(ctx context.Context) ([]office.JournalReview, error)
	ReviewOwed(ctx context.Context) (time.Time, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
}

const (
	// pageDeeds are read at once, the next ones as the end comes near.
	pageDeeds = 100
	// mostListed is where scrolling ends: nobody reads on, one filters.
	mostListed = 5_000
	pageMargin = 8
)

// Page is the place "Nhật ký".
type Page struct {
	desk     *kit.Desk
	services Services
	visit    kit.Latest

	finder  *kit.Finder[office.Deed]
	detail  *detail
	review  *review
	both    *kit.Bench
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services}
	p.finder = kit.NewFinder[office.Deed](desk, kit.FinderSaid{
		Search: kit.T("audit.who"), Icon: kit.IconAudit, Empty: kit.T("audit.none"),
		Count: func(n string) string { return kit.T("audit.count", n) }, More: p.more,
	}, kit.NewDayFilter(kit.T("audit.since")), kit.NewDayFilter(kit.T("audit.until")), kinds(services.DeedKinds()))
	p.finder.Ask, p.finder.Show = p.ask, show
	p.finder.ID = func(d office.Deed) office.ID { return office.ID(d.Hash) }
	p.detail, p.review = newDetail(desk), newReview(p)
	p.finder.OnOpen = func(d office.Deed) {
		p.both.Turn(kit.TheChosen)
		p.detail.Put(office.ID(d.Hash), d)
	}
	p.both = kit.Sides(p.finder.Body, kit.Border(p.review.content, nil, nil, nil, p.detail.Content))
	head := container.NewVBox(kit.Head(kit.Heading(kit.T("audit.title")), p.finder.Count, p.exports()), p.finder.Head)
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.both))
	return p
}

// noAccesses stands for every kind but the looks of people at records.
const noAccesses = "-" + office.KindAccess

func kinds(all []office.KindWord) *kit.Filter {
	options := []kit.Option{{Key: string(noAccesses), Name: kit.T("audit.no-accesses")}}
	for _, k := range all {
		options = append(options, kit.Option{Key: string(k.Kind), Name: kit.Said(k.Said)})
	}
	return kit.NewFilter(kit.T("audit.all-kinds"), options...)
}

// more says that there are more deeds than are listed, and how one comes to them.
func (p *Page) more(n string) string {
	if p.finder.Listed() >= mostListed {
		return kit.T("audit.too-many", n)
	}
	return kit.T("audit.more", n)
}

// exports are the three forms in which what is listed can be carried away.
func (p *Page) exports() fyne.CanvasObject {
	row := container.NewHBox()
	for _, ending := range []string{"xlsx", "pdf", "json"} {
		b := kit.NewButton(kit.T("audit.export-"+ending), theme.DocumentSaveIcon(), func() { p.export(ending) })
		p.desk.Guard(office.MayAudit, b)
		row.Add(b)
	}
	return row
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads the journal again.
func (p *Page) Enter() {
	ctx := p.visit.Next(p.desk.Context())
	p.review.read()
	p.finder.Enter(ctx)
}

// Leave drops what is being read, and what was.
func (p *Page) Leave() {
	p.visit.Drop()
	p.finder.Leave()
}

// Changed reads again when something was done: what is looked at stays where it is.
func (p *Page) Changed() {
	p.review.read()
	p.finder.Find()
}

// Search moves the keyboard to the first filter.
func (p *Page) Search() { p.desk.Focus(p.finder.Search) }

// Finish records the review that is being written (Ctrl+Enter).
func (p *Page) Finish() { p.review.Finish() }

// wishOf reads what is searched for as the station asks it.
func wishOf(w kit.Wish) (is office.DeedWish) {
	is.Who = w.Text
	is.Since, is.Until = dayOf(w.Chosen[0]), dayOf(w.Chosen[1])
	if !is.Until.IsZero() {
		is.Until = is.Until.AddDate(0, 0, 1) // to the end of that day
	}
	if is.Kind = office.Kind(w.Chosen[2]); is.Kind == noAccesses {
		is.Kind, is.But = "", office.KindAccess
	}
	return is
}

// dayOf is the beginning of yyyy-mm-dd in Việt Nam; zero for none.
func dayOf(day string) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, day, office.VietNam)
	if err != nil {
		return time.Time{}
	}
	return at
}

// ask reads the first deeds that are wished, as many as are listed already.
func (p *Page) ask(ctx context.Context, w kit.Wish) (kit.Found[office.Deed], error) {
	return p.read(ctx, wishOf(w), nil, office.DeedPlace{}, max(pageDeeds, w.Listed))
}

// read reads on after those that were read.
func (p *Page) read(ctx context.Context, w office.DeedWish, have []office.Deed, after office.DeedPlace, most int) (found kit.Found[office.Deed], err error) {
	page, err := p.services.Audit(ctx, w, after, most)
	if err != nil {
		return found, err
	}
	found.Have, found.More = append(have[:len(have):len(have)], page.Deeds...), page.More
	if page.More && len(found.Have) < mostListed {
		found.Next = func(ctx context.Context) (kit.Found[office.Deed], error) {
			return p.read(ctx, w, found.Have, page.Last, pageDeeds)
		}
	}
	return found, nil
}

// show fills a line of the list.
func show(d office.Deed, row *kit.Row) {
	row.Set(kit.Said(d.Did), kit.SaidOf(d.With()), kit.At(d.At))
	row.Chip.Set(kit.Neutral, kit.IconPerson, d.Who)
}

// export writes what the filters choose to a file that the clerk names.
func (p *Page) export(ending string) {
	w, err := p.finder.Wished()
	if err != nil {
		p.desk.Tell(err)
		return
	}
	p.desk.Save(kit.Saving{Purpose: "audit", Name: kit.T("audit.file") + "." + ending, Doing: kit.T("audit.exporting"),
		Write: func(ctx context.Context, path string) error {
			return p.services.ExportAudit(ctx, wishOf(w), path, p.review.By().Name)
		}})
}
