package meetings

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/icalendar"
	"tram/local/office"
	"tram/local/store"
)

// What other calendars tell is taken in, never obeyed: what the office arranged itself nobody else changes,
// an invitation is changed and cancelled by whoever invited, an answer is taken from who was invited.

// TakeIn keeps what a calendar holds, each meeting and each answer by itself. sender is the address from
// which a mail came; empty: somebody brought a file.
func TakeIn(ctx context.Context, s *store.Store, actor string, c icalendar.Calendar, sender string) (is office.CalendarRead, err error) {
	is.Odd, is.Came = slices.Clone(c.Odd), []office.CalendarCame{}
	var nameless []string
	for _, m := range c.Meetings {
		odd, err := oddHere(ctx, s, m)
		if err != nil {
			return is, err
		}
		came, err := takeMeeting(ctx, s, actor, m, c.Method, sender)
		if err != nil {
			return is, err
		}
		is.Came = append(is.Came, came)
		if came.What == office.CameNew {
			is.Odd = append(is.Odd, odd...)
			if noInviter(m) {
				nameless = append(nameless, titled(m))
			}
		}
	}
	is.Odd = append(is.Odd, namelessSaid(nameless)...)
	for _, r := range c.Replies {
		came, err := takeReply(ctx, s, actor, r, sender)
		if err != nil {
			return is, err
		}
		is.Came = append(is.Came, came)
	}
	return is, nil
}

// stepOf is how what came is kept: what somebody brought by the step that they took, what came by mail as that.
func stepOf(sender, brought string) string {
	if sender != "" {
		return StepPost
	}
	return brought
}

// slack is how far the clock of another program may run ahead of ours.
const slack = 24 * time.Hour

// titled is what a meeting is called in a sentence.
func titled(m office.Meeting) string {
	return "“" + office.Visible(cmp.Or(m.Title, "không tên"), mostSaid) + "”"
}

// fewNameless are named one by one; of a whole calendar in which nobody invites that is said once.
const fewNameless = 3

// namelessSaid tells which meetings do not say who invites.
func namelessSaid(titles []string) (said []string) {
	if len(titles) > fewNameless {
		return []string{fmt.Sprintf("%d cuộc họp không ghi ai mời (%s…); hãy hỏi lại nơi gửi tệp.", len(titles), strings.Join(titles[:fewNameless], ", "))}
	}
	for _, title := range titles {
		said = append(said, title+": không ghi ai mời; hãy hỏi lại nơi gửi tệp.")
	}
	return said
}

// oddHere is what is odd about a meeting beside those that are known here: it was written at a time to come, or
// its UID is another one's but for the case of its letters. UIDs are compared as they are (RFC 5545, 3.8.4.7), so
// that the latter would stand twice.
func oddHere(ctx context.Context, s *store.Store, m office.Meeting) (said []string, err error) {
	label := titled(m) + ": "
	if m.From.At.After(s.Time().Add(slack)) {
		said = append(said, label+"ghi giờ lập chưa tới, nên coi như lập lúc nhận.")
	}
	like, err := store.By(ctx, s, Meetings, FacetLike, strings.ToLower(m.UID))
	for _, o := range like {
		if o.UID != m.UID {
			said = append(said, fmt.Sprintf("%sgần trùng mã với “%s” đã có trong lịch (chỉ khác chữ hoa, chữ thường); hãy xem có phải một cuộc họp không.", label, office.Visible(o.Title, mostSaid)))
			break
		}
	}
	return said, err
}

// mostSaid is how much of a title stands in a sentence, in letters.
const mostSaid = 60

// ByUID finds a meeting by its name in calendars.
func ByUID(ctx context.Context, s *store.Store, uid string) (m office.Meeting, known bool, err error) {
	all, err := store.By(ctx, s, Meetings, FacetUID, uid)
	if err != nil || len(all) == 0 {
		return m, false, err
	}
	return all[0], true, nil
}

// Ours tells that the office arranged a meeting itself.
func Ours(m office.Meeting) bool { return !m.Came && noInviter(m) }

// Nameless tells that a meeting came in and does not say who invites: whoever goes should ask first.
func Nameless(m office.Meeting) bool { return m.Came && noInviter(m) }

func noInviter(m office.Meeting) bool { return m.From.Name == "" && m.From.Mail == "" }

