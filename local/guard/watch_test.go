package guard

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/vault"
)

// noon is when the watches of the tests begin.
var noon = time.Date(2026, 11, 28, 5, 0, 0, 0, time.UTC)

// watched is a vault with a watch on it.
type watched struct {
	Watch
	*vault.Vault
	dir string
	all []office.Digest
}

// withFiles is a vault of so many files that a watch has looked at once, at noon.
func withFiles(t *testing.T, many int) *watched {
	t.Helper()
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	w := &watched{dir: filepath.Join(t.TempDir(), "kho")}
	if w.Vault, err = vault.Open(w.dir, id); err != nil {
		t.Fatal(err)
	}
	for i := range many {
		w.all = append(w.all, w.keep(t, i))
	}
	slices.Sort(w.all)
	for _, d := range w.all { // written long before anybody looks
		w.touch(t, d, noon.Add(-time.Hour))
	}
	w.sees(t, noon)
	return w
}

// keep puts a file into the vault that is like no other.
func (w *watched) keep(t *testing.T, i int) office.Digest {
	t.Helper()
	d, err := w.Keep(bytes.Repeat(fmt.Appendf(nil, "tệp %d ", i), 500))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (w *watched) path(d office.Digest) string {
	return filepath.Join(w.dir, string(d[:2]), string(d)+".age")
}

func (w *watched) touch(t *testing.T, d office.Digest, at time.Time) {
	t.Helper()
	if err := os.Chtimes(w.path(d), time.Time{}, at); err != nil {
		t.Fatal(err)
	}
}

func (w *watched) remove(t *testing.T, all ...office.Digest) {
	t.Helper()
	for _, d := range all {
		if err := os.Remove(w.path(d)); err != nil {
			t.Fatal(err)
		}
	}
}

// sees has the watch look, and compares what it finds.
func (w *watched) sees(t *testing.T, at time.Time, want ...office.Digest) {
	t.Helper()
	got, err := w.Look(t.Context(), w.Vault, at)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("at %s it found %v, want %v", at.Format(time.TimeOnly), got, want)
	}
}

// again is a later start of the program, with what the watch put down at a moment.
func (w *watched) again(at time.Time) {
	m := w.Memory
	m.At = at
	w.Watch = Watch{}
	w.Begin(m, w.all)
}

// TestFilesThatVanishAreCountedForTenMinutes and no longer.
func TestFilesThatVanishAreCountedForTenMinutes(t *testing.T) {
	w := withFiles(t, Enough+1)
	w.remove(t, w.all[0])
	w.sees(t, noon.Add(time.Minute), w.all[0])
	w.remove(t, w.all[1])
	w.sees(t, noon.Add(11*time.Minute), w.all[:2]...)
	w.sees(t, noon.Add(11*time.Minute+time.Second), w.all[1])
	w.sees(t, noon.Add(21*time.Minute+time.Second))
	w.sees(t, noon.Add(22*time.Minute)) // what was counted is not counted anew
	if w.Saw(w.all[0]) || !w.Saw(w.all[2]) {
		t.Error("it believes to see what is gone, or forgot what is there")
	}
}

// TestAFileThatIsBackIsNoLoss however long it was away.
func TestAFileThatIsBackIsNoLoss(t *testing.T) {
	for name, away := range map[string]time.Duration{"soon": time.Minute, "after it went out of count": time.Hour} {
		w := withFiles(t, 3)
		path := w.path(w.all[0])
		if err := os.Rename(path, path+".locked"); err != nil {
			t.Fatal(err)
		}
		w.sees(t, noon.Add(time.Minute), w.all[0])
		if err := os.Rename(path+".locked", path); err != nil {
			t.Fatal(err)
		}
		w.sees(t, noon.Add(time.Minute+away))
		if slow := w.Slow(noon.Add(time.Minute + away)); len(slow) > 0 {
			t.Errorf("%s: still lost: %v", name, slow)
		}
	}
}

// TestOnlyWhatIsNoSealedFileAnyMoreIsSpoilt: a file that was touched is none, nor one that
// came while the watch was at work.
func TestOnlyWhatIsNoSealedFileAnyMoreIsSpoilt(t *testing.T) {
	write := func(b string, at int64) func(string) error {
		return func(path string) error {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteAt([]byte(b), at)
			return errors.Join(err, f.Close())
		}
	}
	for name, c := range map[string]struct {
		do     func(path string) error
		spoilt bool
		at     time.Duration // after noon: the time that the file then bears
	}{
		"emptied":                  {func(p string) error { return os.Truncate(p, 0) }, true, time.Minute},
		"cut within its sign":      {func(p string) error { return os.Truncate(p, int64(len(sealedSign)-1)) }, true, time.Minute},
		"overwritten at the start": {write("x", 0), true, -time.Hour},
		"overwritten in its midst": {write("????", 2000), true, time.Minute},
		"touched":                  {func(string) error { return nil }, false, time.Minute},
	} {
		w := withFiles(t, 3)
		if err := c.do(w.path(w.all[1])); err != nil {
			t.Fatal(err)
		}
		w.touch(t, w.all[1], noon.Add(c.at))
		want := w.all[:0:0]
		if c.spoilt {
			want = w.all[1:2]
		}
		t.Log(name)
		w.sees(t, noon.Add(time.Minute), want...)
		w.keep(t, 100)
		w.sees(t, noon.Add(time.Hour), want...) // a spoilt file stays one, however long it is
		if !c.spoilt {
			continue
		}
		w.touch(t, want[0], noon.Add(-time.Hour))
		w.sees(t, noon.Add(time.Hour), want...) // also where it bears its old time again
		if err := os.WriteFile(w.path(want[0]), []byte(sealedSign+"\nnothing that opens"), 0o600); err != nil {
			t.Fatal(err)
		}
		w.touch(t, want[0], noon.Add(-time.Hour))
		w.sees(t, noon.Add(time.Hour), want...) // also where it only begins as one again
		w.remove(t, want[0])
		w.Forget(want)
		w.sees(t, noon.Add(time.Hour)) // a person answered for it
	}
}

