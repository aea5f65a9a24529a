package station

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/people"
)

// TestCopiesGoOnAfterARenewal at the place that there was, with nobody choosing it again: the
// copy there is whole only once the new sheet brings the office back from it.
func TestCopiesGoOnAfterARenewal(t *testing.T) {
	for name, between := range map[string]func(*testing.T, *desk){
		"by the program that renewed":        func(*testing.T, *desk) {},
		"by the next one":                    func(t *testing.T, d *desk) { d.restart(t) },
		"by one after the copying was ended": func(t *testing.T, d *desk) { d.oneObjectIsCopied(t) },
	} {
		t.Run(name, func(t *testing.T) {
			d, where, old, _ := withCopy(t)
			d.renewed(t, d.theft())
			states, err := d.CopyStates(t.Context())
			if err != nil || !states[0].Verified.IsZero() || states[0].Behind == 0 {
				t.Errorf("what the former identity opens is told as a copy: %+v, %v", states, err)
			}
			between(t, d)
			head, err := d.store.Head(t.Context()) // the station may write of itself after the copy
			if err != nil {
				t.Fatal(err)
			}
			d.copyNow(t)
			if states, err = d.CopyStates(t.Context()); err != nil || len(states[0].Tour.Found) > 0 {
				t.Errorf("%+v, %v", states, err)
			}
			if is, err := d.CheckCopy(t.Context(), where, nil); err != nil || !is.Good() {
				t.Errorf("read back: %+v, %v", is, err)
			}
			key := d.sealing.RecoveryKey()
			if r, err := Restore(t.Context(), restoreInto(filepath.Join(t.TempDir(), "nhà"), t.TempDir(), where, key), nil); err != nil || r.Head.Seq < head.Seq {
				t.Errorf("by the new sheet: %+v, %v", r, err)
			}
			r, err := Restore(t.Context(), restoreInto(filepath.Join(t.TempDir(), "nhà"), t.TempDir(), where, old), nil)
			if err == nil && r.Head.Seq >= head.Seq {
				t.Errorf("the former sheet brings back what came later: %+v", r)
			}
		})
	}
}

// oneObjectIsCopied is a round that a cut of power ends after the place was made one of the new
// identity.
func (d *desk) oneObjectIsCopied(t *testing.T) {
	t.Helper()
	all, err := d.targets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f := d.followerOf(t.Context(), all[0])
	f.copier.Target = onlyPut{f.copier.Target, new(int)}
	if f.round(t.Context()) {
		t.Fatal("nothing cut it off")
	}
	d.restart(t)
}

// onlyPut is a target that takes one object.
type onlyPut struct {
	copying.Target
	put *int
}

func (o onlyPut) Put(ctx context.Context, name string, size int64, r io.Reader) error {
	if *o.put++; *o.put > 1 {
		return copying.Gone.About(o.Said())
	}
	return o.Target.Put(ctx, name, size, r)
}

