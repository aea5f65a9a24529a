package printing

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// mostFound is how many acts one search lists.
const mostFound = 100_000

// Widths of the two parts, in units of the screen; of the list the least.
const (
	waysWide  = 430
	listLeast = 380
)

// start is where one begins: the acts that there are, and beside them the ways
// to a document: bring it in, find it by the code on paper, or by the paper
// itself.
type start struct {
	*kit.Finder[office.Row]
	page *Page

	notice  *kit.Callout
	begin   *kit.Button
	newest  *kit.Newest
	code    *kit.Form[string] // that stands on paper
	locked  *locked
	content fyne.CanvasObject
}

func newStart(p *Page) *start {
	s := &start{page: p, notice: kit.NewCallout()}
	s.Finder = kit.NewFinder[office.Row](p.desk, kit.FinderSaid{Search: kit.T("printing.search"), Icon: kit.IconPrinting, Empty: kit.T("printing.empty"),
		Count: func(n string) string { return kit.T("printing.count", n) }, More: func(n string) string { return kit.T("printing.more", n) }})
	s.Ask, s.ID, s.Show = s.ask, func(r office.Row) office.ID { return r.ID }, s.show
	s.OnOpen = func(r office.Row) {
		s.Choose("") // the act takes the place of the list, and may be opened again from there
		p.Open(r.ID)
	}
	s.begin = kit.NewMainButton(kit.T("printing.bring"), theme.FolderOpenIcon(), p.Begin)
	p.desk.Guard(office.MayConvert, s.begin)
	s.newest = kit.NewNewest(kit.MessageFiles, func(path string) { p.bring([]string{path}) })
	s.code = kit.NewForm(kit.AskWords("code", kit.T("printing.code"), func(code *string) *string { return code }).
		Like("7K4M-Q2XN-9RT2").Hinted(kit.T("printing.code-hint")))
	s.code.OnEnter = p.lookup
	lookup := kit.NewButton(kit.T("printing.lookup"), theme.SearchIcon(), p.lookup)
	compare := kit.NewButton(kit.T("printing.compare-paper"), kit.IconProof, p.Scan)
	s.locked = newLocked(p)
	ways := kit.Column(s.notice, s.locked.content,
		kit.Card(kit.Subheading(kit.T("printing.bring-title")), kit.Muted(kit.T("printing.bring-hint")), container.NewHBox(s.begin), s.newest.Content),
		kit.Card(s.code.Content, container.NewHBox(lookup)),
		kit.Card(kit.Subheading(kit.T("printing.compare-title")), kit.Muted(kit.T("printing.compare-hint")), container.NewHBox(compare)))
	left := kit.Border(container.NewVBox(s.Head, s.Count), p.Thrown.Content, nil, nil, s.Body)
	s.content = kit.NewBench(0, &kit.Part{Name: kit.T("kit.part-list"), Wide: listLeast, Of: left, Rest: true},
		&kit.Part{Name: kit.T("printing.part-ways"), Wide: waysWide, Of: kit.NewFormScroll(ways)})
	return s
}

func (s *start) ask(ctx context.Context, w kit.Wish) (kit.Found[office.Row], error) {
	return kit.Keyed(ctx, w, mostFound, func(ctx context.Context, most int) ([]int64, bool, error) {
		return s.page.services.FindMessages(ctx, w.Text, most)
	}, s.page.services.Rows)
}

// show fills a line of the list.
func (s *start) show(row office.Row, o *kit.Row) {
	o.Set(kit.TitleOf(row, s.page.types), kit.From(row.Station, row.Subject), kit.DayOf(row.At))
	o.Chip.SetRow(row)
	o.Chip.Show()
}

// locked asks for the password of a file that opens with one only.
type locked struct {
	*kit.Form[[]byte]
	page    *Page
	path    string
	name    *widget.Label
	content *fyne.Container
}

func newLocked(p *Page) *locked {
	l := &locked{page: p, name: kit.Subheading("")}
	l.Form = kit.NewForm(kit.AskPassword("password", kit.T("printing.password"), func(b *[]byte) *[]byte { return b }).Hinted(kit.T("printing.password-hint")))
	l.OnEnter = l.try
	l.name.Truncation = fyne.TextTruncateEllipsis
	open := kit.NewMainButton(kit.T("printing.password-open"), kit.IconKey, l.try)
	not := kit.NewButton(kit.T("printing.not"), nil, l.shut)
	l.content = kit.Card(l.name, l.Content, container.NewHBox(open, not))
	l.content.Hide()
	return l
}

// ask shows the question for a file; err says why, where a password was wrong.
func (l *locked) ask(path string, err error) {
	l.path = path
	l.name.SetText(kit.Foreign(filepath.Base(path)))
	l.shown(true)
	l.Field("password").Clear()
	l.Fail(l.page.desk, "password", err)
	l.Focus(l.page.desk, "password")
}

func (l *locked) try() {
	password := l.Hand()
	if len(password) == 0 {
		l.Focus(l.page.desk, "password")
		return
	}
	l.shut()
	l.page.importAll([]string{l.path}, string(password))
	clear(password)
}

func (l *locked) shut() {
	l.Wipe()
	l.shown(false)
}

// shown shows the question, or takes it away: there is one main action at a time.
func (l *locked) shown(yes bool) {
	kit.Seen(l.content, yes)
	l.page.start.begin.Calls(!yes)
	l.page.start.content.Refresh()
}
