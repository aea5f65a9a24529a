package oldregister

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/local/worksheet"
)

// cancelled is how the registers of this program say that a number was cancelled.
const cancelled = "Đã hủy: "

// notes keeps the notes of a row, and what stands in columns of which nothing is known.
func (e *entry) notes(r *office.Registered) {
	all := []string{}
	if said := e.text(note); said != "" {
		all = append(all, said)
	}
	if at := strings.Index(strings.Join(all, ""), cancelled); at == 0 || at > 1 && strings.HasSuffix(all[0][:at], "; ") {
		r.State, r.Reason = office.RegisteredCancelled, all[0][at+len(cancelled):]
		all[0] = strings.TrimSuffix(all[0][:at], "; ")
	}
	if said := e.text(copies); said != "" {
		if _, is := copiesSaid(said); !is {
			all = append(all, fieldSaid[copies]+": "+said)
		}
	}
	for _, at := range slices.Sorted(maps.Keys(e.t.head.others)) {
		c := e.row.Cell(at)
		if c.Bare {
			e.doubt("ô %s là công thức chưa có giá trị, hoặc bị lỗi", short(e.t.head.others[at]))
		}
		if text := oneLine(c.Text); text != "" {
			if c.Kind == worksheet.Day {
				text = daySaid(text)
			}
			all = append(all, e.t.head.others[at]+": "+text)
		}
	}
	all = append(all, e.remarked()...)
	r.Note = strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), "; ")
	e.undone(r)
	if e.formula() {
		e.remark("có ô là công thức, lấy giá trị đã lưu trong tệp")
	}
	e.loose()
}

// copiesSaid is how many copies a cell tells of: 3, 03 or “3 bản”. false: it says something else, which
// stays as it is.
func copiesSaid(text string) (n int, is bool) {
	digits := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "bản"))
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > office.MostCopies {
		return 0, false
	}
	return n, true
}

func (e *entry) formula() bool {
	return slices.ContainsFunc(e.row.Cells, func(c worksheet.Cell) bool { return c.Formula && !c.Bare })
}

// loose tells words that stand where no heading is.
func (e *entry) loose() {
	known := map[int]bool{}
	for _, c := range e.t.head.columns {
		known[c.at] = true
		if c.parts != [3]int{} {
			known[c.parts[1]], known[c.parts[2]] = true, true
		}
	}
	for at := range e.t.head.others {
		known[at] = true
	}
	for at, c := range e.row.Cells {
		if text := oneLine(c.Text); text != "" && !known[at] {
			e.doubt("có chữ ở cột %d không có tiêu đề: “%s”", at+1, short(text))
		}
	}
}

// looksApart tells a cell that shows more than its text.
func looksApart(c worksheet.Cell) bool { return c.Struck || c.Masked || c.Note != "" }

// neighbour doubts a row beside which another document stands.
func (e *entry) neighbour() {
	if !e.t.head.twoTables() {
		return
	}
	for at := range e.t.head.beside {
		if oneLine(e.row.Cell(at).Text) != "" {
			e.doubt("hàng tiêu đề có hai bộ cột giống nhau, dòng này có thể là hai văn bản")
			e.next("Hãy chuyển bảng bên phải xuống dưới bảng bên trái, hoặc sang trang tính khác.")
			return
		}
	}
}

// looks doubts what a row shows beside its texts.
func (e *entry) looks(r *office.Registered) {
	for at, c := range e.row.Cells {
		if !looksApart(c) {
			continue
		}
		name, _ := e.t.columnName(at)
		if c.Struck && strings.TrimSpace(c.Text) != "" && r.State == office.RegisteredStands {
			e.doubt("chữ ở ô %s bị gạch ngang", short(name))
			e.next("Nếu văn bản đã hủy thì ghi “" + cancelled + "lý do” ở Ghi chú, nếu không thì bỏ gạch ngang, rồi nhập lại.")
		}
		if c.Masked {
			e.doubt("ô %s giữ “%s” nhưng hiện khác đi", short(name), short(oneLine(c.Text)))
			e.next("Hãy đổi ô ấy sang kiểu chữ, gõ lại đúng như đang hiện.")
		}
	}
}

// remarked are the words that stand beside cells, each with the name of its column.
func (e *entry) remarked() (all []string) {
	for at, c := range e.row.Cells {
		if said := oneLine(c.Note); said != "" {
			name, _ := e.t.columnName(at)
			all = append(all, "Lời ghi ở ô "+name+": "+said)
			e.remark("lời ghi kèm ô %s được giữ ở Ghi chú", short(name))
		}
	}
	return all
}

// undoings are what people note of a document that counts no longer, in words of their own.
var undoings = []string{"hủy", "huỷ", "đã hủy", "đã huỷ", "hủy bỏ", "huỷ bỏ", "đã hủy bỏ", "đã huỷ bỏ", "thu hồi", "đã thu hồi", "bỏ số", "số bỏ"}

// undone doubts a row that says so in other words than the registers here do.
func (e *entry) undone(r *office.Registered) {
	var said []string
	if c, is := e.t.head.columns[note]; is {
		said = append(said, oneLine(e.row.Cell(c.at).Text))
	}
	for _, c := range e.row.Cells {
		said = append(said, oneLine(c.Note))
	}
	for _, text := range said {
		if slices.Contains(undoings, strings.Trim(strings.ToLower(text), " .!()")) && r.State == office.RegisteredStands {
			e.doubt("ghi “%s”, không rõ vì sao", short(text))
			e.next("Nếu số ấy đã hủy thì ghi “" + cancelled + "lý do” ở Ghi chú; nếu là chuyện khác thì ghi rõ hơn.")
		}
	}
}
