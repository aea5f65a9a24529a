package stationtest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/meetings"
	"tram/local/office"
	"tram/local/people"
	"tram/local/station"
)

// TestAStruckSecretCountIsVotedAnewIntoAnotherBox: whoever strikes says that they know what it means, the way
// out is told, the struck sums are shown to nobody, and the next box has another key.
func TestAStruckSecretCountIsVotedAnewIntoAnotherBox(t *testing.T) {
	s, _, secretary, m := held(t)
	ctx := t.Context()
	note := func(e office.MeetingEntry) (office.SessionTold, error) {
		e.Meeting = m.ID
		return s.NoteInMeeting(ctx, secretary, e)
	}
	for _, p := range m.People {
		if _, err := note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: p.Seat, How: office.AttendHere}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := note(office.MeetingEntry{Deed: office.MeetingOpened}); err != nil {
		t.Fatal(err)
	}
	is, err := note(office.MeetingEntry{Deed: office.MeetingMoved, Motion: office.Motion{Title: "Bầu", Rule: office.VotePresentHalf, Secret: true}})
	if err != nil {
		t.Fatal(err)
	}
	motion := is.Votes[0].ID
	voted := func(choice int) (key string) {
		t.Helper()
		_, key, err := s.OpenVote(ctx, secretary, m.ID, "", motion)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range m.People[:3] {
			if _, err := s.CastBallot(ctx, m.ID, "", motion, p.Seat, []int{choice}); err != nil {
				t.Fatal(err)
			}
		}
		if is, err = s.CloseVote(ctx, secretary, m.ID, "", motion, nil); err != nil {
			t.Fatal(err)
		}
		return key
	}
	first := voted(0)
	closed := is.Entries[len(is.Entries)-1].ID
	if _, err := note(office.MeetingEntry{Deed: office.MeetingStruck, Of: closed, Say: "kiểm nhầm"}); !errors.Is(err, meetings.SecretCounted) {
		t.Fatalf("struck without a word: %v", err)
	}
	if is, err = note(office.MeetingEntry{Deed: office.MeetingStruck, Of: closed, Say: "kiểm nhầm", Sure: true}); err != nil || is.Votes[0].Stage != "moved" || is.Votes[0].Again == "" {
		t.Fatalf("%+v %v", is.Votes, err)
	}
	if second := voted(1); second == first || is.Votes[0].Tally[1] != 3 || is.Votes[0].Again != "" {
		t.Errorf("%q after %q: %+v", second, first, is.Votes)
	}
	struck := 0
	for _, e := range is.Entries {
		if e.Struck != "" {
			struck++
			if e.Counted != nil || strings.Contains(e.Said, is.Votes[0].Result) {
				t.Errorf("the struck count is told: %+v", e)
			}
		}
	}
	if struck != 2 {
		t.Errorf("%d entries are told as struck", struck)
	}
}

// TestABoxThatNoVoteOpenedIsTakenAway: a program that was killed between the box and its entry would else
// never let the vote be opened.
func TestABoxThatNoVoteOpenedIsTakenAway(t *testing.T) {
	s, _, secretary, m := held(t)
	ctx := t.Context()
	is, err := s.NoteInMeeting(ctx, secretary, office.MeetingEntry{Meeting: m.ID, Deed: office.MeetingMoved, Motion: office.Motion{Title: "Bầu", Rule: office.VotePresentHalf, Secret: true}, At: time.Now().Add(-time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	home := s.Home()
	box := filepath.Join(home, "ballots", string(is.Votes[0].ID)+".box")
	if err := os.MkdirAll(filepath.Dir(box), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(box, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if s, err = station.Open(ctx, station.Options{Home: home, State: filepath.Join(t.TempDir(), "máy"), Passwords: people.LeastCost()}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := os.Stat(box); err == nil {
		t.Error("the box stands in the way of its vote")
	}
}

// TestTheRollTellsWhyAndWhenSomebodyWasAway, in the session as it is told and in what was written down.
func TestTheRollTellsWhyAndWhenSomebodyWasAway(t *testing.T) {
	s, _, secretary, m := held(t)
	ctx := t.Context()
	now := time.Now().In(office.VietNam)
	var is office.SessionTold
	for i, e := range []office.MeetingEntry{
		{Deed: office.MeetingAttended, Seat: m.People[2].Seat, How: office.AttendHere}, {Deed: office.MeetingOpened},
		{Deed: office.MeetingAttended, Seat: m.People[2].Seat, How: office.AttendLeft, Say: "đi tiếp dân"},
		{Deed: office.MeetingAttended, Seat: m.People[2].Seat, How: office.AttendHere},
		{Deed: office.MeetingAttended, Seat: m.People[2].Seat, How: office.AttendHere, Deputy: "Đỗ Văn Thay", Authority: "Giấy 02"},
		{Deed: office.MeetingAttended, Seat: m.People[2].Seat, How: office.AttendLeft, Say: "nhà có việc"},
	} {
		e.Meeting, e.At = m.ID, now.Add(time.Duration(i-30)*time.Minute)
		var err error
		if is, err = s.NoteInMeeting(ctx, secretary, e); err != nil {
			t.Fatal(err)
		}
	}
	clock := func(i int) string { return now.Add(time.Duration(i-30) * time.Minute).Format("15:04") }
	want := "Đã rời cuộc họp lúc " + clock(5) + ": nhà có việc; vắng " + clock(2) + "–" + clock(3) + ": đi tiếp dân; Đỗ Văn Thay dự thay từ " + clock(4)
	if p := is.People[2]; p.Said != want || p.Deputy != "Đỗ Văn Thay" {
		t.Errorf("%q", p.Said)
	}
	for i, want := range map[int]string{2: "Lê Văn Thử: đã rời cuộc họp: đi tiếp dân", 4: "Lê Văn Thử: có mặt tại phòng; Đỗ Văn Thay dự thay"} {
		if is.Entries[i].Said != want {
			t.Errorf("%q", is.Entries[i].Said)
		}
	}
}

// TestWhoWentOutCastsNoSecretBallot until they are back, as it is with every other vote.
func TestWhoWentOutCastsNoSecretBallot(t *testing.T) {
	s, _, secretary, m := held(t)
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
	for _, p := range m.People {
		note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: p.Seat, How: office.AttendHere})
	}
	note(office.MeetingEntry{Deed: office.MeetingOpened})
	motion := note(office.MeetingEntry{Deed: office.MeetingMoved, Motion: office.Motion{Title: "Bầu", Rule: office.VotePresentHalf, Secret: true}}).Votes[0].ID
	if _, _, err := s.OpenVote(ctx, secretary, m.ID, "", motion); err != nil {
		t.Fatal(err)
	}
	out := m.People[1].Seat
	note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: out, How: office.AttendLeft})
	if _, err := s.CastBallot(ctx, m.ID, "", motion, out, []int{0}); !errors.Is(err, meetings.NoVote) {
		t.Errorf("a ballot of whoever is out: %v", err)
	}
	note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: out, How: office.AttendHere})
	if voted, err := s.CastBallot(ctx, m.ID, "", motion, out, []int{0}); err != nil || len(voted) != 1 {
		t.Errorf("back again: %v %v", voted, err)
	}
}
