package documents

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/documents/called"
	"tram/ui/documents/entering"
	"tram/ui/documents/files"
	"tram/ui/documents/numbers"
	"tram/ui/documents/road"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	entering.Services
	numbers.Services
	files.Services
	road.Services

	Types() []office.DocumentType
	FindRegistered(ctx context.Context, w office.RegisteredWish, most int) (keys []int64, more bool, err error)
	FindHeld(ctx context.Context, by office.Clerk, w office.RegisteredWish) ([]int64, error)
	FindLate(ctx context.Context, w office.RegisteredWish) ([]int64, error)
	RoutesHeld(ctx context.Context, by office.Clerk) ([]office.RouteItem, error)
	RegisteredRows(ctx context.Context, keys []int64) ([]office.RegisteredRow, error)
	Amend(ctx context.Context, by office.Clerk, a office.Amended) (office.RegisteredWhole, error)
	TakeBackAmended(ctx context.Context, by office.Clerk, id office.ID, why string) (office.RegisteredWhole, error)
	UncancelRegistered(ctx context.Context, by office.Clerk, id office.ID, why string) (office.Registered, error)
	RegisteredVersions(ctx context.Context, id office.ID) ([]office.RegisteredVersion, error)
	SettleRegistered(ctx context.Context, by office.Clerk, id, keep office.ID, seen []office.ID) (office.Registered, error)
	CancelRegistered(ctx context.Context, by office.Clerk, id office.ID, why string) (office.Registered, error)
	SeriesStand(ctx context.Context, year int) ([]office.SeriesStands, error)
	History(ctx context.Context, id office.ID) ([]office.Deed, error)
	BornAt(ctx context.Context, id office.ID) (office.ID, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
}

const (
	mostFound  = 100_000
	pageMargin = 8
)

// Page is the place "Văn bản".
type Page struct {
	scansIn func() // scans a paper that came in, to be digitised and entered as one act; nil: nothing does
	scan    *kit.Button

	desk     *kit.Desk
	services Services
	types    []office.DocumentType
	visit    kit.Latest
	by       office.Clerk
	known    bool      // who works here was read
	toOpen   office.ID // a document that waits for that to be shown; empty: none

	finder  *kit.Finder[office.RegisteredRow]
	both    *kit.Bench
	doing   *kit.Filter // which documents are listed by what is to be done
	entry   *entering.Entry
	detail  *detail
	numbers *numbers.Numbers
	clerk   *kit.ClerkChoice
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types()}
	doing, all := filters()
	p.doing = doing
	p.finder = kit.NewFinder[office.RegisteredRow](desk, kit.FinderSaid{
		Search: kit.T("documents.search"), Icon: kit.IconDocuments, Empty: kit.T("documents.none"), Begin: kit.T("documents.new"), OnBegin: p.Begin,
		Count: func(n string) string { return kit.T("documents.count", n) }, More: func(n string) string { return kit.T("documents.more", n) },
	}, all...)
	p.finder.Ask, p.finder.Show, p.finder.OnOpen = p.ask, p.showRow, func(r office.RegisteredRow) { p.Open(r.ID) }
	p.finder.ID = func(r office.RegisteredRow) office.ID { return r.ID }
	hanger := kit.NewHanger()
	p.clerk = kit.NewClerkChoice(kit.T("documents.by"), p.sits)
	p.entry, p.detail, p.numbers = entering.New(desk, services, p.types, around{p}, hanger), newDetail(p), numbers.New(desk, services, p.types)
	p.numbers.By, p.numbers.Changed, p.numbers.Open = func() office.Clerk { return p.by }, p.Changed, func(year int) { p.entry.Hurdle.Open(year, false) }
	right := kit.Border(p.entry.Hurdle.Content, p.clerk.Content, nil, nil, container.NewStack(p.entry.Content, p.detail.Content, p.numbers.Content))
	p.both = kit.Sides(p.finder.Body, right)
	p.scan = kit.NewButton(kit.T("documents.scan-in"), kit.IconScan, p.Scan)
	desk.Guard(office.MayConvert, p.scan)
	p.scan.Hide()
	fresh := kit.NewMainButton(kit.T("documents.new"), theme.ContentAddIcon(), p.Begin)
	desk.Guard(office.MayKeep, fresh)
	series := kit.NewButton(kit.T("documents.numbers"), nil, func() { p.face(p.numbers.Content) })
	head := container.NewVBox(kit.Head(kit.Heading(kit.T("documents.title")), p.finder.Count, series, p.scan, fresh), p.finder.Head)
	p.content = container.NewStack(kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.both)), hanger)
	p.show(p.detail.Content)
	return p
}

