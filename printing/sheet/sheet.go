package sheet

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
)

// Copy is a print copy: the original as it is, or its pages written anew, with
// something behind.
type Copy struct {
	Rewritten []byte // the whole copy, where nothing could be appended to the original
	More      []byte // what is appended to the original; nil where it was rewritten

	Mark  office.Mark
	Block *office.Spot // of a copy of Nghị định 30
	Pages int          // of the document and the sheets of its own
	Added int          // of which are sheets of its own

	// Placed is everything that was put on the pages: nothing of the document lies
	// under these rectangles, and nothing else differs from it.
	Placed []office.Spot

	Unlined []int // pages, from 0, so full of ink that they bear no slim line
	Unseen  []int // pages that could not be looked at, and bear nothing
}

// Make puts the mark, the slim lines and the block of a copy over a document.
// Its pages stay as they are, at 100 %. The same arguments give the same bytes.
// Errors are Failures, or those of the context.
func Make(ctx context.Context, original io.ReaderAt, size int64, o Order, p *job.Progress) (Copy, error) {
	if err := o.complete(); err != nil {
		return Copy{}, err
	}
	base, err := open(ctx, original, size, p)
	if err != nil {
		return Copy{}, err
	}
	l := &laying{ctx: ctx, order: o, shapes: base.standing.Shapes, progress: p}
	l.sight = pdf.OpenSight(ctx, base.file, base.size)
	defer l.sight.Close()
	if err := l.lay(); err != nil {
		return Copy{}, err
	}
	l.sight.Close() // what it holds is not held beside the writing
	more, err := pdf.PrepareOverlay(ctx, base.file, base.size, pdf.Overlay{Draw: l.draw, Sheets: l.sheets, Anew: base.rewritten != nil})
	if err != nil {
		return Copy{}, err
	}
	l.out.More = more.Bytes
	if err := base.check(ctx, l.out); err != nil {
		return Copy{}, err
	}
	if base.rewritten != nil {
		l.out.Rewritten, l.out.More = append(base.rewritten, more.Bytes...), nil
	}
	return l.out, nil
}

// base is a PDF to which something can be appended.
type base struct {
	file      io.ReaderAt
	size      int64
	standing  pdf.Standing
	rewritten []byte
}

// open inspects the document, and writes its pages anew where nothing could be
// appended to it.
func open(ctx context.Context, original io.ReaderAt, size int64, p *job.Progress) (base, error) {
	p.Say("Đang đọc văn bản điện tử")
	b := base{file: original, size: size}
	var err error
	if b.standing, err = pdf.Inspect(ctx, original, size, ""); err != nil || b.standing.Appendable {
		return b, err
	}
	if b.standing.Locked {
		return b, pdf.PasswordNeeded
	}
	pages := len(b.standing.Shapes)
	var anew bytes.Buffer
	if err := pdf.Rewrite(ctx, original, size, "", &anew); err != nil {
		return b, err
	}
	b.rewritten = anew.Bytes()
	b.file, b.size = bytes.NewReader(b.rewritten), int64(anew.Len())
	if b.standing, err = pdf.Inspect(ctx, b.file, b.size, ""); err != nil {
		return b, err
	}
	if !b.standing.Appendable || len(b.standing.Shapes) != pages {
		return b, NotWhole.Because(fmt.Errorf("%d pages of %d, appendable %v", len(b.standing.Shapes), pages, b.standing.Appendable))
	}
	return b, nil
}

// check reads the copy again: each page has to be there, of its old size.
func (b base) check(ctx context.Context, c Copy) error {
	grown := pdf.Grown{File: b.file, FileSize: b.size, More: c.More}
	s, err := pdf.Inspect(ctx, grown, grown.Size(), "")
	if err != nil {
		return err
	}
	if len(s.Shapes) != c.Pages {
		return NotWhole.Because(fmt.Errorf("%d pages of %d", len(s.Shapes), c.Pages))
	}
	for i, shape := range b.standing.Shapes {
		if s.Shapes[i] != shape {
			return NotWhole.Because(fmt.Errorf("page %d is %v, was %v", i+1, s.Shapes[i], shape))
		}
	}
	return nil
}
