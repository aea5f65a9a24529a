package meetings

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/heading"
	"tram/local/office"
	"tram/local/store"
)

// mostBody bounds how many a body may have.
const mostBody = 100_000

// checkMeeting asks of a meeting what holds wherever it was written.
func checkMeeting(was *office.Meeting, m office.Meeting, step string) error {
	switch {
	case was != nil && was.UID != m.UID:
		return UIDStays
	case m.Secrecy.Secret() || secretWords(m):
		return SecretMatter
	case step == StepTake || step == StepPost || step == StepAgree || step == StepAnswer, // what others arranged is as it is
		step == StepCancel: // and whatever it lacks, it can be off
		return calendar.CheckMeeting(m)
	case strings.TrimSpace(m.Title) == "" || len([]rune(m.Title)) > mostTitle:
		return NoTitle
	case !oneOf(office.MeetingSorts, m.Sort):
		return NoSort
	case !oneOf(office.MeetingWays, m.Way):
		return NoWay
	case m.Way != office.MeetingRemote && strings.TrimSpace(m.Place) == "":
		return NoPlace
	case m.Distant() && m.Link == "" && m.State == office.MeetingConfirmed:
		return NoLink
	case m.Link != "" && !safeLink(m.Link):
		return BadLink.About(office.Visible(m.Link, 60))
	case len([]rune(m.Purpose)) > mostWords:
		return TooLong.About(mostWords)
	case m.Quorum != "" && !oneOf(office.MeetingQuorums, m.Quorum):
		return BadMembers.About(mostBody)
	}
	if err := checkPeople(m); err != nil {
		return err
	}
	if err := checkAgenda(m); err != nil {
		return err
	}
	return calendar.CheckMeeting(m)
}

// secretWords tells that a grade of secrecy stands among the words of a meeting.
func secretWords(m office.Meeting) bool {
	lines := append(strings.Split(m.Purpose, "\n"), m.Title)
	for _, a := range m.Agenda {
		lines = append(lines, a.Title)
	}
	return secretLines(strings.Join(lines, "\n"))
}

// secretLines tells that a grade of secrecy stands on one of some lines.
func secretLines(words string) bool {
	for line := range strings.SplitSeq(words, "\n") {
		if heading.GradeOf(line).Secret() {
			return true
		}
	}
	return false
}

func safeLink(link string) bool {
	rest, is := strings.CutPrefix(link, "https://")
	return is && rest != "" && len(link) <= 2_000 && !strings.ContainsAny(link, " \t\r\n\"<>") && strings.IndexByte(rest, '/') != 0
}

func checkPeople(m office.Meeting) error {
	if len(m.People) > mostPeople {
		return TooMany.About("người dự", mostPeople)
	}
	votes, seen, roles := 0, map[string]bool{}, map[string]bool{}
	for _, p := range m.People {
		switch {
		case strings.TrimSpace(p.Name) == "" || len([]rune(p.Name)) > mostTitle:
			return NoName
		case p.Role != "" && !oneOf(office.MeetingRoles, p.Role):
			return BadRole.About(p.Name)
		case p.Mail != "" && !office.Mailable(p.Mail):
			return BadMail.About(office.Visible(p.Mail, 60))
		}
		for kind, key := range []string{string(p.ID), strings.ToLower(p.Mail), string(p.Seat)} {
			one := fmt.Sprint(kind, key) // a seat of somebody of another calendar is their address
			if key != "" && seen[one] {
				return PersonTwice.About(p.Name)
			}
			seen[one] = true
		}
		if p.Role == office.MeetingChair || p.Role == office.MeetingSecretary {
			if roles[p.Role] {
				return TwoLead.About(strings.ToLower(office.ChoiceSaid(office.MeetingRoles, p.Role)))
			}
			roles[p.Role] = true
		}
		if p.Votes {
			votes++
		}
	}
	if m.Members != 0 && (m.Members < votes || m.Members > mostBody) {
		return BadMembers.About(mostBody)
	}
	return nil
}

