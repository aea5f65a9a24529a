package station

import (
	"context"
	"errors"
	"strings"

	"tram/local/copying"
	"tram/local/office"
)

// Elsewhere: a stick that comes back under another letter or mount point is known by its seal,
// and is gone on with there.

// isElsewhere tells whether a place may lie at another path now.
func isElsewhere(err error) bool {
	return errors.Is(err, copying.Gone) || errors.Is(err, copying.NotThePlace)
}

// roundElsewhere looks for the place among the disks that the machine has, and is a round
// where it lies now; else it fails as before. It fails with copying.Cloned where several claim
// to be the place: which of them is written to is a person's choice.
func (f *follower) roundElsewhere(ctx context.Context, was error) (copying.Round, error) {
	f.mu.Lock()
	id, where := f.state.ID, f.state.Where
	f.mu.Unlock()
	if f.s.mounted == nil || copying.IsFar(where) {
		return copying.Round{}, was
	}
	at := copying.Whereabouts(ctx, f.s.sealing, id, where, f.s.mounted())
	switch len(at) {
	case 0:
		return copying.Round{}, was
	case 1:
	default:
		return copying.Round{}, copying.Cloned.About(where, len(at), strings.Join(at, ", "))
	}
	if err := f.s.movePlace(ctx, id, at[0]); err != nil {
		return copying.Round{}, err
	}
	f.mu.Lock()
	f.state.Where = at[0]
	f.mu.Unlock()
	f.copier.Turn(copying.NewFolder(at[0]))
	return f.s.guardedRound(ctx, f.copier)
}

// movePlace puts on record where a place lies now, and has it told, unless another program did.
func (s *Copies) movePlace(ctx context.Context, id office.ID, to string) error {
	c, err := s.target(ctx, string(id))
	if err != nil || c.Where == to {
		return err
	}
	was := c.Where
	c.Where = to
	if err := s.store.Save(ctx, actOf("tìm nơi để bản sao", copying.StepFound), copying.Targets.Put(&c)); err != nil {
		return err
	}
	s.tellBeside(ctx, c.ID, copying.MovedTo.About(was, to))
	return nil
}
