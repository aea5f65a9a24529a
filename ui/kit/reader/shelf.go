package reader

import (
	"context"
	"image"

	"tram/ui/kit"
)

// want names one picture: a page at a resolution.
type want struct {
	page int
	dpi  float64
}

const (
	atOnce    = 2        // pictures that are drawn at a time
	mostBytes = 64 << 20 // of pictures that are kept, beside those in sight
)

// shelf keeps the few pictures that are in sight or were of late. What is wanted
// changes with every step of the clerk: what is no longer wanted is called off.
type shelf struct {
	book    Book
	ctx     context.Context
	changed func(want) // a picture has come, or a failure

	wanted []want // the most urgent first
	kept   map[want]image.Image
	failed map[int]error // by page
	order  []want        // oldest use first
	bytes  int
	going  map[want]context.CancelFunc
}

func newShelf(ctx context.Context, book Book, changed func(want)) *shelf {
	return &shelf{book: book, ctx: ctx, changed: changed, kept: map[want]image.Image{}, failed: map[int]error{}, going: map[want]context.CancelFunc{}}
}

// need says which pictures are wanted now, the most urgent first.
func (s *shelf) need(wanted []want) {
	s.wanted = wanted
	is := map[want]bool{}
	for _, w := range wanted {
		is[w] = true
	}
	for w, drop := range s.going {
		if !is[w] {
			drop()
			delete(s.going, w)
		}
	}
	s.next()
}

// next begins what is wanted most and not there yet.
func (s *shelf) next() {
	for _, w := range s.wanted {
		if len(s.going) >= atOnce {
			return
		}
		if s.kept[w] == nil && s.going[w] == nil && s.failed[w.page] == nil {
			s.draw(w)
		}
	}
}

func (s *shelf) draw(w want) {
	ctx, drop := context.WithCancel(s.ctx)
	s.going[w] = drop
	kit.Load(ctx, func(ctx context.Context) (image.Image, error) {
		return s.book.Picture(ctx, w.page, w.dpi)
	}, func(img image.Image, err error) {
		drop()
		delete(s.going, w)
		if err != nil {
			s.failed[w.page] = err
		} else {
			s.keep(w, img)
		}
		s.changed(w)
		s.next()
	})
}

// has is a picture that is there, or nil.
func (s *shelf) has(w want) image.Image { return s.kept[w] }

// other is a picture of the same page at another resolution: something to look
// at while the sharp one is being drawn.
func (s *shelf) other(page int) (best image.Image) {
	for w, img := range s.kept {
		if w.page == page && (best == nil || img.Bounds().Dx() > best.Bounds().Dx()) {
			best = img
		}
	}
	return best
}

// again forgets that a page could not be drawn.
func (s *shelf) again(page int) {
	delete(s.failed, page)
	s.next()
}

// free lets go of everything.
func (s *shelf) free() {
	s.need(nil)
	s.kept, s.order, s.bytes = map[want]image.Image{}, nil, 0
}

func (s *shelf) keep(w want, img image.Image) {
	s.kept[w] = img
	s.order = append(s.order, w)
	s.bytes += weight(img)
	inSight := map[want]bool{w: true}
	for _, each := range s.wanted {
		inSight[each] = true
	}
	var stays []want
	for _, old := range s.order {
		if s.bytes > mostBytes && !inSight[old] {
			s.bytes -= weight(s.kept[old])
			delete(s.kept, old)
			continue
		}
		stays = append(stays, old)
	}
	s.order = stays
}

// weight is how many bytes a picture takes once it is on the screen.
func weight(img image.Image) int { return 4 * img.Bounds().Dx() * img.Bounds().Dy() }
