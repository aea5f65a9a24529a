package oldregister

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tram/local/office"
	"tram/local/worksheet"
)

// table is a sheet that is read as a register.
type table struct {
	Reader
	book    worksheet.Book
	sheet   worksheet.Sheet
	head    head
	part    part
	shut    bool // it says that all in it is secret
	secret  int  // the line of a document that is kept out, above the row that is read; 0: it is none
	lost    int  // the line of headings that could not be read, under which rows stand; 0: none
	flow    office.Flow
	context int // the year that the sheet says it is of; 0: none
	orders  map[field]order
	before  map[int]worksheet.Cell // what stood in a column last, for rows that say “nt”
	last    int                    // index in rows of the last entry; -1: none
	rows    []office.OldRow
	issuers map[string]bool // nil: nobody asked for them
}

func sheetOf(rd Reader, b worksheet.Book, p part, says said) *table {
	s, h := p.sheet, p.head
	t := &table{Reader: rd, book: b, sheet: s, head: h, part: p, flow: says.flow, before: map[int]worksheet.Cell{}, orders: map[field]order{}, last: -1}
	t.context = cmp.Or(rd.Wish.Year, says.year)
	for _, f := range []field{entered, issued} {
		c, is := h.columns[f]
		t.orders[f] = orderOf(rd.Wish.Dates, h.drawn, func(each func(string)) {
			for _, row := range s.Rows[h.last+1:] {
				if is && c.parts == [3]int{} {
					each(row.Cell(c.at).Text)
				}
			}
		})
	}
	return t
}

var aYear = regexp.MustCompile(`\b(19[4-9]\d|20\d\d)\b`)

// yearAbove is the year that stands above the headings, or in the name of the sheet, if there is
// but one.
func yearAbove(s worksheet.Sheet, h head) int {
	found := map[string]bool{}
	look := func(text string) {
		for _, y := range aYear.FindAllString(anyDay.ReplaceAllString(text, ""), -1) {
			found[y] = true
		}
	}
	look(s.Name)
	for _, row := range s.Rows[:h.first] {
		for _, c := range row.Cells {
			if words := wordsOf(c.Text); hasAny(words, "nam", "so") && !hasAny(words, "lap luc") {
				look(c.Text)
			}
		}
	}
	if len(found) != 1 {
		return 0
	}
	for y := range found {
		return number(y)
	}
	return 0
}

// read tells of a table and reads the rows below its headings.
func (t *table) read(r *office.OldRegisterRead) {
	t.told(r)
	t.titles()
	t.shut = t.secretBook()
	if t.head.last+1 == len(t.sheet.Rows) {
		r.Notes = append(r.Notes, t.part.placed()+"không có dòng nào dưới tiêu đề.")
	}
	t.below(r)
}

// below reads the rows below the headings.
func (t *table) below(r *office.OldRegisterRead) {
	below := t.sheet.Rows[t.head.last+1:]
	end := len(below) // of the rows that say something in the columns of a document
	for end > 0 && !t.tells(below[end-1]) {
		end--
	}
	for i, row := range below {
		if t.Wish.Hidden || !row.Hidden {
			row.Cells = t.shown(row.Cells)
		}
		t.row(row, i == 0, i >= end)
	}
	r.Rows = append(r.Rows, t.rows...)
}

// titles tells of the rows of a part that belong to no document, where it stands below another.
func (t *table) titles() {
	if !t.part.later {
		return
	}
	for i, row := range t.sheet.Rows[:t.head.last+1] {
		said := office.OldRow{Sheet: t.sheet.Name, Line: row.At, Verdict: office.OldSkipped, Why: "Chữ phía trên tiêu đề, không thuộc văn bản nào."}
		if i >= t.head.first {
			said.Why = "Tiêu đề của các dòng dưới."
		}
		t.rows = append(t.rows, said)
	}
}

