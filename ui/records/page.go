package records

import (
	"context"
	"image"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	Types() []office.DocumentType
	Find(ctx context.Context, text string, most int) (keys []int64, more bool, err error)
	Rows(ctx context.Context, keys []int64) ([]office.Row, error)
	Conversion(ctx context.Context, id office.ID) (office.Conversion, error)
	PagePicture(ctx context.Context, id office.ID, page int, maxSide int) (image.Image, error)
	History(ctx context.Context, id office.ID) ([]office.Deed, error)
	BornAt(ctx context.Context, id office.ID) (office.ID, error) // the station; empty: here
	SignedForm(ctx context.Context, id office.ID) (office.SignedFile, bool, error)
	Withdrawal(ctx context.Context, id office.ID) (office.Withdrawal, bool, error)
	WithdrawOver(ctx context.Context, id office.ID, clerk office.Clerk, reason, clockWhy string) (office.Withdrawal, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
	Export(ctx context.Context, id office.ID, path string) error
	Prove(ctx context.Context, id office.ID, p *job.Progress) (office.Proof, error)
}

const (
	// searchPause is how long the clerk must stop typing before the search
	// begins.
	searchPause = 80 * time.Millisecond
	// mostFound is how many records one search lists.
	mostFound = 100_000
	// pageMargin is the air around the page, in units of the screen.
	pageMargin = 8
)

// Page is the place "Hồ sơ đã chuyển đổi".
type Page struct {
	// OnBegin leads to where documents are converted; set by who builds the
	// window.
	OnBegin func()
	// SignRecord leads to where the record that is shown is signed; nil:
	// nowhere.
	SignRecord func(office.ID)
	// OpenMessage leads to where paper is made of a data message, which has a
	// place of its own; nil: it is shown here like any other record.
	OpenMessage func(office.ID)

	desk     *kit.Desk
	services Services
	types    []office.DocumentType

	ctx      context.Context // ends when the clerk leaves the page
	leave    context.CancelFunc
	asking   context.CancelFunc // drops the answer to an older search
	pause    *time.Timer
	answered string // the search whose answer is shown

	search *kit.Search
	count  *widget.Label
	rows   *kit.Rows
	empty  *kit.EmptyState
	detail *detail

	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types()}
	p.ctx, p.leave = context.WithCancel(desk.Context())
	p.count = kit.Muted("")
	p.count.Wrapping = fyne.TextWrapOff
	p.rows = kit.NewRows(services.Rows, p.showRow)
	p.rows.OnOpen = p.openRow
	p.rows.OnTrouble = desk.Tell
	p.search = kit.NewSearch(kit.T("records.search"), p.typed, func() { p.desk.Focus(p.rows.List) })
	p.empty = kit.NewEmptyState(kit.IconRecords, "", kit.T("records.begin"), func() {
		if p.OnBegin != nil {
			p.OnBegin()
		}
	})
	p.detail = newDetail(p)
	head := container.NewVBox(container.NewBorder(nil, nil, kit.Heading(kit.T("records.title")), p.count), p.search)
	both := kit.Sides(container.NewStack(p.rows.List, p.empty), p.detail.content)
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, both))
	return p
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter searches again, and reads again what is shown: something may have been
// finished or signed meanwhile.
func (p *Page) Enter() {
	p.leave()
	p.ctx, p.leave = context.WithCancel(p.desk.Context())
	p.detail.sharpen()
	p.detail.read()
	p.find()
}

// Leave drops what is being read and frees the pictures and the rows.
func (p *Page) Leave() {
	if p.pause != nil {
		p.pause.Stop()
	}
	p.leave()
	p.detail.free()
	p.rows.Set(nil)
}

// Changed searches again, and reads again what is shown, when a record has
// changed here or elsewhere.
func (p *Page) Changed() {
	p.detail.readAgain()
	p.find()
}

// Search moves the keyboard to the search field.
func (p *Page) Search() { p.desk.Focus(p.search) }

// Turn pages through the record that is shown.
func (p *Page) Turn(by int) { p.detail.turn(by) }

// Zoom shows the page in view larger or smaller.
func (p *Page) Zoom(by int) { p.detail.sheet.ZoomBy(by) }

func (p *Page) typed() {
	if p.pause != nil {
		p.pause.Stop()
	}
	p.pause = time.AfterFunc(searchPause, func() { kit.OnScreen(p.find) })
}

// found is the answer to a search.
type found struct {
	keys []int64
	more bool
}

// find searches for what is in the field. The answer to an older search that
// comes late is dropped.
func (p *Page) find() {
	if p.pause != nil {
		p.pause.Stop()
		p.pause = nil
	}
	if p.asking != nil {
		p.asking()
	}
	ctx, drop := context.WithCancel(p.ctx)
	p.asking = drop
	text := strings.TrimSpace(p.search.Text)
	p.rows.Follow(ctx)
	kit.Load(ctx, func(ctx context.Context) (f found, err error) {
		f.keys, f.more, err = p.services.Find(ctx, text, mostFound)
		return f, err
	}, func(f found, err error) { p.show(text, f, err) })
}

func (p *Page) show(text string, f found, err error) {
	if err != nil {
		p.rows.Set(nil)
		p.count.SetText("")
		if p.empty.Fail(err, p.find) {
			p.empty.Show()
		}
		return
	}
	if text == p.answered {
		p.rows.Renew(f.keys)
	} else {
		p.rows.Set(f.keys)
	}
	p.answered = text
	said := kit.T("records.count", grouped(len(f.keys)))
	if f.more {
		said = kit.T("records.more", grouped(len(f.keys)))
	}
	p.count.SetText(said)
	switch {
	case len(f.keys) > 0:
		p.empty.Hide()
		return
	case text == "":
		p.empty.Say(kit.T("records.empty"))
		p.empty.Button.SetText(kit.T("records.begin"))
		p.empty.Button.Hidden = p.OnBegin == nil
	default:
		p.empty.Say(kit.T("records.none", text))
		p.empty.Button.Hide()
	}
	p.empty.Show()
	p.empty.Refresh()
}

// grouped writes a number as Vietnamese does: 100.000.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// showRow fills a line of the list. Paper that became data, is finished and not
// signed is the rule here, and needs no word.
func (p *Page) showRow(row office.Row, o *kit.Row) {
	o.Set(kit.TitleOf(row, p.types), kit.From(row.Station, row.Subject), kit.DayOf(row.At))
	kit.Seen(o.Chip, true)
	switch {
	case row.State != office.Finished, row.Withdrawn, row.Signed:
		o.Chip.SetRow(row)
	case row.Direction == office.DataToPaper:
		o.Chip.Set(kit.Neutral, kit.IconPrinting, kit.T("records.to-paper"))
	default:
		o.Chip.Hide()
	}
}

// openRow shows what was chosen in the list, here or in its own place.
func (p *Page) openRow(row office.Row) {
	if row.Direction == office.DataToPaper && p.OpenMessage != nil {
		p.OpenMessage(row.ID)
		return
	}
	p.Open(row.ID)
}

// Open shows a record.
func (p *Page) Open(id office.ID) {
	p.rows.Choose(id)
	p.detail.open(id)
}
