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
	if is, err := old.CheckCopy(t.Context(), where, nil); err != nil || !is.Good() {
		t.Errorf("the copy, read back: %+v %v", is, err)
	}
}
