package station

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
	"tram/local/store"
	"tram/local/whole/wholetest"
)

// withCopy is an office with a finished document and a draft, its copy, and its recovery key.
func withCopy(t *testing.T) (d *desk, where, key string, finished office.Conversion) {
	t.Helper()
	d = newDesk(t)
	finished = d.act(t)
	draft, err := d.Begin(t.Context(), staff[0])
	if err != nil {
		t.Fatal(err)
	}
	draft.Document.Subject = "về việc đang dở"
	if _, err := d.Describe(t.Context(), draft); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Take(t.Context(), draft.ID, 0, []string{samplePage(t)}, "", nil); err != nil {
		t.Fatal(err)
	}
	return d, d.firstCopy(t), d.sealing.RecoveryKey(), finished
}

// firstCopy has the station copy to a folder, and waits until it has everything.
func (d *desk) firstCopy(t *testing.T) (where string) {
	t.Helper()
	where = t.TempDir()
	if _, err := d.AddCopyTarget(t.Context(), where); err != nil {
		t.Fatal(err)
	}
	d.copyNow(t)
	return where
}

func (d *desk) copyNow(t *testing.T) {
	t.Helper()
	for { // a mark of the journal may be told in between
		states, err := d.CopyNow(t.Context(), nil)
		if err != nil || len(states) != 1 || states[0].Silent != "" || states[0].Level != office.CopyGood {
			t.Fatalf("copied: %+v, %v", states, err)
		}
		if states[0].Behind == 0 {
			return
		}
	}
}

func restoreInto(home, state, where, key string) RestoreWish {
	return RestoreWish{From: copying.NewFolder(where), Key: key, Into: Options{Home: home, State: state, Passwords: people.LeastCost()}}
}

