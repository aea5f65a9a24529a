package office

import "strings"

// ReadWord is letters without a space that a program read on a page. It is nobody's word:
// what stands there, the picture of the page says.
type ReadWord struct {
	S    string     `json:"s"`    // NFC
	Box  [4]float64 `json:"box"`  // left, top, right, bottom, in parts of the upright page
	Sure float64    `json:"sure"` // 0 … 1, by the program's own word
}

// ReadLine is words on one line, from the left.
type ReadLine []ReadWord

// String is the words with a space between them.
func (l ReadLine) String() string {
	all := make([]string, len(l))
	for i, w := range l {
		all[i] = w.S
	}
	return strings.Join(all, " ")
}

// ReadPage is what was read on a page. No lines: it was read, and no word stands on it.
type ReadPage struct {
	Page  int        `json:"page"` // from 0
	Lines []ReadLine `json:"lines"`
}

// String is the lines one below the other.
func (p ReadPage) String() string {
	var b strings.Builder
	for _, l := range p.Lines {
		b.WriteString(l.String())
		b.WriteByte('\n')
	}
	return b.String()
}
