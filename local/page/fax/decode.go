package fax

import (
	"errors"
	"fmt"
	"io"
	"math/bits"
)

// Coding tells how rows are coded.
type Coding struct {
	Width   int  // pixels of a row
	Rows    int  // of the image
	K       int  // < 0: Group 4; 0: Group 3, each row by itself; > 0: Group 3, most rows by the one above
	Aligned bool // each row begins at a byte
	Mirror  bool // the lowest bit of a byte is the leftmost
}

// Decoder reads rows. What follows an end that the coding itself tells is white;
// an end without one is io.ErrUnexpectedEOF.
type Decoder struct {
	Coding
	in    bitReader
	above []int // where the row above changes colour, ended by the width
	row   []int
	read  int
	ended bool
	line  []byte
}

const mostWidth = 1 << 17

var errBroken = errors.New("no fax code")

// NewDecoder reads coded rows.
func NewDecoder(coded []byte, c Coding) (*Decoder, error) {
	if c.Width <= 0 || c.Width > mostWidth || c.Rows < 0 {
		return nil, fmt.Errorf("fax rows of %d pixels", c.Width)
	}
	return &Decoder{Coding: c, in: bitReader{b: coded, mirror: c.Mirror}, line: make([]byte, (c.Width+7)/8)}, nil
}

// Row gives the next row, a bit a pixel, 1 is black; io.EOF after the last. The
// slice is used up before the next call.
func (d *Decoder) Row() ([]byte, error) {
	if d.read == d.Rows {
		return nil, io.EOF
	}
	d.read++
	d.above, d.row = d.row, d.above[:0]
	if !d.ended {
		if err := d.next(); err != nil {
			return nil, fmt.Errorf("row %d: %w", d.read, err)
		}
	}
	d.paint()
	d.row = changes(d.line, d.Width, d.row[:0]) // a run without length is no change
	return d.line, nil
}

// next reads one row, or the end.
func (d *Decoder) next() error {
	if d.Aligned {
		d.in.align()
	}
	byItself := d.K == 0
	ends := 0
	for d.in.zeros(longest - 2) { // no code begins with so many
		if err := d.in.pastOne(); err != nil {
			return err
		}
		if ends++; ends == 2 {
			d.ended = true
			return nil
		}
		if d.K > 0 {
			byItself = d.in.take(1) == 1
		}
	}
	if ends == 0 && d.K > 0 {
		byItself = d.in.take(1) == 1
	}
	if d.in.exhausted() {
		return io.ErrUnexpectedEOF
	}
	if byItself {
		return d.alone()
	}
	return d.byAbove()
}

// alone reads a row as runs, the first white.
func (d *Decoder) alone() error {
	at, colour := 0, white
	for at < d.Width {
		run, err := d.run(colour)
		if err != nil {
			return err
		}
		if at += run; at > d.Width {
			return errBroken
		}
		d.row = append(d.row, at)
		colour ^= 1
	}
	return nil
}

// run reads the length of a run: long parts, and the one that ends it.
func (d *Decoder) run(colour int) (length int, err error) {
	for {
		m := runTables[colour][d.in.peek(longest)]
		if m.length == 0 {
			return 0, d.in.fault()
		}
		d.in.skip(int(m.length))
		if length += int(m.value); length > d.Width {
			return 0, errBroken
		}
		if m.value < terminated {
			return length, nil
		}
	}
}

// byAbove reads a row by how it differs from the one above.
func (d *Decoder) byAbove() error {
	at, colour := 0, white
	begun := false
	for at < d.Width {
		m := modes[d.in.peek(longest)]
		if m.length == 0 {
			return d.in.fault()
		}
		d.in.skip(int(m.length))
		first, second := d.edges(at, colour, begun)
		switch m.value {
		case pass:
			at = second
		case horizontal:
			a, err := d.run(colour)
			if err != nil {
				return err
			}
			b, err := d.run(colour ^ 1)
			if err != nil {
				return err
			}
			if at+a+b > d.Width {
				return errBroken
			}
			d.row = append(d.row, at+a, at+a+b)
			at += a + b
		default:
			to := first + int(m.value)
			if to < at || to > d.Width {
				return errBroken
			}
			d.row = append(d.row, to)
			at, colour = to, colour^1
		}
		begun = true
	}
	return nil
}

// edges finds b1 and b2 of T.6: where, right of a place, the row above changes to
// the other colour, and where it changes back.
func (d *Decoder) edges(at, colour int, begun bool) (first, second int) {
	return edgesOf(d.above, at, colour, begun, d.Width)
}

func edgesOf(above []int, at, colour int, begun bool, width int) (first, second int) {
	from, to := 0, len(above)
	for from < to { // the edges lie in order
		if middle := (from + to) / 2; above[middle] > at || above[middle] == at && !begun {
			to = middle
		} else {
			from = middle + 1
		}
	}
	if from%2 != colour {
		from++
	}
	first, second = width, width
	if from < len(above) {
		first = above[from]
	}
	if from+1 < len(above) {
		second = above[from+1]
	}
	return first, second
}

// paint sets the black runs of the row.
func (d *Decoder) paint() {
	clear(d.line)
	for i := 0; i < len(d.row); i += 2 {
		to := d.Width
		if i+1 < len(d.row) {
			to = d.row[i+1]
		}
		blacken(d.line, d.row[i], to)
	}
}

func blacken(line []byte, from, to int) {
	for x := from; x < to; {
		if x%8 == 0 && to-x >= 8 {
			line[x/8] = 0xff
			x += 8
			continue
		}
		line[x/8] |= 0x80 >> (x % 8)
		x++
	}
}

// bitReader gives bits from the highest of each byte; zeros behind the end.
type bitReader struct {
	b      []byte
	at     int // bits read
	mirror bool
}

func (r *bitReader) byteAt(i int) uint32 {
	if i >= len(r.b) {
		return 0
	}
	if r.mirror {
		return uint32(bits.Reverse8(r.b[i]))
	}
	return uint32(r.b[i])
}

// peek gives the next n bits, at most 16.
func (r *bitReader) peek(n int) uint32 {
	i := r.at / 8
	v := r.byteAt(i)<<16 | r.byteAt(i+1)<<8 | r.byteAt(i+2)
	return v >> (24 - r.at%8 - n) & (1<<n - 1)
}

func (r *bitReader) skip(n int) { r.at += n }

func (r *bitReader) take(n int) uint32 {
	v := r.peek(n)
	r.skip(n)
	return v
}

func (r *bitReader) align() { r.at = (r.at + 7) &^ 7 }

func (r *bitReader) exhausted() bool { return r.at >= 8*len(r.b) }

// zeros tells whether that many zeros follow, and are there.
func (r *bitReader) zeros(n int) bool { return r.peek(n) == 0 && r.at+n <= 8*len(r.b) }

// pastOne goes behind the next one.
func (r *bitReader) pastOne() error {
	for !r.exhausted() {
		if r.at%8 == 0 && r.byteAt(r.at/8) == 0 {
			r.at += 8
			continue
		}
		if r.take(1) == 1 {
			return nil
		}
	}
	return io.ErrUnexpectedEOF
}

// fault tells what ends too early from what is no code.
func (r *bitReader) fault() error {
	if r.at+longest > 8*len(r.b) {
		return io.ErrUnexpectedEOF
	}
	return errBroken
}
