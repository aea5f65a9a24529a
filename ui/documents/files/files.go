// Package files is the files of a document on a register (tệp của văn bản): put to it, seen, saved,
// and stamped ĐẾN (Nghị định 30/2020, Điều 22, Phụ lục IV). A part of the place "Văn bản".
package files

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/reader"
)

// Services is what the part asks of the station.
type Services interface {
	RegisteredWhole(ctx context.Context, id office.ID) (office.RegisteredWhole, error)
	Duplicates(ctx context.Context, r office.Registered, paths []string) ([]office.RegisteredTwin, error)
	GradeOnPaper(ctx context.Context, path string) (office.Secrecy, error)
	Enclose(ctx context.Context, by office.Clerk, id office.ID, with office.Enclosing, p *job.Progress) (office.RegisteredWhole, error)
	StampArrival(ctx context.Context, by office.Clerk, id office.ID, at *[2]float64, p *job.Progress) (office.ArrivalStamp, error)
	OpenEnclosed(ctx context.Context, id, file office.ID) (office.Book, error)
	SaveEnclosed(ctx context.Context, id office.ID, folder string) ([]string, error)
	SaveOneEnclosed(ctx context.Context, id, file office.ID, path string) error
	SaveStamped(ctx context.Context, id office.ID, path string) error
}

// Files are the files of the document that lies open: a list with what can be done (Card), and
// the pages of one of them (Paper).
type Files struct {
	By    func() office.Clerk // who works here
	Done  func()              // the keyboard goes on to what comes after the files
	Card  fyne.CanvasObject
	Paper fyne.CanvasObject

	desk     *kit.Desk
	services Services
	ctx      context.Context // of the visit of the page
	of       office.RegisteredWhole
	drafts   Drafts

	list    *fyne.Container
	attach  *kit.Button
	stamp   *kit.Button
	all     *kit.Button
	trouble *kit.Callout
	still   *kit.Button // goes on although the trouble stands
	goOn    func()
	locked  *locked

	reader  *reader.Reader
	awaited *kit.Awaited
	none    *kit.EmptyState
	opening kit.Latest
	shown   office.ID // of the file whose pages are shown; empty: none
	leads   bool      // the keyboard goes to what comes next, once the files are another
}

// New lays the part out; it shows no document yet.
func New(desk *kit.Desk, services Services) *Files {
	f := &Files{desk: desk, services: services, list: container.NewVBox(), trouble: kit.NewCallout(), reader: reader.New(desk).Slim()}
	f.attach = kit.NewButton(kit.T("documents.attach"), theme.ContentAddIcon(), func() { desk.PickFiles(kit.AnyFile, true, f.Attach) })
	f.stamp = kit.NewButton(kit.T("documents.stamp"), theme.ConfirmIcon(), f.Stamp)
	f.all = kit.NewButton(kit.T("documents.save-all"), theme.FolderOpenIcon(), f.saveAll)
	f.still = kit.NewButton("", nil, func() { f.goOn() })
	f.locked = newLocked(f)
	desk.Guard(office.MayKeep, f.attach, f.stamp, f.still)
	f.Card = kit.Card(kit.Subheading(kit.T("documents.files")), f.list, f.trouble, kit.Flow(f.still), f.locked.content, kit.Flow(f.attach, f.stamp, f.all))
	f.none = kit.NewEmptyState(kit.IconPage, kit.T("documents.no-files"), "", nil)
	f.awaited = kit.NewAwaited(kit.T("documents.opening-file"), f.reader.Content()).Over()
	f.Paper = container.NewStack(f.awaited.Content, f.none)
	f.say(nil)
	return f
}

// Read reads what a document has; away from the screen.
func (f *Files) Read(ctx context.Context, id office.ID) (office.RegisteredWhole, error) {
	return f.services.RegisteredWhole(ctx, id)
}

// Show shows what a document has; ctx ends when the clerk leaves the page. anew: it was opened.
func (f *Files) Show(ctx context.Context, w office.RegisteredWhole, drafts Drafts, anew bool) {
	f.ctx = ctx
	if anew {
		f.say(nil)
		f.locked.shut()
	}
	more := anew || len(w.Files)+len(w.Stamps) > len(f.of.Files)+len(f.of.Stamps)
	w.Files = drafts.sorted(w.Files)
	f.of, f.drafts = w, drafts
	f.list.RemoveAll()
	for _, s := range w.Stamps {
		f.list.Add(f.stampLine(s))
	}
	for _, e := range w.Files {
		f.list.Add(f.line(e))
	}
	if len(w.Files) == 0 {
		f.list.Add(kit.Muted(kit.T("documents.no-files-yet")))
	}
	stands := w.State == office.RegisteredStands
	kit.Seen(f.attach, stands)
	shown := slices.ContainsFunc(w.Files, office.Enclosed.Shown)
	came := slices.ContainsFunc(w.Files, func(e office.Enclosed) bool { return e.Shown() && drafts.Of[e.ID] == 0 })
	kit.Seen(f.stamp, stands && w.Flow == office.FlowIn && came && len(w.Stamps) == 0)
	kit.Seen(f.all, len(w.Files) > 0)
	f.none.Say(kit.T("documents.no-files"))
	if len(w.Files) > 0 && !shown {
		f.none.Say(kit.T("documents.no-pages"))
	}
	f.list.Refresh()
	f.open(f.first(), anew)
	if f.leads && more {
		f.lead()
	}
}

