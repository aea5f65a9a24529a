package station

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
)

// flipAt flips one bit of a file.
func flipAt(t *testing.T, path string, at int) {
	t.Helper()
	rewritten(t, path, func(b []byte) []byte { b[at] ^= 4; return b })
}

// reopened opens an office as the window does.
func (d *desk) reopened(t *testing.T) {
	t.Helper()
	o := mendOf(d).Into
	d.starting = &job.Progress{}
	o.Mends, o.Progress = true, d.starting
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	d.Station = s
	t.Cleanup(func() { s.Close() })
}

// tellsOfMending tells whether a start said that it put the database together anew.
func (d *desk) tellsOfMending() bool {
	return slices.ContainsFunc(d.Beside(), func(err error) bool { return errors.Is(err, MendedAtStart) })
}

// checked has the check of the database go on by a slice.
func (d *desk) checked(t *testing.T) databaseCheck {
	t.Helper()
	if err := d.checkOn(t.Context()); err != nil {
		t.Fatal(err)
	}
	return checkedAt(d.home)
}

// TestABitThatFlippedIsToldAndMendedAtTheNextStart on each of some pages, whatever lies on it:
// nobody asked for a check, and nothing is lost.
func TestABitThatFlippedIsToldAndMendedAtTheNextStart(t *testing.T) {
	d, where, _, finished := withCopy(t)
	want := d.shown(t)
	if c := d.checked(t); len(c.Bad) > 0 || c.Ended.IsZero() {
		t.Fatalf("before a bit flipped: %+v", c)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	last := d.flipUnread(t)
	bad, err := os.ReadFile(d.database())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(d.home, checkName)); err != nil { // a week passes
		t.Fatal(err)
	}
	if c := d.checked(t); len(c.Bad) == 0 || !strings.Contains(c.Bad[0], "1 trang") {
		t.Fatalf("of the bit that flipped it tells %+v", c)
	}
	w := d.waits(t, "database")
	if w.Count != 1 || w.Newest[0].Grave != office.Alarming || !strings.Contains(w.Newest[0].Below, "mở lại") {
		t.Errorf("it waits as %+v", w)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.reopened(t)
	if done, total, doing := d.starting.Read(); done == 0 || total < done || doing == "" {
		t.Errorf("while it was mended the window told %q, %d of %d", doing, done, total)
	}
	if !d.tellsOfMending() {
		t.Error("the start does not say what it did")
	}
	if got := d.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	if w := d.waits(t, "database"); w.Count != 0 {
		t.Errorf("it waits still: %+v", w)
	}
	aside := globbed(t, filepath.Join(d.home, asidePrefix+"*", databaseName))
	if len(aside) != 1 {
		t.Fatalf("set aside: %v", aside)
	}
	if kept, err := os.ReadFile(aside[0]); err != nil || len(kept) < len(bad) || !bytes.Equal(kept[last/4096*4096:last+1], bad[last/4096*4096:last+1]) {
		t.Errorf("the bad page does not lie aside as it was: %v", err)
	}
	notices, err := d.store.Notices(t.Context())
	if err != nil || !slices.ContainsFunc(notices, func(n office.Notice) bool {
		return n.Kind == office.NoticeRebuilt && strings.Contains(n.Found, where)
	}) {
		t.Errorf("the journal does not tell of it: %+v %v", notices, err)
	}
	proof, err := d.Prove(t.Context(), finished.ID, nil)
	if err != nil || proof.Verdict != office.Proven {
		t.Errorf("what was finished: %v %v", proof.Said, err)
	}
	if c := d.checked(t); len(c.Bad) > 0 || c.Ended.IsZero() {
		t.Errorf("after the repair: %+v", c)
	}
}

// flipUnread flips a bit of a page that no opening reads, and opens the office. at is where.
func (d *desk) flipUnread(t *testing.T) (at int) {
	t.Helper()
	info, err := os.Stat(d.database())
	if err != nil {
		t.Fatal(err)
	}
	for at = int(info.Size()) - 1500; at > 0; at -= 4096 {
		flipAt(t, d.database(), at)
		s, err := Open(t.Context(), mendOf(d).Into)
		if err == nil {
			d.Station = s
			t.Cleanup(func() { s.Close() })
			return at
		}
		if !errors.Is(err, store.Damaged) {
			t.Fatal(err)
		}
		flipAt(t, d.database(), at)
	}
	t.Fatal("each page is read by an opening")
	return 0
}

// TestADatabaseThatDoesNotOpenIsMendedByTheStart of the window.
func TestADatabaseThatDoesNotOpenIsMendedByTheStart(t *testing.T) {
	d, _, _, finished := withCopy(t)
	want := d.shown(t)
	if err := errors.Join(d.FollowCopies(t.Context()), d.Close()); err != nil { // the end of a sitting is copied
		t.Fatal(err)
	}
	rewritten(t, d.database(), flipped)
	if s, err := Open(t.Context(), mendOf(d).Into); !errors.Is(err, store.Damaged) {
		t.Fatalf("%v, %v", s, err)
	}
	d.reopened(t)
	if !d.tellsOfMending() {
		t.Error("the start does not say what it did")
	}
	if got := d.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	if proof, err := d.Prove(t.Context(), finished.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("what was finished: %v %v", proof.Said, err)
	}
}

// TestWhatCannotBeMendedIsToldAndOpensAllTheSame: there is no copy, and the journal does not
// read. It is tried once, not at each start.
func TestWhatCannotBeMendedIsToldAndOpensAllTheSame(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := (databaseCheck{Sign: checkedAt(d.home).Sign, Bad: []string{"thử"}}).putDown(d.home); err != nil {
		t.Fatal(err)
	}
	d.reopened(t)
	if c := checkedAt(d.home); len(c.Bad) > 0 {
		t.Errorf("of a database that is sound it tells still %+v", c)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := (databaseCheck{Sign: checkedAt(d.home).Sign, Bad: []string{"thử"}, Tried: "hết cách"}).putDown(d.home); err != nil {
		t.Fatal(err)
	}
	d.reopened(t)
	if w := d.waits(t, "database"); w.Count != 1 || !strings.Contains(w.Newest[0].Below, "hết cách") {
		t.Errorf("it waits as %+v", w)
	}
}

// TestACheckGoesOnWhereItEnded, page by page, and pages without a tag get one at its end.
func TestACheckGoesOnWhereItEnded(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	rewritten(t, d.database()+besideTags, func(b []byte) []byte { // each tag rots
		const head, entry = 16, 16
		for at := head; at < len(b); at += entry {
			b[at] ^= 4
		}
		return b
	})
	d.start(t)
	c := checkedAt(d.home)
	held, err := d.store.HoldPages(t.Context(), 0, 1<<20)
	if err != nil || held.Bare == 0 {
		t.Fatalf("%+v %v", held, err)
	}
	for n := int64(1); n < held.Count; n++ {
		if ended, err := d.checkSlice(t.Context(), &c, 1, nil); err != nil || ended || c.Page != n {
			t.Fatalf("slice %d: %v %v %+v", n, ended, err, c)
		}
	}
	if ended, err := d.checkSlice(t.Context(), &c, 1, nil); err != nil || !ended || len(c.Found) > 0 {
		t.Fatalf("the last slice: %v %v %+v", ended, err, c)
	}
	if held, err = d.store.HoldPages(t.Context(), 0, 1<<20); err != nil || held.Bare > 0 || len(held.Bad) > 0 {
		t.Errorf("after the check: %+v %v", held, err)
	}
}

// TestAPageThatWasMetIsToldAtOnce wherever it lies, however far a check had come, and before the
// records are gone through.
func TestAPageThatWasMetIsToldAtOnce(t *testing.T) {
	d, _, _, _ := withCopy(t)
	d.act(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	last := d.flipUnread(t)
	c := checkedAt(d.home)
	c.Begun, c.Page = d.clock.Now(), int64(last/4096+1)
	if err := c.putDown(d.home); err != nil {
		t.Fatal(err)
	}
	if err := d.store.CheckPages(t.Context()); !errors.Is(err, store.Damaged) {
		t.Fatalf("the page was not met: %v", err)
	}
	if c = d.checked(t); len(c.Bad) != 1 || !strings.Contains(c.Bad[0], fmt.Sprintf("1 trang của cơ sở dữ liệu khác với lúc được ghi, trang đầu tiên là %d.", last/4096+1)) || c.Begun.IsZero() {
		t.Fatalf("told is %+v", c)
	}
	if c = d.checked(t); len(c.Bad) == 0 || !c.Begun.IsZero() {
		t.Errorf("at the end it tells %+v", c)
	}
}

// TestALineOfABookThatRottedComesBackFromItsTwin and accuses nobody.
func TestALineOfABookThatRottedComesBackFromItsTwin(t *testing.T) {
	for _, book := range []string{headsName, marksName} {
		t.Run(book, func(t *testing.T) {
			d := newDesk(t)
			d.act(t)
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(d.home, book)
			was, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			flipAt(t, path, bytes.IndexByte(was, 'a')) // in a hash or a name of the first line
			d.start(t)
			if trouble, is := d.JournalTrouble(); is {
				t.Errorf("a line that rotted accuses the journal: %s", trouble.Said)
			}
			d.checked(t)
			b, err := os.ReadFile(path)
			if err != nil || !containsLines(b, was) {
				t.Errorf("the book is\n%s\nand was\n%s\n%v", b, was, err)
			}
			if aside := globbed(t, path+asideBook+"*"); len(aside) != 1 {
				t.Errorf("kept as it lay: %v", aside)
			}
			if report, err := d.ProveJournal(t.Context(), nil); err != nil || report.Verdict == office.Broken {
				t.Errorf("%v %v", report.Said, err)
			}
			if err := os.Remove(filepath.Join(d.home, checkName)); err != nil {
				t.Fatal(err)
			}
			d.checked(t)
			if aside := globbed(t, path+asideBook+"*"); len(aside) != 1 {
				t.Errorf("a sound book was written anew: %v", aside)
			}
		})
	}
}

// containsLines tells whether each line of want is in b: of heads their number and hash, for
// the two books were begun a moment after each other.
func containsLines(b, want []byte) bool {
	for line := range bytes.Lines(want) {
		if parts := bytes.Fields(line); len(parts) == 4 {
			line = bytes.Join(parts[:2], []byte(" "))
		}
		if !bytes.Contains(b, bytes.TrimSpace(line)) {
			return false
		}
	}
	return true
}

// TestACheckThatIsAskedForTellsTheSame as the one that nobody asks for.
func TestACheckThatIsAskedForTellsTheSame(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	for range 2 { // the first gives tags to pages that came under the key as a whole
		if is, err := d.CheckDatabase(t.Context(), nil); err != nil || len(is.Bad) > 0 {
			t.Fatalf("%+v %v", is, err)
		}
	}
	if held, err := d.store.HoldPages(t.Context(), 0, 1<<20); err != nil || held.Bare > 0 {
		t.Fatalf("%+v %v", held, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.flipUnread(t)
	is, err := d.CheckDatabase(t.Context(), nil)
	if err != nil || len(is.Bad) == 0 || d.waits(t, "database").Count != 1 {
		t.Errorf("%+v %v", is, err)
	}
}

// TestAHeadThatRottedIsMendedByTheStart whatever bit of it flipped: no key fits any more, and it
// is not another office's all the same. Where only the salt rotted no copy is needed.
func TestAHeadThatRottedIsMendedByTheStart(t *testing.T) {
	d, where, _, finished := withCopy(t)
	want := d.shown(t)
	if err := errors.Join(d.FollowCopies(t.Context()), d.Close()); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(d.database())
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, 7, 8, 15, 16, 17, 31} {
		if err := os.WriteFile(d.database(), sound, 0o600); err != nil {
			t.Fatal(err)
		}
		flipAt(t, d.database(), at)
		if s, err := Open(t.Context(), mendOf(d).Into); !errors.Is(err, store.Damaged) {
			t.Fatalf("byte %d: %v, %v", at, s, err)
		}
		away := where + ".cất"
		if at < 16 {
			if err := os.Rename(where, away); err != nil {
				t.Fatal(err)
			}
		}
		d.reopened(t)
		if !d.tellsOfMending() {
			t.Errorf("byte %d: the start does not say what it did", at)
		}
		if got := d.shown(t); got != want {
			t.Errorf("byte %d: shown:\n%s\nwant:\n%s", at, got, want)
		}
		if proof, err := d.Prove(t.Context(), finished.ID, nil); err != nil || proof.Verdict != office.Proven {
			t.Errorf("byte %d: what was finished: %v %v", at, proof.Said, err)
		}
		if at < 16 {
			if err := os.Rename(away, where); err != nil {
				t.Fatal(err)
			}
		}
		d.copyNow(t)
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if sound, err = os.ReadFile(d.database()); err != nil { // it was put together anew
			t.Fatal(err)
		}
	}
}

// TestAnotherOfficesDatabaseIsNoRottenOne: its key is another, whatever tags lie beside.
func TestAnotherOfficesDatabaseIsNoRottenOne(t *testing.T) {
	d, other := newDesk(t), newDesk(t)
	for _, each := range []*desk{d, other} {
		each.act(t)
		if err := each.Close(); err != nil {
			t.Fatal(err)
		}
	}
	theirs, err := os.ReadFile(other.database())
	if err == nil {
		err = os.WriteFile(d.database(), theirs, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if s, err := Open(t.Context(), mendOf(d).Into); !errors.Is(err, store.KeyWrong) {
		t.Errorf("%v, %v", s, err)
	}
}

// TestAPageThatShutsEveryoneOutIsMendedByTheStart and not by the check of a later hour: an office
// that opens and in which nobody may look at anything is none.
func TestAPageThatShutsEveryoneOutIsMendedByTheStart(t *testing.T) {
	d, where, _, _ := withCopy(t)
	want := d.shown(t)
	if c := d.checked(t); len(c.Bad) > 0 { // each page has its tag
		t.Fatalf("%+v", c)
	}
	if err := errors.Join(d.FollowCopies(t.Context()), d.Close()); err != nil {
		t.Fatal(err)
	}
	for _, copied := range []bool{true, false} {
		if !copied {
			if err := os.RemoveAll(where); err != nil {
				t.Fatal(err)
			}
		}
		d.pageOfTheDoor(t)
		d.reopened(t)
		if !d.tellsOfMending() {
			t.Errorf("with a copy: %v; the start does not say what it did", copied)
		}
		if got := d.shown(t); got != want {
			t.Errorf("with a copy: %v; shown:\n%s\nwant:\n%s", copied, got, want)
		}
		if w := d.waits(t, "database"); w.Count != 0 {
			t.Errorf("with a copy: %v; it waits still: %+v", copied, w)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	d.pageOfTheDoor(t)
	if err := (databaseCheck{Sign: checkedAt(d.home).Sign, Bad: []string{"thử"}, Tried: "hết cách"}).putDown(d.home); err != nil {
		t.Fatal(err)
	}
	d.reopened(t)
	if c := checkedAt(d.home); c.Tried != "hết cách" || d.tellsOfMending() {
		t.Errorf("what could not be mended is tried at each start: %+v", c)
	}
}

// pageOfTheDoor flips a bit of a page by which the office opens and nobody may look at anything.
func (d *desk) pageOfTheDoor(t *testing.T) (at int) {
	t.Helper()
	info, err := os.Stat(d.database())
	if err != nil {
		t.Fatal(err)
	}
	for at = int(info.Size()) - 1500; at > 4096; at -= 4096 {
		flipAt(t, d.database(), at)
		s, err := Open(t.Context(), mendOf(d).Into)
		if err == nil {
			_, err = s.CopyStates(t.Context())
			if closed := s.Close(); errors.Is(err, store.Damaged) {
				t.Logf("page %d: %v, %v", at/4096+1, err, closed)
				return at
			}
		}
		flipAt(t, d.database(), at)
	}
	t.Fatal("no page is only read at the door")
	return 0
}

// TestOlderDataThatWerePutBackAreNotMendedByTheStart: that is a person's doing, and theirs to
// answer for. The start tells that the data went back, and touches nothing.
func TestOlderDataThatWerePutBackAreNotMendedByTheStart(t *testing.T) {
	d, _, _, _ := withCopy(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	older, err := os.ReadFile(d.database())
	if err != nil {
		t.Fatal(err)
	}
	d.start(t)
	d.act(t)
	d.copyNow(t)
	if err := errors.Join(d.Close(), os.WriteFile(d.database(), older, 0o600)); err != nil {
		t.Fatal(err)
	}
	d.reopened(t)
	if d.tellsOfMending() || len(globbed(t, filepath.Join(d.home, asidePrefix+"*"))) > 0 {
		t.Error("older data were taken for rotten ones")
	}
	if _, is := d.JournalTrouble(); !is {
		t.Error("that the data went back is not told")
	}
}
