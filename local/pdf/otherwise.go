package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"slices"

	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// A page can print otherwise than it shows: a note that is only printed or only
// shown, a layer that is switched on for one of them.

const otherwiseDPI = 50 // any line that differs is seen

// Flags of an annotation (ISO 32000-1, table 165).
const (
	flagHidden   = 1 << 1
	flagPrint    = 1 << 2
	flagNoRotate = 1 << 4
	flagNoView   = 1 << 5
)

// PrintsOtherwise lists the pages of a PDF, from 0, that print otherwise than they
// show on a screen. Of notes their entries tell, for programs draw them each in its
// own way; of layers, and of a file whose tables cannot be used, drawing tells. A page
// that cannot be drawn is not among them. Errors are Failures, or those of the context.
func PrintsOtherwise(ctx context.Context, r io.ReaderAt, size int64) ([]int, error) {
	s, err := Inspect(ctx, r, size, "")
	if err != nil || s.Locked {
		return nil, err
	}
	t := readTables(ctx, r, size, len(s.Shapes))
	layers := t == nil || t.switched()
	var pages, doubtful []int
	for i := range s.Shapes {
		switch {
		case t != nil && t.notesDiffer(i):
			pages = append(pages, i)
		case layers:
			doubtful = append(doubtful, i)
		}
	}
	drawn, err := drawnOtherwise(ctx, r, size, doubtful)
	pages = append(pages, drawn...)
	slices.Sort(pages)
	return pages, err
}

// drawnOtherwise lists those of some pages that are drawn otherwise for print.
func drawnOtherwise(ctx context.Context, r io.ReaderAt, size int64, some []int) (pages []int, err error) {
	if len(some) == 0 {
		return nil, ctx.Err()
	}
	defer func() { err = unseen(ctx, err) }()
	defer caught(&err)
	v, err := openRenderer(ctx, r, size, len(some))
	if err != nil {
		return nil, err
	}
	defer v.close()
	for _, i := range some {
		differs, err := v.printsOtherwise(i)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && differs {
			pages = append(pages, i)
		}
	}
	return pages, nil
}

// switched tells whether a layer of the file is used otherwise for print than for
// the screen, as far as its entries tell; what cannot be read could be.
func (t *tables) switched() bool {
	catalog, err := t.f.Dict(t.f.Trailer.Get("Root"))
	if err != nil || catalog.Get("OCProperties") == nil {
		return err != nil
	}
	all, err := t.f.Dict(catalog.Get("OCProperties"))
	if err != nil {
		return true
	}
	groups, err := t.f.List(all.Get("OCGs"))
	if err != nil {
		return true
	}
	for _, o := range groups.Items {
		group, err := t.f.Dict(o)
		if err != nil {
			return true
		}
		usage, err := t.f.Dict(group.Get("Usage"))
		if err != nil || usage.Get("Print") != nil || usage.Get("View") != nil {
			return true
		}
	}
	return false
}

// notesDiffer tells whether a note of a page is shown and not printed, or printed
// and not shown.
func (t *tables) notesDiffer(page int) bool {
	notes, err := t.f.List(t.pages[page].self.Get("Annots"))
	if err != nil {
		return true
	}
	for _, o := range notes.Items {
		note, err := t.f.Dict(o)
		if err != nil {
			return true
		}
		if t.draws(note) && differsInPrint(t.flags(note)) {
			return true
		}
	}
	return false
}

// draws tells whether a note could leave ink on the page.
func (t *tables) draws(note cos.Dict) bool {
	if place, ok := t.box(note.Get("Rect")); ok && place.area() == 0 {
		return false
	}
	if note.Get("AP") != nil {
		return true
	}
	kind, err := t.f.Value(note.Get("Subtype"))
	return err != nil || kind != cos.Name("Link") && kind != cos.Name("Popup")
}

func (t *tables) flags(note cos.Dict) int {
	v, err := t.f.Value(note.Get("F"))
	if n, is := cos.Number(v); err == nil && is {
		return int(n)
	}
	return 0
}

func differsInPrint(flags int) bool {
	shows, prints := flags&(flagHidden|flagNoView) == 0, flags&flagHidden == 0 && flags&flagPrint != 0
	return shows != prints
}

// printsOtherwise draws a page both ways.
func (v *renderer) printsOtherwise(i int) (differs bool, err error) {
	size, err := v.engine.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: v.file, Index: i})
	if err != nil {
		return false, fmt.Errorf("measuring page %d: %w", i+1, err)
	}
	shape := office.PageShape{W: size.Width / office.PointsPerMM, H: size.Height / office.PointsPerMM}
	err = v.within(sightTime, func() error {
		return v.withLeaf(i, shape, true, func(d *leafSeen) error {
			d.resize(otherwiseDPI)
			d.notes = false // of those the entries told
			shown, err := d.copied(false)
			if err != nil {
				return err
			}
			printed, err := d.copied(true)
			differs = !bytes.Equal(shown, printed)
			return err
		})
	})
	return differs, err
}

// copied is the whole page as it prints or as it shows.
func (d *leafSeen) copied(printed bool) (pix []byte, err error) {
	err = d.bitmap(image.Rect(0, 0, d.w, d.h), func(b drawing) error {
		drawn, err := d.onWhite(b, printed)
		pix = bytes.Clone(drawn)
		return err
	})
	return pix, err
}
