package meetings

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/meetings/sheet"
)

// agenda shows the times of all meetings: as a list with a search over their names and places, or drawn by
// day, week and month.
type agenda struct {
	page   *Page
	finder *kit.Finder[office.Occurrence]
	sheet  *sheet.Sheet
	search fyne.CanvasObject
	from   time.Time // midnight of the first day that is listed
	title  *widget.Label
	views  map[sheet.View]*kit.Button
	drawn  kit.Latest
}

// hourHere is what the clock of the computer says.
func hourHere() time.Time { return time.Now() } //nolint:forbidigo // on the screen: it is no time of a record

// daysListed are those of the list: a month and a half, so that what comes next month is in sight.
const daysListed = 45

func newAgenda(p *Page) *agenda {
	a := &agenda{page: p, title: kit.Strong(""), sheet: sheet.New(hourHere)}
	a.finder = kit.NewFinder[office.Occurrence](p.desk, kit.FinderSaid{
		Search: kit.T("meetings.search"), Icon: kit.IconMeetings, Empty: kit.T("meetings.none"), Begin: kit.T("meetings.new"), OnBegin: p.Begin,
		Count: func(n string) string { return kit.T("meetings.count", n) }, More: func(n string) string { return kit.T("meetings.count", n) },
	})
	a.finder.Ask, a.finder.Show, a.finder.OnOpen = a.ask, showTime, p.openTime
	a.finder.ID = func(o office.Occurrence) office.ID { return o.Meeting }
	a.sheet.OnSpan = func(time.Time, time.Time) { a.draw() }
	a.sheet.OnView = func(sheet.View) { a.lit(); a.draw() }
	a.sheet.OnOpen, a.sheet.OnNew, a.sheet.OnMove = p.openTime, a.wished, a.moved
	a.sheet.Hide()
	a.start(hourHere())
	return a
}

// deeds turn to other days, and to another view.
func (a *agenda) deeds() []fyne.CanvasObject {
	back := kit.NewButton("", theme.NavigateBackIcon(), func() { a.turn(-1) })
	next := kit.NewButton("", theme.NavigateNextIcon(), func() { a.turn(1) })
	today := kit.NewButton(kit.T("meetings.today"), nil, func() { a.toDay(hourHere()) })
	all := []fyne.CanvasObject{a.finder.Count, container.NewCenter(a.title), back, today, next}
	a.views = map[sheet.View]*kit.Button{listed: kit.NewQuietButton(kit.T("meetings.view-list"), nil, func() { a.list(); a.read() })}
	all = append(all, a.views[listed])
	for _, v := range []struct {
		of   sheet.View
		said string
	}{{sheet.ByDay, kit.T("meetings.view-day")}, {sheet.ByWeek, kit.T("meetings.view-week")}, {sheet.ByMonth, kit.T("meetings.view-month")}} {
		a.views[v.of] = kit.NewQuietButton(v.said, nil, func() { a.look(v.of) })
		all = append(all, a.views[v.of])
	}
	a.lit()
	return all
}

// listed is the view that is not drawn.
const listed sheet.View = -1

// lit shows which of the views is in front.
func (a *agenda) lit() {
	front := listed
	if a.isDrawn() {
		front = a.sheet.View()
	}
	for v, b := range a.views {
		b.Importance = widget.LowImportance
		if v == front {
			b.Importance = widget.MediumImportance
		}
		b.Refresh()
	}
}

// isDrawn tells that the days are drawn, and not listed.
func (a *agenda) isDrawn() bool { return a.sheet.Visible() }

// look draws the days, over the list and what lies open.
func (a *agenda) look(v sheet.View) {
	if !a.isDrawn() {
		a.sheet.Go(a.from)
		kit.Seen(a.sheet, true)
		kit.Seen(a.page.both, false)
		kit.Seen(a.search, false)
		kit.Seen(a.finder.Count, false)
	}
	a.sheet.Turn(v)
	a.lit()
	a.draw()
	a.page.content.Refresh()
	a.page.desk.Focus(a.sheet)
}

// list shows the list again, from the day at which the drawn ones were left.
func (a *agenda) list() {
	if !a.isDrawn() {
		return
	}
	kit.Seen(a.sheet, false)
	kit.Seen(a.page.both, true)
	kit.Seen(a.search, true)
	kit.Seen(a.finder.Count, true)
	a.start(a.sheet.Day())
	a.lit()
	a.page.content.Refresh()
}

// draw reads what lies in the days that are drawn.
func (a *agenda) draw() {
	if !a.isDrawn() {
		return
	}
	a.title.SetText(a.sheet.Title())
	from, to := a.sheet.Span()
	type read struct {
		all  []office.Occurrence
		days []office.CalendarDay
	}
	kit.Load(a.drawn.Next(office.Again(a.page.desk.Context())), func(ctx context.Context) (r read, err error) {
		if r.all, err = a.page.services.MeetingsBetween(ctx, from, to); err == nil {
			r.days, err = a.page.services.CalendarDays(ctx, from, to)
		}
		return r, err
	}, func(r read, err error) {
		if err != nil {
			a.page.desk.Tell(err)
			return
		}
		days := map[string]sheet.Day{}
		for _, d := range r.days {
			days[d.Day] = sheet.Day{Lunar: d.Lunar, Holiday: kit.Said(d.Holiday), Off: d.Off}
		}
		a.sheet.Put(r.all, func(at time.Time) sheet.Day { return days[at.In(office.VietNam).Format(time.DateOnly)] })
	})
}

