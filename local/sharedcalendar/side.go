package sharedcalendar

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"tram/local/calsync"
	"tram/local/icalendar"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// Side is what is held here of one calendar.
type Side struct {
	Store *store.Store
	Actor string
	Path  string   // of the file that tells what both sides had last
	Own   []string // addresses of the office: what they invite to is its own

	known known // of Path
}

// known is what a file keeps of one calendar.
type known struct {
	Shared calsync.State    `json:"shared"`
	Let    map[string]int64 `json:"let,omitempty"` // versions of what was tidied up there, by UID: it is not sent again
}

// Why a meeting is cancelled that was not cancelled here.
const (
	whyRemoved   = "Đã xóa trên lịch chung"
	whyCancelled = "Đã hủy trên lịch chung"
)

// mostState is how long the file of what both sides had last may be (bytes).
const mostState = 256 << 20

// Run has the calendar and the meetings come to the same, as calsync.Run does. Of one calendar one runs at a
// time.
func (s *Side) Run(ctx context.Context, far calsync.Far, wish calsync.Wish) (calsync.Result, error) {
	state, err := s.Begin(ctx)
	if err != nil {
		return calsync.Result{}, err
	}
	return calsync.Run(ctx, far, s, state, wish)
}

// Begin reads what both sides had last, and puts together what stations took in apart.
func (s *Side) Begin(ctx context.Context) (calsync.State, error) {
	if err := s.read(); err != nil {
		return calsync.State{}, err
	}
	err := s.unite(ctx)
	return s.known.Shared, err
}

// read reads what both sides had last. What cannot be read is as if it was lost: then what differs is told.
func (s *Side) read() error {
	s.known = known{}
	b, err := whole.ReadFile(s.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return whole.Tell(s.Path, err)
	case len(b) > mostState || json.Unmarshal(b, &s.known) != nil:
		s.known = known{}
	}
	return nil
}

// Keep keeps it.
func (s *Side) Keep(_ context.Context, state calsync.State) error {
	s.known.Shared = state
	return whole.Write(s.Path, 0o600, func(w io.Writer) error { return json.NewEncoder(w).Encode(s.known) })
}

// Life names the store: a restored station is another one.
func (s *Side) Life() string { return string(s.Store.Station()) }

// Items are the meetings.
func (s *Side) Items(ctx context.Context) iter.Seq2[calsync.Item, error] {
	return func(yield func(calsync.Item, error) bool) {
		all, err := store.All(ctx, s.Store, meetings.Meetings)
		if err != nil {
			yield(calsync.Item{}, err)
			return
		}
		seen := map[string]bool{}
		for _, m := range all {
			if seen[m.UID] {
				continue
			}
			seen[m.UID] = true
			it, err := s.traced(ctx, s.item(m), m)
			if !yield(it, err) || err != nil {
				return
			}
		}
	}
}

// item is a meeting as its calendar file tells it, so that what comes back unchanged is the same.
func (s *Side) item(m office.Meeting) calsync.Item {
	it := calsync.Item{UID: m.UID, Version: m.Version, Fields: s.asTold(m)}
	version, let := s.known.Let[m.UID]
	cancelled := m.State == office.MeetingCancelled
	it.Swept = cancelled && m.Why == whyRemoved || let && version == m.Version
	it.Gone = it.Swept || cancelled && m.Why != whyCancelled
	return it
}

// asTold are the fields of a meeting once they went through a file.
func (s *Side) asTold(m office.Meeting) map[string]string {
	if text, err := s.text(m); err == nil {
		if back, err := s.meeting(context.Background(), text); err == nil {
			return fieldsOf(back)
		}
	}
	return fieldsOf(m)
}

func (s *Side) text(m office.Meeting) (string, error) {
	var b strings.Builder
	err := icalendar.Write(&b, icalendar.Calendar{Meetings: []office.Meeting{m}}, s.Store.Time())
	return b.String(), err
}

// meeting reads the one that a text holds. It fails with calsync.ErrNotOurs where there is none.
func (s *Side) meeting(ctx context.Context, text string) (office.Meeting, error) {
	c, err := icalendar.Read(ctx, strings.NewReader(text))
	switch {
	case err != nil:
		return office.Meeting{}, err
	case len(c.Meetings) == 0 && len(c.Odd) == 0:
		return office.Meeting{}, calsync.ErrNotOurs
	case len(c.Meetings) != 1:
		return office.Meeting{}, NotOne
	case c.Short:
		return office.Meeting{}, NotWhole
	}
	m := c.Meetings[0]
	if slices.ContainsFunc(s.Own, func(own string) bool { return strings.EqualFold(own, m.From.Mail) }) {
		m.From = office.MeetingPerson{}
	}
	return m, nil
}

// Read understands a text of a calendar.
func (s *Side) Read(text string) (calsync.Item, error) {
	m, err := s.meeting(context.Background(), text)
	return calsync.Item{UID: m.UID, Fields: fieldsOf(m)}, err
}

