package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/page"
)

// About is what a file says of itself. Its language is always Vietnamese.
type About struct {
	ID      [16]byte // of the document, in the trailer and in the metadata
	Title   string
	Author  string
	Subject string
	Code    string // the lookup code, as the keyword and the identifier
	Created time.Time
	Changed []string // what was done to a scanned picture before it was written, one saying each
}

// Leaf is one page image to be written: what Probe told of it, its bytes, and
// how it lies. Orientation is EXIF 1…8 with the clerk's turns; DPIX and DPIY
// belong to the image's own width and height, before turning.
type Leaf struct {
	Info        page.Info
	Content     io.ReaderAt
	Size        int64
	Frame       int
	DPIX, DPIY  float64
	Orientation int

	// Made is what is written in the place of the content, which is not read then; nil: the
	// content itself. DPIX and DPIY are those of its pixels.
	Made *Made
}

// Drawn tells how a page lies in the file: the SHA-256 of its image stream and
// its upright size in points.
type Drawn struct {
	Stream office.Digest
	W, H   float64
}

// Writer makes one PDF/A-2b file. Images go to the file as they come and are
// forgotten; what it keeps of a page is its size and the numbers of its parts.
// It ends with Close, which writes the fonts, the pages and the tables; after
// an error the file is worthless and every further call returns that error.
type Writer struct {
	e      *emitter
	about  About
	leaves []*sheet
	faces  inStyles[*face]
	unseen unpainted // the font of words that are not painted
	buf    []byte    // shared by all copying
	closed bool
}

// sheet is a page that waits for Close.
type sheet struct {
	w, h           float64 // without growth
	image          int     // object number; 0: a sheet without an image
	words          int     // object number of what was read on it; 0: nothing
	turn           matrix
	growTop, grow  float64 // points: above, and above and below together
	forms          []form
	markCount      int
	plainTextCount int
}

// form is a mark or a text on a sheet.
type form struct {
	name   string
	object int
	x, y   float64 // points from the top left of the grown sheet to the form's top left
	h      float64
}

const (
	catalogObject = 1
	pagesObject   = 2
	copyBytes     = 256 << 10
)

// NewWriter begins a file.
func NewWriter(w io.Writer, a About) *Writer {
	e := newEmitter(w)
	e.put("%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n")
	e.reserve() // catalogObject
	e.reserve() // pagesObject
	return &Writer{e: e, about: a, buf: make([]byte, copyBytes)}
}

// Page writes an image as a page of its true size. The bytes of a JPEG file
// are its stream, unchanged; PNG data and single CCITT strips pass as they
// are, and everything else is packed anew without loss.
func (w *Writer) Page(ctx context.Context, l Leaf) (Drawn, error) {
	if err := w.ready(); err != nil {
		return Drawn{}, err
	}
	p, err := w.picture(ctx, l)
	if err != nil {
		return Drawn{}, err
	}
	width, height, err := sheetSize(p.width, p.height, l.DPIX, l.DPIY, l.Orientation)
	if err != nil {
		return Drawn{}, err
	}
	object := w.e.reserve()
	digest, err := w.e.stream(object, p.entries(), p.size, p.fill)
	if err != nil {
		return Drawn{}, fmt.Errorf("writing page image %d: %w", len(w.leaves)+1, err)
	}
	w.leaves = append(w.leaves, &sheet{w: width, h: height, image: object, turn: upright(l.Orientation, width, height)})
	return Drawn{Stream: digest, W: width, H: height}, nil
}

// Sheet adds an empty page of the given size in points and returns its index.
func (w *Writer) Sheet(wPt, hPt float64) int {
	w.leaves = append(w.leaves, &sheet{w: wPt, h: hPt})
	return len(w.leaves) - 1
}

