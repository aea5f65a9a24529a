package digitise

import (
	"context"
	"image"
	"maps"

	"fyne.io/fyne/v2/widget"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// snapshot is the document as the station has it now.
type snapshot struct {
	read       bool // the pages could be read
	pages      []office.Page
	conditions []office.Condition
}

// reload reads the pages and weighs the words on the desk anew, with the ticks of
// the pages that lie there now. A reading that is under way is dropped, and this
// one reads all that it would have read.
func (p *Page) reload() {
	s := p.sitting
	if s == nil {
		return
	}
	ctx := p.fresh.Next(p.ctx)
	id, words, ticked := s.conversion.ID, p.Words(), maps.Clone(s.viewed)
	kit.Load(ctx, func(ctx context.Context) (now snapshot, err error) {
		if now.pages, err = p.services.Pages(ctx, id); err != nil {
			return now, err
		}
		now.read, words.Viewed = true, among(now.pages, ticked)
		now.conditions, err = p.services.Weigh(ctx, words)
		return now, err
	}, func(now snapshot, err error) {
		if p.sitting != s {
			return
		}
		if now.read {
			s.setPages(now.pages)
		}
		if err != nil {
			p.desk.Tell(err)
		} else {
			s.conditions = now.conditions
		}
		p.show()
		p.loadMark()
	})
}

// loadMark reads the mark as it will be.
func (p *Page) loadMark() {
	s := p.sitting
	if s == nil || len(s.pages) == 0 {
		return
	}
	kit.Load(p.marked.Next(p.ctx), func(ctx context.Context) (office.MarkView, error) {
		return p.services.Mark(ctx, s.conversion.ID)
	}, func(m office.MarkView, err error) {
		if p.sitting != s {
			return
		}
		if err != nil { // the conditions say why there is none
			m = office.MarkView{}
		}
		s.mark = m
		s.current = min(s.current, s.last())
		p.show()
	})
}

// show draws the document on the desk from what the page knows.
func (p *Page) show() {
	s := p.sitting
	if s == nil {
		return
	}
	p.suggest()
	p.thumbs.set(s)
	p.points.Set(s.conditions)
	p.form.Doubt(s.conditions)
	if p.scans != nil {
		p.scans.Count(s.counted, len(s.pages))
	}
	p.showAct()
	p.showPage()
}

// showAct wakes the main button when all conditions are met, or all
// but the signature that is made on another page.
func (p *Page) showAct() {
	p.titled()
	_, missing := p.points.Missing()
	word, importance := kit.T("digitise.finish"), widget.HighImportance
	if enters(p.form.Value()) {
		word = kit.T("digitise.finish-in")
	}
	switch {
	case p.signsNext():
		word = kit.T("digitise.sign-and-finish")
	case missing || len(p.sitting.conditions) == 0:
		importance = widget.MediumImportance
	}
	if p.finish.Importance != importance || p.finish.Text != word {
		p.finish.Importance, p.finish.Text = importance, word
		p.finish.Refresh()
	}
}

// showPage puts the page in view on the board, with a picture as soon as there
// is one, and asks about its paper where that is not known.
func (p *Page) showPage() {
	s := p.sitting
	index := s.current
	if index < 0 {
		return
	}
	page := s.page()
	sheet := kit.Sheet{Picture: p.pictureOf(page)}
	sheet.W, sheet.H = page.SizeMM()
	if wide, high := page.Pixels(); wide > 0 && high > 0 { // pictures of several sizes are each rounded in their own way
		sheet.Slender = float64(high) / float64(wide)
		if page.Upright() >= 5 {
			sheet.Slender = 1 / sheet.Slender
		}
	}
	if s.mark.Picture != nil && s.mark.Mark.Spot.Page == index {
		sheet.Mark, sheet.Spot = s.mark.Picture, s.mark.Mark.Spot
		sheet.W, sheet.H = s.mark.SheetW, s.mark.SheetH
	}
	p.view.put(sheet, index, s.last()+1)
	p.askPaper(page)
	p.view.bar.Show(s.pages, index)
	if page.ID != "" {
		p.sharpen()
	}
}

func (p *Page) askPaper(page office.Page) {
	if page.ID == "" || page.SizeKnown() {
		p.view.ask.content.Hide()
		return
	}
	p.view.ask.about(p.sitting.current+1, len(p.sitting.unsized()))
}

// pictureOf is the best picture of a page that is at hand.
func (p *Page) pictureOf(page office.Page) image.Image {
	want := p.lookOf(page)
	if img := p.big.has(want); img != nil {
		return img
	}
	if img := p.big.other(want); img != nil {
		return img
	}
	return p.small.has(lookAt(page, thumbSide))
}

// lookOf is the picture of a page that is sharp at this zoom.
func (p *Page) lookOf(page office.Page) look {
	return lookAt(page, p.view.sheet.Wanted())
}

// sharpen asks for the picture of the page in view at the size shown, and for
// those of its neighbours once that has come. Wishes for pages that the clerk
// has paged past are dropped.
func (p *Page) sharpen() {
	s := p.sitting
	if s == nil || s.page().ID == "" {
		return
	}
	page, want := s.page(), p.lookOf(s.page())
	p.big.only(func(l look) bool { return l == want })
	if p.sharp() {
		p.glance()
		return
	}
	p.big.get(p.ctx, want, func(img image.Image, err error) {
		if p.sitting != s || s.page().ID != page.ID {
			return
		}
		if err != nil {
			p.desk.Tell(err)
			return
		}
		sheet := p.view.sheet.Sheet()
		sheet.Picture = img
		p.view.sheet.Put(sheet)
		p.ahead()
	})
}

// ahead reads the neighbours of the page in view, so that paging is at once.
func (p *Page) ahead() {
	s := p.sitting
	for _, i := range []int{s.current + 1, s.current - 1} {
		if i >= 0 && i < len(s.pages) {
			p.big.get(p.ctx, p.lookOf(s.pages[i]), func(image.Image, error) {})
		}
	}
}

// turnTo brings another page into view.
func (p *Page) turnTo(i int) {
	if p.sitting == nil || !p.sitting.goTo(i) {
		return
	}
	p.view.sheet.Top()
	p.thumbs.set(p.sitting)
	p.showPage()
}

// Finish does the main act: it saves what was typed, has the station check,
// and finishes, or says what is missing and moves the keyboard there.
func (p *Page) Finish() {
	if p.sitting == nil {
		p.desk.Focus(p.start.empty.Button)
		return
	}
	if p.form.Clear(p.desk) {
		p.Draft.Then(p.weighAndFinish)
	}
}

// weighed is a document as the station has weighed it for its end.
type weighed struct {
	conversion office.Conversion // checked; zero: it could not be
	conditions []office.Condition
}

func (p *Page) weighAndFinish() {
	s := p.sitting
	if s == nil {
		return
	}
	id, viewed, counted := s.conversion.ID, s.seen(), s.counted
	ready := len(s.pages) > 0 && len(viewed) == len(s.pages) && counted == len(s.pages)
	kit.Load(p.ctx, func(ctx context.Context) (checked weighed, err error) {
		if ready {
			if checked.conversion, err = p.services.Check(ctx, id, viewed, counted); err != nil {
				return checked, err
			}
		}
		checked.conditions, err = p.services.Conditions(ctx, id)
		return checked, err
	}, func(now weighed, err error) {
		if p.sitting != s {
			return
		}
		if err != nil {
			p.desk.Tell(err)
			return
		}
		if s.conditions = now.conditions; ready {
			s.conversion = now.conversion
		}
		p.show()
		if p.Draft.Waits() { // typed meanwhile: that is weighed too
			p.Finish()
			return
		}
		switch {
		case p.points.Weigh(p.desk):
		case p.signing() != nil && enters(p.sitting.conversion):
			p.takeIn(id)
		case p.signsNext():
			p.leaveToSign()
		case p.points.Warn(p.desk, func(asks string) string { return kit.T("digitise.missing", asks) }):
		case enters(p.sitting.conversion):
			p.takeIn(id)
		default:
			p.act()
		}
	})
}

// clear goes back to where one begins; there is nothing left to save.
func (p *Page) clear() {
	p.Draft.Drop(string(p.sitting.conversion.ID))
	p.rise()
}

// act finishes the document on the desk. Meanwhile the clerk may go on with
// another.
func (p *Page) act() {
	id := p.sitting.conversion.ID
	p.finish.Disable()
	var finished office.Conversion
	p.desk.Run(kit.T("digitise.finishing"), true, func(ctx context.Context, progress *job.Progress) (err error) {
		finished, err = p.services.Finish(ctx, id, progress)
		return err
	}, func(err error) {
		p.finish.Enable()
		onDesk := p.Lies(id)
		if f, doubted := kit.ClockDoubted(err); doubted && onDesk {
			p.askClock(f, id, p.Clerk(), p.act)
			return
		}
		if err != nil { // it is not on record, whatever came back
			p.desk.Tell(err)
			if onDesk {
				p.reload()
			}
			return
		}
		p.actEnded(finished, onDesk && p.ctx.Err() == nil)
	})
}

// askClock asks why an act goes on although the time of the PC looks wrong, and
// goes on with that word where it is still on the desk.
func (p *Page) askClock(f office.Failure, id office.ID, clerk office.Clerk, act func()) {
	p.asking = p.desk.VouchClock(f, kit.T("digitise.finishing"), func(ctx context.Context, why string) error {
		_, err := p.services.VouchClock(ctx, id, clerk, why)
		return err
	}, func() {
		if p.Lies(id) {
			act()
		}
	})
}

// actEnded tells that a document is finished: in its place where the clerk waits
// for it, else with a button that leads to the record.
func (p *Page) actEnded(finished office.Conversion, waited bool) {
	if p.Lies(finished.ID) {
		p.Draft.Drop(string(finished.ID))
		p.rise()
		p.done.show(finished, p.SignRecord != nil)
		p.face()
	}
	if waited {
		p.desk.News.Clear()
		p.desk.Focus(p.done.next)
		return
	}
	p.desk.Lead(kit.Good, kit.Trouble{Said: kit.T("digitise.finished-elsewhere", string(finished.Code))}, kit.T("digitise.see-record"), func() {
		if p.OpenRecord != nil {
			p.OpenRecord(finished.ID)
		}
	})
}

// goTo moves the keyboard to where a condition is met.
func (p *Page) goTo(c office.Condition) {
	s := p.sitting
	switch c.Part {
	case office.PartElsewhere:
	case office.PartTwin:
		if p.OpenRecord != nil {
			p.OpenRecord(c.Record)
		}
	case office.PartPages:
		p.desk.Focus(p.thumbs.list)
	case office.PartPaper:
		p.view.sheet.Lead()
		if unsized := s.unsized(); len(unsized) > 0 {
			p.turnTo(s.indexOf(unsized[0].ID))
			p.desk.Focus(p.view.ask.first)
		}
	case office.PartViewed:
		p.view.sheet.Lead()
		if i := s.firstUnseen(); i >= 0 {
			p.turnTo(i)
			p.view.sheet.Rest(s.glancesOf(s.page()))
		}
		p.desk.Focus(p.view.sheet)
	case office.PartMark:
		p.view.sheet.Lead()
		p.turnTo(s.mark.Mark.Spot.Page)
		p.desk.Focus(p.view.sheet)
	case office.PartSignature:
		p.desk.Focus(p.finish)
	case office.PartClerk:
		p.desk.Focus(p.Who.Field())
	default:
		p.desk.Focus(p.form.Meeting(c.Part))
	}
}
