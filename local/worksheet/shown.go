package worksheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// builtIn are the formats that every program knows by their numbers and that show a number as
// something else than its digits.
var builtIn = map[string]string{
	"9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?", "13": "# ??/??", "48": "##0.0E+0",
	"18": "h:mm AM/PM", "19": "h:mm:ss AM/PM", "20": "h:mm", "21": "h:mm:ss", "45": "mm:ss", "46": "[h]:mm:ss", "47": "mmss.0",
}

// shape is a section of a format: what stands before and behind the value.
type shape struct {
	before, behind string
	digits         int  // that are shown at the least
	value          bool // the value is shown
	fraction       bool
	grouped        bool
	strange        bool // it shows what nothing here works out
}

// words tells whether a section shows words or signs beside the value.
func (s shape) words() bool { return strings.TrimSpace(s.before+s.behind) != "" }

// showsNumber is what a format makes of a number; empty: its digits and nothing else. false: it shows
// what is not worked out here.
func showsNumber(format string, n float64) (string, bool) {
	sections := sectionsOf(format)
	s := shapeOf(sections[0])
	switch {
	case n == 0 && len(sections) > 2:
		s = shapeOf(sections[2])
	case n < 0 && len(sections) > 1:
		s = shapeOf(sections[1])
	}
	const group = 1000 // from which on digits stand in groups
	switch {
	case s.strange, !s.value:
		return "", false
	case !s.words():
		return "", true
	case n < 0, n != math.Trunc(n), s.fraction, s.grouped && n >= group, n >= 1<<53:
		return "", false
	}
	return strings.TrimSpace(s.before + fmt.Sprintf("%0*d", s.digits, int64(n)) + s.behind), true
}

// showsText is what a format makes of a text. false: it does not show it.
func showsText(format, text string) (string, bool) {
	sections := sectionsOf(format)
	last := sections[len(sections)-1]
	const ofText = 4 // the section that is for texts alone
	if s := shapeOf(last); s.value && strings.Contains(last, "@") && !s.strange {
		return s.before + text + s.behind, true
	}
	return text, len(sections) < ofText
}

// sectionsOf are the parts of a format: of numbers, of those below nothing, of nothing, of texts.
func sectionsOf(format string) []string {
	var all []string
	from, quoted, escaped := 0, false, false
	for i, r := range format {
		switch {
		case escaped:
			escaped = false
		case r == '\\' && !quoted:
			escaped = true
		case r == '"':
			quoted = !quoted
		case r == ';' && !quoted:
			all, from = append(all, format[from:i]), i+1
		}
	}
	return append(all, format[from:])
}

// shapeOf reads a section of a format.
func shapeOf(section string) (s shape) {
	for _, name := range []string{"General", "Standard"} {
		section = strings.ReplaceAll(section, name, "#")
	}
	signs := []rune(section)
	for i := 0; i < len(signs); i++ {
		switch r := signs[i]; r {
		case '"':
			end := i + 1
			for end < len(signs) && signs[end] != '"' {
				end++
			}
			s.says(string(signs[i+1 : min(end, len(signs))]))
			i = end
		case '\\':
			if i++; i < len(signs) {
				s.says(string(signs[i]))
			}
		case '_', '*':
			i++ // room, and no sign
		case '[':
			end := i
			for end < len(signs) && signs[end] != ']' {
				end++
			}
			s.bracket(string(signs[i+1 : min(end, len(signs))]))
			i = end
		case '0', '#', '?', '@':
			s.strange = s.strange || s.value && s.behind != ""
			s.value = true
			if r == '0' && !s.fraction {
				s.digits++
			}
		case ',':
			s.grouped = true
		case '.':
			s.fraction = true
		default:
			if r == '%' || r < unicode.MaxASCII && unicode.IsLetter(r) {
				s.strange = true // a hundredth, a power of ten, a part of a day
			}
			s.says(string(r))
		}
	}
	return s
}

func (s *shape) says(words string) {
	if s.value {
		s.behind += words
	} else {
		s.before += words
	}
}

// bracket reads what stands in brackets: a colour, a sign of money, or what the section is for.
func (s *shape) bracket(within string) {
	if money, is := strings.CutPrefix(within, "$"); is {
		sign, _, _ := strings.Cut(money, "-")
		s.says(sign)
		return
	}
	colour := strings.ContainsFunc(within, unicode.IsLetter) && len(within) > 2 // [h], [mm]: spans of time
	s.strange = s.strange || !colour
}

// shownNumber is a cell with a number as its style shows it.
func (s style) shownNumber(kept Cell, n float64) Cell {
	kept.Text, kept.Kind = strconv.FormatFloat(n, 'f', -1, 64), Number
	if s.format == "" {
		return kept
	}
	switch shown, sure := showsNumber(s.format, n); {
	case !sure:
		kept.Masked = true
	case shown != "":
		kept.Text, kept.Kind = shown, Text
	}
	return kept
}

// shownText is a cell with a text as its style shows it.
func (s style) shownText(kept Cell) Cell {
	if s.format == "" || kept.Kind != Text {
		return kept
	}
	shown, sure := showsText(s.format, kept.Text)
	kept.Text, kept.Masked = shown, !sure
	return kept
}
