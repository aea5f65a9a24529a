package rows

import (
	"strings"

	"tram/local/mark"
)

// Setter (thợ xếp chữ) sets rows one below another, of a width in points. Sizes and
// distances are in points, too.
type Setter struct {
	Rows  []Row
	Width float64
	Size  float64 // of the letters of paragraphs
	Names float64 // width of the names of facts
}

// Add sets a row.
func (s *Setter) Add(r Row) { s.Rows = append(s.Rows, r) }

// Text sets lines of a size, without air above.
func (s *Setter) Text(size float64, bold bool, x float64, words string) {
	for _, line := range mark.Lines(words, size, bold, s.Width-x) {
		s.Add(Row{Pieces: []Piece{{X: x, S: line, Bold: bold}}, Size: size})
	}
}

// Para sets a paragraph.
func (s *Setter) Para(words string, x, before float64) {
	from := len(s.Rows)
	s.Text(s.Size, false, x, words)
	s.OpenUp(from, before)
}

// OpenUp puts air above the row at from, if there is one.
func (s *Setter) OpenUp(from int, before float64) {
	if from < len(s.Rows) {
		s.Rows[from].Before = before
	}
}

// KeepFrom keeps the rows from one on with what follows them.
func (s *Setter) KeepFrom(from int) {
	for i := from; i < len(s.Rows); i++ {
		s.Rows[i].Keep = true
	}
}

// Centred sets a bold line in the middle.
func (s *Setter) Centred(size, before float64, words string) {
	x := (s.Width - mark.Width(words, size, true)) / 2
	s.Add(Row{Pieces: []Piece{{X: x, S: words, Bold: true}}, Size: size, Before: before})
}

// Heading begins a section or a part of it, and stays with what follows.
func (s *Setter) Heading(words string, size, before float64) {
	from := len(s.Rows)
	s.Text(size, true, 0, words)
	s.OpenUp(from, before)
	s.KeepFrom(from)
}

// Fact sets a value beside its name; nothing where there is no value.
func (s *Setter) Fact(name, value string, before float64) {
	if value == "" {
		return
	}
	from := len(s.Rows)
	s.Text(s.Size, false, s.Names, value)
	s.Rows[from].Pieces = append([]Piece{{S: name + ":"}}, s.Rows[from].Pieces...)
	s.OpenUp(from, before)
}

// Marked sets a text at x beside a sign at the margin.
func (s *Setter) Marked(sign, words string, x, size float64, bold bool, before float64) {
	from := len(s.Rows)
	s.Text(size, bold, x, words)
	if from == len(s.Rows) {
		return
	}
	s.Rows[from].Pieces = append([]Piece{{S: sign, Bold: bold}}, s.Rows[from].Pieces...)
	s.OpenUp(from, before)
}

// Within sets a line in the middle of what lies between two places.
func (s *Setter) Within(from, to float64, words string, bold bool, before float64) {
	s.Add(Row{Pieces: []Piece{Middle(from, to, words, s.Size, bold)}, Size: s.Size, Before: before})
}

// Middle is words in the middle between two places.
func Middle(from, to float64, words string, size float64, bold bool) Piece {
	return Piece{X: from + (to-from-mark.Width(words, size, bold))/2, S: words, Bold: bold}
}

// MiddleSlanted is Middle in italics.
func MiddleSlanted(from, to float64, words string, size float64) Piece {
	return Piece{X: from + (to-from-mark.SlantedWidth(words, size))/2, S: words, Italic: true}
}

// Dashes draws a line of dashes across the page, of a size.
func (s *Setter) Dashes(size, before float64) {
	const dash = "─"
	n := int(s.Width / mark.Width(dash, size, false))
	s.Add(Row{Pieces: []Piece{{S: strings.Repeat(dash, n)}}, Size: size, Before: before})
}
