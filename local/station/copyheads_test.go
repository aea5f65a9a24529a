package station

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/office"
)

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	for _, path := range below(t, to) { // the key lies there, which nobody else may read
		info, err := os.Stat(path)
		if err == nil && info.Mode().IsRegular() {
			err = os.Chmod(path, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestATargetTellsThatTheDataWentBack puts last week's data folder back, with what the account
// knew beside it.
func TestATargetTellsThatTheDataWentBack(t *testing.T) {
	d, where, _, _ := withCopy(t)
	ctx := t.Context()
	named := func() (kinds []string) {
		proof, err := d.ProveJournal(ctx, nil)
		if err != nil || proof.Verdict != office.Proven {
			t.Fatalf("%s: %v", proof.Said, err)
		}
		for _, a := range proof.Anchors {
			if a.Kind == "copy" && a.Place == where && a.UpTo > 0 && !a.At.IsZero() {
				kinds = append(kinds, a.Kind)
			}
		}
		return kinds
	}
	if got := named(); len(got) != 1 {
		t.Errorf("the target is no anchor: %v", got)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	home, state := filepath.Join(t.TempDir(), "nhà"), filepath.Join(t.TempDir(), "sổ")
	copyTree(t, d.home, home)
	copyTree(t, d.state, state)
	d.start(t)
	d.act(t)
	d.copyNow(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	copyTree(t, home, d.home)
	copyTree(t, state, d.state)
	d.start(t)
	proof, err := d.ProveJournal(ctx, nil)
	if err != nil || proof.Verdict != office.Broken || !strings.Contains(proof.Said, byCopy(where)) {
		t.Errorf("%v %s %v", proof.Verdict, proof.Said, err)
	}
	if states, err := d.CopyNow(ctx, nil); err != nil || states[0].Silent != copying.Ahead.Name {
		t.Errorf("%+v, %v", states, err)
	}
	if err := os.Rename(where, where+".away"); err != nil {
		t.Fatal(err)
	}
	proof, err = d.ProveJournal(ctx, nil)
	if err != nil || !slices.ContainsFunc(proof.Checks, func(c office.Condition) bool {
		return c.Met == office.IsOwed && strings.Contains(c.Point, where)
	}) {
		t.Errorf("that the target is not there is not said: %+v, %v", proof.Checks, err)
	}
}

// TestATargetThatWentBackIsTold puts last week's copy in the place of this one.
func TestATargetThatWentBackIsTold(t *testing.T) {
	d, where, _, _ := withCopy(t)
	ctx := t.Context()
	old := filepath.Join(t.TempDir(), "tuần trước")
	copyTree(t, where, old)
	before, err := d.store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	d.act(t)
	d.copyNow(t)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	copyTree(t, old, where)
	d.start(t)
	states, err := d.CopyNow(ctx, nil)
	if err != nil || len(states[0].Tour.Found) != 1 || states[0].Tour.Found[0].What != "back" || !strings.Contains(states[0].Tour.Worst(), "đã lùi") || states[0].Level != office.CopyAmber {
		t.Fatalf("%+v, %v", states, err)
	}
	if states[0].Head.Seq <= before.Seq || states[0].Behind != 0 {
		t.Errorf("it was not brought up to date: %+v", states[0])
	}
	if is := d.readBackOn(t); len(is.Found) != 1 || is.Found[0].What != "back" {
		t.Errorf("the next tour forgot: %+v", is)
	}
}
