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
)

// agenda lists the times of all meetings from a day on, with a search over their names and places.
type agenda struct {
	page   *Page
	finder *kit.Finder[office.Occurrence]
	from   time.Time // midnight of the first day that is listed
	title  *widget.Label
	head   fyne.CanvasObject
	body   fyne.CanvasObject
}

// daysListed are those of the list: a month and a half, so that what comes next month is in sight.
const daysListed = 45

func newAgenda(p *Page) *agenda {
	a := &agenda{page: p, title: kit.Strong("")}
	a.finder = kit.NewFinder[office.Occurrence](p.desk, kit.FinderSaid{
		Search: kit.T("meetings.search"), Icon: kit.IconMeetings, Empty: kit.T("meetings.none"), Begin: kit.T("meetings.new"), OnBegin: p.Begin,
		Count: func(n string) string { return kit.T("meetings.count", n) }, More: func(n string) string { return kit.T("meetings.count", n) },
	})
	a.finder.Ask, a.finder.Show, a.finder.OnOpen = a.ask, showTime, p.openTime
	a.finder.ID = func(o office.Occurrence) office.ID { return o.Meeting }
	a.body, a.head = a.finder.Body, a.finder.Head
	a.start(time.Now())
	return a
}

// deeds turn to other days.
func (a *agenda) deeds() []fyne.CanvasObject {
	back := kit.NewButton("", theme.NavigateBackIcon(), func() { a.turn(-1) })
	next := kit.NewButton("", theme.NavigateNextIcon(), func() { a.turn(1) })
	today := kit.NewButton(kit.T("meetings.today"), nil, func() { a.start(time.Now()); a.read() })
	return []fyne.CanvasObject{a.finder.Count, container.NewCenter(a.title), back, today, next}
}

// start lists from a day on.
func (a *agenda) start(day time.Time) {
	day = day.In(office.VietNam)
	a.from = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, office.VietNam)
	a.title.SetText(kit.T("meetings.span", a.from.Format("02/01"), a.from.AddDate(0, 0, daysListed-1).Format("02/01/2006")))
}

func (a *agenda) turn(months int) {
	a.start(a.from.AddDate(0, months, 0))
	a.read()
}

func (a *agenda) enter(ctx context.Context) { a.finder.Enter(ctx) }

func (a *agenda) read() { a.finder.Find() }

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

// showTime fills a line of the list.
func showTime(o office.Occurrence, row *kit.Row) {
	row.Set(o.Title, kit.Joined(hours(o), o.Place), weekday(o.Start))
	tone, said := kit.Info, kit.T("meetings.state-confirmed")
	switch o.State {
	case office.MeetingTentative:
		tone, said = kit.Neutral, kit.T("meetings.state-tentative")
	case office.MeetingCancelled:
		tone, said = kit.Warn, kit.T("meetings.state-cancelled")
	}
	row.Chip.Set(tone, nil, said)
	kit.Seen(row.Chip, true)
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

// weekday is a day with its name: "Thứ Hai 07/12/2026".
func weekday(at time.Time) string {
	at = at.In(office.VietNam)
	return [...]string{kit.T("meetings.sunday"), kit.T("meetings.monday"), kit.T("meetings.tuesday"), kit.T("meetings.wednesday"), kit.T("meetings.thursday"), kit.T("meetings.friday"), kit.T("meetings.saturday")}[at.Weekday()] + " " + at.Format("02/01/2006")
}
