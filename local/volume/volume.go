// Package volume prints the registers and reports of Nghị định 30 (sổ, báo cáo, mục lục): the
// cover, the first page, and the entries in the columns that the decree draws, each as wide as
// there. It knows no records: an entry is a row of words.
package volume

import (
	"iter"
	"strconv"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/table"
)

// Volume (quyển) is what is printed. What is empty or zero of year, days, numbers and volume is
// left on the cover to be written by hand.
type Volume struct {
	Kind
	Superior string // the agency above the office, which the cover names first; empty: none
	Office   string
	Year     int
	From, To time.Time // the first day and the last
	First    string    // number
	Last     string    // number
	Number   int       // of the volume
	Told     []string  // lines below the title of a report
	Rows     iter.Seq2[[]string, error]
	Count    int          // of the rows
	Struck   map[int]bool // rows, from 0, that were cancelled: crossed out but for their last column, which says why
	At       time.Time    // when it is made
	By       string       // who makes it
}

// Table is the volume as a table that can be saved as PDF, as a workbook and as data. On paper a
// register has its cover, its first page and then nothing but its entries; a workbook tells what
// stands on the cover above them.
func (v Volume) Table() table.Table {
	t := table.Table{
		Title: strings.ReplaceAll(v.Title, "\n", " "), Of: v.Office, Told: v.Told, Columns: v.Columns,
		Rows: v.rows, At: v.At, By: v.By, Form: &table.Form{},
	}
	if v.Cover {
		cover := v.cover()
		t.Told = append(v.sayings(), v.Told...)
		t.Form.Bare, t.Form.Aside, t.Form.Fronts = true, true, append(t.Form.Fronts, cover, cover) // the first page is as the cover
	}
	return t
}

func (v Volume) rows(yield func(table.Row, error) bool) {
	n := -1
	for words, err := range v.Rows {
		n++
		row := make(table.Row, len(words))
		for i, w := range words {
			row[i] = w
			if v.Struck[n] && i < len(words)-1 {
				row[i] = table.Struck(w)
			}
		}
		if !yield(row, err) {
			return
		}
	}
}

const (
	blank     = "…………"
	dayFormat = "02/01/2006"
)

// sayings are the lines of the cover below its title.
func (v Volume) sayings() []string {
	said := []string{
		"Năm: " + orBlank(v.Year != 0, strconv.Itoa(v.Year)),
		"Từ ngày " + day(v.From) + " đến ngày " + day(v.To),
	}
	if !v.ByDay {
		said = append(said, "Từ số "+orBlank(v.First != "", v.First)+" đến số "+orBlank(v.Last != "", v.Last))
	}
	return append(said, "Quyển số: "+orBlank(v.Number != 0, strconv.Itoa(v.Number)))
}

func day(t time.Time) string { return orBlank(!t.IsZero(), t.In(office.VietNam).Format(dayFormat)) }

func orBlank(is bool, said string) string {
	if is {
		return said
	}
	return blank
}
