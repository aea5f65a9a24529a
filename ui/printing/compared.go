package printing

import (
	"context"
	"slices"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// comparison is what comparing the paper of an act found last. The station keeps it, too.
type comparison struct {
	office.ComparedPaper
	kept bool   // it is of another day: the scans may lie there no more
	told func() // takes the line of news away that leads here; nil: there is none
}

// comparePaper asks for scans or photos of the paper of the act, and compares
// them with the print copy.
func (p *Page) comparePaper() {
	if p.act != nil {
		id := p.act.Conversion.ID
		p.PickFiles(kit.PageFiles, true, func(paths []string) { p.compare(id, paths) })
	}
}

// compareCode compares paper of which only its code tells what it is.
func (p *Page) compareCode() {
	p.PickFiles(kit.PageFiles, true, func(paths []string) { p.compare("", paths) })
}

// compare compares paper with the print copy of an act; without one its code tells which.
func (p *Page) compare(id office.ID, paths []string) {
	if len(paths) == 0 {
		return
	}
	c := &comparison{ComparedPaper: office.ComparedPaper{Conversion: id, Paths: slices.Clone(paths)}}
	p.desk.Run(kit.T("printing.comparing"), false, func(ctx context.Context, progress *job.Progress) (err error) {
		if id != "" {
			c.Found, err = p.services.ComparePaper(ctx, id, c.Paths, progress)
			return err
		}
		of, found, err := p.services.CompareCode(ctx, c.Paths, progress)
		c.Conversion, c.Found = of.ID, found
		return err
	}, func(err error) {
		p.desk.Tell(err)
		if err == nil {
			p.compared(c, id == "")
		}
	})
}

// compared keeps what comparing found, and shows it, or where the clerk does
// something else tells it. What was begun at the list opens its act from there.
func (p *Page) compared(c *comparison, atList bool) {
	id := c.Conversion
	p.comparisons[id] = c
	switch {
	case !p.away() && p.act == nil && atList:
		p.openPair(id)
	case !p.away() && p.lies(id):
		p.pair.show(c)
	default:
		p.leadToPair(c)
	}
	p.show() // where the result can be opened again
}

// leadToPair tells a verdict to a clerk who does something else.
func (p *Page) leadToPair(c *comparison) {
	kit.Load(office.Again(p.desk.Context()), func(ctx context.Context) (office.Conversion, error) {
		return p.services.Conversion(ctx, c.Conversion)
	}, func(of office.Conversion, err error) {
		if err != nil {
			p.desk.Tell(err)
			return
		}
		tone, said := verdictOf(c.Found)
		said.Said = titleOf(of) + ": " + said.Said
		c.told = p.desk.Lead(tone, said, kit.T("printing.see-compared"), func() { p.seePair(of.ID) })
	})
}

// seePair comes to the front with what comparing the paper of an act found.
func (p *Page) seePair(id office.ID) {
	p.comeForward()
	if p.lies(id) {
		p.seeCompared()
		return
	}
	p.save()
	p.openPair(id)
}

// seeCompared shows again what comparing the paper of the act found.
func (p *Page) seeCompared() {
	if p.act != nil && p.comparisons[p.act.Conversion.ID] != nil {
		p.pair.show(p.comparisons[p.act.Conversion.ID])
	}
}

// openPair opens an act at what comparing its paper found.
func (p *Page) openPair(id office.ID) {
	p.lookAt(id, func(now office.OnPaper) {
		p.sit(now)
		p.seeCompared()
	})
}

// recall reads what comparing the paper of an act found last, which another day may have
// brought, so that it can be seen again.
func (p *Page) recall(id office.ID, then func()) {
	kit.Load(office.Again(p.ctx), func(ctx context.Context) (*comparison, error) {
		found, there, err := p.services.Compared(ctx, id)
		if err != nil || !there {
			return nil, err
		}
		return &comparison{ComparedPaper: found, kept: true}, nil
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
	kit.Do(p.desk, func(ctx context.Context) (struct{}, error) { return struct{}{}, p.services.LookedAtCompared(ctx, id) },
		func(_ struct{}, err error) { p.desk.Tell(err) })
}
