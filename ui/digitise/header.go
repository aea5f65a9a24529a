package digitise

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// header is the line above the desk: who works here, and what can be done
// with the whole document.
type header struct {
	title   *widget.Label
	scan    *kit.Button
	ask     *kit.Button // with what to scan
	add     *kit.Button
	aside   *kit.Button
	discard *kit.Button
	page    *Page
	content fyne.CanvasObject
}

func newHeader(p *Page) *header {
	h := &header{page: p, title: kit.Heading(kit.T("digitise.title"))}
	h.scan = kit.NewButton(kit.T("scan.scan-key"), kit.IconScan, p.Scan)
	h.ask = kit.NewButton(kit.T("scan.ask"), theme.SettingsIcon(), func() { p.scans.Ask() })
	h.add = kit.NewButton(kit.T("digitise.add-files"), theme.ContentAddIcon(), p.addFiles)
	h.aside = kit.NewButton(kit.T("digitise.aside"), theme.HistoryIcon(), p.putAside)
	h.discard = kit.NewQuietButton(kit.T("digitise.discard"), theme.DeleteIcon(), p.discard)
	p.desk.Guard(office.MayConvert, h.scan, h.ask, h.add, h.aside, h.discard)
	h.content = kit.Head(h.title, p.Who.Content, h.scan, h.ask, h.add, h.aside, h.discard)
	return h
}

func (h *header) working(yes bool) {
	for _, o := range []fyne.CanvasObject{h.add, h.aside, h.discard} {
		kit.Seen(o, yes)
	}
	for _, o := range []fyne.CanvasObject{h.scan, h.ask} {
		kit.Seen(o, h.page.scans != nil && !h.page.piled())
	}
}

// start is where one begins: what this place is for, the button, and the
// drafts that wait.
type start struct {
	page   *Page
	empty  *kit.EmptyState
	notice *kit.Callout
	list   *kit.List
	drafts []office.Row
	fresh  kit.Latest // reading of them
	box    *fyne.Container

	content fyne.CanvasObject
}

func newStart(p *Page) *start {
	s := &start{page: p, notice: kit.NewCallout().Shuttable()}
	s.empty = kit.NewEmptyState(kit.IconDigitise, kit.T("digitise.empty"), kit.T("digitise.add-files"), p.addFiles)
	p.desk.Guard(office.MayConvert, s.empty.Button)
	s.list = kit.NewList(func() int { return len(s.drafts) },
		func() fyne.CanvasObject { return kit.NewRow() },
		func(i int, o fyne.CanvasObject) { s.row(s.drafts[i], o.(*kit.Row)) })
	s.list.OnSelected = func(i int) {
		s.list.UnselectAll()
		p.resume(s.drafts[i].ID)
	}
	s.box = kit.Border(kit.Subheading(kit.T("digitise.drafts")), nil, nil, nil, s.list)
	s.box.Hide()
	s.content = kit.Border(s.notice, p.Thrown.Content, nil, nil, container.New(startLayout{}, s.empty, s.box))
	return s
}

func (s *start) row(r office.Row, o *kit.Row) {
	title := kit.Named(r.Number, r.Symbol, r.Subject)
	if title == "" && r.Head != "" {
		title = kit.T("digitise.draft-head", r.Head)
	}
	o.Set(cmp.Or(title, kit.T("digitise.unnamed")), below(r), kit.At(r.At))
	o.Chip.SetState(r.State)
}

// below tells how many pages a draft has, whether they were scanned or from which file they
// came, and whose it is; what is not known is left out.
func below(r office.Row) string {
	told := []string{kit.T("digitise.draft-pages", r.Pages), r.Name, r.Clerk}
	if strings.HasPrefix(r.Name, office.ScannedName) {
		told[1] = kit.T("digitise.draft-scanned")
	}
	return strings.Join(slices.DeleteFunc(told, func(s string) bool { return s == "" }), " · ")
}

