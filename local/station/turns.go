package station

import (
	"context"

	"tram/local/office"
	"tram/local/requests"
)

// Turns is the queue at the counter of this station today.
func (s *Requests) Turns(ctx context.Context) (office.Turns, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return office.Turns{}, err
	}
	return requests.TurnsOf(ctx, s.store, s.clock.Now())
}

// TakeTurn gives whoever comes the next number. It fails as requests.TakeTurn does.
func (s *Requests) TakeTurn(ctx context.Context) (office.Turns, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.Turns{}, err
	}
	return requests.TakeTurn(ctx, s.store, s.clock.Now())
}

// CallTurn calls a number to a counter, by its name; 0: the next one. It fails as requests.CallTurn does.
func (s *Requests) CallTurn(ctx context.Context, number int, counter string) (office.Turns, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return office.Turns{}, err
	}
	return requests.CallTurn(ctx, s.store, s.clock.Now(), number, counter)
}