// told tells what is to be known of the sheet as a whole.
func (t *table) told(r *office.OldRegisterRead) {
	say := func(format string, with ...any) {
		r.Notes = append(r.Notes, t.part.placed()+fmt.Sprintf(format, with...))
	}
	say("đọc là sổ văn bản %s, tiêu đề ở dòng %d.", t.flow.Said(), t.sheet.Rows[t.head.first].At)
	var kept, hidden []string
	for _, at := range slices.Sorted(maps.Keys(t.head.others)) {
		if t.sheet.HiddenColumns[at] && !t.Wish.Hidden {
			continue
		}
		kept = append(kept, "“"+short(t.head.others[at])+"”")
	}
	if len(kept) > 0 {
		say("có cột mà sổ ở đây không có: %s. Chữ trong đó được giữ ở Ghi chú.", strings.Join(kept, ", "))
	}
	for _, at := range slices.Sorted(maps.Keys(t.sheet.HiddenColumns)) {
		if name, any := t.columnName(at); any && !t.Wish.Hidden {
			hidden = append(hidden, "“"+short(name)+"”")
		}
	}
	if len(hidden) > 0 {
		say("có cột ẩn, không đọc: %s.", strings.Join(hidden, ", "))
	}
	above := t.head.first
	if above > 0 && !t.part.later {
		say("có %d dòng chữ phía trên tiêu đề, không thuộc văn bản nào.", above)
	}
}

// columnName is the heading of a column; false: nothing stands in it.
func (t *table) columnName(at int) (string, bool) {
	_, name := headingAt(t.sheet, t.head.first, t.head.last, at)
	if name != "" {
		return name, true
	}
	for _, row := range t.sheet.Rows {
		if row.Cell(at).Text != "" {
			return "cột " + strconv.Itoa(at+1), true
		}
	}
	return "", false
}

// shown are the cells that are read: those of hidden columns only where they were asked for.
func (t *table) shown(cells []worksheet.Cell) []worksheet.Cell {
	if t.Wish.Hidden || len(t.sheet.HiddenColumns) == 0 {
		return cells
	}
	cells = slices.Clone(cells)
	for at := range cells {
		if t.sheet.HiddenColumns[at] {
			cells[at] = worksheet.Cell{}
		}
	}
	return cells
}

// tells tells whether a row says something where a number, a day or a title stands.
func (t *table) tells(row worksheet.Row) bool {
	if _, single := alone(row); single {
		return false
	}
	for _, f := range []field{ownNumber, numbered, dated, entered, issued, subject} {
		c, is := t.head.columns[f]
		text := strings.TrimSpace(row.Cell(c.at).Text)
		if is && text != "" && (f == entered || f == issued || f == subject || strings.ContainsAny(text, "0123456789/")) {
			return true
		}
	}
	return false
}

// alone is the one text of a row that has no other, or whose others are the same, merged.
func alone(row worksheet.Row) (text string, single bool) {
	for _, c := range row.Cells {
		said := oneLine(c.Text)
		switch {
		case said == "":
		case text == "":
			text = said
		case text != said || !c.Filled:
			return "", false
		}
	}
	return text, text != ""
}

var groupForm = regexp.MustCompile(`^(thang|quy|tuan|nam) (\d{1,4}|[ivx]+)( (nam )?\d{4})?$`)

// row says what becomes of a row. first: it stands right below the headings; after: no document
// follows it.
func (t *table) row(row worksheet.Row, first, after bool) {
	said := office.OldRow{Sheet: t.sheet.Name, Line: row.At, Verdict: office.OldSkipped}
	text, single := alone(row)
	words := strings.TrimSpace(wordsOf(text))
	switch {
	case row.Hidden && !t.Wish.Hidden:
		said.Why = "Dòng ẩn."
	case len(strings.TrimSpace(joinedTexts(row))) == 0 && !anyBare(row):
		return
	case t.head.repeats(t.sheet, row):
		t.lost, said.Why = 0, "Tiêu đề in lại."
	case t.head.numbersColumns(row, first):
		said.Why = "Dòng đánh số cột."
	case single && groupForm.MatchString(words):
		said.Why = "Dòng ghi " + text + "."
	case t.totals(row):
		said.Why = "Dòng cộng."
	case single && mergedAcross(row):
		said.Why = "Dòng chữ gộp ngang bảng: " + short(text) + "."
	case after:
		said.Why = "Chữ sau bảng, không thuộc văn bản nào."
	case unreadHead(row):
		t.lost = row.At
		said.Verdict, said.Why = office.OldDoubtful, "Hàng này như một hàng tiêu đề, nhưng không đủ cột của một sổ. Hãy sửa tên cột ở hàng này, hoặc bỏ hàng này đi nếu các cột vẫn như trên."
	default:
		t.entry(row, said)
		return
	}
	t.rows = append(t.rows, said)
}

