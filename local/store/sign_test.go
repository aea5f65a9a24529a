package store

import (
	"os"
	"path/filepath"
	"testing"
)

// TestWhatTwoSittingsLeaveDiffersOnItsFirstPage, however little each wrote: by the first page an
// older database that was put back is told from one that rotted.
func TestWhatTwoSittingsLeaveDiffersOnItsFirstPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "office.db")
	first := func() string {
		t.Helper()
		return string(must(os.ReadFile(path))(t)[:4096]) // the same page is the same under the key
	}
	sitting := func(do func(s *Store) error) string {
		t.Helper()
		s := must(Open(t.Context(), path, Options{Clock: newClock(), Key: theKey}))(t)
		if err := do(s); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return first()
	}
	was := sitting(func(s *Store) error { return s.KeepHalfTyped(t.Context(), "sổ", "một") })
	for name, do := range map[string]func(s *Store) error{
		"half typed": func(s *Store) error { return s.KeepHalfTyped(t.Context(), "sổ", "hai") },
		"a record":   func(s *Store) error { _, err := s.SaveConversion(t.Context(), by, aCopy(2026, 1)); return err },
		"tries":      func(s *Store) error { return s.ForgetTries(t.Context(), "gì đó") },
	} {
		is := sitting(do)
		if is == was {
			t.Errorf("%s: the first page is what it was", name)
		}
		was = is
	}
	if is := sitting(func(*Store) error { return nil }); is != was {
		t.Error("a sitting that wrote nothing changed the first page")
	}
}
