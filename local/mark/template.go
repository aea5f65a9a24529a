package mark

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// A template's line holds words, {fields}, and [groups]: a group is left out
// when a field in it is empty, a line when all of its fields are. No text of
// the law prescribes the wording, so an office may change it; what Điều 4.1a
// asks to be told must stay.
const (
	maxLines     = 12
	maxLineRunes = 400 // of the template and of what comes of it
	leastSizePt  = 8.0
	mostSizePt   = 14.0
	copySizePt   = 10.0 // Nghị định 30, Phụ lục I
	plainSizePt  = 9.0
)

var fieldForm = regexp.MustCompile(`\{[^{}]*\}`)

// copyWords open the mark of a copy (hình thức sao).
var copyWords = map[office.Form]string{office.TrueCopy: "SAO Y", office.CopyOf: "SAO LỤC", office.Extract: "TRÍCH SAO"}

// Defaults is the wording of the marks as the program brings it, one for each
// form that is marked, for all document types.
//
// The copies begin with the three lines of Nghị định 30 (form of copy, office,
// time of signing) as they stand. The person and the lookup code follow, so
// that a copy too leads back to its record; Layouts sets them beside the three
// lines, which therefore keep the height that fits above the national motto.
func Defaults() []office.MarkTemplate {
	plain := []string{
		"VĂN BẢN ĐIỆN TỬ ĐƯỢC CHUYỂN ĐỔI TỪ VĂN BẢN GIẤY",
		"Thời gian chuyển đổi: {thoi-gian}",
		"Cơ quan thực hiện: {co-quan}",
		"Người thực hiện: {nguoi}[, {chuc-vu}]",
		"Mã tra cứu: {ma}",
		"Tra cứu tại: {tra-cuu}",
	}
	all := []office.MarkTemplate{{Form: office.Plain, Lines: plain, SizePt: plainSizePt}}
	for _, f := range []office.Form{office.TrueCopy, office.CopyOf, office.Extract} {
		lines := []string{copyWords[f], "{co-quan}", "Thời gian ký: {thoi-gian}", "Người thực hiện: {nguoi}", "Mã tra cứu: {ma}"}
		all = append(all, office.MarkTemplate{Form: f, Lines: lines, SizePt: copySizePt})
	}
	dossier := append([]string{}, plain[:4]...)
	dossier = append(dossier, "Mã hồ sơ: {ho-so}", plain[4], plain[5])
	return append(all, office.MarkTemplate{Form: office.Dossier, Lines: dossier, SizePt: plainSizePt})
}

// Pick chooses the template of a form for a document type: the one made for
// the type, else the one for all types. Of several the newest version holds,
// and of equal versions the later in the list.
func Pick(templates []office.MarkTemplate, form office.Form, docType string) (office.MarkTemplate, bool) {
	var best office.MarkTemplate
	found := false
	for _, t := range templates {
		if t.Form != form || t.Type != "" && t.Type != docType {
			continue
		}
		nearer := t.Type != "" && best.Type == ""
		if !found || nearer || t.Type == best.Type && t.Version >= best.Version {
			best, found = t, true
		}
	}
	return best, found
}

// Check refuses a template that could not be set, or that leaves out what
// Điều 4.1a or Nghị định 30 asks for.
func Check(t office.MarkTemplate) error {
	if !t.Form.Marked() {
		return UnmarkedForm.About(t.Form.Name())
	}
	if !settableSize(t.SizePt) || t.Form.IsCopy() && t.SizePt != copySizePt {
		return BadSize.About(t.SizePt)
	}
	if len(t.Lines) > maxLines {
		return TooManyLines.About(maxLines)
	}
	for _, line := range t.Lines {
		if err := checkLine(norm.NFC.String(line)); err != nil {
			return err
		}
	}
	return checkObligatory(t)
}

// settableSize is also false for what is no number.
func settableSize(pt float64) bool { return pt >= leastSizePt && pt <= mostSizePt }

func checkLine(line string) error {
	if utf8.RuneCountInString(line) > maxLineRunes {
		return LineTooLong.About(maxLineRunes)
	}
	parts, err := parseLine(line)
	if err != nil {
		return err
	}
	for _, p := range parts {
		for _, f := range fieldForm.FindAllString(p.text, -1) {
			if _, known := fields[f]; !known {
				return UnknownField.About(f)
			}
		}
		if r, none := Missing(fieldForm.ReplaceAllString(p.text, "")); none {
			return NoGlyph.About(string(r), r)
		}
	}
	return nil
}

// checkObligatory asks for the fields of Điều 4.1a, and of a copy for its form.
func checkObligatory(t office.MarkTemplate) error {
	all := norm.NFC.String(strings.Join(t.Lines, "\n"))
	asked := []string{"{thoi-gian}", "{co-quan}"}
	if !t.Form.IsCopy() {
		asked = append(asked, "{nguoi}")
	}
	for _, f := range asked {
		if !strings.Contains(all, f) {
			return MissingField.About(fields[f].name + " " + f)
		}
	}
	if words := copyWords[t.Form]; !strings.Contains(all, words) {
		return MissingField.About("chữ “" + words + "”")
	}
	if firstWords(t.Lines) == "" {
		return MissingField.About("câu nói rõ văn bản được chuyển đổi từ văn bản giấy")
	}
	return nil
}

// firstWords is the first line that says something of its own.
func firstWords(lines []string) string {
	for _, l := range lines {
		if !strings.Contains(l, "{") && strings.TrimSpace(l) != "" {
			return l
		}
	}
	return ""
}
