package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
)

// bandPixels is how much is drawn at once: 40 MB, a quarter of A4 at 600 dpi.
const bandPixels = 10_000_000

// Bands is a document that is drawn in bands, for printers that take pictures.
// It is for one goroutine, and holds a PDFium of its own until it is closed.
type Bands struct {
	v     *renderer
	count int
}

// OpenBands opens any PDF. Errors are Failures, or those of the context.
func OpenBands(ctx context.Context, r io.ReaderAt, size int64) (_ *Bands, err error) {
	b := &Bands{}
	defer func() {
		if err != nil {
			b.Close()
		}
		err = b.told(ctx, err)
	}()
	defer caught(&err)
	if b.v, err = openRenderer(ctx, r, size, bandPages); err != nil {
		return nil, err
	}
	count, err := b.v.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: b.v.file})
	if err != nil {
		return nil, fmt.Errorf("counting pages: %w", err)
	}
	b.count = count.PageCount
	return b, nil
}

// bandPages is how many minutes a document may be open, which is what the
// renderer counts in: the printing of a long one.
const bandPages = 120

func caught(err *error) {
	if c := recover(); c != nil {
		*err = fmt.Errorf("panic while drawing: %v", c)
	}
}

func (*Bands) told(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	return Unseeable.Because(err)
}

// Count is how many pages there are.
func (b *Bands) Count() int { return b.count }

// Size is that of a page, from 0, as it is seen, in millimetres.
func (b *Bands) Size(page int) (w, h float64, err error) {
	defer func() { err = b.told(context.Background(), err) }()
	defer caught(&err)
	size, err := b.v.engine.GetPageSize(&requests.GetPageSize{Page: b.page(page)})
	if err != nil {
		return 0, 0, fmt.Errorf("measuring a page: %w", err)
	}
	if !(size.Width > 0 && size.Height > 0) {
		return 0, 0, fmt.Errorf("a page of %g×%g points", size.Width, size.Height)
	}
	return size.Width / office.PointsPerInch * office.MMPerInch, size.Height / office.PointsPerInch * office.MMPerInch, nil
}

func (b *Bands) page(i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: b.v.file, Index: i}}
}

// Band draws the rows from y0 up to y1 of a page that is w×h pixels in all, on
// white: rows of blue, green, red and a byte that means nothing.
func (b *Bands) Band(ctx context.Context, page, w, h, y0, y1 int) (rows []byte, err error) {
	if w < 1 || y0 < 0 || y1 <= y0 || y1 > h || (y1-y0) > bandPixels/w {
		return nil, Unseeable.Because(fmt.Errorf("a band of %d×%d pixels", w, y1-y0))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	defer func() { err = b.told(ctx, err) }()
	defer caught(&err)
	stop := context.AfterFunc(ctx, b.v.stop) // PDFium itself does not listen
	defer stop()
	return b.band(page, w, h, y0, y1)
}

func (b *Bands) band(page, w, h, y0, y1 int) ([]byte, error) {
	engine := b.v.engine
	made, err := engine.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: w, Height: y1 - y0})
	if err != nil {
		return nil, fmt.Errorf("making room for a band: %w", err)
	}
	defer func() { _, _ = engine.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: made.Bitmap}) }()
	if _, err := engine.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: made.Bitmap, Width: w, Height: y1 - y0, Color: 0xffffffff}); err != nil {
		return nil, fmt.Errorf("whitening a band: %w", err)
	}
	if _, err := engine.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: made.Bitmap, Page: b.page(page), StartY: -y0, SizeX: w, SizeY: h, Flags: enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_PRINTING,
	}); err != nil {
		return nil, fmt.Errorf("drawing a band: %w", err)
	}
	drawn, err := engine.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: made.Bitmap})
	if err != nil || len(drawn.Buffer) != 4*w*(y1-y0) {
		return nil, fmt.Errorf("reading a band: %w", errors.Join(err, io.ErrUnexpectedEOF))
	}
	return append([]byte(nil), drawn.Buffer...), nil
}

// Close ends the drawing.
func (b *Bands) Close() {
	if b.v != nil {
		b.v.close()
	}
}
