package audit

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

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
	// typingPause is how long the clerk must stop typing before the journal is read.
	typingPause = 250 * time.Millisecond
	// pageDeeds are read at once, the next ones when so many are left below.
	pageDeeds = 100
	ahead     = 20
	// mostListed is where scrolling ends: nobody reads on, one filters.
	mostListed = 5_000
	pageMargin = 8
)

// Page is the place "Nhật ký".
type Page struct {
	desk     *kit.Desk
	services Services

	ctx    context.Context // ends when the clerk leaves the page
	leave  context.CancelFunc
	asking context.CancelFunc // drops the answer to older filters
	pause  *time.Timer

	deeds   []office.Deed
	last    office.DeedPlace
	more    bool
	reading bool

	who          *kit.Search
	since, until *kit.Entry
	kind         *kit.Select
	kinds        []office.KindWord
	count        *widget.Label
	list         *kit.List
	empty        *kit.EmptyState
	detail       *detail
	review       *review

	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, kinds: services.DeedKinds()}
	p.ctx, p.leave = context.WithCancel(desk.Context())
	p.count = kit.Muted("")
	p.count.Wrapping = fyne.TextWrapOff
	p.list = kit.NewList(func() int { return len(p.deeds) }, func() fyne.CanvasObject { return kit.NewRow() }, p.put)
	p.list.OnSelected = func(i int) { p.detail.show(p.deeds[i]) }
	p.empty = kit.NewEmptyState(kit.IconAudit, "", "", nil)
	p.detail, p.review = newDetail(), newReview(p)
	head := container.NewVBox(kit.Head(kit.Heading(kit.T("audit.title")), p.count, p.exports()), p.filters())
	right := kit.Border(p.review.content, nil, nil, nil, p.detail.content)
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, kit.Sides(container.NewStack(p.list, p.empty), right)))
	return p
}

// filters lays out what chooses the deeds.
func (p *Page) filters() fyne.CanvasObject {
	p.who = kit.NewSearch(kit.T("audit.who"), p.typed, func() { p.desk.Focus(p.list) })
	p.since, p.until = p.day(kit.T("audit.since")), p.day(kit.T("audit.until"))
	names := []string{kit.T("audit.all-kinds"), kit.T("audit.no-accesses")}
	for _, k := range p.kinds {
		names = append(names, k.Said)
	}
	p.kind = kit.NewSelect(names, nil)
	p.kind.SetSelectedIndex(0)
	p.kind.OnChanged = func(string) { p.find() }
	return container.NewGridWithColumns(4, p.who, p.since, p.until, p.kind)
}

func (p *Page) day(says string) *kit.Entry {
	e := kit.NewEntry()
	e.PlaceHolder = says
	e.OnChanged = func(string) { p.typed() }
	return e
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
	p.leave()
	p.ctx, p.leave = context.WithCancel(p.desk.Context())
	p.review.read()
	p.find()
}

// Leave drops what is being read, and what was.
func (p *Page) Leave() {
	p.stop()
	p.leave()
	p.deeds = nil
	p.list.Refresh()
}

// Changed reads again when something was done, unless the clerk has scrolled down:
// what is looked at stays.
func (p *Page) Changed() {
	p.review.read()
	if p.list.GetScrollOffset() == 0 {
		p.find()
	}
}

// Search moves the keyboard to the first filter.
func (p *Page) Search() { p.desk.Focus(p.who) }

// Finish records the review that is being written (Ctrl+Enter).
func (p *Page) Finish() { p.review.finish() }

func (p *Page) stop() {
	if p.pause != nil {
		p.pause.Stop()
		p.pause = nil
	}
}

func (p *Page) typed() {
	p.stop()
	p.pause = time.AfterFunc(typingPause, func() { kit.OnScreen(p.find) })
}

