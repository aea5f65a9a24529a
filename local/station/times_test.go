package station

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
)

// openAt opens the office anew on a PC whose clock shows a time, and has it write an entry.
func (d *desk) openAt(t *testing.T, at time.Time) (told []error) {
	t.Helper()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Options{Home: d.home, State: d.state, Clock: &hands{at}, Passwords: people.LeastCost()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d.Station, told = s, s.Beside()
	if _, err := d.Begin(t.Context(), staff[0]); err != nil {
		t.Fatal(err)
	}
	return told
}

func tells(told []error, what error) bool {
	return slices.ContainsFunc(told, func(err error) bool { return errors.Is(err, what) })
}

// timesOf is what a verification says of the times of the journal.
func (d *desk) timesOf(t *testing.T) (office.Proof, office.Condition) {
	t.Helper()
	proof, err := d.ProveJournal(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(proof.Checks, func(c office.Condition) bool { return c.Point == "Giờ trong nhật ký" })
	if i < 0 {
		t.Fatalf("nothing is said of times: %+v", proof.Checks)
	}
	return proof, proof.Checks[i]
}

// TestAClockThatGoesBackIsToldAndIsNoFaultOfTheJournal moves the clock of the PC between
// sittings.
func TestAClockThatGoesBackIsToldAndIsNoFaultOfTheJournal(t *testing.T) {
	d, begun := newDesk(t), time.Now()
	for _, c := range []struct {
		name         string
		at           time.Duration
		behind, back bool // told as the station opens
	}{
		{"as it runs", time.Hour, false, false},
		{"set right by three minutes", time.Hour - 3*time.Minute, false, false},
		{"four days later", 96 * time.Hour, false, false},
		{"back", 2 * time.Hour, true, false},
		{"still behind", 3 * time.Hour, true, true},
		{"past all", 97 * time.Hour, false, true},
	} {
		told := d.openAt(t, begun.Add(c.at))
		if tells(told, ClockBehind) != c.behind || tells(told, TimesBack) != c.back {
			t.Errorf("%s: told %v", c.name, told)
		}
	}
	proof, times := d.timesOf(t)
	if proof.Verdict != office.Proven || proof.Reserved || times.Met != office.IsOwed || !strings.Contains(proof.Said, "lùi lại") || !strings.Contains(proof.Said, "nguyên vẹn") {
		t.Errorf("%s: %s; %+v", proof.Verdict, proof.Said, times)
	}
	if n := strings.Count(times.Evidence, "mục"); n != 2 { // the entry, and the one before
		t.Errorf("one step back is told as %q", times.Evidence)
	}
}

func TestAJournalWhoseTimesRunOnSaysSo(t *testing.T) {
	d := newDesk(t)
	d.openAt(t, time.Now().Add(time.Hour))
	proof, times := d.timesOf(t)
	if proof.Verdict != office.Proven || times.Met != office.IsMet || strings.Contains(proof.Said, "lùi") {
		t.Errorf("%s: %s; %+v", proof.Verdict, proof.Said, times)
	}
}

func TestAClockBehindTheJournalIsADoubtOfAVerification(t *testing.T) {
	d := newDesk(t)
	d.openAt(t, time.Now().Add(96*time.Hour))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.start(t)
	proof, times := d.timesOf(t)
	if proof.Verdict != office.Proven || times.Met != office.IsOwed || !strings.Contains(proof.Said, "sớm hơn mục mới nhất") {
		t.Errorf("%s: %s; %+v", proof.Verdict, proof.Said, times)
	}
}

func TestAWordOnTheClockEndsWhatIsToldAsTheStationOpens(t *testing.T) {
	d, begun := newDesk(t), time.Now()
	d.openAt(t, begun.Add(96*time.Hour))
	if told := d.openAt(t, begun); !tells(told, ClockBehind) {
		t.Fatal(told)
	}
	draft, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.VouchClock(t.Context(), draft.ID, staff[0], "đã so với đồng hồ của cơ quan"); err != nil {
		t.Fatal(err)
	}
	if told := d.openAt(t, begun.Add(time.Hour)); tells(told, ClockBehind) || tells(told, TimesBack) {
		t.Errorf("told %v", told)
	}
}
