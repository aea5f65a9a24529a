package mark

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// Facts are what a mark tells of one conversion.
type Facts struct {
	At       time.Time
	Office   office.Office
	Clerk    office.Clerk
	Code     office.LookupCode
	Document office.Document
	Form     office.Form
}

// field of a template: its name for people, and where it is found.
type field struct {
	name string
	of   func(Facts) string
}

var fields = map[string]field{
	"{thoi-gian}": {"thời gian chuyển đổi", func(f Facts) string {
		if f.At.IsZero() {
			return ""
		}
		return office.ISO(f.At)
	}},
	"{co-quan}":  {"tên đầy đủ của cơ quan", func(f Facts) string { return f.Office.Name }},
	"{nguoi}":    {"họ tên người thực hiện", func(f Facts) string { return f.Clerk.Name }},
	"{chuc-vu}":  {"chức vụ", func(f Facts) string { return f.Clerk.Position }},
	"{ma}":       {"mã tra cứu", func(f Facts) string { return string(f.Code) }},
	"{ho-so}":    {"mã hồ sơ", func(f Facts) string { return f.Document.Dossier }},
	"{tra-cuu}":  {"địa chỉ tra cứu", func(f Facts) string { return f.Office.Lookup }},
	"{he-thong}": {"tên hệ thống thông tin", func(f Facts) string { return f.Office.System }},
	"{chu-quan}": {"tên chủ quản hệ thống thông tin", func(f Facts) string { return f.Office.Owner }},
}

// part of a line: plain, or a group that goes when a field in it is empty.
type part struct {
	text  string
	group bool
}

// parseLine splits a line at its groups.
func parseLine(line string) ([]part, error) {
	var parts []part
	for rest := line; rest != ""; {
		open := strings.IndexByte(rest, '[')
		if open < 0 {
			open = len(rest)
		}
		if open > 0 {
			parts = append(parts, part{text: rest[:open]})
		}
		if rest = rest[open:]; rest == "" {
			break
		}
		end := strings.IndexByte(rest, ']')
		if end < 0 || !fieldForm.MatchString(rest[:end]) {
			return nil, BadBrackets.About(line)
		}
		parts = append(parts, part{text: rest[1:end], group: true})
		rest = rest[end+1:]
	}
	for _, p := range parts {
		if strings.ContainsAny(fieldForm.ReplaceAllString(p.text, ""), "{}[]") {
			return nil, BadBrackets.About(line)
		}
	}
	return parts, nil
}

// Compose fills a template with the facts of a conversion (Điều 4.1a). The
// lines are NFC, without line breaks or double spaces. It refuses a template
// that Check refuses, an obligatory fact that is empty, a character that the
// font cannot draw, and what could not be set on an A4 sheet.
func Compose(t office.MarkTemplate, f Facts) ([]string, error) {
	if err := Check(t); err != nil {
		return nil, err
	}
	for _, asked := range []string{"{thoi-gian}", "{co-quan}", "{nguoi}", "{ma}"} {
		told := strings.Contains(strings.Join(t.Lines, "\n"), asked)
		if told && Tidy(fields[asked].of(f)) == "" {
			return nil, EmptyFact.About(fields[asked].name)
		}
	}
	var lines []string
	for _, l := range t.Lines {
		line, err := fillLine(norm.NFC.String(l), f)
		if err != nil {
			return nil, err
		}
		if line == "" {
			continue
		}
		if err := settable(line, t.SizePt); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	if _, err := Layouts(t.Form, lines, t.SizePt, ""); err != nil {
		return nil, err
	}
	return lines, nil
}

// fillLine returns nothing for a line whose fields are all empty.
func fillLine(line string, f Facts) (string, error) {
	parts, err := parseLine(line)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	asked, told := 0, 0
	for _, p := range parts {
		empty := false
		text := fieldForm.ReplaceAllStringFunc(p.text, func(name string) string {
			value := Tidy(fields[name].of(f))
			asked++
			if value == "" {
				empty = true
			} else {
				told++
			}
			return value
		})
		if !p.group || !empty {
			b.WriteString(text)
		}
	}
	if asked > 0 && told == 0 {
		return "", nil
	}
	return Tidy(b.String()), nil
}

// Tidy makes one line of what was typed: accents composed, one space for every
// run of white space, nothing for what cannot be seen.
func Tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

// settable refuses a line that no layout could hold.
func settable(line string, sizePt float64) error {
	if utf8.RuneCountInString(line) > maxLineRunes {
		return LineTooLong.About(maxLineRunes)
	}
	if r, none := Missing(line); none {
		return NoGlyph.About(string(r), r)
	}
	for _, word := range strings.Fields(line) {
		if Width(word, sizePt, true) > widestPt {
			return WordTooLong.About(word)
		}
	}
	return nil
}

// QRText is what the QR code of a mark says: the same lines, as any phone shows
// them.
func QRText(lines []string) string { return strings.Join(lines, "\n") }