// Which documents of the registers are listed.
const (
	held = "held" // with which whoever works here has something to do
	late = "late" // that are late, whoever has them
)

// filters choose what is to be done, a register and a year.
func filters() (doing *kit.Filter, all []*kit.Filter) {
	var flows []kit.Option
	for _, f := range office.Flows {
		flows = append(flows, kit.Option{Key: string(f), Name: called.Flow(f)})
	}
	doing = kit.NewFilter(kit.T("documents.any-doing"), kit.Option{Key: held, Name: kit.T("documents.held")}, kit.Option{Key: late, Name: kit.T("documents.late")})
	return doing, []*kit.Filter{doing, kit.NewFilter(kit.T("documents.any-flow"), flows...), kit.NewFilter(kit.T("documents.any-year"), called.Years()...)}
}

// ask has the station search for what is wished.
func (p *Page) ask(ctx context.Context, w kit.Wish) (found kit.Found[office.RegisteredRow], err error) {
	year, _ := strconv.Atoi(w.Chosen[2]) // empty: any
	wish := office.RegisteredWish{Text: w.Text, Flow: office.Flow(w.Chosen[1]), Year: year}
	found.Rows = p.services.RegisteredRows
	switch w.Chosen[0] {
	case held:
		found.Keys, err = p.services.FindHeld(ctx, p.by, wish)
	case late:
		found.Keys, err = p.services.FindLate(ctx, wish)
	default:
		return kit.Keyed(ctx, w, mostFound, func(ctx context.Context, most int) ([]int64, bool, error) {
			return p.services.FindRegistered(ctx, wish, most)
		}, p.services.RegisteredRows)
	}
	return found, err
}

// showRow fills a line of the list.
func (p *Page) showRow(r office.RegisteredRow, row *kit.Row) {
	title := kit.Joined(called.Number(r.Registered), kit.TypeName(p.types, r.Document.Type))
	about := r.Document.Subject
	if r.Comments > 0 {
		about = kit.Joined(kit.T("documents.notes", r.Comments), about)
	}
	if word := amendedWord(r); word != "" {
		about = kit.Joined(word, about)
	}
	row.Set(title, kit.From(r.Station, about), kit.Day(r.Entered))
	tone, icon, said := stands(r.Registered)
	if r.Amended.Ends() && r.State == office.RegisteredStands {
		tone, icon, said = kit.Warn, kit.IconFailed, kit.T("documents.is-"+string(r.Amended))
	}
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
	return kit.Neutral, nil, called.Flow(r.Flow)
}

// face brings one of the parts at the right to the front, over the list where there is no room
// beside it.
func (p *Page) face(of fyne.CanvasObject) {
	p.show(of)
	p.both.Turn(kit.TheChosen)
	if of == p.numbers.Content {
		p.finder.Choose("")
		p.numbers.Load(p.visit.Now())
	}
}

func (p *Page) show(of fyne.CanvasObject) {
	for _, each := range []fyne.CanvasObject{p.entry.Content, p.detail.Content, p.numbers.Content} {
		kit.Seen(each, each == of)
	}
	p.content.Refresh()
	p.desk.Faced()
}

// Paper tells whether a file of a document lies in front.
func (p *Page) Paper() bool { return p.detail.Content.Visible() && p.detail.files.Shown() != "" }

// around is the page as the form of entering sees it.
type around struct{ *Page }

func (a around) By() office.Clerk           { return a.by }
func (a around) Choose(id office.ID)        { a.finder.Choose(id) }
func (a around) Front(of fyne.CanvasObject) { a.face(of) }
func (a around) Back()                      { a.face(a.detail.Content) }
func (a around) Numbers()                   { a.face(a.numbers.Content) }
func (a around) Grown()                     { a.content.Refresh() }
func (a around) Find()                      { a.finder.Find() }

