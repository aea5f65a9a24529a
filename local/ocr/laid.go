package ocr

import (
	"tram/local/office"
)

// apart is how many heights of a line lie between two columns that the program took for
// one line. Within a line that is spread to both margins words lie nearer.
const apart = 1.6

// leastSure is below which a line is taken for one that was not read.
const leastSure = 0.6

// Laid is the lines as they lie on a page of so many millimetres, columns apart. What the
// program itself doubts is left out: a wrong word that is offered may be taken.
func (t Text) Laid(page office.PageShape) (lines []office.TextLine) {
	if t.W < 1 || t.H < 1 {
		return nil
	}
	x, y := page.W/float64(t.W), page.H/float64(t.H)
	for _, l := range t.Lines {
		for _, part := range l.parts() {
			if part.Sure() < leastSure {
				continue
			}
			box := part.Box()
			lines = append(lines, office.TextLine{Text: part.String(), Box: [4]float64{
				float64(box.Min.X) * x, float64(box.Min.Y) * y, float64(box.Max.X) * x, float64(box.Max.Y) * y,
			}})
		}
	}
	return lines
}

// parts are the columns of a line.
func (l Line) parts() (parts []Line) {
	high := l.height()
	from := 0
	for i := 1; i <= len(l.Words); i++ {
		if i < len(l.Words) && float64(l.Words[i].Box.Min.X-l.Words[i-1].Box.Max.X) < apart*high {
			continue
		}
		parts = append(parts, Line{Words: l.Words[from:i], Block: l.Block})
		from = i
	}
	return parts
}

// height is that of its tallest word but for marks and stains: of all that reads as two
// letters or more.
func (l Line) height() (high float64) {
	for _, w := range l.Words {
		if len([]rune(w.S)) > 1 {
			high = max(high, float64(w.Box.Dy()))
		}
	}
	if high == 0 {
		return float64(l.Box().Dy())
	}
	return high
}
