package station

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"tram/local/ballotbox"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// Sessions (phiên họp) is what happens in a meeting: who is there, what is dealt with, what is voted, who
// has to do what, and the minutes that follow from it (Nghị định 137/2024, Điều 9.5).
type Sessions struct {
	*ground
	entrance  *Entrance
	meetings  *Meetings
	routing   *Routing
	documents *Documents
	signing   *Signing

	lock  sync.Mutex
	boxes map[office.ID]*ballotbox.Box // of secret votes whose key was typed since the program began
}

// NoteInMeeting writes down what happened: attendance, an item, a speaker, a note, a motion, an open
// vote, a task, a pause, the end. A zero At is now. Votes are opened and closed by doors of their own. It
// fails as meetings.Session.Check does.
func (s *Sessions) NoteInMeeting(ctx context.Context, by office.Clerk, e office.MeetingEntry) (is office.SessionTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	by = s.entrance.own(ctx, by)
	if e.Deed == office.MeetingVoteOpen || e.Deed == office.MeetingVoteClose || e.Deed == office.MeetingMinuted || e.Deed == office.MeetingSigned {
		return is, meetings.NoSuchDeed.About(e.Deed.Said())
	}
	if e.Deed == office.MeetingTasked && e.Task.Who.ID != "" {
		if e.Task.Who, err = s.routing.person(ctx, e.Task.Who.ID); err != nil {
			return is, err
		}
	}
	if _, err := s.noted(ctx, by, e); err != nil {
		return is, err
	}
	if e.Deed == office.MeetingStruck {
		s.forgetStruck(ctx, e.Meeting, e.Time)
	}
	return s.told(ctx, e.Meeting, e.Time)
}

// noted writes an entry down as that of who acts. Somebody who came unasked gets a seat.
func (s *Sessions) noted(ctx context.Context, by office.Clerk, e office.MeetingEntry) (office.MeetingEntry, error) {
	who, err := s.routing.actor(ctx, by)
	if err != nil {
		return e, err
	}
	if _, err := office.ClockDoubts(s.clock.Now(), time.Time{}); err != nil { // one that was never set
		return e, err
	}
	if e.At.IsZero() {
		e.At = s.clock.Now()
	}
	if e.Deed == office.MeetingAttended && e.Seat == "" && e.Say != "" {
		e.Seat = office.NewID(s.clock.Now())
	}
	if e.Deed == office.MeetingItemBegun && e.Item == "" && e.Say != "" {
		e.Item = office.NewID(s.clock.Now())
	}
	e.By = who.RoutePerson
	if e.Deed == office.MeetingOpened {
		m, err := meetings.MeetingOf(ctx, s.store, e.Meeting)
		if err != nil {
			return e, err
		}
		e.Frame = meetings.Frame(m, e.Time)
	}
	return meetings.Note(ctx, s.store, who.Name, e)
}

// MeetingSession tells what happened in a meeting; at names which time of one that takes place again and
// again. It fails with meetings.NoSuchMeeting.
func (s *Sessions) MeetingSession(ctx context.Context, id office.ID, at string) (is office.SessionTold, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.seen(ctx, id, &err)
	return s.told(ctx, id, at)
}

// OpenVote opens a vote on a motion: whoever is there and may vote is written down. For a secret one the key
// of its box comes back, which is told this once.
func (s *Sessions) OpenVote(ctx context.Context, by office.Clerk, id office.ID, at string, motion office.ID) (is office.SessionTold, key string, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, "", err
	}
	by = s.entrance.own(ctx, by)
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return is, "", err
	}
	now := s.clock.Now()
	e := office.MeetingEntry{Meeting: id, Time: at, Deed: office.MeetingVoteOpen, Of: motion, At: now, May: live.Voters(now)}
	v, known := live.VoteOf(motion)
	if !known || !v.Motion.Secret {
		_, err = s.noted(ctx, by, e)
	} else {
		key, err = s.openBox(ctx, by, live, v, e)
	}
	if err != nil {
		return is, "", err
	}
	is, err = s.told(ctx, id, at)
	return is, key, err
}

// CloseVote ends a vote and writes down what it came to. Of an open one by names that is what was cast;
// hands that were counted stand in counted; of a secret one counted holds the ballots on paper, if there
// were some, and who took them.
func (s *Sessions) CloseVote(ctx context.Context, by office.Clerk, id office.ID, at string, motion office.ID, counted *office.Counted) (is office.SessionTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	by = s.entrance.own(ctx, by)
	live, err := meetings.SessionOf(ctx, s.store, id, at)
	if err != nil {
		return is, err
	}
	v, known := live.VoteOf(motion)
	if !known {
		return is, meetings.NoMotion
	}
	e := office.MeetingEntry{Meeting: id, Time: at, Deed: office.MeetingVoteClose, Of: motion, At: s.clock.Now(), Counted: counted}
	switch {
	case v.Motion.Secret:
		if counted != nil {
			counted.Voters = meetings.InListOrder(v.May, counted.Voters)
		}
		e.Counted, err = s.counted(v, counted)
	case counted == nil:
		c := v.Count()
		e.Counted = &c
	}
	if err == nil {
		_, err = s.noted(ctx, by, e)
	}
	if err != nil {
		return is, err
	}
	if v.Motion.Secret {
		s.forgetBox(v.Moved.ID)
	}
	return s.told(ctx, id, at)
}

// TasksOf are the tasks of meetings that were given to somebody and are not done, the first due first.
func (s *Sessions) TasksOf(ctx context.Context, who office.ID) (all []office.TaskTold, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.tasksOf(ctx, who)
}

func (s *Sessions) tasksOf(ctx context.Context, who office.ID) (all []office.TaskTold, err error) {
	given, err := store.By(ctx, s.store, meetings.Entries, meetings.FacetTask, string(who))
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, e := range given {
		key := string(e.Meeting) + " " + e.Time
		if seen[key] {
			continue
		}
		seen[key] = true
		live, err := meetings.SessionOf(ctx, s.store, e.Meeting, e.Time)
		if errors.Is(err, meetings.NoSuchMeeting) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, t := range s.tasksTold(live) {
			if t.Who.ID == who && !t.Done {
				all = append(all, t)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b office.TaskTold) int { return compareDue(a.Due, b.Due) })
	return all, nil
}

// compareDue puts what is due first before what is due later, and that before what is due by no day.
func compareDue(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "" || b != "" && a > b:
		return 1
	}
	return -1
}
