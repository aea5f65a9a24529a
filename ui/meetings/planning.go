package meetings

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// plan is a meeting as it is typed.
type plan struct {
	office.Meeting
	Start   string // RFC 3339
	Minutes string
	Repeat  string // one of repeats
	Until   string // yyyy-mm-dd
	Total   string // of members, where not all are invited
	Items   string // of the agenda, a line each
}

// repeats are how often a meeting takes place, by its rule; a rule of another sort stays as it is.
func repeats() []office.Choice {
	return []office.Choice{
		{Key: repeatOnce, Said: kit.T("meetings.repeat-once")}, {Key: "FREQ=DAILY", Said: kit.T("meetings.repeat-daily")}, {Key: "FREQ=WEEKLY", Said: kit.T("meetings.repeat-weekly")},
		{Key: "FREQ=WEEKLY;INTERVAL=2", Said: kit.T("meetings.repeat-fortnight")}, {Key: "FREQ=MONTHLY", Said: kit.T("meetings.repeat-monthly")}, {Key: repeatOwn, Said: kit.T("meetings.repeat-own")},
	}
}

const (
	repeatOnce   = "once"
	repeatOwn    = "own"
	usualMinutes = "60"
	purposeRows  = 2
	itemRows     = 3
	wallForm     = "2006-01-02T15:04:05"
)

// planning is the form by which a meeting is arranged or put right.
type planning struct {
	page   *Page
	form   *kit.Form[plan]
	kept   *kit.Keeping[plan]
	people *people
	rooms  *rooms
	papers *papers
	title  *widget.Label
	more   bool
	free   *fyne.Container // times that are free, to be taken
	scroll *container.Scroll
	where  *kit.Choice // platforms

	content fyne.CanvasObject
}

func newPlanning(p *Page, h *kit.Hanger) *planning {
	f := &planning{page: p, title: kit.Subheading(""), free: kit.Flow(), where: kit.NewChoice(nil, h)}
	typed, grown := func() { f.form.Typed() }, func() {
		if f.content != nil {
			f.content.Refresh()
		}
	}
	f.people, f.rooms = newPeople(h, typed, grown), newRooms(h, typed, grown)
	f.papers = newPapers(p, typed, grown, func() { p.face(f.content) })
	f.where.OnChosen = func(string) { f.form.Chosen() }
	f.form = kit.NewForm(f.asks()...)
	f.kept = kit.NewKeeping(p.desk, f.form, kit.KeepingOf[plan]{
		Name: "meetings", Word: kit.T("meetings.arrange"), May: office.MayKeep, Is: func(m plan) string { return string(m.ID) },
		Save: f.save, Said: func(m plan) string { return kit.T("meetings.kept", m.Title) },
		Kept: func(m plan) {
			p.agenda.show(office.MomentOf(m.Start))
			p.agenda.read()
			p.Open(m.ID)
		},
		Typed: f.turn,
	})
	f.free.Hide()
	seek := kit.NewButton(kit.T("meetings.free"), nil, f.seek)
	back := kit.NewButton(kit.T("meetings.back"), nil, func() { p.face(p.detail.Content) })
	f.scroll = kit.NewFormScroll(kit.Card(f.title, f.form.Content, f.free))
	f.content = kit.Border(nil, container.NewHBox(f.kept.Save, seek, back), nil, nil, f.scroll)
	return f
}

// turn heeds in which way people meet: at a distance equipment counts.
func (f *planning) turn(m plan) {
	f.rooms.turn(m.Way)
	f.people.turn(m.Way)
}

