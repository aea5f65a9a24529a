package digitise

import (
	"context"

	"tram/local/office"
	"tram/ui/kit"
)

// beyond takes a step that the tray remembers from before.
func (p *Page) beyond(step func(context.Context, office.ID) (bool, error)) func(func(*kit.Deed)) {
	return func(ended func(*kit.Deed)) {
		p.shift(step, 1, func(ok bool) {
			if !ok {
				ended(nil)
				return
			}
			d := p.pagesDeed(kit.T("digitise.did-before"), 1)
			ended(&d)
		})
	}
}

// Undo takes back the last thing that was done, whatever it was.
func (p *Page) Undo() {
	if p.piled() {
		p.scans.Undo()
		return
	}
	p.Work.Undo()
}

// Redo does again what was taken back last.
func (p *Page) Redo() {
	if p.piled() {
		p.scans.Redo()
		return
	}
	p.Work.Redo()
}

// pagesDeed is a change of the pages by so many steps of the tray.
func (p *Page) pagesDeed(said string, steps int) kit.Deed {
	return kit.Deed{Said: said,
		Back:  func(ended func(bool)) { p.shift(p.services.Undo, steps, ended) },
		Again: func(ended func(bool)) { p.shift(p.services.Redo, steps, ended) }}
}

// shift takes steps of the tray back, or does them again.
func (p *Page) shift(step func(context.Context, office.ID) (bool, error), steps int, ended func(bool)) {
	all := true
	p.change(func(ctx context.Context, id office.ID) error {
		for range steps {
			did, err := step(ctx, id)
			if err != nil {
				return err
			}
			all = all && did
		}
		return nil
	}, func(err error) {
		if err == nil && all {
			p.untell()
		}
		ended(err == nil && all)
	})
}

// edit does something to the pages that can be taken back.
func (p *Page) edit(said string, do func(ctx context.Context, id office.ID) error, then func()) {
	p.change(do, func(err error) {
		if err != nil {
			return
		}
		p.Deeds.Did(p.pagesDeed(said, 1))
		if then != nil {
			then()
		}
	})
}

// markDeed is a move of the mark from one place to another.
func (p *Page) markDeed(from, to office.Spot) kit.Deed {
	return kit.Deed{Said: kit.T("digitise.did-mark"),
		Back:  func(ended func(bool)) { p.putMark(from, ended) },
		Again: func(ended func(bool)) { p.putMark(to, ended) }}
}

func (p *Page) putMark(at office.Spot, ended func(bool)) {
	p.sendMark(at.X, at.Y-grown(at), func(_, _ office.Spot, err error) { ended(err == nil) })
}

// seated has another person look. What one has looked at, another has not (Luật GDĐT
// 12.1a).
func (p *Page) seated() {
	if s := p.sitting; s != nil {
		s.sits(p.Clerk().ID)
		p.show()
	}
}
