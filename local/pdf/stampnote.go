package pdf

import (
	"context"
	"fmt"
	"io"
	"strings"

	"tram/local/office"
)

// stampFlags of an annotation: Print, as PDF/A asks (ISO 19005-2, 6.3.2), ReadOnly and Locked.
const stampFlags = 4 | 64 | 128

// PrepareStamp makes the increment that lays a layout on a page of a PDF as a stamp annotation:
// for a file that is signed, of which no page may be written anew. The original bytes stay as
// they are. Signatures keep what they cover, and whoever judges them is told that somebody drew
// on the page. Errors are those of PrepareOverlay.
func PrepareStamp(ctx context.Context, r io.ReaderAt, size int64, a Addition) (inc *Increment, err error) {
	err = guarded(func() error {
		s, err := openSigning(ctx, r, size)
		if err != nil {
			return err
		}
		inc, err = s.stampNote(a)
		return err
	})
	return inc, unappendable(ctx, err)
}

func (s *signing) stampNote(a Addition) (*Increment, error) {
	if !(a.Layout.W > 0 && a.Layout.H > 0) {
		return nil, fmt.Errorf("%w: a stamp of no size", errAsked)
	}
	page, err := s.page(a.Page)
	if err != nil {
		return nil, err
	}
	shape := (&overlaying{signing: s}).paper(page)
	form, err := s.drawLook(Look{Layout: a.Layout}, a.Layout.W, a.Layout.H, shape.turn)
	if err != nil {
		return nil, err
	}
	left, top := a.X*office.PointsPerMM, a.Y*office.PointsPerMM
	place := box{left - bleed, top - bleed, left + a.Layout.W + bleed, top + a.Layout.H + bleed}
	for i := range place {
		place[i] /= shape.unit
	}
	rect := onPage(place, shape.seen, shape.turn)
	note := s.d.add(fmt.Sprintf("<< /Type /Annot /Subtype /Stamp /Rect [%s] /F %d /P %s /Contents %s /AP << /N %s >> >>",
		numbers(rect[:]...), stampFlags, pointer(page.at), text(strings.Join(a.Layout.Lines(), "\n")), pointer(form)))
	if err := s.annotate(page, note); err != nil {
		return nil, err
	}
	b, err := s.d.finish()
	return &Increment{Bytes: b}, err
}
