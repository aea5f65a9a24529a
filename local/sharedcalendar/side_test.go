package sharedcalendar

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/books"
	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

const who = "Nguyễn Văn Mẫu"

// ticking is a clock that goes on whenever it is looked at.
type ticking struct{ at time.Time }

func (c *ticking) Now() time.Time {
	c.at = c.at.Add(time.Second)
	return c.at
}

func (c *ticking) Source() office.ClockSource { return office.ClockSource{Name: "system"} }

func opened(t *testing.T) *Side {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), filepath.Join(dir, "office.db"), store.Options{Clock: &ticking{time.Date(2029, 12, 1, 8, 0, 0, 0, office.VietNam)}, Kinds: append(append(meetings.Kinds(), Kinds()...), books.Facilities.Kind)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &Side{Store: s, Actor: "Trạm", Path: filepath.Join(dir, "a.calendar"), Own: []string{"vanthu@xamau.example.vn"}}
}

func (s *Side) run(t *testing.T, far calsync.Far) calsync.Result {
	t.Helper()
	is, err := s.Run(t.Context(), far, calsync.Wish{})
	if err != nil {
		t.Fatal(err)
	}
	return is
}

func put(t *testing.T, far *calsynctest.Server, href, etag string, lines ...string) string {
	t.Helper()
	text := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Khac//VI\r\nBEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	is, err := far.Put(t.Context(), href, text, etag)
	if err != nil {
		t.Fatal(err)
	}
	return is
}

