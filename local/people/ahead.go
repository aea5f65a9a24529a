package people

import (
	"context"
	"time"
)

// Ahead is the log-in that acts by a context, with the rights that it has by now: what asks
// it may look ahead before anything is tried. Nothing is denied by that, and nothing is kept
// to be told.
func (g *Gate) Ahead(ctx context.Context) (*Login, error) {
	l, err := g.Acting(ctx)
	if err != nil {
		return nil, err
	}
	return l, g.desk.refresh(ctx, l)
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
