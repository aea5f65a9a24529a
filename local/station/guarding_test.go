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
			if err := d.LetCopyingGoOn(t.Context(), staff[0], " "); !errors.Is(err, NoReason) {
				t.Errorf("without a reason: %v", err)
			}
			if err := d.LetCopyingGoOn(t.Context(), staff[0], "đã thay ổ đĩa"); err != nil {
				t.Fatal(err)
			}
			d.copyNow(t)
			if err := d.lookAgain(); err != nil {
				t.Errorf("what was answered for stops it again: %v", err)
			}
			if err := d.LetCopyingGoOn(t.Context(), staff[0], "lần nữa"); !errors.Is(err, NotStopped) {
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