// wished begins a new meeting at the hours that were chosen.
func (a *agenda) wished(from, to time.Time) {
	m := office.Meeting{When: office.Timing{Start: from.In(office.VietNam).Format(wallForm), Lasts: int64(to.Sub(from).Seconds())}}
	if to.Sub(from) >= 24*time.Hour {
		m.When = office.Timing{Start: from.In(office.VietNam).Add(usualHour).Format(wallForm), Lasts: 3600}
	}
	a.page.plan.begin(m)
}

// usualHour is at what hour a meeting begins of which only the day was chosen.
const usualHour = 8 * time.Hour

// moved puts a meeting where it was dragged to; where that is refused, it stays where it was and it is said
// why.
func (a *agenda) moved(o office.Occurrence, from, to time.Time) {
	shift := office.Shift{When: office.Timing{Start: from.In(office.VietNam).Format(wallForm), Lasts: int64(to.Sub(from).Seconds())}}
	if o.AllDay {
		shift.When = office.Timing{Start: from.In(office.VietNam).Format(time.DateOnly), Lasts: int64(to.Sub(from).Hours() / 24), AllDay: true}
	}
	by := a.page.by
	a.page.desk.Act(func(ctx context.Context) error {
		_, err := a.page.services.MoveMeeting(ctx, by, o.Meeting, o.Of, shift)
		return err
	}, func(err error) {
		if err != nil {
			a.page.desk.Tell(err)
		} else {
			a.page.desk.Good(kit.T("meetings.moved", o.Title, weekday(from), from.In(office.VietNam).Format("15:04")))
		}
		a.draw()
	})
}

// toDay shows a day.
func (a *agenda) toDay(day time.Time) {
	if a.isDrawn() {
		a.sheet.Today(day)
		a.draw()
		return
	}
	a.start(day)
	a.read()
}

// show has the list hold a day: where it does not yet, it begins at that.
func (a *agenda) show(day time.Time) {
	if day.Before(a.from) || !day.Before(a.from.AddDate(0, 0, daysListed)) {
		a.start(day)
	}
}

// start lists from a day on.
func (a *agenda) start(day time.Time) {
	day = day.In(office.VietNam)
	a.from = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, office.VietNam)
	a.title.SetText(kit.T("meetings.span", a.from.Format("02/01"), a.from.AddDate(0, 0, daysListed-1).Format("02/01/2006")))
}

func (a *agenda) turn(by int) {
	switch {
	case a.isDrawn() && by < 0:
		a.sheet.Back()
	case a.isDrawn():
		a.sheet.Forward()
	default:
		a.start(a.from.AddDate(0, by, 0))
		a.read()
		return
	}
	a.draw()
}

func (a *agenda) enter(ctx context.Context) { a.finder.Enter(ctx) }

// read reads again what is shown.
func (a *agenda) read() {
	a.finder.Find()
	a.draw()
}

// ask reads the times of the days that are listed, and leaves those that hold all words that were typed.
func (a *agenda) ask(ctx context.Context, w kit.Wish) (kit.Found[office.Occurrence], error) {
	all, err := a.page.services.MeetingsBetween(ctx, a.from, a.from.AddDate(0, 0, daysListed))
	found := kit.Found[office.Occurrence]{Have: []office.Occurrence{}}
	words := strings.Fields(office.Fold(w.Text))
	for _, o := range all {
		if holdsAll(office.Fold(o.Title+" "+o.Place), words) {
			found.Have = append(found.Have, o)
		}
	}
	return found, err
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// showTime fills a line of the list. What takes place as it was arranged is marked by nothing.
func showTime(o office.Occurrence, row *kit.Row) {
	row.Set(o.Title, kit.Joined(day(o.Start)+", "+hours(o), o.Place), "")
	switch o.State {
	case office.MeetingTentative:
		row.Chip.Set(kit.Neutral, nil, kit.T("meetings.state-tentative"))
	case office.MeetingCancelled:
		row.Chip.Set(kit.Warn, nil, kit.T("meetings.state-cancelled"))
	}
	kit.Seen(row.Chip, o.State != office.MeetingConfirmed)
}

// hours are those of a meeting: "08:00–09:30"; of whole days that it lasts all day.
func hours(o office.Occurrence) string {
	if o.AllDay {
		return kit.T("meetings.all-day")
	}
	from, to := o.Start.In(office.VietNam), o.End.In(office.VietNam)
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return from.Format("15:04") + "–" + to.Format("15:04")
	}
	return from.Format("15:04") + " – " + to.Format("15:04 02/01")
}

// day is a day with the short name that it has in the week: "T2 07/12"; of another year than now with that.
func day(at time.Time) string {
	at = at.In(office.VietNam)
	form := "02/01"
	if at.Year() != hourHere().In(office.VietNam).Year() {
		form = "02/01/2006"
	}
	return sheet.Short(at) + " " + at.Format(form)
}

// weekday is a day with its name: "Thứ Hai 07/12/2026".
func weekday(at time.Time) string {
	at = at.In(office.VietNam)
	return [...]string{kit.T("meetings.sunday"), kit.T("meetings.monday"), kit.T("meetings.tuesday"), kit.T("meetings.wednesday"), kit.T("meetings.thursday"), kit.T("meetings.friday"), kit.T("meetings.saturday")}[at.Weekday()] + " " + at.Format("02/01/2006")
}
