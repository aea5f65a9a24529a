package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// Words that a machine read lie below the picture of their page and are never painted
// (text render mode 3), each in its place: they are found and copied, and the page looks
// as it was captured. Their font has one glyph, which is empty and half as wide as it is
// high; each word is stretched to the width that it has on the page.

const (
	unseenName    = "Words" // of the form of a page
	unseenFont    = "TramUnseen"
	unseenEm      = 1000
	unseenAdvance = 500
	unseenDescent = 200 // of unseenEm, below the line on which letters stand
	mostUnseen    = 50_000
)

// Words puts what was read on a page, from 0, below its picture. Words without letters or
// room are left out. It is called once a page.
func (w *Writer) Words(page int, lines []office.ReadLine) error {
	s, err := w.sheet(page)
	if err != nil {
		return err
	}
	content := w.unseen.draw(lines, s.w, s.h)
	if len(content) == 0 {
		return w.e.err
	}
	if w.unseen.object == 0 {
		w.unseen.object = w.e.reserve()
	}
	s.words = w.e.reserve()
	w.e.bytes(s.words, fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %s] /Resources << /Font << /U %d 0 R >> >> /Filter /FlateDecode",
		numbers(s.w, s.h), w.unseen.object), deflate(content))
	return w.e.err
}

// unpainted is the font of all words of a file that are not painted. Each letter gets a code
// when it first comes, from 1.
type unpainted struct {
	object int // 0: no words yet
	codes  map[rune]uint16
	runes  []rune // by code
}

// draw writes the words of a page of so many points.
func (u *unpainted) draw(lines []office.ReadLine, width, height float64) []byte {
	var b bytes.Buffer
	left := mostUnseen
	for _, l := range lines {
		l = slices.DeleteFunc(slices.Clone(l), func(w office.ReadWord) bool {
			return w.Box[2] <= w.Box[0] || w.Box[3] <= w.Box[1] || !isWithin(w.Box) || printable(w.S) == ""
		})
		if l = l[:min(len(l), left)]; len(l) == 0 {
			continue
		}
		left -= len(l)
		top, bottom := uprightOf(l)
		if b.Len() == 0 {
			b.WriteString("3 Tr\n") // within a text object MuPDF heeds it only from the next one on
		}
		fmt.Fprintf(&b, "BT\n/U %s Tf\n", number((bottom-top)*height))
		for i, w := range l {
			if bottom-top < w.Box[3]-w.Box[1] || w.Box[1] < top || w.Box[3] > bottom { // the line leans
				middle := (w.Box[1] + w.Box[3]) / 2
				u.word(&b, w, i+1 < len(l), width, height, middle-(bottom-top)/2, middle+(bottom-top)/2)
				continue
			}
			u.word(&b, w, i+1 < len(l), width, height, top, bottom)
		}
		b.WriteString("ET\n")
	}
	return b.Bytes()
}

func isWithin(box [4]float64) bool { return min(box[0], box[1]) >= 0 && max(box[2], box[3]) <= 1 }

// uprightOf is the room of a line from top to bottom: that of all its words, or of its
// tallest where the line leans.
func uprightOf(l office.ReadLine) (top, bottom float64) {
	const leans = 1.5
	top, bottom = l[0].Box[1], l[0].Box[3]
	tallest := l[0]
	for _, w := range l {
		top, bottom = min(top, w.Box[1]), max(bottom, w.Box[3])
		if w.Box[3]-w.Box[1] > tallest.Box[3]-tallest.Box[1] {
			tallest = w
		}
	}
	if high := tallest.Box[3] - tallest.Box[1]; bottom-top > leans*high {
		return tallest.Box[1], tallest.Box[3]
	}
	return top, bottom
}

// word writes one word; more: another follows it on its line.
func (u *unpainted) word(b *bytes.Buffer, w office.ReadWord, more bool, width, height, top, bottom float64) {
	codes := u.encode(w.S)
	if len(codes) == 0 {
		return
	}
	size := (bottom - top) * height
	wide := float64(len(codes)) / 2 * unseenAdvance / unseenEm * size
	if more {
		codes = append(codes, u.encode(" ")...)
	}
	base := height - bottom*height + size*unseenDescent/unseenEm
	fmt.Fprintf(b, "%s Tz 1 0 0 1 %s Tm <%x> Tj\n", number(100*(w.Box[2]-w.Box[0])*width/wide), numbers(w.Box[0]*width, base), codes)
}

