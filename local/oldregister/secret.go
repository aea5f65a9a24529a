package oldregister

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"tram/local/office"
)

// secrecyRead is what a text says of a grade of secrecy (độ mật).
type secrecyRead int

const (
	openly  secrecyRead = iota // it says none
	perhaps                    // it may say one
	surely                     // it says one
)

// word is a word of a text: in small letters, and without accents.
type word struct {
	text, plain string
	loud        bool // in capitals
}

// circumflexes are the ways in which ậ is written of signs that stand apart.
var circumflexes = strings.NewReplacer("a\u0302\u0323", "ậ", "a\u0323\u0302", "ậ", "\u00e2\u0323", "ậ", "\u1ea1\u0302", "ậ")

func wordsWithin(text string) (all []word) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Mn, r) }) {
		small := strings.ToLower(part)
		all = append(all, word{circumflexes.Replace(small), office.Fold(part), part != small && part == strings.ToUpper(part)})
	}
	return all
}

// secret tells the word itself (mật), which mất and mặt are not.
func (w word) secret() bool { return w.text == "mật" || w.text == "mat" }

// secretAt tells whether the word at a place may be a grade, and not a part of another word: mật độ,
// bí mật, bảo mật, mật khẩu.
func secretAt(all []word, i int) bool {
	before, after := "", ""
	if i > 0 {
		before = all[i-1].plain
	}
	if i+1 < len(all) {
		after = all[i+1].plain
	}
	return all[i].secret() && !slices.Contains([]string{"bi", "bao", "than", "khong", "mat"}, before) && !slices.Contains([]string{"do", "khau", "ma", "ong", "vu", "danh", "thiet"}, after)
}

// beside are words that may stand with a grade and say nothing else.
var beside = []string{"do", "muc", "van", "ban", "cong", "tai", "lieu", "dong", "dau", "toi", "tuyet", "khan", "thuong", "hoa", "toc", "hen", "gio"}

// gradeOnly tells words that say a grade and nothing else: Tối mật, HỎA TỐC - MẬT, Văn bản mật.
func gradeOnly(all []word) bool {
	has := false
	for i, w := range all {
		switch {
		case secretAt(all, i):
			has = true
		case !slices.Contains(beside, w.plain):
			return false
		}
	}
	return has
}

var (
	inBrackets  = regexp.MustCompile(`[(\[]([^()\[\]]*)[)\]]`)
	secretSign  = regexp.MustCompile(`^(?i:m|tm|tum)$`)
	unsureSign  = regexp.MustCompile(`^(?i:a|b|c)$`) // on envelopes they are grades
	aheadOfText = regexp.MustCompile(`^\s*[(\[]?([\pL\pM ]{2,16}?)\s*[)\]]?\s*(?:[:\-–—.]|$)`)
)

// secrecyOf reads a text of a column.
func secrecyOf(f field, text string) secrecyRead {
	if text == "" || f != secrecy && !strings.ContainsAny(text, "([") && !strings.Contains(office.Fold(text), "mat") {
		return openly // nearly all are
	}
	all := wordsWithin(text)
	plain := strings.TrimSpace(wordsOf(text))
	if rest, said := afterGrade(plain); said {
		return secrecyRow(rest)
	}
	if f == secrecy {
		return secrecyRow(plain)
	}
	read := openly
	note := func(found secrecyRead) { read = max(read, found) }
	if gradeOnly(all) {
		return surely
	}
	if m := aheadOfText.FindStringSubmatch(text); m != nil && gradeOnly(wordsWithin(m[1])) {
		return surely
	}
	named := slices.Contains([]field{ownNumber, numbered, dated, symbolOnly, kind}, f)
	for _, m := range inBrackets.FindAllStringSubmatch(text, -1) {
		switch within := strings.TrimSpace(m[1]); {
		case gradeOnly(wordsWithin(within)), named && secretSign.MatchString(within):
			return surely
		case named && unsureSign.MatchString(within):
			note(perhaps)
		}
	}
	for i := range all {
		if !secretAt(all, i) {
			continue
		}
		before := ""
		if i > 0 {
			before = all[i-1].plain
		}
		switch {
		case named:
			return surely
		case i == len(all)-1, all[i].loud && strings.ToUpper(text) != text, slices.Contains([]string{"toi", "tuyet", "lieu", "ban", "dau"}, before):
			note(perhaps)
		}
	}
	return read
}