func joinedTexts(row worksheet.Row) string {
	var b strings.Builder
	for _, c := range row.Cells {
		b.WriteString(c.Text)
	}
	return b.String()
}

func anyBare(row worksheet.Row) bool {
	return slices.ContainsFunc(row.Cells, func(c worksheet.Cell) bool { return c.Bare || c.Note != "" })
}

// mergedAcross tells a text that lies over at least half of the columns.
func mergedAcross(row worksheet.Row) bool {
	filled := 0
	for _, c := range row.Cells {
		if c.Filled {
			filled++
		}
	}
	return filled >= 3
}

// totals tells a row of totals: it begins so, and has no number of its own.
func (t *table) totals(row worksheet.Row) bool {
	for _, c := range row.Cells {
		if words := wordsOf(c.Text); words != "  " {
			return (strings.HasPrefix(words, " cong ") || strings.HasPrefix(words, " tong ")) && !hasAny(words, "cong van", "cong dien", "cong an", "cong hoa", "cong doan", "cong ty", "tong cuc", "tong cong ty", "tong lien doan") ||
				isAny(words, "khong co dong nao")
		}
	}
	return false
}

// entry reads the document of a row.
func (t *table) entry(row worksheet.Row, said office.OldRow) {
	e := entry{t: t, row: row, said: said}
	if e.row.Cells = typedRight(row.Cells); !slices.Equal(e.row.Cells, row.Cells) {
		e.remark("có chữ Ð, ð của phông khác, đọc là Đ, đ")
	}
	if e.withholds() || e.continues() {
		return
	}
	e.read()
	t.rows = append(t.rows, e.said)
	if e.said.Registered.Number > 0 {
		t.last = len(t.rows) - 1
	}
}

// eths are letters that look like đ; old fonts and converters of letters leave them for it.
var eths = strings.NewReplacer("Ð", "Đ", "Ɖ", "Đ", "ð", "đ", "ɖ", "đ")

// typedRight are cells with đ where a letter stands that looks like it.
func typedRight(cells []worksheet.Cell) []worksheet.Cell {
	cells = slices.Clone(cells)
	for i := range cells {
		cells[i].Text = eths.Replace(cells[i].Text)
	}
	return cells
}

// entry is a row on its way to what is said of it.
type entry struct {
	t       *table
	row     worksheet.Row
	said    office.OldRow
	reasons []string // why it is left to a person
	nexts   []string // what that person may do, in whole sentences
}

func (e *entry) doubt(format string, with ...any) {
	e.reasons = append(e.reasons, fmt.Sprintf(format, with...))
}

// next says what whoever looks at the row may do about a doubt.
func (e *entry) next(said string) {
	if !slices.Contains(e.nexts, said) {
		e.nexts = append(e.nexts, said)
	}
}

func (e *entry) remark(format string, with ...any) {
	e.said.Said = append(e.said.Said, fmt.Sprintf(format, with...))
}

// dittos are what people write for “as above”.
var dittos = []string{"\"", "''", "”", "〃", "nt", "-nt-", "n.t", "như trên", "- nt -"}

// cell is what a row says in the column of a field. What says “as above” is what stood above.
func (e *entry) cell(f field) worksheet.Cell {
	c, is := e.t.head.columns[f]
	if !is {
		return worksheet.Cell{}
	}
	is = slices.Contains(dittos, strings.ToLower(oneLine(e.row.Cell(c.at).Text)))
	cell := e.row.Cell(c.at)
	if above, had := e.t.before[c.at]; is && had {
		e.remark("%s ghi “%s”, lấy như dòng trên: %s", fieldSaid[f], oneLine(cell.Text), short(oneLine(above.Text)))
		return above
	}
	if is {
		e.doubt("%s ghi “%s” mà dòng trên không có", fieldSaid[f], oneLine(cell.Text))
		return worksheet.Cell{}
	}
	if cell.Kind != worksheet.Empty {
		e.t.before[c.at] = cell
	}
	if cell.Bare {
		e.doubt("ô %s là công thức chưa có giá trị, hoặc bị lỗi", fieldSaid[f])
	}
	return cell
}

