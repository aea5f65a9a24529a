package pdf

import (
	"bufio"
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"context"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	early "golang.org/x/image/tiff/lzw"

	"tram/local/pdf/cos"
)

// pdfcpu unpacks what it takes for a table of cross-references before it looks at
// it, up to half a gigabyte, and leaves as much behind on the way. So each stream
// of a file that is no image is unpacked here first, to nothing: one that swells
// without bound ends the reading.

const (
	mostSwollen = 64 << 20 // bytes of a stream that is no image, unpacked
	mostInAll   = 1 << 30  // of all of them
	mostPacked  = 4        // times that a stream is packed one in the other, unsaid
	mostNamed   = 8        // filters that a dictionary names for one stream
	headBytes   = 4 << 10  // in front of a stream, in which its dictionary is looked for
	scanBytes   = 64 << 10
)

// bounded refuses a file of which a stream unpacks to too much, or that has too
// many parts.
func bounded(ctx context.Context, r io.ReaderAt, size int64) error {
	left := int64(mostInAll)
	return eachStream(ctx, r, size, func(at int64) error {
		head := make([]byte, min(headBytes, at))
		if _, err := r.ReadAt(head, at-int64(len(head))); err != nil && err != io.EOF {
			return err
		}
		d := dictBefore(head)
		if isImage(d) {
			return nil
		}
		n, err := swells(io.NewSectionReader(r, at, lengthOf(d, size-at)), d)
		if left -= n; err == nil && left < 0 {
			err = errors.New("all streams together unpack without end")
		}
		if err != nil {
			return PDFSwells.Because(fmt.Errorf("the stream at byte %d: %w", at, err))
		}
		return nil
	})
}

// lengthOf is how many of the bytes that are left a stream has, with its line end;
// of one that does not say it at once, all of them: each packing has its own end.
func lengthOf(d cos.Dict, left int64) int64 {
	const lineEnd = 2
	if n, is := d.Get("Length").(cos.Int); is && n > 0 && int64(n) < left-lineEnd && packings(d) != nil {
		return int64(n) + lineEnd
	}
	return left
}

