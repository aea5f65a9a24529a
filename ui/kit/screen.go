package kit

import (
	"context"
	"sync"

	"fyne.io/fyne/v2"
)

// OnScreen runs fn where widgets may be touched. It is the only caller of
// fyne.Do in the program.
func OnScreen(fn func()) { fyne.Do(fn) }

// Load runs load away from the screen and hands its result to show on the
// screen. The result of a load whose ctx has ended meanwhile is dropped: the
// page has moved on. load touches no widget, show touches no service.
func Load[T any](ctx context.Context, load func(context.Context) (T, error), show func(T, error)) {
	flights.start()
	go func() {
		defer flights.end()
		got, err := load(ctx)
		if ctx.Err() != nil {
			return
		}
		OnScreen(func() {
			if ctx.Err() == nil {
				show(got, err)
			}
		})
	}()
}

// Settle returns when nothing that Load or Desk.Run started is under way:
// what a test of a page waits for.
func Settle() { flights.wait() }

// flight counts the work that will still come to the screen.
type flight struct {
	mu   sync.Mutex
	n    int
	idle *sync.Cond
}

var flights = func() *flight {
	f := &flight{}
	f.idle = sync.NewCond(&f.mu)
	return f
}()

func (f *flight) start() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
}

func (f *flight) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n--
	if f.n == 0 {
		f.idle.Broadcast()
	}
}

func (f *flight) wait() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.n > 0 {
		f.idle.Wait()
	}
}
