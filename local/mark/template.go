package mark

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// A template's line holds words, {fields}, and [groups]: a group is left out
// when a field in it is empty, a line when all of its fields are. No text of
// the law prescribes the wording, so an office may change it; what Điều 4.1a
// (of paper that becomes a data message) and Điều 5.1 and 5.2a (of a data
// message that becomes paper) ask to be told must stay.
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

// Defaults is the wording of the marks as the program brings it: for either
// direction one for each form that is marked, for all document types.
func Defaults() []office.MarkTemplate { return append(onData(), onPaper()...) }

// onData words the marks of paper that became a data message.
//
// The copies begin with the three lines of Nghị định 30 (form of copy, office,
// time of signing) as they stand. The person and the lookup code follow, so
// that a copy too leads back to its record; Layouts sets them beside the three
// lines, which therefore keep the height that fits above the national motto.
func onData() []office.MarkTemplate {
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

// onPaper words the marks of a data message that became paper. That of a copy
// says what it was copied from; the words of Nghị định 30 stand in its Block.
func onPaper() []office.MarkTemplate {
	rest := []string{
		"Thời gian chuyển đổi: {thoi-gian}",
		"Cơ quan thực hiện: {co-quan}",
		"Người thực hiện: {nguoi}[, {chuc-vu}]",
		"{cac-he-thong}",
		"Địa chỉ: {dia-chi}",
		"Mã tra cứu: {ma}[, tra cứu tại {tra-cuu}]",
	}
	const statement = "VĂN BẢN GIẤY ĐƯỢC CHUYỂN ĐỔI TỪ THÔNG ĐIỆP DỮ LIỆU"
	words := func(form office.Form, first ...string) office.MarkTemplate {
		return office.MarkTemplate{Direction: office.DataToPaper, Form: form, Lines: append(first, rest...), SizePt: plainSizePt}
	}
	return []office.MarkTemplate{
		words(office.Plain, statement),
		words(office.TrueCopy, "BẢN SAO Y TỪ VĂN BẢN ĐIỆN TỬ"),
		words(office.CopyOf, "BẢN SAO LỤC TỪ VĂN BẢN ĐIỆN TỬ"),
		words(office.Extract, "BẢN TRÍCH SAO TỪ VĂN BẢN ĐIỆN TỬ"),
		words(office.Dossier, statement, "Mã hồ sơ: {ho-so}"),
	}
}

// Complete adds to the templates of an office those that the program brings for
// directions and forms for which the office has none.
func Complete(templates []office.MarkTemplate) []office.MarkTemplate {
	all := slices.Clone(templates)
	for _, brought := range Defaults() {
		if !slices.ContainsFunc(templates, func(t office.MarkTemplate) bool {
			return t.Serves() == brought.Serves() && t.Form == brought.Form && t.Type == ""
		}) {
			all = append(all, brought)
		}
	}
	return all
}

// Pick chooses the template of a direction and a form for a document type: the
// one made for the type, else the one for all types. Of several the newest
// version holds, and of equal versions the later in the list. Where the office
// has none, that which the program brings is taken.
func Pick(templates []office.MarkTemplate, direction office.Direction, form office.Form, docType string) (office.MarkTemplate, bool) {
	var best office.MarkTemplate
	found := false
	for _, t := range Complete(templates) {
		if t.Serves() != direction || t.Form != form || t.Type != "" && t.Type != docType {
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
// Điều 4.1a, Điều 5 or Nghị định 30 asks for.
func Check(t office.MarkTemplate) error {
	if !t.Form.Marked() {
		return UnmarkedForm.About(t.Form.Name())
	}
	if !settableSize(t.SizePt) || stampsCopy(t) && t.SizePt != copySizePt {
		return BadSize.About(t.SizePt)
	}
	if len(t.Lines) > maxLines {
		return TooManyLines.About(maxLines)
	}
	for _, line := range t.Lines {
		if err := checkLine(norm.NFC.String(line), t.Serves()); err != nil {
			return err
		}
	}
	return checkObligatory(t)
}

// stampsCopy tells the marks that are themselves what Nghị định 30 asks of a
// copy: on paper that is the Block.
func stampsCopy(t office.MarkTemplate) bool {
	return t.Form.IsCopy() && t.Serves() == office.PaperToData
}

// settableSize is also false for what is no number.
func settableSize(pt float64) bool { return pt >= leastSizePt && pt <= mostSizePt }

func checkLine(line string, direction office.Direction) error {
	if utf8.RuneCountInString(line) > maxLineRunes {
		return LineTooLong.About(maxLineRunes)
	}
	parts, err := parseLine(line)
	if err != nil {
		return err
	}
	for _, p := range parts {
		for _, f := range fieldForm.FindAllString(p.text, -1) {
			if known, is := fields[f]; !is || known.paper && direction != office.DataToPaper {
				return UnknownField.About(f)
			}
		}
		if r, none := Missing(fieldForm.ReplaceAllString(p.text, "")); none {
			return NoGlyph.About(string(r), r)
		}
	}
	return nil
}

// checkObligatory asks for the fields of the decree, and of a copy for its form.
func checkObligatory(t office.MarkTemplate) error {
	all := norm.NFC.String(strings.Join(t.Lines, "\n"))
	missing, source := MissingField, "văn bản được chuyển đổi từ văn bản giấy"
	if t.Serves() == office.DataToPaper {
		missing, source = MissingOnPaper, "văn bản giấy được chuyển đổi từ thông điệp dữ liệu"
	}
	for _, f := range obligatory(t) {
		if !strings.Contains(all, f) {
			return missing.About(fields[f].name + " " + f)
		}
	}
	if words := copyWords[t.Form]; !strings.Contains(all, words) {
		return missing.About("chữ “" + words + "”")
	}
	if firstWords(t.Lines) == "" {
		return missing.About("câu nói rõ " + source)
	}
	return nil
}

// obligatory fields of a template: those of Điều 4.1a, or of Điều 5.1 and 5.2a,
// where the address in the storing system may take the place of our own code.
func obligatory(t office.MarkTemplate) []string {
	asked := []string{"{thoi-gian}", "{co-quan}"}
	if !stampsCopy(t) {
		asked = append(asked, "{nguoi}")
	}
	if t.Serves() != office.DataToPaper {
		return asked
	}
	asked = append(asked, "{cac-he-thong}")
	if !strings.Contains(strings.Join(t.Lines, "\n"), "{dia-chi}") {
		asked = append(asked, "{ma}")
	}
	return asked
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
