package calendar

import (
	"time"

	"tram/local/office"
)

// wall is what a clock on a wall shows, whatever its zone: seconds since it showed the first of
// January 1970.
type wall int64

func wallOf(shown time.Time) wall {
	_, offset := shown.Zone()
	return wall(shown.Unix() + int64(offset))
}

// day is how many days before it since 1970.
func (w wall) day() int64 {
	if w < 0 {
		return int64((w - day + 1) / day)
	}
	return int64(w / day)
}

func (w wall) utc() time.Time { return time.Unix(int64(w), 0).UTC() }

// in is the moment at which a clock of a zone shows it: by the offset before, where the clock leaps
// over it, and the first one, where it shows it twice (RFC 5545, 3.3.5).
func (w wall) in(zone *time.Location) time.Time {
	if zone == office.VietNam {
		return time.Unix(int64(w)-7*60*60, 0).In(zone)
	}
	if zone == time.UTC {
		return w.utc()
	}
	u := w.utc()
	at := time.Date(u.Year(), u.Month(), u.Day(), u.Hour(), u.Minute(), u.Second(), 0, zone)
	if shown := wallOf(at); shown != w { // leapt over
		if shown > w {
			return at
		}
		return at.Add(time.Duration(w-shown) * time.Second)
	}
	if since, _ := at.ZoneBounds(); !since.IsZero() {
		_, before := since.Add(-time.Second).Zone()
		if first := time.Unix(int64(w)-int64(before), 0); first.Before(since) {
			return first.In(zone)
		}
	}
	return at
}

// String is the wall as a Timing writes it.
func (w wall) String() string { return w.utc().Format(timeForm) }

const (
	timeForm = "2006-01-02T15:04:05"
	dateForm = "2006-01-02"
)

// said is the wall as a Timing of whole days or of hours writes it.
func (w wall) said(allDay bool) string {
	if allDay {
		return w.utc().Format(dateForm)
	}
	return w.String()
}

// read is what a Timing writes. It fails with NoStart, BadTime and BadYear.
func read(s string, allDay bool) (wall, error) {
	if s == "" {
		return 0, NoStart
	}
	if len(s) != len(timeForm) && !allDay || len(s) != len(dateForm) && allDay {
		return 0, BadTime.About(short(s))
	}
	y, ok1 := digits(s, 0, 4)
	m, ok2 := digits(s, 5, 2)
	d, ok3 := digits(s, 8, 2)
	ok := ok1 && ok2 && ok3 && s[4] == '-' && s[7] == '-'
	var hour, minute, second int
	if !allDay {
		var ok4, ok5, ok6 bool
		hour, ok4 = digits(s, 11, 2)
		minute, ok5 = digits(s, 14, 2)
		second, ok6 = digits(s, 17, 2)
		ok = ok && ok4 && ok5 && ok6 && s[10] == 'T' && s[13] == ':' && s[16] == ':' && hour < 24 && minute < 60 && second < 60
	}
	if !ok || m < 1 || m > 12 || d < 1 || d > daysIn(y, time.Month(m)) {
		return 0, BadTime.About(short(s))
	}
	if y < FirstYear || y > LastYear {
		return 0, BadYear.About(y)
	}
	return wall(time.Date(y, time.Month(m), d, hour, minute, second, 0, time.UTC).Unix()), nil
}

func digits(s string, at, n int) (value int, ok bool) {
	for _, c := range []byte(s[at : at+n]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		value = 10*value + int(c-'0')
	}
	return value, true
}

// short is so much of a stranger's words as fits into a sentence.
func short(s string) string {
	const most = 60
	if r := []rune(s[:min(len(s), 4*most)]); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func daysIn(year int, month time.Month) int {
	switch month {
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case time.April, time.June, time.September, time.November:
		return 30
	}
	return 31
}

// dayOf is the day since 1970 that a date is.
func dayOf(year int, month time.Month, d int) int64 {
	return wall(time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Unix()).day()
}
