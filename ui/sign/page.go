package sign

import (
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
	// Set by who builds the window:
	OpenRecord      func(office.ID) // shows a finished conversion
	OnSigned        func(office.ID) // is told of each document that was signed
	StartDigitising func()
	OpenSettings    func()
	PickFiles       func(then func(paths []string)) // asks the clerk for a file that holds a key

	desk     *kit.Desk
	services Services
	types    []office.DocumentType

	wait, owe, may *office.SigningRound
	queue          *office.SigningRound // the one in front
	came           bool                 // the clerk has come, and nothing was read since
	wishes         *office.SigningWishes
	setup          office.SigningSetup
	held           *office.HeldKey           // nil: none is open
	whys           map[office.ID]kit.Trouble // of what failed
	wanted         office.ID                 // what SignOne asked for, until it was read
	running        *run                      // nil: nothing runs

	visit kit.Latest // of the page
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
	p := &Page{desk: desk, services: services, types: services.Types(), wait: office.RoundToSign(), owe: office.RoundToExtend(), may: office.RoundOffered(), wishes: office.NewSigningWishes(), whys: map[office.ID]kit.Trouble{}}
	p.queue = p.wait
	p.OnSigned = func(office.ID) {}
	p.PickFiles = func(then func([]string)) { desk.PickFiles(kit.KeyFiles, false, then) }
	p.how, p.front, p.keys, p.list = newHow(p), newFront(p), newKeys(p), newList(p)
	p.empty = kit.NewEmptyState(kit.IconSign, kit.T("sign.empty"), kit.T("sign.begin"), func() { p.StartDigitising() })
	p.clerk = kit.NewClerkChoice(kit.T("sign.clerk"), p.by)
	p.content = p.layOut()
	return p
}

// Widths of the parts, in units of the screen; of the paper, and of paper and signature
// together, the least.
const (
	listWide   = 300
	howWide    = 320
	paperLeast = 300
	workLeast  = 340
)

// layOut sets the list left of the document and how it is signed, over which the desk of
// the keys lies.
func (p *Page) layOut() fyne.CanvasObject {
	p.signing = kit.NewBench(0, &kit.Part{Name: kit.T("kit.part-paper"), Wide: paperLeast, Of: p.front.content, Rest: true},
		&kit.Part{Name: kit.T("sign.part-how"), Wide: howWide, Of: p.how.content})
	p.work = kit.NewBench(0, &kit.Part{Name: kit.T("kit.part-list"), Wide: listWide, Of: p.list.content},
		&kit.Part{Name: kit.T("sign.part-work"), Wide: workLeast, Of: container.NewStack(p.signing, p.keys.content), Rest: true})
	p.reading = kit.NewAwaited(kit.T("sign.reading"), container.NewStack(p.work, p.empty))
	p.work.Hide()
	p.empty.Hide()
	head := kit.Head(kit.Heading(kit.T("sign.title")), p.clerk.Content)
	return kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.reading.Content))
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads again what waits; what was done before is let go.
func (p *Page) Enter() {
	ctx := p.visit.Next(p.desk.Context())
	if p.running == nil {
		for _, q := range p.queues() {
			q.Forget()
		}
	}
	p.came = true
	p.reload()
	p.front.leaves.Enter(ctx)
	p.front.read()
}

// Leave frees the pictures, and empties the fields of the key. Work that runs
// goes on.
func (p *Page) Leave() {
	p.visit.Drop()
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
	switch {
	case len(paths) == 0:
	case !slices.Contains(kit.KeyFiles, strings.ToLower(filepath.Ext(paths[0]))):
		p.desk.Tell(kit.Refused("sign.not-a-key-file", filepath.Base(paths[0])))
	case p.emptied():
		p.desk.News.Warn(kit.Trouble{Said: kit.T("sign.none-wait")})
	default:
		p.showKeys()
		p.keys.take(paths[0])
	}
}

// Turn pages on or back in the document in front.
func (p *Page) Turn(by int) {
	if p.front.line != nil {
		p.front.turn(by)
	}
}

// Zoom shows the page in view larger or smaller.
func (p *Page) Zoom(by int) { p.front.leaves.Zoom(by) }

// SignOne brings one document to the front, alone ticked, also one that waits
// for nothing: it will be signed once more.
func (p *Page) SignOne(id office.ID) {
	p.wanted = id
	p.reload()
}

// by has another clerk sign.
func (p *Page) by(c office.Clerk) {
	if c.ID != p.wishes.Clerk().ID {
		p.wishes.By(c)
		p.front.lookAgain()
	}
}
