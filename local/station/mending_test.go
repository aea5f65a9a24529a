package station

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/people"
	"tram/local/store/storetest"
)

func mendOf(d *desk) MendWish {
	return MendWish{Into: Options{Home: d.home, State: d.state, Passwords: people.LeastCost()}}
}

// shown is what an office shows of its records and drafts.
func (d *desk) shown(t *testing.T) string {
	t.Helper()
	keys, _, err := d.FindAll(t.Context(), "", 100)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := d.Rows(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, r := range rows {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, string(b))
	}
	slices.Sort(said) // what has no order of its own comes as it was entered
	return strings.Join(said, "\n")
}

// rewritten changes the bytes of a file.
func rewritten(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, change(b), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// flipped flips one byte in each of many pages after the first.
func flipped(b []byte) []byte {
	const page = 4096
	for at := page; at < len(b); at += page {
		b[at+9] ^= 0x41
	}
	return b
}

var damages = map[string]func([]byte) []byte{
	"a byte flipped in each page":  flipped,
	"the sign at its beginning":    func(b []byte) []byte { clear(b[:16]); return b },
	"its salt":                     func(b []byte) []byte { b[12] ^= 1; return b },
	"half of it cut off":           func(b []byte) []byte { return b[:len(b)/2/4096*4096] },
	"cut off within a page":        func(b []byte) []byte { return b[:len(b)/3] },
	"nothing in it":                func([]byte) []byte { return nil },
	"zeros in it":                  func(b []byte) []byte { clear(b); return b },
	"another's bytes in its place": func([]byte) []byte { return bytes.Repeat([]byte("ransom! "), 9000) },
}

// TestABadDatabaseIsPutTogetherAnew from the copy and what of the file can be read: nothing
// is lost, the station keeps its name, and the bad file lies aside as it was.
func TestABadDatabaseIsPutTogetherAnew(t *testing.T) {
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			d, where, _, finished := withCopy(t)
			want, was := d.shown(t), d.store.Station()
			head, err := d.store.Head(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(d.FollowCopies(t.Context()), d.Close()); err != nil { // the end of a sitting is copied
				t.Fatal(err)
			}
			var bad []byte
			rewritten(t, d.database(), func(b []byte) []byte { bad = damage(b); return bad })
			m, err := Mend(t.Context(), mendOf(d), nil)
			if err != nil {
				t.Fatal(err)
			}
			if m.Head.Seq < head.Seq || m.Lost != 0 || m.NewChain || m.From != where {
				t.Errorf("%+v, and the journal ended at %d", m, head.Seq)
			}
			kept, err := os.ReadFile(filepath.Join(m.Aside, databaseName))
			if err != nil || !bytes.Equal(kept, bad) {
				t.Errorf("the bad file does not lie aside as it was: %v", err)
			}
			d.start(t)
			if trouble, is := d.JournalTrouble(); is || d.store.Station() != was {
				t.Errorf("trouble: %s; the station is %s and was %s", trouble.Said, d.store.Station(), was)
			}
			if got := d.shown(t); got != want {
				t.Errorf("shown:\n%s\nwant:\n%s", got, want)
			}
			d.mended(t, m, finished.ID)
			d.copyNow(t)
		})
	}
}

// mended tells that an office works after a repair, and that its journal says what was done.
func (d *desk) mended(t *testing.T, m Mended, finished office.ID) {
	t.Helper()
	proof, err := d.Prove(t.Context(), finished, nil)
	if err != nil || proof.Verdict != office.Proven {
		t.Errorf("what was finished: %v %v %v", proof.Verdict, proof.Said, err)
	}
	notices, err := d.store.Notices(t.Context())
	told := slices.IndexFunc(notices, func(n office.Notice) bool { return n.Found == m.Said() && strings.Contains(n.Clerk, account()) })
	if err != nil || told < 0 {
		t.Errorf("the journal does not say what was done: %+v, %v", notices, err)
	}
	if report, err := d.store.VerifyJournal(t.Context(), nil); err != nil || len(report.Faults) > 0 {
		t.Errorf("the journal: %+v, %v", report.Faults, err)
	}
	if left := globbed(t, filepath.Join(d.home, mendingName+"*")); !slices.Equal(left, []string{filepath.Join(d.home, mendingTurn)}) {
		t.Errorf("left: %v", left)
	}
	d.act(t)
}

