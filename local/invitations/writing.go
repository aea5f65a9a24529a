package invitations

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/icalendar"
	"tram/local/mailing"
	"tram/local/meetings"
	"tram/local/office"
)

// Sender is who writes: the office, under an address of its own.
type Sender struct {
	Office string
	From   office.MailAddress
	Now    time.Time
	Papers []string // the documents of a meeting, in words
}

// Invite are the letters that invite people to a meeting: one for all who read the hour in the same zone.
// again: some of them were told of it before.
func (s Sender) Invite(m office.Meeting, people []office.MeetingPerson, again bool) ([]office.Invitation, error) {
	var text strings.Builder
	err := icalendar.Write(&text, icalendar.Calendar{Method: office.MailInvites, From: person(s.From), Meetings: []office.Meeting{asked(m)}}, s.Now)
	if err != nil {
		return nil, err
	}
	title := map[bool]string{false: "Giấy mời: ", true: "Đổi giấy mời: "}[again]
	if m.State == office.MeetingTentative {
		title = map[bool]string{false: "Giấy mời (dự kiến): ", true: "Đổi giấy mời (dự kiến): "}[again]
	}
	var all []office.Invitation
	for _, some := range byZone(people) {
		l := s.letter(m, office.MailInvites, some, text.String())
		l.Subject, l.Body = title+m.Title+when(m), s.invitation(m, some[0].Zone, again)
		all = append(all, l)
	}
	return all, nil
}

// asked is a meeting in which whoever answered to another hour has not answered: their program asks them again.
func asked(m office.Meeting) office.Meeting {
	m.People = slices.Clone(m.People)
	for i, p := range m.People {
		if m.Outdated(p) {
			m.People[i].Answer = ""
		}
	}
	return m
}

// Cancel is the letter that tells people that a meeting is off, for all or for them.
func (s Sender) Cancel(m office.Meeting, people []office.MeetingPerson) (office.Invitation, error) {
	off := m
	off.People = people
	var text strings.Builder
	err := icalendar.Write(&text, icalendar.Calendar{Method: office.MailCancels, From: person(s.From), Meetings: []office.Meeting{off}}, s.Now)
	l := s.letter(m, office.MailCancels, people, text.String())
	l.Subject = "Hủy họp: " + m.Title + when(m)
	lines := []string{s.Office + " xin báo: cuộc họp sau đây đã hủy.", ""}
	if m.State != office.MeetingCancelled {
		l.Subject = "Thôi mời họp: " + m.Title + when(m)
		lines = []string{s.Office + " xin báo: ông/bà không còn trong danh sách mời dự cuộc họp sau đây.", ""}
	}
	lines = append(lines, m.Title, "Thời gian: "+spans(m, office.VietNam)+zoneSaid(m, office.VietNam))
	if m.Why != "" && m.State == office.MeetingCancelled {
		lines = append(lines, "Lý do: "+m.Why)
	}
	l.Body = strings.Join(lines, "\n") + "\n"
	return l, err
}

// Answer is the letter that answers an invitation for somebody who was invited; of names which time of it.
// It fails with icalendar.NoOrganizer and NoAddress.
func (s Sender) Answer(m office.Meeting, of string, who office.MeetingPerson) (office.Invitation, error) {
	var text strings.Builder
	if err := icalendar.WriteReply(&text, m, of, who, s.Now); err != nil {
		return office.Invitation{}, err
	}
	l := s.letter(m, office.MailAnswers, []office.MeetingPerson{{Name: m.From.Name, Mail: m.From.Mail}}, text.String())
	said := office.ChoiceSaid(office.MeetingAnswers, who.Answer)
	l.Answer, l.Of = who.Answer, of
	l.Subject = said + ": " + m.Title
	l.Body = fmt.Sprintf("%s (%s) trả lời giấy mời họp “%s”: %s.\n", who.Name, s.Office, m.Title, strings.ToLower(said))
	if of != "" {
		l.Body += "Trả lời này cho riêng lần họp " + of + ".\n"
	}
	if who.Said != "" {
		l.Body += "\n" + who.Said + "\n"
	}
	return l, nil
}

func person(a office.MailAddress) office.MeetingPerson {
	return office.MeetingPerson{Name: a.Name, Mail: a.Mail}
}

func (s Sender) letter(m office.Meeting, method string, people []office.MeetingPerson, text string) office.Invitation {
	l := office.Invitation{ID: office.NewID(s.Now), Meeting: m.ID, Title: m.Title, Method: method, Sequence: m.Sequence, From: s.From,
		Mail: mailing.NewMessageID(mailing.Address(s.From)), Written: s.Now.UTC().Round(0), Calendar: text, State: office.InvitationWaits}
	for _, p := range people {
		l.To = append(l.To, office.InvitationGuest{MailAddress: office.MailAddress{Name: p.Name, Mail: p.Mail}, State: office.InvitationWaits})
	}
	return l
}

