package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/image/font/sfnt"
)

// trueType is a whole font file of our own, cut into its tables.
type trueType struct {
	tables     map[string][]byte
	letters    *sfnt.Font
	unitsPerEm int
	longMetric int  // glyphs with an advance of their own
	longLoca   bool // offsets of glyphs are 32 bits wide
}

// mustParse reads a font that is part of the program.
func mustParse(file []byte) *trueType {
	f, err := parseTrueType(file)
	if err != nil {
		panic(fmt.Sprintf("the embedded font is broken: %v", err))
	}
	return f
}

func parseTrueType(file []byte) (*trueType, error) {
	letters, err := sfnt.Parse(file)
	if err != nil {
		return nil, err
	}
	f := &trueType{tables: map[string][]byte{}, letters: letters}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		entry := file[12+16*i:]
		at, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		f.tables[string(entry[:4])] = file[at : at+size]
	}
	for _, needed := range []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf", "OS/2", "post"} {
		if f.tables[needed] == nil {
			return nil, errors.New("no table " + needed)
		}
	}
	f.unitsPerEm = int(binary.BigEndian.Uint16(f.tables["head"][18:]))
	f.longLoca = binary.BigEndian.Uint16(f.tables["head"][50:]) == 1
	f.longMetric = int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	return f, nil
}

// glyph is the number of a letter's glyph; 0 where there is none.
func (f *trueType) glyph(r rune) int {
	var buf sfnt.Buffer
	g, err := f.letters.GlyphIndex(&buf, r)
	if err != nil {
		return 0
	}
	return int(g)
}

// metric is the advance and the left side bearing of a glyph, as they lie in
// hmtx.
func (f *trueType) metric(glyph int) [4]byte {
	hmtx := f.tables["hmtx"]
	if glyph < f.longMetric {
		return [4]byte(hmtx[4*glyph:])
	}
	bearing := hmtx[4*f.longMetric+2*(glyph-f.longMetric):]
	last := hmtx[4*(f.longMetric-1):]
	return [4]byte{last[0], last[1], bearing[0], bearing[1]}
}

// advance is a glyph's width in font units.
func (f *trueType) advance(glyph int) int {
	m := f.metric(glyph)
	return int(binary.BigEndian.Uint16(m[:]))
}

// outline is a glyph's piece of the glyf table; empty for a space.
func (f *trueType) outline(glyph int) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	if f.longLoca {
		return glyf[binary.BigEndian.Uint32(loca[4*glyph:]):binary.BigEndian.Uint32(loca[4*glyph+4:])]
	}
	return glyf[2*int(binary.BigEndian.Uint16(loca[2*glyph:])) : 2*int(binary.BigEndian.Uint16(loca[2*glyph+2:]))]
}

// describe writes the measures that a font descriptor holds, in thousandths of
// the size.
func (f *trueType) describe() string {
	head, hhea, os2 := f.tables["head"], f.tables["hhea"], f.tables["OS/2"]
	of := func(table []byte, at int) string {
		return number(float64(int16(binary.BigEndian.Uint16(table[at:]))) * 1000 / float64(f.unitsPerEm))
	}
	const (
		symbolicSerif = 6
		italicFlag    = 64
		angleAt       = 4 // in whole degrees, and parts that no font of ours has
		capHeightAt   = 88
		stem          = 80
	)
	flags, angle := symbolicSerif, int16(binary.BigEndian.Uint16(f.tables["post"][angleAt:]))
	if angle != 0 {
		flags |= italicFlag
	}
	return fmt.Sprintf("/Flags %d /FontBBox [%s %s %s %s] /ItalicAngle %d /Ascent %s /Descent %s /CapHeight %s /StemV %d",
		flags, of(head, 36), of(head, 38), of(head, 40), of(head, 42), angle, of(hhea, 4), of(hhea, 6), of(os2, capHeightAt), stem)
}
