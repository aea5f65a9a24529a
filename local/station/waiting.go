package station

import (
	"context"
	"slices"

	"tram/local/office"
)

// Waiting (việc chờ) asks the other rooms what waits in them. A room that has something
// declares it by waits; nothing here knows one of them.
type Waiting struct {
	*ground
	entrance *Entrance
	rooms    []waiter
}

// waiter is a room in which something may wait.
type waiter interface{ waits() []wait }

// wait is one sort of what may wait in a room. It is asked each time that a record changes:
// what it costs does not grow with the records that are done.
type wait struct {
	sort  office.WaitSort
	needs office.Right // of who deals with it: to others it does not wait; empty: ask tells to whom
	all   office.Lead  // where all of them are listed
	ask   func(context.Context) (office.Waiting, error)
}

// WaitSorts lists the sorts of what may wait for whoever acts by a context. Nothing is
// denied by that, and nothing is journalled: nobody has tried anything.
func (s *Waiting) WaitSorts(ctx context.Context) (sorts []office.WaitSort, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	l, err := s.entrance.persons.Ahead(ctx)
	if err != nil {
		return nil, err
	}
	for _, w := range s.all() {
		if w.needs == "" || l.May(w.needs) == nil {
			sorts = append(sorts, w.sort)
		}
	}
	return sorts, nil
}

// WaitingOf tells what waits of one sort for whoever acts by a context.
func (s *Waiting) WaitingOf(ctx context.Context, sort office.WaitSort) (office.Waiting, error) {
	sorts, err := s.WaitSorts(ctx)
	if err != nil {
		return office.Waiting{}, err
	}
	all := s.all()
	i := slices.IndexFunc(all, func(w wait) bool { return w.sort == sort })
	if i < 0 || !slices.Contains(sorts, sort) {
		return office.Waiting{Sort: sort}, nil // their right to it was taken away meanwhile
	}
	is, err := all[i].ask(ctx)
	is.Sort, is.All = sort, all[i].all
	return is, err
}

func (s *Waiting) all() (all []wait) {
	for _, room := range s.rooms {
		all = append(all, room.waits()...)
	}
	return all
}