// Write is the text of a meeting as the item says, whatever was done to it meanwhile.
func (s *Side) Write(it calsync.Item) (string, error) {
	m, known, err := meetings.ByUID(context.Background(), s.Store, it.UID)
	if err == nil && !known {
		err = meetings.NoSuchMeeting
	}
	if err != nil {
		return "", err
	}
	if m.Version != it.Version {
		m = laid(m, s.asTold(m), it.Fields)
	}
	return s.text(m)
}

// Take has a meeting be as a calendar says.
func (s *Side) Take(ctx context.Context, it calsync.Item, was int64, text string) (int64, error) {
	had, known, err := meetings.ByUID(ctx, s.Store, it.UID)
	if err != nil {
		return 0, err
	}
	gone := known && s.item(had).Gone
	switch {
	case known && !gone && had.Version != was, (!known || gone) && was != 0:
		return 0, calsync.ErrMoved
	case !known:
		return s.takeNew(ctx, it, text)
	}
	now := laid(had, s.asTold(had), it.Fields)
	if now, err = s.stays(ctx, had, now); err != nil {
		return 0, err
	}
	delete(s.known.Let, it.UID) // it stands there
	if now.State == office.MeetingCancelled {
		now.Why = whyCancelled
	} else if now.State == "" {
		now.State = office.MeetingConfirmed
	}
	if gone && had.State == office.MeetingCancelled && it.Fields[fieldState] != string(office.MeetingCancelled) {
		now.State, now.Why = office.State(it.Fields[fieldState]), "" // it stands again
	}
	if written(now) == written(had) {
		return had.Version, nil
	}
	return s.agreed(ctx, had, now)
}

// stays is a meeting as a calendar has it, unless it was opened here: then it took place, whoever calls it off,
// and what stands goes back into the calendar.
func (s *Side) stays(ctx context.Context, had, now office.Meeting) (office.Meeting, error) {
	held, err := meetings.Held(ctx, s.Store, had.ID)
	if held && now.State == office.MeetingCancelled {
		now.State, now.Why = had.State, had.Why
	}
	if held && had.When.Again == "" { // of a series other times may be moved
		now.When, now.Shifts = had.When, had.Shifts
	}
	return now, err
}

func (s *Side) takeNew(ctx context.Context, it calsync.Item, text string) (int64, error) {
	m, err := s.meeting(ctx, text)
	if err != nil {
		return 0, err
	}
	m = meetings.New(m)
	if m.State == office.MeetingCancelled {
		m.Why = whyCancelled
	}
	m.From.At, m.Foreign, m.UID = m.From.At.UTC(), it.Fields[fieldForeign], it.UID
	if m.From.Mail == "" && m.From.Name == "" { // it is the office's own, whenever that was written
		m.From = office.MeetingPerson{}
	}
	return s.agreed(ctx, office.Meeting{}, m)
}

// agreed writes a meeting as the calendar has it. What a rule of the office refuses is left.
func (s *Side) agreed(ctx context.Context, was, now office.Meeting) (int64, error) {
	now, err := meetings.Agree(ctx, s.Store, s.Actor, was, now)
	switch f, told := office.FailureIn(err); {
	case errors.Is(err, store.Stale):
		return 0, calsync.ErrMoved
	case errors.Is(err, store.Apart), told && (strings.HasPrefix(f.Name, "meetings.") || strings.HasPrefix(f.Name, "calendar.")):
		return 0, calsync.Left{Err: err}
	}
	return now.Version, err
}

// Drop cancels a meeting that was removed from the calendar. One that was held or is over stays as it is.
func (s *Side) Drop(ctx context.Context, uid string, was int64) error {
	m, known, err := meetings.ByUID(ctx, s.Store, uid)
	switch {
	case err != nil:
		return err
	case !known || m.Version != was:
		return calsync.ErrMoved
	}
	stays, err := s.stands(ctx, m)
	if err != nil {
		return err
	}
	if stays {
		if s.known.Let == nil {
			s.known.Let = map[string]int64{}
		}
		s.known.Let[uid] = m.Version
		return nil
	}
	now := m
	now.State, now.Why = office.MeetingCancelled, whyRemoved
	_, err = s.agreed(ctx, m, now)
	return err
}

// Stays tells that a meeting is not cancelled by whoever removes it from the calendar.
func (s *Side) Stays(ctx context.Context, uid string) (bool, error) {
	m, known, err := meetings.ByUID(ctx, s.Store, uid)
	if err != nil || !known {
		return false, err
	}
	return s.stands(ctx, m)
}

// stands tells that a meeting was held or is over.
func (s *Side) stands(ctx context.Context, m office.Meeting) (bool, error) {
	if meetings.Passed(m, s.Store.Time()) {
		return true, nil
	}
	return meetings.Held(ctx, s.Store, m.ID)
}
