package scan

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// pile is the documents of a pile that was parted, one below the other, each with its pages
// side by side. Each is a draft from its first page on: what is corrected here moves pages
// from draft to draft, and nothing waits for the end.
type pile struct {
	d      *Desk
	shown  bool
	drafts []draft
	at     place // of the page that is chosen
	deeds  *kit.Deeds

	list    *pileList
	said    *widget.Label
	up      *kit.Button
	down    *kit.Button
	cut     *kit.Button
	join    *kit.Button
	open    *kit.Button
	content *fyne.Container

	small *kit.Kept[office.ID, image.Image]
}

// draft is one document of the pile.
type draft struct {
	id    office.ID
	pages []office.ID
}

// place is a page of a draft, both counted from 0.
type place struct{ draft, page int }

const smallKept = 200 // pictures

func newPile(d *Desk) *pile {
	p := &pile{d: d, deeds: kit.NewDeeds(d.desk), said: kit.Prose(""), small: kit.NewKept[office.ID, image.Image](smallKept)}
	p.list = newPileList(p)
	p.up = kit.NewButton(kit.T("scan.pile-up"), theme.MoveUpIcon(), func() { p.move(-1) })
	p.down = kit.NewButton(kit.T("scan.pile-down"), theme.MoveDownIcon(), func() { p.move(1) })
	p.cut = kit.NewButton(kit.T("scan.pile-cut"), theme.ContentCutIcon(), p.part)
	p.join = kit.NewButton(kit.T("scan.pile-join"), theme.ContentAddIcon(), p.merge)
	p.open = kit.NewButton(kit.T("scan.pile-open"), kit.IconDigitise, func() { p.openDraft() })
	done := kit.NewMainButton(kit.T("scan.pile-done"), theme.ConfirmIcon(), p.done)
	d.desk.Guard(office.MayConvert, p.up, p.down, p.cut, p.join)
	deeds := kit.Flow(p.up, p.down, p.cut, p.join, p.open, p.deeds.Content, kit.Stretch(0, container.NewHBox()), done)
	p.content = kit.Border(p.said, deeds, nil, nil, p.list)
	return p
}

// begin shows the pile that comes.
func (p *pile) begin() {
	p.shown, p.drafts, p.at = true, nil, place{}
	p.deeds.Forget()
	p.show()
	p.d.table.Faced()
}

func (p *pile) came(a office.ScanArrival) {
	if n := len(p.drafts); n == 0 || p.drafts[n-1].id != a.Draft {
		p.drafts = append(p.drafts, draft{id: a.Draft})
	}
	last := &p.drafts[len(p.drafts)-1]
	last.pages = append(last.pages, a.Page.ID)
	p.show()
}

// ended lets the pile be corrected. One without a page is none.
func (p *pile) ended() {
	if len(p.drafts) == 0 {
		p.done()
		return
	}
	p.shown = true
	p.show()
	p.d.desk.Focus(p.list)
}

func (p *pile) done() {
	p.shown = false
	p.small.Clear()
	p.d.table.Faced()
}

func (p *pile) openDraft() {
	if id := p.drafts[p.at.draft].id; id != "" {
		p.done()
		p.d.table.Open(id)
	}
}

// show draws the pile as it is now.
func (p *pile) show() {
	pages := 0
	for _, d := range p.drafts {
		pages += len(d.pages)
	}
	p.said.SetText(kit.T("scan.pile-said", len(p.drafts), pages))
	still := p.d.now == nil && len(p.drafts) > 0
	kit.Able(p.up, still && p.at.draft > 0)
	kit.Able(p.down, still && p.at.draft < len(p.drafts)-1)
	kit.Able(p.cut, still && p.at.page > 0)
	kit.Able(p.join, still && p.at.draft > 0)
	kit.Able(p.open, still)
	p.list.Refresh()
}

// choose chooses a page, as near as there is one.
func (p *pile) choose(at place) {
	if len(p.drafts) == 0 {
		return
	}
	at.draft = max(0, min(at.draft, len(p.drafts)-1))
	at.page = max(0, min(at.page, len(p.drafts[at.draft].pages)-1))
	p.at = at
	p.list.ScrollTo(at.draft)
	p.show()
}

// step goes to the page before or after, also of another document.
func (p *pile) step(by int) {
	at := p.at
	at.page += by
	switch {
	case at.page < 0 && at.draft > 0:
		at = place{at.draft - 1, len(p.drafts[at.draft-1].pages) - 1}
	case len(p.drafts) > 0 && at.page >= len(p.drafts[at.draft].pages) && at.draft < len(p.drafts)-1:
		at = place{at.draft + 1, 0}
	}
	p.choose(at)
}

