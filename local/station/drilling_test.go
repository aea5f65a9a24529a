package station

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	registers "tram/local/books"
	"tram/local/copying"
	"tram/local/drilling"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
)

// drill holds one, and sees that nothing stays of it beside the data folder.
func (d *desk) drill(t *testing.T, w office.DrillWish) (office.Drill, error) {
	t.Helper()
	held, err := d.Drill(t.Context(), staff[0], w, nil)
	if left := globbed(t, d.home+sandboxEnding+"*"); len(left) > 0 {
		t.Errorf("of the trial there stays %v", left)
	}
	return held, err
}

// TestADrillTellsWhatCameBack with both keys, counted against the office that goes on.
func TestADrillTellsWhatCameBack(t *testing.T) {
	d, where, key, _ := withCopy(t)
	for _, w := range []office.DrillWish{{}, {Copy: where, Key: key}} {
		read, err := d.CheckCopy(t.Context(), where, nil)
		if err != nil {
			t.Fatal(err)
		}
		held, err := d.drill(t, w)
		if err != nil {
			t.Fatal(err)
		}
		head, files := read.Head, read.Files
		records, err := d.store.CountRecords(t.Context(), head.Seq)
		if err != nil || records == 0 || files == 0 {
			t.Fatalf("%d records, %d files, %v", records, files, err)
		}
		if held.Verdict != office.DrillGood || held.Records != records || held.Files != files || held.Bytes == 0 || held.Documents != 1 || held.Finished != 1 || held.Head.Seq != head.Seq || held.Lacks < 0 {
			t.Errorf("with key %t: %d records of %d, %d files of %d, %d bytes, %d of %d documents, entry %d of %d, %d short: %s", w.Key != "", held.Records, records, held.Files, files, held.Bytes, held.Documents, held.Finished, held.Head.Seq, head.Seq, held.Lacks, held.Said)
		}
		if (held.Key == office.ByRecoveryKey) != (w.Key != "") {
			t.Errorf("opened by %s", held.Key)
		}
		if held.Pages != 1 && held.Pages != 2 || held.Restoring <= 0 || held.Seconds < held.Restoring {
			t.Errorf("%d pages, %g of %g seconds", held.Pages, held.Restoring, held.Seconds)
		}
		to := filepath.Join(t.TempDir(), "bien-ban.pdf")
		if err := d.SaveDrill(t.Context(), held.ID, to); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(to); err != nil || office.DigestOf(b) != held.PDF || int64(len(b)) != held.Size {
			t.Errorf("the page saved: %d bytes, %v", len(b), err)
		}
		d.copyNow(t) // the drill is an act of the office, and copied
	}
	if took, err := store.All(t.Context(), d.store, registers.Recoveries); err != nil || len(took) != 2 {
		t.Errorf("the plan is told of %d, %v", len(took), err)
	}
	all, err := d.Drills(t.Context())
	if err != nil || len(all) != 2 || all[0].Key != office.ByRecoveryKey {
		t.Errorf("kept: %d, %v", len(all), err)
	}
	d.restart(t)
	if trouble, is := d.JournalTrouble(); is {
		t.Errorf("the office that goes on is told: %s", trouble.Said)
	}
}

// TestADrillOfACopyThatIsNoGoodIsBad, kept with what is wrong, and no error.
func TestADrillOfACopyThatIsNoGoodIsBad(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	d.act(t)
	where := d.firstCopy(t)
	files := globbed(t, filepath.Join(where, "tram-sao-luu", "*", "f", "*", "*"))
	segments := globbed(t, filepath.Join(where, "tram-sao-luu", "*", "s-*", "j", "*"))
	for name, spoil := range map[string]func() func(){
		"a file that is gone": func() func() { return moved(t, files[0], "") },
		"two files swapped":   func() func() { return moved(t, files[0], files[1]) },
		"a segment gone":      func() func() { return moved(t, segments[0], "") },
	} {
		undo := spoil()
		held, err := d.drill(t, office.DrillWish{})
		undo()
		if err != nil || held.Verdict != office.DrillBad || !strings.HasPrefix(held.Said, "Không đạt: ") {
			t.Errorf("%s: %+v, %v", name, held, err)
		}
		stand, err := d.DrillsStand(t.Context())
		if err != nil || !stand.Late || stand.Last.ID != held.ID {
			t.Errorf("%s: nothing is due: %+v, %v", name, stand, err)
		}
	}
	waits, err := d.drillWaiting(t.Context())
	if err != nil || waits.Count != 1 || waits.Newest[0].Grave != office.Alarming {
		t.Errorf("waits: %+v, %v", waits, err)
	}
}

// TestADrillThatCannotBeHeldIsRefused and leaves no record.
func TestADrillThatCannotBeHeldIsRefused(t *testing.T) {
	d := newDesk(t)
	d.act(t)
	if _, err := d.drill(t, office.DrillWish{}); !errors.Is(err, copying.NoTarget) {
		t.Errorf("without a copy: %v", err)
	}
	where := d.firstCopy(t)
	nobodys, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		wish office.DrillWish
		want error
	}{
		"a place that is none": {office.DrillWish{Copy: "/nowhere"}, copying.NoSuchTarget},
		"half a key":           {office.DrillWish{Key: d.sealing.RecoveryKey()[:60]}, seal.RecoveryKeyLength},
		"another's key":        {office.DrillWish{Key: nobodys.RecoveryKey()}, copying.OfAnother},
		"no key to sign with":  {office.DrillWish{Sign: true}, NoKeyChosen},
	} {
		if _, err := d.drill(t, c.wish); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.Rename(where, where+" cất đi"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.drill(t, office.DrillWish{}); !errors.Is(err, copying.Gone) {
		t.Errorf("with the stick away: %v", err)
	}
	if all, err := d.Drills(t.Context()); err != nil || len(all) > 0 {
		t.Errorf("kept: %+v, %v", all, err)
	}
	d.Drilling.one.Lock()
	defer d.Drilling.one.Unlock()
	if _, err := d.drill(t, office.DrillWish{}); !errors.Is(err, drilling.Another) {
		t.Errorf("while one is on: %v", err)
	}
}

// TestWhatAKilledDrillLeftGoes at the next start, unless one is on.
func TestWhatAKilledDrillLeftGoes(t *testing.T) {
	d := newDesk(t)
	left := filepath.Join(d.home+sandboxEnding+restoringEnding, "co-quan", vaultName)
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	on := trial{s: d.Drilling}
	if err := on.sandbox(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	d.restart(t)
	if _, err := os.Stat(left); err != nil {
		t.Errorf("of a drill that is on something was taken away: %v", err)
	}
	if err := on.clear(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	d.restart(t)
	if left := globbed(t, d.home+sandboxEnding+"*"); len(left) > 0 {
		t.Errorf("there stays %v", left)
	}
}

// TestADrillIsHeldOfACopyWithASnapshot, as each copy has of an office that is at work.
func TestADrillIsHeldOfACopyWithASnapshot(t *testing.T) {
	d, where, _, _ := withCopy(t)
	d.snapshotNow(t)
	drill, err := d.Drill(t.Context(), staff[0], office.DrillWish{Copy: where}, nil)
	if err != nil || drill.Verdict != office.DrillGood {
		t.Errorf("%+v, %v", drill, err)
	}
}
