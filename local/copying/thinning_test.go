package copying_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/local/store"
)

// later has so much time go by, somebody be added to the office, and that copied.
func (b *bureau) later(c *copying.Copier, after time.Duration) copying.Round {
	b.t.Helper()
	b.clock.now = b.clock.now.Add(after)
	if _, err := b.store.SaveClerk(b.t.Context(), store.Act{Actor: by.Actor, Step: "settings"}, office.Clerk{Name: "Người lúc " + b.clock.now.Format(time.RFC3339Nano)}); err != nil {
		b.t.Fatal(err)
	}
	return b.round(c)
}

// seqsOf are the entries of the snapshots on a target, in order.
func seqsOf(t *testing.T, target *copyingtest.Faulty) (all []int64) {
	t.Helper()
	_, manifests := snapshots(target)
	for _, name := range manifests {
		var seq int64
		if _, err := fmt.Sscanf(name[strings.Index(name, "/p/"):], "/p/%d/m", &seq); err != nil {
			t.Fatal(err)
		}
		all = append(all, seq)
	}
	return all
}

const aDay = 24 * time.Hour

// TestSnapshotsThinByTheLadder over two years, and each moment comes back as before.
func TestSnapshotsThinByTheLadder(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	c := b.snapshotting(target, filepath.Join(t.TempDir(), "pages"))
	c.SnapshotAfter = 1
	var heads []office.JournalHead
	for range 250 {
		heads = append(heads, b.later(c, 3*aDay).Head)
	}
	lie := seqsOf(t, target)
	years, months := map[int]bool{}, map[string]bool{}
	for _, h := range heads {
		if slices.Contains(lie, h.Seq) {
			years[h.At.In(office.VietNam).Year()], months[h.At.In(office.VietNam).Format("2006-01")] = true, true
		}
	}
	if len(lie) > 31+12*16+2*16 || len(years) != 3 || len(months) < 12 || len(months) > 15 {
		t.Errorf("of %d snapshots %d lie there, of %d years and %d months", len(heads), len(lie), len(years), len(months))
	}
	for _, i := range []int{0, 20, 77, 160, 240, len(heads) - 1} {
		s, is, _, err := b.back(target, copying.Wish{Until: heads[i].At})
		if err != nil || is.Head.Seq != heads[i].Seq {
			t.Fatalf("the moment of %d: %d, %v", heads[i].Seq, is.Head.Seq, err)
		}
		entries := 0
		if err := s.Journal(t.Context(), 0, func(office.Entry) error { entries++; return nil }); err != nil || int64(entries) < heads[i].Seq {
			t.Errorf("%d entries came back of %d: %v", entries, heads[i].Seq, err)
		}
		if i > 200 && b.from == 0 {
			t.Errorf("the moment of %d came back by no snapshot", heads[i].Seq)
		}
	}
	bare := target.Clone()
	removeAll(bare.Objects(), slices.Collect(func(yield func(string) bool) {
		parts, manifests := snapshots(bare)
		for _, name := range slices.Concat(parts, manifests) {
			yield(name)
		}
	}))
	b.same(bare)
}

// oldRow is a target on which a row of snapshots lies and one of all pages, of the same hour: when
// another is taken the row goes.
func oldRow(t *testing.T) (b *bureau, target *copyingtest.Faulty) {
	b, target = newBureau(t), copyingtest.NewFaulty()
	c := b.snapshotting(target, filepath.Join(t.TempDir(), "pages"))
	c.SnapshotAfter = 1
	for range inRow {
		b.later(c, time.Second)
	}
	b.later(b.fresh(target), time.Second)
	return b, target
}

const inRow = 16 // snapshots

// fresh is a copier without a memory: its next snapshot begins a row.
func (b *bureau) fresh(t copying.Target) *copying.Copier {
	c := b.copier(t)
	c.SnapshotAfter = 1
	return c
}

// TestAThinningThatIsCutOffLeavesAWholeTarget pulls the target out after each change of it.
func TestAThinningThatIsCutOffLeavesAWholeTarget(t *testing.T) {
	b, whole := oldRow(t)
	b.clock.now = b.clock.now.Add(2 * time.Hour)
	b.work()
	before := len(whole.Objects())
	for left := 1; ; left++ {
		target := whole.Clone()
		target.Left = left
		_, err := b.fresh(target).Round(t.Context())
		ended := target.Left > 0
		target.Left = -1
		if ended && err != nil {
			t.Fatal(err)
		}
		if left%5 == 0 || ended {
			b.sound(target)
		}
		b.clock.now = b.clock.now.Add(time.Second)
		if ended {
			if left < 16 || len(target.Objects()) > before-16 {
				t.Errorf("after %d changes %d objects lie there, before %d", left, len(target.Objects()), before)
			}
			break
		}
		if left%7 > 0 {
			continue
		}
		tidy := target.Clone()
		b.later(b.fresh(tidy), time.Second) // two rows later nothing of it is left
		b.later(b.fresh(tidy), time.Second)
		b.same(tidy)
		if parts, manifests := snapshots(tidy); len(manifests) > 4 || len(parts) != len(manifests) {
			t.Errorf("cut off after %d changes: %d parts of %d snapshots", left, len(parts), len(manifests))
		}
	}
}

// refusing is a target that gives nothing up, and counts how often it was asked.
type refusing struct {
	copying.Target
	asked int
}

func (r *refusing) Remove(context.Context, string) error { r.asked++; return copying.ErrKept }

