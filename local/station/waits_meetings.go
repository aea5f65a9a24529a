package station

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tram/local/invitations"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// What waits of meetings: those of today, what was taken twice, minutes that are owed, tasks.

// clashesAhead is how far ahead it is looked for what is taken twice.
const clashesAhead = 31 * 24 * time.Hour

func (s *Meetings) waits() []wait {
	return []wait{
		{sort: "meetings", needs: office.MayRead, all: office.ToMeetings, ask: s.todayWaiting},
		{sort: "meetings-clash", needs: office.MayKeep, all: office.ToMeetings, ask: s.clashesWaiting},
	}
}

// todayWaiting tells whoever acts by a context of the meetings of today to which they are invited.
func (s *Meetings) todayWaiting(ctx context.Context) (is office.Waiting, err error) {
	who := s.entrance.own(ctx, office.Clerk{}).ID
	now := s.clock.Now()
	day := now.In(office.VietNam)
	midnight := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, office.VietNam)
	times, err := meetings.Between(ctx, s.store, now, midnight.AddDate(0, 0, 1))
	if err != nil || who == "" {
		return is, err
	}
	for _, at := range times {
		if at.State == office.MeetingCancelled {
			continue
		}
		m, err := meetings.MeetingOf(ctx, s.store, at.Meeting)
		if err != nil {
			return is, err
		}
		i := slices.IndexFunc(m.People, func(p office.MeetingPerson) bool { return p.ID == who })
		if i < 0 || m.People[i].Answer == office.MeetingDeclined {
			continue
		}
		is.Count++
		if len(is.Newest) < office.WaitsTold {
			below := meetings.HoursSaid(at)
			if at.Place != "" {
				below += " · " + at.Place
			}
			is.Newest = append(is.Newest, office.Wait{Title: at.Title, Below: below, Due: at.Start, To: office.ToMeetings, Record: at.Meeting})
		}
	}
	return is, nil
}

func (s *Meetings) clashesWaiting(ctx context.Context) (is office.Waiting, err error) {
	now := s.clock.Now()
	all, err := meetings.TakenTwice(ctx, s.store, now, now.Add(clashesAhead))
	is.Count = len(all)
	for _, t := range all[:min(len(all), office.WaitsTold)] {
		is.Newest = append(is.Newest, office.Wait{Title: t.B.Title, Below: t.Said, Due: t.B.Start, Grave: office.Wanting, To: office.ToMeetings, Record: t.B.Meeting})
	}
	return is, err
}

func (s *Sessions) waits() []wait {
	return []wait{
		{sort: "minutes", needs: office.MayKeep, all: office.ToMeetings, ask: s.minutesWaiting},
		{sort: "tasks", needs: office.MayRead, all: office.ToMeetings, ask: s.tasksWaiting},
	}
}

// minutesWaiting tells whoever is the secretary of a meeting that it has no minutes yet; of one without a
// secretary whoever led it.
func (s *Sessions) minutesWaiting(ctx context.Context) (is office.Waiting, err error) {
	who := s.entrance.own(ctx, office.Clerk{}).ID
	owed, err := meetings.WithoutMinutes(ctx, s.store)
	if err != nil || who == "" {
		return is, err
	}
	for _, o := range owed {
		live, err := meetings.SessionOf(ctx, s.store, o.Meeting, o.Time)
		if errors.Is(err, meetings.NoSuchMeeting) || err == nil && live.Closed.IsZero() {
			continue // it is not here yet, or its end was struck
		}
		if err != nil {
			return is, err
		}
		writes := live.Secretary()
		if writes.ID == "" {
			writes = live.Chair()
		}
		if writes.ID != who {
			continue
		}
		is.Count++
		if len(is.Newest) < office.WaitsTold {
			is.Newest = append(is.Newest, office.Wait{Title: live.Meeting.Title, Below: "Đã bế mạc, chưa lập biên bản", Since: live.Closed, To: office.ToMeetings, Record: o.Meeting})
		}
	}
	return is, nil
}

func (s *Sessions) tasksWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.tasksOf(ctx, s.entrance.own(ctx, office.Clerk{}).ID)
	is.Count = len(all)
	for _, t := range all[:min(len(all), office.WaitsTold)] {
		w := office.Wait{Title: t.Say, Below: "Việc được giao" + " · " + t.Title, To: office.ToMeetings, Record: t.Meeting}
		if day, err := time.ParseInLocation(time.DateOnly, t.Due, office.VietNam); err == nil {
			w.Due = day.AddDate(0, 0, 1).Add(-time.Second)
			w.Below += " · " + day.Format("02/01/2006")
		}
		if t.Late {
			w.Grave, w.Below = office.Wanting, w.Below+" · "+"đã quá hạn"
		}
		is.Newest = append(is.Newest, w)
	}
	return is, err
}

// lineSilent is for how long a line may not go through until that waits for somebody.
const lineSilent = 24 * time.Hour

func (s *Lines) waits() []wait {
	return []wait{
		{sort: "invitations", needs: office.MayKeep, all: office.ToMeetings, ask: s.lettersWaiting},
		{sort: "calendar-clash", needs: office.MayKeep, all: office.ToLines, ask: s.calendarClashesWaiting},
		{sort: "lines", needs: office.MayRun, all: office.ToLines, ask: s.linesWaiting},
	}
}

// lettersWaiting tells of meetings of which people heard otherwise than they stand, and of letters that no
// server takes.
func (s *Lines) lettersWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := store.All(ctx, s.store, invitations.Letters)
	if err != nil {
		return is, err
	}
	of := map[office.ID][]office.Invitation{}
	for _, l := range all {
		of[l.Meeting] = append(of[l.Meeting], l)
	}
	for id, letters := range of {
		m, err := meetings.MeetingOf(ctx, s.store, id)
		if errors.Is(err, meetings.NoSuchMeeting) {
			continue
		}
		if err != nil {
			return is, err
		}
		if invited, cancelled := invitations.Owing(m, letters, s.clock.Now()); len(invited)+len(cancelled) > 0 {
			is.Count++
			is.Newest = append(is.Newest, office.Wait{Title: m.Title, Below: invitations.Said(m, letters, s.clock.Now()), Grave: office.Wanting, To: office.ToMeetings, Record: id})
		}
	}
	slices.SortFunc(is.Newest, func(a, b office.Wait) int { return strings.Compare(string(b.Record), string(a.Record)) })
	is.Newest = is.Newest[:min(len(is.Newest), office.WaitsTold)]
	return is, nil
}

func (s *Lines) calendarClashesWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.unseenClashes(ctx)
	is.Count = len(all)
	for _, c := range all[:min(len(all), office.WaitsTold)] {
		is.Newest = append(is.Newest, office.Wait{Title: c.Title, Below: c.What, Due: c.At, To: office.ToLines})
	}
	return is, err
}

func (s *Lines) linesWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.lineStands(ctx)
	for _, l := range all {
		if l.Why == "" || s.clock.Now().Sub(l.Good) < lineSilent {
			continue
		}
		is.Count++
		is.Newest = append(is.Newest, office.Wait{Title: l.Said, Below: l.Why, Grave: office.Wanting, To: office.ToLines})
	}
	return is, err
}
