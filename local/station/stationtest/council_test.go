package stationtest

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// TestMinutesOfACouncilBearItsName, as their notation does, at the station of the committee of the place.
func TestMinutesOfACouncilBearItsName(t *testing.T) {
	s, _, secretary, m := held(t)
	ctx := t.Context()
	council := m.Meeting
	council.ID, council.UID, council.Version, council.Sort = "", "", 0, office.MeetingCouncil
	council.When.Start = time.Now().In(office.VietNam).AddDate(0, 0, 1).Format("2006-01-02T15:04:05")
	is, err := s.ArrangeMeeting(ctx, secretary, council)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []office.MeetingEntry{{Deed: office.MeetingAttended, Seat: is.People[0].Seat, How: office.AttendHere}, {Deed: office.MeetingOpened}, {Deed: office.MeetingClosed}} {
		e.Meeting = is.ID
		if _, err := s.NoteInMeeting(ctx, secretary, e); err != nil {
			t.Fatal(err)
		}
	}
	draft := filepath.Join(t.TempDir(), "bb.pdf")
	if err := s.SaveMinutes(ctx, is.ID, "", draft); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(ctx, "pdftotext", draft, "-").Output()
	if words := string(out); err != nil || !strings.Contains(words, "HỘI ĐỒNG NHÂN DÂN") || strings.Contains(words, "ỦY BAN NHÂN DÂN") {
		t.Errorf("the minutes of a council say %v\n%s", err, words)
	}
	told, err := s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: is.ID})
	if err != nil || told.Minutes[0].Number != "01/BB-HĐND" {
		t.Fatalf("%+v %v", told.Minutes, err)
	}
	if r, err := s.RegisteredOf(ctx, told.Minutes[0].Document); err != nil || !strings.HasPrefix(r.Document.Issuer, "Hội đồng nhân dân") {
		t.Errorf("issued by %q: %v", r.Document.Issuer, err)
	}
	if proof, err := s.ProveMinutes(ctx, is.ID, ""); err != nil || proof.Verdict != office.Proven || proof.Relied() != office.SignatureReserved { // for nobody signed yet
		t.Errorf("%+v %v", proof, err)
	}
}

// TestAChairWhoWorksHereOnlySinceSigns the minutes: a council's was invited by name. Of two who bear it nobody
// knows which is meant.
func TestAChairWhoWorksHereOnlySinceSigns(t *testing.T) {
	s, _, secretary, m := held(t)
	ctx := t.Context()
	m.People[0] = office.MeetingPerson{Seat: m.People[0].Seat, Name: "Vũ Văn Chủ", Role: office.MeetingChair, Votes: true}
	if _, err := s.ChangeMeeting(ctx, secretary, m.Meeting); err != nil {
		t.Fatal(err)
	}
	for _, e := range []office.MeetingEntry{{Deed: office.MeetingAttended, Seat: m.People[0].Seat, How: office.AttendHere}, {Deed: office.MeetingOpened}, {Deed: office.MeetingClosed}} {
		e.Meeting = m.ID
		if _, err := s.NoteInMeeting(ctx, secretary, e); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.MinuteMeeting(ctx, secretary, office.MinutesWish{Meeting: m.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.OpenKey(ctx, office.KeySource{Place: office.KeyInFile, Path: KeyFile(t)}, []byte(Password)); err != nil {
		t.Fatal(err)
	}
	chair, err := s.SaveClerk(ctx, office.Clerk{Name: "Vũ Văn Chủ", Position: "Chủ tịch Hội đồng nhân dân"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SignMinutesSure(ctx, chair, m.ID, ""); !errors.Is(err, station.SecretaryFirst) {
		t.Fatalf("before the secretary: %v", err)
	}
	if _, err := s.SignMinutesSure(ctx, secretary, m.ID, ""); err != nil {
		t.Fatal(err)
	}
	other, err := s.SaveClerk(ctx, office.Clerk{Name: "Vũ Văn Chủ", Position: "Bảo vệ"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.SignMinutesSure(ctx, other, m.ID, ""); !errors.Is(err, station.NotMinutesSigner) {
		t.Fatalf("one of two of that name: %v", err)
	}
	other.Name = "Lê Văn Gác"
	if _, err := s.SaveClerk(ctx, other); err != nil {
		t.Fatal(err)
	}
	if is, err := s.SignMinutesSure(ctx, chair, m.ID, ""); err != nil || len(is.Minutes[0].Signed) != 2 {
		t.Errorf("%+v %v", is.Minutes, err)
	}
}