// TestAFileThatComesWhileTheWatchIsAtWorkIsTakenAsItIs: who brought it is no stranger, and
// what is wrong with it is for the check of the vault to tell.
func TestAFileThatComesWhileTheWatchIsAtWorkIsTakenAsItIs(t *testing.T) {
	w := withFiles(t, 3)
	w.again(noon)
	w.sees(t, noon.Add(time.Minute))
	d := w.keep(t, 100)
	if err := os.WriteFile(w.path(d), []byte(sealedSign+"\nnothing that opens"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.touch(t, d, noon.Add(2*time.Minute))
	w.sees(t, noon.Add(3*time.Minute))
	w.sees(t, noon.Add(4*time.Minute))
	w.touch(t, d, noon.Add(5*time.Minute))
	w.sees(t, noon.Add(6*time.Minute), d) // from then on it is watched as the others are
}

// TestAFolderThatCannotBeReadTellsNothing of its files, and a person's word ends a count.
func TestAFolderThatCannotBeReadTellsNothing(t *testing.T) {
	w := withFiles(t, 4)
	gone := vault.Listing{There: map[office.Digest]bool{w.all[0]: true}, Dark: map[string]bool{string(w.all[1][:2]): true}}
	w.compare(gone, noon.Add(time.Minute))
	if _, counted := w.gone[w.all[1]]; counted {
		t.Error("a file in a dark folder is counted")
	}
	if _, counted := w.gone[w.all[2]]; !counted {
		t.Error("a file that is gone is not counted")
	}
	w.remove(t, w.all[2:]...)
	w.sees(t, noon.Add(2*time.Minute), w.all[2:]...)
	w.Forget(w.all[2:])
	w.sees(t, noon.Add(3*time.Minute))
	if slow := w.Slow(noon.Add(3 * time.Minute)); len(slow) > 0 {
		t.Errorf("told twice: %v", slow)
	}
}

// TestWhatHappenedWhileNobodyLookedIsFoundAtTheNextStart: what vanished, what somebody wrote
// to, not what nobody ever saw.
func TestWhatHappenedWhileNobodyLookedIsFoundAtTheNextStart(t *testing.T) {
	w := withFiles(t, 5)
	w.again(noon)
	w.remove(t, w.all[0])
	if err := os.WriteFile(w.path(w.all[1]), []byte(sealedSign+"\nnothing that opens"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.touch(t, w.all[1], noon.Add(time.Minute))
	w.touch(t, w.all[2], noon.Add(time.Minute))
	never := office.Digest(fmt.Sprintf("%064x", 7))
	w.Lacks(never)
	w.all = append(w.all, never)
	w.again(noon)
	w.sees(t, noon.Add(time.Hour), w.all[0], w.all[1])

	first := Watch{} // knows nothing of what was before
	first.Begin(Memory{}, w.all)
	if first.Began() {
		t.Error("it goes on from nothing")
	}
	if got, err := first.Look(t.Context(), w.Vault, noon.Add(time.Hour)); err != nil || len(got) > 0 || !first.Began() {
		t.Errorf("the first look of all found %v, %v", got, err)
	}
}

// TestASlowLossIsRememberedForAWeekAndToldOnce over starts of the program.
func TestASlowLossIsRememberedForAWeekAndToldOnce(t *testing.T) {
	const day = 24 * time.Hour
	w := withFiles(t, 6)
	for i := range 3 {
		at := noon.Add(time.Duration(i+1) * day)
		w.remove(t, w.all[i])
		w.sees(t, at, w.all[i])
		w.again(at)
	}
	for _, c := range []struct {
		after time.Duration
		want  []office.Digest
	}{{3 * day, w.all[:3]}, {8 * day, w.all[:3]}, {8*day + time.Second, w.all[1:3]}, {11 * day, nil}} {
		if got := w.Slow(noon.Add(c.after)); !slices.Equal(got, c.want) {
			t.Errorf("after %v it remembers %v, want %v", c.after, got, c.want)
		}
	}
	w.Told(w.all[:2])
	if got := w.Slow(noon.Add(3 * day)); !slices.Equal(got, w.all[2:3]) {
		t.Errorf("what was told is told again: %v", got)
	}
	w.again(noon.Add(3 * day))
	w.sees(t, noon.Add(4*day)) // nor is it counted as vanished
}
