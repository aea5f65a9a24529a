package oldregister

import (
	"regexp"
	"strings"

	"tram/local/office"
)

// numberRead is a number with its symbol, taken apart.
type numberRead struct {
	digits string // without zeros in front
	letter string // of 15a
	symbol string
}

func (n numberRead) plain() int { return number(n.digits) }

// said is the number where it is no plain one.
func (n numberRead) said() string {
	if n.letter == "" {
		return ""
	}
	digits := n.digits
	if len(digits) < 2 {
		digits = "0" + digits
	}
	return digits + n.letter
}

var (
	numberForm = regexp.MustCompile(`^(?i:số\s*:?\s*)?0*(\d{1,6})\s?([a-zA-ZđĐ])?(?:/(.*))?$`)
	inTitle    = regexp.MustCompile(`^(?i:số\s*:?\s*)0*(\d{1,6})\s?([a-zA-ZđĐ])?\s*/\s*([\pL\d][\pL\d\-–/.]*(?:\s*[-–]\s*[\pL\d]+)*)`)
)

// readNumber takes apart what an office gave: 15, 015, 15a, 15/QĐ-UBND, /QĐ-UBND. false: it is no
// such number.
func readNumber(text string) (n numberRead, ok bool) {
	text = office.Tightened(text)
	if symbol, alone := strings.CutPrefix(text, "/"); alone {
		return numberRead{symbol: symbol}, symbol != ""
	}
	m := numberForm.FindStringSubmatch(text)
	if m == nil || number(m[1]) == 0 {
		return numberRead{}, false
	}
	return numberRead{digits: m[1], letter: strings.ToLower(m[2]), symbol: m[3]}, true
}

// titleNumber finds the number of a document at the beginning of its title, behind its type: “Quyết
// định số 15/QĐ-UBND về việc…”. One that stands further on may be of another document.
func titleNumber(title string, types []office.DocumentType) (numberRead, bool) {
	rest := oneLine(title)
	if t, tail, is := typeAhead(rest, types); is && t.Code != "" {
		rest = strings.TrimSpace(tail)
	}
	m := inTitle.FindStringSubmatch(rest)
	if m == nil || number(m[1]) == 0 {
		return numberRead{}, false
	}
	return numberRead{digits: m[1], letter: strings.ToLower(m[2]), symbol: strings.TrimRight(office.Tightened(m[3]), "-/.")}, true
}

// typeAhead is the type that a title begins with, and what follows it. false: it begins with none.
func typeAhead(title string, types []office.DocumentType) (best office.DocumentType, rest string, is bool) {
	for _, t := range types {
		if len(title) < len(t.Name) || len(t.Name) <= len(best.Name) || !strings.EqualFold(title[:len(t.Name)], t.Name) {
			continue
		}
		if tail := title[len(t.Name):]; tail == "" || strings.HasPrefix(tail, " ") || strings.HasPrefix(tail, ":") || strings.HasPrefix(tail, ",") {
			best, rest, is = t, tail, true
		}
	}
	return best, rest, is
}

// typeOfSymbol is the type that a symbol names: QĐ-UBND. Where it names none, the paper is a
// letter (công văn), which alone has no abbreviation there. false: there is no symbol.
func typeOfSymbol(symbol string, types []office.DocumentType) (office.DocumentType, bool) {
	for part := range strings.FieldsFuncSeq(symbol, func(r rune) bool { return strings.ContainsRune("-/. ", r) }) {
		if strings.Trim(part, "0123456789") == "" {
			continue // the year of a legal document
		}
		for _, t := range types {
			if t.Abbrev != "" && strings.EqualFold(t.Abbrev, part) {
				return t, true
			}
		}
		break
	}
	if strings.TrimSpace(symbol) == "" {
		return office.DocumentType{}, false
	}
	t, err := office.FindType(types, "cong-van")
	return t, err == nil
}
