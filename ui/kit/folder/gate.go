package folder

import (
	"context"
	"sync"

	"tram/local/office"
)

// gate lets one at a time ask about a path. Each that hangs holds a thread of the system,
// and who clicks on a dead share ten times shall not hold ten.
type gate struct {
	mu   sync.Mutex
	busy map[string]chan struct{} // closed when who is inside has come out
}

var asked = &gate{busy: map[string]chan struct{}{}}

// enter waits until nobody asks about a path, or until ctx ends.
func (g *gate) enter(ctx context.Context, path string) (leave func(), err error) {
	for {
		g.mu.Lock()
		inside, busy := g.busy[path]
		if !busy {
			mine := make(chan struct{})
			g.busy[path] = mine
			g.mu.Unlock()
			return func() {
				g.mu.Lock()
				delete(g.busy, path)
				g.mu.Unlock()
				close(mine)
			}, nil
		}
		g.mu.Unlock()
		select {
		case <-inside:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// through asks a disk something about a path, and comes back when ctx ends, whether there
// is an answer or not.
func through[T any](ctx context.Context, path string, ask func() T) (none T, err error) {
	leave, err := asked.enter(ctx, path)
	if err != nil {
		return none, err
	}
	answers := make(chan T, 1)
	go func() {
		defer leave()
		answers <- ask()
	}()
	select {
	case got := <-answers:
		return got, nil
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// pathRunes is how much of a path stands in a sentence.
const pathRunes = 160

// shown is a path as it may be told: names on a disk need not be fit to be read.
func shown(path string) string { return office.Visible(path, pathRunes) }
