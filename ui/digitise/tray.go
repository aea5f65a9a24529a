package digitise

import (
	"context"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// take takes files in before page at, or after the last where at is negative.
// The first files of a document begin it; what is dropped while they come in
// is taken after them.
func (p *Page) take(paths []string, at int) {
	if len(paths) == 0 {
		return
	}
	if p.taking {
		p.queued = append(p.queued, paths...)
		return
	}
	var c office.Conversion
	begin := p.sitting == nil
	p.taking = begin
	if !begin {
		c = p.sitting.conversion
	}
	clerk := p.Clerk()
	var taken []office.Page
	var refused []error
	p.desk.Run(kit.T("digitise.taking", len(paths)), true, func(ctx context.Context, progress *job.Progress) (err error) {
		if begin {
			if c, err = p.services.Begin(ctx, clerk); err != nil {
				return err
			}
		}
		taken, refused, err = p.services.Take(ctx, c.ID, at, paths, "", progress)
		if begin && len(taken) == 0 && c.ID != "" {
			if away := p.services.Discard(context.WithoutCancel(ctx), c.ID); err == nil {
				err = away
			}
		}
		return err
	}, func(err error) {
		p.taking = false
		p.desk.Tell(err)
		p.took(c, begin, at, taken, refused)
		more := p.queued
		p.queued = nil
		p.take(more, -1)
	})
}

// took shows what came of taking files in. Pages that were taken before an
// error or a stop are there.
func (p *Page) took(c office.Conversion, began bool, at int, taken []office.Page, refused []error) {
	var told []kit.Trouble
	for _, err := range refused {
		if t, ok := kit.Explain(err); ok {
			told = append(told, t)
		}
	}
	defer func() {
		if p.Lies(c.ID) && len(taken) > 0 {
			p.Deeds.Did(p.pagesDeed(kit.T("digitise.did-take", len(taken)), 1))
		}
	}()
	switch {
	case began && len(taken) == 0:
		p.start.notice.SayAll(kit.Warn, told)
		p.start.load()
		return
	case began && p.sitting == nil:
		p.sit(c)
	case p.Lies(c.ID):
		if at >= 0 && len(taken) > 0 {
			p.sitting.current = at
		}
		p.reload()
	}
	p.view.refused.SayAll(kit.Warn, told)
	p.look(c.ID)
}

// look has the station look for blank pages beside the clerk's work, and shows
// what it found.
func (p *Page) look(id office.ID) {
	p.desk.Run(kit.T("digitise.looking"), false, func(ctx context.Context, progress *job.Progress) error {
		return p.services.Look(ctx, id, progress)
	}, func(err error) {
		if !p.Lies(id) {
			return // put aside or finished meanwhile: nobody waits for the flags
		}
		p.desk.Tell(err)
		p.reload()
	})
}

// change does something to the pages away from the screen, tells how it ended and
// reads them again; what it leaves undone is told.
func (p *Page) change(do func(ctx context.Context, id office.ID) error, then func(error)) {
	s := p.sitting
	if s == nil {
		return
	}
	p.desk.Act(func(ctx context.Context) error { return do(ctx, s.conversion.ID) }, func(err error) {
		p.desk.Tell(err)
		if p.sitting != s {
			return
		}
		if then != nil {
			then(err)
		}
		p.changed(err)
	})
}

// changed reads pages again of which something was changed.
func (p *Page) changed(err error) {
	if err == nil && p.sitting.conversion.State == office.Checked { // now it is a draft that nobody has looked at
		p.Draft.Doubt()
		p.Draft.Now()
	}
	p.reload()
}

func (p *Page) movePage(index, to int) {
	s := p.sitting
	if s == nil || index < 0 || index >= len(s.pages) || to < 0 || to >= len(s.pages) || to == index {
		return
	}
	page := s.pages[index].ID
	p.edit(kit.T("digitise.did-move", index+1), func(ctx context.Context, id office.ID) error { return p.services.MovePage(ctx, id, page, to) }, nil)
}

func (p *Page) turnPage(quarters int) {
	if page := p.inView(); page.ID != "" {
		p.edit(kit.T("digitise.did-turn", p.sitting.current+1), func(ctx context.Context, id office.ID) error {
			return p.services.TurnPage(ctx, id, page.ID, quarters)
		}, nil)
	}
}

func (p *Page) removePage() {
	page := p.inView()
	if page.ID == "" {
		return
	}
	number := p.sitting.current + 1
	p.edit(kit.T("digitise.did-remove", number), func(ctx context.Context, id office.ID) error { return p.services.RemovePage(ctx, id, page.ID) },
		func() { p.Deeds.Offer(kit.T("digitise.removed", number)) })
}

// insertPages takes files in before the page in view.
func (p *Page) insertPages() {
	at := p.sitting.current
	p.PickFiles(true, func(paths []string) { p.take(paths, at) })
}

func (p *Page) swapPage() {
	page := p.inView()
	if page.ID == "" {
		return
	}
	said := kit.T("digitise.did-swap", p.sitting.current+1)
	p.PickFiles(false, func(paths []string) {
		if len(paths) == 0 {
			return
		}
		p.edit(said, func(ctx context.Context, id office.ID) error {
			return p.services.ReplacePage(ctx, id, page.ID, paths[0], page.Paper)
		}, nil)
	})
}

// tellPaper answers the question about a page's paper, for it or for all that
// are not known.
func (p *Page) tellPaper(paper string, all bool) {
	pages := []office.Page{p.inView()}
	if all {
		pages = p.sitting.unsized()
	}
	told := 0
	p.change(func(ctx context.Context, id office.ID) error {
		for _, page := range pages {
			if err := p.services.PaperOf(ctx, id, page.ID, paper); err != nil {
				return err
			}
			told++
		}
		return nil
	}, func(error) {
		if told > 0 {
			p.Deeds.Did(p.pagesDeed(kit.T("digitise.did-paper", paper), told))
		}
	})
}

func (p *Page) inView() office.Page {
	if p.sitting == nil {
		return office.Page{}
	}
	return p.sitting.page()
}

// grown is how much higher the sheet is above a mark than the page as it was captured,
// from which the station counts.
func grown(at office.Spot) float64 {
	if at.Where == office.StripTop {
		return at.Grow
	}
	return 0
}

// moveMark asks the station for the free place nearest to where the clerk
// wants the mark.
func (p *Page) moveMark(x, y float64) {
	if p.sitting == nil {
		return
	}
	p.sendMark(x, y-grown(p.sitting.mark.Mark.Spot), func(from, to office.Spot, err error) {
		if err == nil && from != to {
			p.Deeds.Did(p.markDeed(from, to))
		}
	})
}

// sendMark has the mark put at a place of the page as it was captured, and tells
// where it lay and where it lies.
func (p *Page) sendMark(x, y float64, ended func(from, to office.Spot, err error)) {
	s := p.sitting
	kit.Do(p.desk, func(ctx context.Context) (office.MarkView, error) {
		return p.services.MoveMark(ctx, s.conversion.ID, x, y)
	}, func(m office.MarkView, err error) {
		if p.sitting != s {
			return
		}
		p.desk.Tell(err)
		from := s.mark.Mark.Spot
		if err == nil {
			s.mark = m
		}
		p.showPage()
		ended(from, m.Mark.Spot, err)
	})
}

// tryMark outlines where a held mark would land.
func (p *Page) tryMark(x, y float64) {
	s := p.sitting
	if s == nil {
		return
	}
	shift := grown(s.mark.Mark.Spot)
	kit.Try(&p.trial, p.desk.Context(), func(ctx context.Context) (office.MarkView, error) {
		return p.services.TryMark(ctx, s.conversion.ID, x, y-shift)
	}, func(m office.MarkView, err error) {
		if err == nil && p.sitting == s {
			at := m.Mark.Spot
			at.Y += shift
			p.view.sheet.ShowTarget(at)
		}
	})
}

// putAside leaves the draft for later and goes back to the beginning. The list of
// drafts is read again once the words are in it.
func (p *Page) putAside() {
	p.Draft.Leave(p.start.load)
	p.rise()
}

// discard throws the draft away, and goes back to where one begins.
func (p *Page) discard() { p.Discard(p.rise) }

// Open goes on with a draft, and puts aside for it what lies on the desk.
func (p *Page) Open(id office.ID) {
	if p.Lies(id) {
		return
	}
	if p.sitting != nil {
		p.putAside()
	}
	p.resume(id)
}

// resume goes on with a draft, unless something lies on the desk by then.
func (p *Page) resume(id office.ID) {
	kit.Load(p.ctx, func(ctx context.Context) (office.Conversion, error) { return p.services.Resume(ctx, id) }, func(c office.Conversion, err error) {
		p.desk.Tell(err)
		if err == nil && p.sitting == nil {
			p.sit(c)
		}
	})
}
