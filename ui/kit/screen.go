package kit

import (
	"context"
	"errors"
	"io"
	"reflect"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// OnScreen runs fn where widgets may be touched. It is the only caller of
// fyne.Do in the program.
func OnScreen(fn func()) {
	if !flights.keep(fn) {
		fyne.Do(fn)
	}
}

// Later runs fn on the screen after a while, unless ctx has ended by then or stop was called: nothing of it
// outlives the page that it was for.
func Later(ctx context.Context, wait time.Duration, fn func()) (stop func()) {
	soon, stop := context.WithTimeout(ctx, wait)
	context.AfterFunc(soon, func() {
		stop()
		if errors.Is(soon.Err(), context.DeadlineExceeded) && ctx.Err() == nil {
			OnScreen(func() {
				if ctx.Err() == nil {
					fn()
				}
			})
		}
	})
	return stop
}

// Load runs load away from the screen and hands its result to show on the
// screen. The result of a load whose ctx has ended meanwhile is dropped: the
// page has moved on, and closes what has to be closed. load touches no widget, show touches no service. It is a glance: what
// is refused to it is not journalled.
func Load[T any](ctx context.Context, load func(context.Context) (T, error), show func(T, error)) {
	flights.start()
	go func() {
		defer flights.end()
		got, err := load(office.Glance(ctx))
		if ctx.Err() != nil {
			shut(got)
			return
		}
		OnScreen(func() {
			if ctx.Err() == nil {
				show(got, err)
				return
			}
			Load(context.WithoutCancel(ctx), func(context.Context) (struct{}, error) { shut(got); return struct{}{}, nil }, func(struct{}, error) {})
		})
	}()
}

// shut closes what nobody waits for any more; only things that can be closed are.
func shut(got any) {
	if c, is := got.(io.Closer); is && !reflect.ValueOf(c).IsZero() {
		_ = c.Close()
	}
}

// flight counts the work that will still come to the screen, and in a
// rehearsal keeps what came.
type flight struct {
	mu        sync.Mutex
	n         int
	rehearsal bool
	waiting   []func()
}

var flights flight

// Rehearse makes OnScreen keep what it is given until Settle runs it. Tests
// say it once, in TestMain: they have no event loop, and without one a widget
// would be touched from several goroutines at once.
func Rehearse() {
	flights.mu.Lock()
	defer flights.mu.Unlock()
	flights.rehearsal = true
}

func (f *flight) rehearses() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.rehearsal
}

// Settle runs what came to the screen, until nothing that Load or Desk.Run
// started is under way: what a test of a page waits for.
func Settle() {
	for fn := flights.next(); fn != nil; fn = flights.next() {
		fn()
	}
}

func (f *flight) start() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
}

func (f *flight) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n--
}

// keep takes what is for the screen, or tells that there is a real one.
func (f *flight) keep(fn func()) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.rehearsal {
		f.waiting = append(f.waiting, fn)
	}
	return f.rehearsal
}

// SettleUntil is Settle up to where done says so: a test looks at work that goes on.
func SettleUntil(done func() bool) {
	for !done() {
		if fn := flights.next(); fn != nil {
			fn()
		} else {
			return
		}
	}
}

// next waits for something to run; nil says that nothing more will come. It looks again
// instead of being woken: what waits inside a test of time (synctest) may not be woken
// from outside of it, and a timer that an earlier page left is outside.
func (f *flight) next() func() {
	for {
		if fn, more := f.take(); fn != nil || !more {
			return fn
		}
		time.Sleep(200 * time.Microsecond)
	}
}

// take gives the next that is to run, if it is there, and tells whether one can still come.
func (f *flight) take() (fn func(), more bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.waiting) == 0 {
		return nil, f.n > 0
	}
	fn, f.waiting = f.waiting[0], f.waiting[1:]
	return fn, true
}
