package people

import (
	"context"
	"errors"
	"sync"
	"time"
)

// mostDenied is how many kinds of refusal wait to be written: what comes above them is
// counted as one.
const mostDenied = 500

// denied gathers what was refused, by person, thing and hour, until it is written down. A
// refusal falls in the midst of a transaction, which must not write; a program that is
// killed writes nothing at its end. So what is refused is written soon after, beside the
// work.
type denied struct {
	telling sync.Mutex // held while what waits is written

	mu      sync.Mutex
	waiting []Denial
	soon    func(context.Context) error // writes what waits; nil: nobody does before it is asked for
	work    chan struct{}               // closed when the writer is done; nil: none is at work
}

// take keeps one refusal, by the clock of when it happened.
func (d *denied) take(one Denial, now time.Time) {
	one.Hour, one.Last, one.AtLeast = now.UTC().Truncate(time.Hour), now.UTC().Round(0), 1
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gather(one)
	if d.soon == nil || d.work != nil {
		return
	}
	d.work = make(chan struct{})
	go d.write(d.soon, d.work)
}

// gather counts a refusal to those that are like it. The caller holds mu.
func (d *denied) gather(one Denial) {
	if len(d.waiting) >= mostDenied && d.like(one) == nil {
		one.Account, one.Who, one.What = "", "Nhiều người", "Nhiều việc khác"
	}
	like := d.like(one)
	if like == nil {
		d.waiting = append(d.waiting, one)
		return
	}
	like.AtLeast += one.AtLeast
	if one.Last.After(like.Last) {
		like.Last = one.Last
	}
}

func (d *denied) like(one Denial) *Denial {
	for i := range d.waiting {
		if d.waiting[i].key() == one.key() {
			return &d.waiting[i]
		}
	}
	return nil
}

// write writes until nothing waits. What could not be written waits for the next refusal.
func (d *denied) write(soon func(context.Context) error, done chan struct{}) {
	defer close(done)
	for {
		err := soon(context.Background())
		d.mu.Lock()
		if err != nil || len(d.waiting) == 0 {
			d.work = nil
			d.mu.Unlock()
			return
		}
		d.mu.Unlock()
	}
}

// all takes what waits.
func (d *denied) all() []Denial {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := d.waiting
	d.waiting = nil
	return all
}

func (d *denied) putBack(one Denial) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gather(one)
}

// settled waits until nothing is being written.
func (d *denied) settled() {
	d.mu.Lock()
	work := d.work
	d.mu.Unlock()
	if work != nil {
		<-work
	}
}

// Soon has what is denied written down soon after by a function that calls Told. It is
// set before anybody comes.
func (g *Gate) Soon(write func(context.Context) error) { g.denied.soon = write }

// Settled waits until nothing that was denied is being written.
func (g *Gate) Settled() { g.denied.settled() }

// Told writes down what was denied since the last time. What could not be kept waits for
// the next time.
func (g *Gate) Told(ctx context.Context, keep func(context.Context, Denial) error) (failed error) {
	g.denied.telling.Lock()
	defer g.denied.telling.Unlock()
	for _, one := range g.denied.all() {
		if err := keep(ctx, one); err != nil {
			g.denied.putBack(one)
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
