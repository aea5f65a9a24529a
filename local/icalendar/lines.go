package icalendar

import (
	"bytes"
	"context"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// text is a file that was read whole.
type text struct {
	b       []byte
	utf16   bool // it was written so
	not8    bool // lines of it are not UTF-8
	broken  bool // some letters of a line are not
	nuls    bool
	long    bool // a line was longer than mostLine
	ctx     context.Context
	counted int
}

// open reads a file whole. It fails with TooLarge and with Unreadable.
func open(ctx context.Context, r io.Reader) (*text, error) {
	b, err := io.ReadAll(io.LimitReader(&heeding{ctx, r}, MostBytes+1))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, Unreadable.Because(err)
	case len(b) > MostBytes:
		return nil, TooLarge
	}
	t := &text{ctx: ctx}
	t.b, t.utf16 = fromUTF16(b)
	t.b = bytes.TrimPrefix(t.b, []byte("\uFEFF"))
	if t.nuls = bytes.IndexByte(t.b, 0) >= 0; t.nuls {
		t.b = bytes.ReplaceAll(t.b, []byte{0}, nil)
	}
	return t, nil
}

// heeding stops reading when nobody waits for it.
type heeding struct {
	ctx context.Context
	r   io.Reader
}

func (h *heeding) Read(p []byte) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, err
	}
	return h.r.Read(p)
}

// fromUTF16 makes UTF-8 of a file in UTF-16: one that says so, or that begins with a letter and a NUL.
func fromUTF16(b []byte) ([]byte, bool) {
	if len(b) < 4 {
		return b, false
	}
	little := b[0] == 0xFF && b[1] == 0xFE || b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0
	big := b[0] == 0xFE && b[1] == 0xFF || b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0
	if !little && !big {
		return b, false
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i]) | uint16(b[2*i+1])<<8
		if big {
			units[i] = units[i]<<8 | units[i]>>8
		}
	}
	return []byte(string(utf16.Decode(units))), true
}

// next is the next line, put together from those that a fold parted; false: there is none. It is
// empty where a line was too long.
func (t *text) next() (string, bool) {
	for len(t.b) > 0 {
		line, rest := cut(t.b)
		soft := printable(line)
		if continues(rest) || soft && bytes.HasSuffix(line, []byte("=")) {
			line = bytes.Clone(line)
			for len(line) <= mostLine && (continues(rest) || soft && bytes.HasSuffix(line, []byte("="))) {
				var more []byte
				more, rest = cut(rest)
				if soft && bytes.HasSuffix(line, []byte("=")) {
					line = line[:len(line)-1]
				} else {
					more = more[1:]
				}
				line = append(line, more...)
			}
		}
		if t.b = rest; len(line) > mostLine {
			t.long = true
			for continues(t.b) {
				_, t.b = cut(t.b)
			}
			continue
		}
		if len(bytes.TrimSpace(line)) > 0 {
			return t.said(line), true
		}
	}
	return "", false
}

// stopped tells, now and then, that nobody waits any more.
func (t *text) stopped() error {
	if t.counted++; t.counted%1000 == 0 {
		return t.ctx.Err()
	}
	return nil
}

// cut cuts the first line off, whatever ends it.
func cut(b []byte) (line, rest []byte) {
	i := bytes.IndexAny(b, "\r\n")
	switch {
	case i < 0:
		return b, nil
	case b[i] == '\r' && i+1 < len(b) && b[i+1] == '\n':
		return b[:i], b[i+2:]
	}
	return b[:i], b[i+1:]
}

func continues(rest []byte) bool { return len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') }

// printable tells that a line is one of vCalendar 1.0 whose value is quoted-printable.
func printable(line []byte) bool {
	head, _, _ := bytes.Cut(line[:min(len(line), 200)], []byte(":"))
	_, params, _ := bytes.Cut(head, []byte(";"))
	return bytes.Contains(bytes.ToUpper(params), []byte("QUOTED-PRINTABLE"))
}

// said is a line as letters: what is not UTF-8 is what Vietnamese Windows wrote before it, unless other
// letters of the line are UTF-8, so that some were broken.
func (t *text) said(line []byte) string {
	if utf8.Valid(line) {
		return string(line)
	}
	if isUTF8(line) {
		t.broken = true
		return string(bytes.ToValidUTF8(line, []byte("\uFFFD")))
	}
	t.not8 = true
	return from1258(line)
}

// isUTF8 tells whether some letter of a line takes more than one byte.
func isUTF8(line []byte) bool {
	for len(line) > 0 {
		_, size := utf8.DecodeRune(line)
		if size > 1 {
			return true
		}
		line = line[1:]
	}
	return false
}

func from1258(line []byte) string {
	said, err := charmap.Windows1258.NewDecoder().Bytes(line)
	if err != nil {
		said = bytes.ToValidUTF8(line, []byte("?"))
	}
	return string(norm.NFC.Bytes(said))
}