func arranged(t *testing.T, s *Side, start string) office.Meeting {
	t.Helper()
	m, err := meetings.Arrange(t.Context(), s.Store, who, office.Meeting{Title: "Giao ban", Sort: office.MeetingPlain, Way: office.MeetingHere, Place: "Phòng 1", Secrecy: office.Ordinary,
		When: office.Timing{Start: start, Lasts: 3600}, Agenda: []office.AgendaItem{{Title: "Mục một"}},
		People: []office.MeetingPerson{{ID: "0190", Name: who, Role: office.MeetingChair, Votes: true}, {Name: "Trần Thị Mẫu", Mail: "thi@example.vn", Role: office.MeetingSecretary}, {Name: "Lê Văn Khách", Mail: "khach@example.vn"}}})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func is(t *testing.T, s *Side, uid string) office.Meeting {
	t.Helper()
	m, known, err := meetings.ByUID(t.Context(), s.Store, uid)
	if err != nil || !known {
		t.Fatal(uid, known, err)
	}
	return m
}

// TestWhoLeadsAndWhatIsTheOfficesOwnStays whatever a calendar says: guests come and go by it, and answer.
func TestWhoLeadsAndWhatIsTheOfficesOwnStays(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	m := arranged(t, s, "2030-01-07T08:00:00")
	s.run(t, far)
	name := nameIn(t, far)
	put(t, far, name, `"1"`, "UID:"+m.UID, "DTSTAMP:20291201T000000Z", "DTSTART;TZID=Asia/Ho_Chi_Minh:20300107T090000", "DURATION:PT1H", "SUMMARY:Giao ban", "LOCATION:Phòng 1", "STATUS:TENTATIVE",
		"ORGANIZER:mailto:vanthu@xamau.example.vn", "ATTENDEE;CN=Lê Văn Khách;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:mailto:khach@example.vn", "ATTENDEE;CN=Phạm Mẫu:mailto:moi@example.vn")
	if got := s.run(t, far); got.Taken != 1 || len(got.Clashes)+len(got.Odd) != 0 {
		t.Fatalf("%+v", got)
	}
	now := is(t, s, m.UID)
	if now.When.Start != "2030-01-07T09:00:00" || len(now.Agenda) != 1 || !meetings.Ours(now) || now.Sequence != m.Sequence+1 {
		t.Errorf("%+v", now)
	}
	var names []string
	for _, p := range now.People {
		names = append(names, p.Name+"/"+p.Role+"/"+p.Answer)
	}
	if got := strings.Join(names, " "); got != who+"/chair/ Trần Thị Mẫu/secretary/ Lê Văn Khách//accepted Phạm Mẫu/member/" {
		t.Error(got)
	}
	if got := s.run(t, far); got.Sent != 1 { // who leads goes back into the calendar
		t.Errorf("%+v", got)
	}
	if got := s.run(t, far); got.Sent+got.Taken != 0 {
		t.Errorf("it does not come to rest: %+v", got)
	}
}

func nameIn(t *testing.T, far *calsynctest.Server) string {
	t.Helper()
	all := far.Texts()
	if len(all) != 1 {
		t.Fatal(all)
	}
	for name := range all {
		return name
	}
	return ""
}

// TestWhatWasHeldIsNotCancelledByWhoeverTidiesUp a calendar; what is to come is, and says so.
func TestWhatWasHeldIsNotCancelledByWhoeverTidiesUp(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	over, held, ahead := arranged(t, s, "2029-11-05T08:00:00"), arranged(t, s, "2030-02-04T08:00:00"), arranged(t, s, "2030-03-04T08:00:00")
	begun(t, s, held)
	s.run(t, far)
	for name := range far.Texts() {
		removed(t, far, name)
	}
	s.run(t, far)
	for _, m := range []office.Meeting{over, held} {
		if now := is(t, s, m.UID); now.State == office.MeetingCancelled {
			t.Errorf("%s was cancelled", now.When.Start)
		}
	}
	if now := is(t, s, ahead.UID); now.State != office.MeetingCancelled || now.Why != whyRemoved {
		t.Errorf("%+v", now)
	}
	if got := s.run(t, far); got.Sent != 0 || len(far.Texts()) != 0 {
		t.Errorf("what was tidied up comes back: %+v", got)
	}
	if _, err := meetings.Move(t.Context(), s.Store, who, over.ID, "", office.Shift{When: office.Timing{Start: "2030-04-01T08:00:00", Lasts: 3600}}); err != nil {
		t.Fatal(err)
	}
	if got := s.run(t, far); got.Sent != 1 {
		t.Errorf("what is moved ahead again is sent: %+v", got)
	}
}

// TestASecretMatterOfACalendarIsLeftThere and everything else goes on.
func TestASecretMatterOfACalendarIsLeftThere(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	put(t, far, "mat.ics", "", "UID:mat@example.vn", "DTSTART:20300107T010000Z", "SUMMARY:TỐI MẬT")
	put(t, far, "thuong.ics", "", "UID:thuong@example.vn", "DTSTART:20300107T010000Z", "SUMMARY:Giao ban")
	put(t, far, "hai.ics", "", "UID:hai@example.vn", "DTSTART:20300107T010000Z", "SUMMARY:Một", "END:VEVENT", "BEGIN:VEVENT", "UID:ba@example.vn", "DTSTART:20300107T010000Z", "SUMMARY:Hai")
	got := s.run(t, far)
	if got.Taken != 1 || len(got.Odd) != 2 {
		t.Fatalf("%+v", got)
	}
	secret := 0
	for _, odd := range got.Odd {
		if errors.Is(odd.Err, meetings.SecretMatter) {
			secret++
		} else if !errors.Is(odd.Err, calsync.Unreadable) {
			t.Errorf("%+v", odd)
		}
	}
	if secret != 1 {
		t.Errorf("%+v", got.Odd)
	}
}

// TestWhatIsToldIsToldOnceAndInWords.
func TestWhatIsToldIsToldOnceAndInWords(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	m := arranged(t, s, "2030-01-07T08:00:00")
	s.run(t, far)
	put(t, far, nameIn(t, far), `"1"`, "UID:"+m.UID, "DTSTART;TZID=Asia/Ho_Chi_Minh:20300108T090000", "DURATION:PT1H", "SUMMARY:Giao ban tuần", "LOCATION:Phòng 1", "STATUS:TENTATIVE",
		"ATTENDEE;CN=Trần Thị Mẫu:mailto:thi@example.vn", "ATTENDEE;CN=Lê Văn Khách;ROLE=OPT-PARTICIPANT:mailto:khach@example.vn")
	now := is(t, s, m.UID)
	now.When.Start, now.Place = "2030-01-09T10:00:00", "Phòng 2"
	if _, err := meetings.Change(t.Context(), s.Store, who, meetings.StepChange, now); err != nil {
		t.Fatal(err)
	}
	got := s.run(t, far)
	for _, c := range got.Clashes {
		if err := s.Tell(t.Context(), c); err != nil { // as after a kill
			t.Fatal(err)
		}
	}
	all, err := store.All(t.Context(), s.Store, Clashes)
	if err != nil || len(all) != 1 || len(all[0].Fields) != 1 {
		t.Fatalf("%+v %v", all, err)
	}
	f := all[0].Fields[0]
	if f.Name != "Thời gian" || f.Ours != "10:00–11:00 ngày 09/01/2030" || f.Theirs != "09:00–10:00 ngày 08/01/2030" || all[0].Meeting != m.ID || all[0].State != office.ClashNew {
		t.Errorf("%+v", all[0])
	}
	if now := is(t, s, m.UID); now.Place != "Phòng 2" || now.When.Start != "2030-01-08T09:00:00" || now.Title != "Giao ban tuần" {
		t.Errorf("%+v", now)
	}
}
