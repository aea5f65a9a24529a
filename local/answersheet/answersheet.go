// Package answersheet reads a table whose headings are the questions of a register: each row below
// them is a record as somebody would type it.
//
//   - Headings are known by their words, whatever their case, accents, signs and spaces, or by the key
//     of the question. They may stand below titles.
//   - A heading that the register does not ask is named and not read. Without one that must be answered
//     nothing is read.
//   - What a row says is weighed elsewhere (package books). Here a row is doubted alone where it cannot be
//     known what it says: a formula without a value, something struck through.
//   - What is hidden is not read unasked, and it is told how much that is.
package answersheet

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tram/local/office"
	"tram/local/worksheet"
)

// The bounds of what is read at once.
const (
	mostRows  = 10_000
	deepest   = 60 // rows above the headings
	leastHead = 2  // headings that must be known, for a row to be one of headings
)

// Reader reads tables for one register.
type Reader struct {
	File   string // its name, for people
	Asks   []office.Ask
	Stands string   // the heading below which a register writes how a record stands
	Beside []string // other headings that it writes beside its questions: they are not named
	Ends   func(cell string) bool
	Hidden bool // what is hidden is read too
	Quoted bool // a text that would be a formula has an apostrophe before it (package table, CSV)
}

// Read reads all sheets that have the headings. It fails with NoHeadings, HeadingsMissing, HeadingTwice,
// NoRows and TooMany.
func (rd Reader) Read(ctx context.Context, book worksheet.Book) (t office.RegisterTable, err error) {
	t.File = rd.File
	headed := false
	for _, s := range book.Sheets {
		if s.Hidden && !rd.Hidden {
			t.Notes = append(t.Notes, fmt.Sprintf("Trang tính “%s” bị ẩn nên không đọc.", office.Visible(s.Name, shown)))
			continue
		}
		h, found, err := rd.head(s)
		if err != nil {
			return t, err
		}
		if !found {
			if len(s.Rows) > 0 && len(book.Sheets) > 1 {
				t.Notes = append(t.Notes, fmt.Sprintf("Trang tính “%s” không có dòng tiêu đề của sổ nên không đọc.", office.Visible(s.Name, shown)))
			}
			continue
		}
		headed = true
		if err := rd.rows(ctx, book, s, h, &t); err != nil {
			return t, err
		}
	}
	switch {
	case !headed:
		return t, NoHeadings.About(rd.File, quoted(rd.needed()))
	case len(t.Rows) == 0:
		return t, NoRows.About(rd.File)
	}
	return t, nil
}

// shown is how much of a stranger's text is shown, in letters.
const shown = 40

// head are the headings of a sheet.
type head struct {
	at      int                // place among the rows
	columns map[int]office.Ask // by column, from 0
	stands  int                // the column of Reader.Stands; below 0: none
	unread  []string           // headings that no question has
}

// head finds the row that names most questions, the first of them.
func (rd Reader) head(s worksheet.Sheet) (best head, found bool, err error) {
	most := leastHead - 1
	for at := range s.Rows[:min(len(s.Rows), deepest)] {
		if s.Rows[at].Hidden && !rd.Hidden {
			continue
		}
		if n := len(rd.named(s, at).columns); n > most || n == 1 && len(rd.Asks) == 1 && !found {
			best, most, found = rd.named(s, at), n, true
		}
	}
	if !found {
		return best, false, nil
	}
	seen := map[string]bool{}
	for _, a := range best.columns {
		if seen[a.Key] {
			return best, true, HeadingTwice.About(rd.File, a.Said)
		}
		seen[a.Key] = true
	}
	var missing []string
	for _, a := range rd.Asks {
		if a.Needed && !seen[a.Key] {
			missing = append(missing, a.Said)
		}
	}
	if len(missing) > 0 {
		return best, true, HeadingsMissing.About(rd.File, quoted(missing))
	}
	return best, true, nil
}

// named is a row as headings.
func (rd Reader) named(s worksheet.Sheet, at int) head {
	h := head{at: at, columns: map[int]office.Ask{}, stands: -1}
	for column, c := range s.Rows[at].Cells {
		text := strings.TrimSpace(c.Text)
		if text == "" || s.HiddenColumns[column] && !rd.Hidden {
			continue
		}
		if a, is := rd.ask(text); is {
			h.columns[column] = a
		} else if rd.Stands != "" && same(text) == same(rd.Stands) {
			h.stands = column
		} else if !slices.ContainsFunc(rd.Beside, func(known string) bool { return same(known) == same(text) }) {
			h.unread = append(h.unread, office.Visible(text, shown))
		}
	}
	return h
}

// ask is the question of a heading; what stands in brackets may be a remark.
func (rd Reader) ask(heading string) (office.Ask, bool) {
	bare, _, _ := strings.Cut(heading, "(")
	for _, said := range []string{heading, bare} {
		said = same(said)
		for _, a := range rd.Asks {
			if said != "" && (said == same(a.Said) || said == same(a.Key)) {
				return a, true
			}
		}
	}
	return office.Ask{}, false
}

// same is a heading as it is compared: its letters and digits, without accents.
func same(heading string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, office.Fold(heading))
}

func (rd Reader) needed() (said []string) {
	for _, a := range rd.Asks {
		if a.Needed {
			said = append(said, a.Said)
		}
	}
	return said
}

func quoted(all []string) string { return "“" + strings.Join(all, "”, “") + "”" }
