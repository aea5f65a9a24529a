package pdf

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Each page has a time of its own, and a file of many pages that all take nearly so
// long would take it many times over. So what pages take beyond the usual is
// measured over a whole act, whatever it looks at and how often. Honest work of a
// thousand pages, each in its usual time, takes nothing from it.

const (
	pageUsual = 2 * time.Second  // one page, on a slow machine that is busy
	stallTime = 30 * time.Second // all pages of one act, beyond that
)

// stall is the time that is left for pages that take long. It is for any number of
// goroutines.
type stall struct {
	usual time.Duration

	mu   sync.Mutex
	left time.Duration
}

type stallKey struct{}

// OneAct begins an act, which has one such time for all files and pages that are
// looked at in it. Within an act it changes nothing.
func OneAct(ctx context.Context) context.Context {
	if _, begun := ctx.Value(stallKey{}).(*stall); begun {
		return ctx
	}
	return context.WithValue(ctx, stallKey{}, newStall())
}

func newStall() *stall { return &stall{usual: pageUsual, left: stallTime} }

// stallOf is the time of the act; outside of one, a time of its own.
func stallOf(ctx context.Context) *stall {
	if s, begun := ctx.Value(stallKey{}).(*stall); begun {
		return s
	}
	return newStall()
}

// allows is how long the next page may take, and never more than most; 0: no page
// is looked at any more.
func (s *stall) allows(most time.Duration) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left <= 0 {
		return 0
	}
	return min(most, s.usual+s.left)
}

func (s *stall) took(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left -= max(0, d-s.usual)
}

// within looks at one page, and ends this PDFium when its time is up.
func (v *renderer) within(most time.Duration, look func() error) error {
	allowed := v.stall.allows(most)
	if allowed <= 0 {
		return errHung
	}
	began := time.Now() //nolint:forbidigo // how long it takes is no time of a record
	late := time.AfterFunc(allowed, v.stop)
	err := look()
	v.stall.took(time.Since(began))
	if !late.Stop() {
		return errors.Join(context.DeadlineExceeded, err)
	}
	return err
}
