package station

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/store/storetest"
)

// TestAnchorsThatCannotBeReadStopNoWorkAndAreTold lays in the place of each file what
// no account can read as a file, and lines without end.
func TestAnchorsThatCannotBeReadStopNoWorkAndAreTold(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"a folder":          func(path string) error { return os.Mkdir(path, 0o700) },
		"a link to itself":  func(path string) error { return os.Symlink(path, path) },
		"an endless line":   func(path string) error { return os.WriteFile(path, []byte(strings.Repeat("1", 8<<20)), 0o600) },
		"below a plain one": func(path string) error { return os.Symlink("/dev/null/heads", path) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.act(t)
			d.restart(t)
			dark := []string{d.watch.heads[0].Path(), d.watch.marks[0].Path(), d.watch.heads[1].Path(), d.watch.marks[1].Path()}
			marks := len(d.watch.allMarks())
			for _, path := range dark {
				if err := errors.Join(os.Remove(path), spoil(path)); err != nil {
					t.Fatal(err)
				}
			}
			d.restart(t)
			told := d.Beside()
			if !slices.ContainsFunc(told, func(err error) bool { return errors.Is(err, AnchorUnread) }) {
				t.Errorf("told %v", told)
			}
			proof, err := d.ProveJournal(t.Context(), nil)
			if err != nil || proof.Verdict != office.Proven {
				t.Errorf("%v: %s", err, proof.Said)
			}
			owed := 0
			for _, c := range proof.Checks {
				if c.Point == "Sổ mốc chưa đọc được" && c.Met == office.IsOwed {
					owed++
				}
			}
			if owed != len(dark) {
				t.Errorf("%d of %d files are named", owed, len(dark))
			}
			if err := d.mark(t.Context()); !errors.Is(err, AnchorUnread) {
				t.Errorf("a mark over what could not be read: %v (there were %d)", err, marks)
			}
			d.act(t)
		})
	}
}

// TestALineWithoutEndHidesNothingThatABookKnows puts one before the others of each book, beside data
// that lost their end: what else the books hold is read all the same.
func TestALineWithoutEndHidesNothingThatABookKnows(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.restart(t)
	d.act(t)
	d.attacked(t, func() {
		storetest.CutLast(t, d.database())
		heads, marks := d.books()
		for _, path := range slices.Concat(heads, marks) {
			b, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(path, append([]byte(strings.Repeat("x", 600_000)+"\n"), b...), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	if trouble, is := d.JournalTrouble(); !is {
		t.Error("the journal is said to be what was written last")
	} else if trouble.Lost.Seq == 0 {
		t.Errorf("%+v", trouble)
	}
	if proof := d.proof(t, JournalProofWish{}); proof.Verdict != office.Broken {
		t.Errorf("%s: %s", proof.Verdict, proof.Said)
	}
}
