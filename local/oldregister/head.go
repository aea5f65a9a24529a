package oldregister

import (
	"slices"
	"strings"
	"unicode"

	"tram/local/office"
	"tram/local/volume"
	"tram/local/worksheet"
)

// field is what a column tells of a document.
type field string

const (
	ownNumber  field = "own"     // số đến; số đi where the symbol stands apart
	numbered   field = "number"  // số, ký hiệu văn bản
	symbolOnly field = "symbol"  // ký hiệu
	dated      field = "dated"   // số, ký hiệu và ngày in one
	entered    field = "entered" // ngày đến, ngày vào sổ
	issued     field = "issued"  // ngày tháng văn bản
	issuer     field = "issuer"
	subject    field = "subject"
	kind       field = "kind"
	receiver   field = "to"
	signer     field = "signer"
	note       field = "note"
	keeper     field = "keeper"
	copies     field = "copies"
	secrecy    field = "secrecy"
	ordinal    field = "ordinal"
	dayPart    field = "day"
	monthPart  field = "month"
	yearPart   field = "year"
)

// fieldSaid names a field for people.
var fieldSaid = map[field]string{
	ownNumber: "Số", numbered: "Số, ký hiệu", symbolOnly: "Ký hiệu", dated: "Số, ký hiệu và ngày", entered: "Ngày vào sổ", issued: "Ngày văn bản", issuer: "Cơ quan ban hành",
	subject: "Trích yếu", kind: "Tên loại", receiver: "Nơi nhận", signer: "Người ký", note: "Ghi chú", keeper: "Nơi nhận bản lưu", copies: "Số lượng bản", secrecy: "Độ mật",
}

// wordsOf are the words of a text, without accents and signs, with a space around each.
func wordsOf(text string) string {
	parts := strings.FieldsFunc(office.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return " " + strings.Join(parts, " ") + " "
}

func hasAny(words string, phrases ...string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(words, " "+p+" ") })
}

func isAny(words string, phrases ...string) bool {
	return slices.Contains(phrases, strings.TrimSpace(words))
}

// fieldOf is what a heading says that its column tells; empty: nothing that is known.
func fieldOf(heading string) field {
	w := wordsOf(heading)
	switch {
	case isAny(w, "stt", "tt", "so tt", "so thu tu", "thu tu"):
		return ordinal
	case hasAny(w, "do mat", "muc do mat"):
		return secrecy
	case hasAny(w, "nhan ban luu", "noi luu", "don vi luu"):
		return keeper
	case isAny(w, "so luong ban", "so luong bi", "so ban", "so luong"):
		return copies
	case hasAny(w, "luu", "ky nhan", "so luong", "han", "tra loi", "chuyen den", "ngay chuyen", "ngay tra", "so to", "so trang"):
		return ""
	case hasAny(w, "trich yeu", "noi dung", "ve viec", "tom tat"):
		return subject
	case hasAny(w, "ngay", "ngay thang"):
		return dayField(w)
	case isAny(w, "thang"):
		return monthPart
	case isAny(w, "nam"):
		return yearPart
	case hasAny(w, "noi nhan", "don vi nhan", "nguoi nhan", "co quan nhan", "don vi hoac nguoi nhan", "chuyen cho"):
		return receiver
	case hasAny(w, "so") && hasAny(w, "ky hieu"), hasAny(w, "so hieu"), isAny(w, "so", "so van ban", "so vb", "so cong van", "so cv", "so kh", "so kyhieu"):
		return numbered
	case hasAny(w, "so den", "so vb den", "so cv den", "so van ban den", "so cong van den", "so vao so", "so dang ky", "so di", "so vb di", "so van ban di", "so cong van di", "den so"):
		return ownNumber
	case hasAny(w, "ky hieu"):
		return symbolOnly
	case hasAny(w, "tac gia", "co quan", "noi gui", "noi ban hanh", "don vi gui", "don vi ban hanh", "noi phat hanh"):
		return issuer
	case hasAny(w, "nguoi ky"):
		return signer
	case hasAny(w, "ten loai", "loai van ban", "loai vb", "the loai"), isAny(w, "loai"):
		return kind
	case hasAny(w, "ghi chu"):
		return note
	}
	return ""
}

