package sharedcalendar

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tram/local/calsync"
	"tram/local/calsync/calsynctest"
	"tram/local/meetings"
	"tram/local/office"
	"tram/local/store"
)

// What somebody has to lose by what a calendar says.

// TestWhatIsPutBackIntoACalendarStandsAgain here, whatever it was taken away for: nobody here called it off.
func TestWhatIsPutBackIntoACalendarStandsAgain(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	ahead, over := arranged(t, s, "2030-01-07T08:00:00"), arranged(t, s, "2029-11-05T08:00:00")
	s.run(t, far)
	there := far.Texts()
	for name := range there {
		removed(t, far, name)
	}
	s.run(t, far)
	if now := is(t, s, ahead.UID); now.State != office.MeetingCancelled {
		t.Fatalf("%+v", now)
	}
	for name, text := range there {
		if _, err := far.Put(t.Context(), name, text, ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.run(t, far); got.Removed != 0 || got.Taken != 2 || len(got.Clashes) != 0 {
		t.Errorf("%+v", got)
	}
	for _, m := range []office.Meeting{ahead, over} {
		if now := is(t, s, m.UID); now.State != m.State || now.Why != "" || now.When.Start != m.When.Start || len(now.People) != len(m.People) {
			t.Errorf("%+v", now)
		}
	}
	if got := s.run(t, far); got.Sent+got.Taken+got.Removed != 0 || len(far.Texts()) != 2 {
		t.Errorf("it does not come to rest: %+v", got)
	}
	if _, err := meetings.Cancel(t.Context(), s.Store, who, ahead.ID, "", "Bận"); err != nil {
		t.Fatal(err)
	}
	if got := s.run(t, far); got.Removed != 1 {
		t.Errorf("what is called off here is removed there: %+v", got)
	}
}

// TestWhatIsGivenUpOfATimeOfASeriesIsToldByItsHours: both sides moved one, each another.
func TestWhatIsGivenUpOfATimeOfASeriesIsToldByItsHours(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	m := arranged(t, s, "2030-01-07T08:00:00")
	m.When.Again = "FREQ=WEEKLY;COUNT=6"
	if _, err := meetings.Change(t.Context(), s.Store, who, meetings.StepChange, m); err != nil {
		t.Fatal(err)
	}
	s.run(t, far)
	for of, to := range map[string]office.Shift{
		"2030-01-14T08:00:00": {When: office.Timing{Start: "2030-01-15T09:00:00", Lasts: 3600}}, "2030-01-21T08:00:00": {Place: "Phòng 3"}, "2030-01-28T08:00:00": {Off: true, Note: "Tết"},
	} {
		if _, err := meetings.Move(t.Context(), s.Store, who, m.ID, of, to); err != nil {
			t.Fatal(err)
		}
	}
	name := nameIn(t, far)
	put(t, far, name, etagOf(t, far, name), "UID:"+m.UID, "DTSTART;TZID=Asia/Ho_Chi_Minh:20300107T080000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE;TZID=Asia/Ho_Chi_Minh:20300211T080000", "SUMMARY:Giao ban", "LOCATION:Phòng 1", "STATUS:TENTATIVE",
		"END:VEVENT", "BEGIN:VEVENT", "UID:"+m.UID, "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20300204T080000", "DTSTART;TZID=Asia/Ho_Chi_Minh:20300205T100000", "DURATION:PT1H", "SUMMARY:Giao ban")
	s.run(t, far)
	all, err := store.All(t.Context(), s.Store, Clashes)
	if err != nil || len(all) != 1 || len(all[0].Fields) != 1 {
		t.Fatalf("%+v %v", all, err)
	}
	f := all[0].Fields[0]
	if want := "08:00–09:00 ngày 07/01/2030, hằng tuần, 6 lần; lần 14/01/2030: 09:00–10:00 ngày 15/01/2030; lần 21/01/2030: Phòng 3; nghỉ 28/01/2030"; f.Ours != want {
		t.Errorf("%q", f.Ours)
	}
	if want := "08:00–09:00 ngày 07/01/2030, hằng tuần, 6 lần; lần 04/02/2030: 10:00–11:00 ngày 05/02/2030; nghỉ 11/02/2030"; f.Theirs != want {
		t.Errorf("%q", f.Theirs)
	}
}

// TestWhatIsNotUnderstoodOfASeriesIsNotDestroyed there by what is changed here: it is told, and left.
func TestWhatIsNotUnderstoodOfASeriesIsNotDestroyed(t *testing.T) {
	head := []string{"DTSTART;TZID=Asia/Ho_Chi_Minh:20300107T080000", "DURATION:PT1H", "SUMMARY:Giao ban", "STATUS:TENTATIVE"}
	for name, lines := range map[string][]string{
		"a rule that is none":         {"RRULE:FREQ=DAILY;COUNT=9;UNTIL=20300110T010000Z"},
		"two rules":                   {"RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3", "RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3"},
		"days that are none":          {"RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:mai"},
		"a time of nobody knows what": {"RRULE:FREQ=WEEKLY;COUNT=3", "END:VEVENT", "BEGIN:VEVENT", "UID:lap@example.vn", "RECURRENCE-ID:mai", "DTSTART:20300108T010000Z", "SUMMARY:Khác"},
	} {
		s, far := opened(t), calsynctest.NewServer()
		put(t, far, "lap.ics", "", append([]string{"UID:lap@example.vn"}, slices.Concat(head, lines)...)...)
		was := far.Texts()["lap.ics"]
		got := s.run(t, far)
		if len(got.Odd) != 1 || got.Taken != 0 || !errors.Is(got.Odd[0].Err, calsync.Unreadable) {
			t.Errorf("%s: %+v", name, got)
		}
		if all, err := store.All(t.Context(), s.Store, meetings.Meetings); err != nil || len(all) != 0 {
			t.Errorf("%s: %+v %v", name, all, err)
		}
		m := arranged(t, s, "2030-02-04T08:00:00")
		s.run(t, far)
		at, mine := "", strings.ReplaceAll(was, "lap@example.vn", m.UID)
		for href := range far.Texts() {
			if href != "lap.ics" {
				at = href
			}
		}
		if _, err := far.Put(t.Context(), at, mine, etagOf(t, far, at)); err != nil {
			t.Fatal(err)
		}
		s.run(t, far)
		m.Place = "Phòng 2"
		if _, err := meetings.Change(t.Context(), s.Store, who, meetings.StepChange, m); err != nil {
			t.Fatal(err)
		}
		s.run(t, far)
		if now := far.Texts(); now["lap.ics"] != was || now[at] != mine {
			t.Errorf("%s: it is destroyed", name)
		}
	}
}

func etagOf(t *testing.T, far *calsynctest.Server, name string) (tag string) {
	t.Helper()
	for o, err := range far.Fetch(t.Context(), []string{name}) {
		if err != nil {
			t.Fatal(err)
		}
		tag = o.ETag
	}
	return tag
}

func removed(t *testing.T, far *calsynctest.Server, name string) {
	t.Helper()
	for o, err := range far.Fetch(t.Context(), []string{name}) {
		if err == nil {
			err = far.Remove(t.Context(), name, o.ETag)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestACalendarCallsNothingOffThatWasOpened: its course could not be written on, nor its minutes. What else it
// says is taken, and that it stands goes back.
func TestACalendarCallsNothingOffThatWasOpened(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	m := arranged(t, s, "2030-01-07T08:00:00")
	begun(t, s, m)
	s.run(t, far)
	put(t, far, nameIn(t, far), `"1"`, "UID:"+m.UID, "DTSTART;TZID=Asia/Ho_Chi_Minh:20300107T080000", "DURATION:PT1H", "SUMMARY:Giao ban tuần", "LOCATION:Phòng 1", "STATUS:CANCELLED",
		"ATTENDEE;CN=Trần Thị Mẫu:mailto:thi@example.vn", "ATTENDEE;CN=Lê Văn Khách;ROLE=OPT-PARTICIPANT:mailto:khach@example.vn")
	s.run(t, far)
	if now := is(t, s, m.UID); now.State != office.MeetingConfirmed || now.Why != "" || now.Title != "Giao ban tuần" {
		t.Errorf("%+v", now)
	}
	if got := s.run(t, far); got.Sent != 1 || strings.Contains(far.Texts()[nameIn(t, far)], "CANCELLED") {
		t.Errorf("%+v", got)
	}
	if got := s.run(t, far); got.Sent+got.Taken != 0 {
		t.Errorf("it does not come to rest: %+v", got)
	}
}

// begun has a meeting be opened.
func begun(t *testing.T, s *Side, m office.Meeting) {
	t.Helper()
	if _, err := meetings.Confirm(t.Context(), s.Store, who, m.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := meetings.Note(t.Context(), s.Store, who, office.MeetingEntry{Meeting: m.ID, Deed: office.MeetingOpened, By: office.RoutePerson{Name: who}, At: s.Store.Time()}); err != nil {
		t.Fatal(err)
	}
}

// TestATitleThatACalendarTakesAwayStays: without one nothing could be changed of the meeting here.
func TestATitleThatACalendarTakesAwayStays(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	m := arranged(t, s, "2030-01-07T08:00:00")
	s.run(t, far)
	put(t, far, nameIn(t, far), `"1"`, "UID:"+m.UID, "DTSTART;TZID=Asia/Ho_Chi_Minh:20300107T090000", "DURATION:PT1H", "SUMMARY:", "LOCATION:Phòng 1", "STATUS:TENTATIVE")
	s.run(t, far)
	now := is(t, s, m.UID)
	if now.Title != "Giao ban" || now.When.Start != "2030-01-07T09:00:00" {
		t.Errorf("%+v", now)
	}
	if _, err := meetings.Move(t.Context(), s.Store, who, m.ID, "", office.Shift{Place: "Phòng 2"}); err != nil {
		t.Error(err)
	}
	s.run(t, far)
	if got := s.run(t, far); got.Sent+got.Taken != 0 || !strings.Contains(far.Texts()[nameIn(t, far)], "SUMMARY:Giao ban") {
		t.Errorf("%+v", got)
	}
}

// TestACalendarMovesNothingThatWasOpened: the minutes tell its hour. What the office arranged stays its own,
// whoever a program names for who invites.
func TestACalendarMovesNothingThatWasOpened(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	m := arranged(t, s, "2030-01-07T08:00:00")
	begun(t, s, m)
	s.run(t, far)
	put(t, far, nameIn(t, far), `"1"`, "UID:"+m.UID, "DTSTART;TZID=Asia/Ho_Chi_Minh:20200107T080000", "DURATION:PT1H", "SUMMARY:Giao ban", "LOCATION:Phòng 1", "ORGANIZER:mailto:la@example.com",
		"ATTENDEE;CN=Trần Thị Mẫu:mailto:thi@example.vn", "ATTENDEE;CN=Lê Văn Khách;ROLE=OPT-PARTICIPANT:mailto:khach@example.vn")
	s.run(t, far)
	if now := is(t, s, m.UID); now.When.Start != "2030-01-07T08:00:00" || !meetings.Ours(now) {
		t.Errorf("%+v", now)
	}
	if got := s.run(t, far); got.Sent != 1 || strings.Contains(far.Texts()[nameIn(t, far)], "20200107") {
		t.Errorf("%+v: %s", got, far.Texts()[nameIn(t, far)])
	}
}

// TestAWholeCalendarThatIsGoneCancelsNothing until somebody says that it is meant; what is over is not counted.
func TestAWholeCalendarThatIsGoneCancelsNothing(t *testing.T) {
	s, far := opened(t), calsynctest.NewServer()
	all := []office.Meeting{arranged(t, s, "2030-01-07T08:00:00"), arranged(t, s, "2030-02-07T08:00:00"), arranged(t, s, "2029-11-05T08:00:00")}
	s.run(t, far)
	s.run(t, far)
	for name := range far.Texts() {
		removed(t, far, name)
	}
	for range 2 {
		if got, err := s.Run(t.Context(), far, calsync.Wish{}); !errors.Is(err, calsync.Emptied) || got.Dropped+got.Sent != 0 {
			t.Errorf("%+v %v", got, err)
		}
	}
	for _, m := range all {
		if now := is(t, s, m.UID); now.State == office.MeetingCancelled {
			t.Errorf("%+v", now)
		}
	}
	if got, err := s.Run(t.Context(), far, calsync.Wish{Emptied: true}); err != nil || got.Dropped != 3 || is(t, s, all[0].UID).State != office.MeetingCancelled || is(t, s, all[2].UID).State == office.MeetingCancelled {
		t.Errorf("%+v %v", got, err)
	}
}
