package meetings

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workday"
)

// mostSpan is how long a time may be of which all meetings are listed.
const mostSpan = 10 * 366 * 24 * time.Hour

// Between are the times of all meetings that last between two moments, in order. Of one whose times cannot
// be told nothing is listed. It fails with calendar.TooMany.
func Between(ctx context.Context, s *store.Store, from, to time.Time) (all []office.Occurrence, err error) {
	if to.Sub(from) > mostSpan {
		to = from.Add(mostSpan)
	}
	every, err := around(ctx, s, timesAlone, from, to)
	if err != nil {
		return nil, err
	}
	for _, t := range every {
		m := office.Meeting{ID: t.ID, UID: t.UID, Title: t.Title, Place: t.Place, When: t.When, Shifts: t.Shifts, Free: t.Free, State: t.State}
		times, err := calendar.Occurrences(m, from, to)
		if errors.Is(err, calendar.TooMany) {
			return nil, err
		}
		if err == nil {
			all = append(all, times...)
		}
	}
	slices.SortStableFunc(all, func(a, b office.Occurrence) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Meeting, b.Meeting))
	})
	return all, nil
}

// listed is what a list asks of a meeting: reading the rest of many takes longer than a clerk waits.
type listed struct {
	ID     office.ID      `json:"id"`
	UID    string         `json:"uid"`
	Title  string         `json:"title"`
	Place  string         `json:"place"`
	When   office.Timing  `json:"when"`
	Shifts []office.Shift `json:"shifts"`
	Free   bool           `json:"free"`
	State  office.State   `json:"state"`
}

// timesAlone reads meetings as far as a list asks; nothing is written by it.
var timesAlone = store.Kind[listed]{Name: Kind, Named: func(l *listed) (*office.ID, *int64) { return &l.ID, new(int64) }}

// around are the meetings that may take place between two moments, each once.
func around[T any](ctx context.Context, s *store.Store, k store.Kind[T], from, to time.Time) ([]T, error) {
	values := []string{Always}
	for at := monthOf(from); !at.After(to); at = at.AddDate(0, 1, 0) {
		values = append(values, at.Format(monthForm))
	}
	some, err := store.ByAny(ctx, s, k, FacetMonth, values)
	seen := map[office.ID]bool{}
	return slices.DeleteFunc(some, func(m T) bool {
		id, _ := k.Named(&m)
		was := seen[*id]
		seen[*id] = true
		return was
	}), err
}

// TimesAround are the times of a meeting between two moments, the last ones where there are more than so
// many; of one of which none lies there, its first.
func TimesAround(m office.Meeting, from, to time.Time, most int) ([]office.Occurrence, error) {
	times, err := calendar.Occurrences(m, from, to)
	if err == nil && len(times) == 0 {
		first, stop, failed := calendar.First(m)
		if failed != nil || first.IsZero() {
			return nil, failed
		}
		times, err = calendar.Occurrences(m, first, stop)
	}
	return times[:min(len(times), most)], err
}

// Clashes tells who and what of a meeting others take at the same time: another station or another
// calendar arranged it apart, and somebody has to move one.
func Clashes(ctx context.Context, s *store.Store, m office.Meeting) (said []string, err error) {
	if m.Free || m.State == office.MeetingCancelled {
		return nil, nil
	}
	err = s.Within(ctx, func(in *store.Inside) error {
		t, is, err := takingFrom(m, in.Time())
		if err != nil || !is {
			return nil //nolint:nilerr // when it is cannot be told, and that is told elsewhere
		}
		return clashes(in, t, func(c clash) bool {
			f, _ := office.FailureIn(busy(m, c.hold, c.other, c.at))
			if !slices.Contains(said, f.Said) { // somebody is found by more than one key
				said = append(said, f.Said)
			}
			return true
		})
	})
	return said, err
}

// FreeTimes proposes when all that a meeting takes is free, in the hours in which the office works, the
// first first.
func FreeTimes(ctx context.Context, s *store.Store, c *workday.Calendar, w office.FreeWish) (all []office.FreeTime, err error) {
	lasts := time.Duration(w.Meeting.When.Lasts) * time.Second
	if w.Meeting.When.AllDay || lasts <= 0 {
		return nil, nil
	}
	to := w.From.AddDate(0, 0, w.Days)
	var busy []calendar.Span
	err = s.Within(ctx, func(in *store.Inside) error {
		for _, h := range holds(w.Meeting) {
			others, err := holding(in, h, w.From, to)
			if err != nil {
				return err
			}
			for _, o := range others {
				if t, is, err := takingOf(o); err == nil && is && o.ID != w.Meeting.ID {
					spans, err := t.times.Spans(w.From, to)
					if errors.Is(err, calendar.TooMany) {
						spans = []calendar.Span{{From: w.From, To: to}}
					}
					busy = append(busy, spans...)
				}
			}
		}
		return nil
	})
	for _, f := range calendar.Free(busy, w.From, to, lasts, worked(c), w.Most) {
		all = append(all, office.FreeTime(f))
	}
	return all, err
}