// wish reads the filters.
func (p *Page) wish() (w office.DeedWish, err error) {
	w.Who = strings.TrimSpace(p.who.Text)
	switch i := p.kind.SelectedIndex(); {
	case i == 1:
		w.But = office.KindAccess
	case i > 1:
		w.Kind = p.kinds[i-2].Kind
	}
	if w.Since, err = dayTyped(p.since.Text); err != nil {
		return w, err
	}
	if w.Until, err = dayTyped(p.until.Text); err == nil && !w.Until.IsZero() {
		w.Until = w.Until.AddDate(0, 0, 1) // to the end of that day
	}
	return w, err
}

func dayTyped(text string) (time.Time, error) {
	day, err := office.ParseDate(text)
	if err != nil || day == "" {
		return time.Time{}, err
	}
	return time.ParseInLocation(time.DateOnly, day, office.VietNam)
}

// find reads the first deeds that the filters choose. The answer to older filters that
// comes late is dropped.
func (p *Page) find() {
	p.stop()
	if p.asking != nil {
		p.asking()
	}
	ctx, drop := context.WithCancel(p.ctx)
	p.asking = drop
	w, err := p.wish()
	if err != nil {
		p.fail(err)
		return
	}
	p.load(ctx, w, office.DeedPlace{}, func(page office.DeedPage) {
		p.deeds = page.Deeds
		p.list.UnselectAll()
		p.list.ScrollToTop()
		p.detail.clear()
	})
}

// next reads on below what is listed.
func (p *Page) next() {
	w, err := p.wish()
	if err != nil || p.reading || !p.more || len(p.deeds) >= mostListed {
		return
	}
	p.load(p.ctx, w, p.last, func(page office.DeedPage) { p.deeds = append(slices.Clip(p.deeds), page.Deeds...) })
}

func (p *Page) load(ctx context.Context, w office.DeedWish, after office.DeedPlace, take func(office.DeedPage)) {
	p.reading = true
	kit.Load(ctx, func(ctx context.Context) (office.DeedPage, error) {
		return p.services.Audit(ctx, w, after, pageDeeds)
	}, func(page office.DeedPage, err error) {
		p.reading = false
		if err != nil {
			p.fail(err)
			return
		}
		take(page)
		p.last, p.more = page.Last, page.More
		p.list.Refresh()
		p.tell()
	})
}

// fail tells in place of the list why there is none.
func (p *Page) fail(err error) {
	p.deeds, p.more = nil, false
	p.list.Refresh()
	p.count.SetText("")
	p.detail.clear()
	if p.empty.Fail(err, nil) {
		p.empty.Show()
	}
}

// tell says how many deeds are listed.
func (p *Page) tell() {
	said := kit.T("audit.count", strconv.Itoa(len(p.deeds)))
	switch {
	case p.more && len(p.deeds) >= mostListed:
		said = kit.T("audit.too-many", strconv.Itoa(len(p.deeds)))
	case p.more:
		said = kit.T("audit.more", strconv.Itoa(len(p.deeds)))
	}
	p.count.SetText(said)
	p.empty.Say(kit.T("audit.none"))
	kit.Seen(p.empty, len(p.deeds) == 0)
	p.empty.Refresh()
}

// put fills a line of the list, and reads on where the end comes near.
func (p *Page) put(i int, o fyne.CanvasObject) {
	d, row := p.deeds[i], o.(*kit.Row)
	row.Set(d.Did, d.With(), kit.At(d.At))
	row.Chip.Set(kit.Neutral, kit.IconPerson, d.Who)
	row.Refresh()
	if i >= len(p.deeds)-ahead {
		p.next()
	}
}

// export writes what the filters choose to a file that the clerk names.
func (p *Page) export(ending string) {
	w, err := p.wish()
	if err != nil {
		p.desk.Tell(err)
		return
	}
	p.desk.Save(kit.Saving{Purpose: "audit", Name: kit.T("audit.file") + "." + ending, Doing: kit.T("audit.exporting"),
		Write: func(ctx context.Context, path string) error {
			return p.services.ExportAudit(ctx, w, path, p.review.by.Name)
		}})
}
