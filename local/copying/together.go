package copying

import (
	"context"
	"errors"
	"sync"
)

// shared is a target that several goroutines may ask at the same time, so that they wait for
// its disk together.
type shared interface{ AtOnce() int }

// atOnce is how many goroutines may ask a target at the same time.
func atOnce(t Target) int {
	if s, is := t.(shared); is {
		return s.AtOnce()
	}
	return 1
}

// gathers is a target that settles many objects at less than the price of each.
type gathers interface{ Gather() (settle func() error) }

// settledTogether has what do puts on a target settled together.
func settledTogether(t Target, do func() error) error {
	g, is := t.(gathers)
	if !is {
		return do()
	}
	settle := g.Gather()
	return errors.Join(do(), settle())
}

// together does something to each of all, to as many at the same time. The first failure ends
// it: what was begun is done to its end, as the context that it was given lets it.
func together[T any](ctx context.Context, many int, all []T, do func(context.Context, T) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	free := make(chan struct{}, many)
	var working sync.WaitGroup
	for _, one := range all {
		free <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		working.Go(func() {
			defer func() { <-free }()
			if err := do(ctx, one); err != nil {
				stop(err)
			}
		})
	}
	working.Wait()
	return context.Cause(ctx)
}
