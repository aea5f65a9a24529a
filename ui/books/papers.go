package books

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// late tells whether something that a record owes is not done and its time is over.
func late(s office.Sheet) bool {
	now := time.Now() //nolint:forbidigo // on the screen: it is no time of a record
	return slices.ContainsFunc(s.Duties, func(d office.Duty) bool { return d.Presses(now) })
}

// tellOwed tells what a record owes, by when, and when it was done.
func (p *Page) tellOwed(s office.Sheet) {
	p.owed.RemoveAll()
	now := time.Now() //nolint:forbidigo // on the screen: it is no time of a record
	for _, d := range s.Duties {
		tone, said := kit.Neutral, kit.T("books.owed")
		switch {
		case !d.Owed():
			tone, said = kit.Good, kit.T("books.done")
		case d.AtOnce:
			tone, said = kit.Warn, kit.T("books.at-once")
		case d.Late(now):
			tone, said = kit.Warn, kit.T("books.late")
		}
		when := ""
		switch {
		case !d.Owed():
			when = kit.T("books.done-at", office.MomentSaid(d.Done))
		case !d.By.IsZero():
			when = kit.T("books.owed-by", office.MomentSaid(d.By))
		}
		words := kit.Prose(kit.Said(d.Said))
		p.owed.Add(kit.Border(nil, nil, container.NewCenter(kit.NewChip(tone, nil, said)), nil, container.NewVBox(words, kit.Muted(joined(when, d.Basis)))))
	}
	kit.Seen(p.owed, len(s.Duties) > 0)
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}

// offerPapers are the documents and texts that can be made of a record as it is stored.
func (p *Page) offerPapers(s office.Sheet) {
	p.papers.RemoveAll()
	for _, paper := range p.book().Papers {
		if s.ID == "" {
			continue
		}
		icon, do := theme.DocumentSaveIcon(), func() { p.savePaper(s, paper) }
		if paper.Text {
			icon, do = theme.ContentCopyIcon(), func() { p.copyText(s, paper) }
		}
		p.papers.Add(kit.NewButton(kit.Said(paper.Said), icon, func() {
			if err := p.unkept(); err != nil {
				p.desk.Tell(err)
				return
			}
			do()
		}))
	}
	kit.Seen(p.papers, len(p.papers.Objects) > 0)
}

// savePaper asks where a paper is to be saved, or leads to what it lacks.
func (p *Page) savePaper(s office.Sheet, paper office.RegisterPaper) {
	book := p.book().Name
	kit.Load(p.visit.Now(), func(ctx context.Context) (office.PaperStands, error) {
		return p.services.SheetPaper(ctx, book, s.ID, paper.Name)
	}, func(is office.PaperStands, err error) {
		switch {
		case err != nil:
			p.desk.Tell(err)
		case len(is.Lacks) > 0:
			p.lead(paper, is.Lacks)
		default:
			p.desk.Save(kit.Saving{Purpose: "papers", Name: is.File, Doing: kit.T("books.exporting"),
				Write: func(ctx context.Context, path string) error {
					return p.services.SaveSheetPaper(ctx, book, s.ID, paper.Name, path)
				}})
		}
	})
}

// lead names what a paper lacks, and leads to the first of it: in the form that lies open, or,
// with a button, in another register.
func (p *Page) lead(paper office.RegisterPaper, lacks []office.Lack) {
	names := make([]string, len(lacks))
	for i, l := range lacks {
		names[i] = p.asked(l)
	}
	why := kit.Refused("books.paper-lacks", kit.Said(paper.Said), strings.Join(names, "; "))
	here := slices.IndexFunc(lacks, func(l office.Lack) bool { return l.Book == p.book().Name })
	if here >= 0 && p.form.Fail(p.desk, lacks[here].Key, why) {
		return
	}
	first := lacks[0]
	to := p.called(first.Book).Title
	p.desk.News.Lead(kit.Warn, kit.Trouble{Said: why.Said, Next: why.Next}, to, func() {
		p.openThen(first.Book, first.Record, func() { p.form.Fail(p.desk, first.Key, why) })
	})
}

// asked is the question that lacks its answer, with its register where that is another.
func (p *Page) asked(l office.Lack) string {
	said, book := l.Key, p.called(l.Book)
	for _, a := range book.Asks {
		if a.Key == l.Key {
			said = a.Said
		}
	}
	if l.Book != p.book().Name {
		said = book.Title + ": " + said
	}
	return said
}

