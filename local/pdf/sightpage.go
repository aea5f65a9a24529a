package pdf

import (
	"bytes"
	"fmt"
	"image"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
)

// leafSeen is a page that is open in PDFium, to be drawn in parts. Where layers or
// notes could make it print otherwise than it shows, it is drawn both ways, and of
// each pixel the darker is kept.
type leafSeen struct {
	v        *renderer
	page     requests.Page
	w, h     int     // pixels
	inW, inH float64 // inches
	notes    bool
	twofold  bool
}

// withLeaf opens a page of a shape, which stays open until the next one. PDFium knows nothing of UserUnit, so
// that the resolution is told by the shape.
func (v *renderer) withLeaf(i int, shape office.PageShape, layers bool, do func(*leafSeen) error) error {
	loaded, err := v.engine.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: v.file, Index: i})
	if err != nil {
		return fmt.Errorf("loading a page: %w", err)
	}
	if err := v.turnTo(loaded.Page); err != nil {
		return err
	}
	d := &leafSeen{v: v, page: requests.Page{ByReference: &loaded.Page}, inW: shape.W / office.MMPerInch, inH: shape.H / office.MMPerInch}
	if err := d.measure(shape); err != nil {
		return err
	}
	d.twofold = layers || d.notes
	return do(d)
}

// turnTo keeps a page open until the next is, so that the fonts that both show are
// read once.
func (v *renderer) turnTo(page references.FPDF_PAGE) error {
	last := v.last
	v.last = page
	if last == "" {
		return nil
	}
	if _, err := v.engine.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: last}); err != nil {
		return fmt.Errorf("closing a page: %w", err)
	}
	return nil
}

func (d *leafSeen) measure(shape office.PageShape) error {
	size, err := d.v.engine.GetPageSize(&requests.GetPageSize{Page: d.page})
	if err != nil {
		return fmt.Errorf("measuring a page: %w", err)
	}
	if !sameShape(size.Width, size.Height, shape) {
		return errNoSize
	}
	d.resize(sightDPI)
	notes, err := d.v.engine.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: d.page})
	if err != nil {
		return fmt.Errorf("counting notes: %w", err)
	}
	d.notes = notes.Count > 0
	return nil
}

// resize says how fine the page is drawn; coarser where that would be too large.
func (d *leafSeen) resize(dpi float64) {
	dpi = min(dpi, math.Sqrt(renderPixels/d.inW/d.inH))
	d.w, d.h = max(1, int(d.inW*dpi+0.5)), max(1, int(d.inH*dpi+0.5))
}

// ink maps all that is on the page.
func (d *leafSeen) ink() (ink *page.Ink, err error) {
	err = d.area(image.Rect(0, 0, d.w, d.h), func(pix []byte) {
		img := plainest(pix, d.w, d.h)
		ink = page.InkOf(img, float64(d.w)/d.inW, float64(d.h)/d.inH, 1)
	})
	return ink, err
}

const (
	footMM      = 36.0 // that a line, or a band for it above a footer, lies in
	glimpseRows = 4    // of pixels above it that tell whether the page is white
)

// glimpse looks at the foot of the page and beside its text, where a line would be
// aligned.
func (d *leafSeen) glimpse(g *page.Glimpse) (least, most *page.Ink, err error) {
	g.Begin(d.w, d.h, float64(d.w)/d.inW, float64(d.h)/d.inH)
	foot := g.Foot(footMM)
	if err := d.area(image.Rect(0, foot, d.w, d.h), func(pix []byte) { g.See(pix, 0, foot, d.h) }); err != nil {
		return nil, nil, err
	}
	beside := g.From(mark.Beside(g.Least()))
	if err := d.area(image.Rect(beside, 0, d.w, foot), func(pix []byte) { g.See(pix, beside, 0, foot) }); err != nil {
		return nil, nil, err
	}
	for i := range glimpseRows {
		if err := d.area(image.Rect(0, (i+1)*foot/(glimpseRows+1), d.w, (i+1)*foot/(glimpseRows+1)+1), g.Sample); err != nil {
			return nil, nil, err
		}
	}
	if !g.OnWhite() {
		return nil, nil, nil
	}
	return g.Least(), g.Most(), nil
}