func dayField(w string) field {
	switch {
	case hasAny(w, "so ky hieu", "ky hieu", "so den", "so van ban", "so vb", "so va"):
		return dated
	case hasAny(w, "den", "nhan", "vao so", "dang ky"):
		return entered
	case isAny(w, "ngay"):
		return dayPart
	}
	return issued
}

// column is where a field stands; a day that is parted over columns has two more after it.
type column struct {
	at    int
	parts [3]int // of a day that is parted: day, month, year; all zero: it is not
}

// head are the columns of a sheet.
type head struct {
	first, last int // indices of its rows
	columns     map[field]column
	others      map[int]string // columns of which nothing is known, by their headings
	beside      map[int]field  // of those the ones that name a field again that another column tells
	drawn       bool           // its columns are those that Nghị định 30 draws
	arrival     bool           // it says of itself that it is of what came in
	above       bool           // a heading says by the one above it which day or number it is of
}

// headings are read within so many rows from the top, and stand on so many at the most.
const (
	mostAbove = 100
	deepest   = 3
)

// headOf finds the rows of headings: those that name the most fields.
func headOf(s worksheet.Sheet) (best head, found bool) {
	most := 0
	for first := 0; first < len(s.Rows) && first < mostAbove; first++ {
		if _, title := alone(s.Rows[first]); title {
			continue
		}
		for last := first; last < len(s.Rows) && last < first+deepest; last++ {
			h := readHead(s, first, last)
			if n := h.worth(); n > most || n == most && found && last-first < best.last-best.first {
				best, most, found = h, n, true // of those that name as many the one without the title above
			}
		}
	}
	return best, found
}

// worth is how many fields a head names; 0: it is none, for it names no number and no subject.
func (h head) worth() int {
	_, hasSubject := h.columns[subject]
	has := 0
	for _, f := range []field{ownNumber, numbered, dated} {
		if _, is := h.columns[f]; is {
			has++
		}
	}
	if !hasSubject || has == 0 || len(h.columns) < 3 {
		return 0
	}
	if h.above {
		return 2*len(h.columns) + 1
	}
	return 2 * len(h.columns)
}

func readHead(s worksheet.Sheet, first, last int) head {
	h := head{first: first, last: last, columns: map[field]column{}, others: map[int]string{}, beside: map[int]field{}}
	width := 0
	for _, row := range s.Rows[first : last+1] {
		width = max(width, len(row.Cells))
	}
	var names []string
	parts := map[int]bool{} // columns of months and years
	for at := range width {
		child, whole := headingAt(s, first, last, at)
		names = append(names, whole)
		if words := wordsOf(whole); hasAny(words, "so den", "ngay den", "den so", "ngay nhan") {
			h.arrival = true
		}
		if parts[at] {
			continue // of the day before it
		}
		f, of := h.fieldAt(s, at, child, whole)
		if _, taken := h.columns[f]; f == "" || taken {
			if strings.TrimSpace(whole) != "" {
				h.others[at] = oneLine(whole)
			}
			if taken && f != "" {
				h.beside[at] = f
			}
			continue
		}
		h.columns[f] = of
		for _, part := range of.parts {
			parts[part] = of.parts != [3]int{}
		}
	}
	h.drawn = asDrawn(names)
	return h
}

// twoTables tells whether a second table stands beside the first: headings that tell a document from others
// come again.
func (h head) twoTables() bool {
	again := map[field]bool{}
	for _, f := range h.beside {
		if slices.Contains([]field{ownNumber, numbered, dated, entered, subject}, f) {
			again[f] = true
		}
	}
	return len(again) >= 2
}

// vague tells a heading that says nothing without the one above it.
func vague(heading string) bool {
	return isAny(wordsOf(heading), "so", "ngay", "thang", "nam", "ngay thang", "ngay thang nam")
}

// fieldAt is what a column tells, by its own heading, or with the one above where that says nothing
// alone. A day that stands with a month beside it is parted.
func (h *head) fieldAt(s worksheet.Sheet, at int, child, whole string) (field, column) {
	of := column{at: at}
	f := fieldOf(child)
	next := func(n int) field {
		said, _ := headingAt(s, h.first, h.last, at+n)
		return fieldOf(said)
	}
	if f == dayPart && next(1) == monthPart {
		if of.parts = [3]int{at, at + 1, -1}; next(2) == yearPart {
			of.parts[2] = at + 2
		}
	}
	if vague(child) && whole != child {
		f = fieldOf(child + " " + strings.TrimSuffix(whole, child))
		h.above = h.above || f == entered || f == ownNumber
	}
	switch f {
	case dayPart:
		f = issued
	case monthPart, yearPart:
		f = ""
	}
	return f, of
}

