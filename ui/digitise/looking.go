package digitise

import "tram/ui/kit"

// sharp tells that the picture before the clerk is that of the page in view, as
// fine as the screen shows it.
func (p *Page) sharp() bool {
	picture := p.big.has(p.lookOf(p.sitting.page()))
	return picture != nil && p.view.sheet.Sheet().Picture == picture
}

// glance notes what of the page in view is before the clerk, and ticks the page
// once all of it was for long enough.
func (p *Page) glance() {
	s := p.sitting
	if s == nil || s.page().ID == "" {
		p.view.sheet.Glance(nil)
		return
	}
	page := s.page()
	p.view.tooSmall(!p.view.sheet.Legible() && !s.viewed[page.ID])
	if s.viewed[page.ID] || !p.sharp() {
		p.view.sheet.Glance(nil)
		return
	}
	g := s.glancesOf(page)
	begun := g.Any()
	p.view.sheet.Glance(g)
	switch {
	case g.All() && s.see(page.ID):
		p.thumbs.set(s)
		p.Draft.After(tickPause)
		p.reload()
	case g.Any() != begun:
		p.thumbs.set(s)
	}
}

// Turn goes on through the page in view, then to what of it was never in view, and
// at its end to the next; or back.
func (p *Page) Turn(by int) {
	if p.sitting == nil || p.view.sheet.Step(by) || by > 0 && p.rest() {
		return
	}
	p.leaf(by)
}

// rest brings what was never in view of the page before the clerk, and tells
// whether there was any.
func (p *Page) rest() bool {
	page := p.sitting.page()
	if page.ID == "" || p.sitting.viewed[page.ID] || !p.sharp() || !p.view.sheet.Legible() {
		return false
	}
	return p.view.sheet.Skipped(p.sitting.glancesOf(page))
}

// leaf turns pages on or back.
func (p *Page) leaf(by int) {
	if p.sitting != nil {
		p.view.sheet.Own()
		p.turnTo(p.sitting.current + by)
	}
}

// flagOfLooking says how much of a page was looked at; nothing where none was.
func flagOfLooking(viewed, part bool) (f flag, is bool) {
	switch {
	case viewed:
		return goodFlag(kit.T("digitise.flag-viewed")), true
	case part:
		return warnFlag(kit.T("digitise.flag-part")), true
	}
	return flag{}, false
}
