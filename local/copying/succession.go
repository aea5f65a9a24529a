package copying

import (
	"context"
	"errors"

	"tram/local/office"
)

// succeed says on a target, in the folder of the station whose copy this one was restored from,
// that the office goes on here: the old computer reads it when it comes back.
func (c *Copier) succeed(ctx context.Context, m *met) error {
	if c.Former == "" {
		return nil
	}
	_, err := successorOf(ctx, c.Target, c.ID, m.names, c.Former)
	if !errors.Is(err, ErrNone) {
		return err
	}
	return putVouched(ctx, c.Target, c.ID, m.names.next(c.Former), office.GoesOn{Station: m.station, Of: c.Former, Since: c.Clock.Now()})
}

// Successor is the station that was restored from the copy of another one, as it said on a
// target. It fails with ErrNone where none did, NotOurs and Gone.
func Successor(ctx context.Context, t Target, id Identity, of office.ID) (office.GoesOn, error) {
	n, err := namesOf(id)
	if err != nil {
		return office.GoesOn{}, err
	}
	return successorOf(ctx, t, id, n, of)
}

func successorOf(ctx context.Context, t Target, id Identity, n names, of office.ID) (is office.GoesOn, err error) {
	err = getVouched(ctx, t, id, n.next(of), &is)
	return is, err
}