// TestAfterARenewalAnotherStickIsNotTaken for the one that was chosen, though it has what the
// former identity sealed, too.
func TestAfterARenewalAnotherStickIsNotTaken(t *testing.T) {
	d, where, _, _ := withCopy(t)
	other := t.TempDir()
	if _, err := d.AddCopyTarget(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CopyNow(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := d.RemoveCopyTarget(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	d.renewed(t, d.theft())
	if err := errors.Join(os.Rename(where, where+" kia"), os.Rename(other, where)); err != nil {
		t.Fatal(err)
	}
	before := below(t, where)
	states, err := d.CopyNow(t.Context(), nil)
	if err != nil || states[0].Silent != copying.NotThePlace.Name || len(below(t, where)) != len(before) {
		t.Errorf("%+v, %v", states, err)
	}
	if err := errors.Join(os.RemoveAll(where), os.Rename(where+" kia", where)); err != nil {
		t.Fatal(err)
	}
	d.copyNow(t)
	d.renewed(t, Renewal{Reason: people.AfterLeaving, Key: d.sealing.RecoveryKey()})
	d.copyNow(t)
}

// objects are the files below a folder.
func objects(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, path := range below(t, dir) {
		if b, err := os.ReadFile(path); err == nil {
			all[path] = b
		}
	}
	return all
}

// folders are those of identities at a place.
func folders(t *testing.T, where string) (all []string) {
	t.Helper()
	in, err := os.ReadDir(filepath.Join(where, "tram-sao-luu"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range in {
		if e.IsDir() {
			all = append(all, filepath.Join(where, "tram-sao-luu", e.Name()))
		}
	}
	return all
}

// formerTold is what the station tells of former copies at its one place.
func (d *desk) formerTold(t *testing.T) office.FormerCopy {
	t.Helper()
	states, err := d.CopyStates(t.Context())
	if err != nil || len(states) != 1 {
		t.Fatalf("%+v, %v", states, err)
	}
	return states[0].Former
}

// TestAFormerCopyIsToldAndGoesOnAPersonsWord, also of two renewals, and of what a program of
// before told.
func TestAFormerCopyIsToldAndGoesOnAPersonsWord(t *testing.T) {
	d, where, _, _ := withCopy(t)
	if is := d.formerTold(t); is != (office.FormerCopy{}) {
		t.Errorf("before any renewal: %+v", is)
	}
	if _, err := d.RemoveFormerCopy(t.Context(), where, nil); !errors.Is(err, copying.NoFormer) {
		t.Errorf("before any renewal: %v", err)
	}
	old := objects(t, folders(t, where)[0])
	began := d.clock.Now()
	d.renewed(t, d.theft())
	d.copyNow(t)
	is := d.formerTold(t)
	if int(is.Objects) != len(old) || is.Bytes == 0 || is.Since.Before(began) || is.Shared {
		t.Errorf("of %d objects %+v is told", len(old), is)
	}
	d.renewed(t, Renewal{Reason: people.AfterLeaving, Key: d.sealing.RecoveryKey()})
	d.copyNow(t)
	d.restart(t)
	twice := d.formerTold(t)
	if twice.Objects <= is.Objects || !twice.Since.Equal(is.Since) || len(folders(t, where)) != 3 {
		t.Errorf("of two: %+v", twice)
	}
	gone, err := d.RemoveFormerCopy(t.Context(), where, nil)
	if err != nil || gone != twice {
		t.Fatalf("%+v, %v", gone, err)
	}
	if is := d.formerTold(t); is != (office.FormerCopy{}) {
		t.Errorf("after it: %+v", is)
	}
	left := 0
	for _, dir := range folders(t, where) {
		if len(objects(t, dir)) > 0 {
			left++
		}
	}
	if left != 1 {
		t.Errorf("of %v %d hold something", folders(t, where), left)
	}
	if is, err := d.CheckCopy(t.Context(), where, nil); err != nil || !is.Good() {
		t.Errorf("%+v, %v", is, err)
	}
	if _, err := Restore(t.Context(), restoreInto(filepath.Join(t.TempDir(), "nhà"), t.TempDir(), where, d.sealing.RecoveryKey()), nil); err != nil {
		t.Errorf("by the new sheet: %v", err)
	}
	if all, err := d.targets(t.Context()); err != nil || all[0].FormerGone.Before(began) {
		t.Errorf("on record: %+v, %v", all, err)
	}
	if _, err := d.RemoveFormerCopy(t.Context(), where, nil); !errors.Is(err, copying.NoFormer) {
		t.Errorf("the second time: %v", err)
	}
}

// TestAFormerCopyStaysWhileItMayBeNeeded: the new one has all and is read back before.
func TestAFormerCopyStaysWhileItMayBeNeeded(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, d *desk, now string, done office.Conversion)
		want  error
	}{
		"a file of the new one is spoilt": {func(t *testing.T, _ *desk, now string, _ office.Conversion) {
			spoilOne(t, now, 0)
		}, copying.FormerNeeded},
		"the vault lacks a file": {func(t *testing.T, d *desk, _ string, done office.Conversion) {
			if err := d.vault.Wipe(done.PDF); err != nil {
				t.Fatal(err)
			}
		}, copying.FormerLast},
		"the new one is gone": {func(t *testing.T, _ *desk, now string, _ office.Conversion) {
			if err := os.RemoveAll(now); err != nil {
				t.Fatal(err)
			}
		}, copying.FormerNeeded},
	} {
		t.Run(name, func(t *testing.T) {
			d, where, _, done := withCopy(t)
			before := folders(t, where)
			old := objects(t, before[0])
			d.renewed(t, d.theft())
			d.copyNow(t)
			after := slices.DeleteFunc(folders(t, where), func(dir string) bool { return dir == before[0] })
			c.spoil(t, d, after[0], done)
			if _, err := d.RemoveFormerCopy(t.Context(), where, nil); !errors.Is(err, c.want) {
				t.Errorf("%v", err)
			}
			if len(objects(t, before[0])) != len(old) {
				t.Error("something of the former one went")
			}
		})
	}
}

// spoilOne spoils one of the files below a folder of an identity, and tells how many there are.
func spoilOne(t *testing.T, dir string, which int) (many int) {
	t.Helper()
	all := objects(t, filepath.Join(dir, "f"))
	path := slices.Sorted(maps.Keys(all))[which]
	b := bytes.Clone(all[path])
	b[len(b)-1] ^= 1
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, b, 0o600)); err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// TestACheckReadsEachFileOfACopy, also the pages that wait in trays.
func TestACheckReadsEachFileOfACopy(t *testing.T) {
	d, where, _, _ := withCopy(t)
	for which, many := 0, 1; which < many; which++ {
		many = spoilOne(t, folders(t, where)[0], which)
		if is, err := d.CheckCopy(t.Context(), where, nil); err != nil || is.Good() || len(is.Bad)+len(is.BadBeside) != which+1 {
			t.Errorf("%d of %d files are spoilt: %+v, %v", which+1, many, is.Checked, err)
		}
	}
}

// TestOfAFormerCopyOnlyTheOwnPartGoes: another station of the office may not have been renewed yet.
func TestOfAFormerCopyOnlyTheOwnPartGoes(t *testing.T) {
	d, where, _, _ := withCopy(t)
	old := folders(t, where)[0]
	other := filepath.Join(old, "s-0123456789abcdef0123456789abcdef01234567")
	if err := errors.Join(os.Mkdir(other, 0o700), os.WriteFile(filepath.Join(other, "about"), []byte("của trạm khác"), 0o600)); err != nil {
		t.Fatal(err)
	}
	own := 0
	for path := range objects(t, old) {
		if rest, err := filepath.Rel(old, path); err == nil && strings.HasPrefix(rest, "s-") && !strings.HasPrefix(path, other) {
			own++
		}
	}
	all := len(objects(t, old))
	d.renewed(t, d.theft())
	d.copyNow(t)
	if is := d.formerTold(t); !is.Shared || int(is.Objects) != own || own == 0 {
		t.Errorf("%+v is told of %d own objects of %d", is, own, all)
	}
	if _, err := d.RemoveFormerCopy(t.Context(), where, nil); err != nil {
		t.Fatal(err)
	}
	if left := objects(t, old); len(left) != all-own || len(left[filepath.Join(other, "about")]) == 0 {
		t.Errorf("of %d objects there are left %d", all, len(left))
	}
}

// TestAFormerCopyStaysWhileTheDataMayHaveGoneBack: under the new identity a copy of older data is
// as whole as any, and what was lost lies under the former one alone.
func TestAFormerCopyStaysWhileTheDataMayHaveGoneBack(t *testing.T) {
	d, where, _, _ := withCopy(t)
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
	before := folders(t, where)[0]
	d.attacked(t, func() {
		if err := os.WriteFile(d.database(), older, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	if _, is := d.JournalTrouble(); !is {
		t.Fatal("that the data went back is not known")
	}
	d.renewed(t, d.theft())
	d.copyNow(t)
	lies := objects(t, before)
	if _, err := d.RemoveFormerCopy(t.Context(), where, nil); !errors.Is(err, copying.FormerAhead) {
		t.Errorf("%v", err)
	}
	if now := objects(t, before); !maps.EqualFunc(now, lies, bytes.Equal) {
		t.Errorf("of the former copy %d objects are left of %d", len(now), len(lies))
	}
}
