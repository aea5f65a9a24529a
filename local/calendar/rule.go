package calendar

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

type frequency int

const (
	daily frequency = iota
	weekly
	monthly
	yearly
)

// rule is an RRULE that was read.
type rule struct {
	freq     frequency
	interval int64
	count    int // 0: none
	until    until
	begins   time.Weekday // of a week

	months            uint16 // a bit each; 0: all
	monthDays, fromTo uint32 // a bit each; fromTo counts from the end
	yearDays, weeks   []int
	days              []nthDay
	hours, minutes    []int
	seconds, places   []int // places: BYSETPOS
}

// nthDay is a weekday, or the nth one of its month or year, from the end where n is below 0.
type nthDay struct {
	day time.Weekday
	n   int // 0: each
}

// until is the last moment at which something may begin.
type until struct {
	is   bool
	utc  bool // at is one of UTC, and not of the zone of whoever recurs
	date bool // at is the beginning of a day that counts as a whole
	at   wall
}

// readRule reads an RRULE, and completes it by the start. It fails with BadRule and with TooOften.
func readRule(s string, start wall) (*rule, error) {
	if len(s) > mostRule {
		return nil, BadRule.About(short(s))
	}
	r := &rule{freq: -1, interval: 1, begins: time.Monday}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSpace(s), ";"), ";") {
		name, value, ok := strings.Cut(part, "=")
		name, value = strings.ToUpper(strings.TrimSpace(name)), strings.ToUpper(strings.TrimSpace(value))
		if !ok || seen[name] {
			return nil, BadRule.About(short(s))
		}
		seen[name] = true
		if name == "FREQ" && (value == "SECONDLY" || value == "MINUTELY" || value == "HOURLY") {
			return nil, TooOften
		}
		if !r.take(name, value) {
			return nil, BadRule.About(short(s))
		}
	}
	if !r.fits() {
		return nil, BadRule.About(short(s))
	}
	r.complete(start)
	if len(r.hours)*len(r.minutes)*len(r.seconds) > mostTimes {
		return nil, TooOften
	}
	return r, nil
}

// take takes one part of the rule in.
func (r *rule) take(name, value string) (ok bool) {
	switch name {
	case "FREQ":
		r.freq = frequency(slices.Index([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}, value))
		return r.freq >= 0
	case "INTERVAL":
		n, ok := number(value, 1, mostInterval)
		r.interval = int64(n)
		return ok
	case "COUNT":
		r.count, ok = number(value, 1, 1e9)
	case "UNTIL":
		r.until, ok = readUntil(value)
	case "WKST":
		r.begins, ok = weekday(value)
	case "BYMONTH":
		ok = bits(value, 12, &r.months, nil)
	case "BYMONTHDAY":
		ok = bits(value, 31, &r.monthDays, &r.fromTo)
	case "BYYEARDAY":
		r.yearDays, ok = numbers(value, 1, 366, true)
	case "BYWEEKNO":
		r.weeks, ok = numbers(value, 1, 53, true)
	case "BYSETPOS":
		r.places, ok = numbers(value, 1, 366, true)
	case "BYHOUR":
		r.hours, ok = numbers(value, 0, 23, false)
	case "BYMINUTE":
		r.minutes, ok = numbers(value, 0, 59, false)
	case "BYSECOND":
		r.seconds, ok = numbers(value, 0, 59, false)
	case "BYDAY":
		r.days, ok = nthDays(value)
	default:
		ok = strings.HasPrefix(name, "X-")
	}
	return ok
}

// fits tells whether the parts may stand together (RFC 5545, 3.3.10).
func (r *rule) fits() bool {
	nth := slices.ContainsFunc(r.days, func(d nthDay) bool { return d.n != 0 })
	far := slices.ContainsFunc(r.days, func(d nthDay) bool { return d.n > 5 || d.n < -5 })
	switch {
	case r.freq < 0, r.count > 0 && r.until.is:
		return false
	case len(r.weeks) > 0 && (r.freq != yearly || nth), len(r.yearDays) > 0 && r.freq != yearly:
		return false
	case nth && r.freq < monthly, far && (r.freq == monthly || r.months != 0):
		return false
	case r.freq == weekly && r.monthDays|r.fromTo != 0:
		return false
	}
	return len(r.places) == 0 || len(r.days)+len(r.weeks)+len(r.yearDays)+len(r.hours)+len(r.minutes)+len(r.seconds) > 0 || r.months != 0 || r.monthDays|r.fromTo != 0
}

// complete takes from the start what the rule does not say.
func (r *rule) complete(start wall) {
	t := start.utc()
	switch {
	case len(r.yearDays)+len(r.days) > 0 || r.monthDays|r.fromTo != 0:
	case len(r.weeks) > 0, r.freq == weekly:
		r.days = []nthDay{{day: t.Weekday()}}
	case r.freq == yearly || r.freq == monthly:
		r.monthDays = 1 << t.Day()
		if r.freq == yearly && r.months == 0 {
			r.months = 1 << t.Month()
		}
	}
	for list, value := range map[*[]int]int{&r.hours: t.Hour(), &r.minutes: t.Minute(), &r.seconds: t.Second()} {
		if len(*list) == 0 {
			*list = []int{value}
		}
	}
}

func readUntil(s string) (until, bool) {
	u := until{is: true}
	if u.utc = strings.HasSuffix(s, "Z"); u.utc {
		s = s[:len(s)-1]
	}
	form := "20060102T150405"
	if u.date = len(s) == len("20060102"); u.date {
		form, u.utc = "20060102", false
	}
	at, err := time.Parse(form, s)
	if err != nil || at.Year() < 1 {
		return until{}, false
	}
	u.at = wallOf(at)
	return u, true
}

var weekdays = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

func weekday(s string) (time.Weekday, bool) {
	i := slices.Index(weekdays, s)
	return time.Weekday(i), i >= 0
}

func nthDays(s string) (all []nthDay, ok bool) {
	for one := range strings.SplitSeq(s, ",") {
		one = strings.TrimSpace(one)
		if len(one) < 2 {
			return nil, false
		}
		d := nthDay{}
		if d.day, ok = weekday(one[len(one)-2:]); !ok {
			return nil, false
		}
		if n := one[:len(one)-2]; n != "" {
			if d.n, ok = signed(n, 1, 53); !ok {
				return nil, false
			}
		}
		all = append(all, d)
	}
	return all, true
}

func number(s string, from, to int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= from && n <= to
}

// signed is a number of which the distance from 0 lies within bounds.
func signed(s string, from, to int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && max(n, -n) >= from && max(n, -n) <= to
}

// numbers are sorted, each once.
func numbers(s string, from, to int, alsoBelow bool) (all []int, ok bool) {
	for one := range strings.SplitSeq(s, ",") {
		n, ok := signed(strings.TrimSpace(one), from, to)
		if !ok || n < 0 && !alsoBelow {
			return nil, false
		}
		all = append(all, n)
	}
	slices.Sort(all)
	return slices.Compact(all), true
}

// bits sets one for each number, and one of below for each that is below 0.
func bits[T uint16 | uint32](s string, to int, above, below *T) bool {
	all, ok := numbers(s, 1, to, below != nil)
	for _, n := range all {
		if n > 0 {
			*above |= 1 << n
		} else {
			*below |= 1 << -n
		}
	}
	return ok
}
