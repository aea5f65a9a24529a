// Package rows sets lines of words one below the other and breaks them into pages: what
// a report, or the sheet of a day, is made of before it is a PDF.
package rows

import (
	"slices"

	"tram/local/mark"
)

// Row is one line on paper: pieces of text on one baseline. A row that is kept never
// stands last on a page while there is a next one.
type Row struct {
	Pieces []Piece
	Size   float64 // points
	Before float64 // points of air above, but not at the head of a page
	Keep   bool
	Rule   bool   // a thin line across the text, below the words
	Under  []Span // thin lines below some of the words
	Code   *Code  // beside the words, from the upper edge of the row down; nil: none. A page has one at most

	Frame []float64 // of a row of a table: where its upright lines stand, in points from the left margin
	Again []Row     // of a row of a table: what is set once more above it where it begins a page
}

// Piece is words of one row.
type Piece struct {
	X      float64 // points from the left margin
	S      string
	Bold   bool
	Italic bool
}

// Span is from where to where, in points from the left margin.
type Span struct{ From, To float64 }

// Code is a code at a place, in points from the left margin. It takes no room of its own.
type Code struct {
	X  float64
	Is mark.Code
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
// follows them, unless that would leave a page empty. A row of a table that begins a page
// has the head of the table above it.
func Paginate(rows []Row, height float64) [][]Row {
	var pages [][]Row
	from, y := 0, 0.0
	for i := 0; i < len(rows); i++ {
		need := rows[i].Height()
		if i > from {
			need += rows[i].Before
		} else {
			need = high(begun(rows[i : i+1]))
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
		pages = append(pages, begun(rows[from:end]))
		from, y = end, 0
		i = end - 1
	}
	return append(pages, begun(rows[from:]))
}

// begun are the rows of a page as they stand on it.
func begun(rows []Row) []Row {
	if len(rows) == 0 || len(rows[0].Again) == 0 {
		return rows
	}
	return slices.Concat(rows[0].Again, rows)
}

// high is the height of rows that stand at the head of a page, in points.
func high(rows []Row) (y float64) {
	for i, r := range rows {
		if i > 0 {
			y += r.Before
		}
		y += r.Height()
	}
	return y
}

// LayOut gives the rows of a page, of a width in points, their places.
func LayOut(rows []Row, width float64) mark.Layout {
	l := mark.Layout{W: width}
	for i, r := range rows {
		above := l.H
		if i > 0 {
			l.H += r.Before
		}
		if r.Code != nil {
			code := r.Code.Is
			code.X, code.Y = code.X+r.Code.X, code.Y+l.H
			l.Code = &code
		}
		l.H += r.Height()
		for _, p := range r.Pieces {
			l.Texts = append(l.Texts, mark.Text{X: p.X, Y: l.H - r.Size*descent, Size: r.Size, Bold: p.Bold, Italic: p.Italic, S: p.S, Line: len(l.Texts)})
		}
		for _, x := range r.Frame {
			l.Rules = append(l.Rules, mark.Rule{X: x, Y: above, W: thin, Thick: l.H - above})
		}
		for _, u := range r.Under {
			l.Rules = append(l.Rules, mark.Rule{X: u.From, Y: l.H, W: u.To - u.From, Thick: thin})
		}
		if last := i == len(rows)-1; r.Rule || last && len(r.Frame) > 0 {
			l.Rules = append(l.Rules, mark.Rule{Y: l.H, W: width, Thick: thin})
		}
	}
	return l
}
