package stationtest

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/meetings"
	"tram/local/office"
)

// TestWhoWorksHereIsKnownByName, with an account or without, and is not taken twice however they are typed; a
// name with another unit is a stranger's.
func TestWhoWorksHereIsKnownByName(t *testing.T) {
	s, chair, secretary, _ := held(t)
	ctx := t.Context()
	wish := func(start string, p office.MeetingPerson) office.Meeting {
		return office.Meeting{Sort: office.MeetingPlain, Title: "Họp", Secrecy: office.Ordinary, Way: office.MeetingHere, Place: "Phòng họp", When: office.Timing{Start: start, Lasts: 3600}, People: []office.MeetingPerson{p}}
	}
	is, err := s.ArrangeMeeting(ctx, secretary, wish("2040-12-03T08:00:00", office.MeetingPerson{Name: " nguyễn  văn mẫu"}))
	if err != nil || is.People[0].ID != chair.ID || is.People[0].Name != "Nguyễn Văn Mẫu" || is.People[0].Unit != "Chủ tịch" {
		t.Fatalf("%+v %v", is.People, err)
	}
	for _, p := range []office.MeetingPerson{{ID: chair.ID}, {Name: "Nguyễn Văn Mẫu"}, {Name: "Nguyễn Văn Mẫu", Unit: "Chủ tịch"}} {
		if _, err := s.ArrangeMeeting(ctx, secretary, wish("2040-12-03T08:30:00", p)); !errors.Is(err, meetings.PersonBusy) {
			t.Errorf("%+v: %v", p, err)
		}
		free, err := s.FreeTimes(ctx, office.FreeWish{Meeting: wish("2040-12-03T08:30:00", p), From: office.MomentOf("2040-12-03T01:00:00Z"), Days: 1, Most: 1})
		if err != nil || len(free) != 1 || free[0].From.Before(office.MomentOf("2040-12-03T02:00:00Z")) {
			t.Errorf("%+v is free %v: %v", p, free, err)
		}
	}
	other := office.MeetingPerson{Name: "Nguyễn Văn Mẫu", Unit: "Công an tỉnh"}
	if is, err := s.ArrangeMeeting(ctx, secretary, wish("2040-12-03T08:30:00", other)); err != nil || is.People[0].ID != "" {
		t.Errorf("a stranger of that name: %+v %v", is.People, err)
	}
	if _, err := s.SaveClerk(ctx, office.Clerk{Name: "Nguyễn Văn Mẫu", Position: "Địa chính"}); err != nil {
		t.Fatal(err)
	}
	if is, err := s.ArrangeMeeting(ctx, secretary, wish("2040-12-04T08:30:00", office.MeetingPerson{Name: "Nguyễn Văn Mẫu"})); err != nil || is.People[0].ID != "" {
		t.Errorf("one of two: %+v %v", is.People, err)
	}
}

// TestAMeetingOfNobodyIsTold: a meeting of a file that names nobody is told with what is to be done.
func TestAMeetingOfNobodyIsTold(t *testing.T) {
	s, _, secretary, own := held(t)
	ctx := t.Context()
	file := filepath.Join(t.TempDir(), "hop.ics")
	text := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a@vi-du.vn\r\nDTSTAMP:20250102T000000Z\r\nSUMMARY:Họp liên xã\r\nDTSTART:20401207T010000Z\r\nDTEND:20401207T020000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	is, err := s.ImportCalendar(ctx, secretary, file)
	if err != nil || len(is.Came) != 1 || len(is.Odd) != 1 {
		t.Fatalf("%+v %v", is, err)
	}
	if m, err := s.Meeting(ctx, is.Came[0].Meeting); err != nil || len(m.Lacks) != 1 || !strings.Contains(m.Lacks[0], "không ghi ai mời") {
		t.Errorf("%q %v", m.Lacks, err)
	}
	if m, err := s.Meeting(ctx, own.ID); err != nil || len(m.Lacks) != 0 {
		t.Errorf("one of the office: %q %v", m.Lacks, err)
	}
}

