package child

import "time"

// Patience ends a wait for a program that lasts too long.
type Patience struct {
	timer *time.Timer
	lasts time.Duration
}

// Wait begins one: after that long without Again, over is called, once.
func Wait(lasts time.Duration, over func()) *Patience {
	return &Patience{timer: time.AfterFunc(lasts, over), lasts: lasts}
}

// Again begins the wait anew, unless it is over.
func (p *Patience) Again() {
	if p.timer.Stop() {
		p.timer.Reset(p.lasts)
	}
}

// End ends it well.
func (p *Patience) End() { p.timer.Stop() }
