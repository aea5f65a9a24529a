package table

import (
	"context"
	"encoding/csv"
	"io"
	"strings"
)

// byteOrder tells spreadsheets that the file is UTF-8.
const byteOrder = "\ufeff"

// CSV writes the names of the columns and the rows, and nothing else: what is above and below
// them is no row. A cell that a spreadsheet would take for a formula begins with an apostrophe, as
// people type one there: whoever wrote the words of a document is not to run anything here.
func (t Table) CSV(ctx context.Context, to io.Writer) error {
	if _, err := io.WriteString(to, byteOrder); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	w.UseCRLF = true
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = unformula(c.Name)
	}
	if err := w.Write(names); err != nil {
		return err
	}
	err := t.each(ctx, func(_ int, r Row) error {
		cells := make([]string, len(r))
		for i, cell := range r {
			cells[i] = t.Columns[i].shown(cell)
			if _, is := cell.(string); is {
				cells[i] = unformula(cells[i])
			}
		}
		return w.Write(cells)
	})
	if err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

// unformula is a text that no spreadsheet carries out.
func unformula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
