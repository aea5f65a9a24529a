package table

import (
	"fmt"

	"tram/local/mark"
	"tram/local/office"
)

// Form (mẫu) is a table as a decree draws it: A4 on its short side, columns as wide as the decree
// says, their numbers below their names.
type Form struct {
	Fronts []mark.Layout // whole sheets before the table: a cover
	Bare   bool          // the pages bear the table alone: what it is stands on the sheets before
	Aside  bool          // what is too long for the last column, of notes, stands below the table on paper
}

// paper is a sheet with its margins, in millimetres.
type paper struct{ width, height, left, right float64 }

func (t Table) paper() paper {
	a4 := office.Papers["A4"]
	if t.Form == nil {
		return paper{a4[1], a4[0], marginLeft, marginRight}
	}
	total := 0.0
	for _, c := range t.Columns {
		total += c.Width
	}
	right := min(marginRight, (a4[0]-total)/3) // so that twice as much is left where it is bound
	return paper{a4[0], a4[1], a4[0] - total - right, right}
}

// mostNoteLines is how deep a note may make its row, in lines, before it is set below the table.
const mostNoteLines = 8

// aside sets a note that is too long for its column below the table, under a number that its cell names.
func (p *pages) aside(cells []lines, r Row) {
	last := len(cells) - 1
	if p.t.Form == nil || !p.t.Form.Aside || len(cells[last]) <= max(mostNoteLines, deepest(cells[:last])) {
		return
	}
	n := len(p.notes) + 1
	p.notes = append(p.notes, fmt.Sprintf("Chú thích %d: %s", n, p.t.Columns[last].shown(r[last])))
	cells[last] = p.wrapped(last, fmt.Sprintf("Xem chú thích %d", n), false)
}

// numbered is the row of the columns' numbers: (1), (2)…
func numbered(columns int) []lines {
	row := make([]lines, columns)
	for i := range row {
		row[i] = lines{columnNumber(i)}
	}
	return row
}

func columnNumber(i int) string { return fmt.Sprintf("(%d)", i+1) }

// fronts writes the sheets before the table.
func (p *pages) fronts() error {
	if p.t.Form == nil {
		return nil
	}
	for _, l := range p.t.Form.Fronts {
		sheet := p.out.Sheet(p.paper.width*office.PointsPerMM, p.paper.height*office.PointsPerMM)
		p.front++
		if err := p.out.Text(sheet, l, 0, 0); err != nil {
			return err
		}
	}
	return nil
}
