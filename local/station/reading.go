package station

import (
	"context"
	"image"
	"sync"

	"tram/local/heading"
	"tram/local/job"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/store"
	"tram/local/words"
)

// Reading (đọc chữ) tells what stands on pages: of drafts for their clerk to be offered, of
// records for the search.
type Reading struct {
	*ground
	entrance *Entrance
	records  *Records
}

// newWords is the desk that reads pages: of a draft those of its tray, of what is finished
// those that lie in the vault.
func (s *ground) newWords() *words.Desk {
	return &words.Desk{Find: s.reader, Kept: s.store, Picture: func(ctx context.Context, id office.ID, p office.Page, maxSide int) (image.Image, error) {
		return s.desk.PageAlone(ctx, id, p.ID, maxSide)
	}}
}

// DraftHeading reads the words on the first page of a draft and on its last, where a program of
// this machine can (ocr.NoProgram), for the clerk to be offered what its head says and who
// signed at its foot. That the last page cannot be read takes nothing from the first.
func (s *Reading) DraftHeading(ctx context.Context, id office.ID) (h office.Heading, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return h, err
	}
	pages, err := s.desk.Pages(id)
	if err != nil || len(pages) == 0 {
		return h, err
	}
	last := len(pages) - 1
	var foot office.Heading
	var beside sync.WaitGroup
	if last > 0 {
		beside.Go(func() {
			if lines, err := s.words.Page(ctx, id, pages[last]); err == nil {
				shape := shapeOf(pages[last])
				foot = heading.Foot(ocr.Laid(lines, shape), shape, last)
			}
		})
	}
	lines, err := s.words.Page(ctx, id, pages[0])
	beside.Wait()
	if err != nil {
		return h, err
	}
	used, err := s.records.Used(ctx)
	shape := shapeOf(pages[0])
	h = heading.Read(ocr.Laid(lines, shape), shape, s.types, used.Issuers)
	if h != (office.Heading{}) && foot.Signer != "" {
		h.Post, h.Doubts.Post, h.Seen.Post = foot.Post, foot.Doubts.Post, foot.Seen.Post
		h.Signer, h.Doubts.Signer, h.Seen.Signer = foot.Signer, foot.Doubts.Signer, foot.Seen.Signer
	}
	return h, err
}

// Lying tells which pages of a draft lie on a side or on their heads, by what was read on them:
// by how many quarters clockwise each must be turned to stand upright. It reads no page, and tells
// nothing of one that was not read as it lies now.
func (s *Reading) Lying(ctx context.Context, id office.ID) (map[office.ID]int, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	pages, err := s.desk.Pages(id)
	if err != nil {
		return nil, err
	}
	read, err := s.words.Of(ctx, id, pages)
	if err != nil {
		return nil, err
	}
	lying := map[office.ID]int{}
	for i, lines := range read {
		if quarters := ocr.Turned(lines); quarters != 0 {
			lying[pages[i].ID] = quarters
		}
	}
	return lying, nil
}

// shapeOf is the size of a page; of one whose size nobody knows that of A4 as it lies.
func shapeOf(p office.Page) office.PageShape {
	if w, h := p.SizeMM(); w > 0 {
		return office.PageShape{W: w, H: h}
	}
	a4, w, h := office.Papers["A4"], p.Width, p.Height
	if p.Upright() >= 5 {
		w, h = h, w
	}
	return office.PageShape{W: a4[0], H: a4[0] * float64(h) / float64(max(1, w))}
}

// ReadDraft reads the pages of a draft, in the background: what was read by the time it is
// finished lies in its file, and it is found by it.
func (s *Reading) ReadDraft(ctx context.Context, id office.ID, p *job.Progress) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	pages, err := s.desk.Pages(id)
	if err != nil {
		return err
	}
	_, err = s.words.All(ctx, id, pages, p)
	return err
}

// ReadPages reads the pages of a conversion that came on paper and were not read yet, and
// tells what stands on all of them. What is finished or signed keeps its bytes: the words
// lie beside it.
func (s *Reading) ReadPages(ctx context.Context, id office.ID, p *job.Progress) (_ []office.ReadPage, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	pages, err := s.pagesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.words.All(ctx, id, pages, p)
}

func (s *Reading) pagesOf(ctx context.Context, id office.ID) ([]office.Page, error) {
	c, err := s.store.Conversion(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case c.Direction == office.DataToPaper:
		return nil, NotOnPaper.About(c.Code)
	case c.State == office.Finished:
		return c.Pages, nil
	}
	return s.desk.Pages(id)
}

// OnPages marks on the pages of a record what a search means, by the places of the pages
// among them: boxes in parts of a page without the strip of a mark. It reads no page.
func (s *Records) OnPages(ctx context.Context, id office.ID, text string) (_ map[int][][4]float64, err error) {
	defer s.entrance.seen(ctx, id, &err)
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	c, err := s.store.Conversion(ctx, id)
	if err != nil {
		return nil, err
	}
	read, err := s.store.ReadOf(ctx, id)
	if err != nil {
		return nil, err
	}
	found := map[int][][4]float64{}
	for page, at := range store.OnPages(text, read) {
		if i := c.PlaceOf(page); i >= 0 {
			found[i] = at
		}
	}
	return found, nil
}
