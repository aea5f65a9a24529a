package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"

	"tram/local/office"
)

// A scan in layers (a mask of letters over a coarse background, a page cut
// into strips) has no one image that could be taken out. It is drawn by PDFium
// as it is seen. PDFium runs as WebAssembly: it sees no file but the one that
// it reads, has a limit of memory, and ends when its time is up.

const (
	renderLeastDPI = 200
	renderMostDPI  = 300
	renderPixels   = 18_000_000 // A3 at 300 dpi has 17.4 million

	renderMostBilevel = 600 // dpi, where pages of that size still fit

	renderMemory = 320 << 20 // bytes that PDFium may take
	renderStart  = 20 * time.Second
	renderPage   = 20 * time.Second
	inspectLimit = 25 * time.Second // for a look at what a broken or locked file is
	wasmPage     = 64 << 10
)

// renderer draws pages of one file.
type renderer struct {
	pool   pdfium.Pool
	engine pdfium.Pdfium
	file   references.FPDF_DOCUMENT
	form   references.FPDF_FORMHANDLE // empty until fields are drawn
	last   references.FPDF_PAGE       // that is open; empty: none
	stop   context.CancelFunc
	leave  func() // the machinery, once; nil: it was not entered
	stall  *stall
}

// openRenderer starts PDFium on a file of which that many pages are to be
// drawn.
func openRenderer(ctx context.Context, r io.ReaderAt, size int64, pages int) (*renderer, error) {
	return startRenderer(ctx, r, size, pages, nil)
}

// openLocked starts PDFium on a file that may have a password.
func openLocked(ctx context.Context, r io.ReaderAt, size int64, password string) (*renderer, error) {
	const asLongAs = 2 // pages drawn: nothing is drawn here, but much may be read
	return startRenderer(ctx, r, size, asLongAs, &password)
}

func startRenderer(ctx context.Context, r io.ReaderAt, size int64, pages int, password *string) (_ *renderer, err error) {
	stall := stallOf(ctx)
	ctx, stop := context.WithTimeout(ctx, renderStart+time.Duration(pages)*renderPage)
	v := &renderer{stop: stop, stall: stall}
	defer func() {
		if err != nil {
			v.close()
		}
	}()
	l, err := machine.enter()
	if err != nil {
		return nil, err
	}
	v.leave = sync.OnceFunc(machine.leave)
	v.pool, err = webassembly.InitWithWASM(l.config(ctx, 1, renderMemory))
	if err != nil {
		return nil, fmt.Errorf("starting the page renderer: %w", err)
	}
	if v.engine, err = v.pool.GetInstanceWithContext(ctx); err != nil {
		return nil, fmt.Errorf("starting the page renderer: %w", err)
	}
	opened, err := v.engine.OpenDocument(&requests.OpenDocument{FileReader: io.NewSectionReader(r, 0, size), FileReaderSize: size, Password: password})
	if err != nil {
		return nil, fmt.Errorf("opening the file for rendering: %w", err)
	}
	v.file = opened.Document
	return v, nil
}

// close ends PDFium with everything that it holds.
func (v *renderer) close() {
	v.stop()
	if v.pool != nil {
		_ = v.pool.Close() // its memory goes with it; there is nothing to save
	}
	if v.leave != nil {
		v.leave()
	}
}

// toDraw is what is known of a page before it is drawn.
type toDraw struct {
	leaf
	number  int
	finest  float64 // dpi of its finest layer, 0 unknown
	told    float64 // dpi of its letters and lines, 0 unknown
	bilevel bool    // all its images are black and white
	bare    bool    // without its annotations
}

// resolution is the dpi at which a page is drawn: that of its finest layer, as far
// as eyes need it, and as a large page leaves memory for. Black and white needs
// more, and takes less.
func (t toDraw) resolution() float64 {
	most := float64(renderMostDPI)
	if t.bilevel {
		most = renderMostBilevel
	}
	dpi := min(most, max(renderLeastDPI, t.finest))
	w, h := t.size()
	if fits := math.Sqrt(renderPixels/(w*h)) * office.PointsPerInch; fits < dpi {
		dpi = math.Max(renderLeastDPI, math.Floor(fits))
	}
	return math.Ceil(dpi)
}

// size is the page as it is seen, in points.
func (t toDraw) size() (w, h float64) {
	w, h = t.seen().width()*t.unit, t.seen().height()*t.unit
	if t.rotate%2 == 1 {
		return h, w
	}
	return w, h
}

