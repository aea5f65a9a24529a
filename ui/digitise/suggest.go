package digitise

import (
	"context"
	"image"
	"slices"
	"strings"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/described"
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
	defer p.readOn()
	first := headed{of: s.conversion.ID}
	if len(s.pages) > 0 {
		first.side = side{s.pages[0].ID, s.pages[0].Turn, s.pages[0].Retouch}
	}
	if first == p.headed {
		return
	}
	p.headed = first
	p.form.Heading(office.Heading{}, nil)
	ctx := p.heading.Next(p.ctx)
	if first.page == "" {
		return
	}
	id, pages := s.conversion.ID, s.pages
	kit.Load(ctx, func(ctx context.Context) (read suggestions, err error) {
		if read.heading, err = p.services.DraftHeading(ctx, id); err != nil {
			return read, err
		}
		read.strips = described.CutStrips(read.heading, func(n int) (image.Image, error) {
			if n >= len(pages) {
				return nil, nil
			}
			return p.services.Picture(ctx, id, pages[n].ID, described.StripSide)
		})
		return read, nil
	}, func(read suggestions, err error) {
		p.withoutReader(err)
		if p.sitting == s {
			p.form.Heading(read.heading, read.strips)
		}
	})
}

// suggestions are what the head says, with the strips of the page where it says that.
type suggestions struct {
	heading office.Heading
	strips  described.Strips
}

// withoutReader tells once that this computer reads no pages, and what to do about it.
// That one page could not be read is no news.
func (p *Page) withoutReader(err error) {
	t, _ := kit.Explain(err)
	if f, told := office.FailureIn(err); told && strings.HasPrefix(f.Name, "ocr.no-") && !p.readerTold {
		p.readerTold = true
		p.view.refused.Say(kit.Neutral, t)
	}
}

// readOn has the words of the pages read beside the clerk's work, one reading after the
// other: pages that come meanwhile are of the next. None goes on once the clerk has left.
func (p *Page) readOn() {
	s := p.sitting
	if len(s.pages) == 0 || p.readCtx != nil && p.readCtx.Err() == nil {
		return
	}
	now := make([]side, len(s.pages))
	for i, each := range s.pages {
		now[i] = side{each.ID, each.Turn, each.Retouch}
	}
	if slices.Equal(now, s.read) {
		return
	}
	ctx := p.reading.Next(p.ctx)
	p.readCtx = ctx
	kit.Load(ctx, func(ctx context.Context) (map[office.ID]int, error) {
		if err := p.services.ReadDraft(ctx, s.conversion.ID, nil); err != nil {
			return nil, err
		}
		return p.services.Lying(ctx, s.conversion.ID)
	}, func(lying map[office.ID]int, err error) {
		p.readCtx = nil
		kit.Explain(err)
		if p.sitting == s {
			s.read = now
			p.view.bar.Lying(lying)
			p.readOn()
		}
	})
}
