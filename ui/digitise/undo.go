package digitise

import (
	"context"
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// newHistory remembers what is done on the desk. What lies before that, the tray
// remembers by itself, also from before a restart.
func (p *Page) newHistory() *kit.History {
	h := &kit.History{}
	h.Before = func(ended func(*kit.Deed)) {
		p.shift(p.services.Undo, 1, func(ok bool) {
			if !ok {
				ended(nil)
				return
			}
			d := p.pagesDeed(kit.T("digitise.did-before"), 1)
			ended(&d)
		})
	}
	h.Changed = func() { p.thumbs.undoes(h.Redoes()) }
	return h
}

// Undo takes back the last thing that was done, whatever it was, and says which;
// with nothing on the desk it brings back the draft that was thrown away last.
func (p *Page) Undo() {
	if p.sitting == nil {
		p.start.thrown.Back()
		return
	}
	p.history.Undo(func(d *kit.Deed) {
		if d == nil {
			p.desk.Good(kit.T("digitise.undone-none"))
			return
		}
		p.desk.Good(kit.T("digitise.undone", d.Said))
	})
}

// Redo does again what was taken back last, and says which.
func (p *Page) Redo() {
	if p.sitting == nil {
		return
	}
	p.history.Redo(func(d *kit.Deed) {
		if d == nil {
			p.desk.Good(kit.T("digitise.redone-none"))
			return
		}
		p.desk.Good(kit.T("digitise.redone", d.Said))
	})
}

// did remembers a deed. An offer to take an older one back is out of date then.
func (p *Page) did(d kit.Deed) *kit.Deed {
	if p.offered != nil {
		p.offered()
		p.offered = nil
	}
	return p.history.Did(d)
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
	}, func(err error) { ended(err == nil && all) })
}

// edit does something to the pages that can be taken back.
func (p *Page) edit(said string, do func(ctx context.Context, id office.ID) error, then func()) {
	p.change(do, func(err error) {
		if err != nil {
			return
		}
		p.did(p.pagesDeed(said, 1))
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
	y := at.Y
	if at.Where == office.StripTop {
		y -= at.Grow
	}
	p.sendMark(at.X, y, func(_, _ office.Spot, err error) { ended(err == nil) })
}

// wrote remembers what the clerk typed or chose in the form: one deed a field,
// until the typing rests or something else is done.
func (p *Page) wrote() {
	before, now := p.written, p.form.texts()
	i := changedAt(before, now)
	if i < 0 {
		return
	}
	p.written = now
	if w := p.writing; w != nil && w.field == i && w.deed == p.history.Last() {
		w.after = now
		return
	}
	w := &writing{field: i, before: before, after: now}
	w.deed = p.did(kit.Deed{Said: kit.T("digitise.did-write", p.form.names[i]),
		Back:  func(ended func(bool)) { p.rewrite(w.before); ended(true) },
		Again: func(ended func(bool)) { p.rewrite(w.after); ended(true) }})
	p.writing = w
}

// writing is what is being typed in one field.
type writing struct {
	field         int
	before, after []string
	deed          *kit.Deed
}

// rested ends what was being typed: what comes is another deed.
func (p *Page) rested() { p.writing = nil }

// rewrite puts older words into the form, and has them saved.
func (p *Page) rewrite(texts []string) {
	p.form.setTexts(texts)
	p.written, p.writing = p.form.texts(), nil
	p.draft.Now()
}

// changedAt is the first field that differs; -1: none.
func changedAt(a, b []string) int {
	for i := range b {
		if i >= len(a) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

// chooseClerk takes another person as who works here.
func (p *Page) chooseClerk(c office.Clerk) {
	was := p.clerk
	p.clerk = c
	p.save()
	if p.sitting == nil || was.ID == c.ID {
		return
	}
	put := func(c office.Clerk) func(func(bool)) {
		return func(ended func(bool)) {
			p.clerk = c
			p.head.clerk.Choose(c)
			p.draft.Now()
			ended(true)
		}
	}
	p.did(kit.Deed{Said: kit.T("digitise.did-clerk"), Back: put(was), Again: put(c)})
}

// begins begins the history of a document anew.
func (p *Page) begins() {
	p.history.Forget()
	p.written, p.writing, p.offered = slices.Clone(p.form.texts()), nil, nil
}
