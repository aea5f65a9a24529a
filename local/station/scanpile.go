package station

import (
	"bytes"
	"context"
	"errors"
	"image"
	"io"
	"path/filepath"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/page"
	"tram/local/stack"
	"tram/local/whole"
)

// A pile that is scanned in one go is parted as its pages come: what the clerk sees on the
// screen are the documents, before the last sheet is through.

// parted looks whether a page lies between two documents, or begins one. True: it belongs
// to none, and lies with what was set aside.
func (r *receiving) parted(ctx context.Context, p office.ScannedPage) (between bool, err error) {
	if r.parting.Way.By == "" {
		return false, nil
	}
	var m stack.Mark
	if r.parting.Way.By != stack.ByCount {
		if m, err = r.marked(ctx, p); err != nil {
			return false, err
		}
	}
	between, begins := r.parting.Next(m)
	if between {
		r.out.Sheets++
		err = r.setAside(p)
	}
	if between || begins {
		err = errors.Join(err, r.begin(ctx))
	}
	return between, err
}

// begin has the next page begin a document, unless none of this one has come.
func (r *receiving) begin(ctx context.Context) error {
	if !r.filled {
		return nil
	}
	if err := r.noted(ctx); err != nil {
		return err
	}
	r.order.Draft, r.order.Before, r.first, r.filled = office.NewID(r.s.clock.Now()), "", "", false
	return whole.Write(filepath.Join(r.dir, nextDraft), 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, string(r.order.Draft))
		return err
	})
}

// setAside keeps the picture of a sheet that belongs to no document.
func (r *receiving) setAside(p office.ScannedPage) error {
	aside := filepath.Join(r.s.home, scansDir, asideDir)
	if err := whole.MakeDir(aside, 0o700); err != nil {
		return err
	}
	to := filepath.Join(aside, string(office.NewID(r.s.clock.Now()))+"-"+filepath.Base(p.Path))
	return whole.Tell(to, whole.Rename(p.Path, to))
}

// marked tells what a page is to the pile. One that cannot be opened is a page: its tray
// says why it is none.
func (r *receiving) marked(ctx context.Context, p office.ScannedPage) (m stack.Mark, err error) {
	img, err := r.s.pictureOf(ctx, p.Path)
	if ctx.Err() != nil {
		return m, ctx.Err()
	}
	if err != nil {
		return m, nil //nolint:nilerr // the tray tells
	}
	if m, err = r.parting.Way.Look(ctx, img, p.DPI); err != nil {
		return m, err
	}
	m.Blank = page.Blank(img, p.DPI)
	return m, nil
}

// goOnTogether notes of a pile how many pages one file brought. Between them nothing is
// looked for: pages that came in one file are not taken apart.
func (r *receiving) goOnTogether(pages int) {
	if r.parting.Way.By == "" || pages < 2 {
		return
	}
	r.parting.Here += pages - 1
	r.together = true
}

// errSeen ends the reading of a PDF whose first page was seen.
var errSeen = errors.New("the first page was seen")

// pictureOf is the picture of a page that a scanner sent; of a PDF its first.
func (s *Scanning) pictureOf(ctx context.Context, path string) (img image.Image, err error) {
	f, err := whole.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	kind, err := page.SniffAt(f, info.Size())
	if err != nil {
		return nil, err
	}
	if kind != page.KindPDF {
		return page.Decode(ctx, f, info.Size(), 0)
	}
	_, err = lift(ctx, f, info.Size(), func(l intake.Lifted) error {
		var bad error
		if img, bad = page.Decode(ctx, bytes.NewReader(l.Content), int64(len(l.Content)), 0); bad != nil {
			return bad
		}
		return errSeen
	})
	if errors.Is(err, errSeen) {
		err = nil
	}
	return img, err
}
