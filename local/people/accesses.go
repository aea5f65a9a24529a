package people

import (
	"context"
	"sync"
	"time"

	"tram/local/office"
)

const (
	// oneAccess is how long after they last looked a person's next look at the same is
	// still the same: a page is turned, a picture drawn larger.
	oneAccess = time.Minute
	// mostWaiting is how many accesses wait for a disk that cannot be written.
	mostWaiting = 1000
)

// Accesses takes down what people look at, beside the reading and never before it: a
// disk that cannot be written stops nobody who reads. Whom nobody knows, since the office
// has no accounts, is not named and not taken down.
type Accesses struct {
	Gate  *Gate
	Clock office.Clock
	Keep  func(context.Context, Access) error
	Count func(ctx context.Context, hour time.Time) error // of the hours before one
	Tell  func(error)                                     // of what could not be kept

	mu      sync.Mutex
	seen    map[Access]time.Time // when each was looked at last, without its hour
	waiting []Access
	counted time.Time     // the hour before which all are counted
	work    chan struct{} // closed when the writer is done; nil: none is at work
}

// Looked takes down that who acts by a context looks at a record, or at what a name tells,
// in one way (StepSeen, StepTaken).
func (a *Accesses) Looked(ctx context.Context, way string, record office.ID, called string) {
	l, err := a.Gate.Acting(ctx)
	if err != nil || l.Account() == "" {
		return
	}
	who, err := l.Actor(office.MayRead)
	if err != nil {
		return
	}
	a.take(ctx, Access{Account: l.Account(), Who: who, Record: record, Called: called, Way: way})
}

func (a *Accesses) take(ctx context.Context, one Access) {
	now := a.Clock.Now().UTC().Round(0)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.isSame(one, now) || len(a.waiting) >= mostWaiting {
		return
	}
	one.Hour, one.Last = now.Truncate(time.Hour), now
	a.waiting = append(a.waiting, one)
	a.begin(ctx)
}

// isSame tells whether a look goes on. The caller holds mu.
func (a *Accesses) isSame(one Access, now time.Time) bool {
	last, before := a.seen[one]
	if len(a.seen) > mostWaiting {
		a.seen = nil
	}
	if a.seen == nil {
		a.seen = map[Access]time.Time{}
	}
	a.seen[one] = now
	return before && one.Way == StepSeen && !now.Before(last) && now.Sub(last) < oneAccess
}

// begin has what waits written. The caller holds mu.
func (a *Accesses) begin(ctx context.Context) {
	if a.work != nil {
		return
	}
	done := make(chan struct{})
	a.work = done
	go a.write(context.WithoutCancel(ctx), done)
}

// write keeps what waits, and what comes to wait meanwhile.
func (a *Accesses) write(ctx context.Context, done chan struct{}) {
	defer close(done)
	for one, there := a.first(); there; one, there = a.first() {
		if err := a.keep(ctx, one); err != nil {
			a.stop()
			a.Tell(err)
			return
		}
		a.mu.Lock()
		a.waiting = a.waiting[1:]
		a.mu.Unlock()
	}
}

// first is what waits longest. Where nothing does the writer has ended.
func (a *Accesses) first() (Access, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.waiting) == 0 {
		a.work = nil
		return Access{}, false
	}
	return a.waiting[0], true
}

func (a *Accesses) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.work = nil
}

func (a *Accesses) keep(ctx context.Context, one Access) error {
	if err := a.Keep(ctx, one); err != nil {
		return err
	}
	a.mu.Lock()
	due := one.Hour.After(a.counted)
	a.counted = one.Hour
	a.mu.Unlock()
	if !due {
		return nil
	}
	return a.Count(ctx, one.Hour)
}

// Written waits until all that was looked at is kept, or could not be.
func (a *Accesses) Written(ctx context.Context) {
	a.mu.Lock()
	if len(a.waiting) > 0 {
		a.begin(ctx)
	}
	work := a.work
	a.mu.Unlock()
	if work != nil {
		<-work
	}
}
