package stationtest

import (
	"errors"
	"os"
	"path/filepath"
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
