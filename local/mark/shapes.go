package mark

import (
	"math"

	"tram/local/office"
)

// A mark may take several shapes of the same words, so that one of them fits
// the room that a page leaves. Measures in points unless the name says mm.
const (
	widestPt  = 180 * office.PointsPerMM // between the margins of an A4 sheet
	tallestPt = 260 * office.PointsPerMM
	leading   = 1.2  // from baseline to baseline, in sizes
	above     = 0.98 // from the top of a block to its first baseline: room for Ẫ
	below     = 0.28 // under the last baseline
	hanging   = 0.8  // indent of a wrapped row
	gutterPt  = 5 * office.PointsPerMM
	copyLines = 3 // that Nghị định 30 gives a copy: they stay one column
)

var stackWidthsMM = []float64{120, 95, 75, 60, 48}

// words is a block of text without a code.
type words struct {
	w, h  float64
	texts []Text
}

// setter sets lines of one form at one size.
type setter struct {
	form  office.Form
	lines []string
	size  float64
}

// Layouts returns the shapes of a mark, best first: at full size before
// smaller, compact before flat before narrow, with the QR code, where there is
// one, beside the words or below them. The copies of Nghị định 30 are always
// 10 pt and begin with the flat shape, whose three lines fit above the national
// motto. The same arguments give the same shapes: office.Spot names one by its
// index. At least one fits between the margins of an A4 sheet.
func Layouts(form office.Form, lines []string, sizePt float64, qr string) ([]Layout, error) {
	return layouts(form, lines, sizePt, qr, setter.blocks)
}

// layouts sets the lines at every size in each way that set knows.
func layouts(form office.Form, lines []string, sizePt float64, qr string, set func(setter) []words) ([]Layout, error) {
	if !settableSize(sizePt) {
		return nil, BadSize.About(sizePt)
	}
	bits, err := encode(qr)
	if err != nil {
		return nil, err
	}
	var all []Layout
	for _, size := range sizes(form, sizePt) {
		for _, block := range set(setter{form, lines, size}) {
			for _, l := range withCode(block, bits) {
				if l.W <= widestPt && l.H <= tallestPt {
					all = append(all, l)
				}
			}
		}
	}
	if len(all) == 0 {
		return nil, TooMuch
	}
	return all, nil
}

func sizes(form office.Form, sizePt float64) []float64 {
	if form.IsCopy() {
		return []float64{copySizePt}
	}
	all := []float64{sizePt}
	for s := math.Ceil(sizePt) - 1; s >= leastSizePt; s-- {
		all = append(all, s)
	}
	return all
}

// blocks sets the lines in every way that is worth trying.
func (s setter) blocks() []words {
	flat, isFlat := s.flat()
	var all []words
	if isFlat && s.form.IsCopy() {
		all = append(all, flat)
	}
	rows := 0
	for _, mm := range append([]float64{widestPt / office.PointsPerMM}, stackWidthsMM...) {
		b, fits := s.stack(mm * office.PointsPerMM)
		if !fits || len(b.texts) == rows {
			continue
		}
		all = append(all, b)
		rows = len(b.texts)
		if isFlat && !s.form.IsCopy() && len(all) == 1 {
			all = append(all, flat)
		}
	}
	return all
}

func (s setter) isBold(line int) bool { return line == 0 && !s.form.IsCopy() }

// stack sets the lines one below the other, no wider than the limit.
func (s setter) stack(limit float64) (words, bool) {
	hang := hanging * s.size
	var b words
	for i, line := range s.lines {
		rows, fits := wrap(line, s.size, s.isBold(i), limit, hang)
		if !fits {
			return words{}, false
		}
		for r, row := range rows {
			b.put(Text{X: hang * float64(min(r, 1)), Size: s.size, Bold: s.isBold(i), S: row, Line: i})
		}
	}
	return b, len(b.texts) > 0
}

// flat sets the lines in two columns, none of them wrapped: of a copy the three
// lines of Nghị định 30 on the left, of others the title across both.
func (s setter) flat() (words, bool) {
	first, left := 1, 1+len(s.lines)/2
	rightRow := first
	if s.form.IsCopy() {
		first, left = 0, copyLines
		rightRow = max(0, 2*copyLines-len(s.lines)) // both columns end together
	}
	if left >= len(s.lines) {
		return words{}, false
	}
	var b words
	column := func(from, to int, x float64, row int) (w float64) {
		for i := from; i < to; i++ {
			t := Text{X: x, Y: s.baseline(row + i - from), Size: s.size, Bold: s.isBold(i), S: s.lines[i], Line: i}
			b.texts = append(b.texts, t)
			w = max(w, Width(t.S, t.Size, t.Bold))
		}
		return w
	}
	title := column(0, first, 0, 0)
	leftW := column(first, left, 0, first)
	rightX := leftW + gutterPt
	b.w = max(title, rightX+column(left, len(s.lines), rightX, rightRow))
	b.h = s.baseline(max(left, rightRow+len(s.lines)-left)-1) + below*s.size
	return b, b.w <= widestPt
}

func (s setter) baseline(row int) float64 { return (above + leading*float64(row)) * s.size }

// put adds a row below the others.
func (b *words) put(t Text) {
	t.Y = (above + leading*float64(len(b.texts))) * t.Size
	b.texts = append(b.texts, t)
	b.w = max(b.w, t.X+Width(t.S, t.Size, t.Bold))
	b.h = t.Y + below*t.Size
}
