package halt

import "fmt"

// The instructions of WebAssembly 2.0 and its exceptions, by what follows their
// first byte.
const (
	loop     = 0x03
	brTable  = 0x0e
	selectOf = 0x1c
	tryTable = 0x1f
	f32Const = 0x43
	f64Const = 0x44
	numeric  = 0xfc
	vector   = 0xfd
)

// plain are the instructions that are followed by some numbers alone.
var plain = [256]int8{}

const unknown = -1

func init() {
	for i := range plain {
		plain[i] = unknown
	}
	for follow, spans := range map[int8][][2]int{
		0: {{0x00, 0x01}, {0x05, 0x05}, {0x0a, 0x0b}, {0x0f, 0x0f}, {0x19, 0x1b}, {0x45, 0xc4}, {0xd1, 0xd1}},
		1: {{0x02, 0x02}, {0x04, 0x04}, {0x06, 0x09}, {0x0c, 0x0d}, {0x10, 0x10}, {0x12, 0x12}, {0x18, 0x18}, {0x20, 0x26}, {0x3f, 0x42}, {0xd0, 0xd0}, {0xd2, 0xd2}},
		2: {{0x11, 0x11}, {0x13, 0x13}, {0x28, 0x3e}},
	} {
		for _, s := range spans {
			for op := s[0]; op <= s[1]; op++ {
				plain[op] = follow
			}
		}
	}
}

// operands passes over what follows an instruction.
func (c *cursor) operands(op byte) {
	switch op {
	case brTable:
		c.numbers(c.number() + 1)
	case selectOf:
		c.bytes(c.number())
	case tryTable:
		c.number()
		c.catches()
	case f32Const:
		c.bytes(4)
	case f64Const:
		c.bytes(8)
	case numeric:
		c.numeric()
	case vector:
		c.vector()
	default:
		if plain[op] == unknown {
			c.unknown(op, 0)
			return
		}
		c.numbers(int(plain[op]))
	}
}

func (c *cursor) unknown(op byte, sub int) {
	if c.err == nil {
		c.err = fmt.Errorf("%w: instruction %#x %d", errShape, op, sub)
	}
}

// catches are the ways out of a try_table: with a tag and a label, or a label.
func (c *cursor) catches() {
	for n := c.number(); n > 0 && c.err == nil; n-- {
		const all = 2 // kinds from here on name no tag
		if c.byte() < all {
			c.number()
		}
		c.number()
	}
}

// numeric are conversions, and what is done to whole pieces of memory and tables.
func (c *cursor) numeric() {
	follow := [...]int{8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1}
	sub := c.number()
	if sub >= len(follow) {
		c.unknown(numeric, sub)
		return
	}
	c.numbers(follow[sub])
}

// vector are the instructions on 128 bits.
func (c *cursor) vector() {
	const last = 255
	switch sub := c.number(); {
	case sub <= 11, sub == 92, sub == 93: // loads and stores
		c.numbers(2)
	case sub == 12, sub == 13: // a constant; a shuffle
		c.bytes(16)
	case sub >= 21 && sub <= 34: // one lane
		c.bytes(1)
	case sub >= 84 && sub <= 91: // one lane in memory
		c.numbers(2)
		c.bytes(1)
	case sub > last:
		c.unknown(vector, sub)
	}
}
