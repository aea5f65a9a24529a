package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"time"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
)

// What drawing for a glance may take: a page of text takes a tenth of a second.
const (
	showStart = 10 * time.Second
	showPage  = 4 * time.Second
)

// Show draws the pages of any PDF in grey as they are seen, in order, until see has seen
// enough, and no more than most of them. A page that is larger than A3 is drawn
// coarser. A file on which that takes long is Unseeable. Errors are Failures, or
// those of the context.
func Show(ctx context.Context, r io.ReaderAt, size int64, most int, dpi float64, see func(image.Image) (more bool)) error {
	timed, stop := context.WithTimeout(ctx, showStart+time.Duration(most)*showPage)
	defer stop()
	return unseen(ctx, show(timed, r, size, most, func(v *renderer, count int) error {
		for i := range min(most, count) {
			img, err := v.patiently(i, dpi)
			if err != nil {
				return err
			}
			if !see(img) {
				break
			}
		}
		return nil
	}))
}

// ShowPages draws some pages of any PDF, from 0, as Show does.
func ShowPages(ctx context.Context, r io.ReaderAt, size int64, pages []int, dpi float64, see func(page int, img image.Image)) error {
	return unseen(ctx, show(ctx, r, size, len(pages), func(v *renderer, count int) error {
		for _, i := range pages {
			if i < 0 || i >= count {
				return fmt.Errorf("a page %d of %d", i, count)
			}
			img, err := v.patiently(i, dpi)
			if err != nil {
				return err
			}
			see(i, img)
		}
		return nil
	}))
}

// patiently is picture, as long as a page may take.
func (v *renderer) patiently(i int, dpi float64) (img image.Image, err error) {
	err = v.within(renderPage, func() (err error) {
		img, err = v.picture(i, dpi)
		return err
	})
	return img, err
}

func unseen(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	return Unseeable.Because(err)
}

func show(ctx context.Context, r io.ReaderAt, size int64, most int, draw func(v *renderer, count int) error) (err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("panic while drawing: %v", caught)
		}
	}()
	v, err := openRenderer(ctx, r, size, most)
	if err != nil {
		return err
	}
	defer v.close()
	count, err := v.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: v.file})
	if err != nil {
		return fmt.Errorf("counting pages: %w", err)
	}
	return draw(v, count.PageCount)
}

// picture draws a page, from 0, on white.
func (v *renderer) picture(i int, dpi float64) (image.Image, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: v.file, Index: i}}
	size, err := v.engine.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return nil, fmt.Errorf("measuring a page: %w", err)
	}
	inches := size.Width / office.PointsPerInch * size.Height / office.PointsPerInch
	if !(inches > 0) {
		return nil, fmt.Errorf("a page of %g×%g points", size.Width, size.Height)
	}
	dpi = math.Floor(min(dpi, math.Sqrt(renderPixels/inches)))
	if dpi < 1 {
		return nil, fmt.Errorf("a page of %g×%g points", size.Width, size.Height)
	}
	drawn, err := v.engine.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: int(dpi), RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT})
	if err != nil {
		return nil, fmt.Errorf("drawing a page: %w", err)
	}
	defer drawn.Cleanup()
	picture, is := drawn.Result.RenderedImage.(*image.RGBA)
	if !is {
		return nil, fmt.Errorf("a drawn page of another kind: %T", drawn.Result.RenderedImage)
	}
	kept := image.NewGray(picture.Bounds()) // what PDFium drew goes with it
	for y := range kept.Rect.Dy() {
		for x := range kept.Rect.Dx() {
			p := picture.Pix[y*picture.Stride+4*x:][:4]
			r, g, b := int(onWhite(p[0], p[3])), int(onWhite(p[1], p[3])), int(onWhite(p[2], p[3]))
			kept.Pix[y*kept.Stride+x] = byte((299*r + 587*g + 114*b) / 1000)
		}
	}
	return kept, nil
}
