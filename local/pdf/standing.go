package pdf

import (
	"context"
	"errors"
	"io"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// Standing tells what a PDF is before anything is done with it.
type Standing struct {
	Shapes       []office.PageShape // as seen, mm
	Locked       bool               // opens with a user password only (and none, or a wrong one, was given)
	Encrypted    bool
	Restrictions []string // what the owner does not allow, Vietnamese ("không cho in", …)
	Appendable   bool     // PrepareOverlay can be used on the file as it is

	// Script: JavaScript, which is never run here; Dynamic: an XFA form; Attached:
	// embedded files.
	Script, Dynamic, Attached bool
}

// MaxSheets is how many pages a file that is printed may have.
const MaxSheets = 10_000

// Inspect tells what a PDF is. A locked file is no error: of it nothing else is
// known. The password is used for an encrypted file only.
func Inspect(ctx context.Context, r io.ReaderAt, size int64, password string) (s Standing, err error) {
	if err := notTooDeep(ctx, r, size); err != nil {
		return s, err
	}
	err = guarded(func() error {
		s, err = inspectSound(ctx, r, size)
		return err
	})
	if err == nil || ctx.Err() != nil || errors.Is(err, EmptyPDF) || errors.Is(err, PDFTooLarge) || errors.Is(err, NoPages) || errors.Is(err, TooManySheets) {
		return s, errors.Join(ctx.Err(), err)
	}
	return inspectOther(ctx, r, size, password)
}

// inspectSound reads a file by its own tables.
func inspectSound(ctx context.Context, r io.ReaderAt, size int64) (Standing, error) {
	var s Standing
	signing, err := openSigning(ctx, r, size)
	if err != nil {
		return s, err
	}
	o := &overlaying{signing: signing}
	w := seatWalk{f: o.f, seen: map[cos.Ref]bool{}, twins: true, each: func(page seat) error {
		if len(s.Shapes) == MaxSheets {
			return TooManySheets.About(MaxSheets)
		}
		s.Shapes = append(s.Shapes, o.paper(page).size())
		o.notes(page, &s)
		return errors.Join(ctx.Err(), o.standsOn(page))
	}}
	if err := w.node(o.catalog.Get("Pages"), seat{}, 0); err != nil {
		return s, err
	}
	if len(s.Shapes) == 0 {
		return s, NoPages
	}
	s.Appendable = true
	return s, o.dangers(&s)
}

// standsOn tells whether a page can be drawn over.
func (o *overlaying) standsOn(page seat) error {
	if _, _, err := o.dictionary(page.resources, page.resourcesSource); err != nil {
		return err
	}
	streams, err := o.oldContents(page)
	if err != nil {
		return err
	}
	for _, at := range streams {
		item, err := o.f.Follow(at)
		if err != nil {
			return err
		}
		if _, err := o.f.Raw(item); err != nil {
			return err
		}
	}
	return nil
}

// mostPageNotes is how many notes of a page are looked at.
const mostPageNotes = 5000

// notes looks for scripts and files in the notes and fields of a page. One that
// cannot be read brings none.
func (o *overlaying) notes(page seat, s *Standing) {
	s.Script = s.Script || page.self.Get("AA") != nil
	list, err := o.f.List(page.self.Get("Annots"))
	if err != nil {
		return
	}
	for _, note := range list.Items[:min(len(list.Items), mostPageNotes)] {
		d, err := o.f.Dict(note)
		if err != nil {
			continue
		}
		action, _ := o.f.Dict(d.Get("A")) // a broken one does nothing
		s.Script = s.Script || d.Get("AA") != nil || action.Get("S") == cos.Name("JavaScript")
		s.Attached = s.Attached || d.Get("Subtype") == cos.Name("FileAttachment")
	}
}

// dangers notes what a file brings that is more than pages.
func (o *overlaying) dangers(s *Standing) error {
	names, err := o.f.Dict(o.catalog.Get("Names"))
	if err != nil {
		return err
	}
	form, err := o.f.Dict(o.catalog.Get("AcroForm"))
	if err != nil {
		return err
	}
	opening, err := o.f.Dict(o.catalog.Get("OpenAction"))
	if err != nil {
		return err
	}
	s.Script = s.Script || names.Get("JavaScript") != nil || o.catalog.Get("AA") != nil || opening.Get("S") == cos.Name("JavaScript")
	s.Dynamic = form.Get("XFA") != nil
	s.Attached = s.Attached || names.Get("EmbeddedFiles") != nil || o.catalog.Get("AF") != nil
	return nil
}
