package people

import (
	"context"
	"time"

	"tram/local/office"
)

// Allows looks ahead whether who acts by a context has a right, so that a button can say
// so before it is pressed: nothing is denied by it, and nothing is kept to be told.
func (g *Gate) Allows(ctx context.Context, right office.Right) error {
	l, err := g.Acting(ctx)
	if err != nil {
		return err
	}
	if err := g.desk.refresh(ctx, l); err != nil {
		return err
	}
	return l.May(right)
}

// LentAt lists the handovers that lend something at a moment.
func (s Standing) LentAt(now time.Time) (all []Handover) {
	for _, h := range s.Lent {
		if s.Active() && h.stands(now) {
			all = append(all, h)
		}
	}
	return all
}
