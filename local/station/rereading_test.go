package station

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// readBack reads the copy back whole, as its follower does bit by bit.
func (d *desk) readBack(t *testing.T) office.CopyToured {
	t.Helper()
	all, err := d.CopyTargets(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	d.followerOf(t.Context(), all[0]).state.Tour = office.CopyTour{}
	return d.readBackOn(t)
}

// readBackOn goes on with a tour to its end.
func (d *desk) readBackOn(t *testing.T) office.CopyToured {
	t.Helper()
	all, err := d.CopyTargets(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	f := d.followerOf(t.Context(), all[0])
	for range 1000 {
		f.round(t.Context())
		f.read = time.Time{}
		f.readOn(t.Context())
		if last := f.state.Tour.Last; last != nil {
			return *last
		}
	}
	t.Fatalf("it does not end: %+v", f.state.Tour)
	return office.CopyToured{}
}

func spoil(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestWhatRotsHereComesBackFromACopy spoils a file of the vault and takes another away; two
// targets stand, and the better one gives.
func TestWhatRotsHereComesBackFromACopy(t *testing.T) {
	d, where, _, finished := withCopy(t)
	ctx := t.Context()
	other := d.act(t)
	d.copyNow(t)
	second := t.TempDir()
	if _, err := d.AddCopyTarget(ctx, second); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CopyNow(ctx, nil); err != nil {
		t.Fatal(err)
	}
	var files []office.Digest
	err := d.store.EachKept(ctx, func(office.Digest) bool { return false }, func(g office.Gap) {
		if (g.Record == finished.ID || g.Record == other.ID) && !slices.Contains(files, g.Digest) {
			files = append(files, g.Digest)
		}
	})
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	spoil(t, vaultPath(d, files[0]))
	if err := os.Remove(vaultPath(d, files[1])); err != nil {
		t.Fatal(err)
	}
	onFirst, err := filepath.Glob(filepath.Join(where, "tram-sao-luu", "*", "f", "*", "*"))
	if err != nil || len(onFirst) == 0 {
		t.Fatal(onFirst, err)
	}
	for _, path := range onFirst {
		spoil(t, path)
	}
	is := d.readBack(t)
	if is.Open > 0 || len(is.Found) < len(onFirst) {
		t.Errorf("%d files were spoilt; found: %+v", len(onFirst), is)
	}
	for _, each := range files {
		if err := d.vault.Check(ctx, each); err != nil {
			t.Errorf("in the vault: %v", err)
		}
	}
	if proof, err := d.Prove(ctx, finished.ID, nil); err != nil || proof.Verdict != office.Proven {
		t.Errorf("what was finished: %v %v", proof.Said, err)
	}
	for _, at := range []string{where, second} {
		if is, err := d.CheckCopy(ctx, at, nil); err != nil || !is.Good() {
			t.Errorf("%s: %+v, %v", at, is, err)
		}
	}
	var told []office.Digest
	notices, err := d.store.Notices(ctx)
	for _, n := range notices {
		if n.Kind == office.NoticeMended && strings.Contains(n.Why, second) {
			told = append(told, n.Files...)
		}
	}
	if err != nil || !slices.Contains(told, files[0]) || !slices.Contains(told, files[1]) {
		t.Errorf("the journal tells of %v, %v; want %v", told, err, files[:2])
	}
	aside, err := filepath.Glob(vaultPath(d, files[0]) + ".damaged-*")
	if err != nil || len(aside) != 1 {
		t.Errorf("what was damaged lies aside: %v, %v", aside, err)
	}
}

func vaultPath(d *desk, f office.Digest) string {
	return filepath.Join(d.home, vaultName, string(f[:2]), string(f)+".age")
}

// TestWhatIsFoundOnACopyIsTold takes the only good ones away.
func TestWhatIsFoundOnACopyIsTold(t *testing.T) {
	d, where, _, finished := withCopy(t)
	ctx := t.Context()
	var files []office.Digest
	err := d.store.EachKept(ctx, func(office.Digest) bool { return false }, func(g office.Gap) {
		if g.Record == finished.ID {
			files = append(files, g.Digest)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(vaultPath(d, files[0])); err != nil {
		t.Fatal(err)
	}
	onIt, err := filepath.Glob(filepath.Join(where, "tram-sao-luu", "*", "f", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range onIt {
		spoil(t, path)
	}
	if is := d.readBack(t); is.Open != 1 || !strings.Contains(is.Found[slices.IndexFunc(is.Found, func(f office.CopyFault) bool { return !f.Good })].Said, string(finished.Code)) {
		t.Errorf("%s is lost on both sides: %+v", finished.Code, is)
	}
	states, err := d.CopyStates(ctx)
	if err != nil || states[0].Level != office.CopyAmber || states[0].Tour.Unmended() != 1 {
		t.Errorf("%+v, %v", states, err)
	}
	waits, err := d.Copies.copiesWaiting(ctx)
	if err != nil || waits.Count != 1 || !strings.Contains(waits.Newest[0].Below, string(finished.Code)) {
		t.Errorf("%+v, %v", waits, err)
	}
}

func TestATourEndsWithinItsTime(t *testing.T) {
	now := time.Date(2026, 11, 28, 8, 0, 0, 0, office.VietNam)
	const weight = 10 << 30
	tour, slices := office.CopyTour{Begun: now, OfBytes: weight}, 0
	for ; tour.Bytes < weight; slices++ {
		tour.Bytes += sliceOf(tour, now)
		now = now.Add(openShare * sliceEvery)
	}
	if took := now.Sub(tour.Begun); took > tourWithin || slices < int(tourWithin/(openShare*sliceEvery))/2 {
		t.Errorf("%v in %d slices", took, slices)
	}
	last := &office.CopyToured{Begun: now}
	if tourDue(office.CopyTour{Last: last}, now.Add(tourEvery-time.Second)) || !tourDue(office.CopyTour{Last: last}, now.Add(tourEvery)) || !tourDue(office.CopyTour{}, now) {
		t.Error("tours do not begin once a week")
	}
}