// move moves the chosen page to the document before, at its end, or to the one after, at
// its beginning.
func (p *pile) move(by int) { p.carry(p.at, p.at.draft+by) }

// carry moves a page to another document of the pile: at the end of one before, at the
// beginning of one after.
func (p *pile) carry(at place, to int) {
	if to < 0 || to >= len(p.drafts) || to == at.draft || at.draft >= len(p.drafts) || at.page >= len(p.drafts[at.draft].pages) || p.d.now != nil {
		return
	}
	s := shift{p.drafts[at.draft].pages[at.page], p.drafts[at.draft].id, p.drafts[to].id, at.page, 0}
	if to < at.draft {
		s.at = len(p.drafts[to].pages)
	}
	p.do(kit.T("scan.did-carry", at.draft+1, to+1), []shift{s})
}

// part has a document of its own begin with the chosen page.
func (p *pile) part() {
	if p.at.page == 0 || p.d.now != nil {
		return
	}
	at, from := p.at, p.drafts[p.at.draft]
	kit.Do(p.d.desk, func(ctx context.Context) (office.Conversion, error) {
		return p.d.services.Begin(ctx, p.d.table.Clerk())
	}, func(c office.Conversion, err error) {
		if err != nil {
			p.d.desk.Tell(err)
			return
		}
		p.drafts = slices.Insert(p.drafts, at.draft+1, draft{id: c.ID})
		var all []shift
		for i, page := range from.pages[at.page:] {
			all = append(all, shift{page, from.id, c.ID, at.page, i})
		}
		p.do(kit.T("scan.did-part", at.draft+1, at.page+1), all)
	})
}

// merge joins the chosen document to the one before.
func (p *pile) merge() {
	if p.at.draft == 0 || p.d.now != nil {
		return
	}
	from, to := p.drafts[p.at.draft], p.drafts[p.at.draft-1]
	var all []shift
	for i, page := range from.pages {
		all = append(all, shift{page, from.id, to.id, 0, len(to.pages) + i})
	}
	p.do(kit.T("scan.did-join", p.at.draft+1, p.at.draft), all)
}

// shift is a page on its way from a place in one draft to a place in another.
type shift struct {
	page     office.ID
	from, to office.ID
	was, at  int
}

// do moves pages and remembers how they go back.
func (p *pile) do(said string, all []shift) {
	back := make([]shift, 0, len(all))
	for _, s := range slices.Backward(all) {
		back = append(back, shift{s.page, s.to, s.from, s.at, s.was})
	}
	order := p.order()
	p.carryOut(all, order, func(ok bool) {
		if ok {
			p.deeds.Did(kit.Deed{Said: said,
				Back:  func(ended func(bool)) { p.carryOut(back, order, ended) },
				Again: func(ended func(bool)) { p.carryOut(all, order, ended) }})
		}
	})
}

// order are the drafts from the top to the bottom of the pile.
func (p *pile) order() (ids []office.ID) {
	for _, d := range p.drafts {
		ids = append(ids, d.id)
	}
	return ids
}

// carryOut moves pages one after the other and shows what lies where then: of an error in
// the midst, too.
func (p *pile) carryOut(all []shift, order []office.ID, ended func(bool)) {
	kit.Do(p.d.desk, func(ctx context.Context) (now []draft, err error) {
		for _, s := range all {
			if err = p.d.services.MovePageAcross(ctx, s.from, s.page, s.to, s.at); err != nil {
				break
			}
		}
		return p.read(ctx, order), err
	}, func(now []draft, err error) {
		p.d.desk.Tell(err)
		held := all[0].page
		p.drafts = now
		for i, d := range now {
			if at := slices.Index(d.pages, held); at >= 0 {
				p.at = place{i, at}
			}
		}
		p.choose(p.at)
		ended(err == nil)
	})
}

// read reads what lies in drafts; one that has no page is none any more.
func (p *pile) read(ctx context.Context, order []office.ID) (now []draft) {
	for _, id := range order {
		pages, err := p.d.services.Pages(ctx, id)
		if err != nil || len(pages) == 0 {
			continue
		}
		d := draft{id: id}
		for _, page := range pages {
			d.pages = append(d.pages, page.ID)
		}
		now = append(now, d)
	}
	return now
}
