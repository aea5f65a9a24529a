package station

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"tram/local/copying"
	"tram/local/office"
)

// TestAStickThatComesBackElsewhereIsGoneOnWith under another mount point, by its seal alone:
// neither another stick of the office nor an empty one is taken for it.
func TestAStickThatComesBackElsewhereIsGoneOnWith(t *testing.T) {
	d, was, _, _ := withCopy(t)
	ctx := t.Context()
	media := t.TempDir()
	other, now := filepath.Join(media, "khác"), filepath.Join(media, "F")
	for _, dir := range []string{other, now} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := copying.Prepare(ctx, copying.NewFolder(other), d.sealing, d.clock.Now()); err != nil {
		t.Fatal(err)
	}
	d.mounted = func() []string { return []string{filepath.Join(media, "không có"), other, now} }
	if err := os.Rename(was, was+" rút"); err != nil {
		t.Fatal(err)
	}
	d.act(t)
	if c := d.copied(t); c.Silent != copying.Gone.Name || c.Where != was {
		t.Fatalf("with the stick away: %+v", c)
	}
	below := filepath.Join(now, filepath.Base(was)) // the folder on the stick that was chosen
	if err := os.Rename(was+" rút", below); err != nil {
		t.Fatal(err)
	}
	if c := d.copied(t); c.Silent != "" || c.Where != below || c.Behind != 0 {
		t.Fatalf("with the stick elsewhere: %+v", c)
	}
	d.copied(t)
	if told := d.Beside(); len(told) != 1 || !errors.Is(told[0], copying.MovedTo) {
		t.Errorf("it was told so: %v", told)
	}
	all, err := d.CopyTargets(ctx)
	if err != nil || len(all) != 1 || all[0].Where != below {
		t.Errorf("on record: %+v %v", all, err)
	}
}

// TestOfTwoSticksWithOneMarkNoneIsWritten until a person chose one.
func TestOfTwoSticksWithOneMarkNoneIsWritten(t *testing.T) {
	d, was, _, _ := withCopy(t)
	one, two := t.TempDir(), t.TempDir()
	for _, dir := range []string{one, two} {
		copyTree(t, was, dir)
	}
	if err := os.RemoveAll(was); err != nil {
		t.Fatal(err)
	}
	d.mounted = func() []string { return []string{one, two, one} }
	d.act(t)
	before := [2]int{len(below(t, one)), len(below(t, two))}
	if c := d.copied(t); c.Silent != copying.Cloned.Name || c.Where != was || c.Level == office.CopyGood {
		t.Fatalf("two with one mark: %+v", c)
	}
	if after := [2]int{len(below(t, one)), len(below(t, two))}; after != before {
		t.Errorf("files in them: %v, before %v", after, before)
	}
	if _, err := d.AddCopyTarget(t.Context(), two); err != nil {
		t.Fatal(err)
	}
	if c := d.copied(t); c.Silent != "" || c.Where != two || c.Behind != 0 {
		t.Errorf("the one that was chosen: %+v", c)
	}
}

// TestACopyOnTheDiskOfTheDataIsNotEnough by itself, and is good beside one on another disk.
func TestACopyOnTheDiskOfTheDataIsNotEnough(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	near, far := t.TempDir(), t.TempDir()
	d.sameDisk = func(a, b string) bool { return a == d.home && b == near }
	if _, err := d.AddCopyTarget(ctx, near); err != nil {
		t.Fatal(err)
	}
	if c := d.copied(t); !c.SameDisk || c.Level != office.CopyAmber {
		t.Errorf("on the disk of the data alone: %+v", c)
	}
	is, err := d.Copies.copiesWaiting(ctx)
	if err != nil || is.Count != 1 || is.Newest[0].Below != "Cùng ổ đĩa với dữ liệu: ổ hỏng là mất cả hai." {
		t.Errorf("what waits: %+v %v", is, err)
	}
	if _, err := d.AddCopyTarget(ctx, far); err != nil {
		t.Fatal(err)
	}
	all, err := d.CopyNow(ctx, nil)
	if err != nil || len(all) != 2 {
		t.Fatalf("%+v: %v", all, err)
	}
	for _, c := range all {
		if c.SameDisk != (c.Where == near) || c.Level != office.CopyGood {
			t.Errorf("beside one elsewhere: %+v", c)
		}
	}
}

// copied is how the only copy stands after a round.
func (d *desk) copied(t *testing.T) office.CopyState {
	t.Helper()
	all, err := d.CopyNow(t.Context(), nil)
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v: %v", all, err)
	}
	return all[0]
}
