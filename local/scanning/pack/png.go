package pack

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// level of zlib: 1 is hardly faster, and from 3 on a page takes twice the time for a tenth
// of its bytes (docs/measured.md).
const level = 2

// The colours and the filters of PNG that are used.
const (
	grey, colour, indexed = 0, 2, 3
	asIs, above           = 0, 2
)

// mostChunk is how much goes into one chunk of the packed rows, in bytes.
const mostChunk = 256 << 10

// write packs the rows of a page.
func (p *pixels) write(to io.Writer, from io.ReaderAt) error {
	c := chunks{to: to}
	if _, err := io.WriteString(to, "\x89PNG\r\n\x1a\n"); err != nil {
		return err
	}
	c.chunk("IHDR", p.head())
	if p.dpiX > 0 && p.dpiY > 0 {
		c.chunk("pHYs", append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, perMetre(p.dpiX)), perMetre(p.dpiY)), 1))
	}
	if p.palette != nil {
		c.chunk("PLTE", p.palette)
	}
	rows := bufio.NewWriterSize(&c, mostChunk)
	if err := p.rows(rows, from); err != nil {
		return err
	}
	if err := rows.Flush(); err != nil {
		return err
	}
	c.chunk("IEND", nil)
	return c.err
}

func (p *pixels) head() []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(p.width))
	b = binary.BigEndian.AppendUint32(b, uint32(p.height))
	kind := byte(grey)
	switch {
	case p.palette != nil:
		kind = indexed
	case p.samples == 3:
		kind = colour
	}
	return append(b, byte(p.bits), kind, 0, 0, 0)
}

// rows packs greys and colours by their difference to the row above, the rest as they are.
func (p *pixels) rows(to io.Writer, from io.ReaderAt) error {
	z, err := zlib.NewWriterLevel(to, level)
	if err != nil {
		return err
	}
	row, before, line := make([]byte, p.stride()), make([]byte, p.stride()), make([]byte, 1+p.stride())
	differs := p.bits == 8 && p.palette == nil
	for y := range p.height {
		if err := p.row(from, y, row); err != nil {
			return err
		}
		line[0] = asIs
		copy(line[1:], row)
		if differs {
			line[0] = above
			for i, b := range before {
				line[1+i] -= b
			}
		}
		if _, err := z.Write(line); err != nil {
			return err
		}
		row, before = before, row
	}
	return z.Close()
}

// chunks writes the parts of a PNG, each with its length and its sum. Rows that are written
// to it become parts of their own.
type chunks struct {
	to  io.Writer
	err error // the first
}

func (c *chunks) Write(b []byte) (int, error) {
	for rest := b; len(rest) > 0; {
		n := min(len(rest), mostChunk)
		c.chunk("IDAT", rest[:n])
		rest = rest[n:]
	}
	return len(b), c.err
}

func (c *chunks) chunk(name string, body []byte) {
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(name)), crc32.IEEETable, body)
	head := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), name...)
	for _, b := range [][]byte{head, body, binary.BigEndian.AppendUint32(nil, sum)} {
		if c.err == nil {
			_, c.err = c.to.Write(b)
		}
	}
}
