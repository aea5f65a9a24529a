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
	title string // of the act
	kept  bool   // it is of another day: the scans may lie there no more
	told  func() // takes the line of news away that leads here; nil: there is none
}

// Scan asks for scans or photos of paper, and compares them with the print copy of the act
// that is open, or of whichever its code names.
func (p *Page) Scan() {
	var of office.Conversion
	if p.act != nil && p.act.HasCopy() {
		of = p.act.Conversion
	}
	p.PickFiles(kit.PageFiles, true, func(paths []string) { p.compare(of, paths) })
}

// compare compares paper with the print copy of an act; without one its code tells which.
func (p *Page) compare(of office.Conversion, paths []string) {
	if len(paths) == 0 {
		return
	}
	atList := of.ID == ""
	c := &comparison{ComparedPaper: office.ComparedPaper{Paths: slices.Clone(paths)}}
	p.desk.Run(kit.T("printing.comparing"), false, func(ctx context.Context, progress *job.Progress) (err error) {
		if atList {
			of, c.Found, err = p.services.CompareCode(ctx, c.Paths, progress)
		} else {
			c.Found, err = p.services.ComparePaper(ctx, of.ID, c.Paths, progress)
		}
		return err
	}, func(err error) {
		p.desk.Tell(err)
		if err == nil {
			c.Conversion, c.title = of.ID, titleOf(of)
			p.compared(c, atList)
		}
	})
}

// compared keeps what comparing found, and shows it, or where the clerk does
// something else tells it. What was begun at the list opens its act from there.
func (p *Page) compared(c *comparison, atList bool) {
	id := c.Conversion
	p.comparisons[id] = c
	switch {
	case !p.away() && (p.act == nil && atList || p.Lies(id)):
		p.OpenCompared(id)
	default:
		tone, said := verdictOf(c.Found)
		said.Said = c.title + ": " + said.Said
		c.told = p.desk.Lead(tone, said, kit.T("printing.see-compared"), func() { p.OpenCompared(id) })
	}
	p.show() // where the result can be opened again
}

// OpenCompared comes to the front with what comparing the paper of an act found; with the
// act itself where that cannot be read any more.
func (p *Page) OpenCompared(id office.ID) {
	p.comeForward()
	if p.Lies(id) {
		p.recall(id, p.seeCompared)
		return
	}
	p.lay(id, p.seeCompared)
}

// seeCompared shows again what comparing the paper of the act found.
func (p *Page) seeCompared() {
	if p.act != nil && p.comparisons[p.act.Conversion.ID] != nil {
		p.pair.show(p.comparisons[p.act.Conversion.ID])
	}
}

// recall reads what comparing the paper of the act found last, which another day may have
// brought, so that it can be seen again; then is done where the act still lies there.
func (p *Page) recall(id office.ID, then func()) {
	if p.comparisons[id] != nil {
		then()
		return
	}
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
		if p.Lies(id) {
			then()
		}
	})
}

// lookedAt ends the waiting of a result that is in sight.
func (p *Page) lookedAt(id office.ID) {
	p.desk.Act(func(ctx context.Context) error { return p.services.LookedAtCompared(ctx, id) }, p.desk.Tell)
}
