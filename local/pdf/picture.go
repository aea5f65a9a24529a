package pdf

import (
	"context"
	"fmt"
	"io"
	"math/bits"

	"tram/local/page"
)

// picture is an image as it will lie in the file: the entries of its
// dictionary, and how its bytes get there.
type picture struct {
	width, height int
	depth         int    // bits of a component
	space         string // PDF colour space
	filter        string
	parms         string // decode parameters, may be empty
	size          int64  // of the stream; -1: known when it is written
	fill          func(io.Writer) error
}

func (p picture) entries() string {
	s := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %s /Filter /%s",
		p.width, p.height, p.depth, p.space, p.filter)
	if p.parms != "" {
		s += " /DecodeParms << " + p.parms + " >>"
	}
	return s
}

// picture decides how an image gets into the file: as it is, wherever PDF
// knows its coding, else unpacked and packed anew without loss.
func (w *Writer) picture(ctx context.Context, l Leaf) (picture, error) {
	if l.Made != nil {
		return l.Made.picture(ctx)
	}
	if l.Info.JPEG == nil && l.Info.PNG == nil && l.Info.TIFF == nil && l.Info.JBIG2 == nil {
		info, err := page.ProbeFrame(l.Content, l.Size, l.Frame)
		if err != nil {
			return picture{}, err
		}
		l.Info = info
	}
	if l.Info.Width <= 0 || l.Info.Height <= 0 {
		return picture{}, PageImageBroken.Because(fmt.Errorf("an image of %d×%d pixels", l.Info.Width, l.Info.Height))
	}
	switch {
	case l.Info.JPEG != nil && l.Info.JPEG.Portable():
		return w.jpeg(ctx, l)
	case l.Info.PNG != nil && plainPNG(l.Info) && !capturedBilevel(l.Info):
		return w.png(ctx, l), nil
	case l.Info.JBIG2 != nil:
		return w.jbig2(ctx, l)
	case l.Info.TIFF != nil && plainG4(l.Info):
		return w.g4(ctx, l), nil
	}
	return w.repacked(ctx, l)
}

func (w *Writer) jpeg(ctx context.Context, l Leaf) (picture, error) {
	p := picture{width: l.Info.Width, height: l.Info.Height, depth: 8, filter: "DCTDecode", size: l.Size}
	switch l.Info.Components {
	case 1:
		p.space = "/DeviceGray"
	case 3:
		p.space = "/DeviceRGB"
	default:
		return p, InkColours
	}
	// A reader takes three components for YCbCr unless an Adobe marker, which
	// it sees itself, or this entry says otherwise.
	if l.Info.JPEG.RGB && !l.Info.JPEG.Adobe {
		p.parms = "/ColorTransform 0"
	}
	p.fill = func(to io.Writer) error { return w.copy(ctx, to, l.Content, page.Span{Size: l.Size}, nil) }
	return p, nil
}

// plainPNG tells whether the compressed rows of a PNG mean the same in a PDF.
func plainPNG(i page.Info) bool {
	return !i.Interlaced && !i.Alpha && len(i.PNG.Transparency) == 0 && len(i.PNG.Data) > 0 && i.Bits <= 8
}

func (w *Writer) png(ctx context.Context, l Leaf) picture {
	colours := 1
	p := picture{width: l.Info.Width, height: l.Info.Height, depth: l.Info.Bits, space: "/DeviceGray", filter: "FlateDecode"}
	switch {
	case l.Info.Palette:
		p.space = indexed(l.Info.PNG.Colors)
	case l.Info.Components == 3:
		p.space, colours = "/DeviceRGB", 3
	}
	p.parms = fmt.Sprintf("/Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d", colours, p.depth, p.width)
	for _, part := range l.Info.PNG.Data {
		p.size += part.Size
	}
	p.fill = func(to io.Writer) error {
		for _, part := range l.Info.PNG.Data {
			if err := w.copy(ctx, to, l.Content, part, nil); err != nil {
				return err
			}
		}
		return nil
	}
	return p
}

// indexed is the colour space of a palette of red, green and blue bytes.
func indexed(colours []byte) string {
	return fmt.Sprintf("[/Indexed /DeviceRGB %d <%x>]", len(colours)/3-1, colours)
}

// plainG4 tells whether a TIFF is one strip of CCITT Group 4, which is what
// CCITTFaxDecode reads.
func plainG4(i page.Info) bool {
	return i.TIFF.Compression == page.TIFFG4 && !i.TIFF.Tiled && len(i.TIFF.Strips) == 1 &&
		i.Bits == 1 && i.Components == 1 && i.TIFF.Photometric <= 1
}

func (w *Writer) g4(ctx context.Context, l Leaf) picture {
	p := picture{width: l.Info.Width, height: l.Info.Height, depth: 1, space: "/DeviceGray", filter: "CCITTFaxDecode"}
	p.parms = g4Parms(p)
	if l.Info.TIFF.Reversed() {
		p.parms += " /BlackIs1 true"
	}
	strip := l.Info.TIFF.Strips[0]
	p.size = strip.Size
	var change func([]byte)
	if l.Info.TIFF.FillOrder == 2 {
		change = mirrorBits
	}
	p.fill = func(to io.Writer) error { return w.copy(ctx, to, l.Content, strip, change) }
	return p
}

func g4Parms(p picture) string { return fmt.Sprintf("/K -1 /Columns %d /Rows %d", p.width, p.height) }

// mirrorBits turns bytes whose lowest bit is the leftmost pixel into those
// that PDF reads.
func mirrorBits(b []byte) {
	for i := range b {
		b[i] = bits.Reverse8(b[i])
	}
}

// copy passes a run of bytes on in large reads through the shared buffer.
func (w *Writer) copy(ctx context.Context, to io.Writer, from io.ReaderAt, s page.Span, change func([]byte)) error {
	for at, end := s.Offset, s.Offset+s.Size; at < end; {
		if err := ctx.Err(); err != nil {
			return err
		}
		part := w.buf[:min(int64(len(w.buf)), end-at)]
		if n, err := from.ReadAt(part, at); n < len(part) {
			return PageImageBroken.Because(fmt.Errorf("reading the image at byte %d: %w", at, err))
		}
		if change != nil {
			change(part)
		}
		if _, err := to.Write(part); err != nil {
			return err
		}
		at += int64(len(part))
	}
	return nil
}
