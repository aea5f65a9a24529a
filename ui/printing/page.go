package printing

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
	"tram/ui/kit/reader"
)

// pageMargin is the air around the page, in units of the screen.
const pageMargin = 8

// followEvery is how often a printer is asked how far a job is.
const followEvery = time.Second

// Page is the place "In chuyển đổi". It shows one of three things: the list of
// acts with the ways to begin, the act that is open, or what comparing its paper
// found.
type Page struct {
	// OpenRecord shows a conversion of the other direction, whose code a clerk
	// typed; set by who builds the window.
	OpenRecord func(office.ID)
	// Front brings this place to the front; set by who builds the window.
	Front func()
	// PickFiles asks the clerk for files with one of the endings; many allows
	// more than one.
	PickFiles func(endings []string, many bool, then func(paths []string))

	asking *kit.Reason // the last question that was asked

	desk     *kit.Desk
	services Services
	types    []office.DocumentType

	*described.Work
	act *act // nil: the list is shown

	comparisons map[office.ID]*comparison // by act

	ctx     context.Context // ends when the clerk leaves the page
	leave   context.CancelFunc
	fresh   kit.Latest // reading of the act
	opening kit.Latest // act that is being opened
	pace    time.Duration
	next    *time.Timer // when the printer is asked again

	head   *header
	start  *start
	view   *view
	form   *form
	told   *told
	order  *order
	ink    *ink
	came   *came
	decide *decide
	points *kit.Points
	foot   *foot
	column *kit.ActColumn
	pair   *pair

	faces   []fyne.CanvasObject // list, act, comparison
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types(), pace: followEvery, comparisons: map[office.ID]*comparison{}}
	p.PickFiles = desk.PickFiles
	p.ctx, p.leave = context.WithCancel(desk.Context())
	hanger := kit.NewHanger()
	p.view, p.pair = newView(desk, reader.New(desk).Compact()), newPair(p)
	p.form = newForm(desk, p.types, hanger)
	p.Work = p.newWork()
	p.head, p.start = newHeader(p), newStart(p)
	p.told, p.order, p.ink, p.came, p.decide = newTold(), newOrder(p), newInk(p), newCame(p), newDecide(p)
	p.points = kit.NewPoints()
	p.points.OnGo = p.goTo
	p.points.Under = map[office.Part]fyne.CanvasObject{office.PartDecision: p.decide.content}
	p.foot = newFoot()
	desk.Guard(office.MayConvert, p.foot.main)
	panels := kit.NewFormScroll(kit.BesideBar(kit.FormRows(p.form.Content, p.order.content, p.told.job, p.came.Content, p.ink.content, p.told.content)))
	p.column = kit.NewActColumn(panels, kit.T("printing.conditions"), p.points, p.foot.content)
	p.form.OnGrown = p.grown
	work := kit.NewBench(0, &kit.Part{Name: kit.T("kit.part-paper"), Wide: paperLeast, Of: kit.Border(p.head.reading, nil, nil, nil, p.view.content), Rest: true},
		&kit.Part{Name: kit.T("kit.part-act"), Wide: kit.ActWide, Of: p.column.Content})
	p.faces = []fyne.CanvasObject{p.start.content, work, p.pair.content}
	body := container.NewStack(p.faces...)
	p.content = container.NewStack(kit.Padded(pageMargin, kit.Border(p.head.content, nil, nil, nil, body)), hanger)
	p.face(atList)
	return p
}

