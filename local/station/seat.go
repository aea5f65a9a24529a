package station

import (
	"context"
	"errors"
	"slices"

	"tram/local/office"
	"tram/local/people"
)

// Denied tells of each right that whoever sits at this window lacks, and why. Nothing is
// journalled: nobody has tried anything.
func (s *Entrance) Denied(ctx context.Context) map[office.Right]error {
	denied := map[office.Right]error{}
	for _, right := range office.Rights {
		if err := s.persons.Allows(ctx, right); err != nil {
			denied[right] = err
		}
	}
	return denied
}

// SeatLost tells that whoever sat at this window may work no more: the first account was
// made meanwhile, or theirs was shut.
func (s *Entrance) SeatLost(ctx context.Context) bool {
	err := s.persons.Allows(ctx, office.MayRead)
	return slices.ContainsFunc([]office.Failure{people.NoLogin, people.Ended, people.AccountLocked, people.AccountLeft, people.AdmissionChanged},
		func(f office.Failure) bool { return errors.Is(err, f) })
}
