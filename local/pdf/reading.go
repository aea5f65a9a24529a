package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"

	"tram/local/office"
	"tram/local/pdf/cos"
)

// A PDF that somebody reads stays open in a PDFium of its own. The rules:
//   - PDFium does one thing at a time. A piece of work that takes too long, or
//     that nobody waits for any more, is ended by taking its PDFium down; the
//     next piece gets a new one, which costs a few milliseconds.
//   - Scripts and XFA never run: this PDFium has neither.
//   - What PDFium took is freed with it, so a long reading changes it now and
//     then.

const (
	MostRead = 5000 // pages

	eyePatience = 15 * time.Second       // for one piece of work
	eyeGrace    = 150 * time.Millisecond // for work that nobody waits for
	eyePieces   = 400                    // after which a PDFium is changed
)

// Reading is a PDF that is open for the eye: pages are drawn when they are
// asked for. Its methods may be called from several goroutines. It ends with
// Close, which frees all; whatever runs then ends too.
type Reading struct {
	r        io.ReaderAt
	size     int64
	password string
	printed  bool // it is read as it prints
	patience time.Duration

	shapes []office.PageShape
	turn   chan struct{}   // holds one token: whoever has it works
	life   context.Context // ends with Close
	end    context.CancelFunc
	closed sync.Once

	// What follows belongs to whoever has the token.
	eye    *eye
	tables *tables // nil: the file's tables have to be guessed at
	texts  texts
}

// Open opens a PDF for reading. A file with a password asks for it by
// PasswordNeeded. r is read until Close. Errors are Failures, or those of the
// context.
func Open(ctx context.Context, r io.ReaderAt, size int64, password string) (*Reading, error) {
	return openReading(ctx, &Reading{r: r, size: size, password: password})
}

// OpenPrinted opens a PDF for reading as Open does, and draws it as it prints: with
// the notes and layers that are meant for paper, without those for the screen.
func OpenPrinted(ctx context.Context, r io.ReaderAt, size int64) (*Reading, error) {
	return openReading(ctx, &Reading{r: r, size: size, printed: true})
}

func openReading(ctx context.Context, b *Reading) (*Reading, error) {
	switch {
	case b.size == 0:
		return nil, EmptyPDF
	case b.size > MaxFile:
		return nil, PDFTooLarge.About(MaxFile >> 20)
	}
	b.patience, b.turn, b.texts = eyePatience, make(chan struct{}, 1), newTexts()
	b.life, b.end = context.WithCancel(context.Background())
	b.turn <- struct{}{}
	shapes, err := ask(ctx, b, b.measure)
	if err != nil {
		return nil, errors.Join(openSaid(ctx, err), b.Close())
	}
	b.shapes = shapes
	return b, nil
}

// openSaid gives a sentence to what kept a file from being opened.
func openSaid(ctx context.Context, err error) error {
	if _, said := office.FailureIn(err); said || ctx.Err() != nil {
		return errors.Join(ctx.Err(), err)
	}
	return Unseeable.Because(err)
}

// Shapes are the sizes of all pages as they are seen.
func (b *Reading) Shapes() []office.PageShape { return b.shapes }

// Close ends what runs and frees what the file took.
func (b *Reading) Close() error {
	b.closed.Do(func() {
		b.end()
		<-b.turn
		if b.eye != nil {
			b.eye.close()
			b.eye = nil
		}
		b.texts = newTexts()
	})
	return nil
}

// measure counts the pages and takes their sizes.
func (b *Reading) measure(v *eye) ([]office.PageShape, error) {
	count, err := v.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: v.file})
	switch {
	case err != nil:
		return nil, fmt.Errorf("counting pages: %w", err)
	case count.PageCount == 0:
		return nil, NoPages
	case count.PageCount > MostRead:
		return nil, ReadTooLong.About(MostRead)
	}
	b.tables = readTables(b.life, b.r, b.size, count.PageCount)
	shapes := make([]office.PageShape, count.PageCount)
	for i := range shapes {
		w, h, told := b.tables.size(i)
		if !told {
			if w, h, err = v.size(i); err != nil {
				return nil, err
			}
		}
		unit := b.tables.unit(i) / office.PointsPerMM
		shapes[i] = office.PageShape{W: w * unit, H: h * unit}
		if !(shapes[i].W > 0 && shapes[i].H > 0) { // a page of no size still has a place among the others
			shapes[i] = office.PageShape{W: office.Papers["A4"][0], H: office.Papers["A4"][1]}
		}
	}
	return shapes, nil
}

// size is what PDFium makes of a page, in units.
func (v *eye) size(page int) (w, h float64, _ error) {
	size, err := v.engine.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: v.file, Index: page})
	if err != nil {
		return 0, 0, fmt.Errorf("measuring page %d: %w", page+1, err)
	}
	return size.Width, size.Height, nil
}

