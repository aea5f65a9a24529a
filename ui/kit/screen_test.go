package kit

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestWhatIsForLaterNeitherComesEarlyNorOutlivesItsPage also where the page was left after the moment, before
// the screen had time.
func TestWhatIsForLaterNeitherComesEarlyNorOutlivesItsPage(t *testing.T) {
	for name, c := range map[string]struct {
		before, after func(leave, stop func()) // before the moment; once it came, before the screen has time
		want          int
	}{
		"the page stays":        {want: 1},
		"the page was left":     {before: func(leave, _ func()) { leave() }},
		"it was put off":        {before: func(_, stop func()) { stop() }},
		"left at the last":      {after: func(leave, _ func()) { leave() }},
		"put off after it came": {after: func(_, stop func()) { stop() }, want: 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, leave := context.WithCancel(t.Context())
				defer leave()
				came := 0
				stop := Later(ctx, time.Minute, func() { came++ })
				if passes(59 * time.Second); came > 0 {
					t.Fatal("it came before its moment")
				}
				if c.before != nil {
					c.before(leave, stop)
				}
				time.Sleep(time.Second)
				synctest.Wait()
				flights.mu.Lock()
				waiting := len(flights.waiting)
				flights.mu.Unlock()
				if c.before != nil && waiting > 0 {
					t.Error("it waits for the screen though its page is gone")
				}
				if c.after != nil {
					c.after(leave, stop)
				}
				if passes(time.Hour); came != c.want {
					t.Errorf("it came %d times, not %d", came, c.want)
				}
			})
		})
	}
}
