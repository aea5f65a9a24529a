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
	Message  office.DataMessage // that becomes paper; empty the other way
}

// field of a template: its name for people, and where it is found. One of
// several values makes a line stand once for each.
type field struct {
	name  string
	of    func(Facts) []string
	paper bool // only on paper that was made of a data message
}

var fields = map[string]field{
	"{thoi-gian}": single("thời gian chuyển đổi", func(f Facts) string {
		if f.At.IsZero() {
			return ""
		}
		return office.ISO(f.At)
	}),
	"{co-quan}":  single("tên đầy đủ của cơ quan", func(f Facts) string { return f.Office.Name }),
	"{nguoi}":    single("họ tên người thực hiện", func(f Facts) string { return f.Clerk.Name }),
	"{chuc-vu}":  single("chức vụ", func(f Facts) string { return f.Clerk.Position }),
	"{ma}":       single("mã tra cứu", func(f Facts) string { return string(f.Code) }),
	"{ho-so}":    single("mã hồ sơ", func(f Facts) string { return f.Document.Dossier }),
	"{tra-cuu}":  single("địa chỉ tra cứu", func(f Facts) string { return f.Office.Lookup }),
	"{he-thong}": single("tên hệ thống thông tin", func(f Facts) string { return f.Office.System }),
	"{chu-quan}": single("tên chủ quản hệ thống thông tin", func(f Facts) string { return f.Office.Owner }),

	"{cac-he-thong}": {"các hệ thống thông tin và chủ quản của thông điệp dữ liệu", func(f Facts) []string { return f.Message.SystemLines() }, true},
	"{dia-chi}":      {"địa chỉ hoặc mã của văn bản điện tử", func(f Facts) []string { return []string{f.Message.Address} }, true},
}

func single(name string, of func(Facts) string) field {
	return field{name: name, of: func(f Facts) []string { return []string{of(f)} }}
}

// values of a field, tidied, without the empty ones.
func (d field) values(f Facts) []string {
	var all []string
	for _, v := range d.of(f) {
		if v = Tidy(v); v != "" {
			all = append(all, v)
		}
	}
	return all
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

// Compose fills a template with the facts of a conversion (Điều 4.1a, 5.2a).
// The lines are NFC, without line breaks or double spaces. It refuses a template
// that Check refuses, an obligatory fact that is empty, a character that the
// font cannot draw, and what could not be set on an A4 sheet.
func Compose(t office.MarkTemplate, f Facts) ([]string, error) {
	if err := Check(t); err != nil {
		return nil, err
	}
	if empty := emptyFact(t, f); empty != "" {
		return nil, EmptyFact.About(fields[empty].name)
	}
	var lines []string
	for _, l := range t.Lines {
		filled, err := fillLine(norm.NFC.String(l), f)
		if err != nil {
			return nil, err
		}
		for _, line := range filled {
			if err := settable(line, t.SizePt); err != nil {
				return nil, err
			}
		}
		lines = append(lines, filled...)
	}
	if _, err := Shapes(t, lines, ""); err != nil {
		return nil, err
	}
	return lines, nil
}

// emptyFact finds a field that must say something, and says nothing. Where the
// storing system gave the message no address, our own code has to be there.
func emptyFact(t office.MarkTemplate, f Facts) string {
	all := strings.Join(t.Lines, "\n")
	for _, asked := range []string{"{thoi-gian}", "{co-quan}", "{nguoi}", "{ma}", "{cac-he-thong}"} {
		if strings.Contains(all, asked) && len(fields[asked].values(f)) == 0 {
			return asked
		}
	}
	if t.Serves() == office.DataToPaper && !strings.Contains(all, "{ma}") && len(fields["{dia-chi}"].values(f)) == 0 {
		return "{dia-chi}"
	}
	return ""
}

// Shapes returns the shapes of a mark that was composed of a template, best
// first: PrintLayouts on paper, Layouts on a data message.
func Shapes(t office.MarkTemplate, lines []string, qr string) ([]Layout, error) {
	if t.Serves() == office.DataToPaper {
		return PrintLayouts(lines, t.SizePt, qr)
	}
	return Layouts(t.Form, lines, t.SizePt, qr)
}

// fillLine returns nothing for a line whose fields are all empty, and one line
// for each value of a field of several.
func fillLine(line string, f Facts) ([]string, error) {
	parts, err := parseLine(line)
	if err != nil {
		return nil, err
	}
	times := 1
	for _, name := range fieldForm.FindAllString(line, -1) {
		times = max(times, len(fields[name].values(f)))
	}
	var lines []string
	for i := range times {
		if filled := fillParts(parts, f, i); filled != "" {
			lines = append(lines, filled)
		}
	}
	return lines, nil
}

// fillParts fills a line with the values of that rank; a field of one value
// repeats it.
func fillParts(parts []part, f Facts, rank int) string {
	var b strings.Builder
	asked, told := 0, 0
	for _, p := range parts {
		empty := false
		text := fieldForm.ReplaceAllStringFunc(p.text, func(name string) string {
			values := fields[name].values(f)
			asked++
			if len(values) == 0 {
				empty = true
				return ""
			}
			told++
			return values[min(rank, len(values)-1)]
		})
		if !p.group || !empty {
			b.WriteString(text)
		}
	}
	if asked > 0 && told == 0 {
		return ""
	}
	return Tidy(b.String())
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