func (f *planning) asks() []*kit.Ask[plan] {
	text := func(key string, into func(*plan) *string) *kit.Ask[plan] {
		return kit.AskWords(key, kit.T("meetings.ask-"+key), into)
	}
	here := func(m plan) bool { return m.Way != office.MeetingRemote }
	far := func(m plan) bool { return m.Way != office.MeetingHere }
	more := func(m plan) bool { return f.more }
	people := kit.Own{Shown: f.people.content, First: f.people.first, Read: f.people.answer, Write: f.people.write}
	rooms := kit.Own{Shown: f.rooms.content, First: func() fyne.Focusable { return f.rooms.add }, Read: f.rooms.answer, Write: f.rooms.write}
	papers := kit.Own{Shown: f.papers.content, First: f.papers.first, Read: f.papers.answer, Write: f.papers.write}
	where := kit.Own{Shown: f.where, First: func() fyne.Focusable { return f.where }, Read: f.where.Chosen, Write: f.where.Choose}
	return []*kit.Ask[plan]{
		text("title", func(m *plan) *string { return &m.Title }).Must().About("meetings.no-title", "meetings.secret-matter"),
		kit.AskBy(office.Ask{Key: "start", Said: kit.T("meetings.ask-start"), How: office.AskMoment}, func(m *plan) string { return m.Start }, func(m *plan, at string) { m.Start = at }).Must().
			About("calendar.bad-time", "ui.meetings.unclear-start", "meetings.person-busy", "meetings.room-busy", "meetings.self-busy"),
		text("minutes", func(m *plan) *string { return &m.Minutes }).Beside().About("calendar.no-length", "calendar.too-long", "ui.meetings.unclear-minutes"),
		kit.AskOne("way", kit.T("meetings.ask-way"), office.MeetingWays, func(m *plan) *string { return &m.Way }).About("meetings.no-way"),
		kit.AskOwn("rooms", kit.T("meetings.ask-room"), rooms, func(m plan) string { return kit.JoinKeys(m.Rooms) }, func(m *plan, ids string) { m.Rooms = kit.SplitKeys[office.ID](ids) }).When(here).About("meetings.no-such-room"),
		text("place", func(m *plan) *string { return &m.Place }).Hinted(kit.T("meetings.hint-place")).When(here).About("meetings.no-place"),
		kit.AskOwn("platform", kit.T("meetings.ask-platform"), where, func(m plan) string { return m.Platform }, func(m *plan, name string) { m.Platform = name }).When(far),
		text("link", func(m *plan) *string { return &m.Link }).Beside().When(far).About("meetings.bad-link", "meetings.no-link"),
		kit.AskOwn("people", kit.T("meetings.ask-people"), people, func(m plan) string { return peopleWritten(m.People) }, func(m *plan, typed string) { m.People = peopleRead(typed) }).
			About("meetings.no-name", "meetings.person-twice", "meetings.two-lead", "meetings.bad-role", "meetings.bad-mail"),
		kit.AskLines("items", kit.T("meetings.ask-items"), itemRows, func(m *plan) *string { return &m.Items }).Hinted(kit.T("meetings.hint-items")).About("meetings.no-item", "ui.meetings.unclear-item"),
		kit.AskOwn("papers", kit.T("meetings.ask-papers"), papers, func(m plan) string { return kit.JoinKeys(m.Papers) }, func(m *plan, ids string) { m.Papers = kit.SplitKeys[office.ID](ids) }).About("station.no-such-paper"),
		kit.AskYes("more", kit.T("meetings.ask-more"), more, func(_ *plan, yes bool) { f.more = yes }),
		kit.AskOne("sort", kit.T("meetings.ask-sort"), office.MeetingSorts, func(m *plan) *string { return &m.Sort }).When(more),
		kit.AskOne("repeat", kit.T("meetings.ask-repeat"), repeats(), func(m *plan) *string { return &m.Repeat }).When(more).About("calendar.bad-rule", "calendar.never"),
		kit.AskDay("until", kit.T("meetings.ask-until"), func(m *plan) *string { return &m.Until }).Beside().When(func(m plan) bool { return f.more && m.Repeat != repeatOnce && m.Repeat != repeatOwn }).About("ui.meetings.unclear-until"),
		kit.AskOne("quorum", kit.T("meetings.ask-quorum"), append([]office.Choice{{Key: noQuorum, Said: kit.T("meetings.quorum-none")}}, office.MeetingQuorums...), func(m *plan) *string { return &m.Quorum }).When(more),
		kit.AskBy(office.Ask{Key: "members", Said: kit.T("meetings.ask-members")}, func(m *plan) string { return m.Total }, func(m *plan, typed string) { m.Total = typed }).Beside().When(more).About("meetings.bad-members", "ui.meetings.unclear-members"),
		kit.AskProse("purpose", kit.T("meetings.ask-purpose"), purposeRows, func(m *plan) *string { return &m.Purpose }).When(more),
	}
}

