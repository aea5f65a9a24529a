package heading

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// grades are the words of the stamp of secrecy (dấu chỉ độ mật) as they stand on paper, alone in a
// line: in capitals. TUYỆT MẬT before MẬT is a matter of the whole line.
var grades = map[string]office.Secrecy{
	strings.ToUpper(office.Secret.Name()):    office.Secret,
	strings.ToUpper(office.TopSecret.Name()): office.TopSecret,
	strings.ToUpper(office.Absolute.Name()):  office.Absolute,
}

// urgencies are what may stand beside a grade in one line (Nghị định 30/2020, Phụ lục I).
var urgencies = []string{"KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC", "HẸN GIỜ"}

// Grade is the grade of secrecy that the head of a first page of so many millimetres bears, alone
// in a line of capitals; empty: none is found. A word that a machine misread, or that is only
// drawn, is not found.
func Grade(lines []office.TextLine, page office.PageShape) office.Secrecy {
	r := newReader(lines, page)
	for _, l := range r.lines {
		if grade := GradeOf(l.Text); grade != "" && r.inHead(l) {
			return grade
		}
	}
	return ""
}

// GradeOf is the grade of secrecy that a line says and nothing else: “TỐI MẬT”, “HỎA TỐC - MẬT”,
// “Độ mật: Tối mật”; empty: it says none.
func GradeOf(line string) office.Secrecy {
	words := strings.Trim(strings.Join(closed(strings.Fields(norm.NFC.String(line))), " "), ".:- ")
	if before, after, is := strings.Cut(words, ":"); is && strings.EqualFold(strings.TrimSpace(before), "độ mật") {
		return grades[strings.ToUpper(strings.Trim(after, ".- "))]
	}
	var found office.Secrecy
	for part := range strings.FieldsFuncSeq(words, func(r rune) bool { return strings.ContainsRune("-–—,;/", r) }) {
		part = strings.TrimSpace(part)
		switch grade, is := grades[part]; {
		case is:
			found = grade
		case !slices.Contains(urgencies, part):
			return ""
		}
	}
	return found
}

// closed takes letters that stand apart for emphasis (M Ậ T) for one word.
func closed(words []string) []string {
	if len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) > 1 }) {
		return []string{strings.Join(words, "")}
	}
	return words
}