func takeMeeting(ctx context.Context, s *store.Store, actor string, m office.Meeting, method, sender string) (office.CalendarCame, error) {
	m = tidied(m)
	came := office.CalendarCame{UID: m.UID, Title: cmp.Or(m.Title, "không tên")}
	not := func(said string) (office.CalendarCame, error) {
		came.What, came.Said = office.CameNot, said
		return came, nil
	}
	if sender != "" && m.From.Mail != "" && !sameMail(sender, m.From.Mail) {
		return not(fmt.Sprintf("Thư do %s gửi, nhưng giấy mời mang tên %s.", sender, m.From.Mail))
	}
	was, known, err := ByUID(ctx, s, m.UID)
	if err != nil {
		return came, err
	}
	switch {
	case !known && (method == "CANCEL" || m.When.Start == ""):
		return not("Giấy hủy của một cuộc họp mà lịch này không có.")
	case !known:
		return keepNew(ctx, s, store.Act{Actor: actor, Step: stepOf(sender, StepTake)}, m, came)
	}
	came.Meeting, came.Title = was.ID, cmp.Or(m.Title, was.Title)
	switch {
	case Ours(was) && alike(was, m):
		came.What = office.CameSame
		return came, nil
	case Ours(was):
		return not("Cuộc họp này do cơ quan lập; tệp ghi khác với lịch, nên lịch giữ nguyên.")
	case sender != "" && noInviter(m):
		return not("Thư không ghi ai mời, nên không đổi được cuộc họp đã có trong lịch.")
	case !sameMail(was.From.Mail, m.From.Mail):
		return not(fmt.Sprintf("Người mời trong tệp (%s) không phải người đã mời (%s), nên lịch giữ nguyên.", cmp.Or(m.From.Mail, "không ghi"), cmp.Or(was.From.Mail, "không ghi")))
	case m.From.At.After(s.Time().Add(slack)):
		return not("Tệp này mang giờ chưa tới.")
	case m.Sequence < was.Sequence || m.Sequence == was.Sequence && m.From.At.Before(was.From.At):
		return not("Tệp này cũ hơn điều lịch đã nhận.")
	}
	now, what := was, office.CameChanged
	if only := singleTimes(m); len(only) > 0 {
		if now.Shifts, err = shifted(was, m, only, method == "CANCEL"); err != nil {
			return not("Không hiểu tệp nói về lần họp nào, nên lịch giữ nguyên.")
		}
		now.Sequence, now.From = m.Sequence, m.From
	} else if method == "CANCEL" || m.State == office.MeetingCancelled {
		now.State, now.Why, now.Sequence, what = office.MeetingCancelled, "Người mời hủy", m.Sequence, office.CameCancelled
	} else {
		now = renewed(was, m)
	}
	if same := now; reflect.DeepEqual(same, was) {
		came.What = office.CameSame
		return came, nil
	}
	came.What = what
	return refusedOr(came, s.Save(ctx, store.Act{Actor: actor, Step: stepOf(sender, StepTake)}, Meetings.Put(&now)))
}

// singleTimes are the shifts of a file that tells of single times of a series and not of the whole: it has no
// rule, and each of its starts is a shift.
func singleTimes(m office.Meeting) []office.Shift {
	if m.When.Again != "" || len(m.Shifts) == 0 {
		return nil
	}
	for _, start := range append([]string{m.When.Start}, m.When.Also...) {
		if !slices.ContainsFunc(m.Shifts, func(s office.Shift) bool { return s.Of == start }) {
			return nil
		}
	}
	return m.Shifts
}

// shifted are the shifts of a series once a file told of some of its times; off: they were called off.
func shifted(was, m office.Meeting, only []office.Shift, off bool) ([]office.Shift, error) {
	all := slices.Clone(was.Shifts)
	for _, s := range only {
		t := m.When
		t.Start, t.Again, t.Also, t.Except = s.Of, "", nil, nil
		at, err := calendar.At(t)
		if err != nil {
			return nil, err
		}
		if s.Of, err = calendar.Shown(at, was.When); err != nil {
			return nil, err
		}
		s.Off = s.Off || off
		if has, err := calendar.Has(was, s.Of); err != nil || !has {
			return nil, errors.Join(err, NoSuchTime)
		}
		if i := slices.IndexFunc(all, func(o office.Shift) bool { return o.Of == s.Of && !o.Following }); i >= 0 {
			all[i] = s
		} else {
			all = append(all, s)
		}
	}
	return all, nil
}

// keepNew keeps a meeting that is not here yet.
func keepNew(ctx context.Context, s *store.Store, act store.Act, m office.Meeting, came office.CalendarCame) (office.CalendarCame, error) {
	m = New(m)
	m.Came = true
	if now := s.Time(); m.From.At.After(now) { // or nothing that is written later would count
		m.From.At = now
	}
	err := s.Save(ctx, act, Meetings.Put(&m))
	if err == nil {
		came.Meeting, came.What = m.ID, office.CameNew
	}
	return refusedOr(came, err)
}