// noQuorum is the answer that no quorum is asked.
const noQuorum = "none"

func numberOrNone(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// planOf is a meeting as it is typed.
func planOf(m office.Meeting) plan {
	f := plan{Meeting: m, Minutes: usualMinutes, Repeat: repeatOnce}
	f.Sort, f.Way, f.Secrecy = cmp.Or(m.Sort, office.MeetingPlain), cmp.Or(m.Way, office.MeetingHere), office.Ordinary
	f.Quorum, f.Total = cmp.Or(m.Quorum, noQuorum), numberOrNone(m.Members)
	if at, err := time.ParseInLocation(wallForm, m.When.Start, office.VietNam); err == nil && m.When.Zone == "" {
		f.Start, f.Minutes = at.UTC().Format(time.RFC3339), strconv.Itoa(int(m.When.Lasts/60))
	}
	rule, until, _ := strings.Cut(m.When.Again, ";UNTIL=")
	switch {
	case m.When.Again == "":
	case slices.ContainsFunc(repeats(), func(c office.Choice) bool { return c.Key == rule }):
		f.Repeat = rule
		if day, err := time.Parse("20060102T150405Z", until); err == nil {
			f.Until = day.In(office.VietNam).Format(time.DateOnly)
		}
	default:
		f.Repeat = repeatOwn
	}
	var lines []string
	for _, item := range m.Agenda {
		line := item.Title
		if item.Lasts > 0 || item.Who != "" {
			line += " | " + numberOrNone(item.Lasts)
		}
		if item.Who != "" {
			line += " | " + item.Who
		}
		lines = append(lines, line)
	}
	f.Items = strings.Join(lines, "\n")
	return f
}

// meeting is what was typed as a meeting; whole days, zones and rules of another sort stay as they were.
func (f plan) meeting() office.Meeting {
	m := f.Meeting
	if at := office.MomentOf(f.Start); !at.IsZero() {
		n, _ := strconv.Atoi(kit.Typed(f.Minutes))
		m.When.Start, m.When.Lasts, m.When.AllDay, m.When.Zone = at.In(office.VietNam).Format(wallForm), int64(n)*60, false, ""
	}
	switch f.Repeat {
	case repeatOwn:
	case repeatOnce:
		m.When.Again = ""
	default:
		m.When.Again = f.Repeat
		if day, err := time.ParseInLocation(time.DateOnly, f.Until, office.VietNam); err == nil {
			m.When.Again += ";UNTIL=" + day.AddDate(0, 0, 1).Add(-time.Second).UTC().Format("20060102T150405Z")
		}
	}
	if m.Quorum == noQuorum {
		m.Quorum = ""
	}
	m.Members, _ = strconv.Atoi(kit.Typed(f.Total))
	if m.Way == office.MeetingRemote {
		m.Rooms = nil
	}
	m.Agenda = itemsRead(f.Items, m.Agenda)
	return m
}

// itemsRead are the lines of an agenda: "Tên | số phút | người trình bày". One that was there keeps its name.
func itemsRead(typed string, was []office.AgendaItem) (all []office.AgendaItem) {
	for line := range strings.SplitSeq(typed, "\n") {
		parts := strings.Split(line, "|")
		title := kit.Typed(parts[0])
		if title == "" {
			continue
		}
		item := office.AgendaItem{Title: title}
		if i := slices.IndexFunc(was, func(o office.AgendaItem) bool { return o.Title == title }); i >= 0 {
			item.ID, item.Papers = was[i].ID, was[i].Papers
		}
		if len(parts) > 1 {
			item.Lasts, _ = strconv.Atoi(kit.Typed(parts[1]))
		}
		if len(parts) > 2 {
			item.Who = kit.Typed(parts[2])
		}
		all = append(all, item)
	}
	return all
}

func (f *planning) save(ctx context.Context, m plan) (plan, error) {
	if err := m.unclear(); err != nil {
		return m, err
	}
	p, do := f.page, f.page.services.ArrangeMeeting
	if m.ID != "" {
		do = p.services.ChangeMeeting
	}
	is, err := do(ctx, p.by, m.meeting())
	return planOf(is.Meeting), err
}

// enter takes up, once, what was left half typed when the window closed.
func (f *planning) enter(ctx context.Context) {
	kit.Load(ctx, f.page.services.MeetingRooms, func(all []office.MeetingRoom, err error) {
		f.page.desk.Tell(err)
		f.rooms.know(all)
		f.people.equip(all)
	})
	kit.Load(ctx, f.page.services.MeetingPlatforms, func(all []string, err error) {
		f.page.desk.Tell(err)
		var options []kit.Option
		for _, name := range all {
			options = append(options, kit.Option{Key: name, Name: name})
		}
		f.where.Offer(options)
	})
	if left := f.kept.Opened(); slices.Contains(left, "") {
		f.begin(office.Meeting{})
	}
}

// change brings the form forward to put a meeting right.
func (f *planning) change(is office.MeetingTold) {
	f.papers.know(is.Lie)
	f.begin(is.Meeting)
}

// begin brings the form forward with a meeting: a new one, or one to be put right.
func (f *planning) begin(m office.Meeting) {
	f.more = m.ID != "" && (m.When.Again != "" || m.Quorum != "" || m.Members > 0 || m.Purpose != "" || m.Sort != office.MeetingPlain)
	f.free.Hide()
	f.kept.Show(planOf(m))
	f.turn(f.form.Value())
	f.title.SetText(kit.T("meetings.new-title"))
	f.kept.Save.SetText(kit.T("meetings.arrange"))
	if m.ID != "" {
		f.title.SetText(kit.T("meetings.change-title", m.Title))
		f.kept.Save.SetText(kit.T("meetings.keep"))
	}
	f.page.face(f.content)
	f.scroll.ScrollToTop()
	f.page.desk.Focus(f.form.First())
}

// The times that are proposed.
const (
	freeDays = 14
	freeMost = 8
	freeWide = 300 // what is said where there is none, in units of the screen
)

// seek proposes times at which all that was chosen is free.
func (f *planning) seek() {
	m := f.form.Value()
	if err := m.unclear(); err != nil {
		f.page.desk.Tell(err)
		return
	}
	from := office.MomentOf(m.Start)
	if from.IsZero() {
		from = hourHere()
		m.Start = from.UTC().Format(time.RFC3339)
	}
	wish := office.FreeWish{Meeting: m.meeting(), From: from, Days: freeDays, Most: freeMost}
	kit.Do(f.page.desk, func(ctx context.Context) ([]office.FreeTime, error) { return f.page.services.FreeTimes(ctx, wish) }, func(all []office.FreeTime, err error) {
		if err != nil {
			f.page.desk.Tell(err)
			return
		}
		f.offer(all)
	})
}

func (f *planning) offer(all []office.FreeTime) {
	f.free.RemoveAll()
	if len(all) == 0 {
		f.free.Add(kit.Stretch(freeWide, kit.Muted(kit.T("meetings.free-none"))))
	}
	for _, t := range all {
		f.free.Add(kit.NewButton(weekday(t.From)+" "+t.From.In(office.VietNam).Format("15:04"), nil, func() {
			f.form.Type(map[string]string{"start": t.From.UTC().Format(time.RFC3339)})
			f.form.Typed()
			f.free.Hide()
			f.content.Refresh()
		}))
	}
	kit.Seen(f.free, true)
	f.content.Refresh()
	f.scroll.ScrollToBottom()
}

func peopleWritten(all []office.MeetingPerson) string {
	if len(all) == 0 {
		return ""
	}
	b, _ := json.Marshal(all) // names and flags: nothing that fails
	return string(b)
}

func peopleRead(typed string) (all []office.MeetingPerson) {
	if json.Unmarshal([]byte(typed), &all) != nil {
		return nil
	}
	return all
}