// Lead has the keyboard go to what comes next of the document that is opened now.
func (f *Files) Lead() { f.leads = true }

// lead takes it there: to attach a file, to stamp it, or on.
func (f *Files) lead() {
	f.leads = false
	for _, b := range []*kit.Button{f.attach, f.stamp} {
		if b.Visible() && !b.Disabled() && (b == f.stamp || len(f.of.Files) == 0) {
			f.desk.Focus(b)
			return
		}
	}
	f.Done()
}

// first is the file whose pages are shown by themselves: the draft that is being decided, or with the
// stamp, where there is one.
func (f *Files) first() office.ID {
	switch {
	case f.drafts.Decided && len(f.of.Files) > 0 && f.of.Files[0].Shown() && f.drafts.Of[f.of.Files[0].ID] > 0:
		return f.of.Files[0].ID
	case len(f.of.Stamps) > 0:
		return f.of.Stamps[0].ID
	}
	if i := slices.IndexFunc(f.of.Files, office.Enclosed.Shown); i >= 0 {
		return f.of.Files[i].ID
	}
	return ""
}

// line tells of a file with what can be done with it.
func (f *Files) line(e office.Enclosed) fyne.CanvasObject {
	name, about, proposed := kit.T("documents.digitised"), "", "van-ban.pdf"
	if m := e.Message; m != nil {
		name, proposed = kit.Foreign(m.Name), m.Name
		about = kit.Joined(kit.T("documents.pages", m.Pages), kit.Sized(m.Size))
		if !m.Shown() {
			about = kit.Joined(kit.T("documents.only-kept"), kit.Sized(m.Size))
		}
	}
	if said := f.drafts.said(e.ID); said != "" {
		about = kit.Joined(said, about)
	}
	id := f.of.ID
	return f.entry(name, about, shownAs(e), proposed, func(ctx context.Context, path string) error { return f.services.SaveOneEnclosed(ctx, id, e.ID, path) })
}

// stampLine tells of the form that bears the stamp.
func (f *Files) stampLine(s office.ArrivalStamp) fyne.CanvasObject {
	id, about := f.of.ID, kit.T("documents.stamped-about")
	switch {
	case s.Number != f.of.Number:
		about = kit.T("documents.stamped-other", f.of.Said())
	case s.Note:
		about = kit.T("documents.stamped-note")
	}
	return f.entry(kit.T("documents.stamped", s.Number), about, s.ID, kit.T("documents.stamped-file", f.of.Said())+".pdf",
		func(ctx context.Context, path string) error { return f.services.SaveStamped(ctx, id, path) })
}

// shownAs is by what the pages of a file are opened; empty: it has none.
func shownAs(e office.Enclosed) office.ID {
	if !e.Shown() {
		return ""
	}
	return e.ID
}

// entry tells of a file with what can be done with it; file empty: it is not shown here.
func (f *Files) entry(name, about string, file office.ID, proposed string, write func(context.Context, string) error) fyne.CanvasObject {
	see := kit.NewButton(kit.T("documents.see"), kit.IconPage, func() {
		f.open(file, true)
		kit.Bring(f.Paper)
	})
	kit.Seen(see, file != "")
	save := kit.NewButton(kit.T("documents.save-file"), theme.DocumentSaveIcon(), func() {
		f.desk.Save(kit.Saving{Purpose: "documents", Name: proposed, Write: write})
	})
	return container.NewVBox(kit.Strong(name), kit.Muted(about), kit.Flow(see, save))
}

// open shows the pages of a file; one that is shown already stays unless it is asked for.
func (f *Files) open(file office.ID, asked bool) {
	kit.Seen(f.none, file == "")
	kit.Seen(f.awaited.Content, file != "")
	if file == f.shown && !asked {
		return
	}
	f.close()
	if f.shown = file; file == "" {
		return
	}
	id := f.of.ID
	kit.Await(f.opening.Next(f.ctx), f.desk, f.awaited, func(ctx context.Context) (office.Book, error) {
		return f.services.OpenEnclosed(ctx, id, file)
	}, func(b office.Book) { f.reader.Show(b) })
}

func (f *Files) close() {
	f.opening.Drop()
	f.awaited.Clear()
	f.reader.Close()
	f.shown = ""
}

// Shown is the file whose pages are in sight; empty: none.
func (f *Files) Shown() office.ID { return f.shown }

// Leave frees the pages.
func (f *Files) Leave() { f.close() }

// Enter shows the pages again that were in sight.
func (f *Files) Enter(ctx context.Context) {
	if f.ctx = ctx; f.of.ID != "" {
		f.open(f.first(), true)
	}
}

// Turn and Zoom are for the pages.
func (f *Files) Turn(by int) { f.reader.Turn(by) }

// Zoom shows them larger or smaller.
func (f *Files) Zoom(by int) { f.reader.Zoom(by) }