// See shows a document that was just entered: the keyboard goes to its files.
func (a around) See(id office.ID) {
	a.detail.files.Lead()
	a.Open(id)
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
	p.detail.enter(ctx)
	p.finder.Enter(ctx)
	p.entry.Enter(ctx)
	p.entry.Hurdle.Look(p.visit.Now())
	if p.numbers.Content.Visible() {
		p.numbers.Load(p.visit.Now())
	}
}

// Leave drops what is being read.
func (p *Page) Leave() {
	p.visit.Drop()
	p.finder.Leave()
	p.detail.files.Leave()
}

// sits takes another person as who works here: what they may do is another.
func (p *Page) sits(c office.Clerk) {
	p.by = c
	p.Changed()
}

// TakeScans tells how a paper that came in is scanned to be digitised and entered as one act.
func (p *Page) TakeScans(in func()) {
	p.scansIn = in
	kit.Seen(p.scan, in != nil)
}

// Scan scans one (F5).
func (p *Page) Scan() {
	if _, denied := p.desk.Denied(office.MayConvert); !denied && p.scansIn != nil {
		p.scansIn()
	}
}

// Waiting lists what whoever works here has to do.
func (p *Page) Waiting() { p.doing.Put(held) }

// Late lists what is late, whoever has it.
func (p *Page) Late() { p.doing.Put(late) }

// onward opens the next document that waits to be decided, once one was.
func (p *Page) onward(done office.ID) {
	by := p.by
	kit.Load(p.visit.Now(), func(ctx context.Context) ([]office.RouteItem, error) { return p.services.RoutesHeld(ctx, by) }, func(all []office.RouteItem, err error) {
		p.desk.Tell(err)
		i := slices.IndexFunc(all, func(r office.RouteItem) bool {
			return r.Document.ID != done && r.Question.Entry == "" && r.Stands.Stage == office.StageSubmitted
		})
		if i >= 0 && p.detail.Of() == done {
			p.Open(all[i].Document.ID)
		}
	})
}

// Changed reads again; what is being typed stays.
func (p *Page) Changed() {
	p.finder.Find()
	p.detail.Renew()
	p.entry.Hurdle.Look(p.visit.Now())
	if p.numbers.Content.Visible() {
		p.numbers.Load(p.visit.Now())
	}
}

// Search moves the keyboard to the search field.
func (p *Page) Search() { p.desk.Focus(p.finder.Search) }

// Begin asks for a new document (Ctrl+N).
func (p *Page) Begin() { p.entry.Begin(p.entry.Blank()) }

// Type asks for a new document of which some answers are known.
func (p *Page) Type(answers map[string]string) {
	p.Begin()
	p.entry.Type(answers)
}

// Finish keeps what was typed, takes the step that is being asked for, or approves what was
// submitted (Ctrl+Enter).
func (p *Page) Finish() {
	switch {
	case p.entry.Content.Visible():
		p.entry.Finish()
	case p.detail.Content.Visible() && p.detail.Of() != "":
		p.detail.road.Finish()
	}
}

// Drop puts files to the document that lies open.
func (p *Page) Drop(paths []string) {
	switch {
	case !p.detail.Content.Visible() || p.detail.Of() == "":
		p.desk.Tell(kit.Refused("documents.attach-where"))
	case p.detail.road.Step.Bringing():
		p.detail.road.Step.Bring(paths)
	default:
		p.detail.files.Attach(paths)
	}
}

// Turn turns the pages of the file in sight (PgUp, PgDn).
func (p *Page) Turn(by int) { p.detail.files.Turn(by) }

// Zoom shows them larger or smaller.
func (p *Page) Zoom(by int) { p.detail.files.Zoom(by) }

// Open shows a document, once it is known who works here: what can be done with it follows from that.
func (p *Page) Open(id office.ID) {
	if !p.known {
		p.toOpen = id
		return
	}
	p.finder.Choose(id)
	p.face(p.detail.Content)
	p.detail.Open(id)
}