// ask has one piece of work done. It returns as soon as ctx is done; the work
// may then end a moment later.
func ask[T any](ctx context.Context, b *Reading, do func(*eye) (T, error)) (none T, _ error) {
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case <-b.life.Done():
		return none, ReadingClosed
	case <-b.turn:
	}
	type answer struct {
		got T
		err error
	}
	answers := make(chan answer, 1)
	piece, stop := context.WithTimeout(b.life, b.patience)
	go func() {
		defer func() { b.turn <- struct{}{} }()
		defer stop()
		got, err := perform(piece, b, do)
		answers <- answer{got, err}
	}()
	select {
	case a := <-answers:
		return a.got, a.err
	case <-ctx.Done():
		time.AfterFunc(eyeGrace, stop)
		return none, ctx.Err()
	}
}

// perform does a piece of work in whoever has the token. A PDFium in which
// something went wrong is not used again.
func perform[T any](piece context.Context, b *Reading, do func(*eye) (T, error)) (got T, err error) {
	if b.eye == nil {
		if b.eye, err = openEye(piece); err != nil {
			return got, err
		}
		b.eye.printed = b.printed
	}
	v := b.eye
	ending := context.AfterFunc(piece, v.kill)
	defer func() {
		if caught := recover(); caught != nil {
			err = fmt.Errorf("panic while reading: %v", caught)
		}
		switch ended := !ending(); {
		case b.life.Err() != nil:
			err = ReadingClosed.Because(err)
		case ended && err != nil:
			err = errors.Join(piece.Err(), err)
		}
		if v.pieces++; err != nil || piece.Err() != nil || v.pieces >= eyePieces {
			v.close()
			b.eye = nil
		}
	}()
	if v.file == "" {
		if err := v.open(b.r, b.size, b.password); err != nil {
			if errors.Is(err, pdfium_errors.ErrPassword) {
				return got, b.passwordAsked().Because(err)
			}
			return got, fmt.Errorf("opening the file: %w", err)
		}
	}
	return do(v)
}

func (b *Reading) passwordAsked() office.Failure {
	if b.password == "" {
		return PasswordNeeded
	}
	return PasswordWrong
}

// pageSaid gives a sentence to what kept a page, from 0, from being read.
func pageSaid(ctx context.Context, page int, err error) error {
	if err == nil {
		return nil
	}
	_, said := office.FailureIn(err)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case said:
		return err
	case errors.Is(err, context.DeadlineExceeded):
		return PageTooSlow.About(page + 1).Because(err)
	}
	return PageUnseeable.About(page + 1).Because(err)
}

// tables are what the file's own tables tell of its pages, beside what PDFium
// makes of them.
type tables struct {
	f     *cos.File
	pages []seat
}

// readTables gives nil where the tables and PDFium do not tell the same number
// of pages.
func readTables(ctx context.Context, r io.ReaderAt, size int64, pages int) *tables {
	t := &tables{}
	err := guarded(func() (err error) {
		if t.f, err = openSound(ctx, r, size); err != nil {
			return err
		}
		catalog, err := t.f.Dict(t.f.Trailer.Get("Root"))
		if err != nil {
			return err
		}
		w := seatWalk{f: t.f, seen: map[cos.Ref]bool{}, each: func(s seat) error {
			s.source = nil
			t.pages = append(t.pages, s)
			return nil
		}}
		return w.node(catalog.Get("Pages"), seat{}, 0)
	})
	if err != nil || len(t.pages) != pages {
		return nil
	}
	return t
}

// size is that of a page as it is seen, in units, where its entries leave no
// doubt. To ask PDFium of a thousand pages takes longer than the eye likes to
// wait.
func (t *tables) size(page int) (w, h float64, told bool) {
	if t == nil {
		return 0, 0, false
	}
	s := t.pages[page]
	seen, ok := t.box(s.media)
	if !ok || seen.area() == 0 {
		return 0, 0, false
	}
	if s.crop != nil {
		crop, ok := t.box(s.crop)
		if seen = seen.and(crop); !ok || seen.area() == 0 {
			return 0, 0, false
		}
	}
	turn, err := t.f.Value(s.turn)
	degrees, is := turn.(cos.Int)
	switch {
	case err != nil || turn != nil && (!is || degrees%90 != 0):
		return 0, 0, false
	case degrees%180 != 0:
		return seen.height(), seen.width(), true
	}
	return seen.width(), seen.height(), true
}

func (t *tables) box(o cos.Object) (box, bool) {
	corners, err := t.f.List(o)
	if err != nil {
		return box{}, false
	}
	return rectangle(corners)
}

// unit is how many points a unit of a page is; PDFium takes all for points.
func (t *tables) unit(page int) float64 {
	if t == nil {
		return 1
	}
	if unit, is := cos.Number(t.pages[page].self.Get("UserUnit")); is && unit > 0 {
		return unit
	}
	return 1
}
