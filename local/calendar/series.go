package calendar

import (
	"cmp"
	"slices"
	"time"

	"tram/local/office"
)

// series is a timing that was read.
type series struct {
	start  wall
	zone   *time.Location
	allDay bool
	lasts  time.Duration
	rule   *rule // nil: none
	also   []wall
	except []wall // sorted
}

// once reads a timing, its rule and its lists aside.
func once(t office.Timing) (s series, err error) {
	if s.start, err = read(t.Start, t.AllDay); err != nil {
		return series{}, err
	}
	if t.Lasts < 0 {
		return series{}, NoLength
	}
	unit := time.Second
	if t.AllDay {
		unit = 24 * time.Hour
	}
	if t.Lasts > int64(MostDays*24*time.Hour/unit) {
		return series{}, TooLong
	}
	s.lasts, s.allDay = time.Duration(t.Lasts)*unit, t.AllDay
	if s.zone = office.VietNam; !t.AllDay {
		s.zone, err = Location(t)
	}
	return s, err
}

// seriesOf reads all of a timing.
func seriesOf(t office.Timing) (series, error) {
	s, err := once(t)
	if err != nil {
		return series{}, err
	}
	if t.Again != "" {
		if s.rule, err = readRule(t.Again, s.start); err != nil {
			return series{}, err
		}
	}
	if s.also, err = readAll(t.Also, t.AllDay); err != nil {
		return series{}, err
	}
	if s.except, err = readAll(t.Except, t.AllDay); err != nil {
		return series{}, err
	}
	slices.Sort(s.except)
	return s, nil
}

func readAll(list []string, allDay bool) ([]wall, error) {
	if len(list) == 0 {
		return nil, nil
	}
	if len(list) > MostDates {
		return nil, TooManyDates
	}
	all := make([]wall, len(list))
	for i, said := range list {
		var err error
		if all[i], err = read(said, allDay); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s series) begins(w wall) time.Time { return w.in(s.zone) }

// has tells whether the rule, which its end in UTC aside yields it, yields it.
func (s series) has(w wall) bool {
	u := s.rule.until
	switch {
	case !u.is || !u.utc:
		return true
	case s.allDay:
		return w <= wallOf(u.at.utc().In(office.VietNam))
	}
	return !s.begins(w).After(u.at.utc())
}

// walk hands on each time of the series that begins from a wall to another, both included, in order
// and once: what its rule and its dates name, without what is excepted.
func (s series) walk(from, to wall, yield func(wall) bool) {
	extra := slices.Clone(s.also)
	if s.rule == nil {
		extra = append(extra, s.start)
	}
	slices.Sort(extra)
	extra = slices.Compact(extra)
	tell := func(w wall) bool {
		if w < from || w > to {
			return w <= to
		}
		_, excepted := slices.BinarySearch(s.except, w)
		return excepted || yield(w)
	}
	going := true
	if s.rule != nil {
		s.rule.walk(s.start, from, to, func(w wall) bool {
			if !s.has(w) {
				return true
			}
			for len(extra) > 0 && extra[0] <= w {
				if extra[0] < w && !tell(extra[0]) {
					going = false
					return false
				}
				extra = extra[1:]
			}
			going = tell(w)
			return going
		})
	}
	for i := 0; going && i < len(extra); i++ {
		going = tell(extra[i])
	}
}

// shift is an office.Shift that was read.
type shift struct {
	*office.Shift
	of    wall
	moves wall // of one that all after it follow: by how much
	lasts time.Duration
	own   *series // of one that was moved
}

// shiftsOf are the shifts of single times and those that all after them follow, each sorted.
func (s series) shiftsOf(m office.Meeting) (single, following []shift, err error) {
	if len(m.Shifts) > MostDates {
		return nil, nil, TooManyDates
	}
	for i := range m.Shifts {
		one := shift{Shift: &m.Shifts[i], lasts: s.lasts}
		if one.of, err = read(one.Of, s.allDay); err != nil {
			return nil, nil, err
		}
		if one.When.Start != "" && !one.Off {
			own, err := once(one.When)
			if err != nil {
				return nil, nil, err
			}
			one.own, one.lasts = &own, own.lasts
			one.moves = wallOf(own.begins(own.start).In(s.zone)) - one.of
		}
		if one.Following {
			following = append(following, one)
		} else {
			single = append(single, one)
		}
	}
	byOf := func(a, b shift) int { return cmp.Compare(a.of, b.of) }
	slices.SortStableFunc(single, byOf)
	slices.SortStableFunc(following, byOf)
	return lastOfEach(single), following, nil
}

// lastOfEach drops what a later shift of the same time replaces.
func lastOfEach(single []shift) []shift {
	kept := single[:0]
	for i, s := range single {
		if i+1 == len(single) || single[i+1].of != s.of {
			kept = append(kept, s)
		}
	}
	return kept
}
