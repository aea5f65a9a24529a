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

// BeginWith turns to a register and begins a record of which some answers are known. Where
// one is half typed that one stays as it is.
func (p *Page) BeginWith(book string, answers map[string]string) {
	p.Open(book, "")
	if p.book().Name != book {
		return
	}
	p.begin()
	if differs(p.form.Answers(), p.editing.Answers) {
		p.desk.News.Warn(kit.Trouble{Said: kit.T("books.half-typed"), Next: kit.T("books.half-typed-next")})
		return
	}
	p.form.Type(answers)
}
