package stationtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// held is an office with a meeting that goes on: five who vote, led by the first clerk, written by the
// second.
func held(t *testing.T) (s *station.Station, chair, secretary office.Clerk, m office.MeetingTold) {
	t.Helper()
	s, ctx := Open(t, t.TempDir()), t.Context()
	if _, err := s.SetUp(ctx, Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu", Position: "Chủ tịch"}, {Name: "Trần Thị Ví Dụ", Position: "Văn phòng"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	clerks, err := s.Clerks(ctx)
	if err != nil || len(clerks) < 2 {
		t.Fatal(clerks, err)
	}
	chair, secretary = clerks[0], clerks[1]
	now := time.Now().In(office.VietNam)
	if err := s.OpenYear(ctx, chair, office.YearWish{Year: now.Year(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	wish := office.Meeting{Sort: office.MeetingPlain, Title: "Họp giao ban tháng", Secrecy: office.Ordinary, Way: office.MeetingHere, Place: "Phòng họp tầng 2", State: office.MeetingConfirmed, Quorum: office.QuorumHalf,
		When:   office.Timing{Start: now.Format("2006-01-02T15:04:05"), Lasts: 3600},
		Agenda: []office.AgendaItem{{Title: "Công tác tháng", Who: "Lê Văn Thử"}, {Title: "Dự toán"}},
		People: []office.MeetingPerson{{ID: chair.ID, Role: office.MeetingChair, Votes: true}, {ID: secretary.ID, Role: office.MeetingSecretary, Votes: true},
			{Name: "Lê Văn Thử", Votes: true, Role: office.MeetingMember}, {Name: "Phạm Thị Giả", Votes: true, Role: office.MeetingMember}, {Name: "Hoàng Văn Định", Votes: true, Role: office.MeetingMember}}}
	if m, err = s.ArrangeMeeting(ctx, secretary, wish); err != nil {
		t.Fatal(err)
	}
	return s, chair, secretary, m
}

// TestAMeetingGoesFromItsInvitationToSignedMinutesOnTheRegister plays the whole chain, and changes its
// file afterwards.
func TestAMeetingGoesFromItsInvitationToSignedMinutesOnTheRegister(t *testing.T) {
	s, chair, secretary, m := held(t)
	ctx := t.Context()
	note := func(e office.MeetingEntry) office.SessionTold {
		t.Helper()
		e.Meeting = m.ID
		is, err := s.NoteInMeeting(ctx, secretary, e)
		if err != nil {
			t.Fatalf("%s: %v", e.Deed, err)
		}
		return is
	}
	for _, p := range m.People[:4] {
		note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: p.Seat, How: office.AttendHere})
	}
	note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: m.People[4].Seat, How: office.AttendAbsent, Say: "đi công tác"})
	note(office.MeetingEntry{Deed: office.MeetingOpened})
	note(office.MeetingEntry{Deed: office.MeetingItemBegun, Item: m.Agenda[0].ID})
	note(office.MeetingEntry{Deed: office.MeetingSpoken, Item: m.Agenda[0].ID, Seat: m.People[2].Seat, Say: "Đã xong 12 việc."})
	is := note(office.MeetingEntry{Deed: office.MeetingMoved, Item: m.Agenda[1].ID, Motion: office.Motion{Title: "Thông qua dự toán", Rule: office.VoteMembersHalf}})
	open := is.Votes[0].ID
	if is, _, err := s.OpenVote(ctx, secretary, m.ID, "", open); err != nil || len(is.Votes[0].May) != 4 {
		t.Fatalf("%+v %v", is.Votes, err)
	}
	for i, p := range m.People[:4] {
		note(office.MeetingEntry{Deed: office.MeetingVoted, Of: open, Seat: p.Seat, Choice: []int{i / 3}})
	}
	if is, err := s.CloseVote(ctx, secretary, m.ID, "", open, nil); err != nil || is.Votes[0].Result != "Thông qua: 3 tán thành trên 5 (cần 3), 1 không tán thành, 0 không có ý kiến." {
		t.Fatalf("%+v %v", is.Votes[0], err)
	}
	is = note(office.MeetingEntry{Deed: office.MeetingMoved, Motion: office.Motion{Title: "Bầu tổ trưởng", Choices: []string{"Ông A", "Bà B"}, Rule: office.VoteMost, Secret: true}})
	secret := is.Votes[1].ID
	if _, key, err := s.OpenVote(ctx, secretary, m.ID, "", secret); err != nil || len(key) != 29 {
		t.Fatalf("%q %v", key, err)
	}
	for i, p := range m.People[:3] {
		if voted, err := s.CastBallot(ctx, m.ID, "", secret, p.Seat, []int{i % 2}); err != nil || len(voted) != i+1 {
			t.Fatal(voted, err)
		}
	}
	if is, err := s.CloseVote(ctx, secretary, m.ID, "", secret, nil); err != nil || is.Votes[1].Result != "Được chọn: Ông A (2)." {
		t.Fatalf("%+v %v", is.Votes[1], err)
	}
	note(office.MeetingEntry{Deed: office.MeetingTasked, Say: "Gửi dự toán", Task: office.Duties{Who: office.RoutePerson{ID: secretary.ID}, Due: "2099-12-20"}})
	note(office.MeetingEntry{Deed: office.MeetingClosed})
	draft := filepath.Join(t.TempDir(), "bb.docx")
	if err := s.SaveMinutes(ctx, m.ID, "", draft); err != nil {
		t.Fatal(err)
	}
	is, err := s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID})
	if err != nil || len(is.Minutes) != 1 || is.Minutes[0].Number != "01/BB-UBND" || !is.Minutes[0].Agrees {
		t.Fatalf("%+v %v", is.Minutes, err)
	}
	key := office.KeySource{Place: office.KeyInFile, Path: KeyFile(t)}
	if _, err := s.OpenKey(ctx, key, []byte(Password)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SignMinutes(ctx, chair, m.ID, ""); err == nil {
		t.Fatal("the chair signed before the secretary")
	}
	if _, err := s.SignMinutes(ctx, secretary, m.ID, ""); err != nil {
		t.Fatal(err)
	}
	if is, err = s.SignMinutes(ctx, chair, m.ID, ""); err != nil || len(is.Minutes[0].Signed) != 2 {
		t.Fatalf("%+v %v", is.Minutes, err)
	}
	proof, err := s.ProveMinutes(ctx, m.ID, "")
	if err != nil || proof.Verdict != office.Proven || len(proof.Checks) != 5 {
		t.Fatalf("%+v %v", proof, err)
	}
	for _, c := range proof.Checks {
		if c.Met != office.IsMet {
			t.Errorf("%s: %s", c.Point, c.Evidence)
		}
	}
	folder := t.TempDir()
	names, err := s.SaveEnclosed(ctx, is.Minutes[0].Document, folder)
	if err != nil || len(names) != 3 {
		t.Fatalf("%v %v", names, err)
	}
	if dir := os.Getenv("TRAM_SEE"); dir != "" {
		for _, n := range names {
			b, _ := os.ReadFile(filepath.Join(folder, n))
			_ = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(n, " ", "_")), b, 0o644)
		}
	}
}
