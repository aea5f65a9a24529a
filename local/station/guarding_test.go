package station

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	registers "tram/local/books"
	"tram/local/guard"
	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// lookAgain has the guard look now.
func (d *desk) lookAgain() error {
	d.guarding.looked = time.Time{}
	return d.lookOut(context.Background())
}

// TestFilesThatAreTakenHostageStopTheCopying whatever is done to them: at the targets all
// stays as it was until a person lets it go on, with a reason in the journal.
func TestFilesThatAreTakenHostageStopTheCopying(t *testing.T) {
	for name, attack := range map[string]func(path string) error{
		"overwritten":              func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("?", 5000)), 0o600) },
		"overwritten at the start": func(path string) error { return overwrite(path, 64) },
		"emptied":                  func(path string) error { return os.Truncate(path, 0) },
		"renamed":                  func(path string) error { return os.Rename(path, path+".locked") },
		"removed":                  os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			d, where, _, _ := withCopy(t)
			for range guard.Enough {
				d.act(t)
			}
			d.copyNow(t)
			before := tree(t, filepath.Join(where, "tram-sao-luu"))
			if err := d.lookAgain(); err != nil {
				t.Fatal(err)
			}
			all := d.keptFiles(t)
			for i, path := range all[:guard.Enough] {
				if err := attack(path); err != nil {
					t.Fatal(err)
				}
				err := d.lookAgain()
				if enough := i+1 == guard.Enough; errors.Is(err, GuardStopped) != enough {
					t.Fatalf("after %d files: %v", i+1, err)
				}
			}
			if open, err := d.Incidents.open(t.Context()); err != nil || len(open) != 1 || open[0].Sort != "malware" || !strings.HasPrefix(open[0].Described, "5 tệp") {
				t.Errorf("raised: %+v, %v", open, err)
			}
			d.Copies.followers = nil
			states, err := d.CopyNow(t.Context(), nil)
			if err != nil || states[0].Silent != GuardStopped.Name || states[0].Level != office.CopyRed {
				t.Errorf("copied: %+v, %v", states, err)
			}
			if after := tree(t, filepath.Join(where, "tram-sao-luu")); !slices.Equal(after, before) {
				t.Errorf("there lies %v, and lay %v", after, before)
			}
			d.restart(t)
			if states, err = d.CopyNow(t.Context(), nil); err != nil || states[0].Silent != GuardStopped.Name {
				t.Errorf("after a start: %+v, %v", states, err)
			}
			if err := d.LetCopyingGoOn(t.Context(), staff[0], " ", false); !errors.Is(err, NoReason) {
				t.Errorf("without a reason: %v", err)
			}
			if err := d.LetCopyingGoOn(t.Context(), staff[0], "đã thay ổ đĩa", name == "removed"); err != nil {
				t.Fatal(err)
			}
			if open, err := d.Incidents.open(t.Context()); err != nil || (len(open) == 0) != (name == "removed") {
				t.Errorf("open after it: %+v, %v", open, err)
			}
			d.copyNow(t)
			if err := d.lookAgain(); err != nil {
				t.Errorf("what was answered for stops it again: %v", err)
			}
			if err := d.LetCopyingGoOn(t.Context(), staff[0], "lần nữa", false); !errors.Is(err, NotStopped) {
				t.Errorf("twice: %v", err)
			}
		})
	}
}

func overwrite(path string, n int) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(make([]byte, n), 0)
	return errors.Join(err, f.Close())
}

// keptFiles are the files of the vault that records stand on.
func (d *desk) keptFiles(t *testing.T) (all []string) {
	t.Helper()
	err := d.store.EachKept(t.Context(), func(office.Digest) bool { return false }, func(g office.Gap) {
		path := filepath.Join(d.home, vaultName, string(g.Digest[:2]), string(g.Digest)+".age")
		if _, err := os.Stat(path); err == nil && !slices.Contains(all, path) {
			all = append(all, path)
		}
	})
	if err != nil || len(all) < guard.Enough {
		t.Fatal(all, err)
	}
	return all
}