// TestATargetThatGivesNothingUpKeepsItsSnapshots: it is told, is no error, and is asked again
// only when the next row begins.
func TestATargetThatGivesNothingUpKeepsItsSnapshots(t *testing.T) {
	b, target := oldRow(t)
	of := &refusing{Target: target}
	c := b.snapshotting(of, filepath.Join(t.TempDir(), "pages"))
	c.SnapshotAfter = 1
	if r := b.later(c, 2*time.Hour); r.Old != inRow || r.Kept != 0 {
		t.Errorf("what stays there: %+v", r)
	}
	asked := of.asked
	for range 10 {
		if r := b.later(c, time.Second); r.Old != inRow {
			t.Error("what stays there is forgotten")
		}
	}
	if of.asked != asked || asked > 2 {
		t.Errorf("it was asked to give up %d times, then %d", asked, of.asked)
	}
	b.same(target)
}

// TestWhoSpoilsSnapshotsHasNoOtherRemoved: those that stay in the place of others are read back
// before these go.
func TestWhoSpoilsSnapshotsHasNoOtherRemoved(t *testing.T) {
	b, whole := oldRow(t)
	all := seqsOf(t, whole)
	_, manifests := snapshots(whole)
	instead := strings.TrimSuffix(manifests[inRow], "m")
	for how, spoil := range map[string]func(o map[string][]byte){
		"a part that was spoilt": func(o map[string][]byte) { o[instead+"000000"][50] ^= 1 },
		"a part that is gone":    func(o map[string][]byte) { delete(o, instead+"000000") },
		"a manifest":             func(o map[string][]byte) { o[instead+"m"] = o[instead+"m"][:60] },
		"no manifest":            func(o map[string][]byte) { delete(o, instead+"m") },
		"nothing":                nil,
	} {
		target := whole.Clone()
		if spoil != nil {
			spoil(target.Objects())
		}
		b.later(b.fresh(target), 2*time.Hour)
		left := seqsOf(t, target)
		if spoil != nil && !slices.Equal(left[:min(inRow, len(left))], all[:inRow]) || spoil == nil && len(left) != 2 {
			t.Errorf("%s: there are left %v of %v", how, left, all)
		}
		b.same(target)
	}
}

// TestAManifestThatIsPutBackHasNoOtherRemoved: what it names is not there any more.
func TestAManifestThatIsPutBackHasNoOtherRemoved(t *testing.T) {
	b, whole := oldRow(t)
	_, manifests := snapshots(whole)
	for _, back := range []int{0, inRow - 1} {
		target := whole.Clone()
		b.later(b.fresh(target), 2*time.Hour)
		before := seqsOf(t, target)
		target.Objects()[manifests[back]] = whole.Objects()[manifests[back]]
		b.later(b.fresh(target), 2*time.Hour)
		after := seqsOf(t, target)
		for _, seq := range before {
			if !slices.Contains(after, seq) {
				t.Errorf("since the manifest %d was put back, of %v there are %v", back, before, after)
			}
		}
	}
}

// TestADamagedSnapshotGoesAlone with those that stand on it.
func TestADamagedSnapshotGoesAlone(t *testing.T) {
	b, target := oldRow(t)
	all := seqsOf(t, target)
	parts, _ := snapshots(target)
	target.Objects()[parts[10]][50] ^= 1
	newest := target.Objects()[parts[inRow]]
	c := b.fresh(target)
	b.round(c)
	if is := b.toured(c); is.Open > 0 || len(is.Found) != 1 {
		t.Errorf("%+v", is)
	}
	if left := seqsOf(t, target); !slices.Equal(left, slices.Concat(all[:10], all[inRow:])) {
		t.Errorf("of %v there are left %v", all, left)
	}
	if !bytes.Equal(newest, target.Objects()[parts[inRow]]) {
		t.Error("the newest was taken anew")
	}
	b.same(target)
}

// TestACopyGoesOnWhoseNewestSnapshotIsDamaged where a program looks at it anew.
func TestACopyGoesOnWhoseNewestSnapshotIsDamaged(t *testing.T) {
	b, target := oldRow(t)
	_, manifests := snapshots(target)
	name := manifests[len(manifests)-1]
	target.Objects()[name] = target.Objects()[name][:60]
	c := b.fresh(target)
	b.later(c, time.Second)
	if is := b.toured(c); is.Open > 0 || len(is.Found) != 1 {
		t.Errorf("%+v", is)
	}
	b.same(target)
}

// TestAClockThatRanAheadHasNoSnapshotGo, and each day has one again when it is right.
func TestAClockThatRanAheadHasNoSnapshotGo(t *testing.T) {
	for _, years := range []int{9, -9} {
		b := newBureau(t)
		target := copyingtest.NewFaulty()
		c := b.snapshotting(target, filepath.Join(t.TempDir(), "pages"))
		c.SnapshotAfter = 10
		for range 30 {
			b.later(c, aDay)
		}
		before, right := seqsOf(t, target), b.clock.now
		b.clock.now = right.AddDate(years, 0, 0)
		for range 35 { // the last of it has no snapshot yet
			b.later(c, time.Minute)
		}
		b.clock.now = right
		for range 5 {
			b.later(c, aDay)
		}
		head, err := b.store.Head(t.Context())
		if all := seqsOf(t, target); err != nil || all[len(all)-1] != head.Seq {
			t.Errorf("the newest is of entry %d, the journal has %d: %v", all[len(all)-1], head.Seq, err)
		}
		b.later(b.fresh(target), aDay)
		b.later(b.fresh(target), aDay)
		after := seqsOf(t, target)
		for _, seq := range before {
			if !slices.Contains(after, seq) {
				t.Errorf("since the clock ran %d years ahead, of %v there are %v", years, before, after)
				break
			}
		}
		b.same(target)
	}
}
