package station

import (
	"errors"
	"path/filepath"
	"testing"
)

// TestDataThatWereTurnedBackDoNotSpeakAgainstTheTrueOnes works in an older copy, which
// shares what is known outside with the true data, and then puts these back.
func TestDataThatWereTurnedBackDoNotSpeakAgainstTheTrueOnes(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	old, whole := t.TempDir(), t.TempDir()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	copied(t, d.home, old)
	d.start(t)
	d.act(t)
	d.act(t)
	d.attacked(t, func() {
		copied(t, d.home, whole)
		copied(t, filepath.Join(old, databaseName), d.database())
	})
	for range 6 { // words go on being kept: they reach past what was lost
		if _, err := d.Begin(t.Context(), staff[0]); err != nil {
			t.Fatal(err)
		}
	}
	drafts, err := d.Drafts(t.Context())
	if err != nil || len(drafts) == 0 {
		t.Fatal(drafts, err)
	}
	if _, err := d.Check(t.Context(), drafts[0].ID, nil, 1); !errors.Is(err, TurnedBack) {
		t.Errorf("pages were confirmed in data that were turned back: %v", err)
	}
	d.attacked(t, func() { copied(t, filepath.Join(whole, databaseName), d.database()) })
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("the true data are spoken against: %+v", trouble)
	}
	d.act(t)
}