// eachStream calls with the place behind each word "stream" and its line end.
func eachStream(ctx context.Context, r io.ReaderAt, size int64, call func(at int64) error) error {
	word := []byte("stream")
	b := make([]byte, scanBytes)
	parts := 0
	for from := int64(0); from < size; from += int64(len(b) - len(word)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := r.ReadAt(b[:min(int64(len(b)), size-from)], from)
		if n == 0 && err != nil {
			return err
		}
		if parts += bytes.Count(b[:n], []byte("endobj")); parts > mostForeign {
			return TooManyParts.About(mostForeign)
		}
		for i := 0; ; {
			next := bytes.Index(b[i:n], word)
			if next < 0 {
				break
			}
			i += next + len(word)
			if before := i - len(word) - len("end"); before >= 0 && string(b[before:before+len("end")]) == "end" {
				continue
			}
			if err := call(from + int64(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// dictBefore reads the dictionary in front of a stream; it has no entries where
// there is none that can be read.
func dictBefore(head []byte) cos.Dict {
	at := bytes.LastIndex(head, []byte("obj"))
	if at < 0 {
		return cos.Dict{}
	}
	v, err := cos.Parse(head[at+len("obj"):])
	if d, is := v.(cos.Dict); err == nil && is {
		return d
	}
	return cos.Dict{}
}

// isImage tells whether the dictionary in front of a stream says that it is a
// picture: these are measured by their own size.
func isImage(d cos.Dict) bool {
	return !cos.Twice(d) && d.Get("Subtype") == cos.Name("Image") && d.Get("Type") != cos.Name("XRef")
}

// swells unpacks a stream to nothing, as often as it is packed, and tells how many
// bytes that were. What its dictionary names is undone first, then what looks
// packed with Flate. What is no packed stream is none.
func swells(r io.Reader, d cos.Dict) (n int64, err error) {
	in := bufio.NewReader(r)
	for next, _ := in.Peek(1); len(next) == 1 && (next[0] == '\r' || next[0] == '\n'); next, _ = in.Peek(1) {
		_, _ = in.Discard(1)
	}
	names := packings(d)
	if len(names) > mostNamed {
		return 0, errSwollen
	}
	for i := range max(mostPacked, len(names)) {
		var unpacked io.Reader
		if i < len(names) {
			unpacked = undone(names[i], isLate(d, i), in)
		} else {
			unpacked = inflating(in)
		}
		if unpacked == nil {
			break
		}
		counted := &counting{r: unpacked, most: mostSwollen}
		defer func() { n += counted.n }()
		in = bufio.NewReader(counted)
	}
	if _, err := io.Copy(io.Discard, in); errors.Is(err, errSwollen) {
		return n, errSwollen
	}
	return n, nil // what is broken is told by who reads it
}

// packings are the filters that a dictionary names where it can be read at once.
func packings(d cos.Dict) (names []cos.Name) {
	filters := []cos.Object{d.Get("Filter")}
	if list, is := d.Get("Filter").(cos.Array); is {
		filters = list.Items
	}
	for _, f := range filters {
		name, is := f.(cos.Name)
		if !is {
			break
		}
		names = append(names, name)
	}
	return names
}

// isLate tells whether LZW, as the filter at i, makes its codes longer when the
// last of a length was used, and not one before.
func isLate(d cos.Dict, i int) bool {
	parms := d.Get("DecodeParms")
	if list, is := parms.(cos.Array); is && i < len(list.Items) {
		parms = list.Items[i]
	}
	p, is := parms.(cos.Dict)
	return is && p.Get("EarlyChange") == cos.Int(0)
}

// undone undoes one filter as it is read; nil for one that packs no text, or
// where nothing is packed so.
func undone(name cos.Name, late bool, in *bufio.Reader) io.Reader {
	switch name {
	case "FlateDecode", "Fl":
		return inflating(in)
	case "LZWDecode", "LZW":
		if late {
			return lzw.NewReader(in, lzw.MSB, 8)
		}
		return early.NewReader(in, early.MSB, 8)
	case "ASCII85Decode", "A85":
		return ascii85.NewDecoder(in)
	case "RunLengthDecode", "RL":
		return &runs{in: in}
	case "ASCIIHexDecode", "AHx":
		return &digits{in: in}
	}
	return nil
}

func inflating(in *bufio.Reader) io.Reader {
	if head, _ := in.Peek(2); len(head) < 2 || head[0]&0x0f != 8 || (int(head[0])<<8|int(head[1]))%31 != 0 {
		return nil
	}
	if z, err := zlib.NewReader(in); err == nil {
		return z
	}
	return nil
}

var errSwollen = errors.New("it unpacks without end")

// counting ends a reader that gives too much.
type counting struct {
	r       io.Reader
	n, most int64
}

func (c *counting) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if c.n += int64(n); c.n > c.most {
		return n, errSwollen
	}
	return n, err
}

// inflated unpacks a stream that is packed once and plainly, into a piece of just
// its size: it is measured before. known is false for any other stream, and for a
// broken one.
func inflated(s *types.StreamDict, most int64) (b []byte, known bool, err error) {
	if len(s.FilterPipeline) != 1 || s.FilterPipeline[0].Name != filter.Flate || s.FilterPipeline[0].DecodeParms["Predictor"] != nil {
		return nil, false, nil
	}
	z, err := zlib.NewReader(bytes.NewReader(s.Raw))
	if err != nil {
		return nil, false, nil //nolint:nilerr // a broken one
	}
	n, err := io.Copy(io.Discard, &counting{r: z, most: most})
	if errors.Is(err, errSwollen) {
		return nil, true, err
	}
	if err != nil {
		return nil, false, nil //nolint:nilerr // a broken one
	}
	b = make([]byte, n)
	if z, err = zlib.NewReader(bytes.NewReader(s.Raw)); err == nil {
		_, err = io.ReadFull(z, b)
	}
	return b, true, err
}
