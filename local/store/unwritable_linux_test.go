package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tram/local/office"
	"tram/local/whole"
	"tram/local/whole/wholetest"
)

// sentences are what the records tell of a disk that whole has tried.
var sentences = []struct{ of, is office.Failure }{
	{whole.DiskFull, DiskFull}, {whole.TooBigForDisk, DiskFull}, {whole.ReadOnly, ReadOnly}, {whole.NoPermission, NotAllowed},
}

// isTold tells whether a refusal names the cause that the disk has.
func isTold(err, cause error) bool {
	return slices.ContainsFunc(sentences, func(s struct{ of, is office.Failure }) bool {
		return errors.Is(cause, s.of) && errors.Is(err, s.is)
	})
}

// leftBy makes a database and leaves it as a process that ended well does, or as
// one that was killed: with its last records in the log, and nothing to find them by.
func leftBy(t *testing.T, dir string, key func() ([]byte, error), killed bool) (path string, records int64) {
	t.Helper()
	path = filepath.Join(dir, "office.db")
	s := must(Open(t.Context(), filepath.Join(dir, "at work.db"), Options{Clock: newClock(), Key: key}))(t)
	must(s.SaveOffice(t.Context(), settings, anOffice()))(t)
	must(s.SaveConversion(t.Context(), by, aConversion(1, "QĐ", "về việc đầu", 1)))(t)
	if err := s.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	must(s.SaveConversion(t.Context(), by, aConversion(2, "QĐ", "về việc cuối", 1)))(t)
	records = noFaults(t, s).Entries
	if !killed {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, after := range []string{"", "-wal"} {
		content, err := os.ReadFile(filepath.Join(dir, "at work.db"+after))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := errors.Join(err, os.WriteFile(path+after, content, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if killed {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return path, records
}

func TestADatabaseOnADiskThatTakesNothingIsStillReadAndTheTrueCauseTold(t *testing.T) {
	for _, killed := range []bool{false, true} {
		name := map[bool]string{false: "ended well", true: "killed"}[killed]
		t.Run(name, func(t *testing.T) {
			wholetest.Unwritable(t, func(t *testing.T, dir string, spoil func(), cause error) {
				path, entries := leftBy(t, dir, noKey, killed)
				spoil()
				s := open(t, path)
				if !isTold(s.Unwritable(), cause) {
					t.Errorf("%v was told as %v", cause, s.Unwritable())
				}
				if n := noFaults(t, s).Entries; n != entries {
					t.Errorf("%d of %d entries are read", n, entries)
				}
				if got := found(t, s, Query{Text: "việc"}); len(got) != 2 {
					t.Errorf("the search found %q", got)
				}
				if err := second(s.SaveClerk(t.Context(), settings, office.Clerk{Name: "Trần Thị Ví Dụ"})); !isTold(err, cause) {
					t.Errorf("a write: %v", err)
				}
				if err := second(s.SaveConversion(t.Context(), by, aConversion(3, "QĐ", "về việc mới", 1))); !isTold(err, cause) {
					t.Errorf("a record: %v", err)
				}
			})
		})
	}
}

func TestADiskThatFillsWhileRecordsAreWrittenIsToldAsFull(t *testing.T) {
	wholetest.OnSmallDisk(t, 1<<20, func(t *testing.T, dir string) {
		s := open(t, filepath.Join(dir, "office.db"))
		entries := noFaults(t, s).Entries
		var err error
		for ; err == nil && entries < 3000; entries++ {
			err = second(s.SaveConversion(t.Context(), by, aConversion(int(entries), "QĐ", "về việc dài", 200)))
		}
		// A limit on one file, where no small disk is to be had, is no full disk.
		if !errors.Is(err, DiskFull) && (wholetest.Mounted(dir) || !errors.Is(err, DiskFailed)) {
			t.Errorf("at %d entries: %v", entries, err)
		}
		if n := noFaults(t, s).Entries; n != entries-1 {
			t.Errorf("%d entries are read, %d were written", n, entries-1)
		}
	})
}

func TestADatabaseThatIsNotThereIsRefusedForTheTrueCause(t *testing.T) {
	wholetest.Unwritable(t, func(t *testing.T, dir string, spoil func(), cause error) {
		spoil()
		path := filepath.Join(dir, "office.db")
		if err := second(Open(t.Context(), path, Options{Clock: newClock()})); !isTold(err, cause) {
			t.Errorf("%v was told as %v", cause, err)
		}
	})
}
