package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
)

// beside is a context in which something is done whenever it is asked whether it ended,
// which a copy does at each piece.
type beside struct {
	context.Context
	do func()
}

func (b beside) Err() error {
	b.do()
	return b.Context.Err()
}

// TestNoCommitOfAnotherProcessIsLostWhileTheDatabaseIsEncrypted lets another commit, by a
// handle of its own, at each piece that is copied: what it was told to be kept is there
// afterwards.
func TestNoCommitOfAnotherProcessIsLostWhileTheDatabaseIsEncrypted(t *testing.T) {
	path, entries := plainOf(t, 20)
	l := unopened(path, Options{Clock: newClock(), Key: theKey}).layer
	other, err := sql.Open("sqlite", "file:"+filepath.ToSlash(path)+"?_pragma=busy_timeout(1)") // it connects when it writes
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxIdleConns(0) // else it keeps the file from being replaced on Windows
	asked, kept := 0, 0
	ctx := beside{t.Context(), func() {
		if begun, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*.part")); err != nil || len(begun) == 0 {
			return // the copy has not begun: who has it open keeps it as it is
		}
		asked++
		if _, err := other.ExecContext(t.Context(), `INSERT INTO tries (what, counted, at) VALUES (?, 1, '')`, asked); err == nil {
			kept++
		}
	}}
	key, err := theKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.carryOver(ctx, key); err != nil {
		t.Errorf("it stays as it was: %v", err)
	}
	if asked == 0 {
		t.Fatal("nobody came in between")
	}
	s := openWith(t, path, Options{Clock: newClock(), Key: theKey})
	isVeiled(t, s, true)
	if n := noFaults(t, s).Entries; n != entries {
		t.Errorf("%d entries of %d", n, entries)
	}
	var found int
	if err := s.reader.QueryRow(`SELECT count(*) FROM tries`).Scan(&found); err != nil || found != kept {
		t.Errorf("%d of %d commits are there: %v", found, kept, err)
	}
}
