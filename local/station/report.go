package station

import (
	"bytes"
	"context"
	"image"
	"path/filepath"

	"tram/local/office"
	"tram/local/page"
	"tram/local/report"
	"tram/local/whole"
)

// programName stands on reports.
const programName = "Trạm Công vụ"

// Report sets what was found about something on sheets of paper, as a PDF.
func (s *Proving) Report(ctx context.Context, about string, proof office.Proof) ([]byte, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return nil, err
	}
	head, err := s.store.Head(ctx)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = report.Write(&out, report.Facts{Office: o, At: s.clock.Now(), About: about, Proof: proof, Program: programName, Head: head})
	return out.Bytes(), err
}

// Thumbnail shows a picture file small, upright as it says of itself.
func (s *Proving) Thumbnail(ctx context.Context, path string, maxSide int) (image.Image, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	f, err := whole.Open(path)
	if err != nil {
		return nil, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	told, err := page.Probe(f, info.Size())
	if err != nil {
		return nil, err
	}
	img, err := page.Decode(ctx, f, info.Size(), 0)
	if err != nil {
		return nil, err
	}
	return page.Upright(page.Shrink(img, maxSide), told.Orientation), nil
}
