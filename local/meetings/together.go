package meetings

import (
	"errors"
	"time"

	"tram/local/calendar"
	"tram/local/office"
	"tram/local/store"
)

// When two meetings last at once is told exactly, however far ahead: of each the time from its first to its
// last is looked at, and of what has no end all that a calendar reaches, a window after the other.

// forever is the first moment that no calendar reaches.
var forever = time.Date(calendar.LastYear+1, 1, 1, 0, 0, 0, 0, time.UTC)

// The time that is looked at at once, and how little that is of what takes place very often.
const (
	window      = 366 * 24 * time.Hour
	leastWindow = 24 * time.Hour
)

// The bounds of what is looked at of a meeting that is arranged.
const (
	lookAhead = 5 * 366 * 24 * time.Hour // in which it takes place no more often than a calendar tells at once
	lookBack  = 31 * 24 * time.Hour      // what has passed longer ago is nobody's hour any more
)

// taking is a meeting with the time in which it takes people and rooms.
type taking struct {
	m        office.Meeting
	times    calendar.Ready
	from, to time.Time
}

// takingOf is when a meeting takes what it takes; false: never any more.
func takingOf(m office.Meeting) (t taking, is bool, err error) {
	t.m = m
	if t.times, err = calendar.Prepare(m); err != nil {
		return t, false, err
	}
	t.from, _ = t.times.First()
	last, never := t.times.Ends()
	if t.to = last; never {
		t.to = forever
	}
	return t, !t.from.IsZero(), nil
}

// takingFrom is that of a meeting that is arranged at a moment: of a series the times that passed long ago
// are left out. It fails with calendar.TooMany where it takes place too often.
func takingFrom(m office.Meeting, now time.Time) (t taking, is bool, err error) {
	if t, is, err = takingOf(m); err != nil || !is {
		return t, false, err
	}
	if back := now.Add(-lookBack); t.from.Before(back) && t.to.After(back) {
		t.from = back
	}
	_, err = t.times.Spans(t.from, t.from.Add(lookAhead))
	return t, true, err
}

// meets is the first time that another meeting lasts at once with this one: the span of the other one.
func (t taking) meets(other office.Meeting) (at calendar.Span, is bool, err error) {
	o, is, err := takingOf(other)
	if err != nil || !is {
		return at, false, err
	}
	from, last := t.from, t.to
	if from.Before(o.from) {
		from = o.from
	}
	if last.After(o.to) {
		last = o.to
	}
	for step := window; from.Before(last); {
		to := from.Add(step)
		if to.After(last) {
			to = last
		}
		at, is, err := t.between(o, from, to)
		switch {
		case errors.Is(err, calendar.TooMany) && step > leastWindow:
			step /= 2
			continue
		case err != nil || is:
			return at, is, err
		}
		from = to
	}
	return at, false, nil
}

// between is the first span of another meeting between two moments that lasts at once with one of this.
func (t taking) between(o taking, from, to time.Time) (at calendar.Span, is bool, err error) {
	own, err := t.times.Spans(from, to)
	if err != nil || len(own) == 0 {
		return at, false, err
	}
	theirs, err := o.times.Spans(from, to)
	both, is := calendar.Overlap(own, theirs)
	return spanAround(theirs, both), is, err
}

// meetsItself tells that a time of a meeting begins before the one before it is over.
func (t taking) meetsItself() (bool, error) {
	var until time.Time
	for from := t.from; from.Before(t.to); from = from.Add(window) {
		spans, err := t.times.Spans(from, from.Add(window))
		if err != nil {
			return false, err
		}
		for _, s := range spans {
			if s.From.Before(from) && from.After(t.from) {
				continue // it was looked at in the window before
			}
			if s.From.Before(until) {
				return true, nil
			}
			until = s.To
		}
	}
	return false, nil
}

// spanAround is the span in which another one begins.
func spanAround(all []calendar.Span, at calendar.Span) calendar.Span {
	for _, s := range all {
		if !s.From.After(at.From) && s.To.After(at.From) {
			return s
		}
	}
	return at
}

// clash is what two meetings take at once, and when the other one does.
type clash struct {
	hold  hold
	other office.Meeting
	at    calendar.Span
}

// clashes hands on what others take at once with a meeting, until yield says no. One of which it cannot be
// told when it is clashes with nothing here; whoever keeps it is told so elsewhere.
func clashes(in *store.Inside, t taking, yield func(clash) bool) error {
	for _, h := range holds(t.m) {
		others, err := holding(in, h, t.from, t.to)
		if err != nil {
			return err
		}
		for _, o := range others {
			if o.ID == t.m.ID {
				continue
			}
			if at, is, err := t.meets(o); err == nil && is && !yield(clash{h, o, at}) {
				return nil
			}
		}
	}
	return nil
}
