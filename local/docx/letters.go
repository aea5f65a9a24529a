package docx

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"tram/local/office"
)

// lift is a stretch of letters of a paragraph, in bytes, that stands above the line (1) or below (-1).
type lift struct{ from, to, how int }

type lifts []lift

// The letters that have a form of their own above and below the line.
var (
	above = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "=", "⁼", "(", "⁽", ")", "⁾", "n", "ⁿ")
	below = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉", "+", "₊", "-", "₋", "=", "₌", "(", "₍", ")", "₎")
)

const lifted = "0123456789+-=()"

// Raised are the words of the paragraphs with letters that stand high or low as such: m², H₂O. What
// has no form of its own stands behind ^ or _.
func (p Part) Raised() []string {
	all := make([]string, len(p.Words))
	for i, words := range p.Words {
		var b strings.Builder
		at := 0
		for _, l := range p.high[i] {
			b.WriteString(words[at:l.from])
			b.WriteString(raised(words[l.from:l.to], l.how))
			at = l.to
		}
		all[i] = b.String() + words[at:]
	}
	return all
}

func raised(letters string, how int) string {
	form, mark, extra := above, "^", "n"
	if how < 0 {
		form, mark, extra = below, "_", ""
	}
	switch {
	case strings.TrimSpace(letters) == "":
		return letters
	case strings.Trim(letters, lifted+extra) == "":
		return form.Replace(letters)
	}
	return mark + letters
}

// signsOf are signs of the fonts of signs that documents use, as letters.
var signsOf = map[string]map[rune]rune{
	"wingdings": {0xf06f: '☐', 0xf0a8: '☐', 0xf0fb: '✗', 0xf0fc: '✓', 0xf0fd: '☒', 0xf0fe: '☑'},
	"symbol":    {0xf0a3: '≤', 0xf0b0: '°', 0xf0b1: '±', 0xf0b3: '≥', 0xf0b4: '×', 0xf0b7: '•'},
}

// signOf is a sign as it is told without its font: a letter, or the font with the code.
func (p *partReading) signOf(font string, code rune) string {
	if is := signsOf[strings.ToLower(font)][code]; is != 0 {
		return string(is)
	}
	if !unicode.Is(unicode.Co, code) {
		return string(code)
	}
	p.content.Unread.Foreign++
	return fmt.Sprintf("[%s %X]", cmp.Or(office.OneLine(font), "ký hiệu"), code)
}
