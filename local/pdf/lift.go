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
// own bytes; a CCITT G4 strip lies unchanged in a small TIFF; anything else is
// a PNG with the same pixels.
type Lifted struct {
	Sheet       int // page of the PDF, from 1
	Media       office.Media
	DPIX, DPIY  float64 // of the image's own width and height, from its size on the page
	Orientation int     // EXIF 1…8, from how it lies on the page; goes before what the image says of itself
	Content     []byte
}

// Lift takes the page images out of a PDF that a scanner made. Each page must
// be one image with nothing visible over it; the invisible text of a character
// reader is left behind. All pages are looked at before the first is emitted,
// so a file that is refused gives nothing. signed tells that the file carries a
// digital signature, also where it is refused. Errors are Failures, or those of
// emit and of the context.
func Lift(ctx context.Context, r io.ReaderAt, size int64, emit func(Lifted) error) (signed bool, err error) {
	var emitted error
	defer func() {
		if caught := recover(); caught != nil {
			err = BrokenPDF.Because(fmt.Errorf("panic while reading: %v", caught))
		}
		if emitted == nil {
			err = foreignSaid(ctx, err)
		}
	}()
	if err := looksWhole(r, size); err != nil {
		return false, err
	}
	f, err := openForeign(ctx, r, size)
	if err != nil {
		return false, err
	}
	signed = f.signed()
	if f.x.Encrypt != nil {
		return signed, Locked
	}
	leaves, err := f.leaves()
	if err != nil {
		return signed, err
	}
	found := make([]placed, len(leaves))
	for i, leaf := range leaves {
		if found[i], err = f.onlyImage(ctx, leaf, i+1); err != nil {
			return signed, err
		}
	}
	for i, p := range found {
		if err := ctx.Err(); err != nil {
			return signed, err
		}
		lifted, err := f.lift(p, i+1)
		if err != nil {
			return signed, err
		}
		if emitted = emit(lifted); emitted != nil {
			return signed, emitted
		}
	}
	return signed, nil
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
