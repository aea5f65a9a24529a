package table

import (
	"context"
	"io"

	"tram/local/docx"
	"tram/local/mark"
)

// mostTextRows is how many rows a text document takes: word processors lay out a whole table
// before they show its first page.
const mostTextRows = 10_000

// DOCX writes the table as a text document, the names of its columns on top of each page. It fails
// with TooManyTextRows.
func (t Table) DOCX(ctx context.Context, to io.Writer) error {
	p := t.paper()
	d := docx.Document{
		Title: t.Title, Author: t.By, At: t.At, Font: "Times New Roman", Size: cellSize + 1,
		Page: docx.Page{Width: p.width, Height: p.height, Left: p.left, Right: p.right, Top: marginTop, Bottom: marginBottom, Numbered: true},
	}
	grid := docx.Table{Lines: true, Heads: 1, Widths: t.shares(d.Page.TextWidth())}
	names := docx.Row{Whole: true}
	for _, c := range t.Columns {
		names.Cells = append(names.Cells, docx.Cell{Paragraphs: []docx.Paragraph{{Align: docx.Middle, Runs: []docx.Run{{Text: mark.Printable(c.Name, mostCellRunes), Bold: true}}}}})
	}
	grid.Rows = append(grid.Rows, names)
	rows := 0
	err := t.each(ctx, func(_ int, r Row) error {
		if rows++; rows > mostTextRows {
			return TooManyTextRows.About(mostTextRows)
		}
		grid.Rows = append(grid.Rows, t.textRow(r))
		return nil
	})
	if err != nil {
		return err
	}
	d.Blocks = append(t.textAbove(), grid)
	for _, said := range t.below(rows) {
		d.Blocks = append(d.Blocks, docx.Paragraph{Before: cellSize / 2, Runs: []docx.Run{{Text: said}}})
	}
	return docx.Write(ctx, to, d)
}

func (t Table) textRow(r Row) docx.Row {
	row := docx.Row{Whole: true}
	for i, cell := range r {
		said := docx.Text(mark.Printable(t.Columns[i].shown(cell), mostCellRunes))
		if t.Columns[i].Kind == Number {
			said.Align = docx.Right
		}
		row.Cells = append(row.Cells, docx.Cell{Paragraphs: []docx.Paragraph{said}})
	}
	return row
}

// textAbove is whose the table is, what it is, and what is told of it.
func (t Table) textAbove() []docx.Block {
	all := []docx.Block{
		docx.Paragraph{WithNext: true, Runs: []docx.Run{{Text: t.Of, Bold: true}}},
		docx.Paragraph{WithNext: true, Align: docx.Middle, Before: titleSize / 2, Runs: []docx.Run{{Text: t.Title, Bold: true, Size: titleSize}}},
	}
	for _, said := range t.above() {
		all = append(all, docx.Paragraph{WithNext: true, Align: docx.Middle, After: cellSize / 2, Runs: []docx.Run{{Text: mark.Printable(said, mostCellRunes)}}})
	}
	return all
}
