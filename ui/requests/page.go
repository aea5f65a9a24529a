package requests

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	Procedures(ctx context.Context) ([]office.Procedure, error)
	PersonSought(ctx context.Context, number string) (office.PersonSought, error)
	ReceiveRequest(ctx context.Context, by office.Clerk, r office.Request) (office.RequestTold, error)
	CorrectRequest(ctx context.Context, by office.Clerk, r office.Request) (office.RequestTold, error)
	DoWithRequest(ctx context.Context, by office.Clerk, e office.RequestEntry, seen office.ID) (office.RequestTold, error)
	Request(ctx context.Context, id office.ID) (office.RequestTold, error)
	FindRequests(ctx context.Context, by office.Clerk, w office.RequestWish, most int) (keys []int64, more bool, err error)
	RequestNamed(ctx context.Context, code string) (office.RequestTold, error)
	RequestRows(ctx context.Context, keys []int64) ([]office.RequestRow, error)
	FindRecords(ctx context.Context, w office.RecordWish, most int) (keys []int64, more bool, err error)
	RowsFound(ctx context.Context, keys []int64, text string) ([]office.Row, error)
	SaveRequestForm(ctx context.Context, w office.RequestFormWish, path string) error
	SaveRequestRegister(ctx context.Context, year int, path, by string) (count int, err error)
	SaveRequestReport(ctx context.Context, w office.RequestReportWish, path, by string) (office.RequestReport, error)
	HeldKey() (office.HeldKey, bool)
	Turns(ctx context.Context) (office.Turns, error)
	TakeTurn(ctx context.Context) (office.Turns, error)
	CallTurn(ctx context.Context, number int, counter string) (office.Turns, error)
	History(ctx context.Context, id office.ID) ([]office.Deed, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
	AllClerks(ctx context.Context) ([]office.Clerk, error)
}

const (
	mostFound  = 100_000
	pageMargin = 8
)

// Page is the place "Một cửa".
type Page struct {
	// OpenRecord leads to a conversion.
	OpenRecord func(office.ID)
	// Digitise leads to where paper becomes a data message.
	Digitise func()

	desk     *kit.Desk
	services Services
	visit    kit.Latest
	by       office.Clerk
	all      []office.Clerk // who ever worked here
	known    bool           // who works here was read
	toOpen   office.ID      // a request that waits for that to be shown; empty: none

	finder    *kit.Finder[office.RequestRow]
	which     *kit.Filter
	both      *kit.Bench
	detail    *detail
	receiving *receiving
	step      *step
	turns     *turns
	clerk     *kit.ClerkChoice
	content   fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services}
	p.which = kit.NewFilter(kit.T("requests.all"), kit.Option{Key: string(office.RequestsMine), Name: kit.T("requests.mine")},
		kit.Option{Key: string(office.RequestsOpen), Name: kit.T("requests.open")}, kit.Option{Key: string(office.RequestsLate), Name: kit.T("requests.late")},
		kit.Option{Key: string(office.RequestsWaiting), Name: kit.T("requests.waiting")}, kit.Option{Key: string(office.RequestsReady), Name: kit.T("requests.ready")})
	p.finder = kit.NewFinder[office.RequestRow](desk, kit.FinderSaid{
		Search: kit.T("requests.search"), Icon: kit.IconRequests, Empty: kit.T("requests.none"), Begin: kit.T("requests.new"), OnBegin: p.Begin,
		Count: func(n string) string { return kit.T("requests.count", n) }, More: func(n string) string { return kit.T("requests.more", n) },
	}, p.which)
	p.finder.Ask, p.finder.Show, p.finder.OnOpen = p.ask, showRow, func(r office.RequestRow) { p.Open(r.Request) }
	p.finder.ID = func(r office.RequestRow) office.ID { return r.Request }
	p.finder.Search.OnSubmitted = func(string) { p.called() }
	hanger := kit.NewHanger()
	p.clerk = kit.NewClerkChoice(kit.T("requests.by"), func(c office.Clerk) { p.by = c; p.Changed() })
	p.detail, p.receiving, p.step = newDetail(p), newReceiving(p, hanger), newStep(p, hanger)
	p.turns = newTurns(p)
	right := kit.Border(nil, p.clerk.Content, nil, nil, container.NewStack(p.faces()...))
	p.both = kit.Sides(p.finder.Body, right)
	fresh := kit.NewMainButton(kit.T("requests.new"), theme.ContentAddIcon(), p.Begin)
	desk.Guard(office.MayKeep, fresh)
	queue := kit.NewButton(kit.T("requests.turn-queue"), nil, p.turns.toggle)
	head := container.NewVBox(kit.Head(kit.Heading(kit.T("requests.title")), p.finder.Count, kit.NewButton(kit.T("requests.print"), nil, p.print), queue, fresh), p.turns.content, p.finder.Head)
	p.content = container.NewStack(kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.both)), hanger)
	p.show(p.detail.Content)
	return p
}

