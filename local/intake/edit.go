package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	_, err = t.replace(ctx, id, path, paper, 0)
	return err
}

// ReplaceScanned is Replace by a page that a scanner sent: where its file tells no
// resolution, the one that was scanned at counts, in dpi; 0: it is not known. A file of
// several pages gives all of them.
func (t *Tray) ReplaceScanned(ctx context.Context, id office.ID, path string, dpi float64) ([]office.Page, error) {
	return t.replace(ctx, id, path, "", dpi)
}

func (t *Tray) replace(ctx context.Context, id office.ID, path, paper string, dpi float64) ([]office.Page, error) {
	if _, err := t.page(id); err != nil {
		return nil, err
	}
	t.taking.Lock()
	defer t.taking.Unlock()
	src, err := openSource(path)
	if err != nil {
		return nil, told(shown(path), err)
	}
	defer src.f.Close()
	g, err := t.read(ctx, src, paper)
	if err == nil {
		scannedAt(g.pages, dpi)
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
	return g.pages, err
}

// Arrange has the pages lie in another order, as one step: each page of the tray is named
// once.
func (t *Tray) Arrange(order []office.ID) error {
	return t.change(func(m *manifest) error {
		now, named := make([]office.Page, 0, len(m.Pages)), map[office.ID]bool{}
		for _, id := range order {
			i, err := m.index(id)
			if err != nil {
				return err
			}
			now, named[id] = append(now, m.Pages[i]), true
		}
		if len(now) != len(m.Pages) || len(named) != len(m.Pages) {
			return NoSuchPage.Because(fmt.Errorf("%d pages of %d were arranged", len(named), len(m.Pages)))
		}
		return m.do(step{{At: 0, Out: slices.Clone(m.Pages), In: now}})
	})
}

// Bring takes a page that lies in another tray, at a place among the pages (at < 0: at the
// end), with its capture. It stays in the other tray until GiveAway. One that lies here
// already is left where it is. What was done before cannot be taken back any more: the page
// would be in neither.
func (t *Tray) Bring(from *Tray, id office.ID, at int) error {
	p, err := from.page(id)
	if err != nil {
		return err
	}
	t.taking.Lock()
	defer t.taking.Unlock()
	if _, err := t.page(id); err == nil {
		return nil
	}
	var files []kept
	for _, d := range []office.Digest{p.Capture, p.Container} {
		if d == "" {
			continue
		}
		k, err := t.bring(from, d)
		if err != nil {
			t.captures.drop(files)
			return err
		}
		files = append(files, k)
	}
	err = t.change(func(m *manifest) error {
		if at < 0 || at > len(m.Pages) {
			at = len(m.Pages)
		}
		m.store(files)
		m.Pages, m.Past, m.Future = slices.Insert(m.Pages, at, p), nil, nil
		return nil
	})
	if err != nil {
		t.captures.drop(files)
	}
	return err
}

// GiveAway takes a page out that another tray has by now (Bring), and forgets what could be
// taken back. One that does not lie here any more is no error.
func (t *Tray) GiveAway(id office.ID) error {
	return t.change(func(m *manifest) error {
		m.Pages = slices.DeleteFunc(m.Pages, func(p office.Page) bool { return p.ID == id })
		m.Past, m.Future = nil, nil
		return nil
	})
}

func (t *Tray) bring(from *Tray, d office.Digest) (k kept, err error) {
	f, err := from.captures.open(d)
	if err != nil {
		return k, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return t.captures.keep(io.NewSectionReader(f, 0, f.Size()))
}

// Undo takes the last step back, also one of before a restart. It reports
// false when there is none.
func (t *Tray) Undo() (bool, error) { return t.shift((*manifest).undo) }

// Undone tells how the pages would lie after Undo; false: there is nothing to take back.
func (t *Tray) Undone() ([]office.Page, bool, error) {
	m := t.now.Load().clone()
	is, err := m.undo()
	return m.Pages, is, err
}

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
