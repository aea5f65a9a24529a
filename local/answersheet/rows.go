package answersheet

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/worksheet"
)

// rows reads what stands below the headings of a sheet.
func (rd Reader) rows(ctx context.Context, book worksheet.Book, s worksheet.Sheet, h head, t *office.RegisterTable) error {
	of := ""
	if len(book.Sheets) > 1 {
		of = s.Name
	}
	hidden, beside, over := 0, 0, false
	for i, row := range s.Rows[h.at+1:] {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch {
		case row.Hidden && !rd.Hidden:
			hidden++
			continue
		case i == 0 && numbersOf(row), h.repeated(row):
			continue
		case !h.answers(row):
			beside++
			continue
		}
		if text, alone := single(row); alone && len(h.columns) > 1 {
			if over = over || rd.Ends != nil && rd.Ends(text); over {
				beside++
				continue
			}
		}
		if len(t.Rows) == mostRows {
			return TooMany.About(rd.File, mostRows)
		}
		t.Rows = append(t.Rows, rd.row(book, of, h, row))
	}
	t.Notes = append(t.Notes, rd.told(s, h, hidden, beside)...)
	return nil
}

// told is what is said of a sheet as a whole.
func (rd Reader) told(s worksheet.Sheet, h head, hidden, beside int) (said []string) {
	if len(h.unread) > 0 {
		said = append(said, "Không đọc các cột mà sổ không hỏi: "+quoted(h.unread)+".")
	}
	if hidden > 0 {
		said = append(said, fmt.Sprintf("Không đọc %d dòng bị ẩn.", hidden))
	}
	if n := len(s.HiddenColumns); n > 0 && !rd.Hidden {
		said = append(said, fmt.Sprintf("Không đọc %d cột bị ẩn.", n))
	}
	if beside > 0 {
		said = append(said, fmt.Sprintf("Không đọc %d dòng không có gì ở các cột của sổ, hoặc là dòng cộng, ghi chú dưới bảng.", beside))
	}
	return said
}

// answers tells that a row has something in a column that is read.
func (h head) answers(row worksheet.Row) bool {
	for column := range h.columns {
		if c := row.Cell(column); strings.TrimSpace(c.Text) != "" || c.Bare {
			return true
		}
	}
	return false
}

// repeated tells of headings that stand once more, as on each page.
func (h head) repeated(row worksheet.Row) bool {
	for column, a := range h.columns {
		if text := same(row.Cell(column).Text); text != same(a.Said) && text != same(a.Key) {
			return false
		}
	}
	return true
}

// single is the text of a row that has something in one cell alone: below the line by which a table says
// that it ends, such rows are remarks.
func single(row worksheet.Row) (text string, is bool) {
	filled := 0
	for _, c := range row.Cells {
		if strings.TrimSpace(c.Text) != "" || c.Bare {
			if filled++; filled == 1 {
				text = strings.TrimSpace(c.Text)
			}
		}
	}
	return text, filled == 1
}

// numbersOf tells of a row that numbers the columns: (1), (2)…
func numbersOf(row worksheet.Row) bool {
	n := 0
	for _, c := range row.Cells {
		text := strings.Trim(strings.TrimSpace(c.Text), "()")
		if text == "" {
			continue
		}
		if n++; text != strconv.Itoa(n) {
			return false
		}
	}
	return n >= leastHead
}

// row reads one.
func (rd Reader) row(book worksheet.Book, of string, h head, row worksheet.Row) office.TableRow {
	is := office.TableRow{Sheet: of, Line: row.At, Stands: strings.TrimSpace(row.Cell(h.stands).Text), Answers: map[string]string{}}
	for _, column := range slices.Sorted(maps.Keys(h.columns)) {
		a, c := h.columns[column], row.Cell(column)
		if wrong := unclear(c, a); wrong != "" && is.Why == "" {
			is.Verdict, is.Why = office.TableWrong, wrong
		}
		answer, said := rd.answer(book, c, a)
		is.Answers[a.Key] = answer
		is.Said = append(is.Said, said...)
	}
	return is
}

