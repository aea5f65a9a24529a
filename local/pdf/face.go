package pdf

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"

	"tram/local/mark"
)

// The styles of Liberation Serif, which has the metrics of Times New
// Roman and every Vietnamese letter.
var styles = [...]struct {
	name string
	load func() *trueType
}{
	{"LiberationSerif", sync.OnceValue(func() *trueType { return mustParse(liberationserifregular.TTF) })},
	{"LiberationSerif-Bold", sync.OnceValue(func() *trueType { return mustParse(liberationserifbold.TTF) })},
	{"LiberationSerif-Italic", sync.OnceValue(func() *trueType { return mustParse(liberationserifitalic.TTF) })},
	{"LiberationSerif-BoldItalic", sync.OnceValue(func() *trueType { return mustParse(liberationserifbolditalic.TTF) })},
}

// inStyles holds something for each style.
type inStyles[T any] [len(styles)]T

// styleOf is the index of the style in which a text is set.
func styleOf(t mark.Text) (style int) {
	if t.Bold {
		style++
	}
	if t.Italic {
		style += 2
	}
	return style
}

// face is one font of one file. Each letter gets a code of its own when it is
// first drawn, from 1; code 0 is the box of a missing letter. Two letters never
// share a code even where they share a glyph, so that text comes out of the
// file as it went in.
type face struct {
	name   string
	font   *trueType
	object int
	codes  map[rune]uint16
	runes  []rune // by code
}

func newFace(style, object int) *face {
	return &face{name: styles[style].name, font: styles[style].load(), object: object,
		codes: map[rune]uint16{}, runes: []rune{0}}
}

// encode appends letters as codes of two bytes.
func (f *face) encode(b []byte, s string) ([]byte, error) {
	for _, r := range s {
		code, known := f.codes[r]
		if !known {
			if f.font.glyph(r) == 0 {
				return nil, NoGlyph.About(r)
			}
			code = uint16(len(f.runes))
			f.codes[r] = code
			f.runes = append(f.runes, r)
		}
		b = binary.BigEndian.AppendUint16(b, code)
	}
	return b, nil
}

// emit writes the font with only the letters that were drawn. listed lists them, as
// the first part of PDF/A asks.
func (f *face) emit(e *emitter, listed bool) error {
	subset, glyphs, err := f.font.subset(f.runes)
	if err != nil {
		return fmt.Errorf("subsetting %s: %w", f.name, err)
	}
	descendant, descriptor, file, unicode := e.reserve(), e.reserve(), e.reserve(), e.reserve()
	name := f.tag() + "+" + f.name
	e.object(f.object, "<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>",
		name, descendant, unicode)
	e.object(descendant, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "+
		"/FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 1000 /W [0 [%s]] >>", name, descriptor, f.widths())
	more := ""
	if listed {
		list := e.reserve()
		more = fmt.Sprintf("/CIDSet %d 0 R ", list)
		e.bytes(list, "", allOf(glyphs))
	}
	e.object(descriptor, "<< /Type /FontDescriptor /FontName /%s %s %s/FontFile2 %d 0 R >>", name, f.font.describe(), more, file)
	e.bytes(file, fmt.Sprintf("/Length1 %d /Filter /FlateDecode", len(subset)), deflate(subset))
	e.bytes(unicode, "/Filter /FlateDecode", deflate(toUnicode(f.runes)))
	return e.err
}

// allOf is a bit string of the first so many characters, the highest bit first.
func allOf(n int) []byte {
	b := make([]byte, (n+7)/8)
	for i := range n {
		b[i/8] |= 0x80 >> (i % 8)
	}
	return b
}

// tag is the six letters that tell one subset from another.
func (f *face) tag() string {
	sum := crc32.ChecksumIEEE([]byte(string(f.runes)))
	var t [6]byte
	for i := range t {
		t[i] = 'A' + byte(sum%26)
		sum /= 26
	}
	return string(t[:])
}

// widths lists the advances by code, in thousandths of the size.
func (f *face) widths() string {
	ws := make([]string, len(f.runes))
	for code, r := range f.runes {
		ws[code] = number(float64(f.font.advance(f.font.glyph(r))) * 1000 / float64(f.font.unitsPerEm))
	}
	return strings.Join(ws, " ")
}

// toUnicode is the CMap that gives the letters back that codes from 1 stand for.
func toUnicode(runes []rune) []byte {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n")
	const mostInBlock = 100
	code := 1
	for block := range slices.Chunk(runes[1:], mostInBlock) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for _, r := range block {
			fmt.Fprintf(&b, "<%04x> <%s>\n", code, utf16Hex(string(r)))
			code++
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}

// utf16Hex writes text in UTF-16BE as hexadecimal digits.
func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04x", u)
	}
	return b.String()
}