// Mark puts a mark on a page, from 0. The spot's place counts from the top
// left of the sheet after it has grown by spot.Grow.
func (w *Writer) Mark(page int, l mark.Layout, spot office.Spot) error {
	s, err := w.sheet(page)
	if err != nil {
		return err
	}
	s.markCount++
	if err := w.put(s, fmt.Sprintf("Mark%d", s.markCount), l, spot.X, spot.Y); err != nil {
		return err
	}
	switch spot.Where {
	case office.StripTop:
		s.growTop += spot.Grow * office.PointsPerMM
		s.grow += spot.Grow * office.PointsPerMM
	case office.StripEnd:
		s.grow += spot.Grow * office.PointsPerMM
	}
	return nil
}

// Text puts plain text on a page, from 0, in millimetres from its top left.
func (w *Writer) Text(page int, l mark.Layout, xMM, yMM float64) error {
	s, err := w.sheet(page)
	if err != nil {
		return err
	}
	s.plainTextCount++
	return w.put(s, fmt.Sprintf("Text%d", s.plainTextCount), l, xMM, yMM)
}

func (w *Writer) sheet(page int) (*sheet, error) {
	if err := w.ready(); err != nil {
		return nil, err
	}
	if page < 0 || page >= len(w.leaves) {
		return nil, fmt.Errorf("no page %d among %d", page, len(w.leaves))
	}
	return w.leaves[page], nil
}

func (w *Writer) put(s *sheet, name string, l mark.Layout, xMM, yMM float64) error {
	content, fonts, err := w.draw(l)
	if err != nil {
		return err
	}
	object := w.e.reserve()
	w.e.bytes(object, formEntries(l, w.fontResources(fonts)), deflate(content))
	s.forms = append(s.forms, form{name: name, object: object, x: xMM * office.PointsPerMM, y: yMM * office.PointsPerMM, h: l.H})
	return w.e.err
}

func (w *Writer) ready() error {
	if w.closed {
		return errors.New("the PDF is already closed")
	}
	return w.e.err
}

// Close writes everything that waited, and the tables.
func (w *Writer) Close() error {
	if err := w.ready(); err != nil {
		return err
	}
	w.closed = true
	if len(w.leaves) == 0 {
		return w.e.fail(errors.New("a PDF needs a page"))
	}
	for _, f := range w.faces {
		if f != nil {
			if err := f.emit(w.e, false); err != nil {
				return w.e.fail(err)
			}
		}
	}
	if err := w.unseen.emit(w.e); err != nil {
		return w.e.fail(err)
	}
	kids := make([]string, len(w.leaves))
	for i, s := range w.leaves {
		if !paperSized(s.w) || !paperSized(s.h+s.grow) {
			return w.e.fail(SheetSize.About(s.w/office.PointsPerMM, (s.h+s.grow)/office.PointsPerMM))
		}
		kids[i] = fmt.Sprintf("%d 0 R", s.emit(w.e))
	}
	w.e.object(pagesObject, "<< /Type /Pages /Count %d /Kids [%s] >>", len(kids), strings.Join(kids, " "))
	return w.e.finish(w.about.emit(w.e))
}

// emit writes the page and its content stream.
func (s *sheet) emit(e *emitter) int {
	height := s.h + s.grow
	var content, resources strings.Builder
	if s.words != 0 {
		fmt.Fprintf(&content, "q 1 0 0 1 %s cm /%s Do Q\n", numbers(0, s.grow-s.growTop), unseenName)
		fmt.Fprintf(&resources, "/%s %d 0 R ", unseenName, s.words)
	}
	if s.image != 0 {
		m := s.turn
		m[5] += s.grow - s.growTop
		fmt.Fprintf(&content, "q %s cm /Image Do Q\n", numbers(m[:]...))
		fmt.Fprintf(&resources, "/Image %d 0 R", s.image)
	}
	for _, f := range s.forms {
		fmt.Fprintf(&content, "q 1 0 0 1 %s cm /%s Do Q\n", numbers(f.x, height-f.y-f.h), f.name)
		fmt.Fprintf(&resources, " /%s %d 0 R", f.name, f.object)
	}
	contents, self := e.reserve(), e.reserve()
	e.bytes(contents, "", []byte(content.String()))
	e.object(self, "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s] /Contents %d 0 R /Resources << /XObject << %s >> >> >>",
		pagesObject, numbers(s.w, height), contents, resources.String())
	return self
}