// text is that in words.
func (e *entry) text(f field) string {
	said := oneLine(e.cell(f).Text)
	if said == "-" || said == "—" {
		return ""
	}
	if strings.HasPrefix(said, "=") || strings.HasPrefix(said, "@") || strings.HasPrefix(said, "+") {
		e.remark("%s bắt đầu bằng “%s”, giữ như chữ, không tính", fieldSaid[f], said[:1])
	}
	return said
}

// continues joins a row to the document above where its number lies over both in one merged cell,
// or where it holds nothing but the day of a number that has none. true: it did.
func (e *entry) continues() bool {
	if slices.ContainsFunc(e.row.Cells, looksApart) {
		return false // somebody is to see it by itself
	}
	if e.t.last < 0 || e.t.last != len(e.t.rows)-1 && e.t.rows[len(e.t.rows)-1].Verdict != office.OldJoined {
		return false
	}
	to := &e.t.rows[e.t.last]
	at := e.numberColumn()
	c := e.row.Cell(at)
	join := func() bool {
		e.said.Verdict, e.said.Why = office.OldJoined, fmt.Sprintf("Cùng văn bản với dòng %d.", to.Line)
		e.t.rows = append(e.t.rows, e.said)
		return true
	}
	if c.Filled && e.mergedFromAbove(at) {
		if e.adds(to) {
			e.t.settle(to)
			return join()
		}
		return false
	}
	w, isDay := readWritten(c.Text)
	if !isDay || w.year == 0 || to.Registered.Document.Issued != "" || e.others(at) {
		return false
	}
	read := readDay(e.t.book, c, e.t.orders[issued], e.t.context)
	if read.day == "" {
		return false
	}
	to.Registered.Document.Issued = read.day
	to.Said = append(to.Said, fmt.Sprintf("ngày lấy ở dòng %d", e.row.At))
	e.t.settle(to)
	return join()
}

// numberColumn is where the number of a row stands.
func (e *entry) numberColumn() int {
	for _, f := range []field{ownNumber, numbered, dated} {
		if c, is := e.t.head.columns[f]; is {
			return c.at
		}
	}
	return -1
}

// mergedFromAbove tells a merged cell whose text is that of the document above.
func (e *entry) mergedFromAbove(at int) bool {
	above := e.t.before[at]
	return above.Text == e.row.Cell(at).Text && !above.Bare
}

// others tells whether a row says something elsewhere than in a column.
func (e *entry) others(but int) bool {
	for at, c := range e.row.Cells {
		if at != but && strings.TrimSpace(c.Text) != "" {
			return true
		}
	}
	return false
}

// adds adds the words of a further line of a document. false: it says a number or a day of its
// own, or what no further line says.
func (e *entry) adds(to *office.OldRow) bool {
	words := map[field]string{}
	for f, c := range e.t.head.columns {
		cell := e.row.Cell(c.at)
		if text := oneLine(cell.Text); text != "" && !cell.Filled {
			words[f] = text
		}
	}
	r := &to.Registered
	places := map[field]*string{subject: &r.Document.Subject, issuer: &r.Document.Issuer, receiver: &r.To, signer: &r.Signer, keeper: &r.Keeper, note: &r.Note}
	for f := range words {
		if places[f] == nil {
			return false
		}
	}
	for f, text := range words {
		*places[f] = strings.TrimSpace(*places[f] + " " + text)
	}
	if len(words) > 0 {
		to.Said = append(to.Said, fmt.Sprintf("nối chữ của dòng %d", e.row.At))
	}
	return true
}