func checkAgenda(m office.Meeting) error {
	if len(m.Agenda) > mostItems {
		return TooMany.About("mục chương trình", mostItems)
	}
	for _, a := range m.Agenda {
		switch {
		case strings.TrimSpace(a.Title) == "":
			return NoItem
		case len([]rune(a.Title)) > mostTitle || a.Lasts < 0 || a.Lasts > 24*60:
			return TooLong.About(mostTitle)
		}
	}
	return nil
}

// Arrange keeps a new meeting. It fails with PersonBusy, RoomBusy, NoSuchRoom, and as a live write does.
func Arrange(ctx context.Context, s *store.Store, actor string, m office.Meeting) (office.Meeting, error) {
	m = tidied(m)
	if m.UID == "" {
		m.UID = strings.ToLower(string(office.NewID(s.Time()))) + "@tram"
	}
	m.ID, m.Version, m.Sequence = IDOf(m.UID), 0, 0
	if m.State == "" {
		m.State = office.MeetingTentative
	}
	m = seated(s, m)
	return m, s.Save(ctx, store.Act{Actor: actor, Step: StepArrange}, Meetings.Put(&m))
}

// Change keeps what was put right of a meeting: whoever is invited is told anew where that concerns them.
// It fails as Arrange does.
func Change(ctx context.Context, s *store.Store, actor, step string, m office.Meeting) (office.Meeting, error) {
	was, err := MeetingOf(ctx, s, m.ID)
	if err != nil {
		return m, err
	}
	m = seated(s, tidied(m))
	if concerns(was, m) {
		m.Sequence = was.Sequence + 1
	}
	return m, s.Save(ctx, store.Act{Actor: actor, Step: step}, Meetings.Put(&m))
}

// IDOf is the ID of the meeting of a UID: whichever stations take the same one in, it is one record. It
// is a digest, so that no file can name the ID of another record.
func IDOf(uid string) office.ID {
	sum := sha256.Sum256([]byte("meeting " + uid))
	b := [16]byte(sum[:16])
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80 // a UUID of form 8
	return office.IDOf(b)
}

// MeetingOf reads a meeting. It fails with NoSuchMeeting.
func MeetingOf(ctx context.Context, s *store.Store, id office.ID) (office.Meeting, error) {
	m, err := store.One(ctx, s, Meetings, id)
	if errors.Is(err, store.NoSuchRecord) {
		err = NoSuchMeeting.Because(err)
	}
	return m, err
}

// concerns tells that whoever is invited must be told of a change: when, where, how, or whether at all.
func concerns(was, now office.Meeting) bool {
	same := func(a, b office.Timing) bool {
		return a.Start == b.Start && a.Lasts == b.Lasts && a.AllDay == b.AllDay && a.Zone == b.Zone && a.Rules == b.Rules && a.Again == b.Again && slices.Equal(a.Also, b.Also) && slices.Equal(a.Except, b.Except)
	}
	return !same(was.When, now.When) || was.Title != now.Title || was.Place != now.Place || was.Link != now.Link || was.Way != now.Way || was.State != now.State ||
		!slices.EqualFunc(was.Shifts, now.Shifts, func(a, b office.Shift) bool {
			return a.Of == b.Of && a.Off == b.Off && a.Following == b.Following && a.Title == b.Title && a.Place == b.Place && a.Note == b.Note && same(a.When, b.When)
		})
}

// seated gives everybody a seat and every item a name of its own, by which what happens names them.
func seated(s *store.Store, m office.Meeting) office.Meeting {
	m.People, m.Agenda = slices.Clone(m.People), slices.Clone(m.Agenda)
	for i := range m.People {
		if m.People[i].Seat == "" {
			m.People[i].Seat = office.NewID(s.Time())
		}
	}
	for i := range m.Agenda {
		if m.Agenda[i].ID == "" {
			m.Agenda[i].ID = office.NewID(s.Time())
		}
	}
	return m
}

// Move puts a meeting, or one of its times, elsewhere; what stays as it was is left out of to. of names
// which time; empty: all of it. It fails with NoSuchTime and as Arrange does.
func Move(ctx context.Context, s *store.Store, actor string, id office.ID, of string, to office.Shift) (office.Meeting, error) {
	m, err := MeetingOf(ctx, s, id)
	if err != nil {
		return m, err
	}
	if m, err = moved(m, of, to); err != nil {
		return m, err
	}
	return Change(ctx, s, actor, StepMove, m)
}

