package letter

import (
	"strings"

	"tram/local/mark"
	"tram/local/rows"
)

// A small table on a paper: its words are wrapped, a row is not parted where a page can hold it, and
// its head stands on each page again.

// Sizes of a table, in points.
const (
	cellSize = 10.5
	cellAir  = 3.0 // between the words of a cell and its frame
	cellFoot = 3.0 // of letters: the empty line that ends a row
)

// Cell is what stands in one.
type Cell struct {
	Said   []Saying
	Bold   bool
	Middle bool // each line stands in the middle
}

// Saying is a line of a cell before it is wrapped. Lead is what it begins with, in bold.
type Saying struct{ Lead, Words string }

// Said is a cell of one line.
func Said(words string) Cell { return Cell{Said: []Saying{{Words: words}}} }

// CellRow is a row of cells. One that is kept stays with the next one.
type CellRow struct {
	Cells []Cell
	Keep  bool
}

// Table sets a table over the width of the text, whose columns share it.
func (p *Paper) Table(shares []float64, head []Cell, body []CellRow) {
	xs, total := []float64{0}, 0.0
	for _, s := range shares {
		total += s
	}
	for i, s := range shares {
		xs = append(xs, xs[i]+s/total*p.set.Width)
	}
	t := cellSetter{xs: xs}
	above := append([]rows.Row{{Size: cellFoot, Rule: true, Keep: true}}, t.row(CellRow{Cells: head, Keep: true})...)
	p.set.Rows = append(p.set.Rows, above...)
	for _, r := range body {
		for _, line := range t.row(r) {
			line.Again = above
			p.set.Add(line)
		}
	}
}

// cellSetter knows where columns begin, and the last one ends.
type cellSetter struct{ xs []float64 }

// row is one row of the table as rows on paper.
func (t cellSetter) row(r CellRow) (all []rows.Row) {
	columns, deep := make([][][]rows.Piece, len(r.Cells)), 1
	for i, c := range r.Cells {
		columns[i] = t.cell(i, c)
		deep = max(deep, len(columns[i]))
	}
	for n := range deep {
		line := rows.Row{Size: cellSize, Keep: true, Frame: t.xs}
		for _, c := range columns {
			if n < len(c) {
				line.Pieces = append(line.Pieces, c[n]...)
			}
		}
		all = append(all, line)
	}
	all[0].Before = cellAir
	return append(all, rows.Row{Size: cellFoot, Keep: r.Keep, Rule: true, Frame: t.xs})
}

// cell are the lines of one, each with its pieces.
func (t cellSetter) cell(column int, c Cell) (lines [][]rows.Piece) {
	left, right := t.xs[column]+cellAir, t.xs[column+1]-cellAir
	for _, s := range c.Said {
		lead := mark.Width(s.Lead, cellSize, true)
		wider := lead - mark.Width(s.Lead, cellSize, false)
		words := mark.Lines(strings.TrimSpace(s.Lead+" "+mark.Printable(s.Words, saidRunes)), cellSize, c.Bold, right-left-wider)
		if len(words) == 0 {
			lines = append(lines, nil) // an empty line
		}
		for i, line := range words {
			rest, led := strings.CutPrefix(line, s.Lead)
			if led = led && i == 0 && s.Lead != ""; !led {
				wider = 0
			}
			x := left
			if c.Middle {
				x += (right - left - wider - mark.Width(line, cellSize, c.Bold)) / 2
			}
			if !led {
				lines = append(lines, []rows.Piece{{X: x, S: line, Bold: c.Bold}})
				continue
			}
			pieces := []rows.Piece{{X: x, S: s.Lead, Bold: true}}
			if rest = strings.TrimSpace(rest); rest != "" {
				pieces = append(pieces, rows.Piece{X: x + lead + mark.Width(" ", cellSize, false), S: rest})
			}
			lines = append(lines, pieces)
		}
	}
	return lines
}