// area draws some of the page on white: rows of blue, green, red and a byte that
// means nothing, which hold until see returns.
func (d *leafSeen) area(of image.Rectangle, see func(pix []byte)) error {
	if of.Empty() {
		return nil
	}
	return d.bitmap(of, func(b drawing) error {
		pix, err := d.onWhite(b, !d.twofold)
		if err == nil && d.twofold {
			shown := bytes.Clone(pix)
			if pix, err = d.onWhite(b, true); err == nil {
				darker(pix, shown)
			}
		}
		if err == nil {
			see(pix)
		}
		return err
	})
}

// drawing is room in PDFium for an area of a page.
type drawing struct {
	at references.FPDF_BITMAP
	of image.Rectangle
}

// bitmap makes room for an area for a while.
func (d *leafSeen) bitmap(of image.Rectangle, do func(drawing) error) error {
	made, err := d.v.engine.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: of.Dx(), Height: of.Dy()})
	if err != nil {
		return fmt.Errorf("making room for a page: %w", err)
	}
	defer func() { _, _ = d.v.engine.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: made.Bitmap}) }()
	return do(drawing{at: made.Bitmap, of: of})
}

// darker keeps of each byte the lesser.
func darker(pix, than []byte) {
	for i, v := range than {
		pix[i] = min(pix[i], v)
	}
}

// onWhite draws an area as it is printed, or as it shows.
func (d *leafSeen) onWhite(on drawing, printed bool) ([]byte, error) {
	engine, size := d.v.engine, on.of.Size()
	if _, err := engine.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: on.at, Width: size.X, Height: size.Y, Color: 0xffffffff}); err != nil {
		return nil, fmt.Errorf("whitening a page: %w", err)
	}
	flags := enums.FPDF_RENDER_FLAG_ANNOT
	if printed {
		flags |= enums.FPDF_RENDER_FLAG_PRINTING
	}
	if _, err := engine.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{Bitmap: on.at, Page: d.page,
		StartX: -on.of.Min.X, StartY: -on.of.Min.Y, SizeX: d.w, SizeY: d.h, Flags: flags}); err != nil {
		return nil, fmt.Errorf("drawing a page: %w", err)
	}
	if d.notes && !printed {
		if err := d.fields(on, flags); err != nil {
			return nil, err
		}
	}
	drawn, err := engine.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: on.at})
	if err != nil {
		return nil, fmt.Errorf("reading a drawn page: %w", err)
	}
	if len(drawn.Buffer) != 4*size.X*size.Y {
		return nil, fmt.Errorf("%d bytes for a page of %v", len(drawn.Buffer), size)
	}
	return drawn.Buffer, nil
}

// fields draws those of the form, as they show.
func (d *leafSeen) fields(on drawing, flags enums.FPDF_RENDER_FLAG) error {
	if d.v.form == "" {
		var err error
		if d.v.form, err = formOf(d.v.engine, d.v.file); err != nil {
			return err
		}
	}
	_, err := d.v.engine.FPDF_FFLDraw(&requests.FPDF_FFLDraw{FormHandle: d.v.form, Bitmap: on.at, Page: d.page,
		StartX: -on.of.Min.X, StartY: -on.of.Min.Y, SizeX: d.w, SizeY: d.h, Flags: flags})
	if err != nil {
		return fmt.Errorf("drawing the fields of a page: %w", err)
	}
	return nil
}

// plainest is a drawn page in grey, where it has no colour, in which its ink is
// found three times as fast.
func plainest(pix []byte, w, h int) image.Image {
	grey := image.NewGray(image.Rect(0, 0, w, h))
	for i := range grey.Pix {
		p := pix[4*i:][:4]
		if p[0] != p[1] || p[1] != p[2] {
			return colourful(pix, w, h)
		}
		grey.Pix[i] = p[0]
	}
	return grey
}

// colourful is a drawn page in the order of Go's pixels.
func colourful(pix []byte, w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		p, to := pix[4*i:][:4], img.Pix[4*i:][:4]
		to[0], to[1], to[2], to[3] = p[2], p[1], p[0], 0xff
	}
	return img
}
