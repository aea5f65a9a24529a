package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"time"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

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
	photos *overlaying // reads the file by its own tables; nil: they cannot be used

	v    *renderer
	used int // pages that this renderer drew
	hung int // pages whose time ran out

	patience time.Duration // with one page
}

const (
	sightDPI  = 100
	sightTime = 20 * time.Second // of one page
	mostHung  = 3                // then the file is not drawn any more
)

var (
	errHung   = errors.New("too many pages of this file cannot be drawn")
	errNoSize = errors.New("a page of another shape than the file says")
)

// OpenSight begins to look at a PDF. It never fails: what cannot be read by its own
// tables is left to the drawing of each page.
func OpenSight(ctx context.Context, r io.ReaderAt, size int64) *Sight {
	s := &Sight{r: r, size: size, patience: sightTime}
	err := guarded(func() error {
		signing, err := openSigning(ctx, r, size)
		if err != nil {
			return err
		}
		s.photos = &overlaying{signing: signing}
		w := seatWalk{f: signing.f, seen: map[cos.Ref]bool{}, each: func(page seat) error {
			s.seats = append(s.seats, page)
			return nil
		}}
		return w.node(signing.catalog.Get("Pages"), seat{}, 0)
	})
	if err != nil {
		s.photos, s.seats = nil, nil
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
	return ink, nil
}

// drawn has PDFium draw a page. One that fails where others were drawn before gets
// another try in a fresh PDFium, whose memory is empty.
func (s *Sight) drawn(ctx context.Context, index int, shape office.PageShape) (*page.Ink, error) {
	fresh := s.used == 0
	ink, err := s.draw(ctx, index, shape)
	if err != nil && !fresh && ctx.Err() == nil && !errors.Is(err, errNoSize) && !errors.Is(err, context.DeadlineExceeded) {
		ink, err = s.draw(ctx, index, shape)
	}
	return ink, err
}

func (s *Sight) draw(ctx context.Context, index int, shape office.PageShape) (ink *page.Ink, err error) {
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
	if s.v == nil {
		if s.v, err = openRenderer(ctx, s.r, s.size, max(1, len(s.seats))); err != nil {
			return nil, err
		}
	}
	v := s.v
	late := time.AfterFunc(s.patience, v.stop)
	ink, err = v.ink(index, shape)
	if !late.Stop() {
		s.hung++
		return nil, errors.Join(context.DeadlineExceeded, err)
	}
	s.used++
	return ink, err
}

// ink draws a page of a shape and maps what is on it. PDFium knows nothing of
// UserUnit, so that the resolution is told by the shape.
func (v *renderer) ink(i int, shape office.PageShape) (*page.Ink, error) {
	at := requests.Page{ByIndex: &requests.PageByIndex{Document: v.file, Index: i}}
	size, err := v.engine.GetPageSize(&requests.GetPageSize{Page: at})
	if err != nil {
		return nil, fmt.Errorf("measuring a page: %w", err)
	}
	if !sameShape(size.Width, size.Height, shape) {
		return nil, errNoSize
	}
	w, h := shape.W/office.MMPerInch, shape.H/office.MMPerInch
	dpi := min(sightDPI, math.Sqrt(renderPixels/w/h))
	drawn, err := v.engine.RenderPageInPixels(&requests.RenderPageInPixels{Page: at, Width: max(1, int(w*dpi+0.5)), Height: max(1, int(h*dpi+0.5)),
		RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT, RenderForm: true})
	if err != nil {
		return nil, fmt.Errorf("drawing a page: %w", err)
	}
	defer drawn.Cleanup()
	picture, is := drawn.Result.RenderedImage.(*image.RGBA)
	if !is || picture.Rect.Empty() {
		return nil, fmt.Errorf("a drawn page of another kind: %T", drawn.Result.RenderedImage)
	}
	return page.InkOf(plainest(picture), float64(picture.Rect.Dx())/w, float64(picture.Rect.Dy())/h, 1), nil
}

// plainest is a drawn page in grey, where it has no colour, in which its ink is
// found three times as fast. PDFium's pixels are not multiplied by their alpha.
func plainest(drawn *image.RGBA) image.Image {
	size := drawn.Rect.Size()
	grey := image.NewGray(image.Rectangle{Max: size})
	for y := range size.Y {
		row, to := drawn.Pix[y*drawn.Stride:][:4*size.X], grey.Pix[y*grey.Stride:][:size.X]
		for x := range to {
			p := row[4*x:][:4]
			if p[0] != p[1] || p[1] != p[2] || p[3] != 0xff {
				return &image.NRGBA{Pix: drawn.Pix, Stride: drawn.Stride, Rect: drawn.Rect}
			}
			to[x] = p[0]
		}
	}
	return grey
}

// sameShape tells whether a size in any unit has the proportions of a shape.
func sameShape(w, h float64, shape office.PageShape) bool {
	const off = 0.02
	if !(w > 0 && h > 0 && shape.W > 0 && shape.H > 0) {
		return false
	}
	return math.Abs(w/h*shape.H/shape.W-1) <= off
}
