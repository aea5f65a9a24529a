package table

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"time"

	"tram/local/office"
)

// head is what stands before the rows.
type head struct {
	Title   string   `json:"title"`
	Of      string   `json:"of"`
	Told    []string `json:"told"`
	At      string   `json:"at"`
	By      string   `json:"by"`
	Columns []column `json:"columns"`
}

type column struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
}

// JSON writes the table as one object: what it is, its columns, its rows as lists
// of cells (moments in ISO 8601 with +07:00, days as 2006-01-02), how many there
// are, and its notes.
func (t Table) JSON(ctx context.Context, to io.Writer) error {
	w := bufio.NewWriter(to)
	h := head{Title: t.Title, Of: t.Of, Told: append([]string{}, t.Told...), At: office.ISO(t.At), By: t.By}
	for _, c := range t.Columns {
		h.Columns = append(h.Columns, column{c.Name, c.Kind})
	}
	opening, err := json.Marshal(h)
	if err != nil {
		return err
	}
	w.Write(opening[:len(opening)-1])
	w.WriteString(`,"rows":[`)
	rows := 0
	err = t.each(ctx, func(n int, r Row) error {
		rows++
		return t.jsonRow(w, n, r)
	})
	if err != nil {
		return err
	}
	return t.jsonEnd(w, rows)
}

func (t Table) jsonRow(w *bufio.Writer, n int, r Row) error {
	cells := make([]any, len(r))
	for i, cell := range r {
		cells[i] = t.Columns[i].data(cell)
	}
	b, err := json.Marshal(cells)
	if err != nil {
		return err
	}
	if n > 0 {
		w.WriteByte(',')
	}
	w.WriteByte('\n')
	_, err = w.Write(b)
	return err
}

func (t Table) jsonEnd(w *bufio.Writer, rows int) error {
	closing := struct {
		Count int      `json:"count"`
		Notes []string `json:"notes"`
	}{rows, []string{}}
	if t.Notes != nil {
		closing.Notes = append(closing.Notes, t.Notes()...)
	}
	b, err := json.Marshal(closing)
	if err != nil {
		return err
	}
	w.WriteString("\n],")
	w.Write(b[1:])
	w.WriteByte('\n')
	return w.Flush()
}

// data is a cell as a program reads it.
func (c Column) data(cell any) any {
	t, is := cell.(time.Time)
	switch {
	case !is:
		return cell
	case t.IsZero():
		return nil
	case c.Kind == Day:
		return t.In(office.VietNam).Format(time.DateOnly)
	}
	return office.ISO(t)
}
