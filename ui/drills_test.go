package ui

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tram/local/job"
	"tram/ui/kit"
)

// TestADrillBeginsWhenNobodyIsThere and nothing else runs, and ends as soon as somebody comes.
func TestADrillBeginsWhenNobodyIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var touched atomic.Int64 // when, by the clock of the test
		var known atomic.Bool
		touch := func() { touched.Store(time.Now().UnixNano()) }
		wait := func(d time.Duration) {
			until := time.Now().Add(d)
			for passed := func() bool { return !time.Now().Before(until) }; !passed(); time.Sleep(idleAsked / 2) {
				kit.SettleUntil(passed)
			}
		}
		touch()
		s := newStandIn()
		s.drillOwed.Store(true)
		w := open(t, s, func(o *Options) {
			o.Untouched = func() (time.Duration, bool) { return time.Since(time.Unix(0, touched.Load())), known.Load() }
		})
		wait(2 * idleFor)
		if n := s.drills.Load(); n != 0 {
			t.Fatalf("where the system tells of no touch, %d drills begin", n)
		}
		known.Store(true)
		touch()
		wait(idleFor - touchAsked)
		if n := s.drills.Load(); n != 0 {
			t.Fatalf("%d drills begin while somebody works", n)
		}
		other := w.desk.Run("việc khác", false, func(ctx context.Context, _ *job.Progress) error { <-ctx.Done(); return nil }, nil)
		wait(3 * touchAsked)
		if n := s.drills.Load(); n != 0 {
			t.Fatalf("%d drills begin beside a work", n)
		}
		other.Cancel()
		wait(2 * touchAsked)
		running := w.desk.Jobs.Running()
		if n := s.drills.Load(); n != 1 || len(running) != 1 || running[0].Title != kit.T("frame.drilling-itself") {
			t.Fatalf("%d drills began, %v runs", n, running)
		}
		touch()
		wait(2 * idleAsked)
		if running := w.desk.Jobs.Running(); len(running) > 0 {
			t.Errorf("somebody came, and %s goes on", running[0].Title)
		}
		s.drillOwed.Store(false)
		wait(2 * idleFor)
		if n := s.drills.Load(); n != 1 {
			t.Errorf("none is owed, and %d began", n)
		}
		kit.Settle()
	})
}
