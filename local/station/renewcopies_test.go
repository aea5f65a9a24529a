package station

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"tram/local/copying"
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
			d.copyNow(t)
			if states, err = d.CopyStates(t.Context()); err != nil || len(states[0].Tour.Found) > 0 {
				t.Errorf("%+v, %v", states, err)
			}
			if is, err := d.CheckCopy(t.Context(), where, nil); err != nil || !is.Good() {
				t.Errorf("read back: %+v, %v", is, err)
			}
			head, err := d.store.Head(t.Context())
			if err != nil {
				t.Fatal(err)
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
