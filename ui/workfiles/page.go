package workfiles

import (
	"context"
	"strconv"
	"sync/atomic"
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
	Types() []office.DocumentType
	FindFiles(ctx context.Context, w office.FileWish) (keys []int64, hidden int, err error)
	FileRows(ctx context.Context, keys []int64) ([]office.FileStands, error)
	FileContents(ctx context.Context, id office.ID) (office.FileContents, error)
	FileVersions(ctx context.Context, id office.ID) ([]office.Version, error)
	SettleFile(ctx context.Context, by office.Clerk, id, keep office.ID, seen []office.ID) (office.WorkFile, error)
	OpenFile(ctx context.Context, by office.Clerk, f office.WorkFile) (office.WorkFile, error)
	AddToFile(ctx context.Context, by office.Clerk, file, document office.ID, pages int, note string) (office.Filed, error)
	TakeFromFile(ctx context.Context, by office.Clerk, file, document office.ID, why string) error
	LookedAtRecalled(ctx context.Context, by office.Clerk, file, document office.ID, why string) error
	CloseFile(ctx context.Context, by office.Clerk, file office.ID, day string) (office.FileContents, error)
	ReopenFile(ctx context.Context, by office.Clerk, file office.ID, why string) (office.WorkFile, error)
	KeepFileBack(ctx context.Context, by office.Clerk, file office.ID, until, why string) (office.WorkFile, error)
	HandFileIn(ctx context.Context, by office.Clerk, file office.ID, to string) (office.WorkFile, error)
	DestroyFile(ctx context.Context, by office.Clerk, file office.ID, why string) (office.WorkFile, error)
	SetFileRights(ctx context.Context, by office.Clerk, file office.ID, readers, keepers []office.ID) (office.WorkFile, error)
	FileRightsSeen(ctx context.Context, by office.Clerk) ([]office.FileRight, error)
	FileLooks(ctx context.Context, id office.ID) ([]office.FileLooks, error)
	FilePlan(ctx context.Context, year int) ([]office.PlannedFile, error)
	PlanFile(ctx context.Context, by office.Clerk, p office.PlannedFile) (office.PlannedFile, error)
	DropPlannedFile(ctx context.Context, by office.Clerk, id office.ID) error
	SaveFilePlan(ctx context.Context, year int, path, by string) error
	SaveFilesList(ctx context.Context, year int, path, by string) error
	ExportFile(ctx context.Context, id office.ID, path, by string) (office.FileWritten, error)
	FindRegistered(ctx context.Context, w office.RegisteredWish, most int) (keys []int64, more bool, err error)
	RegisteredRows(ctx context.Context, keys []int64) ([]office.RegisteredRow, error)
	WaitingOf(ctx context.Context, sort office.WaitSort) (office.Waiting, error)
	History(ctx context.Context, id office.ID) ([]office.Deed, error)
	AllClerks(ctx context.Context) ([]office.Clerk, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
}

const (
	pageMargin = 8
	yearsBack  = 9 // that are offered beside this one: files wait for years
)

// Page is the place "Hồ sơ công việc".
type Page struct {
	// OpenDocument leads to a document on its register.
	OpenDocument func(office.ID)

	desk     *kit.Desk
	services Services
	types    []office.DocumentType
	visit    kit.Latest
	by       office.Clerk
	all      []office.Clerk // who ever worked here

	finder  *kit.Finder[office.FileStands]
	hidden  atomic.Int64 // files of the year that who sits here may not see
	unseen  *widget.Label
	both    *kit.Bench
	rights  *notice
	detail  *detail
	adder   *adder
	plan    *plan
	form    *form
	clerk   *kit.ClerkChoice
	content fyne.CanvasObject
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, types: services.Types(), unseen: kit.Muted("")}
	p.finder = kit.NewFinder[office.FileStands](desk, kit.FinderSaid{
		Search: kit.T("workfiles.search"), Icon: kit.IconWorkFiles, Empty: kit.T("workfiles.none"), Begin: kit.T("workfiles.new"), OnBegin: p.Begin,
		Count: func(n string) string { return kit.T("workfiles.count", n) }, More: func(n string) string { return kit.T("workfiles.count", n) },
	}, kit.NewFilter(kit.T("workfiles.year", thisYear()), years()[1:]...))
	p.finder.Ask, p.finder.Show, p.finder.OnOpen, p.finder.OnFound = p.ask, p.showRow, func(f office.FileStands) { p.Open(f.ID) }, p.tellHidden
	p.finder.ID = func(f office.FileStands) office.ID { return f.ID }
	hanger := kit.NewHanger()
	p.clerk = kit.NewClerkChoice(kit.T("workfiles.by"), func(c office.Clerk) { p.by = c })
	p.rights, p.detail, p.adder, p.plan, p.form = newNotice(p), newDetail(p), newAdder(p), newPlan(p), newForm(p, hanger)
	right := kit.Border(p.rights.content, p.clerk.Content, nil, nil, container.NewStack(p.faces()...))
	p.both = kit.Sides(kit.Border(nil, p.unseen, nil, nil, p.finder.Body), right)
	fresh := kit.NewMainButton(kit.T("workfiles.new"), theme.ContentAddIcon(), p.Begin)
	desk.Guard(office.MayKeep, fresh)
	planned := kit.NewButton(kit.T("workfiles.plan"), nil, func() { p.face(p.plan.content) })
	head := container.NewVBox(kit.Head(kit.Heading(kit.T("workfiles.title")), p.finder.Count, planned, fresh), p.finder.Head)
	p.content = container.NewStack(kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.both)), hanger)
	p.show(p.detail.Content)
	return p
}