// grown lays the column out again, of which something takes more room or less.
func (p *Page) grown() {
	if p.column != nil {
		p.column.Content.Refresh()
	}
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads again what may have changed while the clerk was elsewhere.
func (p *Page) Enter() {
	p.leave()
	p.ctx, p.leave = context.WithCancel(p.desk.Context())
	kit.Load(p.ctx, p.services.Clerks, func(clerks []office.Clerk, err error) {
		p.desk.Tell(err)
		p.Who.Seat(clerks, p.Clerk())
	})
	kit.Load(p.ctx, p.services.Office, func(o office.Office, err error) {
		p.desk.Tell(err)
		if err == nil {
			p.form.systems.offer(o)
		}
	})
	p.start.Enter(p.ctx)
	p.start.newest.Read(p.ctx)
	if p.act != nil {
		p.reload()
		p.read()
	}
	if p.pair.shown {
		p.pair.read()
	}
}

// away tells that the clerk is at another place.
func (p *Page) away() bool { return p.ctx.Err() != nil }

// comeForward brings the clerk here.
func (p *Page) comeForward() {
	if p.away() && p.Front != nil {
		p.Front()
	}
}

// Leave saves what was typed and frees the pictures. What runs goes on.
func (p *Page) Leave() {
	p.Save()
	p.rest()
	p.leave()
	p.view.free()
	p.pair.free()
	p.start.Leave()
}

// rest stops asking the printer.
func (p *Page) rest() {
	if p.next != nil {
		p.next.Stop()
		p.next = nil
	}
}

// Changed reads again when records changed, here or in another program. Words
// that are being typed stay.
func (p *Page) Changed() {
	p.start.Find()
	p.reread(office.Again(p.fresh.Next(p.ctx)), nil)
}

// The faces of the page.
const (
	atList = iota
	atAct
	atPair
)

// face shows one of the three.
func (p *Page) face(at int) {
	for i, each := range p.faces {
		kit.Seen(each, i == at)
	}
	p.head.at(at)
	p.content.Refresh()
	p.desk.Faced()
}

// Paper tells whether a document is open, or its paper lies beside it.
func (p *Page) Paper() bool { return !p.faces[atList].Visible() }

// Begin asks for a data message to bring in.
func (p *Page) Begin() {
	p.PickFiles(kit.MessageFiles, true, func(paths []string) { p.bring(paths) })
}

// Drop brings files in; where paper is being compared they are its scans.
func (p *Page) Drop(paths []string) {
	if p.pair.shown && p.act != nil {
		p.compare(p.act.Conversion, paths)
		return
	}
	p.bring(paths)
}

// Search moves the keyboard to the search of the list, or of the document.
func (p *Page) Search() {
	switch {
	case p.pair.shown:
		p.desk.Focus(p.pair.list)
	case p.act != nil:
		p.view.reader.Search()
	default:
		p.desk.Focus(p.start.Search)
	}
}

// reads does something to what is read: the document, or both that are compared.
func (p *Page) reads(do func(*reader.Reader)) {
	if p.pair.shown {
		do(p.pair.copy.reader)
		do(p.pair.scan.reader)
		return
	}
	do(p.view.reader)
}

// Turn pages on or back.
func (p *Page) Turn(by int) { p.reads(func(r *reader.Reader) { r.Turn(by) }) }

// Zoom shows the page in view larger or smaller.
func (p *Page) Zoom(by int) { p.reads(func(r *reader.Reader) { r.Zoom(by) }) }

// Move goes to the next difference or the one before.
func (p *Page) Move(by int) {
	if p.pair.shown {
		p.pair.walk(by)
	}
}

// paperLeast is the least width of the document, in units of the screen.
const paperLeast = 400

// foot is the end of the act's column: the main act, and what may be done
// instead.
type foot struct {
	main    *kit.Button
	beside  *kit.Button
	content fyne.CanvasObject
}

// deed is what a button of the foot does now; without a word there is none.
type deed struct {
	word string
	icon fyne.Resource
	do   func()
	rank widget.Importance
}

func newFoot() *foot {
	f := &foot{main: kit.NewMainButton("", nil, nil), beside: kit.NewQuietButton("", nil, nil)}
	f.content = kit.Flow(f.beside, kit.Stretch(0, f.main))
	return f
}

// able lets the buttons be pressed, or holds them while what they do is under way.
func (f *foot) able(yes bool) {
	kit.Able(f.main, yes)
	kit.Able(f.beside, yes)
}

func (f *foot) set(main, beside deed) {
	for b, d := range map[*kit.Button]deed{f.main: main, f.beside: beside} {
		kit.Seen(b, d.word != "")
		b.Icon, b.OnTapped, b.Importance = d.icon, d.do, d.rank
		b.SetText(d.word)
	}
	f.content.Refresh()
}
