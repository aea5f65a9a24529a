package stationtest

import (
	"testing"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// TestMeetingsOfWhoeverSitsHereAreTheirs: those to which they are invited and come, that begin in time; nobody
// who has not unlocked has any, nor does anybody in an office without accounts.
func TestMeetingsOfWhoeverSitsHereAreTheirs(t *testing.T) {
	s := Manned(t)
	ctx := t.Context()
	clerks, err := s.Clerks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	account, err := s.People().Named(ctx, clerks[0].Name)
	if err == nil {
		err = s.GivePosts(ctx, account.ID, []office.Post{office.AsAdmin, office.AsClerk})
	}
	if err != nil {
		t.Fatal(err)
	}
	me, now := clerks[0], time.Now().UTC().Truncate(time.Minute)
	arrange := func(title string, in time.Duration, people ...office.MeetingPerson) office.Meeting {
		return arranges(t, s, office.Meeting{Sort: office.MeetingPlain, Title: title, Secrecy: office.Ordinary, Way: office.MeetingHere, Place: title, State: office.MeetingConfirmed, People: people, Free: true,
			When: office.Timing{Start: now.Add(in).In(office.VietNam).Format("2006-01-02T15:04:05"), Lasts: 1800}})
	}
	mine := office.MeetingPerson{ID: me.ID, Name: me.Name, Role: office.MeetingMember}
	arrange("Của tôi", 10*time.Minute, mine)
	arrange("Của người khác", 10*time.Minute, office.MeetingPerson{Name: "Lê Văn Thử", Role: office.MeetingMember})
	arrange("Còn lâu", 90*time.Minute, mine)
	arrange("Đang họp", -10*time.Minute, mine)
	declined := mine
	declined.Answer = office.MeetingDeclined
	arrange("Không dự", 12*time.Minute, declined)
	off := arrange("Đã hủy", 12*time.Minute, mine)
	if _, err := s.CancelMeeting(ctx, me, off.ID, "", "hoãn"); err != nil {
		t.Fatal(err)
	}
	got, err := s.MyMeetings(ctx, now, now.Add(15*time.Minute))
	if err != nil || len(got) != 1 || got[0].Title != "Của tôi" {
		t.Errorf("%+v %v", got, err)
	}
	l, err := s.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	l.End()
	if got, err := s.MyMeetings(ctx, now, now.Add(15*time.Minute)); err == nil || len(got) > 0 {
		t.Errorf("nobody sits here, and %+v are theirs", got)
	}
}

func arranges(t *testing.T, s *station.Station, m office.Meeting) office.Meeting {
	t.Helper()
	is, err := s.ArrangeMeeting(t.Context(), office.Clerk{}, m)
	if err != nil {
		t.Fatal(err)
	}
	return is.Meeting
}