// moved is a meeting of which one time is otherwise, or all of them are.
func moved(m office.Meeting, of string, to office.Shift) (office.Meeting, error) {
	if of == "" {
		if to.When.Start != "" {
			to.When.Again, to.When.Also, to.When.Except = m.When.Again, m.When.Also, m.When.Except
			m = carriedAlong(m, to.When)
		}
		if to.Place != "" {
			m.Place = to.Place
		}
		if to.Title != "" {
			m.Title = to.Title
		}
		return m, nil
	}
	if is, err := calendar.Has(m, of); err != nil || !is {
		return m, errors.Join(err, ifNot(is, NoSuchTime.About(office.Visible(of, 30))))
	}
	to.Of = of
	m.Shifts = slices.Clone(m.Shifts)
	i := slices.IndexFunc(m.Shifts, func(s office.Shift) bool { return s.Of == of && s.Following == to.Following })
	if i < 0 {
		m.Shifts = append(m.Shifts, to)
		return m, nil
	}
	was := m.Shifts[i]
	if to.When.Start == "" {
		to.When = was.When
	}
	if to.Place == "" {
		to.Place = was.Place
	}
	if to.Title == "" {
		to.Title = was.Title
	}
	m.Shifts[i] = to
	return m, nil
}

// carriedAlong is a series that begins at another time: what was called off or moved of it stays so.
func carriedAlong(m office.Meeting, to office.Timing) office.Meeting {
	form := wallForm
	if m.When.AllDay {
		form = time.DateOnly
	}
	was, err := time.Parse(form, m.When.Start)
	now, failed := time.Parse(form, to.Start)
	along := func(at string) string {
		day, wrong := time.Parse(form, at)
		if errors.Join(err, failed, wrong) != nil || m.When.AllDay != to.AllDay {
			return at
		}
		return day.Add(now.Sub(was)).Format(form)
	}
	each := func(all []string) (moved []string) {
		for _, at := range all {
			moved = append(moved, along(at))
		}
		return moved
	}
	to.Also, to.Except, m.Shifts = each(to.Also), each(to.Except), slices.Clone(m.Shifts)
	for i := range m.Shifts {
		m.Shifts[i].Of = along(m.Shifts[i].Of)
	}
	m.When = to
	return m
}

// wallForm is a time as a clock on the wall shows it.
const wallForm = "2006-01-02T15:04:05"

func ifNot(is bool, f office.Failure) error {
	if is {
		return nil
	}
	return f
}

// Confirm says that a meeting takes place as it stands.
func Confirm(ctx context.Context, s *store.Store, actor string, id office.ID) (office.Meeting, error) {
	m, err := MeetingOf(ctx, s, id)
	if err != nil {
		return m, err
	}
	m.State = office.MeetingConfirmed
	return Change(ctx, s, actor, StepConfirm, m)
}

// Cancel calls a meeting off, or one of its times, with why. It fails with NoWhy and NoSuchTime.
func Cancel(ctx context.Context, s *store.Store, actor string, id office.ID, of, why string) (office.Meeting, error) {
	m, err := MeetingOf(ctx, s, id)
	if err != nil {
		return m, err
	}
	if strings.TrimSpace(why) == "" {
		return m, NoWhy
	}
	if of != "" {
		if m, err = moved(m, of, office.Shift{Off: true, Note: why}); err != nil {
			return m, err
		}
		return Change(ctx, s, actor, StepMove, m)
	}
	m.State, m.Why = office.MeetingCancelled, why
	return Change(ctx, s, actor, StepCancel, m)
}

// Note writes down what happened. It fails as Session.Check does.
func Note(ctx context.Context, s *store.Store, actor string, e office.MeetingEntry) (office.MeetingEntry, error) {
	e = legible(e)
	e.ID, e.Version, e.At = office.NewID(s.Time()), 0, e.At.UTC().Round(0)
	return e, s.Save(ctx, store.Act{Actor: actor, Step: Step(e.Deed)}, Entries.Put(&e))
}
