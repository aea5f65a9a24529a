package oldregister

import (
	"fmt"

	"tram/local/office"
	"tram/local/worksheet"
)

// headless reads a sheet without headings by those of another sheet. Nobody said that its columns are
// the same, so that its rows are left to a person; false: they are no documents by those headings.
func (rd Reader) headless(b worksheet.Book, s worksheet.Sheet, like part, says said) (rows []office.OldRow, is bool) {
	p := part{sheet: s, head: like.head}
	p.head.first, p.head.last = 0, -1
	var r office.OldRegisterRead
	t := sheetOf(rd, b, p, says)
	t.below(&r)
	documents := 0
	for i := range r.Rows {
		if row := &r.Rows[i]; row.Verdict == office.OldEnters {
			documents++
			row.Verdict, row.Why = office.OldDoubtful, "Trang tính không có hàng tiêu đề. Hãy chép hàng tiêu đề của sổ lên đầu trang tính rồi nhập lại."
		}
	}
	return r.Rows, documents > 0 && 2*documents >= len(r.Rows)
}

// headlessSheets tells of sheets without headings: those that go on with a register leave their rows to a
// person, and others are told as not read.
func (rd Reader) headlessSheets(b worksheet.Book, r *office.OldRegisterRead, sheets []worksheet.Sheet, heads []readPart) {
	for _, s := range sheets {
		goesOn := false
		for _, h := range heads {
			rows, is := rd.headless(b, s, h.part, h.said)
			if is {
				r.Rows = append(r.Rows, rows...)
				r.Notes = append(r.Notes, sheetSaid(s)+fmt.Sprintf("không có hàng tiêu đề, các dòng giống như của sổ văn bản %s.", h.said.flow.Said()))
				goesOn = true
				break
			}
		}
		if !goesOn {
			r.Notes = append(r.Notes, sheetSaid(s)+"không có hàng tiêu đề của một sổ văn bản nên không đọc.")
		}
	}
}

// readPart is a part that was read, with what it says of itself.
type readPart struct {
	part part
	said said
}
