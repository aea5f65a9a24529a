package arrivalstamp

import (
	"errors"
	"strings"

	"tram/local/mark"
	"tram/local/office"
)

// Facts are what the register holds of a document that came in.
type Facts struct {
	Office string // whose stamp it is, in full
	Number string // số đến as it is written: 05
	Day    string // ngày đến: 23/11/2026
	To     string // đơn vị hoặc người nhận; empty: nobody is named yet
}

// The size of the stamp in millimetres.
const (
	WidthMM  = 50.0
	HeightMM = 35.0
)

// Where things stand in the stamp, in millimetres from its top left, and the sizes of its letters
// in points.
const (
	framePt  = 1.0
	airMM    = 1.5  // between the frame and the letters
	headMM   = 9.0  // height of the part with the name of the office
	wordMM   = 14.0 // width of the part with the word ĐẾN
	numberMM = 14.8 // baselines
	wordAtMM = 17.8
	dayMM    = 21.0
	toMM     = 25.7
	fileMM   = 33.2

	wordPt, factPt, filePt = 15.0, 12.0, 10.0
	rowGap                 = 1.15 // between rows of one field, in sizes
)

// Sizes that the letters of a long name or of many recipients shrink to, in points.
var (
	headPts = []float64{10.5, 9.5, 8.5, 7.5, 6.5}
	toPts   = []float64{10, 9, 8, 7}
)

const (
	mostOffice = 200 // letters that are set
	mostTo     = 200
	headRows   = 3
	toRows     = 2
	open       = "…"
)

// Layout sets the stamp.
func Layout(f Facts) (mark.Layout, error) {
	if strings.TrimSpace(f.Office) == "" || f.Number == "" || f.Day == "" {
		return mark.Layout{}, errors.New("a stamp without the office, the number or the day")
	}
	s := &setting{Layout: mark.Layout{W: WidthMM * office.PointsPerMM, H: HeightMM * office.PointsPerMM}}
	s.frame()
	s.head(mark.Printable(strings.ToUpper(mark.Tidy(f.Office)), mostOffice))
	s.word()
	s.fact(wordMM, numberMM, "Số:", f.Number, factPt)
	s.fact(wordMM, dayMM, "Ngày:", f.Day, factPt)
	s.to(mark.Printable(mark.Tidy(f.To), mostTo))
	s.fact(airMM, fileMM, "Số và ký hiệu HS:", "", filePt)
	return s.Layout, nil
}

// setting is a stamp as it is set, line by line.
type setting struct {
	mark.Layout
	line int
}

func (s *setting) put(x, y, size float64, bold bool, words string) {
	s.Texts = append(s.Texts, mark.Text{X: x, Y: y, Size: size, Bold: bold, S: words, Line: s.line})
}

// frame draws the border and the line below the name of the office.
func (s *setting) frame() {
	s.Rules = []mark.Rule{
		{W: s.W, Thick: framePt}, {Y: s.H - framePt, W: s.W, Thick: framePt}, {Y: headMM * office.PointsPerMM, W: s.W, Thick: framePt},
		{W: framePt, Thick: s.H}, {X: s.W - framePt, W: framePt, Thick: s.H},
	}
}

// head sets the name of the office in the middle of its part, as large as it fits.
func (s *setting) head(name string) {
	limit := s.W - 2*airMM*office.PointsPerMM
	high := headMM*office.PointsPerMM - 2*framePt
	rows, size := named(name, limit, high)
	top := framePt + (high-float64(len(rows))*rowGap*size)/2
	for i, row := range rows {
		s.put((s.W-mark.Width(row, size, true))/2, top+(float64(i)*rowGap+0.9)*size, size, true, row)
	}
	s.line++
}

func (s *setting) word() {
	const word = "ĐẾN"
	s.put((wordMM*office.PointsPerMM-mark.Width(word, wordPt, true))/2, wordAtMM*office.PointsPerMM, wordPt, true, word)
	s.line++
}

// fact sets one field in a row, dotted where it is open.
func (s *setting) fact(xMM, yMM float64, label, value string, size float64) {
	x, y := xMM*office.PointsPerMM, yMM*office.PointsPerMM
	s.put(x, y, size, true, label)
	from := x + mark.Width(label+" ", size, true)
	if value == "" {
		value = dots(s.W-airMM*office.PointsPerMM-from, size)
	}
	s.put(from, y, size, false, value)
	s.line++
}

// to sets who gets the document, in two rows where one is too short; what has no room there is
// left out, and an ellipsis says so.
func (s *setting) to(who string) {
	const label = "Chuyển:"
	if who == "" {
		s.fact(airMM, toMM+airMM, label, "", filePt)
		return
	}
	x := airMM * office.PointsPerMM
	var rows []string
	var size float64
	for _, size = range toPts {
		limit := s.W - 2*x - mark.Width(label+" ", size, true)
		if rows = mark.Lines(who, size, false, limit); len(rows) == 1 || len(rows) <= toRows && size < toPts[0] {
			break
		}
	}
	from := x + mark.Width(label+" ", size, true)
	rows = shortened(rows, size, s.W-x-from)
	y := toMM * office.PointsPerMM
	if len(rows) == 1 {
		y += airMM * office.PointsPerMM
	}
	s.put(x, y, size, true, label)
	for i, row := range rows {
		s.put(from, y+float64(i)*rowGap*size, size, false, row)
	}
	s.line++
}

// named breaks the name of an office into even rows at the greatest size at which it fits; what
// does not fit at the least is left out.
func named(name string, limit, high float64) (rows []string, size float64) {
	for _, size = range headPts {
		rows, whole := mark.Rows(name, size, true, limit)
		if whole && len(rows) <= headRows && float64(len(rows))*rowGap*size <= high {
			return rows, size
		}
	}
	rows = mark.Lines(name, size, true, limit)
	return rows[:min(len(rows), headRows)], size
}

// shortened keeps as many rows as there is room for.
func shortened(rows []string, size, limit float64) []string {
	if len(rows) <= toRows {
		return rows
	}
	rows = rows[:toRows]
	last := []rune(rows[toRows-1])
	for len(last) > 0 && mark.Width(string(last)+open, size, false) > limit {
		last = last[:len(last)-1]
	}
	rows[toRows-1] = strings.TrimRight(string(last), " ,;") + open
	return rows
}

// dots fill a length in points.
func dots(long, size float64) string {
	return strings.Repeat(open, max(1, int(long/mark.Width(open, size, false))))
}
