package icalendar

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// What a VTIMEZONE covers of a meeting that has no end, in years; and what it is called that has no
// name.
const (
	farYears = 30
	ownZone  = "Asia/Ho_Chi_Minh"
	ruleZone = "Quy tắc riêng"
)

// tzid is what a zone is called in this file.
func (s *writing) tzid(t office.Timing) string {
	id := cmp.Or(t.Zone, ownZone)
	if t.Rules == "" {
		return id
	}
	id = cmp.Or(strings.TrimSpace(clean(t.Zone)), ruleZone)
	for n := 2; ; n++ {
		if rules, taken := s.zones[id]; !taken || rules == t.Rules {
			return id
		}
		id = fmt.Sprintf("%s (%d)", cmp.Or(t.Zone, ruleZone), n)
	}
}

// needed is a zone that a file needs, and for which years.
type needed struct {
	office.Timing
	from, to int
}

// timezones writes each zone that a meeting needs, for the years for which it does.
func (s *writing) timezones() error {
	zones := map[string]*needed{}
	var order []string
	for _, ruled := range []bool{false, true} { // what has a name keeps it
		for _, m := range s.Meetings {
			from, to, err := yearsOf(m)
			if err != nil {
				return err
			}
			for _, t := range timings(m) {
				if t.Start == "" || t.AllDay || t.Zone == "UTC" && t.Rules == "" || (t.Rules != "") != ruled {
					continue
				}
				id := s.tzid(t)
				if zones[id] == nil {
					order = append(order, id)
					zones[id] = &needed{office.Timing{Zone: t.Zone, Rules: t.Rules}, from, to}
					s.zones[id] = t.Rules
				}
				zones[id].from, zones[id].to = min(from, zones[id].from), max(to, zones[id].to)
			}
		}
	}
	for _, id := range order {
		if err := s.zone(id, *zones[id]); err != nil {
			return err
		}
	}
	return nil
}

func (s *writing) zone(id string, n needed) error {
	if n.Rules != "" {
		s.ruled(id, n.Rules)
		return nil
	}
	zone, err := calendar.Location(n.Timing)
	if err != nil {
		return err
	}
	s.timezone(id, zone, n.from, n.to)
	return nil
}

// timings are those of a meeting and of its times.
func timings(m office.Meeting) []office.Timing {
	all := []office.Timing{m.When}
	for _, shift := range m.Shifts {
		all = append(all, shift.When)
	}
	return all
}

// yearsOf are the years in which a meeting takes place.
func yearsOf(m office.Meeting) (from, to int, err error) {
	if m.When.Start == "" {
		return 0, 0, nil
	}
	last, never, err := calendar.Ends(m)
	if err != nil {
		return 0, 0, err
	}
	starts := append([]string{m.When.Start}, m.When.Also...)
	for _, shift := range m.Shifts {
		starts = append(starts, shift.Of, cmp.Or(shift.When.Start, shift.Of))
	}
	from, to = calendar.LastYear, last.Year()
	for _, start := range starts {
		year, err := strconv.Atoi(start[:min(len(start), len("2006"))])
		if err != nil {
			return 0, 0, calendar.BadTime.About(short(start))
		}
		from, to = min(from, year), max(to, year)
	}
	if never {
		to = max(to, from+farYears)
	}
	return from, to, nil
}

// ruled writes a zone by the rules that it came with, under the name that it has here.
func (s *writing) ruled(id, rules string) {
	for line := range strings.Lines(rules) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "TZID:"), line == "":
		case line == "BEGIN:VTIMEZONE":
			s.line(line)
			s.line("TZID:" + id)
		default:
			s.line(line)
		}
	}
}

// change is when the clocks of a zone are set.
type change struct {
	wall          time.Time // what they showed then
	before, after int       // seconds east of Greenwich
	name          string
	summer        bool
	at            time.Time
}

// timezone writes a zone by the changes of its clocks, from the year before the first.
func (s *writing) timezone(id string, zone *time.Location, from, to int) {
	s.line("BEGIN:VTIMEZONE")
	s.line("TZID:" + id)
	all := changes(zone, from-1, to+1)
	if len(all) == 0 {
		name, offset := time.Date(from, 1, 1, 0, 0, 0, 0, zone).Zone()
		s.observance([]change{{wall: time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), before: offset, after: offset, name: name}}, "")
	}
	for _, group := range grouped(all) {
		s.observance(group, ruleOf(group, to))
	}
	s.line("END:VTIMEZONE")
}

// changes of a zone's clocks in some years, in order.
func changes(zone *time.Location, from, to int) []change {
	var all []change
	at := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC).In(zone)
	for range 10 * (to - from + 2) {
		_, next := at.ZoneBounds()
		if next.IsZero() || next.UTC().Year() > to {
			break
		}
		if !next.After(at) { // at the end of a leap year that lies far ahead Go tells the same bound again
			at = at.AddDate(0, 0, 1)
			continue
		}
		_, before := next.Add(-time.Second).Zone()
		name, after := next.Zone()
		if before != after {
			all = append(all, change{wall: next.UTC().Add(time.Duration(before) * time.Second), before: before, after: after, name: name, summer: next.IsDST(), at: next})
		}
		at = next
	}
	return all
}

// grouped puts those together that may be of one rule, in order of their first.
func grouped(all []change) [][]change {
	var groups [][]change
	open := map[string]int{}
	for _, c := range all {
		key := fmt.Sprint(c.before, c.after, c.summer, c.wall.Month(), c.wall.Weekday(), c.wall.Format("150405"))
		i, ok := open[key]
		if ok {
			last := groups[i]
			if ok = last[len(last)-1].wall.Year() == c.wall.Year()-1 && nth(append(slices.Clone(last), c)) != 0; ok {
				groups[i] = append(last, c)
				continue
			}
		}
		open[key] = len(groups)
		groups = append(groups, []change{c})
	}
	return groups
}

// nth is which of its weekdays in the month each change is on: the first to the fourth, -1 for the
// last; 0: they differ.
func nth(group []change) int {
	n, last := (group[0].wall.Day()-1)/7+1, true
	for _, c := range group {
		last = last && c.wall.AddDate(0, 0, 7).Month() != c.wall.Month()
		if (c.wall.Day()-1)/7+1 != n {
			n = 0
		}
	}
	if last {
		return -1
	}
	return n % 5
}

// ruleOf is the rule of changes that come each year; empty: there is one alone.
func ruleOf(group []change, to int) string {
	if len(group) == 1 {
		return ""
	}
	last := group[len(group)-1]
	rule := fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", last.wall.Month(), nth(group), []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}[last.wall.Weekday()])
	if last.wall.Year() < to {
		rule += ";UNTIL=" + utc(last.at)
	}
	return rule
}

func (s *writing) observance(group []change, rule string) {
	first := group[0]
	kind := "STANDARD"
	if first.summer {
		kind = "DAYLIGHT"
	}
	s.line("BEGIN:" + kind)
	s.line("DTSTART:" + first.wall.Format("20060102T150405"))
	s.line("TZOFFSETFROM:" + offsetForm(first.before))
	s.line("TZOFFSETTO:" + offsetForm(first.after))
	s.line("TZNAME:" + first.name)
	if rule != "" {
		s.line("RRULE:" + rule)
	}
	s.line("END:" + kind)
}

func offsetForm(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	said := fmt.Sprintf("%s%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		said += fmt.Sprintf("%02d", seconds%60)
	}
	return said
}
