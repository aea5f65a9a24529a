package station

import (
	"context"

	"tram/local/office"
)

// HalfTyped is what was typed into a form of that name and not kept; empty: nothing.
func (s *Settings) HalfTyped(ctx context.Context, name string) (words string, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return "", err
	}
	return s.store.HalfTyped(ctx, name)
}

// KeepHalfTyped keeps that, sealed with the records and no record yet; empty: it waits no
// more.
func (s *Settings) KeepHalfTyped(ctx context.Context, name, words string) error {
	ctx, err := s.entrance.begins(ctx, office.MayRead)
	if err != nil {
		return err
	}
	return s.store.KeepHalfTyped(ctx, name, words)
}
