package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// mark reads the words of a form: each BT…ET is one composed line, the texts
// within it parts of that line.
func (d *dissection) mark(v any, into *Part) error {
	form, content, err := d.b.unpacked(v)
	if err != nil {
		return err
	}
	resources, _ := form["Resources"].(dict)
	fonts, _ := resources["Font"].(dict)
	if form["Subtype"] != name("Form") || fonts == nil {
		return errors.New("its mark is not one of ours")
	}
	lines, err := d.lines(content, fonts)
	into.MarkLines = append(into.MarkLines, lines...)
	return err
}

// lines runs the few operators that draw uses, and no others.
func (d *dissection) lines(content []byte, fonts dict) (lines []string, err error) {
	s := scanner{b: content}
	var operands []any
	var parts []string
	var letters map[uint16]string
	for s.space(); s.at < len(s.b); s.space() {
		v, err := s.value(0)
		if err != nil {
			return nil, err
		}
		op, is := v.(keyword)
		if !is {
			operands = append(operands, v)
			continue
		}
		switch op {
		case "Tf":
			letters, err = d.font(operands, fonts)
		case "Tj":
			var part string
			part, err = decode(operands, letters)
			parts = append(parts, part)
		case "ET":
			lines = append(lines, strings.Join(parts, " "))
			parts = nil
		case "BT", "Tm", "g", "re", "f":
		default:
			err = fmt.Errorf("the operator %q in a mark", op)
		}
		if err != nil {
			return nil, err
		}
		operands = operands[:0]
	}
	return lines, nil
}

// font reads the letters of a font by their codes, from its own CMap.
func (d *dissection) font(operands []any, fonts dict) (map[uint16]string, error) {
	if len(operands) != 2 {
		return nil, errors.New("a font without a size")
	}
	called, _ := operands[0].(name)
	at, is := fonts[called].(ref)
	if !is {
		return nil, fmt.Errorf("the font %s is not there", called)
	}
	if known := d.fonts[at]; known != nil {
		return known, nil
	}
	font, _, err := d.b.dict(at)
	if err != nil {
		return nil, err
	}
	_, cmap, err := d.b.unpacked(font["ToUnicode"])
	if err != nil {
		return nil, err
	}
	letters, err := readCMap(cmap)
	if err != nil {
		return nil, err
	}
	d.fonts[at] = letters
	return letters, nil
}

// readCMap reads the lines "<code> <letter>" that toUnicode writes.
func readCMap(cmap []byte) (map[uint16]string, error) {
	letters := map[uint16]string{}
	inside := false
	for line := range strings.Lines(string(cmap)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasSuffix(line, " beginbfchar"):
			inside = true
		case line == "endbfchar":
			inside = false
		case inside:
			s := scanner{b: []byte(line)}
			code, err := s.value(0)
			if err != nil {
				return nil, err
			}
			letter, err := s.value(0)
			if err != nil {
				return nil, err
			}
			c, coded := code.(text16)
			l, lettered := letter.(text16)
			if !coded || len(c) != 2 || !lettered {
				return nil, errors.New("a broken line in a CMap")
			}
			if letters[binary.BigEndian.Uint16(c)], err = fromUTF16(l); err != nil {
				return nil, err
			}
		}
	}
	return letters, nil
}

// decode turns the codes of a show operator into letters.
func decode(operands []any, letters map[uint16]string) (string, error) {
	if len(operands) != 1 {
		return "", errors.New("a text of another kind")
	}
	codes, is := operands[0].(text16)
	if !is || len(codes)%2 != 0 {
		return "", errors.New("a text of another kind")
	}
	var b strings.Builder
	for i := 0; i < len(codes); i += 2 {
		letter, known := letters[binary.BigEndian.Uint16(codes[i:])]
		if !known {
			return "", errors.New("a letter that its font does not know")
		}
		b.WriteString(letter)
	}
	return b.String(), nil
}
