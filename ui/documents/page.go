package documents

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	Types() []office.DocumentType
	FindRegistered(ctx context.Context, w office.RegisteredWish, most int) (keys []int64, more bool, err error)
	RegisteredRows(ctx context.Context, keys []int64) ([]office.RegisteredRow, error)
	RegisteredOf(ctx context.Context, id office.ID) (office.Registered, error)
	RegisterWords(ctx context.Context, f office.Flow) (office.RegisterWords, error)
	Duplicates(ctx context.Context, r office.Registered, paths []string) ([]office.RegisteredTwin, error)
	Register(ctx context.Context, by office.Clerk, r office.Registered) (office.Registered, error)
	EditRegistered(ctx context.Context, by office.Clerk, r office.Registered) (office.Registered, error)
	CancelRegistered(ctx context.Context, by office.Clerk, id office.ID, why string) (office.Registered, error)
	NumbersStand(ctx context.Context, year int) error
	SeriesStand(ctx context.Context, year int) ([]office.SeriesStands, error)
	ExplainNumbers(ctx context.Context, series string) ([]office.NumbersSaid, error)
	OtherStations(ctx context.Context) ([]office.ID, error)
	OpenYear(ctx context.Context, by office.Clerk, year int, anew bool) error
	HandOver(ctx context.Context, by office.Clerk, series string, to office.ID) error
	TakeOver(ctx context.Context, by office.Clerk, series, why string) error
	SaveRegister(ctx context.Context, flow office.Flow, year int, path, by string) error
	History(ctx context.Context, id office.ID) ([]office.Deed, error)
	BornAt(ctx context.Context, id office.ID) (office.ID, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
}

const (
	mostFound  = 100_000
	pageMargin = 8
	yearsBack  = 4 // that are offered beside this one
)

// Page is the place "Văn bản".
type Page struct {
	desk     *kit.Desk
	services Services
	types    []office.DocumentType
	visit    kit.Latest
	by       office.Clerk

	finder  *kit.Finder[office.RegisteredRow]
	both    *kit.Bench
	entry   *entry
	detail  *detail
	numbers *numbers
	hurdle  *hurdle
	clerk   *kit.ClerkChoice
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types()}
	p.finder = kit.NewFinder[office.RegisteredRow](desk, kit.FinderSaid{
		Search: kit.T("documents.search"), Icon: kit.IconDocuments, Empty: kit.T("documents.none"), Begin: kit.T("documents.new"), OnBegin: p.Begin,
		Count: func(n string) string { return kit.T("documents.count", n) }, More: func(n string) string { return kit.T("documents.more", n) },
	}, filters()...)
	p.finder.Ask, p.finder.Show, p.finder.OnOpen = p.ask, p.showRow, func(r office.RegisteredRow) { p.Open(r.ID) }
	p.finder.ID = func(r office.RegisteredRow) office.ID { return r.ID }
	hanger := kit.NewHanger()
	p.clerk = kit.NewClerkChoice(kit.T("documents.by"), func(c office.Clerk) { p.by = c })
	p.hurdle, p.entry, p.detail, p.numbers = newHurdle(p), newEntry(p, hanger), newDetail(p), newNumbers(p)
	right := kit.Border(p.hurdle.content, p.clerk.Content, nil, nil, container.NewStack(p.entry.content, p.detail.Content, p.numbers.content))
	p.both = kit.Sides(p.finder.Body, right)
	fresh := kit.NewMainButton(kit.T("documents.new"), theme.ContentAddIcon(), p.Begin)
	desk.Guard(office.MayKeep, fresh)
	series := kit.NewButton(kit.T("documents.numbers"), nil, func() { p.face(p.numbers.content) })
	head := container.NewVBox(kit.Head(kit.Heading(kit.T("documents.title")), p.finder.Count, series, fresh), p.finder.Head)
	p.content = container.NewStack(kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.both)), hanger)
	p.show(p.detail.Content)
	return p
}

// thisYear is the one that the clock of the computer tells, as the station goes by it.
func thisYear() int { return time.Now().In(office.VietNam).Year() } //nolint:forbidigo // on the screen: it is no time of a record

// years are those that are offered, the newest first.
func years() (all []kit.Option) {
	for year := thisYear(); year >= thisYear()-yearsBack; year-- {
		all = append(all, kit.Option{Key: strconv.Itoa(year), Name: kit.T("documents.year", year)})
	}
	return all
}

