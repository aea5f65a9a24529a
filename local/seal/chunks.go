package seal

import (
	"errors"
	"io"
	"slices"
	"sync"
)

// chunkSize is that of age, in bytes: the least that can be opened at a time.
const chunkSize = 64 << 10

// keptChunks is how many opened chunks a reader remembers. A PDF is read at
// its end, at its cross-references and at one object in turn.
const keptChunks = 4

// chunks remembers the chunks that were opened last: without it each read of
// a few bytes costs a buffer of 64 KiB, and often the opening of a whole chunk.
// It is safe for many goroutines, as io.ReaderAt asks.
type chunks struct {
	from io.ReaderAt
	size int64

	mu   sync.Mutex
	kept []chunk // last used first
}

type chunk struct {
	at    int64
	plain []byte
}

// ReadAt reads large pieces straight from below and small ones chunk by chunk.
func (c *chunks) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errors.New("reading before the start")
	}
	if off >= c.size {
		return 0, io.EOF
	}
	if len(p) >= chunkSize {
		return c.from.ReadAt(p, off)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for n < len(p) && off < c.size {
		plain, err := c.holding(off)
		if err != nil {
			return n, err
		}
		copied := copy(p[n:], plain[off%chunkSize:])
		n, off = n+copied, off+int64(copied)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// holding returns the chunk that holds the byte at off.
func (c *chunks) holding(off int64) ([]byte, error) {
	at := off - off%chunkSize
	i := slices.IndexFunc(c.kept, func(k chunk) bool { return k.at == at })
	if i >= 0 {
		found := c.kept[i]
		copy(c.kept[1:i+1], c.kept[:i])
		c.kept[0] = found
		return found.plain, nil
	}
	plain := make([]byte, min(chunkSize, c.size-at))
	if n, err := c.from.ReadAt(plain, at); n < len(plain) {
		return nil, err
	}
	c.kept = slices.Insert(c.kept[:min(len(c.kept), keptChunks-1)], 0, chunk{at, plain})
	return plain, nil
}