// New is a meeting that came from another calendar as a record of its own. It follows from the meeting
// alone, so that stations which take in the same one have the same record.
func New(m office.Meeting) office.Meeting {
	m = tidied(m)
	m.ID, m.Version, m.People = IDOf(m.UID), 0, slices.Clone(m.People)
	m.Sort, m.Secrecy = cmp.Or(m.Sort, office.MeetingPlain), office.Ordinary
	m.Way, m.State = cmp.Or(m.Way, office.MeetingHere), cmp.Or(m.State, office.MeetingConfirmed)
	for i := range m.People {
		m.People[i].Seat = cmp.Or(m.People[i].Seat, SeatOf(m.People[i]))
	}
	return m
}

// SeatOf is the seat of somebody of another calendar.
func SeatOf(p office.MeetingPerson) office.ID {
	return office.ID(cmp.Or(strings.ToLower(p.Mail), office.Fold(p.Name)))
}

// refusedOr tells of what a rule of the office refuses, and hands any other failure on.
func refusedOr(came office.CalendarCame, err error) (office.CalendarCame, error) {
	if f, told := office.FailureIn(err); told && (strings.HasPrefix(f.Name, "meetings.") || strings.HasPrefix(f.Name, "calendar.")) {
		came.What, came.Said = office.CameNot, f.Said
		return came, nil
	}
	return came, err
}

// renewed is an invitation as whoever invited tells it now: what is the office's own (rooms, papers, seats,
// who here may vote) stays.
func renewed(was, m office.Meeting) office.Meeting {
	now := was
	now.Title, now.Purpose, now.When, now.Shifts, now.Place, now.Link, now.Free, now.Foreign = m.Title, m.Purpose, m.When, m.Shifts, m.Place, m.Link, m.Free, m.Foreign
	now.From, now.Sequence, now.State, now.Way, now.Why = m.From, m.Sequence, cmp.Or(m.State, office.MeetingConfirmed), cmp.Or(m.Way, was.Way), ""
	now.People = nil
	for _, p := range m.People {
		if i := slices.IndexFunc(was.People, func(o office.MeetingPerson) bool { return sameMail(o.Mail, p.Mail) && p.Mail != "" }); i >= 0 {
			p.Seat, p.ID, p.Votes, p.Set, p.Unit = was.People[i].Seat, was.People[i].ID, was.People[i].Votes, was.People[i].Set, was.People[i].Unit
		}
		now.People = append(now.People, p)
	}
	for i := range now.People {
		now.People[i].Seat = cmp.Or(now.People[i].Seat, SeatOf(now.People[i]))
	}
	return now
}

// alike tells that a file says of a meeting what the office says.
func alike(was, m office.Meeting) bool {
	return was.Title == m.Title && was.When.Start == m.When.Start && was.When.Lasts == m.When.Lasts && was.When.Again == m.When.Again && was.Place == m.Place
}

