package calendar

import (
	"slices"
	"time"
)

// walk hands on when something takes place by a rule, in order: the start, and what the rule yields
// after it, until the rule ends, something begins after last, or yield says no. What begins before
// from may be left out. It takes no more steps than there are days between the start and last.
func (r *rule) walk(start, from, last wall, yield func(wall) bool) {
	left := r.count
	tell := func(w wall) bool {
		left--
		return yield(w) && left != 0
	}
	if start > r.ends(last) || !tell(start) {
		return
	}
	r.each(start, from, last, func(w wall) bool { return w == start || tell(w) })
}

// each hands on what the rule yields, COUNT aside, as walk does.
func (r *rule) each(start, from, last wall, yield func(wall) bool) {
	last = r.ends(last)
	times, found := r.times(), make([]wall, 0, 8)
	for at := r.first(start, from); ; at += r.step() {
		begins, ends := r.span(at)
		if wall(begins)*day > last {
			return
		}
		found = r.within(found[:0], begins, ends, times)
		for _, w := range found {
			if w > last || w >= start && !yield(w) {
				return
			}
		}
	}
}

// ends is the last wall at which something may begin.
func (r *rule) ends(last wall) wall {
	if last = min(last, end-1); r.until.is {
		last = min(last, r.until.reaches())
	}
	return last
}

// reaches is a wall that is not before the last start, whatever the zone: whoever knows the zone looks
// closer.
func (u until) reaches() wall {
	switch {
	case u.date:
		return u.at + day - 1
	case u.utc:
		return u.at + 2*day
	}
	return u.at
}

// times of a day, sorted, in seconds since its midnight.
func (r *rule) times() []wall {
	var all []wall
	for _, h := range r.hours {
		for _, m := range r.minutes {
			for _, s := range r.seconds {
				all = append(all, wall(h*3600+m*60+s))
			}
		}
	}
	return all // each list is sorted, hence so are they
}

// A rule goes through stretches of days. Those of years and months are known by their number since
// the year 0, those of weeks and days by their first day since 1970.

func (r *rule) step() int64 {
	if r.freq == weekly {
		return 7 * r.interval
	}
	return r.interval
}

func (r *rule) number(w wall) int64 {
	t := w.utc()
	switch r.freq {
	case yearly:
		return int64(t.Year())
	case monthly:
		return int64(t.Year())*12 + int64(t.Month()) - 1
	case weekly:
		return w.day() - int64(t.Weekday()-r.begins+7)%7
	default:
		return w.day()
	}
}

// first is the first stretch that is looked at. What is counted is counted from the start.
func (r *rule) first(start, from wall) int64 {
	at := r.number(start)
	if r.count == 0 && from > start {
		at += (r.number(from) - at) / r.step() * r.step()
	}
	return at
}

// span is from which day to which, without the latter, a stretch lasts.
func (r *rule) span(at int64) (begins, ends int64) {
	switch r.freq {
	case yearly:
		return dayOf(int(at), 1, 1), dayOf(int(at)+1, 1, 1)
	case monthly:
		return dayOf(int(at/12), time.Month(at%12)+1, 1), dayOf(int(at/12), time.Month(at%12)+2, 1)
	case weekly:
		return at, at + 7
	default:
		return at, at + 1
	}
}

// within adds what the rule yields in a stretch of days.
func (r *rule) within(found []wall, begins, ends int64, times []wall) []wall {
	for d := begins; d < ends; d++ {
		t := (wall(d) * day).utc()
		if r.months != 0 && r.months&(1<<t.Month()) == 0 {
			d += int64(daysIn(t.Year(), t.Month()) - t.Day()) // on to the next month
			continue
		}
		if !r.matches(t) {
			continue
		}
		for _, clock := range times {
			found = append(found, wall(d)*day+clock)
		}
	}
	if len(r.places) > 0 {
		found = r.placed(found)
	}
	return found
}

// matches tells whether a day is one of the rule, its month aside.
func (r *rule) matches(t time.Time) bool {
	y, m, d := t.Date()
	if r.monthDays|r.fromTo != 0 && r.monthDays&(1<<d) == 0 && r.fromTo&(1<<(daysIn(y, m)-d+1)) == 0 {
		return false
	}
	if len(r.days) > 0 && !slices.ContainsFunc(r.days, func(n nthDay) bool { return r.isNth(n, t) }) {
		return false
	}
	if len(r.yearDays) > 0 && !hasEither(r.yearDays, t.YearDay(), yearLength(y)) {
		return false
	}
	if len(r.weeks) > 0 {
		week, of := r.week(t)
		return hasEither(r.weeks, week, of)
	}
	return true
}

// hasEither tells whether a list has the nth of so many, counted from the beginning or the end.
func hasEither(list []int, n, of int) bool {
	return slices.Contains(list, n) || slices.Contains(list, n-of-1)
}

func yearLength(y int) int { return 337 + daysIn(y, time.February) }

// isNth tells whether a day is the nth of its weekday in its month or its year.
func (r *rule) isNth(n nthDay, t time.Time) bool {
	if t.Weekday() != n.day || n.n == 0 {
		return t.Weekday() == n.day
	}
	at, of := t.Day(), daysIn(t.Year(), t.Month())
	if r.freq == yearly && r.months == 0 {
		at, of = t.YearDay(), yearLength(t.Year())
	}
	if n.n > 0 {
		return (at-1)/7+1 == n.n
	}
	return (of-at)/7+1 == -n.n
}

// week is the number of the week in which a day lies, and how many the year has to which that week
// belongs: the one in which most of its days lie.
func (r *rule) week(t time.Time) (week, of int) {
	into := int(t.Weekday()-r.begins+7) % 7
	middle := t.AddDate(0, 0, 3-into)
	last := time.Date(middle.Year(), time.December, 28, 0, 0, 0, 0, time.UTC) // always in the last week
	lastInto := int(last.Weekday()-r.begins+7) % 7
	return (middle.YearDay()-1)/7 + 1, (last.AddDate(0, 0, 3-lastInto).YearDay()-1)/7 + 1
}

// placed are those that stand at the places that BYSETPOS names.
func (r *rule) placed(found []wall) []wall {
	var kept []wall
	for i, w := range found {
		if hasEither(r.places, i+1, len(found)) {
			kept = append(kept, w)
		}
	}
	return kept
}