// settle weighs a row again that wanted nothing but what it got from a line below it.
func (t *table) settle(row *office.OldRow) {
	if row.Why != "Thiếu ngày vào sổ." && row.Why != "Thiếu trích yếu." {
		return
	}
	e := entry{t: t, said: *row}
	e.said.Why = ""
	e.weigh()
	*row = e.said
}

// read reads the document of a row and says what becomes of it.
func (e *entry) read() {
	r := &e.said.Registered
	r.Flow, r.State = e.t.flow, office.RegisteredStands
	r.Document.Secrecy = office.Ordinary
	r.Document.Subject, r.Document.Issuer = e.text(subject), e.text(issuer)
	r.To, r.Signer, r.Keeper = e.text(receiver), e.text(signer), e.text(keeper)
	r.Copies, _ = copiesSaid(e.text(copies))
	e.days(r)
	e.numbers(r)
	e.kinds(r)
	e.notes(r)
	e.looks(r)
	e.neighbour()
	e.letters()
	e.said.Registered.Brought.Sheet, e.said.Registered.Brought.Line = e.t.sheet.Name, e.row.At
	e.weigh()
}

// weigh says whether a row can be put on its register, or is left to a person.
func (e *entry) weigh() {
	r := &e.said.Registered
	if e.t.flow != office.FlowIn && r.Entered == "" {
		r.Entered = r.Document.Issued
	}
	if e.t.flow != office.FlowIn && r.Document.Issued == "" {
		r.Document.Issued = r.Entered
	}
	reasons := e.reasons
	miss := func(is bool, what string) {
		if is {
			reasons = append(reasons, what)
		}
	}
	miss(r.Number == 0 && len(e.reasons) == 0, "thiếu số")
	miss(r.Document.Subject == "", "thiếu trích yếu")
	miss(e.t.flow.Makes() && r.Document.Type == "" && len(e.reasons) == 0, "không rõ tên loại, là dãy số nào")
	if r.Entered == "" {
		miss(len(e.reasons) == 0, "thiếu ngày vào sổ")
	} else {
		reasons = append(reasons, e.t.yearOf(r)...)
	}
	if r.Entered != "" && r.Document.Issued > r.Entered {
		reasons = append(reasons, fmt.Sprintf("ngày văn bản %s ở sau ngày vào sổ %s", daySaid(r.Document.Issued), daySaid(r.Entered)))
		e.next("Hãy so hai ngày với sổ giấy rồi sửa ngày sai.")
	}
	if at, err := time.Parse(time.DateOnly, r.Document.Issued); err == nil && !office.RegisterYear(at.Year()) {
		reasons = append(reasons, fmt.Sprintf("ngày văn bản %s ở trước năm 1945 hay ở quá xa", daySaid(r.Document.Issued)))
		e.next("Hãy so ngày với văn bản rồi sửa.")
	}
	miss(e.t.lost > 0, fmt.Sprintf("đứng dưới hàng tiêu đề không đọc được ở dòng %d", e.t.lost))
	miss(!utf8.ValidString(r.Document.Subject), "chữ bị vỡ")
	r.Series = e.t.seriesOf(*r).Key()
	e.said.Verdict = office.OldEnters
	if len(reasons) > 0 {
		said := strings.Join(reasons, "; ") + "."
		first, size := utf8.DecodeRuneInString(said)
		said = strings.ToUpper(string(first)) + said[size:]
		e.said.Verdict, e.said.Why = office.OldDoubtful, strings.Join(append([]string{said}, e.nexts...), " ")
	}
}

// yearOf sets the year of a row, and tells why it may be none.
func (t *table) yearOf(r *office.Registered) (reasons []string) {
	at, err := time.Parse(time.DateOnly, r.Entered)
	if err != nil {
		return []string{"không đọc được ngày vào sổ"}
	}
	r.Year = at.Year()
	if t.context != 0 && r.Year != t.context {
		reasons = append(reasons, fmt.Sprintf("ngày %s không thuộc năm %d của sổ", daySaid(r.Entered), t.context))
	}
	if r.Entered > t.Today.Format(time.DateOnly) {
		reasons = append(reasons, fmt.Sprintf("ngày %s ở sau hôm nay", daySaid(r.Entered)))
	}
	return reasons
}
