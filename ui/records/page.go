package records

import (
	"context"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	Types() []office.DocumentType
	FindRecords(ctx context.Context, w office.RecordWish, most int) (keys []int64, more bool, err error)
	RowsFound(ctx context.Context, keys []int64, text string) ([]office.Row, error)
	Conversion(ctx context.Context, id office.ID) (office.Conversion, error)
	PagePicture(ctx context.Context, id office.ID, page int, maxSide int) (image.Image, error)
	OnPages(ctx context.Context, id office.ID, text string) (map[int][][4]float64, error) // where a search is met on what was read
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
	visit    kit.Latest
	meant    string // what was searched for when the record was opened

	finder  *kit.Finder[office.Row]
	detail  *detail
	both    *kit.Bench
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types()}
	p.finder = kit.NewFinder[office.Row](desk, kit.FinderSaid{
		Search: kit.T("records.search"), Icon: kit.IconRecords, Empty: kit.T("records.empty"), Begin: kit.T("records.begin"), OnBegin: p.begin,
		Count: func(n string) string { return kit.T("records.count", n) }, More: func(n string) string { return kit.T("records.more", n) },
	}, filters()...)
	p.finder.Ask, p.finder.Show, p.finder.OnOpen = p.ask, p.showRow, p.openRow
	p.finder.ID = func(row office.Row) office.ID { return row.ID }
	p.detail = newDetail(p)
	p.both = kit.Sides(p.finder.Body, p.detail.Content)
	head := container.NewVBox(kit.Head(kit.Heading(kit.T("records.title")), p.finder.Count), p.finder.Head)
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.both))
	return p
}

// filters choose among the records by direction, by how they stand, and by time.
func filters() []*kit.Filter {
	return []*kit.Filter{
		kit.NewFilter(kit.T("records.any-direction"),
			kit.Option{Key: string(office.PaperToData), Name: kit.T("records.from-paper")}, kit.Option{Key: string(office.DataToPaper), Name: kit.T("records.to-paper")}),
		kit.NewFilter(kit.T("records.any-state"),
			kit.Option{Key: string(office.StandsSigned), Name: kit.T("kit.state-signed")}, kit.Option{Key: string(office.StandsToSign), Name: kit.T("kit.state-to-sign")},
			kit.Option{Key: string(office.StandsToPaper), Name: kit.T("records.waits-paper")}, kit.Option{Key: string(office.StandsWithdrawn), Name: kit.T("kit.state-withdrawn")}),
		kit.NewFilter(kit.T("records.any-time"),
			kit.Option{Key: string(office.Today), Name: kit.T("records.today")}, kit.Option{Key: string(office.SevenDays), Name: kit.T("records.seven-days")},
			kit.Option{Key: string(office.ThisMonth), Name: kit.T("records.this-month")}, kit.Option{Key: string(office.LastMonth), Name: kit.T("records.last-month")},
			kit.Option{Key: string(office.ThisYear), Name: kit.T("records.this-year")}, kit.Option{Key: string(office.LastYear), Name: kit.T("records.last-year")}),
	}
}

// ask has the station search for what is wished.
func (p *Page) ask(ctx context.Context, w kit.Wish) (kit.Found[office.Row], error) {
	wish := office.RecordWish{Text: w.Text, Direction: office.Direction(w.Chosen[0]), Stands: office.Stands(w.Chosen[1]), Within: office.Span(w.Chosen[2])}
	return kit.Keyed(ctx, w, mostFound, func(ctx context.Context, most int) ([]int64, bool, error) {
		return p.services.FindRecords(ctx, wish, most)
	}, func(ctx context.Context, keys []int64) ([]office.Row, error) {
		return p.services.RowsFound(ctx, keys, w.Text)
	})
}

func (p *Page) begin() {
	if p.OnBegin != nil {
		p.OnBegin()
	}
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter searches again, and reads again what is shown: something may have been
// finished or signed meanwhile.
func (p *Page) Enter() {
	ctx := p.visit.Next(p.desk.Context())
	p.detail.enter(ctx)
	p.finder.Enter(ctx)
}

// Leave drops what is being read and frees the pictures and the rows.
func (p *Page) Leave() {
	p.visit.Drop()
	p.detail.leaves.Leave()
	p.finder.Leave()
}

// Changed searches again, and reads again what is shown, when a record has
// changed here or elsewhere.
func (p *Page) Changed() {
	p.detail.Renew()
	p.finder.Find()
}

// Search moves the keyboard to the search field.
func (p *Page) Search() { p.desk.Focus(p.finder.Search) }

// Turn pages through the record that is shown.
func (p *Page) Turn(by int) { p.detail.leaves.Turn(by) }

// Zoom shows the page in view larger or smaller.
func (p *Page) Zoom(by int) { p.detail.leaves.Zoom(by) }

// Finish withdraws the record (Ctrl+Enter) where the form asks for it.
func (p *Page) Finish() { p.detail.withdraw.Finish() }

// showRow fills a line of the list. Paper that became data, is finished and need
// not be signed is the rule here, and needs no word.
func (p *Page) showRow(row office.Row, o *kit.Row) {
	o.Set(kit.TitleOf(row, p.types), kit.From(row.Station, kit.FoundOr(row.Excerpt, row.Subject)), kit.DayOf(row.At))
	kit.Seen(o.Chip, true)
	switch {
	case row.State != office.Finished, row.Withdrawn, row.Signed, row.ToSign:
		o.Chip.SetRow(row)
	case row.Direction == office.DataToPaper:
		o.Chip.Set(kit.Neutral, kit.IconPrinting, kit.T("records.to-paper"))
	default:
		o.Chip.Hide()
	}
}

// openRow shows what was chosen in the list, here or in the place where it goes on.
func (p *Page) openRow(row office.Row) {
	elsewhere := p.OpenMessage
	if row.Direction != office.DataToPaper {
		elsewhere = p.SignRecord
	}
	if (row.Direction == office.DataToPaper || row.State != office.Finished) && elsewhere != nil {
		p.finder.Choose(p.detail.Of())
		elsewhere(row.ID)
		return
	}
	p.Open(row.ID)
}

// Open shows a record, with what is searched for here marked on its pages.
func (p *Page) Open(id office.ID) { p.OpenFor(id, p.finder.Search.Text) }

// OpenFor shows a record, with what was searched for marked on its pages.
func (p *Page) OpenFor(id office.ID, text string) {
	p.meant = strings.TrimSpace(text)
	p.finder.Choose(id)
	p.both.Turn(kit.TheChosen)
	p.detail.Open(id)
}
