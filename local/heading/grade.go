package heading

import (
	"strings"

	"tram/local/office"
)

// grades are the words of the stamp of secrecy (dấu chỉ độ mật) as they stand on paper, alone in a
// line: in capitals. TUYỆT MẬT before MẬT is a matter of the whole line.
var grades = map[string]office.Secrecy{
	strings.ToUpper(office.Secret.Name()):    office.Secret,
	strings.ToUpper(office.TopSecret.Name()): office.TopSecret,
	strings.ToUpper(office.Absolute.Name()):  office.Absolute,
}

// Grade is the grade of secrecy that the head of a first page of so many millimetres bears, alone
// in a line of capitals; empty: none is found. A word that a machine misread, or that is only
// drawn, is not found.
func Grade(lines []office.TextLine, page office.PageShape) office.Secrecy {
	r := newReader(lines, page)
	for _, l := range r.lines {
		words := strings.Trim(strings.Join(strings.Fields(l.Text), " "), ".:- ")
		words = strings.TrimPrefix(words, "ĐỘ MẬT: ")
		if grade, is := grades[words]; is && r.inHead(l) {
			return grade
		}
	}
	return ""
}
