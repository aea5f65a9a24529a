package printing

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

const (
	// searchPause is how long the clerk must stop typing before the search
	// begins.
	searchPause = 80 * time.Millisecond
	// mostFound is how many acts one search lists.
	mostFound = 100_000
)

// start is where one begins: the acts that there are, and beside them the ways
// to a document: bring it in, find it by the code on paper, or by the paper
// itself.
type start struct {
	page     *Page
	pause    *time.Timer
	asking   context.CancelFunc // drops the answer to an older search
	answered string

	search  *kit.Search
	count   *widget.Label
	rows    *kit.Rows
	empty   *kit.EmptyState
	notice  *kit.Callout
	begin   *kit.Button
	code    *kit.Entry
	coded   *kit.Field
	lookup  *kit.Button
	compare *kit.Button
	locked  *locked
	thrown  *kit.Thrown
	ways    *fyne.Container
	content fyne.CanvasObject
}

func newStart(p *Page) *start {
	s := &start{page: p, count: kit.Muted(""), notice: kit.NewCallout()}
	s.count.Wrapping = fyne.TextWrapOff
	s.rows = kit.NewRows(p.services.Rows, s.show)
	s.rows.OnOpen = func(r office.Row) { p.Open(r.ID) }
	s.rows.OnTrouble = p.desk.Tell
	s.search = kit.NewSearch(kit.T("printing.search"), s.typed, func() { p.desk.Focus(s.rows.List) })
	s.empty = kit.NewEmptyState(kit.IconPrinting, kit.T("printing.empty"), "", nil)
	s.empty.Hide()
	s.begin = kit.NewMainButton(kit.T("printing.bring"), theme.FolderOpenIcon(), p.Begin)
	p.desk.Guard(office.MayConvert, s.begin)
	s.code = kit.NewEntry()
	s.code.SetPlaceHolder("7K4M-Q2XN-9RT2")
	s.code.OnSubmitted = func(string) { p.lookup() }
	s.coded = kit.NewField(kit.T("printing.code"), s.code, kit.T("printing.code-hint"))
	s.code.OnChanged = func(string) { s.coded.Clear() }
	s.lookup = kit.NewButton(kit.T("printing.lookup"), theme.SearchIcon(), p.lookup)
	s.compare = kit.NewButton(kit.T("printing.compare-paper"), kit.IconProof, p.compareCode)
	s.locked = newLocked(p)
	s.thrown = kit.NewThrown(func(id string) { p.restore(office.ID(id)) })
	s.ways = kit.Column(s.notice, s.locked.content,
		kit.Card(kit.Subheading(kit.T("printing.bring-title")), kit.Muted(kit.T("printing.bring-hint")), container.NewHBox(s.begin)),
		kit.Card(s.coded, container.NewHBox(s.lookup)),
		kit.Card(kit.Subheading(kit.T("printing.compare-title")), kit.Muted(kit.T("printing.compare-hint")), container.NewHBox(s.compare)))
	left := kit.Border(container.NewVBox(s.search, s.count), s.thrown.Content, nil, nil, container.NewStack(s.rows.List, s.empty))
	s.content = kit.NewBench(0, &kit.Part{Name: kit.T("kit.part-list"), Wide: listLeast, Of: left, Rest: true},
		&kit.Part{Name: kit.T("printing.part-ways"), Wide: waysWide, Of: kit.NewFormScroll(s.ways)})
	return s
}

// show fills a line of the list.
func (s *start) show(row office.Row, o *kit.Row) {
	o.Set(kit.TitleOf(row, s.page.types), kit.From(row.Station, row.Subject), kit.DayOf(row.At))
	o.Chip.SetRow(row)
	o.Chip.Show()
}

func (s *start) typed() {
	if s.pause != nil {
		s.pause.Stop()
	}
	s.pause = time.AfterFunc(searchPause, func() { kit.OnScreen(s.find) })
}

// found is the answer to a search.
type found struct {
	keys []int64
	more bool
}

// find searches for what is in the field. The answer to an older search that
// comes late is dropped.
func (s *start) find() {
	if s.pause != nil {
		s.pause.Stop()
		s.pause = nil
	}
	if s.asking != nil {
		s.asking()
	}
	ctx, drop := context.WithCancel(s.page.ctx)
	s.asking = drop
	text := strings.TrimSpace(s.search.Text)
	s.rows.Follow(ctx)
	kit.Load(ctx, func(ctx context.Context) (f found, err error) {
		f.keys, f.more, err = s.page.services.FindMessages(ctx, text, mostFound)
		return f, err
	}, func(f found, err error) { s.answer(text, f, err) })
}

func (s *start) answer(text string, f found, err error) {
	if err != nil {
		s.rows.Set(nil)
		s.count.SetText("")
		if s.empty.Fail(err, s.find) {
			s.empty.Show()
		}
		return
	}
	if text == s.answered {
		s.rows.Renew(f.keys)
	} else {
		s.rows.Set(f.keys)
	}
	s.answered = text
	said := kit.T("printing.count", strconv.Itoa(len(f.keys)))
	if f.more {
		said = kit.T("printing.more", strconv.Itoa(len(f.keys)))
	}
	s.count.SetText(said)
	kit.Seen(s.count, len(f.keys) > 0)
	s.empty.Button.Hide()
	s.empty.Say(kit.T("printing.empty"))
	if text != "" {
		s.empty.Say(kit.T("printing.none", text))
	}
	kit.Seen(s.empty, len(f.keys) == 0)
	s.content.Refresh()
}

// calls sets how much the button that begins calls for the eye.
func (s *start) calls(rank widget.Importance) {
	s.begin.Importance = rank
	s.begin.Refresh()
}

// leave lets the rows go.
func (s *start) leave() {
	if s.pause != nil {
		s.pause.Stop()
	}
	s.rows.Set(nil)
}

// Widths of the two parts, in units of the screen; of the list the least.
const (
	waysWide  = 430
	listLeast = 380
)

// locked asks for the password of a file that opens with one only.
type locked struct {
	page    *Page
	path    string
	name    *widget.Label
	secret  *kit.Secret
	field   *kit.Field
	content *fyne.Container
}

func newLocked(p *Page) *locked {
	l := &locked{page: p, name: kit.Subheading("")}
	l.name.Truncation = fyne.TextTruncateEllipsis
	l.secret = kit.NewSecret(l.try)
	l.field = kit.NewField(kit.T("printing.password"), l.secret, kit.T("printing.password-hint"))
	open := kit.NewMainButton(kit.T("printing.password-open"), kit.IconKey, l.try)
	not := kit.NewButton(kit.T("printing.not"), nil, l.shut)
	l.content = kit.Card(l.name, l.field, container.NewHBox(open, not))
	l.content.Hide()
	return l
}

// ask shows the question for a file; err says why, where a password was wrong.
func (l *locked) ask(path, name string, err error) {
	l.path = path
	l.name.SetText(kit.Foreign(name))
	l.field.Clear()
	l.field.Fail(err)
	l.content.Show()
	l.page.start.calls(widget.MediumImportance) // one main action at a time
	l.page.start.content.Refresh()
	l.page.desk.Focus(l.secret)
}

func (l *locked) try() {
	if l.secret.Empty() {
		l.page.desk.Focus(l.secret)
		return
	}
	path, password := l.path, l.secret.Take()
	l.shut()
	l.page.importAll([]string{path}, string(password))
	clear(password)
}

func (l *locked) shut() {
	l.secret.Take()
	l.content.Hide()
	l.page.start.calls(widget.HighImportance)
	l.page.start.content.Refresh()
}

func newSpring() fyne.CanvasObject { return layout.NewSpacer() }
