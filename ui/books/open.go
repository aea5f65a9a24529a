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
	if id == "" {
		p.turnTo(book)
		return
	}
	p.openThen(book, id, func() { p.desk.Focus(p.form.First()) })
}

// turnTo turns to a register, and tells whether there is one of that name.
func (p *Page) turnTo(book string) bool {
	at := slices.IndexFunc(p.books, func(b office.Register) bool { return b.Name == book })
	if at < 0 {
		return false
	}
	p.finder.Search.SetText("")
	p.which.SetSelectedIndex(at)
	return true
}

// openThen lays a record of a register into the form, or a new one where it has no ID, and
// then does something there.
func (p *Page) openThen(book string, id office.ID, then func()) {
	switch {
	case !p.turnTo(book):
		return
	case id == "":
		p.begin()
		then()
		return
	}
	kit.Load(p.visit.Now(), func(ctx context.Context) (office.Sheet, error) { return p.services.Sheet(ctx, book, id) }, func(s office.Sheet, err error) {
		p.desk.Tell(err)
		if err == nil && p.book().Name == book {
			p.open(s)
			then()
		}
	})
}

// BeginWith turns to a register and begins a record of which some answers are known. Where
// one is half typed that one stays as it is.
func (p *Page) BeginWith(book string, answers map[string]string) {
	if !p.turnTo(book) {
		return
	}
	p.begin()
	if differs(p.form.Answers(), p.editing.Answers) {
		p.desk.News.Warn(kit.Trouble{Said: kit.T("books.half-typed"), Next: kit.T("books.half-typed-next")})
		return
	}
	p.form.Type(answers)
}
