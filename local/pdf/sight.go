package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf/cos"
)

// Sight (mắt nhìn) finds the ink on the pages of a PDF, one page at a time. A page
// that is one JPEG is decoded from its own bytes; any other is drawn as it is
// printed, with its annotations and fields. A page that hangs is ended when its time
// is up and costs no other page. A Sight is for one goroutine.
type Sight struct {
	r      io.ReaderAt
	size   int64
	seats  []seat
	layers bool        // of the file, which may show and not print
	photos *overlaying // reads the file by its own tables; nil: they cannot be used

	v       *renderer
	glimpse page.Glimpse

	used int // pages that this renderer drew
	hung int // pages whose time ran out

	patience time.Duration // with one page
	stall    *stall
}

const (
	sightDPI  = 100
	sightTime = 20 * time.Second // of one page
	mostHung  = 3                // then the file is not drawn any more
	mostDrawn = 400              // pages, after which a PDFium is changed: what it took goes with it
)

var (
	errHung   = errors.New("too many pages of this file cannot be drawn")
	errNoSize = errors.New("a page of another shape than the file says")
)

// OpenSight begins to look at a PDF. It never fails: what cannot be read by its own
// tables is left to the drawing of each page.
func OpenSight(ctx context.Context, r io.ReaderAt, size int64) *Sight {
	s := &Sight{r: r, size: size, patience: sightTime, stall: stallOf(ctx)}
	err := guarded(func() error {
		signing, err := openSigning(ctx, r, size)
		if err != nil {
			return err
		}
		s.photos = &overlaying{signing: signing}
		s.layers = signing.catalog.Get("OCProperties") != nil
		w := seatWalk{f: signing.f, seen: map[cos.Ref]bool{}, each: func(page seat) error {
			s.seats = append(s.seats, page)
			return nil
		}}
		return w.node(signing.catalog.Get("Pages"), seat{}, 0)
	})
	if err != nil {
		s.photos, s.seats, s.layers = nil, nil, true
	}
	return s
}

// Close ends the drawing.
func (s *Sight) Close() {
	if s.v != nil {
		s.v.close()
		s.v, s.used = nil, 0
	}
}

// Ink maps the ink of a page, from 0, of the shape that Inspect tells. An error is
// that of the context, or Unseeable.
func (s *Sight) Ink(ctx context.Context, index int, shape office.PageShape) (*page.Ink, error) {
	ink, err := s.photo(ctx, index, shape)
	if err == nil && ink == nil {
		ink, err = s.drawn(ctx, index, shape)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, Unseeable.Because(fmt.Errorf("page %d: %w", index+1, err))
	}
	return ink.With(s.unsettled(index)...), nil
}

// Glimpse looks only at what a line at the foot of a page needs: the least ink that
// the page can have, and the most. Both are nil where only Ink can tell. Errors are
// those of Ink. What it gives holds until it is asked again.
func (s *Sight) Glimpse(ctx context.Context, index int, shape office.PageShape) (least, most *page.Ink, err error) {
	if s.shot(index) != nil || s.unsettled(index) != nil {
		return nil, nil, nil
	}
	_, err = s.draw(ctx, index, shape, func(d *leafSeen) (_ *page.Ink, err error) {
		least, most, err = d.glimpse(&s.glimpse)
		return nil, err
	})
	switch {
	case ctx.Err() != nil:
		return nil, nil, ctx.Err()
	case errors.Is(err, context.DeadlineExceeded):
		return nil, nil, Unseeable.Because(fmt.Errorf("page %d: %w", index+1, err))
	case err != nil:
		return nil, nil, nil //nolint:nilerr // Ink tries again
	}
	return least, most, nil
}

// drawn has PDFium draw a page. One that fails where others were drawn before gets
// another try in a fresh PDFium, whose memory is empty.
func (s *Sight) drawn(ctx context.Context, index int, shape office.PageShape) (*page.Ink, error) {
	fresh := s.used == 0
	ink, err := s.draw(ctx, index, shape, (*leafSeen).ink)
	if err != nil && !fresh && ctx.Err() == nil && !errors.Is(err, errNoSize) && !errors.Is(err, context.DeadlineExceeded) {
		ink, err = s.draw(ctx, index, shape, (*leafSeen).ink)
	}
	return ink, err
}

func (s *Sight) draw(ctx context.Context, index int, shape office.PageShape, see func(*leafSeen) (*page.Ink, error)) (ink *page.Ink, err error) {
	if s.hung >= mostHung {
		return nil, errHung
	}
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("panic while drawing: %v", caught)
		}
		if err != nil {
			s.Close()
		}
	}()
	if s.used >= mostDrawn {
		s.Close()
	}
	if s.v == nil {
		if s.v, err = openRenderer(ctx, s.r, s.size, max(1, len(s.seats))); err != nil {
			return nil, err
		}
	}
	v := s.v
	v.stall = s.stall
	err = v.within(s.patience, func() error {
		return v.withLeaf(index, shape, s.layers, func(d *leafSeen) (err error) {
			ink, err = see(d)
			return err
		})
	})
	if errors.Is(err, context.DeadlineExceeded) {
		s.hung++
		return nil, err
	}
	s.used++
	return ink, err
}

// sameShape tells whether a size in any unit has the proportions of a shape.
func sameShape(w, h float64, shape office.PageShape) bool {
	const off = 0.02
	if !(w > 0 && h > 0 && shape.W > 0 && shape.H > 0) {
		return false
	}
	return math.Abs(w/h*shape.H/shape.W-1) <= off
}
