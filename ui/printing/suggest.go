package printing

import (
	"context"
	"image"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
)

// suggestions are what can be suggested of an act.
type suggestions struct {
	used    office.Used
	heading office.Heading
	strips  described.Strips
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
		if s.heading, err = p.services.Heading(ctx, a.Conversion.ID); err == nil {
			s.strips = p.strips(ctx, a.Conversion.ID, s.heading)
		}
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
		p.form.Heading(s.heading, s.strips, p.form.systems.suggestion(issuer))
	})
}

// strips are those of the original where its head was read. A page that cannot be shown has
// none: the original beside the form tells why.
func (p *Page) strips(ctx context.Context, id office.ID, h office.Heading) described.Strips {
	if h.Seen == (office.Seen{}) {
		return nil
	}
	book, err := p.services.OpenOriginal(ctx, id)
	if err != nil {
		return nil
	}
	defer book.Close()
	shapes := book.Shapes()
	return described.CutStrips(h, func(n int) (image.Image, error) {
		if n >= len(shapes) {
			return nil, nil
		}
		return book.Picture(ctx, n, described.StripSide*mmPerInch/max(shapes[n].W, shapes[n].H, 1))
	})
}

const mmPerInch = 25.4