// TestEntriesThatOnlyTheBadFileHasAreSaved: the copy is older, and the file that fails its
// check has the rest.
func TestEntriesThatOnlyTheBadFileHasAreSaved(t *testing.T) {
	d, where, _, finished := withCopy(t)
	d.act(t)
	if err := d.KeepHalfTyped(t.Context(), "form", "chữ gõ dở"); err != nil {
		t.Fatal(err)
	}
	want := d.shown(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.spoil(t)
	m, err := Mend(t.Context(), mendOf(d), nil)
	if err != nil || m.Saved == 0 || m.NewChain || m.From != where || m.Untyped {
		t.Fatalf("%+v, %v", m, err)
	}
	d.start(t)
	if got := d.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	if words, err := d.HalfTyped(t.Context(), "form"); err != nil || words != "chữ gõ dở" {
		t.Errorf("half typed: %q, %v", words, err)
	}
	d.mended(t, m, finished.ID)
}

// spoil has records of an office that is closed be other than its journal says.
func (d *desk) spoil(t *testing.T) {
	t.Helper()
	storetest.Run(t, d.database(), `UPDATE records SET body = replace(body, 'Mẫu', 'Mậu') WHERE salt = ''`)
}

// TestADatabaseIsPutTogetherWithoutACopy where its journal can be read.
func TestADatabaseIsPutTogetherWithoutACopy(t *testing.T) {
	d := newDesk(t)
	finished := d.act(t)
	want := d.shown(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.spoil(t)
	m, err := Mend(t.Context(), mendOf(d), nil)
	if err != nil || m.From != "" || m.NewChain || m.Untyped {
		t.Fatalf("%+v, %v", m, err)
	}
	d.start(t)
	if got := d.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	d.mended(t, m, finished.ID)
}

// TestADatabaseIsPutTogetherWhoseFolderIsNamedFromHere, as at a terminal.
func TestADatabaseIsPutTogetherWhoseFolderIsNamedFromHere(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	want := d.shown(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.spoil(t)
	t.Chdir(filepath.Dir(d.home))
	w := mendOf(d)
	w.Into.Home = filepath.Base(d.home)
	if m, err := Mend(t.Context(), w, nil); err != nil || m.NewChain || m.Saved == 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	d.start(t)
	if got := d.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
}

// TestWhatARepairWouldLoseIsAskedFirst and told in the journal of a chain that begins anew.
func TestWhatARepairWouldLoseIsAskedFirst(t *testing.T) {
	d, where, _, finished := withCopy(t)
	was := d.store.Station()
	away := where + ".away"
	if err := os.Rename(where, away); err != nil {
		t.Fatal(err)
	}
	d.act(t) // nowhere but in the file
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	rewritten(t, d.database(), damages["zeros in it"])
	before := tree(t, d.home)
	_, err := Mend(t.Context(), mendOf(d), nil)
	f, told := office.FailureIn(err)
	if !errors.Is(err, MendNothing) || !told || !strings.Contains(f.Said, where) {
		t.Errorf("with nothing to read: %v, %+v", err, f)
	}
	if err := os.Rename(away, where); err != nil {
		t.Fatal(err)
	}
	_, err = Mend(t.Context(), mendOf(d), nil)
	if f, told := office.FailureIn(err); !errors.Is(err, MendLess) || !told || strings.Contains(f.Said, "%!") {
		t.Errorf("where entries are lost: %v, %+v", err, f)
	}
	if after := tree(t, d.home); !slices.Equal(after, before) {
		t.Errorf("there is %v, and was %v", after, before)
	}
	w := mendOf(d)
	w.Partial = true
	m, err := Mend(t.Context(), w, nil)
	if err != nil || m.Lost == 0 || !m.NewChain || !m.Untyped {
		t.Fatalf("%+v, %v", m, err)
	}
	d.start(t)
	if trouble, is := d.JournalTrouble(); is || d.store.Station() == was {
		t.Errorf("trouble: %s; the station is %s and was %s", trouble.Said, d.store.Station(), was)
	}
	d.mended(t, m, finished.ID)
	proof, err := d.ProveJournal(t.Context(), nil)
	if err != nil || proof.Verdict == office.Broken {
		t.Errorf("the journal: %v %s %v", proof.Verdict, proof.Said, err)
	}
	d.copyNow(t)
}

// tree lists the files of a folder that a repair may touch.
func tree(t *testing.T, home string) (all []string) {
	t.Helper()
	for _, path := range globbed(t, filepath.Join(home, "*")) {
		if name := filepath.Base(path); name != mendingTurn && name != inUseName {
			all = append(all, name)
		}
	}
	return all
}

// TestASoundDatabaseIsNotPutTogether, nor one that is open.
func TestASoundDatabaseIsNotPutTogether(t *testing.T) {
	d, _, _, _ := withCopy(t)
	if _, err := Mend(t.Context(), mendOf(d), nil); !errors.Is(err, MendInUse) {
		t.Errorf("while it is open: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Mend(t.Context(), mendOf(d), nil); !errors.Is(err, MendSound) {
		t.Errorf("a sound one: %v", err)
	}
	d.start(t)
}

// TestALogThatIsLostIsPutTogetherAnew: what was committed lay in the log alone, and on the
// copy.
func TestALogThatIsLostIsPutTogetherAnew(t *testing.T) {
	d, where, _, finished := withCopy(t)
	want := d.shown(t)
	home := filepath.Join(t.TempDir(), "nhà") // as a cut of power leaves it, but for the log
	if err := os.CopyFS(home, os.DirFS(d.home)); err != nil {
		t.Fatal(err)
	}
	alone(t, home)
	for _, name := range globbed(t, filepath.Join(home, databaseName+"-*")) {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(filepath.Join(home, inUseName)); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	lost := &desk{home: home}
	m, err := Mend(t.Context(), mendOf(lost), nil)
	if err != nil || m.NewChain || m.From != where {
		t.Fatalf("%+v, %v", m, err)
	}
	lost.start(t)
	if got := lost.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	lost.mended(t, m, finished.ID)
}

// alone has a folder that was copied be its owner's alone.
func alone(t *testing.T, home string) {
	t.Helper()
	err := filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			err = os.Chmod(path, 0o600)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

var errCutOff = errors.New("cut off")

// TestARepairThatIsCutOffIsDoneAgain at each of its steps: no start takes what lies there for
// a new office, and the next repair loses nothing.
func TestARepairThatIsCutOffIsDoneAgain(t *testing.T) {
	for _, at := range []string{"note", "folder", "database", "log", "index", "journal", "tags", "name", "told"} {
		t.Run(at, func(t *testing.T) {
			d, _, _, finished := withCopy(t)
			d.act(t) // not on the copy
			want := d.shown(t)
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			d.spoil(t)
			if err := d.cutOff(t, at); !errors.Is(err, errCutOff) {
				t.Fatal(err)
			}
			s, err := Open(t.Context(), mendOf(d).Into)
			if err == nil { // the bad file can be opened still, or all but the telling was done
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			} else if !errors.Is(err, RecordsGone) {
				t.Errorf("a start tells %v", err)
			}
			m, err := Mend(t.Context(), mendOf(d), nil)
			if at == "told" && errors.Is(err, MendSound) {
				err = nil
			}
			if err != nil || m.NewChain || m.Lost > 0 {
				t.Fatalf("%+v, %v", m, err)
			}
			d.start(t)
			if got := d.shown(t); got != want {
				t.Errorf("shown:\n%s\nwant:\n%s", got, want)
			}
			if at == "told" {
				n, err := d.store.Notices(t.Context())
				if m.Head.Seq = 0; err != nil || !slices.ContainsFunc(n, func(n office.Notice) bool { return n.Kind == office.NoticeRebuilt }) {
					t.Errorf("it was never told: %+v, %v", n, err)
				}
				return
			}
			d.mended(t, m, finished.ID)
		})
	}
}

// cutOff ends a repair before a step.
func (d *desk) cutOff(t *testing.T, at string) error {
	t.Helper()
	w := mendOf(d)
	w.Into.restoring = true
	g, err := found(w.Into)
	if err != nil {
		return err
	}
	m := &mending{wish: w, home: g.home, station: stand(g), step: func(name string) error {
		if name == at {
			return errCutOff
		}
		return nil
	}}
	if m.identity, _, err = m.station.inForce(); err != nil {
		return err
	}
	if err := m.putTogether(t.Context(), nil); err != nil {
		return err
	}
	if err := m.change(t.Context()); err != nil {
		return err
	}
	return errCutOff
}

// TestACopyOfAnotherOfficeIsNotTakenForARepair although it lies where ours did.
func TestACopyOfAnotherOfficeIsNotTakenForARepair(t *testing.T) {
	other, elsewhere, _, _ := withCopy(t)
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	d.act(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	rewritten(t, d.database(), damages["zeros in it"])
	w := mendOf(d)
	w.From, w.Partial = []copying.Target{copying.NewFolder(elsewhere)}, true
	if m, err := Mend(t.Context(), w, nil); !errors.Is(err, MendNothing) {
		t.Errorf("%+v, %v", m, err)
	}
}

// TestOfTwoStationsOnOnePlaceTheOwnCopyIsTaken: an office that was put back copies to where
// the old one goes on copying, which has more entries.
func TestOfTwoStationsOnOnePlaceTheOwnCopyIsTaken(t *testing.T) {
	d, where, key, finished := withCopy(t)
	fresh := &desk{home: filepath.Join(t.TempDir(), "nhà"), state: t.TempDir()}
	if _, err := Restore(t.Context(), restoreInto(fresh.home, fresh.state, where, key), nil); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		d.act(t)
	}
	d.copyNow(t)
	fresh.start(t)
	fresh.act(t)
	fresh.copyNow(t)
	want := fresh.shown(t)
	if err := fresh.Close(); err != nil {
		t.Fatal(err)
	}
	rewritten(t, fresh.database(), damages["zeros in it"])
	m, err := Mend(t.Context(), mendOf(fresh), nil)
	if err != nil || m.NewChain || m.Lost > 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	fresh.start(t)
	if got := fresh.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	fresh.mended(t, m, finished.ID)
}

// TestAnEmptyVaultMakesNoNewOfficeOfARepairThatWasCutOff where nothing else tells that there
// was one.
func TestAnEmptyVaultMakesNoNewOfficeOfARepairThatWasCutOff(t *testing.T) {
	d := newDesk(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.spoil(t)
	if err := d.cutOff(t, "name"); !errors.Is(err, errCutOff) {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(d.home, vaultName)); err != nil {
		t.Fatal(err)
	}
	if s, err := Open(t.Context(), mendOf(d).Into); !errors.Is(err, RecordsGone) {
		t.Errorf("%v, %v", s, err)
	}
}

// TestOfTwoRepairsAtOnceOneIsDone, and nothing is lost by the other.
func TestOfTwoRepairsAtOnceOneIsDone(t *testing.T) {
	d, _, _, finished := withCopy(t)
	want := d.shown(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.spoil(t)
	type came struct {
		m   Mended
		err error
	}
	both := make(chan came, 2)
	for range 2 {
		go func() {
			m, err := Mend(t.Context(), mendOf(d), nil)
			both <- came{m, err}
		}()
	}
	var done []Mended
	for range 2 {
		switch is := <-both; {
		case is.err == nil:
			done = append(done, is.m)
		case !errors.Is(is.err, MendGoesOn) && !errors.Is(is.err, MendSound):
			t.Errorf("the other one: %v", is.err)
		}
	}
	if len(done) != 1 {
		t.Fatalf("done: %+v", done)
	}
	d.start(t)
	if got := d.shown(t); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	d.mended(t, done[0], finished.ID)
}
