package station

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/convert"
	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/watched"
)

func TestTheSetupForScanningIsKeptAndJournalled(t *testing.T) {
	d := newDesk(t)
	setup, err := d.ScanSetup(t.Context())
	if err != nil || len(setup.All()) != len(office.UsualProfiles) {
		t.Fatalf("%+v, %v", setup, err)
	}
	own := office.ScanProfile{Name: "Hồ sơ đất đai", Wish: office.ScanWish{Source: office.Feeder, Mode: office.Colour, DPI: 300, Paper: "A3"}}
	if setup, err = d.SaveScanSetup(t.Context(), setup.With(own).WithAddress("10.0.0.9")); err != nil {
		t.Fatal(err)
	}
	if _, err = d.SaveScanSetup(t.Context(), setup.WithAddress("10.0.0.9").WithAddress("may-quet.vi-du.vn:8080")); err != nil {
		t.Fatal(err)
	}
	d.restartWith(t, played{})
	if addresses, err := d.ScannerAddresses(t.Context()); err != nil || !slices.Equal(addresses, []string{"10.0.0.9", "may-quet.vi-du.vn:8080"}) {
		t.Errorf("addresses %v, %v", addresses, err)
	}
	if setup, err = d.ScanSetup(t.Context()); err != nil || setup.Version != 2 {
		t.Errorf("version %d, %v", setup.Version, err)
	}
	if got, err := setup.Named(" hồ sơ đất đai "); err != nil || got != own {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := setup.Named("không có"); !errors.Is(err, office.NoSuchProfile) {
		t.Errorf("a profile that is not there: %v", err)
	}
	if n, err := d.store.CountEntries(t.Context(), office.KindScanSetup); err != nil || n != 2 {
		t.Errorf("%d entries, %v", n, err)
	}
	for _, bad := range []office.ScanProfile{{Name: " "}, {Name: strings.Repeat("a", 61), Wish: own.Wish}, {Name: "a", Wish: office.ScanWish{Source: "tray", Mode: office.Grey, DPI: 300}},
		{Name: "a", Wish: office.ScanWish{Source: office.Feeder, Mode: office.Grey, DPI: 0}}, {Name: "a", Wish: office.ScanWish{Source: office.Feeder, Mode: office.Grey, DPI: 300, Paper: "A9"}}} {
		if _, err := d.SaveScanSetup(t.Context(), setup.With(bad)); err == nil {
			t.Errorf("%+v was kept", bad)
		}
	}
}

func TestAFolderToWatchIsOneThatIsThereAndNotOurs(t *testing.T) {
	d := newDesk(t)
	dir := t.TempDir()
	setup, err := d.SaveScanFolder(t.Context(), dir)
	if err != nil || setup.Folder != dir {
		t.Fatalf("%+v, %v", setup, err)
	}
	if setup, err = d.SaveScanSetup(t.Context(), office.ScanSetup{Folder: "/khác"}); err != nil || setup.Folder != dir {
		t.Errorf("a choice of profiles changed the folder to %q, %v", setup.Folder, err)
	}
	for _, wrong := range []string{filepath.Join(dir, "không có"), d.home, "tương đối"} {
		if _, err := d.SaveScanFolder(t.Context(), wrong); err == nil {
			t.Errorf("%s is watched", wrong)
		}
	}
	if setup, err = d.SaveScanFolder(t.Context(), " "); err != nil || setup.Folder != "" {
		t.Errorf("none: %+v, %v", setup, err)
	}
}

func TestFilesThatWereSetAsideWaitWithTheirReason(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	d.times = watched.Times{Poll: 10 * time.Millisecond}
	if err := os.WriteFile(filepath.Join(dir, "hỏng.pdf"), []byte("%PDF-1.4 và không gì khác"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveScanFolder(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	var came []office.Arrival
	if err := d.Watch(t.Context(), dir, staff[0], true, func(a office.Arrival) { came = append(came, a) }); err != nil || len(came) == 0 {
		t.Fatalf("%+v, %v", came, err)
	}
	is, err := d.WaitingOf(t.Context(), "set-aside")
	if err != nil || is.Count != 1 || is.Newest[0].Title != "hỏng.pdf" || is.Newest[0].To != office.ToScanning {
		t.Fatalf("%+v, %v", is, err)
	}
	why, told := office.FailureIn(came[0].Err)
	if !told || !strings.HasPrefix(is.Newest[0].Below, why.Said) {
		t.Errorf("it waits with %q, and was refused with %q", is.Newest[0].Below, why.Said)
	}
}

// idsOf are the pages of a draft, in their order.
func (d *desk) idsOf(t *testing.T, draft office.ID) (ids []office.ID) {
	t.Helper()
	pages, err := d.Pages(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestAScanIsTakenBackInOneStepAndAPageScannedAgainInItsPlace(t *testing.T) {
	d := newDesk(t)
	d.restartWith(t, played{stack: 1, pages: 4})
	told, out, err := d.scans(t, t.Context(), office.ScanOrder{})
	if err != nil {
		t.Fatal(err)
	}
	draft := draftOf(out)
	d.scanners = []scanning.Driver{played{stack: 2, pages: 3}}
	again, out, err := d.scans(t, t.Context(), office.ScanOrder{Draft: draft, Over: told[1].ID})
	if err != nil || out.Pages != 1 || len(again) != 1 {
		t.Fatalf("scanned again: %+v, %v", out, err)
	}
	if got := d.idsOf(t, draft); !slices.Equal(got, []office.ID{told[0].ID, again[0].ID, told[2].ID, told[3].ID}) {
		t.Errorf("after page 2 was scanned again: %v", got)
	}
	if again[0].DPIX != 300 {
		t.Errorf("the page that came again has %v dpi", again[0].DPIX)
	}
	if c, err := d.Conversion(t.Context(), draft); err != nil || c.Pages[1].ID != again[0].ID {
		t.Errorf("the record has %v, %v", c.Pages[1].ID, err)
	}
	undo := func() {
		if did, err := d.Undo(t.Context(), draft); err != nil || !did {
			t.Fatal(did, err)
		}
	}
	undo()
	if got := d.numbersIn(t, draft, 1, 4); !slices.Equal(got, to(4)) {
		t.Errorf("taken back: %v", got)
	}
	undo()
	if got := d.idsOf(t, draft); len(got) != 0 {
		t.Errorf("the scan of four pages was taken back to %v", got)
	}
	if did, err := d.Redo(t.Context(), draft); err != nil || !did || !slices.Equal(d.numbersIn(t, draft, 1, 4), to(4)) {
		t.Errorf("and again: %v, %v", did, err)
	}
}

func TestBacksLieBehindTheirFronts(t *testing.T) {
	d := newDesk(t)
	d.restartWith(t, played{stack: 1, pages: 3})
	fronts, out, err := d.scans(t, t.Context(), office.ScanOrder{})
	if err != nil {
		t.Fatal(err)
	}
	draft := draftOf(out)
	d.scanners = []scanning.Driver{played{stack: 2, pages: 3}} // back 1 is that of the last sheet
	backs, _, err := d.scans(t, t.Context(), office.ScanOrder{Draft: draft})
	if err != nil {
		t.Fatal(err)
	}
	ids := func(pages []office.Page) (all []office.ID) {
		for _, p := range pages {
			all = append(all, p.ID)
		}
		return all
	}
	before := d.idsOf(t, draft)
	err = d.Interleave(t.Context(), draft, ids(fronts), ids(backs)[:2])
	if f, is := office.FailureIn(err); !errors.Is(err, convert.SidesDiffer) || !is || !strings.Contains(f.Said, "3 mặt trước nhưng 2 mặt sau") || !slices.Equal(d.idsOf(t, draft), before) {
		t.Errorf("with a back too few: %v", err)
	}
	if err := d.Interleave(t.Context(), draft, ids(fronts), append(ids(backs)[:2], fronts[0].ID)); err == nil || !slices.Equal(d.idsOf(t, draft), before) {
		t.Errorf("with a front among the backs: %v", err)
	}
	if err := d.Interleave(t.Context(), draft, ids(fronts), ids(backs)); err != nil {
		t.Fatal(err)
	}
	want := []office.ID{fronts[0].ID, backs[2].ID, fronts[1].ID, backs[1].ID, fronts[2].ID, backs[0].ID}
	if got := d.idsOf(t, draft); !slices.Equal(got, want) {
		t.Errorf("the pages lie %v, not %v", got, want)
	}
	if did, err := d.Undo(t.Context(), draft); err != nil || !did || !slices.Equal(d.idsOf(t, draft), before) {
		t.Errorf("taken back: %v, %v", did, err)
	}
}

// pileOf scans a pile of five pages into drafts of two pages, two, and one.
func (d *desk) pileOf(t *testing.T) office.ScanOutcome {
	t.Helper()
	d.restartWith(t, played{stack: 1, pages: 5})
	_, out, err := d.scans(t, t.Context(), office.ScanOrder{Parted: "2"})
	if err != nil || len(out.Drafts) != 3 {
		t.Fatalf("%+v, %v", out, err)
	}
	return out
}

func TestAPageGoesFromOneDraftIntoAnother(t *testing.T) {
	d := newDesk(t)
	out := d.pileOf(t)
	a, b, c := out.Drafts[0].ID, out.Drafts[1].ID, out.Drafts[2].ID
	lie := func(want ...[]int) {
		t.Helper()
		for i, id := range []office.ID{a, b} {
			if got := d.numbersIn(t, id, 1, 5); !slices.Equal(got, want[i]) {
				t.Errorf("draft %d has %v, not %v", i+1, got, want[i])
			}
			if record, err := d.Conversion(t.Context(), id); err != nil || len(record.Pages) != len(want[i]) {
				t.Errorf("the record of draft %d has %d pages, %v", i+1, len(record.Pages), err)
			}
		}
	}
	if err := d.MovePageAcross(t.Context(), a, d.idsOf(t, a)[1], b, 0); err != nil {
		t.Fatal(err)
	}
	lie([]int{1}, []int{2, 3, 4})
	if err := d.MovePageAcross(t.Context(), c, d.idsOf(t, c)[0], b, -1); err != nil {
		t.Fatal(err)
	}
	lie([]int{1}, []int{2, 3, 4, 5})
	if gone, err := d.Conversion(t.Context(), c); err != nil || gone.State != office.Discarded {
		t.Errorf("the draft without a page is %s, %v", gone.State, err)
	}
	for _, id := range []office.ID{a, b} {
		if did, err := d.Undo(t.Context(), id); err != nil || did {
			t.Errorf("a page could be taken out of both drafts: %v, %v", did, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(d.home, scansDir, ".*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	page := d.idsOf(t, b)[0]
	if img, err := d.Picture(t.Context(), b, page, 50); err != nil || img == nil {
		t.Errorf("the page that moved shows nothing: %v", err)
	}
}

// TestAMoveBetweenDraftsThatWasCutOffIsEnded cuts it before the page came into the other
// draft, after that, and before the note of it was removed.
func TestAMoveBetweenDraftsThatWasCutOffIsEnded(t *testing.T) {
	for cut, want := range map[string][2][]int{"before": {{1, 2}, {3, 4}}, "between": {{1}, {2, 3, 4}}, "after": {{1}, {2, 3, 4}}} {
		d := newDesk(t)
		out := d.pileOf(t)
		a, b := out.Drafts[0].ID, out.Drafts[1].ID
		page := d.idsOf(t, a)[1]
		note, err := json.Marshal(crossing{a, page, b})
		if err != nil {
			t.Fatal(err)
		}
		switch cut {
		case "between":
			if err := d.desk.Close(); err != nil {
				t.Fatal(err)
			}
			here, err := d.trays.Tray(t.Context(), a)
			if err != nil {
				t.Fatal(err)
			}
			there, err := d.trays.Tray(t.Context(), b)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(there.Bring(here, page, 0), here.Close(), there.Close()); err != nil {
				t.Fatal(err)
			}
		case "after":
			if err := d.desk.Across(t.Context(), a, page, b, 0); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(d.home, scansDir, crossingName+string(office.NewID(d.clock.Now()))), note, 0o600); err != nil {
			t.Fatal(err)
		}
		d.restartWith(t, played{})
		for i, id := range []office.ID{a, b} {
			record, err := d.Conversion(t.Context(), id)
			if got := d.numbersIn(t, id, 1, 5); !slices.Equal(got, want[i]) || err != nil || len(record.Pages) != len(want[i]) {
				t.Errorf("cut off %s: draft %d has %v, on record %d, %v", cut, i+1, got, len(record.Pages), err)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(d.home, scansDir, ".*")); len(left) > 0 {
			t.Errorf("cut off %s: left %v", cut, left)
		}
		if beside := d.Beside(); len(beside) > 0 {
			t.Errorf("cut off %s: told %v", cut, beside)
		}
	}
}
