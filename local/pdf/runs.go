package pdf

import (
	"bufio"
	"io"
)

// runs undoes RunLengthDecode as it is read: bytes that follow, or one that is
// repeated, until the byte 128.
type runs struct {
	in     *bufio.Reader
	left   int  // bytes of the run
	repeat bool // the run is one byte
	byte   byte
}

// Read gives bytes of the run, and begins the next where one has ended.
func (r *runs) Read(b []byte) (n int, err error) {
	for ; n < len(b); n++ {
		if r.left == 0 {
			if err := r.begin(); err != nil {
				return n, err
			}
		}
		if !r.repeat {
			if r.byte, err = r.in.ReadByte(); err != nil {
				return n, err
			}
		}
		b[n] = r.byte
		r.left--
	}
	return n, nil
}

func (r *runs) begin() (err error) {
	const end, most = 128, 257
	code, err := r.in.ReadByte()
	switch {
	case err != nil:
		return err
	case code == end:
		return io.EOF
	case code < end:
		r.left, r.repeat = int(code)+1, false
		return nil
	}
	r.left, r.repeat = most-int(code), true
	r.byte, err = r.in.ReadByte()
	return err
}

// digits undoes ASCIIHexDecode as it is read, until “>”.
type digits struct{ in *bufio.Reader }

// Read gives a byte for each two digits; whatever else lies between is passed over.
func (h *digits) Read(b []byte) (n int, err error) {
	for ; n < len(b); n++ {
		high, err := h.digit()
		if err != nil {
			return n, err
		}
		low, err := h.digit()
		b[n] = high<<4 | low
		if err != nil { // a last digit alone stands before a zero
			return n + 1, err
		}
	}
	return n, nil
}

func (h *digits) digit() (byte, error) {
	for {
		c, err := h.in.ReadByte()
		switch {
		case err != nil:
			return 0, err
		case c == '>':
			return 0, io.EOF
		case c >= '0' && c <= '9':
			return c - '0', nil
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			return c | 0x20 - 'a' + 10, nil
		}
	}
}