// byZone puts people together who read the hour alike, those of the office's zone first.
func byZone(people []office.MeetingPerson) (all [][]office.MeetingPerson) {
	zones := map[string][]office.MeetingPerson{}
	for _, p := range people {
		zones[p.Zone] = append(zones[p.Zone], p)
	}
	var names []string
	for name := range zones {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		all = append(all, zones[name])
	}
	return all
}

// when is the first time of a meeting, for a subject.
func when(m office.Meeting) string {
	start, _, err := calendar.First(m)
	if err != nil {
		return ""
	}
	start = start.In(office.VietNam)
	if m.When.AllDay {
		return " – " + day(start)
	}
	return " – " + start.Format("15:04") + " " + day(start)
}

var weekdays = [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

func day(at time.Time) string { return weekdays[at.Weekday()] + ", " + at.Format("02/01/2006") }

// spans is the first time of a meeting as a clock of a zone shows it.
func spans(m office.Meeting, in *time.Location) string {
	start, end, err := calendar.First(m)
	if err != nil {
		return m.When.Start
	}
	if m.When.AllDay {
		return "cả ngày " + day(start.In(office.VietNam))
	}
	start, end = start.In(in), end.In(in)
	if start.Format(time.DateOnly) == end.Format(time.DateOnly) {
		return start.Format("15:04") + "–" + end.Format("15:04") + ", " + day(start)
	}
	return start.Format("15:04") + " " + day(start) + " đến " + end.Format("15:04") + " " + day(end)
}

// zoneSaid names the zone of an hour, as it is on that day.
func zoneSaid(m office.Meeting, in *time.Location) string {
	start, _, err := calendar.First(m)
	if err != nil || m.When.AllDay {
		return ""
	}
	_, offset := start.In(in).Zone()
	name := in.String()
	if in == office.VietNam {
		name = "giờ Việt Nam"
	}
	said := fmt.Sprintf("GMT%+d", offset/3600)
	if minutes := offset / 60 % 60; minutes != 0 {
		said += fmt.Sprintf(":%02d", max(minutes, -minutes))
	}
	return " (" + name + ", " + said + ")"
}

// invitation is what a letter says that invites.
func (s Sender) invitation(m office.Meeting, zone string, again bool) string {
	lines := []string{s.Office + " kính mời ông/bà dự cuộc họp:", "", m.Title}
	if again {
		lines[0] = s.Office + " xin báo thay đổi của cuộc họp mà ông/bà đã được mời:"
	}
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, name+": "+value)
		}
	}
	add("Thời gian", spans(m, office.VietNam)+zoneSaid(m, office.VietNam))
	if in, err := calendar.Zone(zone); err == nil && zone != "" && !m.When.AllDay && spans(m, in) != spans(m, office.VietNam) {
		add("Theo giờ nơi ông/bà", spans(m, in)+zoneSaid(m, in))
	}
	add("Lặp lại", meetings.AgainSaid(m))
	if m.State == office.MeetingTentative {
		add("Tình trạng", "dự kiến, giờ và nơi họp còn có thể đổi")
	}
	add("Hình thức", strings.ToLower(office.ChoiceSaid(office.MeetingWays, m.Way)))
	add("Địa điểm", m.Place)
	add("Đường vào họp từ xa", m.Link)
	add("Chủ trì", joined(m.Chair().Name, m.Chair().Unit))
	add("Nội dung", m.Purpose)
	lines = append(lines, s.agenda(m)...)
	lines = append(lines, "", "Xin ông/bà trả lời bằng nút Đồng ý, Từ chối của chương trình thư, hoặc trả lời thư này.")
	return strings.Join(lines, "\n") + "\n"
}

func (s Sender) agenda(m office.Meeting) (lines []string) {
	if len(m.Agenda) > 0 {
		lines = append(lines, "", "Chương trình:")
	}
	for i, a := range m.Agenda {
		line := fmt.Sprintf("%d. %s", i+1, a.Title)
		if a.Lasts > 0 {
			line += fmt.Sprintf(" (%d phút)", a.Lasts)
		}
		if a.Who != "" {
			line += " – " + a.Who
		}
		lines = append(lines, line)
	}
	if len(s.Papers) > 0 {
		lines = append(lines, "", "Tài liệu:")
	}
	for _, paper := range s.Papers {
		lines = append(lines, "- "+paper)
	}
	return lines
}

func joined(name, unit string) string {
	if name == "" || unit == "" {
		return cmp.Or(name, unit)
	}
	return name + ", " + unit
}