// headingAt is the heading of a column: its lowest, and all from above.
func headingAt(s worksheet.Sheet, first, last, at int) (child, whole string) {
	var parts []string
	for _, row := range s.Rows[first : last+1] {
		text := oneLine(row.Cell(at).Text)
		if text != "" && (len(parts) == 0 || parts[len(parts)-1] != text) {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return "", ""
	}
	return parts[len(parts)-1], strings.Join(parts, " ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// asDrawn tells whether headings are those of a register of Nghị định 30, Phụ lục IV.
func asDrawn(names []string) bool {
	for _, code := range []string{"in", "out"} {
		k, _ := volume.Of(code)
		same := len(names) == len(k.Columns)
		for i := 0; same && i < len(names); i++ {
			same = wordsOf(names[i]) == wordsOf(k.Columns[i].Name)
		}
		if same {
			return true
		}
	}
	return false
}

// flow is of which register a sheet is, by what stands in it. false: it does not say, or it is of
// another one than asked for.
func (h head) flow(s worksheet.Sheet, asked office.Flow) (office.Flow, bool) {
	says := h.says(s)
	switch {
	case asked == "":
		return says, says != ""
	case says == "" || says == asked:
		return asked, true
	case asked == office.FlowInternal && says == office.FlowOut:
		return asked, true // they are kept alike
	}
	return says, false
}

func (h head) says(s worksheet.Sheet) office.Flow {
	if h.arrival {
		return office.FlowIn
	}
	all := []string{wordsOf(s.Name)}
	for _, row := range s.Rows[:h.first] {
		for _, c := range row.Cells {
			all = append(all, wordsOf(c.Text))
		}
	}
	above := strings.Join(all, " ")
	begins := func(with string) bool {
		return slices.ContainsFunc(all, func(words string) bool { return strings.HasPrefix(words, with) })
	}
	in := hasAny(above, "van ban den", "cong van den", "vb den", "cv den") || begins(" so den ") || begins(" den ")
	out := hasAny(above, "van ban di", "cong van di", "vb di", "cv di", "phat hanh") || begins(" so di ") || begins(" di ")
	within := hasAny(above, "noi bo")
	switch {
	case in && !out && !within:
		return office.FlowIn
	case out && !in && !within:
		return office.FlowOut
	case within && !in && !out:
		return office.FlowInternal
	}
	return ""
}

// repeats tells a row that says the headings again, as printed pages do.
func (h head) repeats(s worksheet.Sheet, row worksheet.Row) bool {
	if h.last < h.first {
		return false // the headings are those of another sheet
	}
	same, any := 0, 0
	for _, c := range h.columns {
		text := wordsOf(row.Cell(c.at).Text)
		if text == "  " {
			continue
		}
		any++
		child, whole := headingAt(s, h.first, h.last, c.at)
		if text == wordsOf(child) || text == wordsOf(whole) || len(h.columns) > 0 && text == wordsOf(s.Rows[h.first].Cell(c.at).Text) {
			same++
		}
	}
	return same >= 2 && same == any
}

// numbersColumns tells a row that counts the columns: (1) (2) (3), or 1 2 3 right below the head.
func (h head) numbersColumns(row worksheet.Row, right bool) bool {
	count, bracketed := 0, 0
	for i := range row.Cells {
		text := strings.TrimSpace(row.Cell(i).Text)
		if text == "" {
			continue
		}
		count++
		inner := strings.TrimSuffix(strings.TrimPrefix(text, "("), ")")
		if inner != text {
			bracketed++
		}
		if inner == "" || strings.Trim(inner, "0123456789") != "" || len(inner) > 2 {
			return false
		}
	}
	if count == 0 {
		return false
	}
	return bracketed == count && count >= 3 || right && count >= 4 && counts(row)
}

func counts(row worksheet.Row) bool {
	before := ""
	for i := range row.Cells {
		text := strings.TrimSpace(row.Cell(i).Text)
		if text == "" {
			continue
		}
		if before != "" && (len(text) < len(before) || len(text) == len(before) && text <= before) {
			return false
		}
		if before == "" && text != "1" {
			return false
		}
		before = text
	}
	return true
}
