// Package oldregister reads the registers that an office kept as tables before it had this program
// (sổ văn bản cũ), and says of each row what would become of it.
//
// Nothing is guessed in silence. What a row says in a way of its own (a number inside its title, a
// number of days instead of a day) is taken and told; what can be read in two ways, or not at all,
// is left to a person. A reading follows from the table and from what the person said alone: what
// stands on the registers of the office is weighed by whoever keeps them.
package oldregister

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tram/local/numbering"
	"tram/local/office"
	"tram/local/worksheet"
)

// Reader knows what rows are read by.
type Reader struct {
	Wish  office.OldRegisterWish
	Types []office.DocumentType
	Today time.Time
	Plan  func(year int) numbering.Plan // how a year counts; nil: each type by itself
}

// Read reads every sheet of a file that holds a register. It fails with NoRegister, NoFlow and
// NotThisFlow.
func (rd Reader) Read(ctx context.Context, b worksheet.Book) (r office.OldRegisterRead, err error) {
	read, unclear, others := 0, 0, 0
	var bare []worksheet.Sheet // without headings
	var heads []readPart
	for _, s := range b.Sheets {
		if err := ctx.Err(); err != nil {
			return r, err
		}
		if s.Hidden && !rd.Wish.Hidden {
			r.Notes = append(r.Notes, fmt.Sprintf("Trang tính “%s” bị ẩn nên không đọc.", s.Name))
			continue
		}
		parts, found := partsOfSheet(s)
		if !found {
			if len(s.Rows) > 0 {
				bare = append(bare, s)
			}
			continue
		}
		above := said{}
		for _, p := range parts {
			now := p.says(rd.Wish.Flow, above)
			switch above = now; {
			case !now.is && now.flow == "":
				unclear++
				r.Notes = append(r.Notes, p.placed()+"không nói là sổ đến hay đi nên không đọc.")
				continue
			case !now.is:
				others++
				r.Notes = append(r.Notes, fmt.Sprintf("%slà sổ văn bản %s nên không đọc.", p.placed(), now.flow.Said()))
				continue
			}
			read++
			heads = append(heads, readPart{p, now})
			t := sheetOf(rd, b, p, now)
			t.read(&r)
		}
	}
	rd.headlessSheets(b, &r, bare, heads)
	switch {
	case read == 0 && unclear > 0:
		return r, NoFlow
	case read == 0 && others > 0:
		return r, NotThisFlow.About(rd.Wish.Flow.Said())
	case read == 0:
		return r, NoRegister
	}
	if b.Links {
		r.Notes = append(r.Notes, "Tệp có liên kết sang tệp khác. Các tệp ấy không được mở, ô dùng giá trị đã lưu.")
	}
	rd.doubled(r.Rows)
	rd.leaps(r.Rows)
	r.Notes = append(r.Notes, rd.order(r.Rows)...)
	return r, nil
}

func sheetSaid(s worksheet.Sheet) string {
	if s.Name == "" {
		return "Tệp "
	}
	return "Trang tính “" + s.Name + "” "
}

// seriesOf is the series of a row that was read.
func (rd Reader) seriesOf(r office.Registered) numbering.Series {
	return rd.planOf(r.Year).Series(r.Flow, r.Year, r.Document.Type)
}

func (rd Reader) planOf(year int) numbering.Plan {
	if rd.Plan == nil {
		return numbering.Plan{}
	}
	return rd.Plan(year)
}

// numberKey tells rows with one number from all others.
func (rd Reader) numberKey(r office.Registered) string {
	return rd.seriesOf(r).Key() + " " + strings.ToLower(r.Said())
}

// doubled finds rows with one number. Of rows that are the same in all that they say, those after
// the first are left out; others are left to a person.
func (rd Reader) doubled(rows []office.OldRow) {
	by := map[string][]int{}
	for i, row := range rows {
		if row.Verdict != office.OldEnters {
			continue
		}
		key := rd.numberKey(row.Registered)
		if first := slices.IndexFunc(by[key], func(j int) bool { return rows[j].Registered.SaysSame(row.Registered) }); first >= 0 {
			rows[i].Verdict, rows[i].Why = office.OldSkipped, "Giống hệt "+lineSaid(rows[by[key][first]], row.Sheet)+"."
			continue
		}
		by[key] = append(by[key], i)
	}
	for _, all := range by {
		if len(all) < 2 {
			continue
		}
		for _, i := range all {
			rd.doubledRow(rows, i, all)
		}
	}
}

func (rd Reader) doubledRow(rows []office.OldRow, i int, all []int) {
	var others []string
	for _, j := range all {
		if j != i {
			others = append(others, lineSaid(rows[j], rows[i].Sheet))
		}
	}
	const told = 5
	if len(others) > told {
		others = append(others[:told], fmt.Sprintf("và %d dòng nữa", len(others)-told))
	}
	said := fmt.Sprintf("Số %s có ở nhiều dòng: %s.", rows[i].Registered.Said(), strings.Join(others, ", "))
	if rd.Wish.Doubled {
		rows[i].Registered.Brought.Doubled = true
		rows[i].Said = append(rows[i].Said, said)
		return
	}
	rows[i].Verdict, rows[i].Why = office.OldDoubtful, said
}

// lineSaid names a row for one on a sheet.
func lineSaid(row office.OldRow, on string) string {
	if row.Sheet != on {
		return fmt.Sprintf("dòng %d trang tính “%s”", row.Line, row.Sheet)
	}
	return fmt.Sprintf("dòng %d", row.Line)
}

// order tells of each series which numbers are missing below its highest, and whether the rows
// stand in the order of their numbers.
func (rd Reader) order(rows []office.OldRow) (said []string) {
	numbers, keys := map[string][]int{}, []string{}
	for _, row := range rows {
		r := row.Registered
		if known := r.Number > 0 && r.Year > 0 && (r.Document.Type != "" || !r.Flow.Makes()); known && (row.Verdict == office.OldEnters || row.Verdict == office.OldDoubtful) {
			key := rd.seriesOf(row.Registered).Key()
			if numbers[key] == nil {
				keys = append(keys, key)
			}
			numbers[key] = append(numbers[key], row.Registered.Number)
		}
	}
	for _, key := range keys {
		series, _ := numbering.ParseSeries(key)
		name := series.Said(rd.Types, rd.planOf(series.Year))
		if !slices.IsSorted(numbers[key]) {
			said = append(said, name+": các dòng không xếp theo thứ tự số.")
		}
		slices.Sort(numbers[key])
		if missing := missingIn(slices.Compact(numbers[key])); missing != "" {
			said = append(said, name+": không có dòng nào mang số "+missing+".")
		}
	}
	return said
}

// mostMissing is how many stretches of missing numbers are named.
const mostMissing = 20

// missingIn names the numbers between 1 and the last of those given, which are in order.
func missingIn(numbers []int) string {
	var said []string
	next := 1
	for _, n := range numbers {
		switch {
		case n == next+1:
			said = append(said, fmt.Sprintf("%02d", next))
		case n > next:
			said = append(said, fmt.Sprintf("%02d–%02d", next, n-1))
		}
		next = n + 1
	}
	if len(said) > mostMissing {
		said = append(said[:mostMissing], fmt.Sprintf("và %d chỗ nữa", len(said)-mostMissing))
	}
	return strings.Join(said, ", ")
}