// thisYear is the one that the clock of the computer tells, as the station goes by it.
func thisYear() int { return time.Now().In(office.VietNam).Year() } //nolint:forbidigo // on the screen: it is no time of a record

// years are those that are offered, the newest first.
func years() (all []kit.Option) {
	for year := thisYear(); year >= thisYear()-yearsBack; year-- {
		all = append(all, kit.Option{Key: strconv.Itoa(year), Name: kit.T("workfiles.year", year)})
	}
	return all
}

// ask looks for the files of a year that say what was typed.
func (p *Page) ask(ctx context.Context, w kit.Wish) (found kit.Found[office.FileStands], err error) {
	wish := office.FileWish{Year: thisYear(), Text: w.Text}
	if chosen, err := strconv.Atoi(w.Chosen[0]); err == nil {
		wish.Year = chosen
	}
	keys, hidden, err := p.services.FindFiles(ctx, wish)
	p.hidden.Store(int64(hidden))
	return kit.Found[office.FileStands]{Keys: keys, Rows: p.services.FileRows}, err
}

func (p *Page) tellHidden() {
	hidden := p.hidden.Load()
	p.unseen.SetText(kit.T("workfiles.hidden", hidden))
	kit.Seen(p.unseen, hidden > 0)
	p.content.Refresh()
}

// showRow fills a line of the list.
func (p *Page) showRow(f office.FileStands, row *kit.Row) {
	row.Set(kit.Joined(f.Notation, f.Title), kit.Joined(f.Creator, kit.T("workfiles.documents", f.Documents)), kit.Day(f.Opened))
	tone, icon, said := stands(f.WorkFile)
	switch {
	case f.Apart:
		tone, icon, said = kit.Warn, kit.IconWarning, kit.T("workfiles.apart")
	case f.Doubled:
		tone, icon, said = kit.Warn, kit.IconWarning, kit.T("workfiles.doubled")
	}
	row.Chip.Set(tone, icon, said)
	kit.Seen(row.Chip, true)
}

// stands tells the state of a file.
func stands(f office.WorkFile) (kit.Tone, fyne.Resource, string) {
	said := kit.T("workfiles.state-" + string(f.State))
	if f.State == office.FileOpen {
		return kit.Info, nil, said
	}
	return kit.Neutral, nil, said
}

// faces are the parts that stand at the right, one at a time.
func (p *Page) faces() []fyne.CanvasObject {
	return []fyne.CanvasObject{p.detail.Content, p.adder.content, p.plan.content, p.form.content}
}

// face brings one of them to the front, over the list where there is no room beside it.
func (p *Page) face(of fyne.CanvasObject) {
	p.show(of)
	p.both.Turn(kit.TheChosen)
	switch of {
	case p.plan.content:
		p.finder.Choose("")
		p.plan.load()
	case p.adder.content:
		p.adder.enter()
	}
}

func (p *Page) show(of fyne.CanvasObject) {
	for _, each := range p.faces() {
		kit.Seen(each, each == of)
	}
	p.content.Refresh()
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads again what is listed and what lies open.
func (p *Page) Enter() {
	ctx := p.visit.Next(p.desk.Context())
	kit.Load(ctx, p.services.AllClerks, func(all []office.Clerk, err error) {
		p.desk.Tell(err)
		p.all = all
	})
	kit.Load(ctx, p.services.Clerks, func(clerks []office.Clerk, err error) {
		p.desk.Tell(err)
		p.by = p.clerk.Seat(clerks, p.by)
		kit.Seen(p.clerk.Content, len(clerks) > 1)
	})
	p.detail.Enter(ctx)
	p.finder.Enter(ctx)
	p.again()
}

// again reads what stands beside the list and what lies open.
func (p *Page) again() {
	p.rights.load()
	switch {
	case p.plan.content.Visible():
		p.plan.load()
	case p.adder.content.Visible():
		p.adder.finder.Find()
	}
}

// Leave drops what is being read.
func (p *Page) Leave() {
	p.visit.Drop()
	p.finder.Leave()
	p.adder.finder.Leave()
}

// Changed reads again; what is being typed stays.
func (p *Page) Changed() {
	p.finder.Find()
	p.detail.Renew()
	p.again()
}

// Search moves the keyboard to the search field.
func (p *Page) Search() {
	if p.adder.content.Visible() {
		p.desk.Focus(p.adder.finder.Search)
		return
	}
	p.desk.Focus(p.finder.Search)
}

// Begin asks for a new file (Ctrl+N).
func (p *Page) Begin() { p.form.open(opening(), opened{}, answers{}) }

// Finish sends what was typed (Ctrl+Enter).
func (p *Page) Finish() {
	switch {
	case p.form.content.Visible():
		kit.Press(p.form.act)
	case p.adder.content.Visible():
		kit.Press(p.adder.put)
	}
}

// Open shows a file.
func (p *Page) Open(id office.ID) {
	p.finder.Choose(id)
	p.face(p.detail.Content)
	p.detail.Open(id)
}

// send has the station do something, says that it is done, and reads again.
func (p *Page) send(done string, do func(context.Context) error, then func(error)) {
	p.desk.Act(do, func(err error) {
		if err == nil {
			p.desk.Good(done)
			p.Changed()
		}
		then(err)
	})
}

// save has something written to a new file.
func (p *Page) save(name string, write func(context.Context, string) error) {
	p.desk.Save(kit.Saving{Purpose: "books", Name: name, Doing: kit.T("workfiles.writing"), Write: write})
}
