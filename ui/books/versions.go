package books

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2/container"

	"tram/local/office"
	"tram/ui/kit"
)

// offerVersions shows what stations made of a record apart, and lets one be kept.
func (p *Page) offerVersions(s office.Sheet) {
	p.rivals.RemoveAll()
	p.rivals.Hide()
	if s.ID == "" || s.Apart == 0 {
		return
	}
	book := p.book()
	kit.Load(p.visit.Now(), func(ctx context.Context) ([]office.Sheet, error) {
		return p.services.SheetVersions(ctx, book.Name, s.ID)
	}, func(all []office.Sheet, err error) {
		if err == nil && p.editing.ID == s.ID {
			p.layVersions(s.ID, all)
		}
	})
}

// layVersions lays versions of a record beside each other, each with a button that keeps it.
func (p *Page) layVersions(id office.ID, all []office.Sheet) {
	p.rivals.RemoveAll()
	kit.Seen(p.rivals, len(all) > 1)
	if len(all) < 2 {
		return
	}
	p.rivals.Add(kit.Prose(kit.T("books.choose")))
	var seen []office.ID
	for _, v := range all {
		seen = append(seen, v.Entry)
	}
	for _, v := range all {
		keep := kit.NewButton(kit.T("books.keep"), nil, func() { p.settle(id, v.Entry, seen) })
		p.desk.Guard(office.MayKeep, keep)
		p.rivals.Add(container.NewBorder(nil, nil, nil, container.NewVBox(keep), kit.Prose(differing(p.book().Asks, v, all))))
	}
	p.rivals.Refresh()
}

// differing tells a version by who made it and by the answers that are not the same in
// all of them.
func differing(asks []office.Ask, v office.Sheet, all []office.Sheet) string {
	said := []string{v.By + " · " + kit.Said(v.Stands)}
	for _, a := range asks {
		for _, other := range all {
			if other.Answers[a.Key] != v.Answers[a.Key] {
				said = append(said, a.Said+": "+cmp.Or(strings.ReplaceAll(a.Told(v.Answers[a.Key]), "\n", ", "), kit.T("books.blank")))
				break
			}
		}
	}
	return strings.Join(said, "\n")
}

func (p *Page) settle(id, keep office.ID, seen []office.ID) {
	p.write(kit.T("books.settled"), p.retyped(), func(ctx context.Context) (office.Sheet, error) {
		return p.services.SettleSheet(ctx, p.book().Name, p.by, id, keep, seen)
	})
}