// ask has the station search for what is wished.
func (p *Page) ask(ctx context.Context, w kit.Wish) (kit.Found[office.RequestRow], error) {
	wish, by := office.RequestWish{Text: w.Text, Which: office.RequestList(w.Chosen[0])}, p.by
	return kit.Keyed(ctx, w, mostFound, func(ctx context.Context, most int) ([]int64, bool, error) {
		return p.services.FindRequests(ctx, by, wish, most)
	}, p.services.RequestRows)
}

// showRow fills a line of the list.
func showRow(r office.RequestRow, row *kit.Row) {
	row.Set(kit.Joined(office.RequestCodeSpoken(r.Code), r.From), kit.Joined(r.Name, r.Holder), kit.Day(office.DayOf(r.Due)))
	tone, icon, said := kit.Neutral, fyne.Resource(nil), kit.Said(r.Said)
	switch {
	case r.Parted:
		tone, icon = kit.Warn, kit.IconWarning
	case r.Late != "":
		tone, icon, said = kit.Warn, kit.IconOwed, kit.Said(r.Late)
	case r.Stage == office.RequestWorking:
		tone = kit.Info
	}
	row.Chip.Set(tone, icon, said)
	kit.Seen(row.Chip, true)
}

// faces are the parts that stand at the right, one at a time.
func (p *Page) faces() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.detail.Content, p.receiving.content, p.step.content}
}

// face brings one of them to the front, over the list where there is no room beside it.
func (p *Page) face(of fyne.CanvasObject) {
	p.show(of)
	p.both.Turn(kit.TheChosen)
}

func (p *Page) show(of fyne.CanvasObject) {
	for _, each := range p.faces() {
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
		p.by, p.known = p.clerk.Seat(clerks, p.by), true
		kit.Seen(p.clerk.Content, len(clerks) > 1)
		if id := p.toOpen; id != "" {
			p.toOpen = ""
			p.Open(id)
		}
	})
	kit.Load(ctx, p.services.AllClerks, func(all []office.Clerk, err error) {
		p.desk.Tell(err)
		p.all = all
	})
	p.detail.Enter(ctx)
	p.finder.Enter(ctx)
	p.receiving.enter(ctx)
	p.step.opened()
	p.turns.read()
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
	p.receiving.read()
	p.turns.read()
}

// Search moves the keyboard to the search field.
func (p *Page) Search() { p.desk.Focus(p.finder.Search) }

// Begin asks for a new request (Ctrl+N).
func (p *Page) Begin() { p.receiving.begin(blank()) }

// Mine lists what whoever works here has to do; Late what is late, whoever settles it.
func (p *Page) Mine() { p.which.Put(string(office.RequestsMine)) }

// Late lists what is late, whoever settles it.
func (p *Page) Late() { p.which.Put(string(office.RequestsLate)) }

// Finish keeps what was typed (Ctrl+Enter).
func (p *Page) Finish() {
	switch {
	case p.receiving.content.Visible():
		kit.Press(p.receiving.kept.Save)
	case p.step.content.Visible():
		kit.Press(p.step.yes)
	}
}

// called opens the request whose code was typed, or read from a receipt, into the search: the next one is
// read into the same field. Of other words the keyboard goes on to what was found.
func (p *Page) called() {
	typed := kit.Typed(p.finder.Search.Text)
	if _, is := office.ParseRequestCode(typed); !is {
		p.desk.Focus(p.finder.List)
		return
	}
	kit.Load(p.visit.Now(), func(ctx context.Context) (office.RequestTold, error) { return p.services.RequestNamed(ctx, typed) }, func(is office.RequestTold, err error) {
		if err != nil {
			p.detail.Clear() // what lay there is another one
			p.desk.Tell(err)
			return
		}
		p.Open(is.Request.ID)
		p.desk.Focus(p.finder.Search)
		p.finder.Search.TypedShortcut(&fyne.ShortcutSelectAll{})
	})
}

// Open shows a request, once it is known who works here.
func (p *Page) Open(id office.ID) {
	if !p.known {
		p.toOpen = id
		return
	}
	p.finder.Choose(id)
	p.face(p.detail.Content)
	p.detail.Open(id)
}
