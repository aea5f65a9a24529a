package printing

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// recall reads what comparing the paper of an act found last, which another day may have
// brought, so that it can be seen again.
func (p *Page) recall(id office.ID, then func()) {
	kit.Load(office.Again(p.ctx), func(ctx context.Context) (*comparison, error) {
		found, there, err := p.services.Compared(ctx, id)
		if err != nil || !there {
			return nil, err
		}
		return &comparison{paths: found.Paths, found: found.Found, kept: true}, nil
	}, func(c *comparison, err error) {
		p.desk.Tell(err)
		if c != nil && p.comparisons[id] == nil {
			p.comparisons[id] = c
		}
		then()
	})
}

// OpenCompared opens an act at what comparing its paper found; at the act itself where that
// cannot be read any more.
func (p *Page) OpenCompared(id office.ID) {
	p.recall(id, func() {
		if p.comparisons[id] == nil {
			p.Open(id)
			return
		}
		p.seePair(id)
	})
}

// lookedAt ends the waiting of a result that is in sight.
func (p *Page) lookedAt(id office.ID) {
	kit.Do(p.desk, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.services.LookedAtCompared(ctx, id)
	}, func(_ struct{}, err error) { p.desk.Tell(err) })
}