// TestTheTasksOfMinutesStandWithTheirDocument: whoever asks for its number is told who has which task until
// when, and nothing of what it is; whoever reads its road is told the words, too.
func TestTheTasksOfMinutesStandWithTheirDocument(t *testing.T) {
	s, chair, secretary, m := held(t)
	ctx := t.Context()
	note := func(e office.MeetingEntry) office.SessionTold {
		t.Helper()
		e.Meeting = m.ID
		is, err := s.NoteInMeeting(ctx, secretary, e)
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: m.People[0].Seat, How: office.AttendHere})
	note(office.MeetingEntry{Deed: office.MeetingOpened})
	note(office.MeetingEntry{Deed: office.MeetingTasked, Say: "Gửi dự toán", Task: office.Duties{Who: office.RoutePerson{ID: secretary.ID}, Due: "2098-12-19"}})
	note(office.MeetingEntry{Deed: office.MeetingTasked, Say: "Sửa mái", Task: office.Duties{Who: office.RoutePerson{Name: "Lê Văn Thử"}, Due: "2020-12-18"}})
	note(office.MeetingEntry{Deed: office.MeetingTasked, Say: "Treo cờ", Task: office.Duties{Who: office.RoutePerson{ID: chair.ID}}})
	is := note(office.MeetingEntry{Deed: office.MeetingClosed})
	is, err := s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID})
	if err != nil {
		t.Fatal(err)
	}
	document := is.Minutes[0].Document
	asked := func() string {
		t.Helper()
		said, err := s.RouteAsked(ctx, office.RouteQuery{Number: "01"})
		if err != nil || len(said) != 1 {
			t.Fatal(said, err)
		}
		return said[0]
	}
	said := asked()
	for _, want := range []string{"Việc 1 giao Trần Thị Ví Dụ, hạn là hết ngày 19/12/2098", "Việc 2 giao Lê Văn Thử, hạn là hết ngày 18/12/2020", "(quá hạn", "Việc 3 giao Nguyễn Văn Mẫu, không ghi hạn."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q wants %q", said, want)
		}
	}
	if strings.Contains(said, "dự toán") || strings.Contains(said, "mái") {
		t.Errorf("what is to be done is spoken: %q", said)
	}
	road, err := s.RouteOf(ctx, document)
	if err != nil || len(road.Tasks) != 3 || len(road.Ends) != 1 || road.Ends[0].Stage != office.StageReceived {
		t.Fatalf("%+v %v", road, err)
	}
	owed := func(what string) int {
		t.Helper()
		road, err := s.RouteOf(ctx, document)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(road.Duties, func(d office.RouteDuty) bool { return d.Said == what })
		if i < 0 {
			return 0
		}
		if late := road.Duties[i].Late != ""; late != (what == "Sửa mái") {
			t.Errorf("%s is late: %v", what, late)
		}
		return 1
	}
	if owed("Gửi dự toán") != 1 || owed("Sửa mái") != 1 {
		t.Errorf("%+v", road.Duties)
	}
	for i := range 3 {
		note(office.MeetingEntry{Deed: office.MeetingTaskDone, Of: is.Tasks[i].ID})
		if said := asked(); i < 2 && !strings.Contains(said, "đã xong.") {
			t.Errorf("%q", said)
		}
	}
	if said := asked(); !strings.Contains(said, "giao 3 việc, đã xong cả") || owed("Gửi dự toán") != 0 {
		t.Errorf("%q", said)
	}
	if _, err := s.CancelRegistered(ctx, chair, document, "lập nhầm"); err != nil {
		t.Fatal(err)
	}
	if road, err := s.RouteOf(ctx, document); err != nil || len(road.Tasks) != 0 {
		t.Errorf("minutes that are cancelled: %+v %v", road.Tasks, err)
	}
	if is, err = s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID}); err != nil {
		t.Fatal(err)
	}
	if road, err := s.RouteOf(ctx, is.Minutes[1].Document); err != nil || len(road.Tasks) != 3 {
		t.Errorf("those in their place: %+v %v", road.Tasks, err)
	}
	if road, err := s.RouteOf(ctx, document); err != nil || len(road.Tasks) != 0 {
		t.Errorf("minutes that were cancelled: %+v %v", road.Tasks, err)
	}
}
