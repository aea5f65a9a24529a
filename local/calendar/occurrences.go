package calendar

import (
	"cmp"
	"slices"
	"time"

	"tram/local/office"
)

// Occurrences are the times of a meeting that last at some moment from from to to, without the latter,
// in order. What was moved stands where it was moved to; what was called off is left out. It fails
// with TooMany, and where Check would.
func Occurrences(m office.Meeting, from, to time.Time) ([]office.Occurrence, error) {
	if m.When.Again == "" && len(m.When.Also) == 0 && len(m.Shifts) == 0 && len(m.When.Except) == 0 {
		s, err := once(m.When)
		if err != nil {
			return nil, err
		}
		begins := s.begins(s.start)
		if !overlaps(begins, begins.Add(s.lasts), from, to) {
			return nil, nil
		}
		return []office.Occurrence{occurrence(m, s, "", begins, begins.Add(s.lasts))}, nil
	}
	t, err := timesOf(m)
	if err != nil {
		return nil, err
	}
	return t.between(from, to)
}

// overlaps tells whether what begins and ends so lasts at some moment of a span. What has no length
// lasts at the moment at which it begins.
func overlaps(begins, ends, from, to time.Time) bool {
	return begins.Before(to) && (ends.After(from) || begins.Equal(from))
}

func occurrence(m office.Meeting, s series, of string, begins, ends time.Time) office.Occurrence {
	return office.Occurrence{Meeting: m.ID, UID: m.UID, Of: of, Title: m.Title, Place: m.Place,
		Start: begins, End: ends, AllDay: s.allDay, Free: m.Free, State: m.State}
}

// times are all of a meeting.
type times struct {
	series
	m         office.Meeting
	single    []shift
	following []shift
}

func timesOf(m office.Meeting) (t times, err error) {
	t.m = m
	if t.series, err = seriesOf(m.When); err != nil {
		return times{}, err
	}
	t.single, t.following, err = t.shiftsOf(m)
	return t, err
}

// between tells the times that last within a span.
func (t times) between(from, to time.Time) ([]office.Occurrence, error) {
	var all []office.Occurrence
	room := t.reach()
	lo, hi := wall(from.Unix())-room, wall(to.Unix())+room
	t.walk(lo, hi, func(w wall) bool {
		if !t.shifted(w) {
			if one, ok := t.at(w); ok && overlaps(one.Start, one.End, from, to) {
				all = append(all, one)
			}
		}
		return len(all) <= MostOccurrences
	})
	for _, one := range t.single {
		if o, ok := t.moved(one); ok && overlaps(o.Start, o.End, from, to) {
			all = append(all, o)
		}
	}
	if len(all) > MostOccurrences {
		return nil, TooMany.About(short(t.m.Title))
	}
	slices.SortStableFunc(all, func(a, b office.Occurrence) int { return a.Start.Compare(b.Start) })
	return all, nil
}

// reach is how far what lasts at a moment may begin from it by the rule, in any zone.
func (t times) reach() wall {
	far := t.lasts
	for _, f := range t.following {
		far = max(far, f.lasts+time.Duration(max(f.moves, -f.moves))*time.Second)
	}
	return wall(far/time.Second) + 2*day
}

// shifted tells whether a time is told by a shift of its own.
func (t times) shifted(w wall) bool {
	_, found := slices.BinarySearchFunc(t.single, w, func(s shift, w wall) int { return cmp.Compare(s.of, w) })
	return found
}

// at is a time of the series as the last shift has it that all after it follow.
func (t times) at(w wall) (office.Occurrence, bool) {
	f := t.followed(w)
	s, is := t.spanOf(w, f)
	one := occurrence(t.m, t.series, w.said(t.allDay), s.From, s.To)
	if f == nil {
		return one, is
	}
	if f.own != nil {
		one.AllDay = f.own.allDay
	}
	return f.onto(one), is
}

// followed is the last shift that a time follows; nil: none.
func (t times) followed(w wall) *shift {
	i, exact := slices.BinarySearchFunc(t.following, w, func(s shift, w wall) int { return cmp.Compare(s.of, w) })
	if exact {
		i++
	}
	if i == 0 {
		return nil
	}
	return &t.following[i-1]
}

// spanOf is from when to when a time lasts that follows a shift, or none; false: it was called off.
func (t times) spanOf(w wall, f *shift) (Span, bool) {
	if f == nil {
		begins := t.begins(w)
		return Span{From: begins, To: begins.Add(t.lasts)}, true
	}
	begins := t.begins(w + f.moves)
	return Span{From: begins, To: begins.Add(f.lasts)}, !f.Off
}

// moved is a single time that is not as the others are.
func (t times) moved(s shift) (office.Occurrence, bool) {
	if s.Off {
		return office.Occurrence{}, false
	}
	if s.own == nil {
		one, ok := t.at(s.of)
		return s.onto(one), ok
	}
	begins := s.own.begins(s.own.start)
	return s.onto(occurrence(t.m, *s.own, s.Of, begins, begins.Add(s.own.lasts))), true
}

// onto lays the words of a shift over those of the meeting.
func (s shift) onto(one office.Occurrence) office.Occurrence {
	one.Title, one.Place = cmp.Or(s.Title, one.Title), cmp.Or(s.Place, one.Place)
	return one
}

// Of is the time of a meeting that began so by its rule, as it is now; false: it was called off. It does
// not ask whether the rule names it.
func Of(m office.Meeting, of string) (office.Occurrence, bool, error) {
	t, err := timesOf(m)
	if err != nil {
		return office.Occurrence{}, false, err
	}
	w, err := read(of, t.allDay)
	if err != nil {
		return office.Occurrence{}, false, err
	}
	for _, s := range t.single {
		if s.of == w {
			one, ok := t.moved(s)
			return one, ok, nil
		}
	}
	one, ok := t.at(w)
	return one, ok, nil
}

// Ends is when the last time of a meeting is over; never: its rule has no end. A meeting of which all
// was called off ended before it began: last is zero.
func Ends(m office.Meeting) (last time.Time, never bool, err error) {
	t, err := timesOf(m)
	if err != nil {
		return time.Time{}, false, err
	}
	last, never = t.ends()
	return last, never, nil
}

func (t times) ends() (last time.Time, never bool) {
	stop := end
	for _, f := range t.following {
		if f.Off {
			stop = f.of - 1
			break
		}
	}
	if r := t.rule; r != nil && r.count == 0 && !r.until.is && stop == end {
		return time.Time{}, true
	}
	t.walk(t.earliest(), stop, func(w wall) bool {
		if !t.shifted(w) {
			if one, ok := t.at(w); ok && one.End.After(last) {
				last = one.End
			}
		}
		return true
	})
	for _, s := range t.single {
		if one, ok := t.moved(s); ok && one.End.After(last) {
			last = one.End
		}
	}
	return last, false
}

func (s series) earliest() wall {
	if len(s.also) == 0 {
		return s.start
	}
	return min(s.start, slices.Min(s.also))
}
