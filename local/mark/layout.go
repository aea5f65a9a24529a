package mark

import "tram/local/office"

// Layout is one shape of a mark, ready to be drawn: measures in points, origin
// at the top left, y growing downwards. All that is drawn lies inside W by H,
// the quiet zone of the code included.
type Layout struct {
	W, H  float64
	Texts []Text
	Rules []Rule
	Code  *Code // nil: no QR code
}

// Text is one run of letters of Liberation Serif, in black.
type Text struct {
	X, Y float64 // start of the baseline
	Size float64 // of the letters
	Bold bool
	S    string // NFC; every rune has a glyph

	Italic bool // as Nghị định 30 asks of a date

	// Line tells which composed line this is a part of, from 0. A long line is
	// wrapped into several texts: joined with one space they give it again.
	Line int
}

// Rule is a black horizontal line, edge to edge.
type Rule struct {
	X, Y     float64 // its top left corner
	W, Thick float64
}

// Code is a QR code as black squares, so that it prints at any resolution.
type Code struct {
	X, Y   float64  // top left corner of the first module
	Module float64  // side of a module
	Bits   [][]bool // rows from the top, true is black, without quiet zone
}

// SizeMM is the width and height of the layout on paper, in millimetres.
func (l Layout) SizeMM() (w, h float64) {
	return l.W / office.PointsPerMM, l.H / office.PointsPerMM
}

// Lines joins the texts into the lines that were composed.
func (l Layout) Lines() []string {
	var lines []string
	for i, t := range l.Texts {
		if i > 0 && l.Texts[i-1].Line == t.Line {
			lines[len(lines)-1] += " " + t.S
			continue
		}
		lines = append(lines, t.S)
	}
	return lines
}
