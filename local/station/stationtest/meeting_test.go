package stationtest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
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
	other := m.Meeting
	other.Title, other.People, other.Agenda = "Đổi tên sau khi họp", other.People[:2], nil
	if _, err := s.ChangeMeeting(ctx, secretary, other); err != nil {
		t.Fatal(err)
	}
	draft := filepath.Join(t.TempDir(), "bb.docx")
	if err := s.SaveMinutes(ctx, m.ID, "", draft); err != nil {
		t.Fatal(err)
	}
	is, err := s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID})
	if err != nil || len(is.Minutes) != 1 || is.Minutes[0].Number != "01/BB-UBND" || !is.Minutes[0].Agrees {
		t.Fatalf("%+v %v", is.Minutes, err)
	}
	if r, err := s.RegisteredOf(ctx, is.Minutes[0].Document); err != nil || r.Document.Subject != "Họp giao ban tháng" {
		t.Errorf("the minutes are of %q: %v", r.Document.Subject, err)
	}
	key := office.KeySource{Place: office.KeyInFile, Path: KeyFile(t)}
	if _, err := s.OpenKey(ctx, key, []byte(Password)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SignMinutesSure(ctx, chair, m.ID, ""); !errors.Is(err, station.SecretaryFirst) {
		t.Fatalf("the chair signed before the secretary: %v", err)
	}
	_, err = s.SignMinutes(ctx, secretary, m.ID, "")
	if f, _ := office.FailureIn(err); !errors.Is(err, station.MinutesOtherName) || !strings.Contains(f.Said, "thư ký là Trần Thị Ví Dụ") {
		t.Fatalf("signed with a certificate of another name: %v", err)
	}
	if is, err = s.SignMinutesSure(ctx, secretary, m.ID, ""); err != nil || !is.Entries[len(is.Entries)-1].Sure {
		t.Fatal(err)
	}
	if is, err = s.SignMinutesSure(ctx, chair, m.ID, ""); err != nil || len(is.Minutes[0].Signed) != 2 {
		t.Fatalf("%+v %v", is.Minutes, err)
	}
	proof, err := s.ProveMinutes(ctx, m.ID, "")
	if err != nil || proof.Verdict != office.Proven || len(proof.Checks) != 5 {
		t.Fatalf("%+v %v", proof, err)
	}
	for _, c := range proof.Checks { // the key of this office bears the name of neither, and is one for both
		if doubted := c.Point == "Chữ ký"; (c.Met == office.IsMet) == doubted || doubted && (!strings.Contains(c.Evidence, "không phải Trần Thị Ví Dụ") || !strings.Contains(c.Evidence, "cùng một chứng thư")) {
			t.Errorf("%s: %s", c.Point, c.Evidence)
		}
	}
	folder := t.TempDir()
	names, err := s.SaveEnclosed(ctx, is.Minutes[0].Document, folder)
	if err != nil || len(names) != 3 {
		t.Fatalf("%v %v", names, err)
	}
	saved := filepath.Join(t.TempDir(), "bb.pdf")
	if err := s.SaveMinutes(ctx, m.ID, "", saved); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(saved); err != nil || office.DigestOf(b) != is.Minutes[0].File {
		t.Errorf("what is saved of signed minutes is another file: %v", err)
	}
	if dir := os.Getenv("TRAM_SEE"); dir != "" {
		for _, n := range names {
			b, _ := os.ReadFile(filepath.Join(folder, n))
			_ = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(n, " ", "_")), b, 0o644)
		}
	}
}

