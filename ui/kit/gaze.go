package kit

import (
	"sync"
	"time"
)

// Dwell is how long a part of a page must be before the clerk to count as seen: whoever
// leafs through faster has not read it. Times of one part add up.
const Dwell = 700 * time.Millisecond

// Gaze times what is before the clerk. A view counts from when it came until another is told
// or it was there long enough.
type Gaze struct {
	OnLong func() // what is in view was there long enough; it is told anew then

	views []View
	since time.Duration
	led   bool
	alarm *alarm
}

// View is a page in a window over it.
type View struct {
	Of           *Glances
	Page, Window Area
	Whole        func() // no field of the page is left; may be nil
}

// On says what is in view from now on; nothing: what is there cannot be read. led: it was the
// program that brought it there, so that it counts once Own is said.
func (g *Gaze) On(led bool, views ...View) {
	g.count()
	g.views, g.led = views, led
	if led {
		return
	}
	var left time.Duration
	for _, v := range views {
		left = max(left, v.Of.left(v.Page, v.Window))
	}
	if left > 0 {
		g.alarm = watch.after(left, func() { g.OnLong() })
	}
}

// Own has what is in view count since it came: the clerk goes on from it.
func (g *Gaze) Own() { g.led = false }

// Off lets go of what is in view: it is there no more.
func (g *Gaze) Off() {
	g.alarm.stop()
	g.views = nil
}

func (g *Gaze) count() {
	g.alarm.stop()
	now := watch.now()
	for _, v := range g.views {
		before := v.Of.All()
		if !g.led {
			v.Of.Add(v.Page, v.Window, now-g.since)
		}
		if v.Whole != nil && !before && v.Of.All() {
			v.Whole()
		}
	}
	g.since = now
}

// stopwatch is the clock by which is told how long a page is looked at. In a rehearsal it
// stands still until Pass.
type stopwatch struct {
	mu     sync.Mutex
	played time.Duration
	alarms []*alarm
}

// alarm rings once on the screen.
type alarm struct {
	at   time.Duration
	do   func()
	real *time.Timer // nil in a rehearsal
	over bool
}

var (
	watch   stopwatch
	started = time.Now() //nolint:forbidigo // how long ago is no time of a record
)

func (s *stopwatch) now() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if flights.rehearses() {
		return s.played
	}
	return time.Since(started)
}

func (s *stopwatch) after(d time.Duration, do func()) *alarm {
	a := &alarm{do: do}
	if !flights.rehearses() {
		a.real = time.AfterFunc(d, func() { OnScreen(a.ring) })
		return a
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a.at = s.played + d
	s.alarms = append(s.alarms, a)
	return a
}

// ring is for the screen, as stop is.
func (a *alarm) ring() {
	if !a.over {
		a.over = true
		a.do()
	}
}

func (a *alarm) stop() {
	if a == nil {
		return
	}
	a.over = true
	if a.real != nil {
		a.real.Stop()
	}
}

// Pass lets time pass in a rehearsal for whoever looks at pages.
func Pass(d time.Duration) {
	watch.mu.Lock()
	watch.played += d
	var due, later []*alarm
	for _, a := range watch.alarms {
		switch {
		case a.over:
		case a.at <= watch.played:
			due = append(due, a)
		default:
			later = append(later, a)
		}
	}
	watch.alarms = later
	watch.mu.Unlock()
	for _, a := range due {
		a.ring()
	}
}
