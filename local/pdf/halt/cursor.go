package halt

import "fmt"

// cursor reads the binary form of WebAssembly. After the first error it stands
// still.
type cursor struct {
	b   []byte
	at  int
	err error
}

func (c *cursor) bytes(n int) []byte {
	if c.err == nil && (n < 0 || n > len(c.b)-c.at) {
		c.err = fmt.Errorf("%w: it ends too early", errShape)
	}
	if c.err != nil {
		return nil
	}
	c.at += n
	return c.b[c.at-n : c.at]
}

func (c *cursor) byte() byte {
	if b := c.bytes(1); c.err == nil {
		return b[0]
	}
	return 0
}

// number reads a LEB128. Signed ones are as long as the unsigned; their value is
// asked for only where it is positive and below 64 bits.
func (c *cursor) number() int {
	const most, more = 10, 0x80 // bytes; the flag of those that another follows
	v := uint64(0)
	for i := range most {
		b := c.byte()
		v |= uint64(b&^more) << (7 * i)
		if b < more {
			return int(v)
		}
	}
	if c.err == nil {
		c.err = fmt.Errorf("%w: a number without an end", errShape)
	}
	return 0
}

func (c *cursor) numbers(n int) {
	for ; n > 0 && c.err == nil; n-- {
		c.number()
	}
}