// files are all of an office by their names below a folder, but for what a test leaves out.
func files(t *testing.T, home, without string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, without) {
			return err
		}
		content, err := os.ReadFile(path)
		all[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestASecretBallotChangesNothingButItsBox: no byte of the office is another one after a ballot than before,
// so that no order, no time and no word of it lies anywhere; what is written down at the end is the list in
// the order of the invitation, and sums.
func TestASecretBallotChangesNothingButItsBox(t *testing.T) {
	s, _, secretary, m := held(t)
	ctx := t.Context()
	for _, p := range m.People {
		if _, err := s.NoteInMeeting(ctx, secretary, office.MeetingEntry{Meeting: m.ID, Deed: office.MeetingAttended, Seat: p.Seat, How: office.AttendHere}); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range []office.MeetingEntry{{Deed: office.MeetingOpened}, {Deed: office.MeetingMoved, Motion: office.Motion{Title: "Bầu tổ trưởng", Choices: []string{"Ông A", "Bà B"}, Rule: office.VoteMost, Secret: true}}} {
		e.Meeting = m.ID
		if _, err := s.NoteInMeeting(ctx, secretary, e); err != nil {
			t.Fatal(err)
		}
	}
	is, err := s.MeetingSession(ctx, m.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	motion := is.Votes[0].ID
	if _, _, err := s.OpenVote(ctx, secretary, m.ID, "", motion); err != nil {
		t.Fatal(err)
	}
	order := []int{4, 1, 3}
	for i, who := range order {
		before := files(t, s.Home(), "ballots")
		if _, err := s.CastBallot(ctx, m.ID, "", motion, m.People[who].Seat, []int{i % 2}); err != nil {
			t.Fatal(err)
		}
		after := files(t, s.Home(), "ballots")
		for path, content := range after {
			if before[path] != content {
				t.Errorf("a ballot changed %s", path)
			}
		}
		if len(after) != len(before) {
			t.Errorf("%d files became %d", len(before), len(after))
		}
	}
	is, err = s.CloseVote(ctx, secretary, m.ID, "", motion, nil)
	if err != nil {
		t.Fatal(err)
	}
	if voted := is.Votes[0].Voted; len(voted) != 3 || voted[0] != m.People[1].Seat || voted[1] != m.People[3].Seat || voted[2] != m.People[4].Seat {
		t.Errorf("who voted stands in another order: %v", voted)
	}
	for _, e := range is.Entries {
		if e.Deed == office.MeetingVoted || len(e.Choice) > 0 {
			t.Errorf("a ballot is written down: %+v", e)
		}
	}
	if left := files(t, filepath.Join(s.Home(), "ballots"), "*"); len(left) != 0 {
		t.Errorf("the box is still there: %d files", len(left))
	}
}

// TestABoxIsOpenedAgainWithItsKeyAfterAKill: without the key nobody votes on, with it the vote goes on, and a
// box whose vote was struck is taken away.
func TestABoxIsOpenedAgainWithItsKeyAfterAKill(t *testing.T) {
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
	_, key, err := s.OpenVote(ctx, secretary, m.ID, "", motion)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.CastBallot(ctx, m.ID, "", motion, m.People[0].Seat, []int{0}); err != nil {
		t.Fatal(err)
	}
	home := s.Home()
	stray := filepath.Join(home, "ballots", string(m.People[0].Seat)+".box") // of no vote that is known here: it may come back with a copy
	if err := os.WriteFile(stray, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if s, err = station.Open(ctx, station.Options{Home: home, State: filepath.Join(t.TempDir(), "máy"), Passwords: people.LeastCost()}); err != nil {
		t.Fatal(err)
	}
	defer func() { s.Close() }()
	is, err := s.MeetingSession(ctx, m.ID, "")
	if err != nil || !is.Votes[0].Here || !is.Votes[0].Locked || len(is.Votes[0].Voted) != 0 {
		t.Fatalf("%+v %v", is.Votes, err)
	}
	if _, err := s.CastBallot(ctx, m.ID, "", motion, m.People[1].Seat, []int{0}); !errors.Is(err, station.BoxLocked) {
		t.Errorf("without the key: %v", err)
	}
	if err := s.UnlockBox(ctx, m.ID, "", motion, key); err != nil {
		t.Fatal(err)
	}
	for i, p := range m.People[:3] {
		if _, err := s.CastBallot(ctx, m.ID, "", motion, p.Seat, []int{0}); (err == nil) != (i > 0) {
			t.Errorf("ballot %d: %v", i, err)
		}
	}
	box := filepath.Join(home, "ballots", string(motion)+".box")
	kept, err := os.ReadFile(box)
	if err != nil {
		t.Fatal(err)
	}
	if is, err = s.CloseVote(ctx, secretary, m.ID, "", motion, nil); err != nil || is.Votes[0].Tally[0] != 3 {
		t.Errorf("%+v %v", is.Votes, err)
	}
	s.Close()
	if err := os.WriteFile(box, kept, 0o600); err != nil { // killed as it ended the vote
		t.Fatal(err)
	}
	if s, err = station.Open(ctx, station.Options{Home: home, State: filepath.Join(t.TempDir(), "máy"), Passwords: people.LeastCost()}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(box); err == nil {
		t.Error("the box of a vote that is over is still there")
	}
	if _, err := os.Stat(stray); err != nil {
		t.Error("the box of a vote that nobody knows was thrown away")
	}
}

// TestTwoStationsBringTheirMeetingsTogether: what each changed of one meeting apart stands on both, what
// cannot both be waits for a person, and what each booked apart in one room is told.
func TestTwoStationsBringTheirMeetingsTogether(t *testing.T) {
	a, b := Two(t)
	ctx := t.Context()
	by := Clerk(t, a)
	room, err := a.KeepSheet(ctx, "phong-hop", by, office.Sheet{Answers: map[string]string{"name": "Phòng họp", "sort": "room", "place": "Trụ sở"}})
	if err != nil {
		t.Fatal(err)
	}
	wish := office.Meeting{Sort: office.MeetingPlain, Title: "Giao ban", Secrecy: office.Ordinary, Way: office.MeetingHere, Rooms: []office.ID{room.ID}, When: office.Timing{Start: "2040-12-03T08:00:00", Lasts: 3600}}
	m, err := a.ArrangeMeeting(ctx, by, wish)
	if err != nil {
		t.Fatal(err)
	}
	Brings(t, a, b)
	if _, err := a.MoveMeeting(ctx, by, m.ID, "", office.Shift{When: office.Timing{Start: "2040-12-03T09:00:00", Lasts: 3600}}); err != nil {
		t.Fatal(err)
	}
	there, err := b.Meeting(ctx, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	there.Purpose = "Mang theo số liệu"
	if _, err := b.ChangeMeeting(ctx, Clerk(t, b), there.Meeting); err != nil {
		t.Fatal(err)
	}
	wish.Title, wish.When.Start = "Đặt ở máy kia", "2040-12-03T09:30:00"
	if _, err := b.ArrangeMeeting(ctx, Clerk(t, b), wish); err != nil {
		t.Fatal(err)
	}
	Brings(t, a, b)
	Brings(t, b, a)
	Brings(t, a, b)
	for name, s := range map[string]*station.Station{"a": a, "b": b} {
		is, err := s.Meeting(ctx, m.ID)
		if err != nil || is.When.Start != "2040-12-03T09:00:00" || is.Purpose != "Mang theo số liệu" || is.Parted {
			t.Errorf("%s: %+v %v", name, is, err)
		}
		if len(is.Clashes) != 1 || !strings.Contains(is.Clashes[0], "Đặt ở máy kia") {
			t.Errorf("%s: what was taken twice: %q", name, is.Clashes)
		}
		all, err := s.MeetingsBetween(ctx, time.Date(2040, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2041, 1, 1, 0, 0, 0, 0, time.UTC))
		if err != nil || len(all) != 2 {
			t.Errorf("%s lists %d: %v", name, len(all), err)
		}
	}
}

// TestMinutesWhoseNumberWasCancelledAreMadeAgain, and never while their number stands.
func TestMinutesWhoseNumberWasCancelledAreMadeAgain(t *testing.T) {
	s, chair, secretary, m := held(t)
	ctx := t.Context()
	for _, e := range []office.MeetingEntry{{Deed: office.MeetingAttended, Seat: m.People[0].Seat, How: office.AttendHere}, {Deed: office.MeetingOpened}, {Deed: office.MeetingClosed}} {
		e.Meeting = m.ID
		if _, err := s.NoteInMeeting(ctx, secretary, e); err != nil {
			t.Fatal(err)
		}
	}
	is, err := s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID}); err == nil {
		t.Fatal("made twice while their number stands")
	}
	if _, err := s.CancelRegistered(ctx, chair, is.Minutes[0].Document, "lập nhầm"); err != nil {
		t.Fatal(err)
	}
	if is, err = s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID}); err != nil || len(is.Minutes) != 2 || is.Minutes[1].Number != "02/BB-UBND" || !is.Minutes[1].Agrees {
		t.Fatalf("%+v %v", is.Minutes, err)
	}
}

// TestOnlyFilesThatWereSignedHereAreMinutes: a file that begins as the minutes do, and goes on otherwise, is
// put to their document, and is not what gets signed.
func TestOnlyFilesThatWereSignedHereAreMinutes(t *testing.T) {
	s, _, secretary, m := held(t)
	ctx := t.Context()
	for _, e := range []office.MeetingEntry{{Deed: office.MeetingAttended, Seat: m.People[0].Seat, How: office.AttendHere}, {Deed: office.MeetingOpened}, {Deed: office.MeetingClosed}} {
		e.Meeting = m.ID
		if _, err := s.NoteInMeeting(ctx, secretary, e); err != nil {
			t.Fatal(err)
		}
	}
	is, err := s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID})
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	names, err := s.SaveEnclosed(ctx, is.Minutes[0].Document, folder)
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	made, err := os.ReadFile(filepath.Join(folder, names[0]))
	if err != nil {
		t.Fatal(err)
	}
	evil := filepath.Join(t.TempDir(), "khac.pdf")
	if err := os.WriteFile(evil, append(made, "% 9.000.000.000\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Enclose(ctx, secretary, is.Minutes[0].Document, office.Enclosing{Paths: []string{evil}, Secrecy: office.Ordinary}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := s.OpenKey(ctx, office.KeySource{Place: office.KeyInFile, Path: KeyFile(t)}, []byte(Password)); err != nil {
		t.Fatal(err)
	}
	if is, err = s.SignMinutesSure(ctx, secretary, m.ID, ""); err != nil || len(is.Minutes[0].Signed) != 1 {
		t.Fatalf("%+v %v", is.Minutes, err)
	}
	after := t.TempDir()
	if names, err = s.SaveEnclosed(ctx, is.Minutes[0].Document, after); err != nil || len(names) != 3 {
		t.Fatal(names, err)
	}
	signed := 0
	for path, content := range files(t, after, "*") {
		if office.DigestOf([]byte(content)) != is.Minutes[0].File {
			continue
		}
		signed++
		if strings.Contains(content, "9.000.000.000") || !strings.HasPrefix(content, string(made)) {
			t.Errorf("%s was signed", path)
		}
	}
	if signed != 1 {
		t.Errorf("%d files are the minutes", signed)
	}
}
