package copying

import (
	"context"
	"errors"

	"tram/local/office"
)

// Whoever was restored from the copy of a station says so in the folder of that one, each by a
// note of its own: the old computer reads it when it comes back, and so do others that were
// restored from the same copy.

// What is read of notes at most: somebody may put more there.
const (
	mostNotes = 64
	mostNote  = 64 << 10 // bytes of one, as it lies
)

// succeed says on a target that the office goes on here. A note that rotted is put anew.
func (c *Copier) succeed(ctx context.Context, m *met) error {
	if c.Former == "" {
		return nil
	}
	name := m.names.next(c.Former, m.station)
	err := getVouched(ctx, c.Target, c.ID, name, &office.GoesOn{})
	if errors.Is(err, NotOurs) {
		err = c.Target.Remove(ctx, name)
		if errors.Is(err, ErrKept) {
			return nil
		}
		if err == nil {
			err = ErrNone
		}
	}
	if !errors.Is(err, ErrNone) {
		return err
	}
	return putVouched(ctx, c.Target, c.ID, name, office.GoesOn{Station: m.station, Of: c.Former, Since: c.Clock.Now()})
}

// Successors are the stations that were restored from the copy of another one, as each said on a
// target. What does not read says nothing. It fails as the target does.
func Successors(ctx context.Context, t Target, id Identity, of office.ID) (all []office.GoesOn, err error) {
	n, err := namesOf(id)
	if err != nil {
		return nil, err
	}
	var notes []string
	err = t.List(ctx, n.nexts(of), func(name string, size int64) error {
		if size <= mostNote && len(notes) < mostNotes {
			notes = append(notes, name)
		}
		return nil
	})
	for _, name := range notes {
		if err != nil {
			return nil, err
		}
		var is office.GoesOn
		failed := getVouched(ctx, t, id, name, &is)
		switch {
		case failed == nil && n.next(of, is.Station) == name:
			all = append(all, is)
		case ctx.Err() != nil || isOut(failed):
			err = errors.Join(ctx.Err(), failed)
		}
	}
	return all, err
}
