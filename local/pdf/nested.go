package pdf

import (
	"context"
	"errors"
	"io"
)

// mostNested is how many brackets may stand open in each other, far beyond any file
// that a program makes for a reader; a dictionary opens two.
const mostNested = 4000

// notTooDeep refuses a file of lists within lists, beside its streams: each reader
// that is asked for the file drowns in them anew. It looks at the bytes alone.
func notTooDeep(ctx context.Context, r io.ReaderAt, size int64) error {
	b, n := make([]byte, copyBytes), nesting{}
	for at := int64(0); at < size; at += int64(len(b)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		got, err := r.ReadAt(b[:min(int64(len(b)), size-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		for _, c := range b[:got] {
			if n.sees(c); n.open > mostNested {
				return TooDeep
			}
		}
	}
	return nil
}

// nesting counts the brackets that stand open, byte by byte.
type nesting struct {
	open   int
	last   uint64 // eight bytes
	stream bool   // between “stream” and “endstream” lies anything
}

func (n *nesting) sees(c byte) {
	n.last = n.last<<8 | uint64(c)
	switch c {
	case '[', '<':
		if !n.stream {
			n.open++
		}
	case ']', '>':
		if n.open > 0 && !n.stream {
			n.open--
		}
	case '\r', '\n':
		n.stream = n.stream || endsWith(n.last>>8, "stream") && !endsWith(n.last>>8, "dstream")
	case 'm':
		n.stream = n.stream && n.last != word("ndstream")
	case 'j':
		if endsWith(n.last, "endobj") {
			n.open = 0
		}
	}
}

// endsWith tells whether the last bytes are a short word.
func endsWith(last uint64, s string) bool {
	return last&(1<<(8*len(s))-1) == word(s)
}

// word packs up to eight bytes as nesting keeps them.
func word(s string) (w uint64) {
	for i := range len(s) {
		w = w<<8 | uint64(s[i])
	}
	return w
}
