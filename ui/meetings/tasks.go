package meetings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// tasks gives somebody something to do, and tells what was given.
type tasks struct {
	s         *session
	who       *kit.Offered
	what, due *kit.Entry
	lines     *fyne.Container
	form      *fyne.Container
	content   *fyne.Container
}

const dueWide = 130

func newTasks(s *session, h *kit.Hanger) *tasks {
	t := &tasks{s: s, who: kit.NewOffered(h), what: kit.NewEntry(), due: kit.NewEntry(), lines: container.NewVBox()}
	t.who.SetPlaceHolder(kit.T("meetings.task-who"))
	t.who.Offers = func() (all []kit.Option) {
		for _, c := range s.page.clerks {
			if !c.Left {
				all = append(all, kit.Option{Key: c.Name, Name: c.Name})
			}
		}
		return all
	}
	t.what.SetPlaceHolder(kit.T("meetings.task-what"))
	t.due.SetPlaceHolder(kit.T("meetings.task-due"))
	give := kit.NewButton(kit.T("meetings.task-give"), nil, t.give)
	s.page.desk.Guard(office.MayKeep, give)
	t.due.OnSubmitted, t.what.OnSubmitted = func(string) { t.give() }, func(string) { t.give() }
	t.form = container.NewVBox(t.who, t.what, kit.Border(nil, nil, nil, give, kit.AsWide(dueWide, t.due)))
	t.content = container.NewVBox(t.lines, t.form)
	return t
}

func (t *tasks) give() {
	due, err := office.ParseDate(kit.Typed(t.due.Text))
	if err != nil {
		t.s.page.desk.Tell(err)
		return
	}
	name := kit.Typed(t.who.Text)
	e := office.MeetingEntry{Deed: office.MeetingTasked, Say: kit.Typed(t.what.Text), Task: office.Duties{Who: office.RoutePerson{Name: name}, Due: due}}
	for _, c := range t.s.page.clerks {
		if !c.Left && office.Fold(c.Name) == office.Fold(name) {
			e.Task.Who.ID = c.ID
		}
	}
	t.s.note(e, func() {
		for _, field := range []interface{ SetText(string) }{t.who, t.what, t.due} {
			field.SetText("")
		}
	})
}

func (t *tasks) show(is office.SessionTold) {
	t.lines.RemoveAll()
	kit.Seen(t.form, is.Stage != "minuted")
	if is.Stage == "minuted" && len(is.Tasks) == 0 {
		t.lines.Add(kit.Muted(kit.T("meetings.tasks-none")))
	}
	for _, task := range is.Tasks {
		due := ""
		if task.Due != "" {
			due = kit.T("meetings.task-by", kit.Day(task.Due))
		}
		state := ""
		switch {
		case task.Done:
			state = kit.T("meetings.task-done")
		case task.Late:
			state = kit.T("meetings.task-late")
		}
		said := wrapped(kit.Joined(task.Who.Name, task.Say, due, state))
		if task.Done {
			t.lines.Add(said)
			continue
		}
		b := kit.NewButton(kit.T("meetings.task-finish"), nil, func() { t.s.note(office.MeetingEntry{Deed: office.MeetingTaskDone, Of: task.ID}, nil) })
		t.s.page.desk.Guard(office.MayKeep, b)
		t.lines.Add(kit.Border(nil, nil, nil, b, said))
	}
}
