package scaled

import "encoding/binary"

// quick is the number of bits that are looked up at once.
const quick = 10

// table is a Huffman table. An entry of quick holds the code's length in its low
// byte, the symbol above it, and, where the bits that follow the code fit in as
// well, the value that they mean and the length of both.
type table struct {
	quick [1 << quick]entry
	most  [18]int32 // one more than the greatest code of each length, at the top of 16 bits
	shift [17]int32 // from a code of each length to its symbol
	names []byte
}

type entry struct {
	value  int16
	symbol uint8
	bits   uint8 // of the code; 0: longer than quick
	all    uint8 // of the code with its value; 0: value is not known
}

func newTable(counts [16]byte, names []byte) (*table, error) {
	t := &table{names: append([]byte(nil), names...)}
	code, at := int32(0), int32(0)
	for length := 1; length <= 16; length++ {
		t.shift[length] = at - code
		for range counts[length-1] {
			if code >= 1<<length {
				return nil, errBroken
			}
			if length <= quick {
				t.fill(code, length, t.names[at])
			}
			code, at = code+1, at+1
		}
		t.most[length] = code << (16 - length)
		code <<= 1
	}
	t.most[17] = 1 << 30
	return t, nil
}

// fill enters a code with all that may follow it.
func (t *table) fill(code int32, length int, symbol byte) {
	free := quick - length
	for after := range 1 << free {
		e := entry{symbol: symbol, bits: uint8(length)}
		if size := int(symbol & 15); size <= free {
			e.value, e.all = int16(extended(int32(after>>(free-size)), size)), uint8(length+size)
		}
		t.quick[int(code)<<free|after] = e
	}
}

// extended reads bits as a signed value (T.81, F.2.2.1).
func extended(bits int32, size int) int32 {
	if size > 0 && bits < 1<<(size-1) {
		return bits - 1<<size + 1
	}
	return bits
}

// bits are coded data without its stuffing, with some zeros behind its end.
type bits struct {
	data []byte
	at   int
	have uint64 // at the top
	n    int
	over bool // more was read than there is
}

const beyond = 16 // zeros behind the end

// fill leaves at least 56 bits.
func (b *bits) fill() {
	if b.at+8 > len(b.data) {
		b.n, b.over = 64, true
		return
	}
	b.have |= binary.BigEndian.Uint64(b.data[b.at:]) >> b.n
	b.at += (63 - b.n) >> 3
	b.n |= 56
}

func (b *bits) drop(n int) {
	b.have <<= n & 63
	b.n -= n
}

// symbol reads a code that is longer than what is looked up at once.
func (t *table) symbol(b *bits) (byte, bool) {
	code := int32(b.have >> 48)
	length := quick + 1
	for code >= t.most[length] {
		length++
	}
	if length > 16 {
		return 0, false
	}
	at := code>>(16-length) + t.shift[length]
	if at < 0 || int(at) >= len(t.names) {
		return 0, false
	}
	b.drop(length)
	return t.names[at], true
}

func (b *bits) value(size int) int32 {
	v := extended(int32(b.have>>1>>(63-size)), size)
	b.drop(size)
	return v
}
