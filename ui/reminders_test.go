package ui

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// noticed is what was said beside a window.
type noticed struct {
	lock sync.Mutex
	said []string
}

func (n *noticed) notify(title, said string) {
	n.lock.Lock()
	defer n.lock.Unlock()
	n.said = append(n.said, title+": "+said)
}

func (n *noticed) all() []string {
	n.lock.Lock()
	defer n.lock.Unlock()
	return slices.Clone(n.said)
}

// waits lets a while pass by the clock of the test.
func waits(d time.Duration) {
	until := time.Now().Add(d)
	for passed := func() bool { return !time.Now().Before(until) }; !passed(); time.Sleep(remindAsked / 2) {
		kit.SettleUntil(passed)
	}
}

// TestAMeetingIsToldOfOnceBeforeItBegins by its name, its hour and its place, again once it was moved, and not
// again by a window that was opened anew.
func TestAMeetingIsToldOfOnceBeforeItBegins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n noticed
		s := newStandIn()
		w := open(t, s, func(o *Options) { o.Notify = n.notify })
		at := time.Now().Add(10 * time.Minute)
		meets := func(all ...office.Occurrence) { s.mine.Store(&all) }
		one := office.Occurrence{Meeting: "m1", Title: "Họp giao ban", Place: "Phòng họp tầng 2", Start: at, End: at.Add(time.Hour)}
		meets(one, office.Occurrence{Meeting: "m2", Title: "Tuần lễ", Start: at, AllDay: true}, office.Occurrence{Meeting: "m3", Title: "Đã bắt đầu", Start: time.Now()})
		waits(3 * remindAsked)
		want := []string{kit.T("frame.remind", at.In(office.VietNam).Format("15:04")) + ": Họp giao ban · Phòng họp tầng 2"}
		if said := n.all(); !slices.Equal(said, want) {
			t.Fatalf("it was said %q and not %q", said, want)
		}
		w.toDesk(0)
		waits(2 * remindAsked)
		if said := n.all(); len(said) != 1 {
			t.Errorf("a desk that is laid anew says it again: %q", said)
		}
		one.Start = at.Add(time.Minute)
		meets(one)
		waits(2 * remindAsked)
		if said := n.all(); len(said) != 2 {
			t.Errorf("one that was moved is told of not: %q", said)
		}
	})
}

// TestNobodyIsToldOfMeetings who does not want to be, or has locked the window.
func TestNobodyIsToldOfMeetings(t *testing.T) {
	for name, not := range map[string]func(w *Window){
		"unwanted": func(w *Window) { w.setReminds(false) },
		"locked":   func(w *Window) { w.locked = true },
		"left":     func(w *Window) { w.frame.close() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var n noticed
				s := newStandIn()
				w := open(t, s, func(o *Options) { o.Notify = n.notify })
				not(w)
				s.mine.Store(&[]office.Occurrence{{Meeting: "m1", Title: "Họp", Start: time.Now().Add(10 * time.Minute)}})
				waits(3 * remindAsked)
				if said := n.all(); len(said) > 0 {
					t.Errorf("it was said %q", said)
				}
				w.locked = false
			})
		})
	}
}
