package oldregister

import (
	"fmt"
	"strings"

	"tram/local/office"
	"tram/local/worksheet"
)

// part is a stretch of a sheet that has headings of its own: a sheet may hold several registers below
// each other, and headings that are printed again may stand in another order.
type part struct {
	sheet worksheet.Sheet // the rows of this part alone
	head  head            // within them
	later bool            // another part stands above it
}

// partsOfSheet parts a sheet before each row of headings that is no copy of those above it. false: it
// has none.
func partsOfSheet(s worksheet.Sheet) (parts []part, found bool) {
	h, found := headOf(s)
	if !found {
		return nil, false
	}
	if first, is := nextHead(s, 0, h.first, nil); is {
		h = first // what stands above the headings that name most may be a register too
	}
	from, later := 0, false
	for {
		at := part{sheet: s, head: h}
		at.sheet.Rows, at.head = s.Rows[from:], h.from(from)
		below, is := nextHead(s, h.last+1, len(s.Rows), &at)
		to := len(s.Rows)
		if is {
			to = titlesAbove(s, h.last+1, below.first)
		}
		p := part{sheet: s, head: h.from(from), later: later}
		p.sheet.Rows = s.Rows[from:to]
		parts = append(parts, p)
		if !is {
			return parts, true
		}
		h, from, later = below, to, true
	}
}

// said is what a part says of itself as a whole.
type said struct {
	flow office.Flow
	is   bool // it is of the flow that was asked for
	year int  // 0: it says none
}

// says reads the titles of a part. One that stands below another is like that where it says nothing.
func (p part) says(asked office.Flow, above said) (now said) {
	s := p.sheet
	if p.later {
		s.Name = "" // it named the first
	}
	now.flow, now.is = p.head.flow(s, asked)
	if p.later && p.head.says(s) == "" {
		now.flow, now.is = above.flow, above.is
	}
	if now.year = yearAbove(s, p.head); now.year == 0 && p.later {
		now.year = above.year
	}
	return now
}

// placed names a part for people.
func (p part) placed() string {
	if p.later {
		return sheetSaid(p.sheet) + fmt.Sprintf("từ dòng %d ", p.sheet.Rows[p.head.first].At)
	}
	return sheetSaid(p.sheet)
}

// from is a head as a sheet has it whose first rows are cut off.
func (h head) from(cut int) head {
	h.first, h.last = h.first-cut, h.last-cut
	return h
}

// nextHead finds headings whose first row stands within some rows. Rows that say those of above again
// are none, unless a title above them says that they are of another register.
func nextHead(s worksheet.Sheet, from, to int, above *part) (head, bool) {
	for first := from; first < to; first++ {
		if _, title := alone(s.Rows[first]); title || hasValues(s.Rows[first]) {
			continue
		}
		h, found := headNear(s, first, to)
		if above != nil && (above.head.repeats(above.sheet, s.Rows[first]) || found && above.head.repeats(above.sheet, s.Rows[h.first])) {
			found = found && above.endsAt(s, titlesAbove(s, from, h.first), h)
		}
		if found {
			return h, true
		}
	}
	return head{}, false
}

// headNear is the best head that begins at a row, or a little below where one begins there.
func headNear(s worksheet.Sheet, first, to int) (best head, found bool) {
	most := 0
	for at := first; at < min(to, first+deepest) && (at == first || found); at++ {
		for last := at; last < min(len(s.Rows), at+deepest); last++ {
			if hasValues(s.Rows[last]) {
				break
			}
			h := readHead(s, at, last)
			if n := h.worth(); n > 0 && (n > most || n == most && h.last-h.first < best.last-best.first) && h.onlyNames(s) {
				best, most, found = h, n, true
			}
		}
	}
	return best, found
}

// endsAt tells whether titles above a head say another flow or year than this part is of.
func (p part) endsAt(s worksheet.Sheet, titles int, h head) bool {
	s.Name, s.Rows = "", s.Rows[titles:]
	h = h.from(titles)
	year, flow := yearAbove(s, h), h.says(s)
	return year != 0 && year != yearAbove(p.sheet, p.head) || flow != "" && flow != p.head.says(p.sheet) && h.first > 0
}

// onlyNames tells whether the rows of a head hold headings and nothing of a document: no number, no day,
// and no digit in what names a field.
func (h head) onlyNames(s worksheet.Sheet) bool {
	for _, row := range s.Rows[h.first : h.last+1] {
		if hasValues(row) {
			return false
		}
		for _, c := range h.columns {
			if strings.ContainsAny(row.Cell(c.at).Text, "0123456789") {
				return false
			}
		}
	}
	return true
}

// hasValues tells a row that holds numbers or days, and is no row of headings.
func hasValues(row worksheet.Row) bool {
	digits := 0
	for _, c := range row.Cells {
		if c.Kind == worksheet.Number || c.Kind == worksheet.Day || c.Bare {
			return true
		}
		if strings.ContainsAny(c.Text, "0123456789") {
			digits++
		}
	}
	return digits > 1
}

// titlesAbove is where the titles begin that stand right above a head.
func titlesAbove(s worksheet.Sheet, from, head int) int {
	for head > from {
		if _, title := alone(s.Rows[head-1]); !title {
			break
		}
		head--
	}
	return head
}

// unreadHead tells a row that names columns, of which no head can be read: what stands below it may lie
// in other columns than above.
func unreadHead(row worksheet.Row) bool {
	if hasValues(row) {
		return false
	}
	named := map[field]bool{}
	for _, c := range row.Cells {
		if f := fieldOf(c.Text); f != "" {
			named[f] = true
		}
	}
	return len(named) >= 3
}
