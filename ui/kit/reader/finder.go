package reader

import (
	"context"
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
// and goes from place to place.
type finder struct {
	r       *Reader
	words   string
	hits    []office.TextHit
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
	f.words, f.hits, f.here, f.running, f.ended = words, nil, -1, words != "" && f.r.shelf != nil, false
	if f.running {
		ctx, drop := context.WithCancel(f.r.shelf.ctx)
		f.drop = drop
		f.round(ctx, 0, 1)
	}
	f.show()
}

// round searches from a page on for some places, shows them, and goes on.
func (f *finder) round(ctx context.Context, from, most int) {
	book, words := f.r.shelf.book, f.words
	kit.Load(ctx, func(ctx context.Context) ([]office.TextHit, error) { return book.Find(ctx, words, from, most) },
		func(hits []office.TextHit, err error) {
			f.hits = append(f.hits, hits...)
			f.ended = len(f.hits) >= mostFound
			f.running = err == nil && len(hits) > 0 && !f.ended
			if f.running {
				f.round(ctx, hits[len(hits)-1].Page+1, oneRound)
			}
			f.first()
			f.show()
			if err != nil {
				f.r.desk.Tell(err)
			}
		})
}

// first stands at the first place on or after the page in front.
func (f *finder) first() {
	if f.here >= 0 || len(f.hits) == 0 {
		return
	}
	for i, h := range f.hits {
		if h.Page >= f.r.view.front {
			f.goTo(i)
			return
		}
	}
	if !f.running {
		f.goTo(0)
	}
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
