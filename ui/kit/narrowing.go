package kit

import (
	"context"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tram/local/office"
)

// Sieve is one thing by which a search over everything is narrowed.
type Sieve struct {
	All     string // the word for letting all through
	Options []Option
	Put     func(w *office.SearchWish, key string) // into a wish
	Of      func(w office.SearchWish) (key string) // as a wish has it; empty: it lets all through
}

// KeptSearches are the searches that a person keeps under names of their own, and how what one finds is
// written to a file: a workbook, a text document or PDF, by its ending.
type KeptSearches struct {
	All  func(ctx context.Context) ([]office.SavedSearch, error)
	Keep func(ctx context.Context, name string, w office.SearchWish) error
	Drop func(ctx context.Context, name string) error
	Save func(ctx context.Context, w office.SearchWish, path, by string) (office.FoundWritten, error)
}

// narrowing is the rows below the field of the search that F4 shows: by what it is narrowed, and what can be
// done with it. All of it goes by the keyboard; Esc leads back to the field.
type narrowing struct {
	of      *Everywhere
	lists   []*narrowList
	kept    *narrowList
	file    *narrowList
	all     []office.SavedSearch
	content *fyne.Container
}

// endings are the kinds of file, in the order in which they are offered.
var endings = []string{".xlsx", ".docx", ".pdf"}

// longestKept is how long a name of a kept search may be that is made of its words, in letters.
const longestKept = 60

func newNarrowing(e *Everywhere) *narrowing {
	n := &narrowing{of: e}
	by, does := container.NewGridWithColumns(max(1, len(e.Sieves))), container.NewGridWithColumns(2)
	for _, one := range e.Sieves {
		names := []string{one.All}
		for _, o := range one.Options {
			names = append(names, o.Name)
		}
		l := newNarrowList(e, names, func(int) { e.find() })
		l.Offer(names, 0)
		n.lists = append(n.lists, l)
		by.Add(l)
	}
	n.kept = newNarrowList(e, nil, n.chosen)
	n.kept.PlaceHolder = T("everywhere.kept")
	var files []string
	for _, ending := range endings {
		files = append(files, T("everywhere.file"+ending))
	}
	n.file = newNarrowList(e, files, n.write)
	n.file.PlaceHolder = T("everywhere.file")
	does.Add(n.kept)
	does.Add(n.file)
	n.content = container.NewVBox(by, does)
	n.content.Hide()
	return n
}

// open shows the rows and leads into them; again, it leads back to the field.
func (n *narrowing) open() {
	if len(n.lists) == 0 {
		return
	}
	n.content.Show()
	n.of.popup.Content.Refresh()
	n.read()
	n.of.desk.Focus(n.lists[0])
}

// read offers the searches that were kept.
func (n *narrowing) read() {
	Load(n.of.desk.Context(), n.of.Kept.All, func(all []office.SavedSearch, err error) {
		Explain(err) // the search itself tells what keeps records from being read
		n.all = all
		names := []string{T("everywhere.keep")}
		for _, s := range all {
			names = append(names, s.Name)
		}
		for _, s := range all {
			names = append(names, T("everywhere.drop", s.Name))
		}
		n.kept.Offer(names, -1)
	})
}

// wish is what words ask for, narrowed by what is chosen.
func (n *narrowing) wish(text string) office.SearchWish {
	w := office.SearchWish{Text: text}
	for i, l := range n.lists {
		if at := l.SelectedIndex(); at > 0 {
			one := n.of.Sieves[i]
			one.Put(&w, one.Options[at-1].Key)
		}
	}
	return w
}

// put shows a wish in the field and the lists, as far as they know it.
func (n *narrowing) put(w office.SearchWish) {
	for i, l := range n.lists {
		one, at := n.of.Sieves[i], 0
		for j, o := range one.Options {
			if o.Key == one.Of(w) {
				at = j + 1
			}
		}
		l.Offer(l.Options, at)
	}
	n.of.field.SetText(w.Text)
	n.of.find()
}

// chosen keeps the search of now, takes one up that was kept, or forgets one.
func (n *narrowing) chosen(i int) {
	n.kept.Offer(n.kept.Options, -1)
	defer n.of.desk.Focus(n.of.field)
	switch kept := i - 1; {
	case i == 0:
		w := n.of.wish()
		name := n.nameOf(w)
		n.carry(T("everywhere.kept-done", name), func(ctx context.Context) error { return n.of.Kept.Keep(ctx, name, w) })
	case kept < len(n.all):
		n.put(n.all[kept].Wish)
	default:
		name := n.all[kept-len(n.all)].Name
		n.carry(T("everywhere.dropped", name), func(ctx context.Context) error { return n.of.Kept.Drop(ctx, name) })
	}
}

// carry has a search kept or forgotten, and says so below what is shown.
func (n *narrowing) carry(done string, work func(context.Context) error) {
	Load(n.of.desk.Context(), func(ctx context.Context) (bool, error) { return true, work(ctx) }, func(_ bool, err error) {
		if t, told := Explain(err); told {
			done = t.String()
		}
		n.of.told.SetText(done)
		n.read()
	})
}

// nameOf is what a search is called: its words, and what narrows them.
func (n *narrowing) nameOf(w office.SearchWish) string {
	parts := []string{w.Text}
	for i, l := range n.lists {
		if n.of.Sieves[i].Of(w) != "" {
			parts = append(parts, l.Selected)
		}
	}
	name := Joined(parts...)
	for utf8.RuneCountInString(name) > longestKept {
		_, last := utf8.DecodeLastRuneInString(name)
		name = strings.TrimSpace(name[:len(name)-last])
	}
	return name
}

// write has all that the search finds written to a file.
func (n *narrowing) write(i int) {
	n.file.Offer(n.file.Options, -1)
	w, e := n.of.wish(), n.of
	var told office.FoundWritten
	e.Close()
	e.desk.Save(Saving{
		Purpose: "search", Name: T("everywhere.file-name") + endings[i], Doing: T("everywhere.writing"),
		Write: func(ctx context.Context, path string) (err error) {
			told, err = e.Kept.Save(ctx, w, path, "")
			return err
		},
		Then: func(string) {
			if told.More {
				e.desk.News.Warn(Trouble{Said: T("everywhere.written-part", told.Rows), Next: T("everywhere.written-part-next")})
			}
		},
	})
}

// narrowList is a list of choices of the search, which gives Esc and F4 back to its field.
type narrowList struct {
	Select
	of *Everywhere
}

func newNarrowList(e *Everywhere, options []string, chosen func(i int)) *narrowList {
	l := &narrowList{of: e}
	l.frame = ring()
	l.Options, l.PlaceHolder = options, T("kit.choose")
	l.OnChanged = func(string) {
		if i := l.SelectedIndex(); i >= 0 {
			chosen(i)
		}
	}
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey leads back to the field by Esc and F4.
func (l *narrowList) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyF4:
		l.of.desk.Focus(l.of.field)
	default:
		l.Select.TypedKey(ev)
	}
}
