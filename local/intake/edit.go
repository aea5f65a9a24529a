package intake

import (
	"context"
	"errors"
	"slices"

	"tram/local/office"
)

// edit takes one step about the page at place i.
func (t *Tray) edit(id office.ID, how func(m *manifest, i int) (step, error)) error {
	return t.change(func(m *manifest) error {
		i, err := m.index(id)
		if err != nil {
			return err
		}
		s, err := how(m, i)
		if err != nil || s == nil {
			return err
		}
		return m.do(s)
	})
}

// Move puts a page at another place, counted from 0 among the others. A place
// beyond the ends is the end.
func (t *Tray) Move(id office.ID, to int) error {
	return t.edit(id, func(m *manifest, i int) (step, error) {
		to := min(max(to, 0), len(m.Pages)-1)
		if to == i {
			return nil, nil
		}
		moved := []office.Page{m.Pages[i]}
		return step{{At: i, Out: moved}, {At: to, In: moved}}, nil
	})
}

// Turn turns a page by quarter turns clockwise; negative ones go the other way.
func (t *Tray) Turn(id office.ID, quarters int) error {
	return t.set(id, func(p office.Page) (office.Page, error) {
		p.Turn = ((p.Turn+quarters)%4 + 4) % 4
		return p, nil
	})
}

// OnPaper tells the paper of a page whose resolution is not known, or corrects
// it: "A4" and the others of office.Papers.
func (t *Tray) OnPaper(id office.ID, paper string) error {
	return t.set(id, func(p office.Page) (office.Page, error) {
		sized, known := p.OnPaper(paper)
		if !known {
			return p, UnknownPaper.About(paper)
		}
		return sized, nil
	})
}

func (t *Tray) set(id office.ID, how func(office.Page) (office.Page, error)) error {
	return t.edit(id, func(m *manifest, i int) (step, error) {
		p, err := how(m.Pages[i])
		if err != nil || p == m.Pages[i] {
			return nil, err
		}
		return step{{At: i, Out: []office.Page{m.Pages[i]}, In: []office.Page{p}}}, nil
	})
}

// Remove takes a page out of the document. Its capture stays until the
// document is filed, and Undo brings it back.
func (t *Tray) Remove(id office.ID) error {
	return t.edit(id, func(m *manifest, i int) (step, error) {
		return step{{At: i, Out: []office.Page{m.Pages[i]}}}, nil
	})
}

// Replace puts the page or pages of another file in the place of one page. A
// file that cannot be a page is refused with its name, and the old page stays.
func (t *Tray) Replace(ctx context.Context, id office.ID, path, paper string) error {
	paper, err := knownPaper(paper)
	if err != nil {
		return err
	}
	if _, err := t.page(id); err != nil {
		return err
	}
	t.taking.Lock()
	defer t.taking.Unlock()
	src, err := openSource(path)
	if err != nil {
		return told(shown(path), err)
	}
	defer src.f.Close()
	g, err := t.read(ctx, src, paper)
	if err == nil {
		err = t.edit(id, func(m *manifest, i int) (step, error) {
			m.store(g.files)
			return step{{At: i, Out: slices.Clone(m.Pages[i : i+1]), In: g.pages}}, nil
		})
	} else if g.refusable {
		err = told(src.name, err)
	}
	if err != nil {
		t.captures.drop(g.files)
	}
	return err
}

// Undo takes the last step back, also one of before a restart. It reports
// false when there is none.
func (t *Tray) Undo() (bool, error) { return t.shift((*manifest).undo) }

// Redo does again what Undo took back. It reports false when there is nothing.
func (t *Tray) Redo() (bool, error) { return t.shift((*manifest).redo) }

func (t *Tray) shift(how func(*manifest) (bool, error)) (done bool, err error) {
	err = t.change(func(m *manifest) error {
		if done, err = how(m); err == nil && !done {
			err = errNothing
		}
		return err
	})
	if errors.Is(err, errNothing) {
		return false, nil
	}
	return done && err == nil, err
}