// called is the register of a name.
func (p *Page) called(name string) office.Register {
	at := slices.IndexFunc(p.books, func(b office.Register) bool { return b.Name == name })
	if at < 0 {
		return office.Register{Title: name}
	}
	return p.books[at]
}

func (p *Page) copyText(s office.Sheet, paper office.RegisterPaper) {
	book := p.book().Name
	kit.Load(p.visit.Now(), func(ctx context.Context) (string, error) { return p.services.SheetText(ctx, book, s.ID, paper.Name) }, func(text string, err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		fyne.CurrentApp().Clipboard().SetContent(text)
		p.desk.Good(kit.T("books.copied", text))
	})
}

// timeline tells what happened, and takes one more line.
type timeline struct {
	page    *Page
	list    *fyne.Container
	at      *kit.Entry
	said    *kit.Entry
	add     *kit.Button
	content fyne.CanvasObject
	place   *fyne.Container // holds it for a register that keeps timelines
	of      office.ID
	waits   map[office.ID]noteWords // lines that were typed and not written down, by their record
	laying  bool                    // what stands in the fields is being put there
}

// noteWords are a line of a timeline that waits for its button.
type noteWords struct{ At, Said string }

const noteRows = 2

func newTimeline(p *Page) *timeline {
	t := &timeline{page: p, list: container.NewVBox(), place: container.NewStack(), at: kit.NewEntry(), said: kit.NewTextArea(noteRows), waits: map[office.ID]noteWords{}}
	t.at.OnChanged, t.said.OnChanged = t.typed, t.typed
	t.at.PlaceHolder = kit.T("kit.moment")
	t.add = kit.NewButton(kit.T("books.note-add"), theme.ContentAddIcon(), t.press)
	p.desk.Guard(office.MayKeep, t.add)
	t.content = container.NewVBox(widget.NewSeparator(), kit.Subheading(kit.T("books.notes")), t.list, kit.Caption(kit.T("books.note-at")), t.at, kit.Caption(kit.T("books.note-said")), t.said, container.NewHBox(t.add), widget.NewSeparator())
	return t
}

// typed keeps the line as it stands now.
func (t *timeline) typed(string) {
	if t.laying || t.of == "" {
		return
	}
	now := noteWords{t.at.Text, t.said.Text}
	if delete(t.waits, t.of); now != (noteWords{}) {
		t.waits[t.of] = now
	}
	t.page.half.Typed()
}

// lay puts the line into the fields that waits for a record.
func (t *timeline) lay(of office.ID) {
	t.of, t.laying = of, true
	t.at.SetText(t.waits[of].At)
	t.said.SetText(t.waits[of].Said)
	t.laying = false
}

// show tells the timeline of a record, where its register keeps one.
func (t *timeline) show(s office.Sheet) {
	is := t.page.book().Notes && s.ID != ""
	t.place.Objects = nil
	if is {
		t.place.Objects = []fyne.CanvasObject{t.content}
	}
	kit.Seen(t.place, is)
	if t.of != s.ID {
		t.list.RemoveAll()
		t.lay(s.ID)
	}
	if !is {
		return
	}
	kit.Load(t.page.visit.Now(), func(ctx context.Context) ([]office.IncidentNote, error) {
		return t.page.services.IncidentNotes(ctx, s.ID)
	}, func(all []office.IncidentNote, err error) {
		if err == nil && t.of == s.ID {
			t.tell(all)
		}
	})
}

func (t *timeline) tell(all []office.IncidentNote) {
	t.list.RemoveAll()
	for _, n := range all {
		head := kit.Muted(office.MomentSaid(office.MomentOf(n.At)) + " · " + n.Clerk)
		t.list.Add(container.NewVBox(head, kit.Prose(n.Said)))
	}
	if len(all) == 0 {
		t.list.Add(kit.Muted(kit.T("books.notes-none")))
	}
	t.list.Refresh()
}

// press writes the line that was typed; what was typed stays until it is written.
func (t *timeline) press() {
	p, id, at, said := t.page, t.of, kit.Typed(t.at.Text), t.said.Text
	p.desk.Run(kit.T("books.saving"), true, func(ctx context.Context, _ *job.Progress) error {
		_, err := p.services.NoteIncident(ctx, p.by, id, at, said)
		return err
	}, func(err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		delete(t.waits, id)
		p.half.Typed()
		if t.of == id {
			t.lay(id)
			t.show(office.Sheet{ID: id})
		}
		p.desk.Good(kit.T("books.noted"))
	})
}
