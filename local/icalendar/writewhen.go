package icalendar

import (
	"slices"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// span writes when a time begins and ends.
func (s *writing) span(t office.Timing) error {
	begins, err := calendar.At(t)
	if err != nil {
		return err
	}
	s.line("DTSTART" + s.stamped(t, t.Start))
	if t.AllDay {
		s.line("DTEND;VALUE=DATE:" + begins.AddDate(0, 0, int(t.Lasts)).Format("20060102"))
		return nil
	}
	ends := t
	if ends.Start, err = calendar.Shown(begins.Add(time.Duration(t.Lasts)*time.Second), t); err != nil {
		return err
	}
	if at, err := calendar.At(ends); err == nil && at.Sub(begins) == time.Duration(t.Lasts)*time.Second {
		s.line("DTEND" + s.stamped(t, ends.Start))
		return nil
	}
	// Its end is an hour that the clock strikes twice, or of no year that there are.
	s.line("DTEND:" + utc(begins.Add(time.Duration(t.Lasts)*time.Second)))
	return nil
}

// stamped is a start with how it is to be understood: ;TZID=…:20260105T080000.
func (s *writing) stamped(t office.Timing, start string) string {
	switch {
	case t.AllDay:
		return ";VALUE=DATE:" + compact(start)
	case t.Zone == "UTC" && t.Rules == "":
		return ":" + compact(start) + "Z"
	}
	return ";TZID=" + quoted(s.tzid(t)) + ":" + compact(start)
}

// again writes what a meeting recurs by.
func (s *writing) again(m office.Meeting) error {
	t, stop := m.When, ""
	for _, shift := range m.Shifts {
		if shift.Off && shift.Following && (stop == "" || shift.Of < stop) {
			stop = shift.Of
		}
	}
	if t.Again != "" {
		rule, err := ruleUntil(t, stop)
		if err != nil {
			return err
		}
		s.line("RRULE:" + rule)
	}
	for _, also := range t.Also {
		if stop == "" || also < stop {
			s.line("RDATE" + s.stamped(t, also))
		}
	}
	for _, except := range t.Except {
		s.line("EXDATE" + s.stamped(t, except))
	}
	for _, shift := range m.Shifts {
		if shift.Off && !shift.Following && !slices.Contains(t.Except, shift.Of) {
			s.line("EXDATE" + s.stamped(t, shift.Of))
		}
	}
	return nil
}

// ruleUntil is the rule with its end as RFC 5545 asks for: a day of whole days, and else in UTC; and
// before stop, where all that follows was called off.
func ruleUntil(t office.Timing, stop string) (string, error) {
	var kept []string
	last := ""
	for part := range strings.SplitSeq(strings.ToUpper(t.Again), ";") {
		switch value, isUntil := strings.CutPrefix(part, "UNTIL="); {
		case isUntil:
			until, err := endOf(t, value)
			if err != nil {
				return "", err
			}
			last = until
		case stop != "" && strings.HasPrefix(part, "COUNT="):
			// It ends before so many are counted, or where all were: what is left out is told by
			// the day alone.
			end, never, err := calendar.Ends(office.Meeting{When: t})
			if err == nil && !never {
				last = untilForm(t, end)
			}
		default:
			kept = append(kept, part)
		}
	}
	if stop != "" {
		at := t
		at.Start = stop
		begins, err := calendar.At(at)
		if err != nil {
			return "", err
		}
		before := untilForm(t, begins.Add(-time.Second))
		if last == "" || before < last {
			last = before
		}
	}
	if last != "" {
		kept = append(kept, "UNTIL="+last)
	}
	return strings.Join(kept, ";"), nil
}

func untilForm(t office.Timing, at time.Time) string {
	if t.AllDay {
		return at.In(office.VietNam).Format("20060102")
	}
	return utc(at)
}

// endOf is an UNTIL as it is to be written.
func endOf(t office.Timing, value string) (string, error) {
	if strings.HasSuffix(value, "Z") {
		at, err := time.Parse("20060102T150405Z", value)
		if err != nil {
			return "", calendar.BadRule.About(short(value))
		}
		return untilForm(t, at), nil
	}
	if len(value) < 8 {
		return "", calendar.BadRule.About(short(value))
	}
	if t.AllDay {
		return value[:8], nil
	}
	if len(value) == 8 {
		value += "T235959"
	}
	at, err := time.Parse("20060102T150405", value)
	if err != nil {
		return "", calendar.BadRule.About(short(value))
	}
	t.Start = at.Format("2006-01-02T15:04:05")
	begins, err := calendar.At(t)
	return utc(begins), err
}