// unclear tells why it cannot be known what a cell says; empty: it can.
func unclear(c worksheet.Cell, a office.Ask) string {
	switch {
	case c.Bare:
		return fmt.Sprintf("Ô “%s” là công thức không có giá trị, hoặc báo lỗi. Hãy ghi giá trị vào ô.", a.Said)
	case c.Struck && strings.TrimSpace(c.Text) != "":
		return fmt.Sprintf("Ô “%s” có chữ bị gạch bỏ. Hãy xóa dòng, hoặc bỏ gạch.", a.Said)
	case c.Masked:
		return fmt.Sprintf("Ô “%s” hiện khác với giá trị bên trong. Hãy ghi đúng điều cần đọc vào ô.", a.Said)
	case c.Kind == worksheet.Day && a.How == office.AskMoment:
		return fmt.Sprintf("Ô “%s” chỉ có ngày. Hãy ghi cả giờ, ở dạng chữ, ví dụ 14:05 28/11/2026.", a.Said)
	}
	return ""
}

// answer is a cell as somebody would type it, and what is said of it. What is no answer stays as it
// stands, and is refused where it is weighed.
func (rd Reader) answer(book worksheet.Book, c worksheet.Cell, a office.Ask) (answer string, said []string) {
	text := c.Text
	if rd.Quoted && len(text) > 1 && text[0] == '\'' && strings.ContainsRune("=+-@\t\r", rune(text[1])) {
		text = text[1:]
	}
	if c.Formula && strings.TrimSpace(text) != "" {
		said = append(said, fmt.Sprintf("“%s” lấy theo công thức: %s", a.Said, office.Visible(text, shown)))
	}
	if c.Filled && strings.TrimSpace(text) != "" {
		said = append(said, fmt.Sprintf("“%s” lấy theo ô gộp: %s", a.Said, office.Visible(text, shown)))
	}
	switch a.How {
	case office.AskDay:
		return day(book, c, text), said
	case office.AskMoment:
		return text, said
	case office.AskOne:
		return choices(text, a.Choices, false), said
	case office.AskSeveral:
		return choices(text, a.Choices, true), said
	}
	switch {
	case c.Kind == worksheet.Day:
		return office.DaySaid(text), said
	case c.Kind == worksheet.Number && strings.Contains(text, "."):
		said = append(said, fmt.Sprintf("“%s” là số trong bảng tính (%s): số 0 ở cuối, nếu có, không còn", a.Said, office.Visible(text, shown)))
	}
	return text, said
}

// day is yyyy-mm-dd where a cell says one in any way that clerks and spreadsheets have.
func day(book worksheet.Book, c worksheet.Cell, text string) string {
	if is, ok := book.DayOf(c); ok {
		return is
	}
	text = strings.TrimSpace(text)
	if is, err := office.ParseDate(text); err == nil {
		return is
	}
	if at, err := time.Parse("2006-01-02T15:04:05", text); err == nil && at.Equal(at.Truncate(24*time.Hour)) {
		return at.Format(time.DateOnly)
	}
	return text
}

// choices reads words or keys; several stand in lines, or between commas and semicolons, though the words
// of one may have commas of their own.
func choices(text string, of []office.Choice, several bool) string {
	var keys []string
	for line := range strings.SplitSeq(text, "\n") {
		for line = strings.TrimSpace(line); line != ""; {
			key, left, is := first(line, of, several)
			if !is {
				return text
			}
			if !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
			line = left
		}
	}
	return strings.Join(keys, "\n")
}

// first is the choice that a line begins with, the longest; several: more may follow.
func first(line string, of []office.Choice, several bool) (key, left string, is bool) {
	ends := []int{len(line)}
	if several {
		for at, r := range line {
			if r == ',' || r == ';' {
				ends = append(ends, at)
			}
		}
	}
	slices.SortFunc(ends, func(a, b int) int { return b - a })
	for _, end := range ends {
		said := same(line[:end])
		for _, c := range of {
			if said != "" && (said == same(c.Said) || said == same(c.Key)) {
				return c.Key, strings.TrimLeft(line[end:], ",; \t"), true
			}
		}
	}
	return "", line, false
}
