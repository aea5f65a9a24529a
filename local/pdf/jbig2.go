package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"slices"

	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/page"
)

// A page in JBIG2 keeps its bytes: PDF/A-2 lets them be, and every way to pack
// them anew makes them many times longer.

func init() { page.DrawJBIG2 = drawJBIG2 }

// drawJBIG2 lets PDFium decode a page: it is put into a PDF of its own, a pixel of
// the drawing for each of the page.
func drawJBIG2(ctx context.Context, globals, segments []byte, width, height int) (*image.Gray, error) {
	const dots = 4 // pixels of a point, so that no page is too long for a PDF
	var file bytes.Buffer
	e := newEmitter(&file)
	e.put("%%PDF-1.7\n")
	tree, catalog := e.reserve(), e.reserve()
	content, own, at := e.reserve(), e.reserve(), e.reserve()
	w, h := float64(width)/dots, float64(height)/dots
	p := jbig2Picture(e, globals, width, height)
	e.bytes(at, p.entries(), segments)
	e.bytes(content, "", fmt.Appendf(nil, "%s 0 0 %s 0 0 cm /I Do", numbers(w), numbers(h)))
	e.object(own, "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s] /Contents %d 0 R /Resources << /XObject << /I %d 0 R >> >> >>", tree, numbers(w, h), content, at)
	e.object(tree, "<< /Type /Pages /Count 1 /Kids [%d 0 R] >>", own)
	e.object(catalog, "<< /Type /Catalog /Pages %d 0 R >>", tree)
	if err := e.finish(fmt.Sprintf("/Root %d 0 R", catalog)); err != nil {
		return nil, err
	}
	return drawnAlone(ctx, file.Bytes(), width, height)
}

// drawnAlone draws the one page of a file in black and white.
func drawnAlone(ctx context.Context, file []byte, width, height int) (*image.Gray, error) {
	ctx, stop := context.WithTimeout(ctx, renderPage)
	defer stop()
	v, err := openEye(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	defer context.AfterFunc(ctx, v.kill)()
	if err := v.open(bytes.NewReader(file), int64(len(file)), ""); err != nil {
		return nil, err
	}
	drawn, err := v.engine.RenderPageInPixels(&requests.RenderPageInPixels{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: v.file, Index: 0}}, Width: width, Height: height,
	})
	if err != nil {
		return nil, fmt.Errorf("drawing JBIG2: %w", err)
	}
	defer drawn.Cleanup()
	on, is := drawn.Result.RenderedImage.(*image.RGBA)
	if !is || on.Rect.Dx() != width || on.Rect.Dy() != height {
		return nil, fmt.Errorf("a drawing of %v for %d×%d", drawn.Result.RenderedImage.Bounds(), width, height)
	}
	grey := image.NewGray(image.Rect(0, 0, width, height))
	for i := range grey.Pix {
		p := on.Pix[i/width*on.Stride+i%width*4:][:4]
		if onWhite(p[0], p[3]) >= 0x80 {
			grey.Pix[i] = 0xff
		}
	}
	return grey, nil
}

// jbig2Picture writes what the page shares with others, and says how it lies.
func jbig2Picture(e *emitter, globals []byte, width, height int) picture {
	p := picture{width: width, height: height, depth: 1, space: "/DeviceGray", filter: "JBIG2Decode"}
	if len(globals) > 0 {
		at := e.reserve()
		e.bytes(at, "", globals)
		p.parms = fmt.Sprintf("/JBIG2Globals %d 0 R", at)
	}
	return p
}

func (w *Writer) jbig2(ctx context.Context, l Leaf) (picture, error) {
	spans := l.Info.JBIG2
	globals := make([]byte, spans.Globals.Size)
	if n, err := l.Content.ReadAt(globals, spans.Globals.Offset); n < len(globals) {
		return picture{}, PageImageBroken.Because(err)
	}
	p := jbig2Picture(w.e, globals, l.Info.Width, l.Info.Height)
	p.size = spans.Page.Size
	p.fill = func(to io.Writer) error { return w.copy(ctx, to, l.Content, spans.Page, nil) }
	return p, nil
}

var errJBIG2 = errors.New("JBIG2 that does not stand alone")

// liftJBIG2 gives the segments of a page as a file. One that does not show by
// itself is drawn with its page.
func (f *foreign) liftJBIG2(ctx context.Context, p placed, number int) ([]byte, error) {
	r, err := f.raster(p, number)
	if err != nil {
		return nil, err
	}
	if r.depth != 1 || r.components != 1 || r.palette != nil || r.invert {
		return nil, Layered.About(number).Because(errJBIG2)
	}
	parms, err := f.parms(p.raw)
	if err != nil {
		return nil, err
	}
	shared, err := f.stream(parms["JBIG2Globals"])
	if err != nil {
		return nil, err
	}
	var globals []byte
	if shared != nil {
		if globals, err = f.decoded(shared, mostCoded); err != nil {
			return nil, Layered.About(number).Because(err)
		}
	}
	segments, err := f.encoded(p.raw)
	if err != nil {
		return nil, err
	}
	file := slices.Concat([]byte(page.JBIG2Head), globals, segments)
	return file, f.standsAlone(ctx, file, int64(len(globals)), r, number)
}

func (f *foreign) standsAlone(ctx context.Context, file []byte, globals int64, r raster, number int) error {
	info, err := page.Probe(bytes.NewReader(file), int64(len(file)))
	if err != nil || info.Width != r.width || info.Height != r.height || info.JBIG2.Globals.Size != globals {
		return Layered.About(number).Because(errors.Join(errJBIG2, err))
	}
	img, err := page.Decode(ctx, bytes.NewReader(file), int64(len(file)), 0)
	if err != nil {
		return Layered.About(number).Because(err)
	}
	if grey, is := img.(*image.Gray); !is || !bytes.Contains(grey.Pix, []byte{0}) {
		return Layered.About(number).Because(errJBIG2) // nothing shows: it may be what PDFium cannot read
	}
	return nil
}
