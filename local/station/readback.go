package station

import (
	"context"
	"errors"
	"image"

	"tram/local/compare"
	"tram/local/job"
	"tram/local/office"
	"tram/local/papercode"
	"tram/local/pdf"
	"tram/local/readback"
)

// OpenScan opens scans, photos or scanned PDFs of a paper for the eye.
func (s *Hardcopy) OpenScan(ctx context.Context, paths []string) (office.Book, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	p, err := readback.Open(ctx, paths)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// ComparePaper compares paper that was read back with the print copy that it was
// made from (Luật GDĐT Điều 12.2a). What was found waits until somebody looks at it.
func (s *Hardcopy) ComparePaper(ctx context.Context, id office.ID, paths []string, p *job.Progress) (found office.Comparison, err error) {
	if ctx, err = s.entrance.begins(ctx, office.MayRead); err != nil {
		return found, err
	}
	defer s.entrance.seen(ctx, id, &err)
	paper, err := readback.Open(ctx, paths)
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, paper.Close()) }()
	if found, err = s.compare(ctx, id, paper, p); err == nil {
		s.keepCompared(ctx, id, paths, found)
	}
	return found, err
}

// CompareCode does the same for the act that the code on the paper names.
func (s *Hardcopy) CompareCode(ctx context.Context, paths []string, p *job.Progress) (c office.Conversion, found office.Comparison, err error) {
	if ctx, err = s.entrance.begins(ctx, office.MayRead); err != nil {
		return c, found, err
	}
	paper, err := readback.Open(ctx, paths)
	if err != nil {
		return c, found, err
	}
	defer func() { err = errors.Join(err, paper.Close()) }()
	if c, err = s.actOnPaper(ctx, paper, p); err != nil {
		return c, found, err
	}
	if found, err = s.compare(ctx, c.ID, paper, p); err == nil {
		s.keepCompared(ctx, c.ID, paths, found)
	}
	s.entrance.seen(ctx, c.ID, &err)
	return c, found, err
}

// actOnPaper finds the act that a code on one of the sheets names.
func (s *Hardcopy) actOnPaper(ctx context.Context, paper *readback.Pile, p *job.Progress) (office.Conversion, error) {
	p.Say("Đang tìm mã trên giấy")
	missing := NoCode
	for i := range paper.Sheets() {
		texts, err := paper.Codes(ctx, i)
		if err != nil {
			return office.Conversion{}, err
		}
		if len(texts) > 0 {
			missing = NoRecordOfCode
		}
		for _, text := range texts {
			code, err := papercode.Read(text)
			if err != nil {
				continue
			}
			if c, known, err := s.proving.recordOf(ctx, code.Lines); err != nil || known {
				return c, err
			}
		}
	}
	return office.Conversion{}, missing
}

func (s *Hardcopy) compare(ctx context.Context, id office.ID, paper *readback.Pile, p *job.Progress) (found office.Comparison, err error) {
	file, err := s.press.Copy(ctx, id)
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	r, err := pdf.OpenPrinted(ctx, file, file.Size())
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	p.Say("Đang đối chiếu từng trang")
	return compare.Compare(ctx, printed{r}, sheets{paper}, p)
}

// printed is a print copy as it prints, as the comparison looks at it.
type printed struct{ *pdf.Reading }

func (r printed) Pages() int { return len(r.Shapes()) }

func (r printed) SizeMM(page int) (w, h float64) {
	shape := r.Shapes()[page]
	return shape.W, shape.H
}

func (r printed) Picture(ctx context.Context, page int, dpi float64) (image.Image, error) {
	return r.Reading.Picture(ctx, page, dpi)
}

// sheets are paper that was read back as the comparison looks at it.
type sheets struct{ *readback.Pile }

func (s sheets) Picture(ctx context.Context, i int) (image.Image, float64, error) {
	return s.Sheet(ctx, i)
}
