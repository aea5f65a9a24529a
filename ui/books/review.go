package books

import (
	"context"
	"strings"

	"tram/local/office"
	"tram/ui/kit"
)

// review reads again what lies in the form, since something changed: a version that came
// from another station, or that another program wrote, is told before anything is saved.
func (p *Page) review() {
	open, book := p.editing, p.book()
	if open.ID == "" {
		return
	}
	kit.Load(office.Again(p.visit.Now()), func(ctx context.Context) ([]office.Sheet, error) {
		return p.services.SheetVersions(ctx, book.Name, open.ID)
	}, func(all []office.Sheet, err error) {
		if err != nil || len(all) == 0 || p.editing.ID != open.ID || p.editing.Version != open.Version {
			return
		}
		p.take(all)
	})
}

// take shows what became of the record in the form. What is being typed is left alone, and
// told that it is not of what is stored any more.
func (p *Page) take(all []office.Sheet) {
	now := all[0]
	news := now.Version != p.editing.Version || now.Apart != p.editing.Apart
	_, typing := p.halfTyped()
	switch {
	case !news:
	case typing:
		p.editing.Apart = now.Apart
		p.warn(append([]string{kit.T("books.newer", now.By)}, p.editing.Warns...))
		p.layVersions(now.ID, all)
	default:
		p.lay(now)
	}
}

// warn shows what is to be looked at, above the form.
func (p *Page) warn(said []string) {
	lines := make([]string, len(said))
	for i, each := range said {
		lines[i] = kit.Said(each)
	}
	p.warns.SetText(strings.Join(lines, "\n"))
	kit.Seen(p.warns, len(said) > 0)
}
