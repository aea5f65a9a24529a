package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"

	"tram/local/office"
)

// Lifted is one page image taken out of a scanner's PDF. A JPEG is the stream's
// own bytes; a CCITT G4 strip lies unchanged in a small TIFF, JBIG2 behind the head
// of a file; anything else is
// a PNG, or of other fax codings a TIFF, with the same pixels.
type Lifted struct {
	Sheet       int // page of the PDF, from 1
	Media       office.Media
	DPIX, DPIY  float64 // of the image's own width and height, from its size on the page
	Orientation int     // EXIF 1…8, from how it lies on the page; goes before what the image says of itself
	Rendered    bool    // drawn as it is seen, because no image on the page stands for it
	Finest      float64 // of a page that was drawn: dpi of the finest layers that cover a tenth of it, 0 unknown
	Content     []byte
}

// Lift takes the page images out of a PDF that a scanner made. A page that is
// one image with nothing visible over it gives that image; the invisible text of
// a character reader is left behind. A scan in layers is drawn as it is seen.
// All pages are looked at before the first is emitted, so an electronic document
// gives nothing. signed tells that the file carries a
// digital signature, also where it is refused. Errors are Failures, or those of
// emit and of the context.
func Lift(ctx context.Context, r io.ReaderAt, size int64, emit func(Lifted) error) (signed bool, err error) {
	return liftPages(ctx, r, size, emit, (*lifting).render)
}

func liftPages(ctx context.Context, r io.ReaderAt, size int64, emit func(Lifted) error,
	draw func(*lifting, int) (Lifted, error)) (signed bool, err error) {
	j := lifting{ctx: ctx, r: r, size: size, draw: draw}
	defer func() {
		if caught := recover(); caught != nil {
			err = BrokenPDF.Because(fmt.Errorf("panic while reading: %v", caught))
		}
		if !j.declined {
			err = foreignSaid(ctx, err)
		}
	}()
	defer j.close()
	if size, err = withoutPadding(r, size); err != nil {
		return false, BrokenPDF.Because(err)
	}
	if err := looksWhole(r, size); err != nil {
		return false, err
	}
	if j.f, err = openForeign(ctx, r, size); err != nil {
		return false, err
	}
	signed = j.f.signed()
	if j.f.x.Encrypt != nil {
		return signed, Locked
	}
	if err := j.judge(); err != nil {
		return signed, err
	}
	return signed, j.emit(emit)
}

// lifting is one run over the pages of a file. PDFium starts with the first
// page that needs it.
type lifting struct {
	ctx   context.Context
	f     *foreign
	r     io.ReaderAt
	size  int64
	draw  func(*lifting, int) (Lifted, error)
	pages []placed
	drawn *renderer

	declined bool // the receiver of the pages gave the error
}

// judge says of each page what it is, and refuses what is no scan.
func (j *lifting) judge() error {
	leaves, err := j.f.leaves()
	if err != nil {
		return err
	}
	for i, leaf := range leaves {
		p, err := j.f.onlyImage(j.ctx, leaf, i+1)
		if err != nil && !errors.Is(err, Layered) {
			return err
		}
		p.layered = err
		j.pages = append(j.pages, p)
	}
	return nil
}

// emit gives the pages out, one after the other.
func (j *lifting) emit(to func(Lifted) error) error {
	for i := range j.pages {
		lifted, err := j.take(i + 1)
		if errors.Is(err, Layered) {
			lifted, err = j.draw(j, i+1)
		}
		if err != nil {
			return err
		}
		if err := to(lifted); err != nil {
			j.declined = true
			return err
		}
	}
	return nil
}

// take gives the image of a page, or Layered.
func (j *lifting) take(number int) (Lifted, error) {
	if err := j.ctx.Err(); err != nil {
		return Lifted{}, err
	}
	p := j.pages[number-1]
	if p.layered != nil {
		return Lifted{}, p.layered
	}
	return j.f.lift(j.ctx, p, number)
}

// render gives a page in layers as it is seen.
func (j *lifting) render(number int) (lifted Lifted, err error) {
	if j.pages[number-1].notes.undrawable() {
		return Lifted{}, LayeredNotes.About(number)
	}
	if j.drawn == nil {
		if j.drawn, err = openRenderer(j.ctx, j.r, j.size, len(j.pages)); err != nil {
			return Lifted{}, Layered.About(number).Because(err)
		}
	}
	p := j.pages[number-1]
	err = j.drawn.within(renderPage, func() (err error) {
		lifted, err = j.drawn.draw(toDraw{p.leaf, number, p.finest, p.told, p.bilevel, p.notes.off})
		return err
	})
	switch {
	case err == nil:
		return lifted, nil
	case j.ctx.Err() == nil && (errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errHung)):
		return Lifted{}, DrawnTooLong.About(number).Because(err)
	}
	return Lifted{}, Layered.About(number).Because(err)
}

func (j *lifting) close() {
	if j.drawn != nil {
		j.drawn.close()
	}
}

// foreignSaid gives a sentence to an error that has none.
func foreignSaid(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if _, said := office.FailureIn(err); said {
		return err
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, pdfcpu.ErrWrongPassword), errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature):
		return Locked.Because(err)
	}
	return BrokenPDF.Because(err)
}

// looksWhole refuses what is no PDF, or has lost its end, before a parser that
// mends files would silently give fewer pages.
func looksWhole(r io.ReaderAt, size int64) error {
	const (
		headBytes = 1 << 10 // junk before the header is common
		endBytes  = 2 << 10
	)
	switch {
	case size == 0:
		return EmptyPDF
	case size > MaxFile:
		return PDFTooLarge.About(MaxFile >> 20)
	}
	head, end := make([]byte, min(headBytes, size)), make([]byte, min(endBytes, size))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return BrokenPDF.Because(err)
	}
	if !bytes.Contains(head, []byte("%PDF-")) {
		return NotAPDF
	}
	if _, err := r.ReadAt(end, size-int64(len(end))); err != nil && !errors.Is(err, io.EOF) {
		return BrokenPDF.Because(err)
	}
	if !bytes.Contains(end, []byte("%%EOF")) {
		return CutPDF
	}
	return nil
}

// withoutPadding is the size of a file without the zero bytes that some
// scanners write after its end.
func withoutPadding(r io.ReaderAt, size int64) (int64, error) {
	block := make([]byte, 64<<10)
	for size > 0 {
		block = block[:min(int64(len(block)), size)]
		if _, err := r.ReadAt(block, size-int64(len(block))); err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		kept := len(bytes.TrimRight(block, "\x00"))
		size -= int64(len(block) - kept)
		if kept > 0 {
			break
		}
	}
	return size, nil
}