// worked are the hours of a day in which the office works.
func worked(c *workday.Calendar) func(time.Time) []calendar.Span {
	return func(day time.Time) (all []calendar.Span) {
		day = day.In(office.VietNam)
		midnight := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, office.VietNam)
		for _, h := range c.HoursOf(workday.DateOf(midnight)) {
			all = append(all, calendar.Span{From: midnight.Add(time.Duration(h.From) * time.Minute), To: midnight.Add(time.Duration(h.To) * time.Minute)})
		}
		return all
	}
}

// Revive arranges a meeting again that was called off: it is tentative then.
func Revive(ctx context.Context, s *store.Store, actor string, id office.ID) (office.Meeting, error) {
	m, err := MeetingOf(ctx, s, id)
	if err != nil {
		return m, err
	}
	m.State, m.Why = office.MeetingTentative, ""
	return Change(ctx, s, actor, StepRevive, m)
}

// AgainSaid is the rule by which a meeting takes place again, in words; empty: it takes place once.
func AgainSaid(m office.Meeting) string { return calendar.Said(m.When) }

// Taken is one thing or person that two meetings take at once.
type Taken struct {
	A, B office.Occurrence // A begins first
	Said string
}

// TakenTwice are the rooms and people that two meetings take at once between two moments: stations or
// calendars arranged them apart.
func TakenTwice(ctx context.Context, s *store.Store, from, to time.Time) (all []Taken, err error) {
	every, err := around(ctx, s, Meetings, from, to)
	if err != nil {
		return nil, err
	}
	type taker struct {
		m  office.Meeting
		h  hold
		at office.Occurrence
	}
	by := map[office.ID][]taker{}
	for _, m := range every {
		if m.Free || m.State == office.MeetingCancelled {
			continue
		}
		times, err := calendar.Occurrences(m, from, to)
		if err != nil {
			continue // when it is cannot be told; that is told elsewhere
		}
		for _, h := range holds(m) {
			for _, at := range times {
				by[h.key] = append(by[h.key], taker{m, h, at})
			}
		}
	}
	seen := map[string]bool{}
	for _, list := range by {
		slices.SortFunc(list, func(a, b taker) int { return cmp.Or(a.at.Start.Compare(b.at.Start), cmp.Compare(a.m.ID, b.m.ID)) })
		for i, a := range list {
			for _, b := range list[i+1:] {
				if !b.at.Start.Before(a.at.End) {
					break
				}
				pair := string(a.m.ID) + " " + string(b.m.ID)
				if a.m.ID == b.m.ID || seen[pair] || a.h.who.Name != "" && !SamePerson(a.h.who, b.h.who) {
					continue
				}
				seen[pair] = true
				f, _ := office.FailureIn(busy(b.m, b.h, a.m, calendar.Span{From: a.at.Start, To: a.at.End}))
				all = append(all, Taken{a.at, b.at, f.Said})
			}
		}
	}
	slices.SortFunc(all, func(a, b Taken) int { return cmp.Or(a.B.Start.Compare(b.B.Start), cmp.Compare(a.Said, b.Said)) })
	return all, nil
}

// Owed is a meeting that is over and has no minutes.
type Owed struct {
	Meeting office.ID
	Time    string
}

// WithoutMinutes are the meetings that were closed and have no minutes, in no order.
func WithoutMinutes(ctx context.Context, s *store.Store) (all []Owed, err error) {
	closed, err := s.Values(ctx, KindEntry, FacetOver)
	if err != nil {
		return nil, err
	}
	told, err := s.Values(ctx, KindEntry, FacetTold)
	if err != nil {
		return nil, err
	}
	for _, key := range closed {
		if _, is := slices.BinarySearch(told, key); !is {
			meeting, at, _ := strings.Cut(key, " ")
			all = append(all, Owed{office.ID(meeting), at})
		}
	}
	return all, nil
}

// HoursSaid are the hours of a meeting as they are read: "08:00–09:30 ngày 02/12/2030"; of whole days their
// days.
func HoursSaid(at office.Occurrence) string {
	if !at.AllDay {
		return SpanSaid(calendar.Span{From: at.Start, To: at.End})
	}
	from, last := at.Start.In(office.VietNam), at.End.Add(-time.Second).In(office.VietNam)
	if from.Format(time.DateOnly) == last.Format(time.DateOnly) {
		return "cả ngày " + from.Format("02/01/2006")
	}
	return "từ " + from.Format("02/01/2006") + " đến hết " + last.Format("02/01/2006")
}
