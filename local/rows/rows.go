// Package rows sets lines of words one below the other and breaks them into pages: what
// a report, or the sheet of a day, is made of before it is a PDF.
package rows

import (
	"tram/local/mark"
)

// Row is one line on paper: pieces of text on one baseline. A row that is kept never
// stands last on a page while there is a next one.
type Row struct {
	Pieces []Piece
	Size   float64 // points
	Before float64 // points of air above, but not at the head of a page
	Keep   bool
	Rule   bool // a thin line across the text, below the words
}

// Piece is words of one row.
type Piece struct {
	X    float64 // points from the left margin
	S    string
	Bold bool
}

// A line is as high as its letters and the accents that stand on each other.
const (
	lineStep = 1.35 // of the letter size
	descent  = 0.3  // of the letter size: what hangs below the baseline
	thin     = 0.4  // points
)

// Height of a row in points, without the air above it.
func (r Row) Height() float64 { return r.Size * lineStep }

// Paginate breaks the rows into pages of a height in points. Kept rows go with what
// follows them, unless that would leave a page empty.
func Paginate(rows []Row, height float64) [][]Row {
	var pages [][]Row
	from, y := 0, 0.0
	for i := 0; i < len(rows); i++ {
		need := rows[i].Height()
		if i > from {
			need += rows[i].Before
		}
		if i == from || y+need <= height {
			y += need
			continue
		}
		end := i
		for end > from+1 && rows[end-1].Keep {
			end--
		}
		if rows[end-1].Keep {
			end = i // all of the page is one group
		}
		pages = append(pages, rows[from:end])
		from, y = end, 0
		i = end - 1
	}
	return append(pages, rows[from:])
}

// LayOut gives the rows of a page, of a width in points, their places.
func LayOut(rows []Row, width float64) mark.Layout {
	l := mark.Layout{W: width}
	for i, r := range rows {
		if i > 0 {
			l.H += r.Before
		}
		l.H += r.Height()
		for _, p := range r.Pieces {
			l.Texts = append(l.Texts, mark.Text{X: p.X, Y: l.H - r.Size*descent, Size: r.Size, Bold: p.Bold, S: p.S, Line: len(l.Texts)})
		}
		if r.Rule {
			l.Rules = append(l.Rules, mark.Rule{Y: l.H, W: width, Thick: thin})
		}
	}
	return l
}
