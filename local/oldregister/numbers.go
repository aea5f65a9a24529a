package oldregister

import (
	"regexp"
	"slices"
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
	if severalAs.MatchString(office.Tightened(rest)) {
		return numberRead{}, false
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

// letterMarks are what offices write first into the symbol of a letter (công văn), which has no
// abbreviation of its own: who issues it, or what many write for it.
var letterMarks = []string{"CV", "UBND", "UB", "HĐND", "ĐU", "VP"}

// symbolRead is what a symbol says of the type of its document.
type symbolRead struct {
	kind    office.DocumentType
	known   bool   // it names a type, or is that of a letter
	spelt   bool   // it is told by its letters without their marks: QD
	several bool   // without their marks they are those of more than one type
	first   string // its first part; empty: there is no symbol
}

// typeOfSymbol is the type that a symbol names: QĐ-UBND. A letter (công văn), which alone has no
// abbreviation there, begins with who issues it: one of organs, or of those that are written so
// everywhere. Of any other word nothing is known.
func typeOfSymbol(symbol string, types []office.DocumentType, organs map[string]bool) (is symbolRead) {
	is.first = firstPart(symbol)
	if is.first == "" {
		return is
	}
	var alike []office.DocumentType
	for _, t := range types {
		if t.Abbrev != "" && strings.EqualFold(t.Abbrev, is.first) {
			is.kind, is.known = t, true
			return is
		}
		if t.Abbrev != "" && office.Fold(t.Abbrev) == office.Fold(is.first) {
			alike = append(alike, t)
		}
	}
	letter := func(mark string) bool { return strings.EqualFold(mark, is.first) }
	switch {
	case len(alike) == 1:
		is.kind, is.known, is.spelt = alike[0], true, true
	case len(alike) > 1:
		is.several = true
	case organs[strings.ToUpper(is.first)] || slices.ContainsFunc(letterMarks, letter):
		t, err := office.FindType(types, "cong-van")
		is.kind, is.known = t, err == nil
	}
	return is
}

// partsOf are the words of a symbol, without the year of a legal document.
func partsOf(symbol string) []string {
	parts := strings.FieldsFunc(symbol, func(r rune) bool { return strings.ContainsRune("-/. ()", r) })
	return slices.DeleteFunc(parts, func(part string) bool { return strings.Trim(part, "0123456789") == "" })
}

func firstPart(symbol string) string {
	if parts := partsOf(symbol); len(parts) > 0 {
		return parts[0]
	}
	return ""
}

var (
	symbolForm = regexp.MustCompile(`^(?:(?:19|20)\d\d/)?\pL[\pL\pM\d]*(?:[-/.][\pL\pM\d]+)*(?:\s?\([\pL\pM\d-]+\))?$`)
	severalAs  = regexp.MustCompile(`^(?i:số\s*:?\s*)?\d+\s?\pL?(?:/[^;,&+\s]*)?\s*(?:[;,&+]|và |đến |\s)\s*(?i:số\s*:?\s*)?\d`)
	firstAs    = regexp.MustCompile(`^(?i:số\s*:?\s*)?\d+\s?\pL?`)
	spanned    = regexp.MustCompile(`^(?i:số\s*:?\s*)?\d+\s?\pL?-(\d+)`)
	further    = regexp.MustCompile(`[^\pL\pM\d](\d+)\pL?/\pL`)
)

// several tells a text in which more than one number stands: 38/QĐ-UBND; 39/QĐ-UBND, 38-39/QĐ-UBND.
// The year of a legal document is none.
func several(text string) bool {
	text = office.Tightened(anyDay.ReplaceAllString(text, ""))
	if severalAs.MatchString(text) {
		return true
	}
	if m := spanned.FindStringSubmatch(text); m != nil && !office.RegisterYear(number(m[1])) {
		return true
	}
	for _, m := range further.FindAllStringSubmatch(firstAs.ReplaceAllString(text, ""), -1) {
		if !office.RegisterYear(number(m[1])) {
			return true
		}
	}
	return false
}

// isSymbol tells whether a symbol is one, and nothing beside it.
func isSymbol(symbol string) bool { return symbolForm.MatchString(symbol) }

// mistyped tells a letter behind a number that is written where a digit was meant: 2l, 2O.
func (n numberRead) mistyped() bool { return n.letter != "" && strings.Contains("lio", n.letter) }
