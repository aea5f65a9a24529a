package station

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	registers "tram/local/books"
	"tram/local/documents"
	"tram/local/invitations"
	"tram/local/lunar"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
	"tram/local/workday"
)

// Meetings (lịch họp) arranges the meetings of the office: when, where, by which way, with whom and on
// what (Nghị định 137/2024, Điều 9.1d and 9.5).
type Meetings struct {
	*ground
	entrance *Entrance
	routing  *Routing
}

// ArrangeMeeting keeps a new meeting. One at a distance that names a platform of the register and no link
// gets one. It fails as meetings.Arrange does, and with NoSuchPaper.
func (s *Meetings) ArrangeMeeting(ctx context.Context, by office.Clerk, m office.Meeting) (is office.MeetingTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	if m, err = s.completed(ctx, m); err != nil {
		return is, err
	}
	m, err = meetings.Arrange(ctx, s.store, s.entrance.own(ctx, by).Name, m)
	if err != nil {
		return is, err
	}
	return s.told(ctx, m.ID)
}

// completed gives a meeting what follows from what was chosen: the names of who works here, the place of
// its room, a link of its platform.
func (s *Meetings) completed(ctx context.Context, m office.Meeting) (office.Meeting, error) {
	if err := s.papersThere(ctx, m); err != nil {
		return m, err
	}
	var err error
	if m.People, err = s.known(ctx, m.People); err != nil {
		return m, err
	}
	if m.Place == "" && len(m.Rooms) > 0 {
		f, err := store.One(ctx, s.store, registers.Facilities.Kind, m.Rooms[0])
		if err != nil && !errors.Is(err, store.NoSuchRecord) {
			return m, err
		}
		m.Place = f.Name
	}
	if m.Distant() && m.Link == "" && m.Platform != "" {
		m.Link, err = registers.LinkOn(ctx, s.store, m.Platform)
	}
	return m, err
}

// known are people of whom those who work here are known by who they are, whether they were chosen or typed
// by name. A name that two of them bear, or that stands with another unit, is somebody else's.
func (s *Meetings) known(ctx context.Context, people []office.MeetingPerson) ([]office.MeetingPerson, error) {
	clerks, err := s.store.Clerks(ctx)
	if err != nil {
		return nil, err
	}
	people = slices.Clone(people)
	for i := range people {
		p := &people[i]
		if p.ID == "" {
			p.ID = clerkMeant(clerks, *p)
		}
		at := slices.IndexFunc(clerks, func(c office.Clerk) bool { return c.ID == p.ID })
		if p.ID != "" && at >= 0 {
			p.Name, p.Unit = clerks[at].Name, cmp.Or(p.Unit, clerks[at].Position)
		}
	}
	return people, nil
}

// clerkMeant is who of those that work here is meant by a name; empty: nobody, or one of several.
func clerkMeant(clerks []office.Clerk, p office.MeetingPerson) (id office.ID) {
	for _, c := range clerks {
		if c.Left || !meetings.SamePerson(office.MeetingPerson{Name: c.Name, Unit: c.Position}, office.MeetingPerson{Name: p.Name, Unit: p.Unit}) {
			continue
		}
		if id != "" {
			return ""
		}
		id = c.ID
	}
	return id
}