// afterGrade is what stands behind “độ mật”.
func afterGrade(plain string) (string, bool) {
	_, rest, said := strings.Cut(" "+plain+" ", " do mat ")
	return strings.TrimSpace(rest), said
}

// secrecyRow reads what stands where a grade is asked for.
func secrecyRow(plain string) secrecyRead {
	switch {
	case isAny(plain, "", "thuong", "khong", "binh thuong", "khong mat", "khan", "thuong khan", "hoa toc", "hen gio", "0"):
		return openly
	case strings.HasPrefix(plain, "khong ") || strings.HasPrefix(plain, "thuong "):
		return perhaps
	case strings.HasSuffix(plain, "mat"), secretSign.MatchString(plain):
		return surely
	}
	return perhaps
}

// secrecyOf is what a row says of its secrecy, in its cells and in what is remarked beside them.
func (e *entry) secrecyOf() (read secrecyRead) {
	fields := map[int]field{}
	for f, c := range e.t.head.columns {
		fields[c.at] = f
	}
	for at, c := range e.row.Cells {
		read = max(read, secrecyOf(fields[at], oneLine(c.Text)), secrecyOf("", oneLine(c.Note)))
	}
	return read
}

// withheld is a row that is kept out with all that it says.
func (r secrecyRead) withheld(row office.OldRow) office.OldRow {
	kept := office.OldRow{Sheet: row.Sheet, Line: row.Line, Verdict: office.OldSkipped, Why: "Ghi độ mật (Mật, Tối mật hoặc Tuyệt mật): văn bản mật không đưa vào đây, giữ ở sổ giấy."}
	if r == perhaps {
		kept.Verdict = office.OldDoubtful
		kept.Why = "Có chữ hoặc dấu có thể là độ mật, nên không giữ lại chữ nào của dòng này. Hãy xem sổ giấy: mật thì bỏ dòng này khỏi bảng; không mật thì sửa ô ấy, hoặc tự vào sổ văn bản này."
	}
	return kept
}

// withholds keeps a row out that says that its document is secret, or may be, and with it what stands
// of that document in the rows above and below. true: it did.
func (e *entry) withholds() bool {
	t, number := e.t, e.row.Cell(e.numberColumn())
	if t.secret > 0 && number.Filled {
		e.said.Why = fmt.Sprintf("Cùng văn bản với dòng %d, không đưa vào đây.", t.secret)
		t.rows = append(t.rows, e.said)
		return true
	}
	t.secret = 0
	read := e.secrecyOf()
	if t.shut {
		read = surely
	}
	if read == openly {
		return false
	}
	if number.Filled && t.last >= 0 && e.mergedFromAbove(e.numberColumn()) {
		t.rows[t.last] = read.withheld(t.rows[t.last])
	}
	t.rows = append(t.rows, read.withheld(e.said))
	t.secret, t.last = e.row.At, -1
	clear(t.before) // “nt” below it is of what it says
	return true
}

// secretBook tells whether a sheet says that what stands in it is secret.
func (t *table) secretBook() bool {
	titles := []string{t.sheet.Name}
	for _, row := range t.sheet.Rows[:t.head.first] {
		for _, c := range row.Cells {
			titles = append(titles, oneLine(c.Text))
		}
	}
	return slices.ContainsFunc(titles, func(text string) bool {
		all := wordsWithin(text)
		if hasAny(wordsOf(text), "khong") {
			return false
		}
		for i := range all {
			if secretAt(all, i) && (i == 0 || all[i-1].plain != "do") {
				return true
			}
		}
		return false
	})
}
