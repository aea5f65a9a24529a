package station

import (
	"context"
	"slices"
	"sync"

	"tram/local/heading"
	"tram/local/ocr"
	"tram/local/office"
)

// readSide is how many pixels the longer side of a page has that is read: A4 at 300 dpi.
const readSide = 3508

// mostRead is how many pages that were read are remembered.
const mostRead = 16

// readings are the pages that were read by this program, so that none is read twice. One is
// read at a time: it takes a processor for seconds.
type readings struct {
	find func(context.Context) (*ocr.Reader, error)

	mu    sync.Mutex
	with  *ocr.Reader // nil: not found yet
	pages []readPage  // the newest last
}

// readPage is what was read on a page as it lay.
type readPage struct {
	draft, page office.ID
	turn        int
	text        ocr.Text
}

// forget lets go of the words of a draft, which may not be here.
func (r *readings) forget(draft office.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pages = slices.DeleteFunc(r.pages, func(p readPage) bool { return p.draft == draft })
}

// DraftHeading reads the words on the first page of a draft, where a program of this machine can
// (ocr.NoProgram), for the clerk to be offered what its head says.
func (s *Digitising) DraftHeading(ctx context.Context, id office.ID) (h office.Heading, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return h, err
	}
	pages, err := s.desk.Pages(id)
	if err != nil || len(pages) == 0 {
		return h, err
	}
	text, err := s.read(ctx, id, pages[0])
	if err != nil {
		return h, err
	}
	used, err := s.records.Used(ctx)
	shape := shapeOf(pages[0], text)
	return heading.Read(text.Laid(shape), shape, s.types, used.Issuers), err
}

// shapeOf is the size of a page; of one whose size nobody knows that of A4 as it lies.
func shapeOf(p office.Page, text ocr.Text) office.PageShape {
	if w, h := p.SizeMM(); w > 0 {
		return office.PageShape{W: w, H: h}
	}
	a4 := office.Papers["A4"]
	return office.PageShape{W: a4[0], H: a4[0] * float64(text.H) / float64(max(1, text.W))}
}

func (s *Digitising) read(ctx context.Context, id office.ID, p office.Page) (ocr.Text, error) {
	r := &s.readings
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, each := range r.pages {
		if each.page == p.ID && each.turn == p.Turn {
			return each.text, nil
		}
	}
	if err := ctx.Err(); err != nil {
		return ocr.Text{}, err
	}
	if r.with == nil {
		if r.find == nil {
			return ocr.Text{}, ocr.NoProgram
		}
		found, err := r.find(ctx)
		if err != nil {
			return ocr.Text{}, err
		}
		r.with = found
	}
	img, err := s.desk.Picture(ctx, id, p.ID, readSide)
	if err != nil {
		return ocr.Text{}, err
	}
	dpi := 0.0
	if w, _ := p.SizeMM(); w > 0 {
		dpi = float64(img.Bounds().Dx()) / w * office.MMPerInch
	}
	text, err := r.with.Read(ctx, img, dpi)
	if err != nil {
		return text, err
	}
	r.pages = append(r.pages, readPage{id, p.ID, p.Turn, text})
	r.pages = r.pages[max(0, len(r.pages)-mostRead):]
	return text, nil
}
