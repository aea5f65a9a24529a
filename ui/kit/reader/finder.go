package reader

import (
	"context"
	"slices"
	"strings"

	"tram/local/office"
	"tram/ui/kit"
)

// mostFound is where a search ends: nobody goes through more places.
const (
	mostFound = 3000
	oneRound  = 40 // places after which a search shows what it has
)

// finder searches the book while the clerk types, shows what it has found so far,
// and goes from place to place. It begins at the page in front, and comes to the
// pages before it last.
type finder struct {
	r       *Reader
	words   string
	start   int // page at which the search began
	hits    []office.TextHit
	before  int // how many of them lie before the start
	here    int // -1: at none
	running bool
	drop    context.CancelFunc
	ended   bool // there are more places than are gone through
}

func newFinder(r *Reader) *finder { return &finder{r: r, here: -1, drop: func() {}} }

// typed searches anew.
func (f *finder) typed(words string) {
	words = strings.TrimSpace(words)
	if words == f.words {
		return
	}
	f.begin(words)
}

func (f *finder) begin(words string) {
	f.drop()
	f.words, f.start, f.hits, f.before, f.here, f.running, f.ended = words, f.r.view.front, nil, 0, -1, words != "" && f.r.shelf != nil, false
	if f.running {
		ctx, drop := context.WithCancel(f.r.shelf.ctx)
		f.drop = drop
		f.onward(ctx, f.start, 1)
	}
	f.show()
}

// look searches from a page on for some places, shows what came of it, and goes
// on: next gives where, from what was found.
func (f *finder) look(ctx context.Context, from, most int, next func([]office.TextHit)) {
	book, words := f.r.shelf.book, f.words
	kit.Load(ctx, func(ctx context.Context) ([]office.TextHit, error) { return book.Find(ctx, words, from, most) },
		func(hits []office.TextHit, err error) {
			f.running = false
			if err != nil {
				f.r.desk.Tell(err)
			} else {
				next(hits)
			}
			if f.here < 0 && len(f.hits) > f.before {
				f.goTo(f.before)
			} else if f.here < 0 && !f.running && len(f.hits) > 0 {
				f.goTo(0)
			}
			f.show()
		})
}

// onward searches from the start to the end.
func (f *finder) onward(ctx context.Context, from, most int) {
	f.look(ctx, from, most, func(hits []office.TextHit) {
		f.hits = append(f.hits, hits...)
		f.ended = len(f.hits) >= mostFound
		f.running = !f.ended && (len(hits) > 0 || f.start > 0)
		switch {
		case !f.running:
		case len(hits) > 0:
			f.onward(ctx, hits[len(hits)-1].Page+1, oneRound)
		default:
			f.around(ctx, 0)
		}
	})
}

// around searches from the first page to the start.
func (f *finder) around(ctx context.Context, from int) {
	f.look(ctx, from, oneRound, func(hits []office.TextHit) {
		fresh := 0
		for fresh < len(hits) && hits[fresh].Page < f.start {
			fresh++
		}
		f.hits = slices.Insert(f.hits, f.before, hits[:fresh]...)
		f.before += fresh
		if f.here >= 0 {
			f.here += fresh
		}
		f.ended = len(f.hits) >= mostFound
		if f.running = fresh > 0 && fresh == len(hits) && !f.ended; f.running {
			f.around(ctx, hits[fresh-1].Page+1)
		}
	})
}

// step goes to the next place or to the one before, and around at the ends.
func (f *finder) step(by int) {
	n := len(f.hits)
	if n == 0 {
		return
	}
	if f.here < 0 {
		f.here = max(0, -by)
		by = 0
	}
	f.goTo((f.here + by + n) % n)
	f.show()
}

func (f *finder) goTo(i int) {
	f.here = i
	if h := f.hits[i]; len(h.Boxes) > 0 {
		f.r.view.reveal(h.Page, h.Boxes[0])
	} else {
		f.r.view.turnTo(h.Page)
	}
}

// leave empties the search and gives the keyboard to the pages.
func (f *finder) leave() {
	f.r.bar.words.SetText("")
	kit.FocusOn(f.r.view)
}

// show lays what was found over the pages.
func (f *finder) show() {
	hits := map[int][]hit{}
	for i, h := range f.hits {
		hits[h.Page] = append(hits[h.Page], hit{boxes: h.Boxes, here: i == f.here})
	}
	f.r.view.hits = hits
	f.r.view.look()
	f.r.bar.searched()
}

// said tells how the search stands.
func (f *finder) said() string {
	more := ""
	if f.running || f.ended {
		more = "…"
	}
	switch {
	case f.words == "":
		return ""
	case len(f.hits) == 0 && f.running:
		return kit.T("reader.searching")
	case len(f.hits) == 0:
		return kit.T("reader.none")
	}
	return kit.T("reader.found", f.here+1, len(f.hits)) + more
}