// draw gives a page as it is seen, upright: a PNG, or Group 4 where it is black
// and white.
func (v *renderer) draw(t toDraw) (Lifted, error) {
	dpi := t.resolution()
	w, h := t.size()
	if w*h*dpi*dpi > renderPixels*office.PointsPerInch*office.PointsPerInch {
		return Lifted{}, fmt.Errorf("a page of %.0f×%.0f points", w, h)
	}
	how := enums.FPDF_RENDER_FLAG_ANNOT
	if t.bare {
		how = 0
	}
	drawn, err := v.engine.RenderPageInDPI(&requests.RenderPageInDPI{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: v.file, Index: t.number - 1}},
		DPI:  int(dpi * t.unit), RenderFlags: how, RenderForm: !t.bare,
	})
	if err != nil {
		return Lifted{}, fmt.Errorf("rendering a page: %w", err)
	}
	defer drawn.Cleanup()
	picture, is := drawn.Result.RenderedImage.(*image.RGBA)
	if !is {
		return Lifted{}, fmt.Errorf("a rendered page of another kind: %T", drawn.Result.RenderedImage)
	}
	size := picture.Bounds().Size()
	out := Lifted{Sheet: t.number, Orientation: 1, Rendered: true, Finest: t.told}
	out.DPIX, out.DPIY = float64(size.X)/w*office.PointsPerInch, float64(size.Y)/h*office.PointsPerInch
	return out, out.hold(picture)
}

// hold packs a drawn page without loss.
func (l *Lifted) hold(picture *image.RGBA) (err error) {
	r, samples := flattened(picture)
	switch {
	case samples == nil:
		return errors.New("nothing shows on the rendered page")
	case r.components == 1 && twoTone(samples, r):
		strip, err := group4(inkRows(samples, r), r)
		l.Media, l.Content = office.TIFF, g4TIFF(r, strip, false, l.DPIX, l.DPIY)
		return err
	}
	l.Media, r.crisp = office.PNG, crisp(samples, r)
	l.Content, err = samplesPNG(r, rowsOf(samples, r), l.DPIX, l.DPIY)
	return err
}

// twoTone tells whether a grey picture is black and white: grey only where an
// edge was smoothed, never a whole patch of three by three.
func twoTone(samples []byte, r raster) bool {
	const black, white, patch = 4, 251, 3
	above := make([]int, r.width) // rows of grey that end in this one
	for y := range r.height {
		run := 0
		for x, v := range samples[y*r.width:][:r.width] {
			if v < black || v > white {
				above[x], run = 0, 0
				continue
			}
			if above[x]++; above[x] < patch {
				run = 0
			} else if run++; run == patch {
				return false
			}
		}
	}
	return true
}

// inkRows gives a grey picture as rows of a bit a pixel, 1 black.
func inkRows(samples []byte, r raster) rows {
	line := make([]byte, (r.width+7)/8)
	return func() ([]byte, error) {
		clear(line)
		for x, v := range samples[:r.width] {
			line[x/8] |= (^v & 0x80) >> (x % 8)
		}
		samples = samples[r.width:]
		return line, nil
	}
}

// flattened lays a rendered page on white, in grey where it has no colour. It
// gives no samples for a page that is white all over: PDFium passes over an
// image that it cannot read without a word. The samples take the picture's
// place in memory.
func flattened(img *image.RGBA) (r raster, samples []byte) {
	size := img.Bounds().Size()
	r = raster{width: size.X, height: size.Y, depth: 8, components: 3}
	samples = img.Pix[:0] // what is written never overtakes what is read
	grey, white := true, true
	for y := range size.Y {
		for x := range size.X {
			p := img.Pix[y*img.Stride+4*x:][:4]
			a, b, c := onWhite(p[0], p[3]), onWhite(p[1], p[3]), onWhite(p[2], p[3])
			grey = grey && a == b && b == c
			white = white && a&b&c == 255
			samples = append(samples, a, b, c)
		}
	}
	if white {
		return r, nil
	}
	if grey {
		r.components = 1
		for i := range size.X * size.Y {
			samples[i] = samples[3*i]
		}
		samples = samples[:size.X*size.Y]
	}
	return r, samples
}

// onWhite blends a component that is not multiplied by its alpha.
func onWhite(v, alpha byte) byte {
	return byte((int(v)*int(alpha) + 255*(255-int(alpha)) + 127) / 255)
}
