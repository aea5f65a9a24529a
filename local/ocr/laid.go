package ocr

import (
	"math"
	"slices"

	"tram/local/office"
)

// apart is how many heights of a line lie between two columns that the program took for
// one line. Within a line that is spread to both margins words lie nearer.
const apart = 1.6

// fewTurned is how many words in lines of two or more tell how a page lies.
const fewTurned = 8

// Read is what was read, in parts of the page.
func (t Text) Read() (lines []office.ReadLine) {
	if t.W < 1 || t.H < 1 {
		return nil
	}
	const steps = 1e5 // of a page: finer than its pixels
	part := func(at, of int) float64 { return math.Round(min(1, max(0, float64(at)/float64(of)))*steps) / steps }
	for _, l := range t.Lines {
		line := make(office.ReadLine, len(l.Words))
		for i, word := range l.Words {
			box := word.Box
			line[i] = office.ReadWord{S: word.S, Sure: word.Sure,
				Box: [4]float64{part(box.Min.X, t.W), part(box.Min.Y, t.H), part(box.Max.X, t.W), part(box.Max.Y, t.H)}}
		}
		lines = append(lines, line)
	}
	return lines
}

// Turned tells by how many quarters a page must be turned clockwise for what was read on it to
// run from left to right: whither on the page the words of a line follow each other. Of a page
// of few words it is 0: along the edge of a stamp they run anyhow.
func Turned(read []office.ReadLine) (quarters int) {
	var right, down float64
	words := 0
	for _, l := range read {
		if len(l) > 1 {
			words += len(l)
			from, to := l[0].Box, l[len(l)-1].Box
			right += to[0] + to[2] - from[0] - from[2]
			down += to[1] + to[3] - from[1] - from[3]
		}
	}
	switch {
	case words < fewTurned:
		return 0
	case down < -max(right, -right):
		return 1
	case down > max(right, -right):
		return 3
	case right < 0:
		return 2
	}
	return 0
}

// Laid is lines that were read as they lie on a page of so many millimetres, columns
// apart, each as sure as its least sure word. What the program hardly believes is left out.
func Laid(read []office.ReadLine, page office.PageShape) (lines []office.TextLine) {
	leans := leanOf(read, page)
	for _, l := range read {
		for _, part := range columns(l, page) {
			line := office.TextLine{Text: part.String(), Sure: 1, Read: true, Lean: leans}
			for i, w := range part {
				box := [4]float64{w.Box[0] * page.W, w.Box[1] * page.H, w.Box[2] * page.W, w.Box[3] * page.H}
				if i == 0 {
					line.Box = box
				}
				line.Box = [4]float64{min(line.Box[0], box[0]), min(line.Box[1], box[1]), max(line.Box[2], box[2]), max(line.Box[3], box[3])}
				line.Sure = min(line.Sure, w.Sure)
			}
			if line.Sure > leastKept {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// leanOf is the middle lean of the lines of a page that are long enough to tell.
func leanOf(read []office.ReadLine, page office.PageShape) float64 {
	const leastLong = 0.25 // of the width of the page
	var leans []float64
	for _, l := range read {
		if len(l) < 2 {
			continue
		}
		from, to := l[0].Box, l[len(l)-1].Box
		if long := to[0] + to[2] - from[0] - from[2]; long > 2*leastLong {
			leans = append(leans, (to[3]-from[3]+to[1]-from[1])*page.H/(long*page.W))
		}
	}
	if len(leans) == 0 {
		return 0
	}
	slices.Sort(leans)
	return leans[len(leans)/2]
}

// columns are the columns of a line.
func columns(l office.ReadLine, page office.PageShape) (parts []office.ReadLine) {
	high := heightOf(l) * page.H
	from := 0
	for i := 1; i <= len(l); i++ {
		if i < len(l) && (l[i].Box[0]-l[i-1].Box[2])*page.W < apart*high {
			continue
		}
		parts = append(parts, l[from:i])
		from = i
	}
	return parts
}

// heightOf is that which three of four of its words do not exceed, marks and stains not counted if
// there are others: a rule that is read as the end of a word makes that one taller.
func heightOf(l office.ReadLine) (high float64) {
	var all, marks []float64
	for _, w := range l {
		if len([]rune(w.S)) > 1 {
			all = append(all, w.Box[3]-w.Box[1])
		} else {
			marks = append(marks, w.Box[3]-w.Box[1])
		}
	}
	if len(all) == 0 {
		all = append(marks, 0)
	}
	slices.Sort(all)
	return all[len(all)*3/4]
}
