package meetings

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"tram/local/books"
	"tram/local/calendar"
	"tram/local/office"
	"tram/local/store"
)

// Nobody and no room is taken twice. What is looked at is read within the transaction of the write, so
// that two windows cannot take one room both. What others arranged (another calendar, another station
// apart) is never refused: it is told (Clashes).

// The bounds of what is looked at of meetings that take place again and again.
const (
	lookAhead = 5 * 366 * 24 * time.Hour
	lookBack  = 31 * 24 * time.Hour
)

// free refuses a meeting that takes a room or a person whom another one has.
func free(in *store.Inside, m *office.Meeting) error {
	if in.Step() == StepCancel {
		return notHeld(in, m.ID)
	}
	switch in.Step() {
	case StepArrange, StepChange, StepMove, StepConfirm, StepRevive:
	default:
		return nil
	}
	if m.State == office.MeetingCancelled {
		return nil
	}
	if err := roomsThere(in, *m); err != nil || m.Free {
		return err
	}
	own, from, to, err := lookedAt(*m, in.Time())
	if err != nil || len(own) == 0 {
		return err
	}
	for i := 1; i < len(own); i++ {
		if own[i].From.Before(own[i-1].To) {
			return SelfBusy
		}
	}
	for _, what := range holds(*m) {
		others, err := holding(in, what, from, to)
		if err != nil {
			return err
		}
		for _, o := range others {
			if o.ID == m.ID {
				continue
			}
			spans, err := spansOf(o, from, to)
			if err != nil {
				continue // it cannot be told when it is; whoever keeps it is told so elsewhere
			}
			if at, is := calendar.Overlap(own, spans); is {
				return busy(*m, what, o, spanAround(spans, at))
			}
		}
	}
	return nil
}

// lookedAt are the spans of a meeting that are looked at, and between which moments.
func lookedAt(m office.Meeting, now time.Time) (own []calendar.Span, from, to time.Time, err error) {
	first, _, err := calendar.First(m)
	if err != nil {
		return nil, from, to, err
	}
	from = first
	if back := now.Add(-lookBack); from.Before(back) {
		if last, never, err := calendar.Ends(m); err == nil && (never || last.After(back)) {
			from = back
		}
	}
	if own, err = spansOf(m, from, from.Add(lookAhead)); err != nil || len(own) == 0 {
		return own, from, to, err
	}
	return own, own[0].From, own[len(own)-1].To, nil
}

func spansOf(m office.Meeting, from, to time.Time) (all []calendar.Span, err error) {
	times, err := calendar.Occurrences(m, from, to)
	for _, o := range times {
		all = append(all, calendar.Span{From: o.Start, To: o.End})
	}
	slices.SortFunc(all, func(a, b calendar.Span) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	return all, err
}

// holding are the meetings that take somebody or something between two moments.
func holding(in *store.Inside, what office.ID, from, to time.Time) (all []office.Meeting, err error) {
	seen := map[office.ID]bool{}
	read := func(month string) error {
		some, err := store.EveryBy[office.Meeting](in, Kind, FacetHolds, held(what, month))
		for _, m := range some {
			if !seen[m.ID] {
				seen[m.ID] = true
				all = append(all, m)
			}
		}
		return err
	}
	err = read(Always)
	for at := monthOf(from); err == nil && !at.After(to); at = at.AddDate(0, 1, 0) {
		err = read(at.Format("2006-01"))
	}
	return all, err
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

// SpanSaid is a span as it is read: "08:00–09:00 ngày 02/12/2030".
func SpanSaid(s calendar.Span) string {
	from, to := s.From.In(office.VietNam), s.To.In(office.VietNam)
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return from.Format("15:04") + "–" + to.Format("15:04 ngày 02/01/2006")
	}
	return from.Format("15:04 ngày 02/01/2006") + " – " + to.Format("15:04 ngày 02/01/2006")
}

// busy says who or what is taken, by which meeting, and when.
func busy(m office.Meeting, what office.ID, other office.Meeting, at calendar.Span) error {
	when := SpanSaid(at)
	for _, p := range m.People {
		if p.ID == what {
			return PersonBusy.About(p.Name, titleFor(other), when)
		}
	}
	return RoomBusy.About(cmp.Or(m.Place, "Phòng hoặc thiết bị"), titleFor(other), when)
}

func titleFor(m office.Meeting) string { return cmp.Or(m.Title, "một cuộc họp khác") }

// roomsThere asks that what a meeting takes is in the register, and in use.
func roomsThere(in *store.Inside, m office.Meeting) error {
	for _, room := range roomsOf(m) {
		f, err := store.OneOf[books.Facility](in, books.Facilities.Kind.Name, room)
		switch {
		case errors.Is(err, store.NoSuchRecord) || err == nil && !f.Usable():
			return NoSuchRoom
		case err != nil:
			return err
		}
	}
	return nil
}

func roomsOf(m office.Meeting) []office.ID {
	all := slices.Clone(m.Rooms)
	for _, p := range m.People {
		if p.Set != "" {
			all = append(all, p.Set)
		}
	}
	return all
}

// notHeld refuses to call a meeting off that was opened.
func notHeld(in *store.Inside, id office.ID) error {
	all, err := store.EveryBy[office.MeetingEntry](in, KindEntry, FacetMeeting, string(id))
	if err != nil {
		return err
	}
	struck := map[office.ID]bool{}
	for _, e := range all {
		if e.Deed == office.MeetingStruck {
			struck[e.Of] = true
		}
	}
	for _, e := range all {
		if e.Deed == office.MeetingOpened && !struck[e.ID] {
			return WasHeld
		}
	}
	return nil
}

// Held tells that a meeting was opened.
func Held(ctx context.Context, s *store.Store, id office.ID) (is bool, err error) {
	err = s.Within(ctx, func(in *store.Inside) error { return notHeld(in, id) })
	if errors.Is(err, WasHeld) {
		return true, nil
	}
	return false, err
}
