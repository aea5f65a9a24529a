package sign

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// pageMargin is the air around the page, in units of the screen.
const pageMargin = 8

// Page is the place "Ký số".
type Page struct {
	// OpenRecord shows a finished conversion, StartDigitising and OpenSettings
	// lead to other places, OnSigned is told of each document that was signed;
	// set by who builds the window, and any may be nil.
	OpenRecord      func(office.ID)
	StartDigitising func()
	OpenSettings    func()
	OnSigned        func(office.ID)
	// PickFiles asks the clerk for a file that holds a key.
	PickFiles func(then func(paths []string))

	desk     *kit.Desk
	services Services
	types    []office.DocumentType

	wait, owe *queue
	queue     *queue // the one in front
	wishes    *wishes
	setup     office.SigningSetup
	held      *office.HeldKey // nil: none is open
	read      bool            // what waits was read once
	wanted    office.ID       // what SignOne asked for, until it was read
	running   *run            // nil: nothing runs

	ctx   context.Context // ends when the clerk leaves the page
	leave context.CancelFunc
	fresh kit.Latest // reading of what waits

	clerk *kit.ClerkChoice
	list  *list
	front *front
	keys  *keys
	how   *how
	empty *kit.EmptyState

	reading *kit.Awaited // what waits is

	work, signing fyne.CanvasObject
	content       fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types(), wait: whichWait(), owe: whichOwe(), wishes: newWishes()}
	p.queue = p.wait
	p.PickFiles = func(then func([]string)) { desk.PickFiles(kit.KeyFiles, false, then) }
	p.ctx, p.leave = context.WithCancel(desk.Context())
	p.how = newHow(p)
	p.front = newFront(p)
	p.keys = newKeys(p)
	p.list = newList(p)
	p.empty = kit.NewEmptyState(kit.IconSign, "", kit.T("sign.begin"), p.begin)
	p.clerk = kit.NewClerkChoice(kit.T("sign.clerk"), func(c office.Clerk) {
		p.wishes.by(c)
		p.front.lookAgain()
	})
	head := kit.Head(kit.Heading(kit.T("sign.title")), p.clerk.Content)
	p.signing = kit.NewBench(0, &kit.Part{Name: kit.T("kit.part-paper"), Wide: paperLeast, Of: p.front.content, Rest: true},
		&kit.Part{Name: kit.T("sign.part-how"), Wide: howWide, Of: p.how.content})
	p.work = kit.NewBench(0, &kit.Part{Name: kit.T("kit.part-list"), Wide: listWide, Of: p.list.content},
		&kit.Part{Name: kit.T("sign.part-work"), Wide: workLeast, Of: container.NewStack(p.signing, p.keys.content), Rest: true})
	p.reading = kit.NewAwaited(kit.T("sign.reading"), container.NewStack(p.work, p.empty))
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.reading.Content))
	p.work.Hide()
	p.empty.Hide()
	return p
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads again what waits; what was done before is let go.
func (p *Page) Enter() {
	p.leave()
	p.ctx, p.leave = context.WithCancel(p.desk.Context())
	if p.running == nil {
		p.wait.forget()
		p.owe.forget()
	}
	kit.Load(p.ctx, p.services.Clerks, func(clerks []office.Clerk, err error) {
		p.desk.Tell(err)
		p.setClerks(clerks)
	})
	p.reload()
	p.front.leaves.Enter(p.ctx)
	p.front.read()
}

// Leave frees the pictures, and empties the fields of the key. Work that runs
// goes on.
func (p *Page) Leave() {
	p.leave()
	p.closeKeys()
	p.front.leaves.Leave()
}

// Changed reads again what waits when a record has changed. While documents
// are being signed that is left for the end: each of them is such a change.
func (p *Page) Changed() {
	if p.running == nil {
		p.reload()
	}
}

// Search moves the keyboard to the search field.
func (p *Page) Search() { p.desk.Focus(p.list.search) }

// Drop takes a file that holds a key, where there is something to sign.
func (p *Page) Drop(paths []string) {
	if len(paths) == 0 {
		return
	}
	if !slices.Contains(kit.KeyFiles, strings.ToLower(filepath.Ext(paths[0]))) {
		p.desk.Tell(NotAKeyFile.About(filepath.Base(paths[0])))
		return
	}
	if p.emptied() {
		p.desk.News.Warn(kit.Trouble{Said: kit.T("sign.none-wait")})
		return
	}
	p.showKeys()
	p.keys.take(paths[0])
}

// Turn pages on or back in the document in front.
func (p *Page) Turn(by int) { p.front.leaves.Turn(by) }

// Zoom shows the page in view larger or smaller.
func (p *Page) Zoom(by int) { p.front.leaves.Zoom(by) }

// SignOne brings one document to the front, alone ticked, also one that waits
// for nothing: it will be signed once more.
func (p *Page) SignOne(id office.ID) {
	p.wanted = id
	p.reload()
}

func (p *Page) begin() {
	if p.StartDigitising != nil {
		p.StartDigitising()
	}
}

// setClerks offers those who work here; the first one signs until another is
// chosen.
func (p *Page) setClerks(clerks []office.Clerk) {
	p.clerk.Offer(clerks)
	here := p.clerk.Offered()
	if len(here) > 0 && !slices.ContainsFunc(here, func(c office.Clerk) bool { return c.ID == p.wishes.clerk.ID }) {
		p.wishes.by(here[0])
		p.front.lookAgain()
	}
	p.clerk.Choose(p.wishes.clerk)
}

func (p *Page) inRole(r office.Role) {
	p.wishes.role = r
	p.front.lookAgain()
}

func (p *Page) withLook(l office.Look) {
	if p.front.line == nil {
		return
	}
	p.wishes.choose(p.front.line.task.Row, l)
	p.front.lookAgain()
}

// Widths of the parts, in units of the screen; of the paper, and of paper and signature
// together, the least.
const (
	listWide   = 300
	howWide    = 320
	paperLeast = 300
	workLeast  = 340
)
