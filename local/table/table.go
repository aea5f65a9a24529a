// Package table writes the tables of an office (registers, reports, the journal)
// as workbooks, on paper and as data.
//
// A table is written whole or not at all, and never over a file that is there. Its
// rows come one at a time, so that a million of them need no more memory than one.
package table

import (
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/whole"
)

// Kind says what the cells of a column hold.
type Kind string

// Text: a string. Number: an int, int64 or float64. Day and Moment: a time.Time,
// shown as it was in Việt Nam, by the day or to the second. A cell that is nil, or
// a time that is zero, is empty.
const (
	Text   Kind = "text"
	Number Kind = "number"
	Day    Kind = "day"
	Moment Kind = "moment"
)

// Column of a table. Widths share the breadth of the page between them, and on a Form are
// millimetres.
type Column struct {
	Name  string
	Width float64
	Kind  Kind
}

// Row holds a cell for each column.
type Row []any

// Struck (gạch bỏ) are words of a cell that stand crossed out on paper and in a workbook: a row that was
// cancelled stays to be read. As data they are words like any other.
type Struck string

// Table is what is written. Told are lines below the title: which filters chose
// the rows, within which bounds. Notes stand below the last row.
type Table struct {
	Title   string
	Of      string // whose it is: the name of the office
	Told    []string
	Columns []Column
	Rows    iter.Seq2[Row, error]
	Notes   func() []string // asked when all rows are written; nil: none
	At      time.Time       // when it was made
	By      string          // who made it
	Form    *Form           // nil: A4 on its long side

	ID office.ID // of the file on paper, so that the same table is the same bytes; empty: a new one

	// Groups have a heading above columns that lie beside each other, in their order. A Form has none.
	Groups []Group

	// Head is what stands on the first page on paper instead of whose the table is, of a width in
	// points; nil: nothing does.
	Head func(width float64) mark.Layout
}

// Formats are the endings of names that Save knows.
var Formats = []string{".xlsx", ".docx", ".pdf", ".csv", ".json"}

// Save writes the table to a file in the form that the ending of its name asks for.
// It fails with UnknownFormat, TooManyRows, TooManyTextRows, and as whole.WriteNew does; then there
// is no file.
func (t Table) Save(ctx context.Context, path string) error {
	write, err := t.writer(path)
	if err != nil {
		return err
	}
	return whole.WriteNew(path, 0o600, func(w io.Writer) error { return write(ctx, w) })
}

func (t Table) writer(path string) (func(context.Context, io.Writer) error, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		return t.XLSX, nil
	case ".docx":
		if t.Form != nil {
			break // what a decree draws has its cover and its numbered columns on paper and in a workbook
		}
		return t.DOCX, nil
	case ".pdf":
		return t.PDF, nil
	case ".csv":
		return t.CSV, nil
	case ".json":
		return t.JSON, nil
	}
	return nil, UnknownFormat.About(filepath.Base(path))
}

// each hands over the rows, numbered from 0, until one cannot be had.
func (t Table) each(ctx context.Context, take func(n int, r Row) error) error {
	n := 0
	for r, err := range t.Rows {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil && len(r) != len(t.Columns) {
			err = fmt.Errorf("row %d of %q has %d cells for %d columns", n+1, t.Title, len(r), len(t.Columns))
		}
		if err == nil {
			err = take(n, r)
		}
		if err != nil {
			return err
		}
		n++
	}
	return nil
}

// above are the lines between the title and the columns.
func (t Table) above() []string {
	made := "Lập lúc " + t.At.In(office.VietNam).Format("15:04 ngày 02/01/2006")
	if t.By != "" {
		made += ", người lập: " + t.By
	}
	for _, c := range t.Columns {
		if c.Kind == Moment {
			made += ". Giờ ghi theo giờ Việt Nam (UTC+7)"
			break
		}
	}
	return append(append([]string{}, t.Told...), made+".")
}

// The first line under the last row.
const (
	rowsSaid = "Cộng: %d dòng."
	noRows   = "Không có dòng nào."
)

// Ends tells the line that a table has under its last row, for whoever reads one again.
func Ends(line string) bool {
	var rows int
	n, err := fmt.Sscanf(line, rowsSaid, &rows)
	return line == noRows || n == 1 && err == nil && line == fmt.Sprintf(rowsSaid, rows)
}

// below are the lines under the last row.
func (t Table) below(rows int) []string {
	said := []string{fmt.Sprintf(rowsSaid, rows)}
	if rows == 0 {
		said[0] = noRows
	}
	if t.Notes != nil {
		said = append(said, t.Notes()...)
	}
	return said
}

// shown is a cell as a person reads it.
func (c Column) shown(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case string:
		return v
	case Struck:
		return string(v)
	case float64:
		return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
	case time.Time:
		return c.time(v)
	}
	return fmt.Sprint(cell)
}

func (c Column) time(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case c.Kind == Day:
		return t.In(office.VietNam).Format("02/01/2006")
	}
	return t.In(office.VietNam).Format("15:04:05 02/01/2006")
}
