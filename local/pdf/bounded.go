package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"tram/local/pdf/cos"
)

// pdfcpu unpacks what it takes for a table of cross-references before it looks at
// it, up to half a gigabyte, and leaves as much behind on the way. So each stream
// of a file that is no image is unpacked here first, to nothing: one that swells
// without bound ends the reading.

const (
	mostSwollen = 64 << 20 // bytes of a stream that is no image, unpacked
	mostInAll   = 1 << 30  // of all of them
	mostPacked  = 4        // times that a stream is packed one in the other
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
		if isImage(head) {
			return nil
		}
		n, err := swells(io.NewSectionReader(r, at, size-at))
		if left -= n; err == nil && left < 0 {
			err = errors.New("all streams together unpack without end")
		}
		if err != nil {
			return PDFSwells.Because(fmt.Errorf("the stream at byte %d: %w", at, err))
		}
		return nil
	})
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

// isImage tells whether the dictionary in front of a stream says that it is a
// picture: these are measured by their own size.
func isImage(head []byte) bool {
	at := bytes.LastIndex(head, []byte("obj"))
	if at < 0 {
		return false
	}
	v, err := cos.Parse(head[at+len("obj"):])
	d, is := v.(cos.Dict)
	return err == nil && is && !cos.Twice(d) && d.Get("Subtype") == cos.Name("Image") && d.Get("Type") != cos.Name("XRef")
}

// swells unpacks a stream to nothing, as often as it is packed, and tells how many
// bytes that were. What is no packed stream is none.
func swells(r io.Reader) (n int64, err error) {
	in := bufio.NewReader(r)
	for next, _ := in.Peek(1); len(next) == 1 && (next[0] == '\r' || next[0] == '\n'); next, _ = in.Peek(1) {
		_, _ = in.Discard(1)
	}
	for range mostPacked {
		if head, _ := in.Peek(2); len(head) < 2 || head[0]&0x0f != 8 || (int(head[0])<<8|int(head[1]))%31 != 0 {
			break
		}
		z, err := zlib.NewReader(in)
		if err != nil {
			break
		}
		counted := &counting{r: z, most: mostSwollen}
		defer func() { n += counted.n }()
		in = bufio.NewReader(counted)
	}
	if _, err := io.Copy(io.Discard, in); errors.Is(err, errSwollen) {
		return n, errSwollen
	}
	return n, nil // what is broken is told by who reads it
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
		return nil, false, nil
	}
	n, err := io.Copy(io.Discard, &counting{r: z, most: most})
	if errors.Is(err, errSwollen) {
		return nil, true, err
	}
	if err != nil {
		return nil, false, nil
	}
	b = make([]byte, n)
	if z, err = zlib.NewReader(bytes.NewReader(s.Raw)); err == nil {
		_, err = io.ReadFull(z, b)
	}
	return b, true, err
}
