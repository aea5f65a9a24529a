package icalendar

import (
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// moment is a time as one property tells it.
type moment struct {
	office.Timing      // Start, AllDay, Zone and Rules alone
	floating      bool // it names no zone
	unknown       bool // it names one that is none
	zone          zone
	id            string // TZID
}

// times reads the values of a property: one, or several parted by commas, of which no more than room
// are read. Those of a period keep what comes after the slash in Lasts. False: one of them is no time,
// or of no year that there are, or they are too many.
func (r *reading) times(p property, room int) (all []moment, ok bool) {
	for value := range strings.SplitSeq(p.value, ",") {
		if len(all) == room {
			return all, false
		}
		value, lasts, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(value)), "/")
		m, ok := r.time(p, value)
		if !ok {
			return all, false
		}
		if lasts != "" && !m.AllDay {
			if m.Lasts, ok = r.period(p, m, lasts); !ok {
				return all, false
			}
		}
		all = append(all, m)
	}
	return all, true
}

var forms = []struct {
	form   string
	allDay bool
}{
	{"20060102T150405", false}, {"20060102", true}, {"20060102T1504", false}, {"2006-01-02T15:04:05", false}, {"2006-01-02", true},
}

func (r *reading) time(p property, value string) (moment, bool) {
	var m moment
	utc := strings.HasSuffix(value, "Z")
	value = strings.TrimSuffix(value, "Z")
	for _, f := range forms {
		if len(value) != len(f.form) {
			continue
		}
		at, err := time.Parse(f.form, value)
		if err != nil || at.Year() < calendar.FirstYear || at.Year() > calendar.LastYear {
			return moment{}, false
		}
		if m.AllDay = f.allDay || p.get("VALUE") == "DATE"; m.AllDay {
			m.Start = at.Format(time.DateOnly)
			return m, true
		}
		m.Start = at.Format("2006-01-02T15:04:05")
		m.id = p.get("TZID")
		r.place(&m, utc)
		return m, true
	}
	return moment{}, false
}

// place finds the zone of a moment.
func (r *reading) place(m *moment, utc bool) {
	switch {
	case utc:
		m.zone = zone{name: "UTC", known: true}
	case m.id == "":
		m.floating, m.zone = true, r.home
	default:
		key := strings.ToLower(m.id) + m.Start[:4]
		found, ok := r.found[key]
		if !ok {
			if found = r.object.zoneOf(m.id, m.Start); found.rules == "" && isHome(found.name) {
				found.name = "" // the office's own
			}
			r.found[key] = found
		}
		if m.zone = found; !found.known {
			m.zone, m.unknown = r.home, true
		}
	}
	m.Zone, m.Rules = m.zone.name, m.zone.rules
}

// period is how many seconds a period lasts: to a time, or for so long.
func (r *reading) period(p property, from moment, lasts string) (int64, bool) {
	if strings.HasPrefix(lasts, "P") {
		days, seconds, ok := duration(lasts)
		return days*86400 + seconds, ok && days*86400+seconds > 0
	}
	to, ok := r.time(p, lasts)
	if !ok || to.AllDay {
		return 0, false
	}
	n := between(from, to)
	return n, n > 0
}

// between is how many seconds lie between two moments.
func between(from, to moment) int64 {
	a, err := calendar.At(from.Timing)
	b, err2 := calendar.At(to.Timing)
	if err != nil || err2 != nil {
		return 0
	}
	return int64(b.Sub(a) / time.Second)
}

// as is a moment as the Start of the times of a series, which began so. Exact is false where it had to
// be understood: a day for an hour, or an hour for a day.
func (r *reading) as(m moment, series office.Timing) (start string, exact bool) {
	switch {
	case m.AllDay == series.AllDay && (m.AllDay || m.floating || m.Zone == series.Zone && m.Rules == series.Rules):
		return m.Start, true
	case m.AllDay:
		return m.Start + series.Start[len(time.DateOnly):], false
	case series.AllDay && m.Zone == "UTC":
		at, err := calendar.At(m.Timing)
		if err != nil {
			return m.Start[:len(time.DateOnly)], false
		}
		return r.dayOf(at), false
	case series.AllDay:
		return m.Start[:len(time.DateOnly)], m.Start[len(time.DateOnly):] == "T00:00:00"
	}
	at, err := calendar.At(m.Timing)
	if err != nil {
		return m.Start, false
	}
	if start, err = calendar.Shown(at, series); err != nil {
		return m.Start, false
	}
	return start, true
}

// dayOf is the day that a moment lies on where the file was written.
func (r *reading) dayOf(at time.Time) string {
	shown, err := calendar.Shown(at, office.Timing{Zone: r.local.name, Rules: r.local.rules})
	if err != nil {
		shown = at.In(office.VietNam).Format(time.DateOnly)
	}
	return shown[:len(time.DateOnly)]
}

// duration reads P1W, P1DT2H30M; one below nothing is none.
func duration(s string) (days, seconds int64, ok bool) {
	s = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "+")
	if !strings.HasPrefix(s, "P") || len(s) < 3 || len(s) > 40 {
		return 0, 0, false
	}
	n, digits, clock := int64(0), 0, false
	for _, c := range s[1:] {
		switch {
		case c >= '0' && c <= '9':
			if n, digits = 10*n+int64(c-'0'), digits+1; digits > 9 {
				return 0, 0, false
			}
			continue
		case c == 'T' && digits == 0:
			clock = true
			continue
		case digits == 0:
			return 0, 0, false
		case c == 'W':
			days += 7 * n
		case c == 'D':
			days += n
		case c == 'H' && clock:
			seconds += 3600 * n
		case c == 'M' && clock:
			seconds += 60 * n
		case c == 'S' && clock:
			seconds += n
		default:
			return 0, 0, false
		}
		n, digits = 0, 0
	}
	return days, seconds, digits == 0
}
