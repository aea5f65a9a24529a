// Package job is work in motion: how far it is, how to stop it, and whether
// leaving now would lose something. Work counts; the window reads.
package job

import (
	"context"
	"sync"
	"sync/atomic"
)

// Progress is two numbers and a sentence that the work sets and the window
// polls. Its methods accept a nil receiver, so that work that nobody watches
// needs no stand-in.
type Progress struct {
	done, total atomic.Int64
	doing       atomic.Pointer[string]
}

// Expect adds to what is to be done.
func (p *Progress) Expect(n int64) {
	if p != nil {
		p.total.Add(n)
	}
}

// Did adds to what is done.
func (p *Progress) Did(n int64) {
	if p != nil {
		p.done.Add(n)
	}
}

// Say tells in Vietnamese what is being done now.
func (p *Progress) Say(doing string) {
	if p != nil {
		p.doing.Store(&doing)
	}
}

// Read returns what is done, what is to be done (0: unknown) and what is
// being done.
func (p *Progress) Read() (done, total int64, doing string) {
	if p == nil {
		return 0, 0, ""
	}
	if s := p.doing.Load(); s != nil {
		doing = *s
	}
	return p.done.Load(), p.total.Load(), doing
}

// Job is one piece of work that was started. It ends once, by itself or by
// Cancel; Wait tells how.
type Job struct {
	Title    string // Vietnamese, for the bar
	Precious bool   // leaving now would lose work
	Progress Progress

	cancel context.CancelFunc
	done   chan struct{}
	err    error
}

// Cancel asks the work to stop. Wait tells when it has.
func (j *Job) Cancel() { j.cancel() }

// Done is closed when the work has ended.
func (j *Job) Done() <-chan struct{} { return j.done }

// Wait returns the work's error once it has ended.
func (j *Job) Wait() error {
	<-j.done
	return j.err
}

// Board (bảng việc) lists the work that runs at the station.
type Board struct {
	mu      sync.Mutex
	running []*Job
}

// Start runs work in its own goroutine until it returns or ctx ends.
func (b *Board) Start(ctx context.Context, title string, precious bool, work func(context.Context, *Progress) error) *Job {
	ctx, cancel := context.WithCancel(ctx)
	j := &Job{Title: title, Precious: precious, cancel: cancel, done: make(chan struct{})}
	b.mu.Lock()
	b.running = append(b.running, j)
	b.mu.Unlock()
	go func() {
		defer close(j.done)
		defer b.remove(j)
		defer cancel()
		j.err = work(ctx, &j.Progress)
	}()
	return j
}

// Running returns the work in motion, oldest first.
func (b *Board) Running() []*Job {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]*Job(nil), b.running...)
}

// LosesWork tells whether leaving now would lose something.
func (b *Board) LosesWork() bool {
	for _, j := range b.Running() {
		if j.Precious {
			return true
		}
	}
	return false
}

// CancelAll stops everything and waits for it.
func (b *Board) CancelAll() {
	for _, j := range b.Running() {
		j.Cancel()
		<-j.Done()
	}
}

func (b *Board) remove(gone *Job) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, j := range b.running {
		if j == gone {
			b.running = append(b.running[:i:i], b.running[i+1:]...)
			return
		}
	}
}
