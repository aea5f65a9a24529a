package workfiles

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"tram/local/office"
	"tram/ui/kit"
)

// plan is the list of the files that the office means to keep this year (danh mục hồ sơ), and what
// is printed of a year.
type plan struct {
	page    *Page
	lines   []office.PlannedFile
	at      int // which is chosen; -1: none
	list    *kit.List
	foot    *fyne.Container
	read    *kit.Awaited
	content fyne.CanvasObject
}

func newPlan(p *Page) *plan {
	l := &plan{page: p, at: -1, foot: kit.Flow()}
	l.list = kit.NewList(func() int { return len(l.lines) }, func() fyne.CanvasObject { return kit.NewRow() }, l.put)
	l.list.OnSelected = func(i int) { l.at = i; l.offer() }
	add := kit.NewButton(kit.T("workfiles.do-plan"), theme.ContentAddIcon(), func() { p.form.open(planning(), opened{}, answers{}) })
	p.desk.Guard(office.MayKeep, add)
	prints := kit.Flow(add)
	for _, each := range []struct {
		key  string
		save func(context.Context, int, string, string) error
	}{{"plan", p.services.SaveFilePlan}, {"list", p.services.SaveFilesList}} {
		for _, ending := range []string{"pdf", "xlsx"} {
			prints.Add(kit.NewButton(kit.T("workfiles.print-"+each.key+"-"+ending), theme.DocumentSaveIcon(), func() {
				year, by := l.year(), p.by.Name
				p.save(kit.T("workfiles.print-name-"+each.key, year)+"."+ending, func(ctx context.Context, path string) error { return each.save(ctx, year, path, by) })
			}))
		}
	}
	head := kit.Card(kit.Subheading(kit.T("workfiles.plan-title")), kit.Muted(kit.T("workfiles.plan-note")), prints)
	l.read = kit.NewAwaited(kit.T("workfiles.reading"), l.list)
	l.content = kit.Border(head, l.foot, nil, nil, l.read.Content)
	return l
}

func (l *plan) year() int { return thisYear() }

// load reads the list of the year.
func (l *plan) load() {
	year := l.year()
	kit.Await(l.page.visit.Now(), l.page.desk, l.read, func(ctx context.Context) ([]office.PlannedFile, error) { return l.page.services.FilePlan(ctx, year) }, func(all []office.PlannedFile) {
		l.lines = all
		if l.at >= len(all) {
			l.at = -1
		}
		l.list.Refresh()
		l.offer()
	})
}

func (l *plan) put(i int, o fyne.CanvasObject) {
	p, row := l.lines[i], o.(*kit.Row)
	row.Set(kit.Joined(p.Notation(), p.Title), kit.Joined(p.Heading, p.Part, p.Creator), kit.Said(p.Retention.Said()))
	kit.Seen(row.Chip, false)
	row.Refresh()
}

// offer puts below the list what can be done with the line that is chosen.
func (l *plan) offer() {
	l.foot.RemoveAll()
	if l.at < 0 {
		l.foot.Add(kit.Muted(kit.T("workfiles.plan-choose")))
	} else {
		line := l.lines[l.at]
		begin := kit.NewButton(kit.T("workfiles.plan-open"), nil, func() {
			l.page.form.open(opening(), opened{}, answers{Notation: line.Notation()})
		})
		drop := kit.NewButton(kit.T("workfiles.plan-drop"), nil, func() {
			l.page.send(kit.T("workfiles.plan-dropped", line.Notation()), func(ctx context.Context) error { return l.page.services.DropPlannedFile(ctx, l.page.by, line.ID) }, l.page.desk.Tell)
		})
		l.page.desk.Guard(office.MayKeep, begin, drop)
		l.foot.Add(begin)
		l.foot.Add(drop)
	}
	l.page.content.Refresh()
}

// notice tells who sits here how their rights to files were changed, until they have seen it.
type notice struct {
	page    *Page
	said    *kit.Callout
	seen    *kit.Button
	content *fyne.Container
}

// rightsChanged is the sort of what waits that tells of it.
const rightsChanged office.WaitSort = "file-rights"

func newNotice(p *Page) *notice {
	n := &notice{page: p, said: kit.NewCallout()}
	n.seen = kit.NewButton(kit.T("workfiles.rights-seen"), kit.IconMet, func() {
		p.send(kit.T("workfiles.rights-noted"), func(ctx context.Context) error {
			_, err := p.services.FileRightsSeen(ctx, p.by)
			return err
		}, p.desk.Tell)
	})
	n.content = container.NewVBox(n.said, container.NewHBox(n.seen))
	n.content.Hide()
	return n
}

func (n *notice) load() {
	kit.Load(office.Again(n.page.visit.Now()), func(ctx context.Context) (office.Waiting, error) {
		return n.page.services.WaitingOf(ctx, rightsChanged)
	}, func(w office.Waiting, err error) {
		kit.Explain(err) // it is told on “Hôm nay”, too
		said := ""
		for _, each := range w.Newest {
			said = kit.Said(each.Below) + "\n" + said
		}
		if w.Count > len(w.Newest) {
			said += kit.T("workfiles.rights-more", w.Count-len(w.Newest))
		}
		n.said.Say(kit.Info, kit.Trouble{Said: said})
		kit.Seen(n.content, w.Count > 0)
		n.page.content.Refresh()
	})
}
