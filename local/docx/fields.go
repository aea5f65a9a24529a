package docx

import (
	"encoding/xml"
	"strings"

	"tram/local/packed"
)

// A field is a code with the words that a word processor made of it the last time. What it counts, or
// reads off a clock, is another at each opening and in each program: that is no text of the document.

// fieldKind is what becomes of the words of a field.
type fieldKind int

const (
	textField  fieldKind = iota // they are read
	pageField                   // page numbers
	clockField                  // days and times
)

// field is one that is open.
type field struct {
	code   string
	result bool // what was made of it began
	kind   fieldKind
}

// longestCode bounds a code, in bytes: its first word tells what it is.
const longestCode = 400

// kindOf tells a field by its code.
func kindOf(code string) fieldKind {
	words := strings.Fields(code)
	if len(words) == 0 {
		return textField
	}
	switch strings.ToUpper(words[0]) {
	case "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF":
		return pageField
	case "DATE", "TIME", "SAVEDATE", "PRINTDATE", "EDITTIME":
		return clockField
	}
	return textField
}

// field heeds where a field begins, where what was made of it begins, and where it ends.
func (p *partReading) field(s xml.StartElement) {
	switch s.Name.Local {
	case "fldSimple":
		p.fields = append(p.fields, &field{code: packed.Attribute(s, "instr")})
		p.fieldMade()
	case "fldChar":
		switch packed.Attribute(s, "fldCharType") {
		case "begin":
			p.fields = append(p.fields, &field{})
		case "separate":
			p.fieldMade()
		case "end":
			p.fieldEnds()
		}
	}
}

// fieldSays adds to the code of the field that is open.
func (p *partReading) fieldSays(code string) {
	if last := len(p.fields) - 1; last >= 0 && !p.fields[last].result && len(p.fields[last].code) < longestCode {
		p.fields[last].code += code
	}
}

// fieldMade begins what was made of the field that is open.
func (p *partReading) fieldMade() {
	last := len(p.fields) - 1
	if last < 0 || p.fields[last].result {
		return
	}
	f := p.fields[last]
	f.result, f.kind = true, kindOf(f.code)
	switch {
	case p.gone > 0:
	case f.kind == pageField:
		p.content.Unread.Counted++
	case f.kind == clockField:
		p.content.Unread.Clocks++
	}
}

func (p *partReading) fieldEnds() {
	if last := len(p.fields) - 1; last >= 0 {
		p.fields = p.fields[:last]
	}
}

// shown tells that what is said is text of the document.
func (p *partReading) shown() bool {
	for _, f := range p.fields {
		if f.kind != textField {
			return false
		}
	}
	return true
}