func sameMail(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

func takeReply(ctx context.Context, s *store.Store, actor string, r icalendar.Reply, sender string) (office.CalendarCame, error) {
	lines(&r.Title, &r.Person.Name, &r.Person.Mail, &r.Person.Said)
	if r.Method != "REPLY" && r.Person.Mail == "" {
		r.Person.Mail = sender // a proposal names all who are invited, and not who speaks
	}
	came := office.CalendarCame{UID: r.UID, Title: r.Title}
	who := cmp.Or(r.Person.Name, r.Person.Mail, "Người gửi")
	not := func(said string) (office.CalendarCame, error) {
		came.What, came.Said = office.CameNot, said
		return came, nil
	}
	m, known, err := ByUID(ctx, s, r.UID)
	if err != nil {
		return came, err
	}
	if !known || !Ours(m) {
		return not(fmt.Sprintf("%s trả lời một cuộc họp mà cơ quan không lập.", who))
	}
	came.Meeting, came.Title = m.ID, m.Title
	i := slices.IndexFunc(m.People, func(p office.MeetingPerson) bool { return p.Mail != "" && sameMail(p.Mail, r.Person.Mail) })
	switch {
	case sender != "" && !sameMail(sender, r.Person.Mail):
		return not(fmt.Sprintf("Thư do %s gửi, nhưng trả lời thay %s.", sender, r.Person.Mail))
	case i < 0:
		return not(fmt.Sprintf("%s trả lời nhưng không có trong danh sách mời.", who))
	case over(m, s.Time()):
		return not(fmt.Sprintf("%s trả lời sau khi cuộc họp đã qua.", who))
	case r.Method != "REPLY":
		return not(wishSaid(cmp.Or(m.People[i].Name, who), r))
	case r.Person.At.After(s.Time().Add(slack)):
		return not(fmt.Sprintf("Trả lời của %s mang giờ chưa tới.", who))
	case r.Sequence < m.Sequence:
		return not(fmt.Sprintf("%s trả lời cho lịch trước lần đổi sau cùng, nên chưa tính.", who))
	case r.Person.At.Before(m.People[i].At) || r.Sequence < m.People[i].Told:
		return not(fmt.Sprintf("Trả lời này của %s cũ hơn trả lời đã nhận.", who))
	}
	m.People = slices.Clone(m.People)
	p, had := &m.People[i], m.People[i]
	answer := office.ChoiceSaid(office.MeetingAnswers, r.Person.Answer)
	if at, err := r.OfIn(m); err == nil && at != "" {
		p.Said = fmt.Sprintf("Riêng lần %s: %s", at, strings.ToLower(answer))
	} else {
		p.Answer, p.Said = r.Person.Answer, r.Person.Said
	}
	p.At, p.Told = r.Person.At, r.Sequence
	if p.At.Equal(had.At) && p.Told == had.Told && p.Answer == had.Answer && p.Said == had.Said {
		came.What = office.CameSame
		return came, nil
	}
	came.What, came.Said = office.CameAnswer, fmt.Sprintf("%s: %s", p.Name, cmp.Or(answer, "chưa rõ"))
	if err := s.Save(ctx, store.Act{Actor: actor, Step: stepOf(sender, StepAnswer)}, Meetings.Put(&m)); err != nil {
		return came, err
	}
	return came, nil
}

// wishSaid tells what somebody who was invited asks for beside an answer, and what may be done about it: the
// hour is the office's to change.
func wishSaid(who string, r icalendar.Reply) (said string) {
	span, timed := spanWished(r.When)
	switch {
	case r.Method == "COUNTER" && timed:
		said = fmt.Sprintf("%s đề nghị họp %s; nếu theo thì đổi giờ họp rồi gửi lại giấy mời.", who, span)
	case r.Method == "REFRESH":
		said = fmt.Sprintf("%s xin nhận lại giấy mời; hãy gửi lại.", who)
	default:
		said = fmt.Sprintf("%s viết về giờ họp đã đề nghị; hãy xem thư.", who)
	}
	if r.Person.Said != "" {
		said += fmt.Sprintf(" Lời kèm theo: “%s”", r.Person.Said)
	}
	return said
}

// spanWished is the time that somebody proposes, as it is read; of whole days their first and last.
func spanWished(t office.Timing) (said string, is bool) {
	from, err := calendar.At(t)
	if err != nil || t.Start == "" {
		return "", false
	}
	if t.AllDay {
		last := from.AddDate(0, 0, max(int(t.Lasts), 1)-1)
		if from.Equal(last) {
			return from.Format("cả ngày 02/01/2006"), true
		}
		return from.Format("cả ngày, từ 02/01/2006 đến ") + last.Format("02/01/2006"), true
	}
	return "lúc " + SpanSaid(calendar.Span{From: from, To: from.Add(time.Duration(t.Lasts) * time.Second)}), true
}

// Agree keeps a meeting as the calendar that the office shares with others has it; seen are the versions
// that it follows, where several stand apart. Nobody and no room is refused by it: what is taken twice then
// is told (Clashes). It fails with SecretMatter, as calendar.CheckMeeting does, and as a live write does.
func Agree(ctx context.Context, s *store.Store, actor string, was, m office.Meeting, seen ...office.ID) (office.Meeting, error) {
	m = tidied(m)
	if m.Version > 0 && concerns(was, m) {
		m.Sequence = was.Sequence + 1
	}
	act := store.Act{Actor: actor, Step: StepAgree}
	if len(seen) > 0 {
		return m, s.Settle(ctx, act, seen, Meetings.Put(&m))
	}
	return m, s.Save(ctx, act, Meetings.Put(&m))
}

// Passed tells that a meeting has no time to come.
func Passed(m office.Meeting, now time.Time) bool { return over(m, now) }

// over tells that a meeting has no time to come.
func over(m office.Meeting, now time.Time) bool {
	last, never, err := calendar.Ends(m)
	return err == nil && !never && last.Before(now)
}
