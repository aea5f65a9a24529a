package invitations

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/books"
	"tram/local/icalendar"
	"tram/local/mailing"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

const who = "Nguyễn Văn Mẫu"

var from = office.MailAddress{Name: "Ủy ban nhân dân xã Mẫu Sơn", Mail: "vanthu@xamau.example.vn"}

// at is a clock that stands.
type at struct{ time.Time }

func (a *at) Now() time.Time             { return a.Time }
func (a *at) Source() office.ClockSource { return office.ClockSource{Name: "system"} }

func opened(t *testing.T) (*store.Store, *at) {
	t.Helper()
	clock := &at{time.Date(2029, 12, 3, 8, 0, 0, 0, office.VietNam)}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "office.db"), store.Options{Clock: clock, Kinds: append(append(meetings.Kinds(), Kinds()...), books.Facilities.Kind)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, clock
}

func arranged(t *testing.T, s *store.Store) office.Meeting {
	t.Helper()
	m, err := meetings.Arrange(t.Context(), s, who, office.Meeting{Title: "Giao ban “tuần 2”, xã Mẫu Sơn", Sort: office.MeetingPlain, Way: office.MeetingBoth, Place: "Phòng họp số 1", Link: "https://hop.example.vn/giao-ban", Secrecy: office.Ordinary,
		State: office.MeetingConfirmed, Purpose: "Đánh giá tuần qua; kế hoạch tuần tới", When: office.Timing{Start: "2030-01-07T08:00:00", Lasts: 7200},
		Agenda: []office.AgendaItem{{Title: "Báo cáo tuần", Lasts: 20, Who: "Trần Thị Mẫu"}},
		People: []office.MeetingPerson{{Name: who, Role: office.MeetingChair, Unit: "Chủ tịch"}, {Name: "Trần Thị Mẫu", Mail: "thi@huyenmau.example.vn"}, {Name: "Lê Văn Xa", Mail: "xa@example.com", Zone: "Europe/Paris"}}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func wrote(t *testing.T, s *store.Store, m office.Meeting, w Wish) []office.Invitation {
	t.Helper()
	m, err := meetings.MeetingOf(t.Context(), s, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Write(t.Context(), s, who, Sender{Office: from.Name, From: from, Now: s.Time()}, m, w)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// goes has letters that wait be taken by a server, but for those addresses of which something else is known.
func goes(t *testing.T, s *store.Store, but map[string]error) (told []string) {
	t.Helper()
	all, err := Waiting(t.Context(), s, who)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		o := mailing.Outcome{MessageID: l.Mail}
		for _, to := range LetterOf(l).Only {
			o.Sent = append(o.Sent, mailing.Sent{To: to, MessageID: l.Mail, At: s.Time(), Err: but[to]})
			told = append(told, l.Method+" "+to)
		}
		if _, err := Sent(t.Context(), s, who, l, o); err != nil {
			t.Fatal(err)
		}
	}
	return told
}

func said(all []office.Invitation) string {
	var lines []string
	for _, l := range all {
		var to []string
		for _, g := range l.To {
			to = append(to, g.Mail)
		}
		lines = append(lines, l.Method+" "+strings.Join(to, ","))
	}
	return strings.Join(lines, "; ")
}

// TestEverybodyHearsOnceOfAMeetingAsItStands: who is new, who was told of another hour, who is invited no
// more; nobody twice, and of what never went out nobody hears that it is off.
func TestEverybodyHearsOnceOfAMeetingAsItStands(t *testing.T) {
	s, _ := opened(t)
	m := arranged(t, s)
	first := wrote(t, s, m, Wish{})
	if got := said(first); got != "REQUEST thi@huyenmau.example.vn; REQUEST xa@example.com" {
		t.Fatal(got)
	}
	if got := wrote(t, s, m, Wish{}); len(got) != 0 {
		t.Errorf("what waits is not written twice: %s", said(got))
	}
	goes(t, s, map[string]error{"xa@example.com": mailing.Deferred.About("may", "xa", 451, "sau")})
	if got := wrote(t, s, m, Wish{}); len(got) != 0 {
		t.Errorf("nobody hears twice: %s", said(got))
	}
	if got := wrote(t, s, m, Wish{Again: true}); said(got) != "REQUEST xa@example.com; REQUEST thi@huyenmau.example.vn" || !strings.HasPrefix(got[1].Subject, "Đổi giấy mời: ") || !strings.HasPrefix(got[0].Subject, "Giấy mời: ") {
		t.Errorf("again: %s", said(got))
	}
	if got := goes(t, s, nil); strings.Join(got, "; ") != "REQUEST xa@example.com; REQUEST thi@huyenmau.example.vn" {
		t.Errorf("what is overtaken is not sent: %q", got)
	}
	m, err := meetings.MeetingOf(t.Context(), s, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	m.When.Start, m.People = "2030-01-07T09:00:00", append(m.People[:2:2], office.MeetingPerson{Name: "Phạm Mẫu", Mail: "moi@example.vn"})
	if m, err = meetings.Change(t.Context(), s, who, meetings.StepChange, m); err != nil {
		t.Fatal(err)
	}
	third := wrote(t, s, m, Wish{})
	if got := said(third); got != "REQUEST moi@example.vn; REQUEST thi@huyenmau.example.vn; CANCEL xa@example.com" {
		t.Fatal(got)
	}
	if !strings.HasPrefix(third[0].Subject, "Giấy mời: ") || !strings.HasPrefix(third[1].Subject, "Đổi giấy mời: ") || !strings.HasPrefix(third[2].Subject, "Thôi mời họp: ") || third[1].Sequence != 1 {
		t.Errorf("%q %q %q", third[0].Subject, third[1].Subject, third[2].Subject)
	}
	goes(t, s, map[string]error{"moi@example.vn": mailing.Deferred.About("may", "moi", 451, "sau")})
	if _, err := meetings.Cancel(t.Context(), s, who, m.ID, "", "Bão số 9"); err != nil {
		t.Fatal(err)
	}
	last := wrote(t, s, m, Wish{})
	if got := said(last); got != "CANCEL thi@huyenmau.example.vn" || !strings.Contains(last[0].Body, "Lý do: Bão số 9") {
		t.Errorf("of a meeting that is off hear who had heard of it: %s %s", got, last[0].Body)
	}
	if got := goes(t, s, nil); strings.Join(got, "; ") != "CANCEL thi@huyenmau.example.vn" {
		t.Errorf("%q", got)
	}
}

// TestWhatBecameOfALetterIsKeptForEach.
func TestWhatBecameOfALetterIsKeptForEach(t *testing.T) {
	s, _ := opened(t)
	m := arranged(t, s)
	wrote(t, s, m, Wish{})
	goes(t, s, map[string]error{"thi@huyenmau.example.vn": mailing.Refused.About("may", "thi", 550, "không có"), "xa@example.com": mailing.Unsure.About("may", "xa")})
	all, err := Of(t.Context(), s, m.ID)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	if g := all[0].To[0]; g.State != office.InvitationRefused || g.Said == "" || g.Next == "" || all[0].State != office.InvitationRefused {
		t.Errorf("%+v", all[0])
	}
	if g := all[1].To[0]; g.State != office.InvitationUnsure || all[1].State != office.InvitationWaits {
		t.Errorf("%+v", all[1])
	}
	if got := goes(t, s, nil); strings.Join(got, "; ") != "REQUEST xa@example.com" {
		t.Errorf("what nobody knows is sent again, what was refused is not: %q", got)
	}
	if got := wrote(t, s, m, Wish{}); said(got) != "REQUEST thi@huyenmau.example.vn" {
		t.Errorf("who was refused is owed still: %s", said(got))
	}
}

// TestALetterTellsTheHourHereAndWhereItIsRead.
func TestALetterTellsTheHourHereAndWhereItIsRead(t *testing.T) {
	s, clock := opened(t)
	m := arranged(t, s)
	all := wrote(t, s, m, Wish{})
	here, there := all[0].Body, all[1].Body
	if !strings.Contains(here, "Thời gian: 08:00–10:00, thứ Hai, 07/01/2030 (giờ Việt Nam, GMT+7)") || strings.Contains(here, "Theo giờ nơi") {
		t.Error(here)
	}
	if !strings.Contains(there, "(giờ Việt Nam, GMT+7)") || !strings.Contains(there, "Theo giờ nơi ông/bà: 02:00–04:00, thứ Hai, 07/01/2030 (Europe/Paris, GMT+1)") {
		t.Error(there)
	}
	for _, words := range []string{"Đường vào họp từ xa: https://hop.example.vn/giao-ban", "Chủ trì: " + who + ", Chủ tịch", "1. Báo cáo tuần (20 phút) – Trần Thị Mẫu", "Địa điểm: Phòng họp số 1"} {
		if !strings.Contains(here, words) {
			t.Errorf("without %q:\n%s", words, here)
		}
	}
	if all[0].Subject != "Giấy mời: Giao ban “tuần 2”, xã Mẫu Sơn – 08:00 thứ Hai, 07/01/2030" {
		t.Error(all[0].Subject)
	}
	clock.Time = time.Date(2031, 1, 1, 0, 0, 0, 0, office.VietNam)
	if _, err := Write(t.Context(), s, who, Sender{From: from, Now: s.Time()}, m, Wish{Again: true}); !errors.Is(err, Passed) {
		t.Errorf("to what is over nobody is invited: %v", err)
	}
	m.From = office.MeetingPerson{Name: "Vũ Thị Mời", Mail: "moi@vi-du.vn"}
	if _, err := Write(t.Context(), s, who, Sender{From: from, Now: s.Time()}, m, Wish{}); !errors.Is(err, NotOurs) {
		t.Errorf("who was invited invites nobody: %v", err)
	}
}

// TestNobodyIsInvitedToWhatIsOver by a letter that waited for a line until then.
func TestNobodyIsInvitedToWhatIsOver(t *testing.T) {
	s, clock := opened(t)
	m := arranged(t, s)
	wrote(t, s, m, Wish{})
	clock.Time = time.Date(2030, 1, 8, 0, 0, 0, 0, office.VietNam)
	if got := goes(t, s, nil); len(got) != 0 {
		t.Errorf("sent the day after: %q", got)
	}
	all, err := Of(t.Context(), s, m.ID)
	if err != nil || len(all) != 2 || all[0].State != office.InvitationOvertaken {
		t.Errorf("%+v %v", all, err)
	}
}

// TestWhoAnsweredToAnotherHourIsAskedAgain, and who answered to this one is not.
func TestWhoAnsweredToAnotherHourIsAskedAgain(t *testing.T) {
	s, _ := opened(t)
	m := arranged(t, s)
	m.Sequence = 2
	for i, told := range []int{1, 2} {
		p := &m.People[i+1]
		p.Answer, p.At, p.Told = office.MeetingAccepted, s.Time(), told
	}
	all, err := Sender{Office: from.Name, From: from, Now: s.Time()}.Invite(m, m.People[1:], true)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(all[0].Calendar, "\r\n ", "")
	for mail, want := range map[string]string{"thi@huyenmau.example.vn": "PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "xa@example.com": "PARTSTAT=ACCEPTED"} {
		i := strings.Index(text, "mailto:"+mail)
		line := text[strings.LastIndex(text[:i], "\n")+1 : i]
		if !strings.Contains(line, want) {
			t.Errorf("%s: %s", mail, line)
		}
	}
	if m.People[1].Answer != office.MeetingAccepted {
		t.Error("what is kept here was changed")
	}
}

// TestLettersAreReadByOtherPrograms: what they ask, of whom and when.
func TestLettersAreReadByOtherPrograms(t *testing.T) {
	s, _ := opened(t)
	m := arranged(t, s)
	all := wrote(t, s, m, Wish{})
	off, err := Sender{Office: from.Name, From: from, Now: s.Time()}.Cancel(m, m.People[1:2])
	if err != nil {
		t.Fatal(err)
	}
	theirs := m
	theirs.From = office.MeetingPerson{Name: "Vũ Thị Mời", Mail: "moi@vi-du.vn"}
	answer, err := Sender{Office: from.Name, From: from, Now: s.Time()}.Answer(theirs, "", office.MeetingPerson{Name: "Văn thư", Mail: from.Mail, Answer: office.MeetingAccepted})
	if err != nil {
		t.Fatal(err)
	}
	for method, l := range map[string]office.Invitation{office.MailInvites: all[0], office.MailCancels: off, office.MailAnswers: answer} {
		path := filepath.Join(t.TempDir(), "a.ics")
		if err := os.WriteFile(path, []byte(l.Calendar), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("/usr/bin/python3", "-c", `
import sys, icalendar, vobject
text = open(sys.argv[1], encoding="utf-8", newline="").read()
c = icalendar.Calendar.from_ical(text)
e = [e for e in c.walk("VEVENT")][0]
at = e["ATTENDEE"]
n = len(at) if isinstance(at, list) else 1
v = vobject.readOne(text)
print(c["METHOD"], e["ORGANIZER"], n, e["DTSTART"].dt.astimezone(__import__("datetime").timezone.utc).strftime("%H:%M"), v.method.value, v.vevent.uid.value == str(e["UID"]))
`, path).CombinedOutput()
		want := map[string]string{office.MailInvites: "REQUEST mailto:vanthu@xamau.example.vn 3 01:00 REQUEST True", office.MailCancels: "CANCEL mailto:vanthu@xamau.example.vn 1 01:00 CANCEL True",
			office.MailAnswers: "REPLY mailto:moi@vi-du.vn 1 01:00 REPLY True"}[method]
		if err != nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("%s: %v %s", method, err, out)
		}
		c, err := icalendar.Read(t.Context(), bytes.NewReader([]byte(l.Calendar)))
		if err != nil || c.Method != method || len(c.Odd) != 0 {
			t.Errorf("ours reads %s otherwise: %+v %v", method, c, err)
		}
	}
	if !strings.HasPrefix(answer.Subject, "Dự: ") || answer.To[0].Mail != "moi@vi-du.vn" || !strings.Contains(answer.Body, "dự") {
		t.Errorf("%+v", answer)
	}
}
