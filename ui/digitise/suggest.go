package digitise

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// headed is the page whose head is read, or suggested.
type headed struct {
	of office.ID
	side
}

// suggest has the head of the page read that lies first, once for each page and each way
// that it lies, and offers what it says. That it cannot be read is no news: the clerk reads
// the paper themselves.
func (p *Page) suggest() {
	s := p.sitting
	first := headed{of: s.conversion.ID}
	if len(s.pages) > 0 {
		first.side = side{s.pages[0].ID, s.pages[0].Turn}
	}
	if first == p.headed {
		return
	}
	p.headed = first
	p.form.Heading(office.Heading{})
	ctx := p.heading.Next(p.ctx)
	if first.page == "" {
		return
	}
	kit.Load(ctx, func(ctx context.Context) (office.Heading, error) {
		return p.services.DraftHeading(ctx, s.conversion.ID)
	}, func(h office.Heading, err error) {
		kit.Explain(err)
		if p.sitting == s {
			p.form.Heading(h)
		}
	})
}
