package meetings

import (
	"context"
	"errors"
	"reflect"
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

// free refuses a meeting that takes a room or a person whom another one has.
func free(in *store.Inside, m *office.Meeting) error {
	switch in.Step() {
	case StepCancel:
		return notHeld(in, m.ID)
	case StepTake, StepPost:
		if m.State == office.MeetingCancelled {
			return notHeld(in, m.ID)
		}
		return nil
	case StepChange, StepMove:
		if err := heldStays(in, *m); err != nil {
			return err
		}
	case StepArrange, StepConfirm, StepRevive:
	default:
		return nil
	}
	if m.State == office.MeetingCancelled {
		return nil
	}
	if less, err := takesLess(in, *m); less || err != nil {
		return err
	}
	if err := roomsThere(in, *m); err != nil || m.Free {
		return err
	}
	t, is, err := takingFrom(*m, in.Time())
	if err != nil || !is {
		return err
	}
	self, err := t.meetsItself()
	if err != nil {
		return err
	}
	if self {
		return SelfBusy
	}
	var taken error
	if err := clashes(in, t, func(c clash) bool {
		taken = busy(*m, c.hold, c.other, c.at)
		return false
	}); err != nil {
		return err
	}
	return taken
}

// takesLess tells that a meeting is as it was, but for times of it that are called off.
func takesLess(in *store.Inside, m office.Meeting) (bool, error) {
	was, err := store.OneOf[office.Meeting](in, Kind, m.ID)
	if errors.Is(err, store.NoSuchRecord) {
		return false, nil
	}
	off := map[string]bool{}
	for _, s := range m.Shifts {
		off[s.Of] = off[s.Of] || s.Off && !s.Following
	}
	stays := func(m office.Meeting) office.Meeting {
		m.Version, m.Sequence = 0, 0
		m.Shifts = slices.DeleteFunc(slices.Clone(m.Shifts), func(s office.Shift) bool { return off[s.Of] && !s.Following })
		if len(m.Shifts) == 0 {
			m.Shifts = nil
		}
		return m
	}
	return len(m.Shifts) > 0 && reflect.DeepEqual(stays(was), stays(m)), err
}

// SpanSaid is a span as it is read: "08:00–09:00 ngày 02/12/2030".
func SpanSaid(s calendar.Span) string {
	from, to := s.From.In(office.VietNam), s.To.In(office.VietNam)
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return from.Format("15:04") + "–" + to.Format("15:04 ngày 02/01/2006")
	}
	return from.Format("15:04 ngày 02/01/2006") + " – " + to.Format("15:04 ngày 02/01/2006")
}

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
	times, err := heldTimes(in, id)
	if err == nil && len(times) > 0 {
		err = WasHeld
	}
	return err
}

// heldTimes are the times of a meeting that were opened; of one that takes place once "".
func heldTimes(in *store.Inside, id office.ID) (times []string, err error) {
	all, err := store.EveryBy[office.MeetingEntry](in, KindEntry, FacetMeeting, string(id))
	struck := map[office.ID]bool{}
	for _, e := range all {
		if e.Deed == office.MeetingStruck {
			struck[e.Of] = true
		}
	}
	for _, e := range all {
		if e.Deed == office.MeetingOpened && !struck[e.ID] {
			times = append(times, e.Time)
		}
	}
	return times, err
}

// heldStays refuses to put a time elsewhere that was held, or to call it off: its session and its minutes
// are of that time, and nobody would find them at another.
func heldStays(in *store.Inside, now office.Meeting) error {
	times, err := heldTimes(in, now.ID)
	if err != nil || len(times) == 0 {
		return err
	}
	was, err := store.OneOf[office.Meeting](in, Kind, now.ID)
	if err != nil {
		return err
	}
	for _, at := range times {
		before, err := beginning(was, at)
		if err != nil {
			return err
		}
		after, err := beginning(now, at)
		if err != nil {
			return err
		}
		if !after.Equal(before) {
			return HeldStays
		}
	}
	return nil
}

// beginning is when one time of a meeting begins; zero: there is none.
func beginning(m office.Meeting, at string) (time.Time, error) {
	if at == "" {
		return calendar.At(m.When)
	}
	if is, err := calendar.Has(m, at); err != nil || !is {
		return time.Time{}, err
	}
	one, is, err := calendar.Of(m, at)
	if err != nil || !is {
		return time.Time{}, err
	}
	return one.Start, nil
}

// OpenedTimes are the times of a meeting that were opened (Occurrence.Of).
func OpenedTimes(ctx context.Context, s *store.Store, id office.ID) (all []string, err error) {
	err = s.Within(ctx, func(in *store.Inside) (err error) {
		all, err = heldTimes(in, id)
		return err
	})
	return all, err
}

// Held tells that a meeting was opened.
func Held(ctx context.Context, s *store.Store, id office.ID) (is bool, err error) {
	err = s.Within(ctx, func(in *store.Inside) error { return notHeld(in, id) })
	if errors.Is(err, WasHeld) {
		return true, nil
	}
	return false, err
}
