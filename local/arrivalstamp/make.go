package arrivalstamp

import (
	"context"
	"errors"
	"fmt"
	"io"

	"tram/local/office"
	"tram/local/page"
	"tram/local/pdf"
)

// Order is a document that is to be stamped: what the stamp says, and where a clerk wants it, in
// millimetres from the top left of the first page; nil: it is found.
type Order struct {
	Facts
	At *[2]float64
}

// Stamped is what is appended to the document.
type Stamped struct {
	More  []byte
	Spot  office.Spot
	Lines []string // what the stamp says
	Note  bool     // it lies on the page as a note: the document is signed
}

// Make stamps the first page of a PDF. The same arguments give the same bytes. Errors are NoRoom,
// NoPaper, Unseen, SignerForbids, SignaturesUnread, NotWhole, the failures of pdf.Inspect and
// pdf.PrepareOverlay, and those of the context.
func Make(ctx context.Context, file io.ReaderAt, size int64, o Order) (Stamped, error) {
	stamp, err := Layout(o.Facts)
	if err != nil {
		return Stamped{}, err
	}
	standing, err := pdf.Inspect(ctx, file, size, "")
	if err != nil {
		return Stamped{}, err
	}
	if !standing.Appendable {
		return Stamped{}, pdf.Unappendable
	}
	signed, err := signatures(ctx, file, size)
	if err != nil {
		return Stamped{}, err
	}
	if first := standing.Shapes[0]; max(first.W, first.H) > widestMM {
		return Stamped{}, NoPaper.About(first.W, first.H)
	}
	out := Stamped{Lines: stamp.Lines(), Note: len(signed) > 0}
	if out.Spot, err = room(ctx, file, size, standing.Shapes[0], o.At); err != nil {
		return Stamped{}, err
	}
	if out.More, err = appended(ctx, file, size, pdf.Addition{Layout: stamp, X: out.Spot.X, Y: out.Spot.Y}, out.Note); err != nil {
		return Stamped{}, err
	}
	return out, check(ctx, pdf.Grown{File: file, FileSize: size, More: out.More}, standing, signed)
}

// signatures reads those of a document; such as cannot be read keep it from being stamped.
func signatures(ctx context.Context, file io.ReaderAt, size int64) ([]pdf.Signature, error) {
	found, err := pdf.Signatures(ctx, file, size)
	if _, told := office.FailureIn(err); !told {
		return found, err
	}
	mentions, failed := pdf.MentionsSignature(ctx, file, size)
	if failed != nil {
		return nil, failed
	}
	if mentions {
		return nil, SignaturesUnread.Because(err)
	}
	return nil, nil
}

// room looks at the first page as it is printed, with its notes and the looks of its signatures.
func room(ctx context.Context, file io.ReaderAt, size int64, shape office.PageShape, at *[2]float64) (office.Spot, error) {
	sight := pdf.OpenSight(ctx, file, size)
	defer sight.Close()
	ink, err := sight.Ink(ctx, 0, shape)
	if errors.Is(err, pdf.Unseeable) {
		return office.Spot{}, Unseen.Because(err)
	}
	if err != nil {
		return office.Spot{}, err
	}
	spot, free := placed(ink, at)
	if !free {
		return spot, NoRoom.About(WidthMM, HeightMM)
	}
	return spot, nil
}

func placed(ink *page.Ink, at *[2]float64) (office.Spot, bool) {
	if at != nil {
		return Move(ink, at[0], at[1])
	}
	return Place(ink)
}

func appended(ctx context.Context, file io.ReaderAt, size int64, a pdf.Addition, note bool) ([]byte, error) {
	prepare := func() (*pdf.Increment, error) {
		return pdf.PrepareOverlay(ctx, file, size, pdf.Overlay{Draw: []pdf.Addition{a}})
	}
	if note {
		prepare = func() (*pdf.Increment, error) { return pdf.PrepareStamp(ctx, file, size, a) }
	}
	inc, err := prepare()
	if err != nil {
		return nil, err
	}
	return inc.Bytes, nil
}

// check reads the whole again: every page is there, of its old size, and of each signature nothing
// is to be told that was not before, but that somebody drew on the page.
func check(ctx context.Context, grown pdf.Grown, was pdf.Standing, signed []pdf.Signature) error {
	now, err := pdf.Inspect(ctx, grown, grown.Size(), "")
	if err != nil {
		return NotWhole.Because(err)
	}
	if len(now.Shapes) != len(was.Shapes) {
		return NotWhole.Because(fmt.Errorf("%d pages of %d", len(now.Shapes), len(was.Shapes)))
	}
	for i, shape := range was.Shapes {
		if now.Shapes[i] != shape {
			return NotWhole.Because(fmt.Errorf("page %d is %v, was %v", i+1, now.Shapes[i], shape))
		}
	}
	if len(signed) == 0 {
		return nil
	}
	after, err := pdf.Signatures(ctx, grown, grown.Size())
	if err != nil || len(after) != len(signed) {
		return NotWhole.Because(fmt.Errorf("%d signatures of %d: %w", len(after), len(signed), err))
	}
	for i := range signed {
		if err := bears(signed[i], after[i]); err != nil {
			return err
		}
	}
	return nil
}

// bears tells whether a signature bears the stamp.
func bears(before, after pdf.Signature) error {
	if len(after.Faults) > len(before.Faults) {
		return SignerForbids.Because(fmt.Errorf("%v", after.Faults))
	}
	had := map[pdf.ChangeKind]bool{pdf.DrawnOn: true}
	for _, c := range before.Since {
		had[c.Kind] = true
	}
	for _, c := range after.Since {
		if !had[c.Kind] {
			return SignerForbids.Because(fmt.Errorf("a change of kind %d: %s", c.Kind, c.Said))
		}
	}
	return nil
}