// TestWhatTheStationDoesItselfStopsNoCopying: drafts that are discarded, papers that prove
// secret, an identity that is renewed.
func TestWhatTheStationDoesItselfStopsNoCopying(t *testing.T) {
	d, _, _, _ := withCopy(t)
	for range guard.Enough + 2 {
		d.act(t)
	}
	d.copyNow(t)
	if err := d.lookAgain(); err != nil {
		t.Fatal(err)
	}
	for range guard.Enough + 1 {
		draft, err := d.Begin(t.Context(), staff[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.Take(t.Context(), draft.ID, 0, []string{samplePage(t)}, "", nil); err != nil {
			t.Fatal(err)
		}
		if err := d.Discard(t.Context(), draft.ID); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.lookAgain(); err != nil {
		t.Errorf("drafts that are discarded: %v", err)
	}
	d.renewed(t, Renewal{Reason: people.AfterTheft, Key: d.sealing.RecoveryKey()})
	if err := d.lookAgain(); err != nil {
		t.Errorf("an identity that is renewed: %v", err)
	}
	// Files that the journal says were removed for good.
	all := d.keptFiles(t)
	var named []office.Digest
	for _, path := range all[:guard.Enough+1] {
		named = append(named, office.Digest(strings.TrimSuffix(filepath.Base(path), ".age")))
	}
	if _, err := d.store.SaveNotice(t.Context(), store.Act{Actor: "x", Step: "sweep"}, office.Notice{Kind: office.NoticeSwept, Why: "thử", Clerk: "x", At: time.Now(), Files: named}); err != nil {
		t.Fatal(err)
	}
	for _, path := range all[:guard.Enough+1] {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.lookAgain(); err != nil {
		t.Errorf("files that were swept: %v", err)
	}
}

// putDownWatch has the guard put down what it knows, as it does now and then.
func (d *desk) putDownWatch(t *testing.T) {
	t.Helper()
	d.guarding.put = time.Time{}
	if err := d.lookAgain(); err != nil {
		t.Fatal(err)
	}
}

// withWatched is a station whose guard has seen so many acts more than it takes to stop.
func withWatched(t *testing.T) *desk {
	t.Helper()
	d, _, _, _ := withCopy(t)
	for range guard.Enough + 1 {
		d.act(t)
	}
	d.copyNow(t)
	d.putDownWatch(t)
	return d
}

// TestWhatHappensWhileTheProgramIsClosedIsFoundBeforeItCopies: files that vanish, and files
// that are overwritten in their midst, also before the program runs.
func TestWhatHappensWhileTheProgramIsClosedIsFoundBeforeItCopies(t *testing.T) {
	for name, attack := range map[string]func(path string) error{
		"removed":                  os.Remove,
		"renamed":                  func(path string) error { return os.Rename(path, path+".locked") },
		"overwritten in the midst": overwriteMidst,
	} {
		for _, many := range []int{guard.Enough - 1, guard.Enough} {
			d := withWatched(t)
			all := d.keptFiles(t)
			d.attacked(t, func() {
				for _, path := range all[:many] {
					if err := attack(path); err != nil {
						t.Fatal(err)
					}
				}
			})
			if err := d.lookAgain(); errors.Is(err, GuardStopped) != (many == guard.Enough) {
				t.Errorf("%s, %d files: %v", name, many, err)
			}
		}
	}
	d := withWatched(t) // whatever was not there before anybody looked is no loss
	all := d.keptFiles(t)
	d.attacked(t, func() {
		for _, path := range append(all[:guard.Enough], filepath.Join(d.home, guardName)) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
	})
	for range 2 {
		d.putDownWatch(t)
		d.restart(t)
	}
}

// overwriteMidst changes what lies in the midst of a file, and leaves its beginning and size.
func overwriteMidst(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt([]byte("??????"), info.Size()*2/3)
	return errors.Join(err, f.Close(), os.Chtimes(path, time.Time{}, time.Now().Add(time.Second)))
}

// TestAFileThatIsOverwrittenInItsMidstIsFound while the program runs; one that was only
// touched is not taken for it.
func TestAFileThatIsOverwrittenInItsMidstIsFound(t *testing.T) {
	d := withWatched(t)
	all := d.keptFiles(t)
	for _, path := range all[:guard.Enough] {
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.lookAgain(); err != nil {
		t.Fatalf("files that were touched: %v", err)
	}
	for _, path := range all[:guard.Enough] {
		if err := errors.Join(overwriteMidst(path), os.Chtimes(path, time.Time{}, time.Now().Add(2*time.Second))); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.lookAgain(); !errors.Is(err, GuardStopped) {
		t.Errorf("files that were overwritten: %v", err)
	}
}

// TestASlowLossIsToldAndStopsNothing: a file a day, with starts between; told once.
func TestASlowLossIsToldAndStopsNothing(t *testing.T) {
	d := withWatched(t)
	all := d.keptFiles(t)
	for day, path := range all[:guard.Enough] {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		d.clock = office.Clock(later{office.SystemClock{}, time.Duration(day+1) * 24 * time.Hour})
		d.putDownWatch(t)
		open, err := d.Incidents.open(t.Context())
		if told := len(open) == 1 && open[0].Sort == "data"; err != nil || told != (day+1 == guard.Enough) {
			t.Errorf("after %d days: %+v, %v", day+1, open, err)
		}
		if day == 2 {
			d.restart(t)
		}
	}
	d.clock = office.Clock(later{office.SystemClock{}, 6 * 24 * time.Hour})
	open, err := d.Incidents.open(t.Context())
	if err != nil || len(open) != 1 {
		t.Fatal(open, err)
	}
	open[0].Result = "Ổ đĩa hỏng, đã thay."
	open[0].State = office.IncidentClosed
	if err := d.store.Save(t.Context(), store.Act{Actor: "x", Step: registers.StepFalseAlarm}, registers.Incidents.Kind.Put(&open[0])); err != nil {
		t.Fatal(err)
	}
	d.putDownWatch(t)
	if open, err := d.Incidents.open(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("told twice: %+v, %v", open, err)
	}
}

// TestWhatAnotherStationLacksItselfIsNoLossHere: its bundle brings records without their
// files. What it brought and what is taken away afterwards is one.
func TestWhatAnotherStationLacksItselfIsNoLossHere(t *testing.T) {
	d := withWatched(t)
	other := secondDesk(t, d)
	for range guard.Enough {
		other.act(t)
	}
	for _, path := range other.keptFiles(t) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if got := other.brings(t, d); got.Files > 0 {
		t.Fatalf("%+v", got)
	}
	for range 2 { // at once, and after it was put down
		d.restart(t)
		d.putDownWatch(t)
	}
	third := secondDesk(t, d)
	for range guard.Enough {
		third.act(t)
	}
	if got := third.brings(t, d); got.Files < guard.Enough {
		t.Fatalf("%+v", got)
	}
	d.putDownWatch(t)
	d.attacked(t, func() {
		for _, path := range third.keptFiles(t) {
			name := filepath.Base(path)
			if err := os.Remove(filepath.Join(d.home, vaultName, name[:2], name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
	})
	if err := d.lookAgain(); !errors.Is(err, GuardStopped) {
		t.Errorf("files of another station that were removed: %v", err)
	}
}
