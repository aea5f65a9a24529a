package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tram/local/office"
	"tram/ui/kit"
)

// busy is what a store says that cannot answer.
var busy = office.Failure{Name: "store.busy", Said: "Kho dữ liệu đang bận.", Next: "Hãy thử lại."}

// TestADoorThatCannotBeAskedStaysShut locks the window while the store cannot answer.
func TestADoorThatCannotBeAskedStaysShut(t *testing.T) {
	for _, why := range []error{busy, context.DeadlineExceeded, errors.New("EIO")} {
		s := withPeople()
		w := open(t, s)
		w.unlocks(t, "mật khẩu đúng")
		w.goTo("frame.records")
		kit.Settle()
		s.mute = why
		w.lock()
		kit.Settle()
		if shown := w.inSight(); !w.locked || strings.Contains(shown, "Nhật ký") || !strings.Contains(shown, "Trần Thị Ví Dụ, Công chức") {
			t.Errorf("%v: locked %v, in sight: the desk, or nobody who may come in", why, w.locked)
		}
		s.mute = nil
		w.unlocks(t, "mật khẩu đúng")
		if w.locked || w.frame.now != w.place("frame.records") {
			t.Errorf("%v: who comes back does not find their desk", why)
		}
	}
}

// TestADoorOfWhichNobodyIsKnownIsAskedAgain locks a window that was open to all.
func TestADoorOfWhichNobodyIsKnownIsAskedAgain(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	w.goTo("frame.records")
	s.mute = busy
	w.lock()
	kit.Settle()
	if !w.locked || strings.Contains(w.inSight(), "Nhật ký") || !strings.Contains(w.inSight(), busy.Said) {
		t.Fatal("the desk is in sight, or nothing is said")
	}
	s.mute = nil
	w.desk.Window.Canvas().Focused().(*kit.Button).OnTapped()
	kit.Settle()
	if w.locked || !strings.Contains(w.inSight(), "Nhật ký") {
		t.Error("it stays shut although the store answers again")
	}
}

// written lays words on the desk that stay unsaved as long as fails is an error.
func written(w *Window, fails *error) (saved *string) {
	saved = new(string)
	d := kit.NewDraft[string](w.desk)
	d.Read = func() (string, bool) { return "chữ riêng", true }
	d.Of = func(string) string { return "a" }
	d.Title = func(string) string { return "Quyết định 15" }
	d.Same = func(a, b string) bool { return a == b }
	d.Ended = func(string, string, error) bool { return false }
	d.Save = func(_ context.Context, typed string) (string, error) {
		if *fails == nil {
			*saved = typed
		}
		return typed, *fails
	}
	d.Begin("")
	return saved
}

// TestWordsThatALockCouldNotSaveAreKeptOrNamed unlocks with the one who typed them, when
// they can be saved and when not, and with another.
func TestWordsThatALockCouldNotSaveAreKeptOrNamed(t *testing.T) {
	for name, c := range map[string]struct {
		another, heals   bool
		saved            string
		shown, neverSeen string
	}{
		"the same, and it can be saved":    {heals: true, saved: "chữ riêng", neverSeen: "Quyết định 15"},
		"the same, and it still cannot":    {shown: "Chưa ghi được: Quyết định 15", neverSeen: "chữ riêng"},
		"another learns that some is lost": {another: true, shown: "ở 1 hồ sơ chưa ghi được", neverSeen: "Quyết định 15"},
	} {
		s := withPeople()
		w := open(t, s)
		w.unlocks(t, "mật khẩu đúng")
		fails := error(busy)
		saved := written(w, &fails)
		w.lock()
		kit.Settle()
		if c.heals {
			fails = nil
		}
		if c.another {
			s.people = s.people[1:]
			w.showLock(office.Door{People: s.people})
		}
		w.unlocks(t, "mật khẩu đúng")
		kit.Settle()
		shown := w.inSight()
		if *saved != c.saved || !strings.Contains(shown, c.shown) || strings.Contains(shown, c.neverSeen) {
			t.Errorf("%s: saved %q, told %v", name, *saved, strings.Contains(shown, c.shown))
		}
	}
}
