package mark

import (
	"fmt"
	"slices"

	"tram/local/office"
)

// The paper of a print copy cannot grow, and page one of a document in order
// leaves a band of some 13 mm above and below its text. Marks of print copies
// therefore take flatter shapes too, in which short lines share a row.
const (
	packGapPt   = 5 * office.PointsPerMM
	slimPt      = 8.0
	slimLeastPt = 7.0
)

var (
	packWidthsMM = []float64{120, 150, 180} // narrow first: it is taken where it is as flat
	slimWidthsMM = []float64{35, 25}        // of a slim line broken into rows, for a margin at the side
)

// PrintLayouts returns the shapes of a mark on a print copy, best first, as
// Layouts does for the other direction. Copies are set like all others: what
// Nghị định 30 asks of them stands in their Block.
func PrintLayouts(lines []string, sizePt float64, qr string) ([]Layout, error) {
	return layouts(office.Plain, lines, sizePt, qr, func(s setter) []words {
		return append(s.blocks(), s.packs()...)
	})
}

// SlimLayouts returns the shapes of the line that leads a page which follows
// back to its record: in one row, then smaller, then broken for a side margin.
// rows tells how many of them are one row.
func SlimLayouts(code office.LookupCode, number, pages int) (all []Layout, rows int) {
	line := fmt.Sprintf("Mã tra cứu: %s · Trang %d/%d", code, number, pages)
	for _, size := range []float64{slimPt, slimLeastPt} {
		if b, fits := (setter{office.TrueCopy, []string{line}, size}).stack(widestPt); fits {
			all = append(all, Layout{W: b.w, H: b.h, Texts: b.texts})
		}
	}
	rows = len(all)
	for _, mm := range slimWidthsMM {
		s := setter{office.TrueCopy, []string{line}, slimLeastPt}
		if b, fits := s.stack(mm * office.PointsPerMM); fits {
			all = append(all, Layout{W: b.w, H: b.h, Texts: b.texts})
		}
	}
	return all, rows
}

// packs sets the lines in rows that several share, none of them broken: with the
// title in a row of its own, then not.
func (s setter) packs() []words {
	var all []words
	rows := len(s.lines)
	for _, alone := range []bool{true, false} {
		for _, mm := range packWidthsMM {
			b, used, fits := s.pack(mm*office.PointsPerMM, alone)
			if fits && used < rows {
				all = append(all, b)
				rows = used
			}
		}
	}
	return all
}

// pack puts each line, whole, into the first row that has room for it.
func (s setter) pack(limit float64, titleAlone bool) (b words, rows int, fits bool) {
	var ends []float64
	for i, line := range s.lines {
		w := Width(line, s.size, s.isBold(i))
		if w > limit {
			return words{}, 0, false
		}
		row := slices.IndexFunc(ends, func(end float64) bool { return end+packGapPt+w <= limit })
		x := 0.0
		if row < 0 {
			row, ends = len(ends), append(ends, 0)
		} else {
			x = ends[row] + packGapPt
		}
		b.texts = append(b.texts, Text{X: x, Y: s.baseline(row), Size: s.size, Bold: s.isBold(i), S: line, Line: i})
		b.w = max(b.w, x+w)
		if ends[row] = x + w; i == 0 && titleAlone {
			ends[row] = limit
		}
	}
	b.h = s.baseline(len(ends)-1) + below*s.size
	return b, len(ends), len(b.texts) > 0
}
