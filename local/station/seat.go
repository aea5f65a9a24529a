package station

import (
	"context"
	"errors"
	"slices"

	"tram/local/office"
	"tram/local/people"
)

// Denied tells of each right that whoever sits at this window lacks, and why, so that a
// button can say so before it is pressed. Nothing is journalled: nobody has tried anything.
func (s *Entrance) Denied(ctx context.Context) map[office.Right]error {
	l, err := s.persons.Ahead(ctx)
	denied := map[office.Right]error{}
	for _, right := range office.Rights {
		why := err
		if why == nil {
			why = l.May(right)
		}
		if why != nil {
			denied[right] = why
		}
	}
	return denied
}

// SeatLost tells that whoever sat at this window may work no more: the first account was
// made meanwhile, or theirs was shut.
func (s *Entrance) SeatLost(ctx context.Context) bool {
	l, err := s.persons.Ahead(ctx)
	if err == nil {
		err = l.May(office.MayRead)
	}
	return slices.ContainsFunc([]office.Failure{people.NoLogin, people.Ended, people.AccountLocked, people.AccountLeft, people.AdmissionChanged},
		func(f office.Failure) bool { return errors.Is(err, f) })
}
