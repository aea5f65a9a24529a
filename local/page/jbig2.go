package page

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"

	"tram/local/office"
)

// A page of JBIG2 (ITU-T T.88) is kept as scanners code it: the segments that its
// pages share, then those of the page, behind the head of a file. Only files of
// one page are taken.

// JBIG2Info says where the segments lie.
type JBIG2Info struct {
	Globals Span // that belong to no page; may be empty
	Page    Span
}

// JBIG2Head is what a file of one page begins with.
const JBIG2Head = "\x97JB2\r\n\x1a\n\x01\x00\x00\x00\x01"

// Kinds of segments (T.88, 7.3).
const (
	jbig2PageInfo  = 48
	jbig2EndOfPage = 49
	jbig2EndOfFile = 51
	mostSegments   = 20_000
)

// DrawJBIG2 gives the pixels of a page, its globals and its own segments; set by
// whoever can, since this room knows no decoder.
var DrawJBIG2 func(ctx context.Context, globals, segments []byte, width, height int) (*image.Gray, error)

func probeJBIG2(r io.ReaderAt, size int64) (Info, error) {
	w := jbig2Walk{walker: newWalker(r, size), info: Info{Media: office.JBIG2, Frames: 1, Components: 1, Bits: 1, Orientation: 1}}
	defer w.release()
	head, err := w.bytes(len(JBIG2Head))
	if err != nil {
		return Info{}, err
	}
	if string(head) != JBIG2Head {
		return Info{}, RareCoding.Because(errors.New("JBIG2 of several pages, or in another order"))
	}
	w.spans.Globals.Offset = w.offset()
	for range mostSegments {
		if w.offset() == size {
			return w.conclude()
		}
		if err := w.segment(); err != nil {
			return Info{}, err
		}
	}
	return Info{}, RareCoding.Because(fmt.Errorf("more than %d segments", mostSegments))
}

type jbig2Walk struct {
	*walker
	info  Info
	spans JBIG2Info
	own   bool // a segment of the page was seen
}

// segment takes one segment: its head, whose length depends on how many others it
// needs, and its body.
func (w *jbig2Walk) segment() error {
	from := w.offset()
	head, err := w.bytes(6)
	if err != nil {
		return err
	}
	number, flags, needs := binary.BigEndian.Uint32(head), head[4], int64(head[5]>>5)
	const manyNeeds = 5
	if needs >= manyNeeds {
		return RareCoding.Because(errors.New("a segment that needs many others"))
	}
	wide := map[bool]int64{true: 1, false: 2}[number <= 256]
	if number > 1<<16 {
		wide = 4
	}
	if err := w.skip(needs * wide); err != nil {
		return err
	}
	on, err := w.page(flags)
	if err != nil {
		return err
	}
	b, err := w.bytes(4)
	if err != nil {
		return err
	}
	length := binary.BigEndian.Uint32(b)
	if on > 1 || on == 0 && w.own || length == 1<<32-1 {
		return RareCoding.Because(fmt.Errorf("a segment of page %d with %d bytes", on, length))
	}
	if on == 1 && !w.own {
		w.own = true
		w.spans.Globals.Size, w.spans.Page.Offset = from-w.spans.Globals.Offset, from
	}
	if kind := flags & 0x3f; kind == jbig2PageInfo {
		return w.pageInfo(int(length))
	}
	return w.skip(int64(length))
}

func (w *jbig2Walk) page(flags byte) (uint32, error) {
	if flags&0x40 == 0 {
		b, err := w.byte()
		return uint32(b), err
	}
	b, err := w.bytes(4)
	if err != nil {
		return 0, err
	}
	return binary.BigEndian.Uint32(b), nil
}

func (w *jbig2Walk) pageInfo(length int) error {
	const whole = 19
	if length != whole || w.info.Width != 0 {
		return fmt.Errorf("a page information of %d bytes", length)
	}
	b, err := w.bytes(length)
	if err != nil {
		return err
	}
	width, height := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[4:])
	if height == 1<<32-1 {
		return RareCoding.Because(errors.New("JBIG2 of a height that is not told"))
	}
	w.info.Width, w.info.Height = int(width), int(height)
	w.info.DPIX = tidy(float64(binary.BigEndian.Uint32(b[8:])) * metresPerInch)
	w.info.DPIY = tidy(float64(binary.BigEndian.Uint32(b[12:])) * metresPerInch)
	return within(w.info.Width, w.info.Height)
}

func (w *jbig2Walk) conclude() (Info, error) {
	if w.info.Width == 0 {
		return Info{}, errors.New("no page")
	}
	w.spans.Page.Size = w.size - w.spans.Page.Offset
	w.info.JBIG2 = &w.spans
	return w.info, nil
}

func drawJBIG2(ctx context.Context, r io.ReaderAt, info Info) (image.Image, error) {
	if DrawJBIG2 == nil {
		return nil, RareCoding.Because(errors.New("nothing here draws JBIG2"))
	}
	globals, own := make([]byte, info.JBIG2.Globals.Size), make([]byte, info.JBIG2.Page.Size)
	if _, err := r.ReadAt(globals, info.JBIG2.Globals.Offset); err != nil && len(globals) > 0 {
		return nil, err
	}
	if _, err := r.ReadAt(own, info.JBIG2.Page.Offset); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	img, err := DrawJBIG2(ctx, globals, own, info.Width, info.Height)
	if err != nil {
		return nil, err
	}
	return img, nil
}
