package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
)

// PDFium unpacks a scanned page more slowly than the eye likes to wait. Where a
// JPEG covers all of a page, it is unpacked here instead, and PDFium draws what
// lies over it: a mark, letters, the picture of a signature.

// Picture draws a page, from 0, in colour, as fine as is asked and as there is
// memory for; a scan not finer than it was scanned. Errors are Failures, or
// those of the context.
func (b *Reading) Picture(ctx context.Context, i int, dpi float64) (image.Image, error) {
	if i < 0 || i >= len(b.shapes) {
		return nil, NoSuchPage.About(i + 1)
	}
	first, err := ask(ctx, b, func(v *eye) (sight, error) { return b.firstSight(v, i, dpi) })
	if err != nil || first.scan == nil {
		return first.picture, pageSaid(ctx, i, err)
	}
	under, err := first.scan.unpack(ctx, b.pixels(i, min(dpi, first.scan.dpi)))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil: // PDFium may know what to do with it
		under = nil
	case first.scan.alone:
		return under, nil
	}
	picture, err := ask(ctx, b, func(v *eye) (image.Image, error) { return b.drawOver(v, i, dpi, first.scan, under) })
	return picture, pageSaid(ctx, i, err)
}

// sight is a page that was drawn, or the scan that covers it.
type sight struct {
	picture image.Image
	scan    *scanned
}

func (b *Reading) firstSight(v *eye, i int, dpi float64) (first sight, err error) {
	err = v.withPage(i, func(p requests.Page) (err error) {
		if first.scan, err = b.scanOf(v, i, p); err != nil || first.scan != nil {
			return err
		}
		first.picture, err = v.draw(p, b.pixels(i, dpi), nil)
		return err
	})
	return first, err
}

// drawOver draws what lies over a scan, or all of the page where the scan could
// not be unpacked.
func (b *Reading) drawOver(v *eye, i int, dpi float64, s *scanned, under image.Image) (picture image.Image, err error) {
	err = v.withPage(i, func(p requests.Page) (err error) {
		size := b.pixels(i, dpi)
		if under != nil {
			size = under.Bounds().Size()
			if err := v.hide(p, s.hidden); err != nil {
				return err
			}
		}
		picture, err = v.draw(p, size, under)
		return err
	})
	return picture, err
}

// pixels is the size of a page's picture, coarser where it would be too large.
func (b *Reading) pixels(i int, dpi float64) image.Point {
	w, h := b.shapes[i].W/office.MMPerInch, b.shapes[i].H/office.MMPerInch
	dpi = min(dpi, math.Sqrt(renderPixels/(w*h)))
	return image.Pt(max(1, int(math.Round(w*dpi))), max(1, int(math.Round(h*dpi))))
}

// withPage loads a page for a while.
func (v *eye) withPage(i int, do func(requests.Page) error) error {
	loaded, err := v.engine.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: v.file, Index: i})
	if err != nil {
		return fmt.Errorf("loading a page: %w", err)
	}
	err = do(requests.Page{ByReference: &loaded.Page})
	_, closing := v.engine.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	return errors.Join(err, closing)
}

// draw draws what is active of a page, with its notes and the fields of its
// form, over white or over a picture of the same size. On paper the fields are notes
// like all others.
func (v *eye) draw(p requests.Page, size image.Point, under image.Image) (*image.RGBA, error) {
	made, err := v.engine.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: size.X, Height: size.Y, Alpha: 1})
	if err != nil {
		return nil, fmt.Errorf("making room for a page of %v: %w", size, err)
	}
	at := made.Bitmap
	if err := v.lay(at, size, under); err != nil {
		return nil, err
	}
	flags := enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER
	if v.printed {
		flags |= enums.FPDF_RENDER_FLAG_PRINTING
	}
	if _, err := v.engine.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{Bitmap: at, Page: p, SizeX: size.X, SizeY: size.Y, Flags: flags}); err != nil {
		return nil, fmt.Errorf("drawing a page: %w", err)
	}
	notes, err := v.engine.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: p})
	if err != nil {
		return nil, fmt.Errorf("counting notes: %w", err)
	}
	if notes.Count > 0 && !v.printed {
		form, err := v.forms()
		if err != nil {
			return nil, err
		}
		if _, err := v.engine.FPDF_FFLDraw(&requests.FPDF_FFLDraw{FormHandle: form, Bitmap: at, Page: p, SizeX: size.X, SizeY: size.Y, Flags: flags}); err != nil {
			return nil, fmt.Errorf("drawing the fields of a page: %w", err)
		}
	}
	return v.take(at, size)
}

// lay puts white, or a picture, below what will be drawn.
func (v *eye) lay(at references.FPDF_BITMAP, size image.Point, under image.Image) error {
	if under == nil {
		_, err := v.engine.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: at, Width: size.X, Height: size.Y, Color: 0xffffffff})
		return err
	}
	room, err := v.engine.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: at})
	if err != nil {
		return fmt.Errorf("finding the room for a page: %w", err)
	}
	if len(room.Buffer) < 4*size.X*size.Y {
		return fmt.Errorf("%d bytes of room for a page of %v", len(room.Buffer), size)
	}
	sheet := &image.RGBA{Pix: room.Buffer, Stride: len(room.Buffer) / size.Y, Rect: image.Rectangle{Max: size}}
	draw.Draw(sheet, sheet.Rect, under, under.Bounds().Min, draw.Src)
	return nil
}

// take copies what was drawn out of PDFium's memory.
func (v *eye) take(at references.FPDF_BITMAP, size image.Point) (*image.RGBA, error) {
	drawn, err := v.engine.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: at})
	if err != nil {
		return nil, fmt.Errorf("taking a drawn page: %w", err)
	}
	stride := 4 * size.X
	if len(drawn.Buffer) != stride*size.Y {
		return nil, fmt.Errorf("%d bytes for a page of %v", len(drawn.Buffer), size)
	}
	picture := &image.RGBA{Pix: append([]byte(nil), drawn.Buffer...), Stride: stride, Rect: image.Rectangle{Max: size}}
	_, err = v.engine.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: at})
	return picture, err
}

// hide keeps the first so many objects of a page from being drawn.
func (v *eye) hide(p requests.Page, first int) error {
	for i := range first {
		o, err := v.engine.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p, Index: i})
		if err != nil {
			return fmt.Errorf("finding what lies below a scan: %w", err)
		}
		if _, err := v.engine.FPDFPageObj_SetIsActive(&requests.FPDFPageObj_SetIsActive{PageObject: o.PageObject}); err != nil {
			return fmt.Errorf("hiding what lies below a scan: %w", err)
		}
	}
	return nil
}
