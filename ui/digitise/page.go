package digitise

import (
	"context"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// tickPause is how long the ticks of pages looked at wait to be saved: a clerk
// who pages through a hundred pages makes one entry in the journal, not a
// hundred.
const tickPause = 5 * time.Second

// pageMargin is the air around the page, in units of the screen.
const pageMargin = 8

// Pictures kept in memory: the page in view with its neighbours at up to two
// sizes, and the small ones of the column.
const (
	bigKept   = 6
	smallKept = 200
)

// Page is the place "Số hóa". It shows one of four things: where to begin,
// the document on the desk, what was finished last, or the documents of a pile.
type Page struct {
	// OpenRecord shows a finished conversion; set by who builds the window.
	OpenRecord func(office.ID)
	// SignRecord leads a checked document that lacks nothing but the signature
	// to where it is signed; nil: nowhere.
	SignRecord func(office.ID)
	// OpenDocument shows a document on its register, and ToRegisters leads to where one is opened; set
	// by who builds the window.
	OpenDocument func(office.ID)
	ToRegisters  func()
	// PickFiles asks the clerk for files; many allows more than one.
	PickFiles func(many bool, then func(paths []string))

	desk     *kit.Desk
	services Services
	scans    Scans // nil: no device brings paper here
	strip    *fyne.Container
	scanned  *kit.Deed // of the scan that is under way; nil: none

	asking *kit.Reason // the last question that was asked

	*described.Work
	sitting *sitting
	taking  bool     // the first pages of a new document are coming in
	queued  []string // dropped meanwhile
	scansIn bool     // what is scanned is to come on the register
	give    *giving
	toWords []string  // recipients that the register says of late
	onwards office.ID // to be taken in once it is signed elsewhere; empty: none

	ctx    context.Context // ends when the clerk leaves the page
	leave  context.CancelFunc
	fresh  kit.Latest // reading of the tray
	marked kit.Latest // reading of the mark

	heading    kit.Latest      // reading of the head of the first page
	reading    kit.Latest      // of the words on all pages
	readCtx    context.Context // of that; nil: nothing is being read
	readerTold bool            // that this computer reads no pages was told
	headed     headed
	trial      kit.Trial // where a held mark may go
	big        *pictures
	small      *pictures

	start  *start
	done   *done
	thumbs *thumbs
	view   *view
	form   *described.Form
	column *kit.ActColumn
	points *kit.Points
	finish *kit.Button
	head   *header

	body    *fyne.Container
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, give: &giving{}}
	p.PickFiles = func(many bool, then func([]string)) { desk.PickFiles(kit.PageFiles, many, then) }
	p.big = newPictures(bigKept, p.read)
	p.small = newPictures(smallKept, p.read)
	p.ctx, p.leave = context.WithCancel(desk.Context())
	hanger := kit.NewHanger()
	p.form = newForm(desk, services.Types(), p.give, func() []string { return p.toWords }, hanger)
	p.Work = p.newWork()
	p.head = newHeader(p)
	p.start = newStart(p)
	p.done = newDone(p)
	p.thumbs = newThumbs(p)
	p.view = newView(p)
	p.points = kit.NewPoints()
	p.points.OnGo = p.goTo
	p.finish = kit.NewButton(kit.T("digitise.finish"), theme.ConfirmIcon(), p.Finish)
	desk.Guard(office.MayConvert, p.finish)
	count := container.New(layout.NewCustomPaddedHBoxLayout(0), kit.Caption(kit.T("digitise.counted")), kit.AsWide(countWide, p.form.Input("counted")), kit.Caption(kit.T("digitise.counted-pages")))
	p.column = kit.NewActColumn(kit.NewFormScroll(kit.BesideBar(p.form.Content)), kit.T("digitise.conditions"), p.points, kit.Flow(count, kit.Stretch(0, p.finish)))
	p.form.OnGrown = func() { p.column.Content.Refresh() }
	work := kit.NewBench(0, &kit.Part{Name: kit.T("digitise.part-pages"), Wide: pagesWide, Of: p.thumbs.content},
		&kit.Part{Name: kit.T("kit.part-paper"), Wide: paperLeast, Of: p.view.content, Rest: true},
		&kit.Part{Name: kit.T("kit.part-act"), Wide: actWide, Of: p.column.Content})
	p.body = container.NewStack(p.start.content, kit.Border(p.view.refused, nil, nil, nil, work), p.done.content)
	p.strip = container.NewStack()
	p.content = container.NewStack(kit.Padded(pageMargin, kit.Border(p.head.content, nil, nil, nil, kit.Border(p.strip, nil, nil, nil, p.body))), hanger)
	p.face()
	return p
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads again what may have changed while the clerk was elsewhere.
func (p *Page) Enter() {
	p.leave()
	p.ctx, p.leave = context.WithCancel(p.desk.Context())
	kit.Load(p.ctx, p.services.Clerks, func(clerks []office.Clerk, err error) {
		p.setClerks(clerks)
		p.desk.Tell(err)
	})
	kit.Load(p.ctx, p.services.Used, func(used office.Used, err error) {
		p.desk.Tell(err)
		p.form.Offer(used)
	})
	p.loadEntering()
	if p.sitting != nil {
		p.reload()
	} else {
		p.scansIn = false
		p.titled()
		p.start.load()
		p.face()
	}
}

// Leave saves what was typed and frees the pictures. That a document is finished is told
// once: whoever comes back finds what waits.
func (p *Page) Leave() {
	p.done.shown = false
	p.Save()
	p.leave()
	p.headed = headed{}
	p.big.forget()
	p.small.forget()
	p.view.sheet.Put(kit.Sheet{})
}

func (p *Page) setClerks(clerks []office.Clerk) {
	p.Who.Offer(clerks)
	if here := p.Who.Offered(); p.Clerk().ID == "" && len(here) > 0 {
		p.Who.Choose(here[0])
	}
}

// face shows the one of the faces that is to be shown.
func (p *Page) face() {
	working, piled := p.sitting != nil, p.piled()
	for i, yes := range []bool{!working && !piled && !p.done.shown, working && !piled, !working && !piled && p.done.shown, piled}[:len(p.body.Objects)] {
		kit.Seen(p.body.Objects[i], yes)
	}
	p.head.working(working && !piled)
	p.content.Refresh()
	p.desk.Faced()
}

// Paper tells whether a document lies on the desk, or a pile of them.
func (p *Page) Paper() bool { return p.sitting != nil || p.piled() }

// sit lays a document on the desk.
func (p *Page) sit(c office.Conversion) {
	p.sitting = newSitting(c)
	if c.Clerk.ID != "" {
		p.Who.Choose(c.Clerk)
	}
	p.start.notice.Say(kit.Warn, kit.Trouble{})
	p.points.Set(nil)
	meant := p.meant()
	p.Fill()
	if meant {
		p.Draft.Doubt() // the draft does not know of it
		p.Save()
	}
	p.view.sheet.Own() // where the last one was left
	p.view.sheet.Top()
	p.face()
	p.reload()
}

// rise clears the desk and goes back to where one begins.
func (p *Page) rise() {
	p.fresh.Drop()
	p.marked.Drop()
	p.sitting, p.done.shown = nil, false
	p.Deeds.Forget()
	p.big.forget()
	p.small.forget()
	p.view.sheet.Put(kit.Sheet{})
	p.view.refused.Hide()
	p.untell()
	p.titled()
	p.face()
	p.start.load()
}

// read asks for one picture of the document on the desk.
func (p *Page) read(ctx context.Context, page office.ID, side int) (image.Image, error) {
	s := p.sitting
	if s == nil {
		return nil, context.Canceled
	}
	return p.services.Picture(ctx, s.conversion.ID, page, side)
}

// Changed reads the drafts again when a record has changed elsewhere.
func (p *Page) Changed() {
	if p.sitting == nil {
		p.start.load()
	}
}

// Drop takes files in that were dropped on the window, once it is known who works here.
func (p *Page) Drop(paths []string) {
	if p.Clerk().ID != "" {
		p.take(paths, -1)
		return
	}
	kit.Load(p.ctx, p.services.Clerks, func(clerks []office.Clerk, err error) {
		p.setClerks(clerks)
		p.desk.Tell(err)
		if err == nil {
			p.take(paths, -1)
		}
	})
}

// Escape stops a scan, or puts away what tells of it or of files that were refused, and
// tells whether there was something.
func (p *Page) Escape() bool {
	return p.scans != nil && p.scans.Escape() || p.view.refused.Shut() || p.start.notice.Shut()
}

// Begin puts aside what lies on the desk and asks for the first files of a new
// document.
func (p *Page) Begin() {
	p.putAside()
	p.addFiles()
}

func (p *Page) addFiles() {
	p.PickFiles(true, func(paths []string) { p.take(paths, -1) })
}

// Move moves the page in view up or down among the others.
func (p *Page) Move(by int) {
	if p.piled() {
		p.scans.Move(by)
	} else if p.sitting != nil {
		p.movePage(p.sitting.current, p.sitting.current+by)
	}
}

// Zoom shows the page in view larger or smaller.
func (p *Page) Zoom(by int) { p.view.sheet.ZoomBy(by) }

// Scan takes in more paper (F5).
func (p *Page) Scan() {
	if p.done.shown && p.done.scan.Visible() { // the next of those that come in, as its button says
		p.ScanIn()
		return
	}
	if p.scans == nil {
		p.addFiles()
		return
	}
	p.scans.Scan()
}
