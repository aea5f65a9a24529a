package printing

import (
	"context"

	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

// Open opens an act. One that is open stays as it is, with what is being typed.
func (p *Page) Open(id office.ID) {
	if !p.Lies(id) {
		p.lay(id, p.show)
		return
	}
	p.toAct()
	p.reload()
}

// toAct leaves the comparison for the act.
func (p *Page) toAct() {
	p.pair.shut()
	p.face(atAct)
	p.show()
	p.read()
}

// lay reads an act and lays it on the desk, with what comparing its paper found last; of
// several wishes the last counts.
func (p *Page) lay(id office.ID, then func()) {
	p.Save()
	kit.Load(p.opening.Next(p.ctx), func(ctx context.Context) (office.OnPaper, error) { return p.services.OnPaper(ctx, id, nil) }, func(now office.OnPaper, err error) {
		p.desk.Tell(err)
		if err == nil {
			p.sit(now)
			p.recall(id, then)
		}
	})
}

// sit lays an act on the desk.
func (p *Page) sit(now office.OnPaper) {
	p.rest()
	p.pair.shut()
	p.act = &act{OnPaper: now}
	if now.Conversion.Clerk.ID != "" && p.act.stage() == filling {
		p.Who.Choose(now.Conversion.Clerk)
	}
	p.points.Set(nil)
	p.decide.Fill("")
	p.Fill()
	p.face(atAct)
	p.show()
	p.read()
	p.suggest()
	p.begins()
}

// reload reads the act again, and weighs the words that are typed. A reading that
// is under way is dropped, and this one reads all that it would have read.
func (p *Page) reload() { p.reread(p.fresh.Next(p.ctx), nil) }

// reread does so for as long as ctx lasts, and goes on then.
func (p *Page) reread(ctx context.Context, then func()) {
	a := p.act
	if a == nil {
		return
	}
	var words *office.Conversion
	if a.stage() == filling {
		now := p.Words()
		words = &now
	}
	kit.Load(ctx, func(ctx context.Context) (office.OnPaper, error) {
		return p.services.OnPaper(ctx, a.Conversion.ID, words)
	}, func(now office.OnPaper, err error) {
		switch {
		case p.act != a:
		case err != nil:
			p.desk.Tell(err)
		default:
			p.renew(now)
			call(then)
		}
	})
}

// renew takes what was read again. Words that are being typed are left alone.
func (p *Page) renew(now office.OnPaper) {
	a, stage := p.act, p.act.stage()
	was := a.HasCopy()
	a.OnPaper = now
	if was && !a.HasCopy() {
		p.Fill()
	}
	if was != a.HasCopy() {
		a.making, a.original = false, false
		p.read()
	}
	p.show()
	switch {
	case p.pair.shown:
	case a.prints && a.stage() == copied:
		p.beginOrder()
	case a.stage() != stage:
		p.begins()
	}
	a.prints = false
}

// goBack leaves the comparison for the act, and the act for the list.
func (p *Page) goBack() {
	switch {
	case p.pair.shown:
		p.toAct()
	case p.act != nil:
		p.Draft.Leave(p.start.Find)
		p.rise()
		p.desk.Focus(p.start.List)
	}
}

// rise clears the desk and goes back to the list.
func (p *Page) rise() {
	p.rest()
	p.fresh.Drop()
	p.Draft.Rest()
	p.act = nil
	p.Deeds.Forget()
	p.view.free()
	p.pair.shut()
	p.face(atList)
	p.start.Find()
}

// read opens the document that is to be read: the print copy once it is made,
// unless the clerk wants the original.
func (p *Page) read() {
	a := p.act
	if a == nil || p.pair.shown {
		return
	}
	open := p.services.OpenOriginal
	if a.HasCopy() && !a.original {
		open = p.services.OpenCopy
	}
	id := a.Conversion.ID
	p.view.open(p.ctx, a.file(), func(ctx context.Context) (office.Book, error) { return open(ctx, id) }, of(a.Conversion.Message).Signatures)
}

// readOther reads the original, or the print copy again.
func (p *Page) readOther(original bool) {
	if p.act != nil && p.act.original != original {
		p.act.original = original
		p.read()
	}
}

// Finish does the main act of the stage.
func (p *Page) Finish() {
	switch {
	case p.pair.shown:
		p.pair.walk(1)
	case p.act == nil:
		p.Begin()
	default:
		kit.Press(p.foot.main)
	}
}

// makeCopy makes the print copy, or says what is missing and moves the keyboard
// there.
func (p *Page) makeCopy() {
	if p.form.Clear(p.desk) {
		p.Draft.Then(p.weighAndMake)
	}
}

func (p *Page) weighAndMake() {
	if p.act == nil || p.act.stage() != filling {
		return
	}
	p.fresh.Drop()
	p.reread(p.ctx, func() {
		if !p.points.Weigh(p.desk) && !p.points.Warn(p.desk, func(asks string) string { return kit.T("printing.missing", asks) }) {
			p.press()
		}
	})
}

// press makes the print copy. Meanwhile the clerk may do something else.
func (p *Page) press() {
	a := p.act
	id := a.Conversion.ID
	a.making = true
	p.show()
	var bare []int
	p.desk.Run(kit.T("printing.making"), true, func(ctx context.Context, progress *job.Progress) (err error) {
		_, bare, err = p.services.MakeCopy(ctx, id, progress)
		return err
	}, func(err error) {
		a.making, a.bare = false, bare
		if f, doubted := kit.ClockDoubted(err); doubted && p.act == a {
			p.show()
			p.askClock(f)
			return
		}
		p.desk.Tell(err)
		if p.act == a {
			a.prints = err == nil && len(bare) == 0 && !p.away()
			p.reload()
		}
		if err == nil && (p.act != a || p.away()) {
			p.lead(kit.Good, kit.Trouble{Said: kit.T("printing.made-elsewhere", titleOf(a.Conversion))}, id)
		}
	})
}

// askClock asks why the print copy of an act is made although the time of the PC
// looks wrong, and makes it with that word.
func (p *Page) askClock(f office.Failure) {
	a := p.act
	p.asking = p.desk.VouchClock(f, kit.T("printing.making"), func(ctx context.Context, why string) error {
		return did(p.services.VouchClock(ctx, a.Conversion.ID, a.Conversion.Clerk, why))
	}, func() {
		if p.act == a {
			p.press()
		}
	})
}

// reopen goes back to the words, while nothing was sent to a printer.
func (p *Page) reopen() {
	p.change(func(ctx context.Context, id office.ID) error { return did(p.services.ReopenMessage(ctx, id)) }, nil)
}

// did is that something was done, or why not.
func did[T any](_ T, err error) error { return err }

// change does something to the act away from the screen, and reads it again.
func (p *Page) change(do func(ctx context.Context, id office.ID) error, then func(error)) {
	a := p.act
	if a == nil {
		return
	}
	p.foot.able(false)
	p.desk.Act(func(ctx context.Context) error { return do(ctx, a.Conversion.ID) }, func(err error) {
		p.foot.able(true)
		if then != nil && p.act == a {
			then(err)
		} else {
			p.desk.Tell(err)
		}
		if p.act == a {
			p.reload()
		}
	})
}

// discard puts the draft away, and goes back to the list.
func (p *Page) discard() {
	if p.Discard(p.rise) {
		p.desk.Focus(p.start.List)
	}
}

// export saves the print copy under a name that the clerk chooses.
func (p *Page) export() {
	a := p.act
	if a == nil || !a.HasCopy() {
		return
	}
	id := a.Conversion.ID
	p.desk.Save(kit.Saving{Purpose: "copies", Name: kit.FileName(a.Conversion), Size: a.Conversion.PDFSize, Doing: kit.T("printing.exporting"),
		Write: func(ctx context.Context, path string) error { return p.services.ExportCopy(ctx, id, path) }})
}
