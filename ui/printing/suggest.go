package printing

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// suggestions are what can be suggested of an act.
type suggestions struct {
	used    office.Used
	heading office.Heading
}

// suggest reads the head of the original and the words of records of late, and offers
// them while the clerk fills the form in. That none can be read is no news: the clerk
// reads the document themselves.
func (p *Page) suggest() {
	a := p.act
	if a == nil || a.stage() != filling {
		return
	}
	kit.Load(p.ctx, func(ctx context.Context) (s suggestions, err error) {
		if s.used, err = p.services.Used(ctx); err != nil {
			return s, err
		}
		s.heading, err = p.services.Heading(ctx, a.Conversion.ID)
		return s, err
	}, func(s suggestions, err error) {
		kit.Explain(err)
		if p.act != a || a.stage() != filling {
			return
		}
		p.form.Offer(s.used)
		p.form.systems.used = s.used.Systems
		issuer := func() string {
			if typed := p.form.Value().Document.Issuer; typed != "" {
				return typed
			}
			return s.heading.Issuer
		}
		p.form.Heading(s.heading, nil, p.form.systems.suggestion(issuer))
	})
}
