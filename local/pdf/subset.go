package pdf

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

// A subset holds one glyph a letter in the order of the codes, then the parts
// that composed glyphs (a letter and its accents) are made of. Glyphs are
// numbered anew, so no table is longer than what is drawn. The hinting
// programs stay: the outlines refer to them.

// Flags of a component of a composed glyph (OpenType, "glyf").
const (
	wordArguments  = 0x0001
	haveScale      = 0x0008
	moreComponents = 0x0020
	haveXYScale    = 0x0040
	haveTwoByTwo   = 0x0080
)

// subset makes a font file of the glyphs of these letters; letter i becomes
// glyph i. The letter 0 stands for the missing glyph. It also tells how many glyphs
// there are in the file.
func (f *trueType) subset(letters []rune) (file []byte, glyphs int, err error) {
	old := make([]int, 0, len(letters))
	for _, r := range letters {
		glyph := 0
		if r != 0 {
			glyph = f.glyph(r)
		}
		old = append(old, glyph)
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(old); i++ {
		outline := slices.Clone(f.outline(old[i]))
		err := eachComponent(outline, func(number []byte) {
			part := int(binary.BigEndian.Uint16(number))
			at := slices.Index(old[min(len(letters), len(old)):], part)
			if at < 0 {
				at = len(old) - len(letters)
				old = append(old, part)
			}
			binary.BigEndian.PutUint16(number, uint16(len(letters)+at))
		})
		if err != nil {
			return nil, 0, fmt.Errorf("glyph %d: %w", old[i], err)
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = pad(append(glyf, outline...))
		m := f.metric(old[i])
		hmtx = append(hmtx, m[:]...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	return f.assemble(glyf, loca, hmtx, len(old)), len(old), nil
}

// eachComponent calls with the two bytes that number each part of a composed
// glyph; a simple one has none.
func eachComponent(outline []byte, call func(number []byte)) error {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	for rest := outline[10:]; ; {
		if len(rest) < 4 {
			return fmt.Errorf("a composed glyph ends early")
		}
		flags := binary.BigEndian.Uint16(rest)
		call(rest[2:4])
		size := 6
		if flags&wordArguments != 0 {
			size = 8
		}
		switch {
		case flags&haveScale != 0:
			size += 2
		case flags&haveXYScale != 0:
			size += 4
		case flags&haveTwoByTwo != 0:
			size += 8
		}
		if flags&moreComponents == 0 {
			return nil
		}
		if len(rest) < size {
			return fmt.Errorf("a composed glyph ends early")
		}
		rest = rest[size:]
	}
}

// assemble joins the tables into a font file of n glyphs, with its checksums.
func (f *trueType) assemble(glyf, loca, hmtx []byte, n int) []byte {
	head, hhea, maxp := slices.Clone(f.tables["head"]), slices.Clone(f.tables["hhea"]), slices.Clone(f.tables["maxp"])
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(n))
	binary.BigEndian.PutUint16(maxp[4:], uint16(n))
	return fontFile([]fontTable{
		{"cvt ", f.tables["cvt "]}, {"fpgm", f.tables["fpgm"]}, {"glyf", glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}, {"prep", f.tables["prep"]},
	})
}

// fontTable is one table of a font file.
type fontTable struct {
	tag  string
	body []byte
}

// fontFile puts tables together, which are in the order of their tags and have a head.
func fontFile(tables []fontTable) []byte {
	const entry = 16
	power := bits.Len(uint(len(tables))) - 1 // of the greatest power of two that is not above their number
	file := []byte{0, 1, 0, 0}
	for _, v := range []int{len(tables), entry << power, power, entry*len(tables) - entry<<power} {
		file = binary.BigEndian.AppendUint16(file, uint16(v))
	}
	at := len(file) + entry*len(tables)
	var bodies []byte
	headAt := 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = at + len(bodies)
		}
		file = append(file, t.tag...)
		file = binary.BigEndian.AppendUint32(file, checksum(t.body))
		file = binary.BigEndian.AppendUint32(file, uint32(at+len(bodies)))
		file = binary.BigEndian.AppendUint32(file, uint32(len(t.body)))
		bodies = pad(append(bodies, t.body...))
	}
	file = append(file, bodies...)
	const magic = 0xb1b0afba
	binary.BigEndian.PutUint32(file[headAt+8:], magic-checksum(file))
	return file
}

// checksum adds up 32-bit words, the last filled with zeros.
func checksum(b []byte) (sum uint32) {
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}

// pad fills up to a multiple of four bytes.
func pad(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}