// load reads the drafts that wait.
func (s *start) load() {
	kit.Load(s.fresh.Next(s.page.ctx), s.page.services.Drafts, func(rows []office.Row, err error) {
		if err != nil {
			s.page.desk.Tell(err)
			return
		}
		s.drafts = rows
		kit.Seen(s.box, len(rows) > 0)
		s.list.Refresh()
		s.content.Refresh()
	})
}

// done is what was finished last: the code that opens it, and where to go on.
type done struct {
	shown    bool
	words    *widget.Label
	code     *widget.Label
	see      *kit.Button
	sign     *kit.Button // where it is not signed yet
	next     *kit.Button
	document *kit.Button // on the register
	scan     *kit.Button // the next paper that comes in
	again    *kit.Button // goes on with what could not be done
	wants    *kit.Callout
	is       office.TakenIn
	id       office.ID
	content  fyne.CanvasObject
}

func newDone(p *Page) *done {
	d := &done{words: kit.Prose(""), code: kit.Heading(""), wants: kit.NewCallout()}
	d.words.Alignment, d.code.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	d.see = kit.NewButton(kit.T("digitise.see-record"), kit.IconRecords, func() {
		if p.OpenRecord != nil {
			p.OpenRecord(d.id)
		}
	})
	d.sign = kit.NewButton(kit.T("records.sign"), kit.IconSign, func() { p.SignRecord(d.id) })
	p.desk.Guard(office.MaySign, d.sign)
	d.next = kit.NewMainButton(kit.T("digitise.next"), kit.IconDigitise, p.Begin)
	d.document = kit.NewButton(kit.T("digitise.see-document"), kit.IconDocuments, func() { p.see(d.is) })
	d.again = kit.NewMainButton(kit.T("digitise.enter-again"), theme.ViewRefreshIcon(), func() { p.GoOn(d.id) })
	d.scan = kit.NewMainButton(kit.T("digitise.next-in"), kit.IconScan, p.ScanIn)
	p.desk.Guard(office.MayConvert, d.next, d.again, d.scan)
	sign := container.NewGridWrap(fyne.NewSquareSize(56), widget.NewIcon(kit.Tinted(kit.IconMet, theme.ColorNameSuccess)))
	d.content = kit.Narrow(560, container.NewVBox(container.NewCenter(sign), d.words, d.code, d.wants,
		container.NewCenter(container.NewHBox(d.see, d.document, d.sign, d.again, d.next, d.scan))))
	return d
}

// show tells of a finished conversion; signs: there is a place where it can be signed.
func (d *done) show(c office.Conversion, signs bool) {
	d.shown, d.id = true, c.ID
	d.buttons(d.see, d.next)
	kit.Seen(d.sign, signs && c.Signed == nil)
	d.wants.SayAll(kit.Warn, nil)
	d.words.SetText(kit.T("digitise.finished", len(c.Pages)))
	d.code.SetText(string(c.Code))
}

// took tells of a paper that was taken in, and what of it could not be done; err is why it is not on
// its register.
func (d *done) took(is office.TakenIn, err error) {
	d.shown, d.id, d.is = true, is.Conversion.ID, is
	if is.Document.ID == "" {
		d.buttons(d.see, d.again)
	} else {
		d.buttons(d.document, d.scan)
	}
	d.wants.SayAll(kit.Warn, wanting(is, err))
	d.words.SetText(saidOf(is))
	d.code.SetText(numberOf(is))
}

// buttons shows some of them.
func (d *done) buttons(some ...*kit.Button) {
	for _, b := range []*kit.Button{d.see, d.document, d.sign, d.again, d.next, d.scan} {
		kit.Seen(b, slices.Contains(some, b))
	}
}

// first is where the keyboard goes on.
func (d *done) first() *kit.Button {
	for _, b := range []*kit.Button{d.again, d.scan} {
		if b.Visible() {
			return b
		}
	}
	return d.next
}
