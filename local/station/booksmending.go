package station

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"

	"tram/local/anchor"
	"tram/local/office"
	"tram/local/whole"
)

// A line of a book of heads or marks that rotted vouches for nothing. The book is written anew
// of its other lines and of those of its twin, each commit being in both; as it lay it is kept
// beside, for such a line may also be somebody's doing.

// asideBook is the ending of a book that was written anew, with the moment.
const asideBook = ".hong-"

// mendBooks reads each book line by line.
func (w *watch) mendBooks(ctx context.Context) {
	w.working.Lock()
	defer w.working.Unlock()
	if w.s.store.Unwritable() != nil {
		return
	}
	for _, twins := range [][]*anchor.Heads{w.heads, w.papers} {
		w.log("a book of heads was not written anew", w.mendHeads(ctx, twins))
	}
	w.log("a book of marks was not written anew", w.mendMarks(ctx))
}

func (w *watch) mendHeads(ctx context.Context, twins []*anchor.Heads) error {
	var all []office.JournalHead
	rotten := make([]bool, len(twins))
	for i, h := range twins {
		these, other, err := h.Counted()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		all, rotten[i] = append(all, these...), other > 0
	}
	slices.SortStableFunc(all, func(a, b office.JournalHead) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), a.At.Compare(b.At), cmp.Compare(a.Hash, b.Hash))
	})
	all = slices.CompactFunc(all, func(a, b office.JournalHead) bool { return a.Seq == b.Seq && a.Hash == b.Hash })
	for i, h := range twins {
		if rotten[i] {
			if err := w.anew(ctx, h.Path(), func() error { return h.Replace(all) }); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *watch) mendMarks(ctx context.Context) error {
	var all []anchor.Mark
	rotten := make([]bool, len(w.marks))
	for i, f := range w.marks {
		these, other, err := f.Counted()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		rotten[i] = other > 0
		for _, m := range these {
			if w.s.genuine(m) {
				all = append(all, m)
			} else {
				rotten[i] = true
			}
		}
	}
	slices.SortStableFunc(all, func(a, b anchor.Mark) int { return cmp.Or(a.Made.Compare(b.Made), cmp.Compare(a.Head.Seq, b.Head.Seq)) })
	all = anchor.United(all)
	for i, f := range w.marks {
		if rotten[i] {
			if err := w.anew(ctx, f.Path(), func() error { return f.Replace(all) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// anew writes a book anew, keeps it as it lay, and has that told.
func (w *watch) anew(ctx context.Context, path string, write func() error) error {
	aside := path + asideBook + w.s.clock.Now().UTC().Format(asideForm)
	b, err := whole.ReadFile(path)
	if err == nil {
		err = whole.Write(aside, 0o600, func(to io.Writer) error { _, err := to.Write(b); return err })
	}
	if err == nil {
		err = write()
	}
	if err != nil {
		return err
	}
	w.s.log.WarnContext(ctx, "a book of the journal was written anew, for lines of it did not read", "book", path, "aside", aside)
	w.s.tellBeside(ctx, "", BookRotten.About(path, aside))
	return nil
}
