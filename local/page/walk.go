package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
)

// windowSize lets a walk stay in the processor's cache.
const windowSize = 128 << 10

var windows = sync.Pool{New: func() any { return new([windowSize]byte) }}

// walker reads a file once from front to back through one small window.
type walker struct {
	r    io.ReaderAt
	size int64
	at   int64  // file offset of win[0]
	win  []byte // what is read
	pos  int    // next byte in win
	mem  *[windowSize]byte
}

func newWalker(r io.ReaderAt, size int64) *walker {
	return &walker{r: r, size: size, mem: windows.Get().(*[windowSize]byte)}
}

// release gives the window back. What bytes returned is no longer valid.
func (w *walker) release() { windows.Put(w.mem) }

func (w *walker) offset() int64 { return w.at + int64(w.pos) }

// fill moves the window so that it begins at the next byte.
func (w *walker) fill() error {
	w.at, w.pos = w.offset(), 0
	w.win = w.mem[:min(int64(windowSize), max(w.size-w.at, 0))]
	if len(w.win) == 0 {
		return io.ErrUnexpectedEOF
	}
	n, err := w.r.ReadAt(w.win, w.at)
	if n == len(w.win) {
		return nil
	}
	w.win = w.win[:n]
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return Unreadable.Because(fmt.Errorf("read at byte %d: %w", w.at, err))
}

func (w *walker) byte() (byte, error) {
	if w.pos == len(w.win) {
		if err := w.fill(); err != nil {
			return 0, err
		}
	}
	b := w.win[w.pos]
	w.pos++
	return b, nil
}

// bytes returns the next n bytes, valid until the next call; n is at most
// windowSize.
func (w *walker) bytes(n int) ([]byte, error) {
	if len(w.win)-w.pos < n {
		if err := w.fill(); err != nil {
			return nil, err
		}
		if len(w.win) < n {
			return nil, io.ErrUnexpectedEOF
		}
	}
	b := w.win[w.pos : w.pos+n]
	w.pos += n
	return b, nil
}

func (w *walker) skip(n int64) error {
	if n > w.size-w.offset() {
		return io.ErrUnexpectedEOF
	}
	if n <= int64(len(w.win)-w.pos) {
		w.pos += int(n)
		return nil
	}
	w.at, w.pos, w.win = w.offset()+n, 0, w.win[:0]
	return nil
}

// past moves just behind the next byte of that value.
func (w *walker) past(value byte) error {
	for {
		if i := bytes.IndexByte(w.win[w.pos:], value); i >= 0 {
			w.pos += i + 1
			return nil
		}
		w.pos = len(w.win)
		if err := w.fill(); err != nil {
			return err
		}
	}
}
