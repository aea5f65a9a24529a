package calendar

import "tram/local/office"

// Check tells what is wrong with a timing: it fails with each of the failures of this room but
// TooMany.
func Check(t office.Timing) error {
	s, err := seriesOf(t)
	if err != nil {
		return err
	}
	if t.Lasts == 0 {
		return NoLength
	}
	if _, err := Location(t); err != nil {
		return err
	}
	if s.rule != nil && !s.yields() {
		return Never
	}
	return nil
}

// CheckMeeting tells what is wrong with when a meeting takes place, and with its shifts.
func CheckMeeting(m office.Meeting) error {
	if err := Check(m.When); err != nil {
		return err
	}
	_, err := timesOf(m)
	if err != nil {
		return err
	}
	for _, s := range m.Shifts {
		if s.When.Start == "" || s.Off {
			continue
		}
		if err := Check(s.When); err != nil {
			return err
		}
	}
	return nil
}

// yields tells whether the rule, and not the start alone, names a time.
func (s series) yields() (some bool) {
	s.rule.each(s.start, s.start, end, func(w wall) bool {
		some = s.has(w)
		return false
	})
	return some
}

// ByRule tells whether the start is a time that the rule names, and not one beside it. What has no
// rule, or one that cannot be read, has no other.
func ByRule(t office.Timing) bool {
	s, err := seriesOf(t)
	if err != nil || s.rule == nil {
		return true
	}
	is := false
	s.rule.each(s.start, s.start, s.start, func(wall) bool {
		is = true
		return false
	})
	return is
}