// papersThere asks that the documents of a meeting are on the registers, and stand. It fails with
// NoSuchPaper.
func (s *Meetings) papersThere(ctx context.Context, m office.Meeting) error {
	for _, id := range papersOf(m) {
		if _, err := store.One(ctx, s.store, documents.Registered, id); errors.Is(err, store.NoSuchRecord) {
			return NoSuchPaper.Because(err)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// NoSuchPaper tells of a document that a meeting names and nobody has.
var NoSuchPaper = office.Failure{
	Name: "station.no-such-paper",
	Said: "Có tài liệu của cuộc họp không có trong sổ văn bản.",
	Next: "Hãy chọn lại tài liệu từ sổ văn bản.",
}

// ChangeMeeting keeps what was put right of a meeting. It fails as meetings.Change does.
func (s *Meetings) ChangeMeeting(ctx context.Context, by office.Clerk, m office.Meeting) (is office.MeetingTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	if m, err = s.completed(ctx, m); err != nil {
		return is, err
	}
	return s.after(ctx, m.ID)(meetings.Change(ctx, s.store, s.entrance.own(ctx, by).Name, meetings.StepChange, m))
}

// after tells a meeting once something was done with it.
func (s *Meetings) after(ctx context.Context, id office.ID) func(office.Meeting, error) (office.MeetingTold, error) {
	return func(_ office.Meeting, err error) (is office.MeetingTold, _ error) {
		if err != nil {
			return is, err
		}
		return s.told(ctx, id)
	}
}

// MoveMeeting puts a meeting, or the time of it that of names, elsewhere. It fails as meetings.Move does.
func (s *Meetings) MoveMeeting(ctx context.Context, by office.Clerk, id office.ID, of string, to office.Shift) (is office.MeetingTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	return s.after(ctx, id)(meetings.Move(ctx, s.store, s.entrance.own(ctx, by).Name, id, of, to))
}

// ConfirmMeeting says that a meeting takes place as it stands.
func (s *Meetings) ConfirmMeeting(ctx context.Context, by office.Clerk, id office.ID) (is office.MeetingTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	return s.after(ctx, id)(meetings.Confirm(ctx, s.store, s.entrance.own(ctx, by).Name, id))
}

// CancelMeeting calls a meeting off, or the time of it that of names, with why.
func (s *Meetings) CancelMeeting(ctx context.Context, by office.Clerk, id office.ID, of, why string) (is office.MeetingTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	return s.after(ctx, id)(meetings.Cancel(ctx, s.store, s.entrance.own(ctx, by).Name, id, of, why))
}

// ReviveMeeting arranges a meeting again that was called off.
func (s *Meetings) ReviveMeeting(ctx context.Context, by office.Clerk, id office.ID) (is office.MeetingTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	return s.after(ctx, id)(meetings.Revive(ctx, s.store, s.entrance.own(ctx, by).Name, id))
}

// MeetingVersions are what stations made of a meeting apart, what is shown first; one where nothing is to be
// settled.
func (s *Meetings) MeetingVersions(ctx context.Context, id office.ID) (all []office.Version, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	defer s.entrance.seen(ctx, id, &err)
	return s.versions(ctx, id)
}

// SettleMeeting keeps one of the versions of a meeting, by its entry; seen are those that the person saw. It
// fails as meetings.Settle does.
func (s *Meetings) SettleMeeting(ctx context.Context, by office.Clerk, id, keep office.ID, seen []office.ID) (is office.MeetingTold, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return is, err
	}
	return s.after(ctx, id)(meetings.Settle(ctx, s.store, s.entrance.own(ctx, by).Name, id, keep, seen))
}

// Meeting tells a meeting. It fails with meetings.NoSuchMeeting.
func (s *Meetings) Meeting(ctx context.Context, id office.ID) (is office.MeetingTold, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.seen(ctx, id, &err)
	return s.told(ctx, id)
}

// The times of a meeting that are told with it.
const (
	timesTold  = 60
	timesBack  = 31 * 24 * time.Hour
	timesAhead = 366 * 24 * time.Hour
)

func (s *Meetings) told(ctx context.Context, id office.ID) (is office.MeetingTold, err error) {
	if is.Meeting, err = meetings.MeetingOf(ctx, s.store, id); err != nil {
		return is, err
	}
	now := s.clock.Now()
	if is.Times, err = meetings.TimesAround(is.Meeting, now.Add(-timesBack), now.Add(timesAhead), timesTold); err != nil {
		return is, err
	}
	is.Again = meetings.AgainSaid(is.Meeting)
	if is.Lacks, err = s.lacking(ctx, is.Meeting); err != nil {
		return is, err
	}
	if meetings.Nameless(is.Meeting) {
		is.Lacks = append(is.Lacks, "Tệp lịch không ghi ai mời: hãy hỏi lại nơi gửi trước khi dự.")
	}
	if is.Clashes, err = meetings.Clashes(ctx, s.store, is.Meeting); err != nil {
		return is, err
	}
	if is.Lie, err = s.papersTold(ctx, is.Meeting); err != nil {
		return is, err
	}
	versions, err := s.store.Versions(ctx, id)
	if err != nil {
		return is, err
	}
	is.Parted = len(versions) > 1
	if is.Held, err = s.heldOf(ctx, is); err != nil {
		return is, err
	}
	letters, err := invitations.Of(ctx, s.store, id)
	is.Sent = invitations.Said(is.Meeting, letters, now)
	return is, err
}

// heldOf tells how far those times of a meeting are that were opened.
func (s *Meetings) heldOf(ctx context.Context, is office.MeetingTold) (held []office.HeldTime, err error) {
	opened, err := meetings.OpenedTimes(ctx, s.store, is.ID)
	if err != nil {
		return nil, err
	}
	for _, o := range is.Times {
		if !slices.Contains(opened, o.Of) {
			continue
		}
		live, err := meetings.SessionOf(ctx, s.store, is.ID, o.Of)
		if err != nil {
			return nil, err
		}
		held = append(held, office.HeldTime{Of: o.Of, Said: live.Stage().Said()})
	}
	return held, nil
}

// papersTold tells what the documents of a meeting are called; one that has not come here is left out.
func (s *Meetings) papersTold(ctx context.Context, m office.Meeting) (all []office.PaperTold, err error) {
	for _, id := range papersOf(m) {
		r, err := store.One(ctx, s.store, documents.Registered, id)
		if errors.Is(err, store.NoSuchRecord) {
			continue
		}
		if err != nil {
			return all, err
		}
		all = append(all, office.PaperTold{ID: id, Said: strings.Trim(r.Called()+" · "+r.Document.Subject, " ·")})
	}
	return all, nil
}

// papersOf are the documents of a meeting and of its agenda.
func papersOf(m office.Meeting) []office.ID {
	all := slices.Clone(m.Papers)
	for _, a := range m.Agenda {
		all = append(all, a.Papers...)
	}
	return all
}

// lacking names what a meeting at a distance wants on this side of the line: of its rooms, and of who takes
// part from elsewhere (Điều 9.5b).
func (s *Meetings) lacking(ctx context.Context, m office.Meeting) (said []string, err error) {
	if !m.Distant() {
		return nil, nil
	}
	if m.Link == "" {
		said = append(said, "Chưa có đường vào họp từ xa.")
	}
	room := false
	for _, id := range m.Rooms {
		f, err := store.One(ctx, s.store, registers.Facilities.Kind, id)
		if errors.Is(err, store.NoSuchRecord) {
			continue
		}
		if err != nil {
			return said, err
		}
		room = true
		if lacks := f.Lacking(); len(lacks) > 0 {
			said = append(said, f.Name+" còn thiếu: "+strings.ToLower(strings.Join(lacks, ", "))+".")
		}
	}
	if !room && m.Way == office.MeetingBoth {
		said = append(said, "Chưa chọn phòng trong sổ phòng họp, nên chưa biết phòng có đủ thiết bị họp từ xa không.")
	}
	for _, p := range m.People {
		if p.Set == "" {
			continue
		}
		f, err := store.One(ctx, s.store, registers.Facilities.Kind, p.Set)
		if err == nil && len(f.Lacking()) > 0 {
			said = append(said, f.Name+" của "+p.Name+" còn thiếu: "+strings.ToLower(strings.Join(f.Lacking(), ", "))+".")
		} else if err != nil && !errors.Is(err, store.NoSuchRecord) {
			return said, err
		}
	}
	return said, nil
}

// MeetingsBetween are the times of all meetings that last between two moments, in order. It fails with
// calendar.TooMany of that room.
func (s *Meetings) MeetingsBetween(ctx context.Context, from, to time.Time) ([]office.Occurrence, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return meetings.Between(ctx, s.store, from, to)
}

// MyMeetings are the times between two moments at which meetings begin to which whoever acts is invited, in
// order: not what was cancelled, and not what they said they would not come to. Where nobody has an account
// there are none.
func (s *Meetings) MyMeetings(ctx context.Context, from, to time.Time) (mine []office.Occurrence, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	me := s.entrance.own(ctx, office.Clerk{}).ID
	if me == "" {
		return nil, nil
	}
	all, err := meetings.Between(ctx, s.store, from, to)
	for _, o := range all {
		if o.State == office.MeetingCancelled || o.Start.Before(from) {
			continue
		}
		m, err := meetings.MeetingOf(ctx, s.store, o.Meeting)
		if err != nil {
			return mine, err
		}
		if slices.ContainsFunc(m.People, func(p office.MeetingPerson) bool { return p.ID == me && p.Answer != office.MeetingDeclined }) {
			mine = append(mine, o)
		}
	}
	return mine, err
}

// MeetingRooms are the rooms and the equipment that a meeting may take, rooms first.
func (s *Meetings) MeetingRooms(ctx context.Context) (all []office.MeetingRoom, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	every, err := store.All(ctx, s.store, registers.Facilities.Kind)
	for _, f := range every {
		if f.Usable() {
			all = append(all, office.MeetingRoom{ID: f.ID, Name: f.Name, Room: f.IsRoom(), Lacks: f.Lacking()})
		}
	}
	slices.SortFunc(all, func(a, b office.MeetingRoom) int {
		if a.Room != b.Room {
			return map[bool]int{true: -1, false: 1}[a.Room]
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return all, err
}

// MeetingPlatforms are the names of the platforms that the office chose (Điều 9.5a).
func (s *Meetings) MeetingPlatforms(ctx context.Context) ([]string, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return registers.PlatformsInUse(ctx, s.store)
}

// FreeTimes proposes when all that a meeting takes is free, in the hours in which the office works.
func (s *Meetings) FreeTimes(ctx context.Context, w office.FreeWish) ([]office.FreeTime, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	c, err := registers.OfficeDays()
	if err != nil {
		return nil, err
	}
	if w.Meeting.People, err = s.known(ctx, w.Meeting.People); err != nil {
		return nil, err
	}
	return meetings.FreeTimes(ctx, s.store, c, w)
}

// mostDays is how many days are told of at once.
const mostDays = 400

// CalendarDays tells what the days are called that begin from a moment on until another: by the Vietnamese
// lunar calendar, and whether the office works.
func (s *Meetings) CalendarDays(ctx context.Context, from, to time.Time) (all []office.CalendarDay, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	c, err := registers.OfficeDays()
	if err != nil {
		return nil, err
	}
	day := from.In(office.VietNam)
	for at := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, office.VietNam); at.Before(to) && len(all) < mostDays; at = at.AddDate(0, 0, 1) {
		works, name := c.Works(workday.DateOf(at))
		all = append(all, office.CalendarDay{Day: at.Format(time.DateOnly), Lunar: lunar.Of(at.Year(), at.Month(), at.Day()).Short(), Holiday: name, Off: !works})
	}
	return all, nil
}
