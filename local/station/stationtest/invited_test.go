package stationtest

import (
	"errors"
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