// TestAnOfficeComesBackFromACopyAndItsKey takes nothing along but the two.
func TestAnOfficeComesBackFromACopyAndItsKey(t *testing.T) {
	d, where, key, finished := withCopy(t)
	ctx, was := t.Context(), d.store.Station()
	head, err := d.store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := d.Find(ctx, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	fresh := &desk{home: filepath.Join(t.TempDir(), "nhà mới"), state: t.TempDir()}
	r, err := Restore(ctx, restoreInto(fresh.home, fresh.state, where, key), nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Office != ours.Name || r.From != was || r.Station == was || r.Head.Seq != head.Seq || r.Head.Hash != head.Hash || r.Files < 1 || len(r.LeftOut) > 0 || r.Torn > 0 {
		t.Errorf("restored: %+v", r)
	}
	fresh.start(t)
	if trouble, is := fresh.JournalTrouble(); is {
		t.Errorf("the restored office is in trouble: %s", trouble.Said)
	}
	got, _, err := fresh.Find(ctx, "", 0)
	if err != nil || len(got) != len(want) {
		t.Errorf("%d rows, %v; want %d", len(got), err, len(want))
	}
	proof, err := fresh.Prove(ctx, finished.ID, nil)
	if err != nil || proof.Verdict != office.Proven {
		t.Errorf("what was finished: %v %v %v", proof.Verdict, proof.Said, err)
	}
	drafts, err := fresh.Drafts(ctx)
	if err != nil || len(drafts) != 1 || drafts[0].Subject != "về việc đang dở" {
		t.Errorf("drafts: %+v, %v", drafts, err)
	}
	pages, err := fresh.Pages(ctx, drafts[0].ID)
	if err != nil || len(pages) != 1 || r.Trays == 0 || r.TraysLeftOut != 0 {
		t.Fatalf("pages of the draft: %v, %v; %+v", pages, err, r)
	}
	if _, err := fresh.Picture(ctx, drafts[0].ID, pages[0].ID, 100); err != nil {
		t.Errorf("its page: %v", err)
	}
	journal, err := fresh.ProveJournal(ctx, nil)
	if err != nil || journal.Verdict != office.Proven {
		t.Errorf("the journal: %v %s %v", journal.Verdict, journal.Said, err)
	}
	chains, err := fresh.Chains(ctx)
	if err != nil || len(chains) != 1 || chains[0].Station != r.Station {
		t.Errorf("chains: %+v, %v", chains, err)
	}
	if gaps, err := fresh.MissingFiles(ctx); err != nil || len(gaps) > 0 {
		t.Errorf("missing: %+v, %v", gaps, err)
	}
	notices, err := fresh.store.Notices(ctx)
	told := false
	for _, n := range notices {
		told = told || strings.Contains(n.Why, "Khôi phục từ bản sao") && strings.HasPrefix(n.Clerk, keyHolder)
	}
	if err != nil || !told {
		t.Errorf("that it was restored is not told: %+v, %v", notices, err)
	}
	fresh.act(t) // work goes on
	fresh.copyNow(t)
	again := filepath.Join(t.TempDir(), "lần nữa")
	w := restoreInto(again, "", where, key)
	if _, err := Restore(ctx, w, nil); !errors.Is(err, copying.SeveralStations) {
		t.Errorf("of two stations none was chosen: %v", err)
	}
	w.Station = r.Station
	if second, err := Restore(ctx, w, nil); err != nil || second.From != r.Station {
		t.Errorf("the restored one, restored: %+v, %v", second, err)
	}
}

// TestWhatTheOldComputerKnewStaysTold restores beside the books of the same account.
func TestWhatTheOldComputerKnewStaysTold(t *testing.T) {
	d, where, key, _ := withCopy(t)
	d.act(t) // was never copied
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	fresh := &desk{home: filepath.Join(t.TempDir(), "nhà"), state: d.state}
	if _, err := Restore(t.Context(), restoreInto(fresh.home, fresh.state, where, key), nil); err != nil {
		t.Fatal(err)
	}
	fresh.start(t)
	if trouble, is := fresh.JournalTrouble(); is {
		t.Errorf("in trouble: %s", trouble.Said)
	}
	notices, err := fresh.store.Notices(t.Context())
	told := false
	for _, n := range notices {
		told = told || n.Kind == office.NoticeBack && n.Lost != nil && n.Here != nil && n.Lost.Seq > n.Here.Seq && strings.Contains(n.Found, "thiếu các dòng nhật ký")
	}
	if err != nil || !told {
		t.Errorf("what was lost is not told: %+v, %v", notices, err)
	}
}

// TestTwoOfficesOfOneAccountKeepTheirBooksApart: an office that is put back beside the one
// that goes on has books of its own, and neither is told of the other's work as of a change.
func TestTwoOfficesOfOneAccountKeepTheirBooksApart(t *testing.T) {
	d, where, key, _ := withCopy(t)
	beside := &desk{home: filepath.Join(t.TempDir(), "nhà"), state: d.state}
	if _, err := Restore(t.Context(), restoreInto(beside.home, beside.state, where, key), nil); err != nil {
		t.Fatal(err)
	}
	beside.start(t)
	for range 2 {
		d.act(t)
		beside.act(t)
		for _, each := range []*desk{d, beside} {
			each.restart(t)
			if trouble, is := each.JournalTrouble(); is {
				t.Fatalf("%s is told: %s", each.home, trouble.Said)
			}
		}
	}
	was := filepath.Join(beside.state, string(beside.store.First())+headsAfter)
	if err := beside.Close(); err != nil {
		t.Fatal(err)
	}
	heads, err := os.ReadFile(was)
	if err != nil || beside.store.First() == d.store.First() {
		t.Fatalf("the restored one has no book of its own: %v", err)
	}
	first := strings.Fields(string(heads))
	spoilt := first[0] + "0 " + first[1] + " " + first[2] + "\n" // an entry of another number was there
	if err := os.WriteFile(was, []byte(spoilt), 0o600); err != nil {
		t.Fatal(err)
	}
	beside.start(t)
	if _, is := beside.JournalTrouble(); !is {
		t.Error("its book speaks against its journal, and nothing is told")
	}
}

// TestATargetIsNamedAndLiesOutside of the data folder.
func TestATargetIsNamedAndLiesOutside(t *testing.T) {
	d := newDesk(t)
	for where, want := range map[string]error{"": copying.Gone, " ": copying.Gone, filepath.Join(t.TempDir(), "none"): copying.Gone, d.home: OwnFolder, filepath.Join(d.home, vaultName): OwnFolder} {
		if _, err := d.AddCopyTarget(t.Context(), where); !errors.Is(err, want) {
			t.Errorf("%q: %v", where, err)
		}
	}
	if all, err := d.CopyTargets(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("chosen all the same: %+v, %v", all, err)
	}
}

// TestARefusedRestoreTouchesNothing: each refusal has its sentence, and leaves the disk.
func TestARefusedRestoreTouchesNothing(t *testing.T) {
	d, other := newDesk(t), newDesk(t)
	d.act(t)
	d.act(t)
	other.act(t)
	where, elsewhere := d.firstCopy(t), other.firstCopy(t) // every file there is one of a record
	key, otherKey := d.sealing.RecoveryKey(), other.sealing.RecoveryKey()
	for _, each := range []*desk{d, other} {
		if err := each.Close(); err != nil {
			t.Fatal(err)
		}
	}
	files := globbed(t, filepath.Join(where, "tram-sao-luu", "*", "f", "*", "*"))
	segments := globbed(t, filepath.Join(where, "tram-sao-luu", "*", "s-*", "j", "*"))
	nobodys, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		home, where, key string
		spoil            func() (undo func())
		want             error
	}{
		"a folder that holds an office": {home: d.home, where: where, key: key, want: HomeTaken},
		"a key that is mistyped":        {where: where, key: key[:70], want: seal.RecoveryKeyLength},
		"a key of nobody":               {where: where, key: nobodys.RecoveryKey(), want: copying.OfAnother},
		"another office's stick":        {where: elsewhere, key: key, want: copying.OfAnother},
		"our stick, another's key":      {where: where, key: otherKey, want: copying.OfAnother},
		"a stick without a copy":        {where: t.TempDir(), key: key, want: copying.NoCopy},
		"a stick that is not there":     {where: filepath.Join(where, "none"), key: key, want: copying.Gone},
		"a file that is gone":           {where: where, key: key, want: copying.FilesBad, spoil: func() func() { return moved(t, files[0], "") }},
		"two files swapped":             {where: where, key: key, want: copying.FilesBad, spoil: func() func() { return moved(t, files[0], files[1]) }},
		"the first segment gone":        {where: where, key: key, want: copying.Incomplete, spoil: func() func() { return moved(t, segments[0], "") }},
	} {
		t.Run(name, func(t *testing.T) {
			if c.spoil != nil {
				defer c.spoil()()
			}
			above := t.TempDir()
			home := c.home
			if home == "" {
				home = filepath.Join(above, "nhà")
			}
			before := globbed(t, filepath.Join(d.home, "*"))
			_, err := Restore(t.Context(), restoreInto(home, "", c.where, c.key), nil)
			if !errors.Is(err, c.want) {
				t.Errorf("%v", err)
			}
			if f, told := office.FailureIn(err); !told || f.Said == "" || f.Next == "" || strings.Contains(f.Said, "%!") {
				t.Errorf("told: %+v", f)
			}
			if left := globbed(t, filepath.Join(above, "*")); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
			if after := globbed(t, filepath.Join(d.home, "*")); len(after) != len(before) {
				t.Errorf("the office has %v, and had %v", after, before)
			}
		})
	}
}

func globbed(t *testing.T, pattern string) []string {
	t.Helper()
	all, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// moved takes a file away, or lets two change places, until undone.
func moved(t *testing.T, one, two string) (undo func()) {
	t.Helper()
	rename := func(from, to string) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	rename(one, one+".x")
	if two != "" {
		rename(two, one)
		rename(one+".x", two)
		return func() { rename(two, one+".x"); rename(one, two); rename(one+".x", one) }
	}
	return func() { rename(one+".x", one) }
}

func TestARestoreOntoAFullDiskTouchesNothing(t *testing.T) {
	d, where, key, _ := withCopy(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	wholetest.OnSmallDisk(t, 256<<10, func(t *testing.T, dir string) {
		_, err := Restore(t.Context(), restoreInto(filepath.Join(dir, "nhà"), "", where, key), nil)
		if f, told := office.FailureIn(err); !wholetest.IsFull(err) && (!told || f.Name != store.DiskFull.Name) {
			t.Errorf("%v", err)
		}
		if left := globbed(t, filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
	})
}

// TestACopyFollowsWhatIsCommitted commits, and looks at the target from outside.
func TestACopyFollowsWhatIsCommitted(t *testing.T) {
	d, where, key, _ := withCopy(t)
	ctx := t.Context()
	if err := d.FollowCopies(ctx); err != nil {
		t.Fatal(err)
	}
	identity, err := seal.FromRecoveryKey(key)
	if err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.eventually(t, func(s office.CopyState) bool { return s.Behind == 0 && s.Silent == "" })
	head, err := d.store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := copying.Read(ctx, copying.NewFolder(where), identity, copying.Wish{}, nil); err != nil || c.Head.Seq < head.Seq {
		t.Errorf("the copy ends at %+v, %v; the journal at %d", c, err, head.Seq)
	}
	away := where + ".away"
	if err := os.Rename(where, away); err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.eventually(t, func(s office.CopyState) bool {
		return s.Silent == copying.Gone.Name && s.Behind > 0 && !s.Since.IsZero()
	})
	if err := os.Rename(away, where); err != nil {
		t.Fatal(err)
	}
	d.eventually(t, func(s office.CopyState) bool { return s.Silent == "" && s.Behind == 0 })
	if is, err := d.CheckCopy(ctx, where, nil); err != nil || !is.Good() || is.Lacks != 0 || is.Files < 1 {
		t.Errorf("read back: %+v, %v", is, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.start(t) // what was known of the copy is known at the next start
	states, err := d.CopyStates(ctx)
	if err != nil || len(states) != 1 || states[0].Verified.IsZero() || states[0].Level != office.CopyGood {
		t.Errorf("after a start: %+v, %v", states, err)
	}
}

func (d *desk) eventually(t *testing.T, is func(office.CopyState) bool) {
	t.Helper()
	ctx, done := context.WithTimeout(t.Context(), time.Minute)
	defer done()
	for {
		states, err := d.CopyStates(ctx)
		if err != nil || len(states) != 1 {
			t.Fatalf("%+v, %v", states, err)
		}
		if is(states[0]) {
			return
		}
		sleep(ctx, 20*time.Millisecond)
	}
}

// TestTheSittingThatSetsAnOfficeUpFollowsIt: what a sitting keeps going was asked for before
// there was an office.
func TestTheSittingThatSetsAnOfficeUpFollowsIt(t *testing.T) {
	d := &desk{home: filepath.Join(t.TempDir(), "nhà"), state: filepath.Join(t.TempDir(), "ngoài")}
	ctx := t.Context()
	s, err := Open(ctx, Options{Home: d.home, State: d.state, Passwords: people.LeastCost(), Ballast: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d.Station = s
	d.KeepRoom(ctx)
	if err := d.FollowCopies(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetUp(ctx, ours, staff); err != nil {
		t.Fatal(err)
	}
	if err := d.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddCopyTarget(ctx, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.eventually(t, func(s office.CopyState) bool { return s.Behind == 0 && !s.Verified.IsZero() && s.Silent == "" })
	until(t, "room is held back", s.ballast.Held)
	until(t, "the database is checked", func() bool { return !checkedAt(d.home).Ended.IsZero() })
}

// until waits for something that another goroutine brings about.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	ctx, done := context.WithTimeout(t.Context(), time.Minute)
	defer done()
	for !is() {
		if ctx.Err() != nil {
			t.Fatalf("not seen: %s", what)
		}
		sleep(ctx, 20*time.Millisecond)
	}
}

func TestACopyGrowsOldByDays(t *testing.T) {
	now := time.Date(2026, 11, 28, 8, 0, 0, 0, office.VietNam)
	for _, c := range []struct {
		ago    time.Duration
		silent string
		want   office.CopyLevel
	}{
		{0, "", office.CopyGood},
		{amberAfter - time.Second, copying.Gone.Name, office.CopyGood}, // a stick in the safe is no trouble
		{0, copying.Lying.Name, office.CopyAmber},
		{amberAfter, "", office.CopyAmber},
		{redAfter - time.Second, copying.Lying.Name, office.CopyAmber},
		{redAfter, "", office.CopyRed},
	} {
		if got := copyLevel(office.CopyState{Verified: now.Add(-c.ago), Silent: c.silent}, now); got != c.want {
			t.Errorf("%v ago, %q: %s", c.ago, c.silent, got)
		}
	}
	if got := copyLevel(office.CopyState{}, now); got != office.CopyRed || (office.CopyState{}).Age(now) != -1 {
		t.Errorf("never: %s", got)
	}
}

// neverSetUp is a folder in which a window was opened, and no office set up.
func neverSetUpHome(t *testing.T) (home string) {
	t.Helper()
	home = filepath.Join(t.TempDir(), "máy mới")
	s, err := Open(t.Context(), Options{Home: home, Passwords: people.LeastCost()})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, mine := range []string{"logs/tram.log", "window.lock"} {
		put(t, filepath.Join(home, mine), "của cửa sổ")
	}
	return home
}

// TestAnOfficeComesBackWhereAWindowWasOpened and nothing was set up: on a new PC the folder
// is never empty.
func TestAnOfficeComesBackWhereAWindowWasOpened(t *testing.T) {
	d, where, key, finished := withCopy(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	home := neverSetUpHome(t)
	sitting, err := Open(t.Context(), Options{Home: home, Passwords: people.LeastCost()})
	if err != nil {
		t.Fatal(err)
	}
	w := restoreInto(home, "", where, key)
	left := 0
	w.Leave = func() error { left++; return sitting.Close() }
	if _, err := Restore(t.Context(), w, nil); err != nil || left != 1 {
		t.Fatalf("left %d times, %v", left, err)
	}
	back := &desk{home: home}
	back.start(t)
	if c, err := back.store.Conversion(t.Context(), finished.ID); err != nil || c.State != office.Finished || !back.Ready() {
		t.Errorf("%+v, %v", c, err)
	}
	if b, err := os.ReadFile(filepath.Join(home, "logs", "tram.log")); err != nil || string(b) != "của cửa sổ" {
		t.Errorf("the log of the window: %q, %v", b, err)
	}
	if beside := globbed(t, home+".*"); len(beside) > 0 {
		t.Errorf("beside it lies %v", beside)
	}
}

// TestAMovingInThatIsCutOffGoesOn after each thing that was moved.
func TestAMovingInThatIsCutOffGoesOn(t *testing.T) {
	d, where, key, finished := withCopy(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(t.TempDir(), "xong")
	if _, err := Restore(t.Context(), restoreInto(restored, "", where, key), nil); err != nil {
		t.Fatal(err)
	}
	all, err := toCarry(restored)
	if err != nil || len(all) < 5 || all[len(all)-1] != databaseName {
		t.Fatalf("moved in the order %v, %v", all, err)
	}
	for after := range len(all) + 1 {
		home := neverSetUpHome(t)
		beside := home + restoringEnding
		if err := copyAlone(beside, restored); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(beside, wholeName), "")
		for _, name := range notOnes {
			if err := os.RemoveAll(filepath.Join(home, name)); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range all[:after] {
			if err := os.Rename(filepath.Join(beside, name), filepath.Join(home, name)); err != nil {
				t.Fatal(err)
			}
		}
		back := &desk{home: home}
		back.start(t)
		if c, err := back.store.Conversion(t.Context(), finished.ID); err != nil || c.State != office.Finished {
			t.Errorf("cut off after %d: %v", after, err)
		}
		if left := globbed(t, home+".*"); len(left) > 0 {
			t.Errorf("cut off after %d: beside it lies %v", after, left)
		}
	}
}

// TestAFolderWithAnythingOfAnOfficeIsNotRestoredInto whatever of it is gone.
func TestAFolderWithAnythingOfAnOfficeIsNotRestoredInto(t *testing.T) {
	d, where, key, _ := withCopy(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(home string) error{
		"its database gone": func(home string) error { return os.Remove(filepath.Join(home, databaseName)) },
		"its vault and identity gone": func(home string) error {
			return errors.Join(os.RemoveAll(filepath.Join(home, vaultName)), os.RemoveAll(filepath.Join(home, trayName)), removeGlobbed(home, "identity*"))
		},
		"its database of another thing": func(home string) error {
			return errors.Join(os.RemoveAll(filepath.Join(home, vaultName)), os.RemoveAll(filepath.Join(home, trayName)), removeGlobbed(home, "identity*"), os.WriteFile(filepath.Join(home, databaseName), []byte("thứ khác"), 0o600))
		},
		"a letter of somebody": func(home string) error {
			return errors.Join(os.RemoveAll(home), os.MkdirAll(home, 0o700), os.WriteFile(filepath.Join(home, "thư.txt"), []byte("thư"), 0o600))
		},
	} {
		home := filepath.Join(t.TempDir(), "nhà")
		if err := copyAlone(home, d.home); err != nil {
			t.Fatal(err)
		}
		if err := spoil(home); err != nil {
			t.Fatal(err)
		}
		before := globbed(t, filepath.Join(home, "*"))
		if _, err := Restore(t.Context(), restoreInto(home, "", where, key), nil); !errors.Is(err, HomeTaken) {
			t.Errorf("%s: %v", name, err)
		}
		if after := globbed(t, filepath.Join(home, "*")); len(after) != len(before) {
			t.Errorf("%s: %v is left of %v", name, after, before)
		}
	}
}

func removeGlobbed(home, pattern string) error {
	all, err := filepath.Glob(filepath.Join(home, pattern))
	for _, each := range all {
		err = errors.Join(err, os.Remove(each))
	}
	return err
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// copyAlone copies a folder for its owner alone, as a station has it.
func copyAlone(to, from string) error {
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return err
	}
	return filepath.WalkDir(to, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			err = os.Chmod(path, 0o700)
		} else if err == nil {
			err = os.Chmod(path, 0o600)
		}
		return err
	})
}

// TestCopyingNowLooksAtThePlace also where it was there a moment ago and nothing is new: what
// is said of a copy is of when it was read.
func TestCopyingNowLooksAtThePlace(t *testing.T) {
	d, where, _, _ := withCopy(t)
	before, err := d.CopyStates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(where, where+" cất đi"); err != nil {
		t.Fatal(err)
	}
	states, err := d.CopyNow(t.Context(), nil)
	if err != nil || states[0].Silent != copying.Gone.Name || !states[0].Verified.Equal(before[0].Verified) {
		t.Errorf("of a place that is gone: %+v, %v; it was read at %v", states, err, before[0].Verified)
	}
}
