package books

import (
	"context"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Services is what this page asks of the station.
type Services interface {
	Books() []office.Register
	FindSheets(ctx context.Context, book, text string, most int) ([]office.Sheet, bool, error)
	Sheet(ctx context.Context, book string, id office.ID) (office.Sheet, error)
	KeepSheet(ctx context.Context, book string, by office.Clerk, sheet office.Sheet) (office.Sheet, error)
	MoveSheet(ctx context.Context, book string, by office.Clerk, id office.ID, step string) (office.Sheet, error)
	WrongAnswer(book string, sheet office.Sheet) (key string, err error)
	SheetVersions(ctx context.Context, book string, id office.ID) ([]office.Sheet, error)
	SettleSheet(ctx context.Context, book string, by office.Clerk, id, keep office.ID, seen []office.ID) (office.Sheet, error)
	ExportBook(ctx context.Context, book, path, by string) error
	SheetPaper(ctx context.Context, book string, id office.ID, name string) (office.PaperStands, error)
	SaveSheetPaper(ctx context.Context, book string, id office.ID, name, path string) error
	SheetText(ctx context.Context, book string, id office.ID, name string) (string, error)
	NoteIncident(ctx context.Context, by office.Clerk, id office.ID, at, said string) (office.IncidentNote, error)
	IncidentNotes(ctx context.Context, id office.ID) ([]office.IncidentNote, error)
	History(ctx context.Context, id office.ID) ([]office.Deed, error)
	Clerks(ctx context.Context) ([]office.Clerk, error)
}

const (
	mostListed = 500
	mostDeeds  = 8 // of a record's journal that are told, the newest
	pageMargin = 8
	whichWide  = 300 // of the list of registers: their longest title
)

// Page is the place "Sổ".
type Page struct {
	desk     *kit.Desk
	services Services
	books    []office.Register
	at       int // which register

	visit kit.Latest
	by    office.Clerk

	which  *kit.Select
	finder *kit.Finder[office.Sheet]
	both   *kit.Bench

	editing office.Sheet             // as it is stored; the zero value: a new one
	waiting map[of]map[string]string // what was typed for others and not saved
	title   *widget.Label
	stands  *widget.Label
	warns   *widget.Label
	rivals  *fyne.Container // versions that stand apart
	form    *kit.Asks
	scroll  *container.Scroll
	clerk   *kit.ClerkChoice
	save    *kit.Button
	fresh   *kit.Button
	moves   *fyne.Container
	history *kit.Journal
	owed    *fyne.Container // what the record owes in time
	papers  *fyne.Container // what can be made of it
	line    *timeline
	half    *kit.HalfTyped[typed]

	content fyne.CanvasObject
}

// typed are words that wait for the button, with the record as it is stored.
type typed struct {
	Book    int
	Sheet   office.Sheet
	Answers map[string]string
	Notes   map[office.ID]noteWords // lines for timelines
}

// of names a record of a register.
type of struct {
	book int
	id   office.ID
}

// New lays the page out; nothing is read before Enter.
func New(desk *kit.Desk, services Services) *Page {
	p := &Page{desk: desk, services: services, books: worded(services.Books()), waiting: map[of]map[string]string{}}
	p.finder = kit.NewFinder[office.Sheet](desk, kit.FinderSaid{
		Search: kit.T("books.search"), Icon: kit.IconBooks, Empty: kit.T("books.none"), Begin: kit.T("books.new"), OnBegin: p.begin,
		Count: func(n string) string { return kit.T("books.count", n) }, More: func(n string) string { return kit.T("books.more", n) },
	})
	p.finder.Ask, p.finder.Show, p.finder.OnOpen = p.ask, show, p.open
	p.finder.ID = func(s office.Sheet) office.ID { return s.ID }
	var names []string
	for _, b := range p.books {
		names = append(names, b.Title)
	}
	p.which = kit.NewSelect(names, nil)
	right := p.sheet()
	p.which.SetSelectedIndex(0)
	p.which.OnChanged = func(string) { p.turn(p.which.SelectedIndex()) }
	title := container.NewHBox(kit.Heading(kit.T("books.title")), container.NewCenter(container.NewGridWrap(fyne.NewSize(whichWide, p.which.MinSize().Height), p.which)))
	head := container.NewVBox(kit.Head(title, p.finder.Count, p.exports()), p.finder.Head)
	p.both = kit.Sides(p.finder.Body, right)
	p.content = kit.Padded(pageMargin, kit.Border(head, nil, nil, nil, p.both))
	p.half = kit.NewHalfTyped(desk, "books", p.halfTyped)
	p.turn(0)
	return p
}

// worded are registers with their questions in the language of the window.
func worded(books []office.Register) []office.Register {
	books = slices.Clone(books)
	for i := range books {
		b := &books[i]
		b.Title, b.One = kit.Said(b.Title), kit.Said(b.One)
		b.Asks, b.Moves = slices.Clone(b.Asks), slices.Clone(b.Moves)
		for j := range b.Asks {
			a := &b.Asks[j]
			a.Said, a.Hint, a.Choices = kit.Said(a.Said), kit.Said(a.Hint), slices.Clone(a.Choices)
			for k := range a.Choices {
				a.Choices[k].Said = kit.Said(a.Choices[k].Said)
			}
		}
		for j := range b.Moves {
			b.Moves[j].Said = kit.Said(b.Moves[j].Said)
		}
	}
	return books
}

// sheet lays out the form of one record.
func (p *Page) sheet() fyne.CanvasObject {
	p.title, p.stands, p.warns, p.history = kit.Subheading(""), kit.Muted(""), kit.Prose(""), kit.NewJournal()
	p.warns.Importance = widget.WarningImportance
	p.rivals, p.owed, p.papers = container.NewVBox(), container.NewVBox(), kit.Flow()
	p.line = newTimeline(p)
	p.form = kit.NewAsks()
	p.form.OnTyped = func() { p.half.Typed() }
	p.clerk = kit.NewClerkChoice(kit.T("books.by"), func(c office.Clerk) { p.by = c })
	p.save = kit.NewMainButton(kit.T("books.save"), theme.DocumentSaveIcon(), p.press)
	p.desk.Guard(office.MayKeep, p.save)
	p.fresh = kit.NewButton(kit.T("books.new"), theme.ContentAddIcon(), p.begin)
	p.moves = container.NewHBox()
	foot := container.NewVBox(container.NewBorder(nil, nil, container.NewHBox(p.save, p.moves), p.fresh), p.clerk.Content)
	p.scroll = kit.NewFormScroll(container.NewVBox(kit.Card(p.title, p.stands, p.warns, p.owed, p.papers, p.line.place, p.rivals, p.form.Content), p.history.Content))
	return kit.Border(nil, foot, nil, nil, p.scroll)
}

// exports are the forms in which a register can be carried away.
func (p *Page) exports() fyne.CanvasObject {
	row := container.NewHBox()
	for _, ending := range []string{"xlsx", "pdf"} {
		row.Add(kit.NewButton(kit.T("books.export-"+ending), theme.DocumentSaveIcon(), func() { p.export(ending) }))
	}
	return row
}

// Content is the page's widget tree.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Enter reads the register again.
func (p *Page) Enter() {
	ctx := p.visit.Next(p.desk.Context())
	kit.Load(ctx, p.services.Clerks, func(clerks []office.Clerk, err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		p.by = p.clerk.Seat(clerks, p.by)
	})
	if left, there := p.half.Open(); there && left.Book < len(p.books) {
		p.which.SetSelectedIndex(left.Book)
		maps.Copy(p.line.waits, left.Notes)
		if differs(left.Answers, left.Sheet.Answers) {
			p.waiting[of{left.Book, left.Sheet.ID}] = left.Answers
		}
		p.lay(left.Sheet)
	}
	p.finder.Enter(ctx)
}

// Leave drops what is being read.
func (p *Page) Leave() {
	p.visit.Drop()
	p.finder.Leave()
}

// Changed reads the list again, and what lies in the form; what is being typed stays.
func (p *Page) Changed() {
	p.finder.Find()
	p.review()
}

// Search moves the keyboard to the search field.
func (p *Page) Search() { p.desk.Focus(p.finder.Search) }

// Finish saves what was typed (Ctrl+Enter).
func (p *Page) Finish() { p.press() }

func (p *Page) book() office.Register { return p.books[p.at] }

// turn opens another register.
func (p *Page) turn(at int) {
	p.wait()
	p.at = at
	p.form.Lay(p.book().Asks)
	p.finder.Scope = p.book().Name
	p.lay(office.Sheet{})
	p.finder.Find()
}

// wait keeps what was typed and not saved until its record comes back into the form.
func (p *Page) wait() {
	key := of{p.at, p.editing.ID}
	delete(p.waiting, key)
	if now := p.form.Answers(); differs(now, p.editing.Answers) {
		p.waiting[key] = now
	}
}

// ask lists what is searched for in the register that lies open.
func (p *Page) ask(ctx context.Context, w kit.Wish) (found kit.Found[office.Sheet], err error) {
	found.Have, found.More, err = p.services.FindSheets(ctx, w.Scope, w.Text, mostListed)
	return found, err
}

// show fills a line of the list.
func show(s office.Sheet, row *kit.Row) {
	row.Set(s.Title, kit.From(s.Station, s.Below), "")
	switch {
	case s.Apart > 0:
		row.Chip.Set(kit.Warn, kit.IconWarning, kit.T("books.apart"))
	case late(s):
		row.Chip.Set(kit.Warn, kit.IconWarning, kit.T("books.late"))
	case len(s.Warns) > 0:
		row.Chip.Set(kit.Warn, kit.IconWarning, kit.T("books.lacks"))
	default:
		row.Chip.Set(kit.Neutral, nil, kit.Said(s.Stands))
	}
}

// begin asks for a new record.
func (p *Page) begin() {
	p.finder.Choose("")
	p.both.Turn(kit.TheChosen)
	p.edit(office.Sheet{})
	p.desk.Focus(p.form.First())
}

// open puts a record of the list into the form.
func (p *Page) open(s office.Sheet) {
	p.both.Turn(kit.TheChosen)
	p.edit(s)
}

// edit puts another record into the form; the zero value asks for a new one.
func (p *Page) edit(s office.Sheet) {
	p.wait()
	p.lay(s)
}

// lay shows a record, with what waits for its button.
func (p *Page) lay(s office.Sheet) {
	if s.ID != p.editing.ID {
		p.scroll.ScrollToTop()
	}
	isNew := s.ID == ""
	if isNew {
		s.Answers = p.book().First
	}
	p.editing = s
	p.finder.Choose(s.ID)
	p.form.Fill(s.Answers)
	if typed, waits := p.waiting[of{p.at, s.ID}]; waits {
		p.form.Fill(typed)
	}
	p.title.SetText(s.Title)
	if isNew {
		p.title.SetText(kit.T("books.new-one", p.book().One))
	}
	p.stands.SetText(p.book().Basis)
	if !isNew {
		p.stands.SetText(kit.From(s.Station, kit.Said(s.Stands)))
	}
	p.warn(s.Warns)
	kit.Seen(p.fresh, !isNew && !p.book().Single)
	p.offerMoves(s)
	p.offerVersions(s)
	p.tellOwed(s)
	p.offerPapers(s)
	p.line.show(s)
	p.tellHistory(s)
}

// offerMoves are the steps that take a record out of use, or back.
func (p *Page) offerMoves(s office.Sheet) {
	p.moves.RemoveAll()
	for _, m := range p.book().Moves {
		for _, from := range m.From {
			if s.ID != "" && from == s.State {
				b := kit.NewButton(m.Said, nil, func() { p.step(m) })
				p.desk.Guard(office.MayKeep, b)
				p.moves.Add(b)
			}
		}
	}
	p.moves.Refresh()
}

func (p *Page) tellHistory(s office.Sheet) {
	p.history.Set(nil)
	if s.ID == "" {
		return
	}
	kit.Load(p.visit.Now(), func(ctx context.Context) ([]office.Deed, error) { return p.services.History(ctx, s.ID) }, func(deeds []office.Deed, err error) {
		if err == nil && p.editing.ID == s.ID {
			p.history.Set(deeds[max(0, len(deeds)-mostDeeds):])
		}
	})
}

// halfTyped tells what waits for the button, and whether anything does.
func (p *Page) halfTyped() (typed, bool) {
	now := p.form.Answers()
	return typed{p.at, p.editing, now, p.line.waits}, differs(now, p.editing.Answers) || len(p.line.waits) > 0
}

// differs tells whether something was typed over what is stored.
func differs(typed, stored map[string]string) bool {
	for key, answer := range typed {
		if kit.Typed(answer) != kit.Typed(stored[key]) {
			return true
		}
	}
	return false
}

// press saves what was typed, or leads to the answer that is wrong.
func (p *Page) press() {
	s := p.editing
	if err := p.shut(); err != nil {
		p.desk.Tell(err)
		return
	}
	s.Answers = maps.Clone(p.form.Answers())
	if key, err := p.services.WrongAnswer(p.book().Name, s); err != nil {
		if !p.form.Fail(p.desk, key, err) {
			p.desk.Tell(err)
		}
		return
	}
	p.write(kit.T("books.saved"), nil, func(ctx context.Context) (office.Sheet, error) {
		return p.services.KeepSheet(ctx, p.book().Name, p.by, s)
	})
}

// step takes a record on. One that can still be changed is first kept as it is shown: a
// plan is approved with the words that its clerk sees.
func (p *Page) step(m office.RegisterMove) {
	if err := p.unkept(); err != nil && p.shut() == nil {
		p.desk.Tell(err)
		return
	}
	p.move(m)
}

// shut refuses to change a record that its state holds as it is, and names the step that
// opens it.
func (p *Page) shut() error {
	s, book := p.editing, p.book()
	if s.ID == "" || slices.Contains(book.Open, s.State) {
		return nil
	}
	for _, m := range book.Moves {
		if slices.Contains(m.From, s.State) {
			return kit.Refused("books.shut", kit.Said(s.Stands), m.Said)
		}
	}
	return kit.Refused("books.shut-for-good", kit.Said(s.Stands))
}

// unkept refuses what is made of a record as it is stored while other words stand on the
// screen.
func (p *Page) unkept() error {
	if len(p.retyped()) == 0 {
		return nil
	}
	if err := p.shut(); err != nil {
		return err
	}
	return kit.Refused("books.unkept")
}

func (p *Page) move(m office.RegisterMove) {
	id := p.editing.ID
	p.write(kit.T("books.moved", m.Said), p.retyped(), func(ctx context.Context) (office.Sheet, error) {
		return p.services.MoveSheet(ctx, p.book().Name, p.by, id, m.Step)
	})
}

// retyped are the answers that were typed over what is stored.
func (p *Page) retyped() map[string]string {
	typed := map[string]string{}
	for key, answer := range p.form.Answers() {
		if kit.Typed(answer) != kit.Typed(p.editing.Answers[key]) {
			typed[key] = answer
		}
	}
	return typed
}

// write has a record kept and says so. waiting are words that are not part of it: they go
// on waiting for their button, over what is stored then.
func (p *Page) write(said string, waiting map[string]string, keep func(context.Context) (office.Sheet, error)) {
	var got office.Sheet
	p.desk.Run(kit.T("books.saving"), true, func(ctx context.Context, _ *job.Progress) (err error) {
		got, err = keep(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		delete(p.waiting, of{p.at, ""})
		delete(p.waiting, of{p.at, got.ID})
		if len(waiting) > 0 {
			p.waiting[of{p.at, got.ID}] = over(got.Answers, waiting)
		}
		p.lay(got)
		p.half.Typed()
		p.finder.Find()
		p.desk.Good(said)
	})
}

// over lays answers over others.
func over(stored, typed map[string]string) map[string]string {
	all := maps.Clone(stored)
	maps.Copy(all, typed)
	return all
}

func (p *Page) export(ending string) {
	name := p.book().Name
	p.desk.Save(kit.Saving{Purpose: "books", Name: name + "." + ending, Doing: kit.T("books.exporting"),
		Write: func(ctx context.Context, path string) error { return p.services.ExportBook(ctx, name, path, p.by.Name) }})
}
