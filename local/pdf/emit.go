package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strconv"

	"tram/local/office"
)

// emitter writes PDF objects one after the other and remembers where each
// began. It never looks back, so what it writes to may be a pipe. The first
// error sticks.
type emitter struct {
	out     io.Writer
	at      int64   // bytes handed to out, and pending
	offsets []int64 // by object number; 0: reserved, not written
	pending []byte  // small writes, gathered
	err     error
}

const (
	pendingBytes = 32 << 10
	firstObject  = 1
)

func newEmitter(out io.Writer) *emitter {
	return &emitter{out: out, offsets: make([]int64, firstObject), pending: make([]byte, 0, pendingBytes)}
}

// reserve gives the number of an object that will be written later.
func (e *emitter) reserve() int {
	e.offsets = append(e.offsets, 0)
	return len(e.offsets) - 1
}

// put writes formatted text.
func (e *emitter) put(format string, args ...any) {
	before := len(e.pending)
	e.pending = fmt.Appendf(e.pending, format, args...)
	e.at += int64(len(e.pending) - before)
	if len(e.pending) >= pendingBytes/2 {
		e.flush()
	}
}

func (e *emitter) flush() {
	if e.err == nil && len(e.pending) > 0 {
		_, e.err = e.out.Write(e.pending)
	}
	e.pending = e.pending[:0]
}

// Write passes the bytes of a stream on without gathering them.
func (e *emitter) Write(b []byte) (int, error) {
	e.flush()
	if e.err != nil {
		return 0, e.err
	}
	n, err := e.out.Write(b)
	e.at += int64(n)
	e.err = err
	return n, err
}

// object writes a whole object that is no stream.
func (e *emitter) object(n int, format string, args ...any) {
	e.begin(n)
	e.put(format, args...)
	e.put("\nendobj\n")
}

func (e *emitter) begin(n int) {
	e.offsets[n] = e.at
	e.put("%d 0 obj\n", n)
}

// stream writes a stream object with the given dictionary entries and returns
// the hash of its bytes. size is the number of bytes that fill will write, or
// -1 where only the writing will tell.
func (e *emitter) stream(n int, entries string, size int64, fill func(io.Writer) error) (office.Digest, error) {
	length, lengthAt := strconv.FormatInt(size, 10), 0
	if size < 0 {
		lengthAt = e.reserve()
		length = fmt.Sprintf("%d 0 R", lengthAt)
	}
	e.begin(n)
	e.put("<< %s /Length %s >>\nstream\n", entries, length)
	start := e.at
	hashed := hashing{to: e, sum: sha256.New()}
	if err := fill(&hashed); err != nil {
		return "", e.fail(err)
	}
	wrote := e.at - start
	if size >= 0 && wrote != size {
		return "", e.fail(fmt.Errorf("stream of %d bytes has %d", size, wrote))
	}
	e.put("\nendstream\nendobj\n")
	if size < 0 {
		e.object(lengthAt, "%d", wrote)
	}
	return office.Digest(hex.EncodeToString(hashed.sum.Sum(nil))), e.err
}

// bytes writes a stream that is already in memory. What goes wrong stays in
// e.err, as everywhere here.
func (e *emitter) bytes(n int, entries string, b []byte) {
	_, _ = e.stream(n, entries, int64(len(b)), func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

func (e *emitter) fail(err error) error {
	if e.err == nil {
		e.err = err
	}
	return e.err
}

// finish writes the cross-reference table and the trailer.
func (e *emitter) finish(entries string) error {
	start := e.at
	e.put("xref\n0 %d\n0000000000 65535 f \n", len(e.offsets))
	for n, at := range e.offsets[firstObject:] {
		if at == 0 {
			return e.fail(fmt.Errorf("object %d was promised and not written", n+firstObject))
		}
		e.put("%010d 00000 n \n", at)
	}
	e.put("trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", len(e.offsets), entries, start)
	e.flush()
	return e.err
}

// hashing hashes what passes through, beside its being written: whoever takes it
// may hash it too, and where the processor has no instructions for that, hashing
// takes longer than all else.
type hashing struct {
	to  io.Writer
	sum hash.Hash
}

const hashedBeside = 16 << 10 // bytes below which a goroutine costs more than it saves

func (h *hashing) Write(b []byte) (int, error) {
	if len(b) < hashedBeside {
		h.sum.Write(b)
		return h.to.Write(b)
	}
	hashed := make(chan struct{})
	go func() {
		defer close(hashed)
		h.sum.Write(b)
	}()
	n, err := h.to.Write(b)
	<-hashed
	return n, err
}

// number writes a length in points: three decimals are a third of a
// micrometre.
func number(f float64) string { return string(appendNumber(nil, f)) }

func appendNumber(b []byte, f float64) []byte {
	from := len(b)
	b = strconv.AppendFloat(b, f, 'f', 3, 64)
	b = b[:from+len(bytes.TrimRight(bytes.TrimRight(b[from:], "0"), "."))]
	if string(b[from:]) == "-0" {
		return append(b[:from], '0')
	}
	return b
}

func numbers(fs ...float64) string { return string(appendNumbers(nil, fs...)) }

func appendNumbers(b []byte, fs ...float64) []byte {
	for i, f := range fs {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNumber(b, f)
	}
	return b
}