// encode turns letters into codes of two bytes, and leaves out what is none.
func (u *unpainted) encode(s string) (b []byte) {
	if u.codes == nil {
		u.codes, u.runes = map[rune]uint16{}, []rune{0}
	}
	const mostCodes = 1 << 16
	for _, r := range norm.NFC.String(printable(s)) {
		code, known := u.codes[r]
		if !known {
			if len(u.runes) == mostCodes {
				continue
			}
			code = uint16(len(u.runes))
			u.codes[r] = code
			u.runes = append(u.runes, r)
		}
		b = binary.BigEndian.AppendUint16(b, code)
	}
	return b
}

// emit writes the font, if a word needs it.
func (u *unpainted) emit(e *emitter) error {
	if u.object == 0 {
		return nil
	}
	descendant, descriptor, file, glyphs, letters := e.reserve(), e.reserve(), e.reserve(), e.reserve(), e.reserve()
	font := emptyFont()
	e.object(u.object, "<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", unseenFont, descendant, letters)
	e.object(descendant, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "+
		"/FontDescriptor %d 0 R /CIDToGIDMap %d 0 R /DW %d >>", unseenFont, descriptor, glyphs, unseenAdvance)
	e.object(descriptor, "<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [0 -%d %d %d] /ItalicAngle 0 /Ascent %d /Descent -%d /CapHeight %d /StemV 0 /FontFile2 %d 0 R >>",
		unseenFont, unseenDescent, unseenAdvance, unseenEm-unseenDescent, unseenEm-unseenDescent, unseenDescent, unseenEm-unseenDescent, file)
	e.bytes(file, fmt.Sprintf("/Length1 %d /Filter /FlateDecode", len(font)), deflate(font))
	e.bytes(glyphs, "/Filter /FlateDecode", deflate([]byte(strings.Repeat("\x00\x01", len(u.runes)))))
	e.bytes(letters, "/Filter /FlateDecode", deflate(toUnicode(u.runes)))
	return e.err
}

// emptyFont is a font file of two glyphs without ink: the missing one, which PDF/A lets no
// text show, and that of every letter, a stroke across its box and back: readers pass over
// words that have no extent.
func emptyFont() []byte {
	be := binary.BigEndian
	head := make([]byte, 54)
	be.PutUint32(head, 0x00010000)
	be.PutUint32(head[12:], 0x5f0f3cf5)
	be.PutUint16(head[18:], unseenEm)
	be.PutUint16(head[46:], 8) // smallest readable size, in pixels
	hhea := make([]byte, 36)
	be.PutUint32(hhea, 0x00010000)
	be.PutUint16(hhea[4:], unseenEm-unseenDescent)
	be.PutUint16(hhea[6:], uint16(1<<16-unseenDescent))
	be.PutUint16(hhea[10:], unseenAdvance)
	be.PutUint16(hhea[34:], 2)
	maxp := make([]byte, 32)
	be.PutUint32(maxp, 0x00010000)
	be.PutUint16(maxp[4:], 2)
	be.PutUint16(maxp[6:], 2)  // points of a glyph
	be.PutUint16(maxp[8:], 1)  // contours
	be.PutUint16(maxp[14:], 1) // zones
	low, high := uint16(1<<16-unseenDescent), uint16(unseenEm-unseenDescent)
	var glyph []byte
	for _, v := range []uint16{1, 0, low, unseenAdvance, high, 1, 0, 0x1101, unseenAdvance, low, unseenEm, 0} { // contours, box, last point, no program, flags, x, y
		glyph = be.AppendUint16(glyph, v)
	}
	metric := be.AppendUint32(nil, unseenAdvance<<16)
	return fontFile([]fontTable{{"glyf", glyph}, {"head", head}, {"hhea", hhea}, {"hmtx", append(metric, metric...)}, {"loca", []byte{0, 0, 0, 0, 0, byte(len(glyph) / 2)}}, {"maxp", maxp}})
}

// wordsBelow tells that a form holds words that are not painted, and nothing else.
func (d *dissection) wordsBelow(v any) error {
	self, content, err := d.b.unpacked(v)
	if err != nil {
		return err
	}
	if self["Subtype"] != name("Form") {
		return errors.New("its words are no form")
	}
	s := scanner{b: content}
	var last any
	hidden := false
	for s.space(); s.at < len(s.b); s.space() {
		v, err := s.value(0)
		if err != nil {
			return err
		}
		op, _ := v.(keyword)
		switch op {
		case "Tr":
			hidden = last == float64(3)
		case "Tj":
			if !hidden {
				return errors.New("it paints words that a machine read")
			}
		case "", "BT", "ET", "Tf", "Tz", "Tm":
		default:
			return fmt.Errorf("its words hold %s", op)
		}
		last = v
	}
	return nil
}