// filters choose a register and a year.
func filters() []*kit.Filter {
	var flows []kit.Option
	for _, f := range office.Flows {
		flows = append(flows, kit.Option{Key: string(f), Name: flowSaid(f)})
	}
	return []*kit.Filter{kit.NewFilter(kit.T("documents.any-flow"), flows...), kit.NewFilter(kit.T("documents.any-year"), years()...)}
}

func flowSaid(f office.Flow) string { return kit.T("documents.flow-" + string(f)) }

// ask has the station search for what is wished.
func (p *Page) ask(ctx context.Context, w kit.Wish) (found kit.Found[office.RegisteredRow], err error) {
	year, _ := strconv.Atoi(w.Chosen[1]) // empty: any
	found.Rows = p.services.RegisteredRows
	found.Keys, found.More, err = p.services.FindRegistered(ctx, office.RegisteredWish{Text: w.Text, Flow: office.Flow(w.Chosen[0]), Year: year}, mostFound)
	return found, err
}

// showRow fills a line of the list.
func (p *Page) showRow(r office.RegisteredRow, row *kit.Row) {
	title := kit.Joined(numberSaid(r.Registered), kit.TypeName(p.types, r.Document.Type))
	row.Set(title, kit.From(r.Station, r.Document.Subject), kit.Day(r.Entered))
	tone, icon, said := stands(r.Registered)
	if r.Apart > 0 {
		tone, icon, said = kit.Warn, kit.IconWarning, kit.T("documents.apart")
	}
	row.Chip.Set(tone, icon, said)
	kit.Seen(row.Chip, true)
}

// stands tells what is to be known of a document before all else: that its number is no final
// one, that it was cancelled, or else on which register it is.
func stands(r office.Registered) (kit.Tone, fyne.Resource, string) {
	switch {
	case r.State == office.RegisteredCancelled:
		return kit.Neutral, kit.IconFailed, kit.T("documents.cancelled")
	case r.Number == 0:
		return kit.Warn, kit.IconOwed, kit.T("documents.provisional")
	}
	return kit.Neutral, nil, flowSaid(r.Flow)
}

// numberSaid is the number of a document as people call it.
func numberSaid(r office.Registered) string {
	switch {
	case r.Number == 0:
		return kit.T("documents.number-waits", r.Waiting)
	case r.Flow == office.FlowIn:
		return kit.Joined(kit.T("documents.number-in", r.Said()), office.Numbered(r.Document.Number, r.Document.Symbol))
	}
	return r.Numbered()
}

// face brings one of the parts at the right to the front, over the list where there is no room
// beside it.
func (p *Page) face(of fyne.CanvasObject) {
	p.show(of)
	p.both.Turn(kit.TheChosen)
	if of == p.numbers.content {
		p.finder.Choose("")
		p.numbers.load()
	}
}

func (p *Page) show(of fyne.CanvasObject) {
	for _, each := range []fyne.CanvasObject{p.entry.content, p.detail.Content, p.numbers.content} {
		kit.Seen(each, each == of)
	}
	p.content.Refresh()
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads again what is listed and what lies open, and takes up what was left half typed.
func (p *Page) Enter() {
	ctx := p.visit.Next(p.desk.Context())
	kit.Load(ctx, p.services.Clerks, func(clerks []office.Clerk, err error) {
		p.desk.Tell(err)
		p.by = p.clerk.Seat(clerks, p.by)
		kit.Seen(p.clerk.Content, len(clerks) > 1)
	})
	p.detail.Enter(ctx)
	p.finder.Enter(ctx)
	p.entry.enter()
	p.hurdle.look()
	if p.numbers.content.Visible() {
		p.numbers.load()
	}
}

// Leave drops what is being read.
func (p *Page) Leave() {
	p.visit.Drop()
	p.finder.Leave()
}

// Changed reads again; what is being typed stays.
func (p *Page) Changed() {
	p.finder.Find()
	p.detail.Renew()
	p.hurdle.look()
	if p.numbers.content.Visible() {
		p.numbers.load()
	}
}

// Search moves the keyboard to the search field.
func (p *Page) Search() { p.desk.Focus(p.finder.Search) }

// Begin asks for a new document (Ctrl+N).
func (p *Page) Begin() { p.entry.begin(p.entry.blank()) }

// Type asks for a new document of which some answers are known.
func (p *Page) Type(answers map[string]string) {
	p.Begin()
	p.entry.form.Type(answers)
}

// Finish keeps what was typed (Ctrl+Enter).
func (p *Page) Finish() {
	if p.entry.content.Visible() {
		kit.Press(p.entry.kept.Save)
	}
}

// Open shows a document.
func (p *Page) Open(id office.ID) {
	p.finder.Choose(id)
	p.face(p.detail.Content)
	p.detail.Open(id)
}
