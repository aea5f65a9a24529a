package books

import (
	"context"
	"slices"

	"tram/local/office"
	"tram/ui/kit"
)

// Open turns to a register, and lays one of its records into the form. What was typed for
// another waits there.
func (p *Page) Open(book string, id office.ID) {
	at := slices.IndexFunc(p.books, func(b office.Register) bool { return b.Name == book })
	if at < 0 {
		return
	}
	p.finder.Search.SetText("")
	p.which.SetSelectedIndex(at)
	if id == "" {
		return
	}
	kit.Load(p.visit.Now(), func(ctx context.Context) (office.Sheet, error) { return p.services.Sheet(ctx, book, id) }, func(s office.Sheet, err error) {
		p.desk.Tell(err)
		if err == nil && p.book().Name == book {
			p.open(s)
			p.desk.Focus(p.form.First())
		}
	})
}
