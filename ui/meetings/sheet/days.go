package sheet

import (
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// minutes of an hour, a day, a week.
const (
	hour  = 60
	whole = 24 * hour
	week  = 7
)

// morning is the minute of a day at which the cursor stands before anybody moved it.
const morning = 8 * hour

// View is how many days are seen at once.
type View int

// The views. A month is six weeks, so that each fits.
const (
	ByWeek View = iota
	ByDay
	ByMonth
)

// weeksOfMonth are always enough, and always as many: nothing jumps when the month is turned.
const weeksOfMonth = 6

// columns are the days beside each other.
func (v View) columns() int {
	if v == ByDay {
		return 1
	}
	return week
}

// days are all that are seen.
func (v View) days() int {
	if v == ByMonth {
		return weeksOfMonth * week
	}
	return v.columns()
}

// zone is how far the office's clock is before that of Greenwich, in minutes.
var zone = func() int {
	_, seconds := time.Unix(0, 0).In(office.VietNam).Zone()
	return seconds / 60
}()

// minuteOf is the moment at which t lies, begun minutes counted.
func minuteOf(t time.Time) int { return floor(int(t.Unix()), 60) + zone }

// timeOf is the time of a moment.
func timeOf(minute int) time.Time { return time.Unix(int64(minute-zone)*60, 0).In(office.VietNam) }

// dayOf is the day in which a moment lies.
func dayOf(minute int) int { return floor(minute, whole) }

// floor divides, and rounds down also before 1970.
func floor(n, by int) int {
	if n < 0 {
		return (n - by + 1) / by
	}
	return n / by
}

// round is the multiple of step next to a minute.
func round(minute, step int) int { return floor(minute+step/2, step) * step }

// mondayOf is the day with which the week of a day begins. 1970 began on a Thursday.
func mondayOf(day int) int { return floor(day+3, week)*week - 3 }

// firstOf is the first day that a view shows when it is led to a day.
func (v View) firstOf(day int) int {
	switch v {
	case ByDay:
		return day
	case ByMonth:
		t := timeOf(day * whole)
		return mondayOf(day - t.Day() + 1)
	}
	return mondayOf(day)
}

// turned is the day that lies one view further on or back; in a shorter month its last.
func (v View) turned(day, by int) int {
	if v != ByMonth {
		return day + by*v.columns()
	}
	t := timeOf(day * whole)
	first := time.Date(t.Year(), t.Month()+time.Month(by), 1, 0, 0, 0, 0, office.VietNam)
	last := first.AddDate(0, 1, -1).Day()
	return dayOf(minuteOf(first)) + min(t.Day(), last) - 1
}

// title names what a view shows: Tuần 50, 07–13/12/2026.
func (v View) title(day int) string {
	first := timeOf(v.firstOf(day) * whole)
	switch v {
	case ByDay:
		return kit.T("meetings.sheet-title-day", longDay(day), first.Format("02/01/2006"))
	case ByMonth:
		t := timeOf(day * whole)
		return kit.T("meetings.sheet-title-month", int(t.Month()), t.Year())
	}
	_, number := first.ISOWeek()
	last, from := first.AddDate(0, 0, week-1), "02"
	if last.Month() != first.Month() {
		from = "02/01"
	}
	if last.Year() != first.Year() {
		from = "02/01/2006"
	}
	return kit.T("meetings.sheet-title-week", number, first.Format(from)+"–"+last.Format("02/01/2006"))
}

// Short is a day of the week in its short name: T2, CN.
func Short(at time.Time) string { return shortDay(dayOf(minuteOf(at))) }

// shortDay is a day of the week as a column has it: T2, CN.
func shortDay(day int) string {
	switch day - mondayOf(day) {
	case 0:
		return kit.T("meetings.sheet-short-1")
	case 1:
		return kit.T("meetings.sheet-short-2")
	case 2:
		return kit.T("meetings.sheet-short-3")
	case 3:
		return kit.T("meetings.sheet-short-4")
	case 4:
		return kit.T("meetings.sheet-short-5")
	case 5:
		return kit.T("meetings.sheet-short-6")
	}
	return kit.T("meetings.sheet-short-7")
}

// longDay is a day of the week in full.
func longDay(day int) string {
	switch day - mondayOf(day) {
	case 0:
		return kit.T("meetings.sheet-long-1")
	case 1:
		return kit.T("meetings.sheet-long-2")
	case 2:
		return kit.T("meetings.sheet-long-3")
	case 3:
		return kit.T("meetings.sheet-long-4")
	case 4:
		return kit.T("meetings.sheet-long-5")
	case 5:
		return kit.T("meetings.sheet-long-6")
	}
	return kit.T("meetings.sheet-long-7")
}

// hoursOf tells from when to when, as a clerk writes it; a whole day at the end is that day's 24:00.
func hoursOf(from, to int) string { return clock(from, false) + "–" + clock(to, true) }

// clock is the time of day of a moment.
func clock(minute int, end bool) string {
	if end && minute%whole == 0 {
		return "24:00"
	}
	return timeOf(minute).Format("15:04")
}
