package station

import (
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
)

// TestTheOldComputerIsToldThatTheOfficeGoesOnElsewhere once it sees a place to which the
// restored office copies, and until the two have met.
func TestTheOldComputerIsToldThatTheOfficeGoesOnElsewhere(t *testing.T) {
	old, where, key, _ := withCopy(t)
	waits := func(d *desk) office.Waiting { t.Helper(); return d.waits(t, "goes-on") }
	if is := waits(old); is.Count > 0 {
		t.Errorf("before: %+v", is)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	fresh := &desk{home: filepath.Join(t.TempDir(), "nhà mới"), state: t.TempDir()}
	if _, err := Restore(t.Context(), restoreInto(fresh.home, fresh.state, where, key), nil); err != nil {
		t.Fatal(err)
	}
	fresh.start(t)
	fresh.copyNow(t)
	if is := waits(fresh); is.Count > 0 {
		t.Errorf("the new one is told of itself: %+v", is)
	}

	old.start(t)
	old.copyNow(t)
	is := waits(old)
	if is.Count != 1 || is.Newest[0].Grave != office.Alarming || !strings.Contains(is.Newest[0].Below, office.StationSaid(fresh.store.Station())) {
		t.Fatalf("the old one: %+v", is)
	}
	old.restart(t)
	if is := waits(old); is.Count != 1 {
		t.Errorf("after a restart, before any copying: %+v", is)
	}
	fresh.brings(t, old)
	if is := waits(old); is.Count > 0 {
		t.Errorf("after they met: %+v", is)
	}
	trial := &desk{home: filepath.Join(t.TempDir(), "nhà thử"), state: t.TempDir()}
	w := restoreInto(trial.home, trial.state, where, key)
	w.Station = old.store.Station()
	if _, err := Restore(t.Context(), w, nil); err != nil {
		t.Fatal(err)
	}
	trial.start(t)
	trial.copyNow(t)
	old.restart(t)
	old.copyNow(t)
	if is := waits(old); is.Count != 1 || !strings.Contains(is.Newest[0].Below, "tramctl number gone "+trial.store.Station().Short()) {
		t.Fatalf("of one that was tried: %+v", is)
	}
	if err := old.SayGone(t.Context(), office.Clerk{Name: "Nguyễn Văn Mẫu"}, office.ID(trial.store.Station().Short()), "chỉ dựng để thử"); err != nil {
		t.Fatal(err)
	}
	if is := waits(old); is.Count > 0 {
		t.Errorf("after it was said to be no more: %+v", is)
	}
	if is, err := old.CheckCopy(t.Context(), where, nil); err != nil || !is.Good() {
		t.Errorf("the copy, read back: %+v %v", is, err)
	}
}

// TestTwoThatWereRestoredFromOneCopyAreToldOfEachOther: they share a range of numbers, and neither
// knows of the other but by the place to which both copy.
func TestTwoThatWereRestoredFromOneCopyAreToldOfEachOther(t *testing.T) {
	old, where, key, _ := withCopy(t)
	was := old.store.Station()
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	var both []*desk
	for range 2 {
		d := &desk{home: filepath.Join(t.TempDir(), "nhà mới"), state: t.TempDir()}
		w := restoreInto(d.home, d.state, where, key)
		w.Station = was
		if _, err := Restore(t.Context(), w, nil); err != nil {
			t.Fatal(err)
		}
		d.start(t)
		d.copyNow(t)
		both = append(both, d)
	}
	both[0].restart(t) // it looks anew
	both[0].copyNow(t)
	for i, d := range both {
		other := both[1-i].store.Station()
		is := d.waits(t, "goes-on")
		if is.Count != 1 || is.Newest[0].Grave != office.Alarming || !strings.Contains(is.Newest[0].Below, office.StationSaid(other)) || !strings.Contains(is.Newest[0].Below, "dải số") {
			t.Errorf("the one of %s is told %+v", d.store.Station(), is)
		}
	}
	old.start(t)
	old.copyNow(t)
	if is := old.waits(t, "goes-on"); is.Count != 2 {
		t.Errorf("the old one: %+v", is)
	}
	both[1].brings(t, both[0])
	if is := both[0].waits(t, "goes-on"); is.Count > 0 {
		t.Errorf("after they met: %+v", is)
	}
}
