package letter

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/rows"
)

// A form (biểu mẫu) has a head of its own: the office, below it the part of it that answers, the
// motto, a number and a day that may be known. Who signs it stands below, one at the right or two side
// by side.

// Sizes and distances of forms, in points.
const (
	leftShare  = 0.42 // of the width: what the name of the office takes
	ruleShare  = 0.4  // of the width of the name, which the line below it has
	headAir    = 6.0
	formAir    = 2.0
	titleFoot  = 3.0 // of letters: the empty line below a title
	codeModule = 0.5 * office.PointsPerMM
	dots       = "………………"
)

// Head is how a form begins.
type Head struct {
	Over   string    // the office, in capitals
	Desk   []string  // the part of it that answers, bold, a line each
	Number string    // with its notation; empty: it is left to be written
	Place  string    // empty: it is left to be written
	Day    time.Time // zero: it is left to be written
}

// DayWritten is a day as papers have it; of no day: room to write one.
func DayWritten(t time.Time) string {
	if t.IsZero() {
		return "ngày …… tháng …… năm ………"
	}
	return mark.OfficialDate(t)
}

// MomentWritten is an hour of a day as papers have it; of no time: room to write one.
func MomentWritten(t time.Time) string {
	if t.IsZero() {
		return "…… giờ …… phút, " + DayWritten(t)
	}
	return t.In(office.VietNam).Format("15 giờ 04 phút, ") + DayWritten(t)
}

// Begin begins a form.
func Begin(h Head, title string) *Paper {
	p := &Paper{Title: title, set: rows.Setter{Width: Width(), Size: textSize}, gap: formAir}
	h.set(&p.set)
	p.titled = len(p.set.Rows)
	for i, words := range mark.Lines(title, titleSize, true, p.set.Width) {
		p.set.Centred(titleSize, wideAir*float64(1-min(i, 1)), words)
	}
	p.set.Add(rows.Row{Size: titleFoot})
	return p
}

// LayOut is the head alone, of a width in points: what stands above a table.
func (h Head) LayOut(width float64) mark.Layout {
	set := rows.Setter{Width: width, Size: textSize}
	h.set(&set)
	return rows.LayOut(set.Rows, width)
}

// set sets the head: the office at the left, the motto at the right, a line below each; then the
// number and the day.
func (h Head) set(set *rows.Setter) {
	half := set.Width * leftShare
	var lefts []rows.Piece
	for _, words := range mark.Lines(strings.ToUpper(mark.Printable(h.Over, nameRunes)), headSize, false, half) {
		lefts = append(lefts, rows.Middle(0, half, words, headSize, false))
	}
	for _, desk := range h.Desk {
		for _, words := range mark.Lines(mark.Printable(desk, nameRunes), headSize, true, half) {
			lefts = append(lefts, rows.Middle(0, half, words, headSize, true))
		}
	}
	motto := []rows.Piece{
		rows.Middle(half, set.Width, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", headSize, true), rows.Middle(half, set.Width, "Độc lập - Tự do - Hạnh phúc", headSize, true),
	}
	for i := range max(len(lefts), len(motto)) {
		r := rows.Row{Size: headSize, Keep: true}
		if i < len(lefts) {
			r.Pieces = append(r.Pieces, lefts[i])
		}
		if i < len(motto) {
			r.Pieces = append(r.Pieces, motto[i])
		}
		if i == len(lefts)-1 {
			r.Under = append(r.Under, rows.Span{From: half * (1 - ruleShare) / 2, To: half * (1 + ruleShare) / 2})
		}
		if i == len(motto)-1 {
			r.Under = append(r.Under, rows.Span{From: motto[i].X, To: motto[i].X + mark.Width(motto[i].S, headSize, true)})
		}
		set.Add(r)
	}
	set.Add(rows.Row{Size: headSize, Before: headAir, Keep: true, Pieces: []rows.Piece{
		rows.Middle(0, half, "Số: "+cmp.Or(h.Number, "……/……"), headSize, false),
		rows.MiddleSlanted(half, set.Width, cmp.Or(h.Place, "…………")+", "+DayWritten(h.Day), headSize),
	}})
}

// Coded sets a QR code at the right edge, beside the title and the line below it. It fails with
// mark.CodeTooLong.
func (p *Paper) Coded(text string) error {
	code, side, err := mark.NewCode(text, codeModule)
	if err != nil {
		return err
	}
	p.set.Rows[p.titled].Code = &rows.Code{X: p.set.Width - side, Is: *code}
	return nil
}

// Pair sets two names and values beside each other, or below each other where they have no room; what
// is empty is left to be written by hand.
func (p *Paper) Pair(name, value, other, otherValue string) {
	left, right := named(name, value), named(other, otherValue)
	half := p.set.Width / 2
	if mark.Width(left, textSize, false) > half-air || mark.Width(right, textSize, false) > half {
		p.Para(left)
		p.Para(right)
		return
	}
	p.set.Add(rows.Row{Size: textSize, Before: p.gap, Pieces: []rows.Piece{{S: left}, {X: half, S: right}}})
}

func named(name, value string) string {
	return name + ": " + mark.Printable(cmp.Or(value, dots), saidRunes)
}

// Numbered sets a list that is counted from 1; of nothing: some numbers to write behind.
func (p *Paper) Numbered(all []string, blanks int) {
	if len(all) == 0 {
		all = make([]string, blanks)
	}
	for i, words := range all {
		p.Para(fmt.Sprintf("%d. %s", i+1, cmp.Or(words, dots+dots+dots)))
	}
}

// Addressed sets a line in the middle: to whom a paper goes.
func (p *Paper) Addressed(words string) {
	for i, line := range mark.Lines(mark.Printable(words, nameRunes+len(dots)), textSize, false, p.set.Width) {
		p.set.Within(0, p.set.Width, line, false, wideAir*float64(1-min(i, 1)))
	}
}

// Small sets a paragraph in small letters.
func (p *Paper) Small(words string) {
	p.set.Text(smallSize, false, 0, mark.Printable(words, saidRunes))
}

// Slanted sets a paragraph in italics.
func (p *Paper) Slanted(words string) {
	from := len(p.set.Rows)
	p.Para(words)
	for _, r := range p.set.Rows[from:] {
		for i := range r.Pieces {
			r.Pieces[i].Italic = true
		}
	}
}

// Kept keeps the last line on the page of what follows: nobody signs an empty sheet.
func (p *Paper) Kept() { p.set.Rows[len(p.set.Rows)-1].Keep = true }

// Signer is who signs a form, and how.
type Signer struct {
	As   string   // in capitals
	How  []string // below it, in italics
	Name string   // empty: it is written by hand
}

// SignedBy leaves room for two who sign side by side; one that is nobody: for the other alone.
func (p *Paper) SignedBy(left, right Signer) {
	from, half := len(p.set.Rows), p.set.Width/2
	sides := []struct {
		from, to float64
		is       Signer
	}{{0, half, left}, {half, p.set.Width, right}}
	var as, how, names [2][]rows.Piece
	for i, side := range sides {
		inner := side.to - side.from - air
		for _, words := range mark.Lines(side.is.As, textSize, true, inner) {
			as[i] = append(as[i], rows.Middle(side.from, side.to, words, textSize, true))
		}
		for _, said := range side.is.How {
			for _, words := range mark.Lines(said, smallSize, false, inner) {
				how[i] = append(how[i], rows.MiddleSlanted(side.from, side.to, words, smallSize))
			}
		}
		for _, words := range mark.Lines(mark.Printable(side.is.Name, nameRunes), textSize, true, inner) {
			names[i] = append(names[i], rows.Middle(side.from, side.to, words, textSize, true))
		}
	}
	p.beside(as, textSize, wideAir)
	p.beside(how, smallSize, 0)
	p.names = len(p.set.Rows)
	p.beside(names, textSize, toSign)
	p.set.KeepFrom(from)
	p.set.Rows[len(p.set.Rows)-1].Keep = false
}

// SignRoom is where the one at the right has room to sign: the page, from 0, and left, top, right and
// bottom in points from its upper left corner. false: nobody signs.
func (p *Paper) SignRoom() (page int, rect [4]float64, is bool) { return p.signRoom(1) }

// OtherSignRoom is where the one at the left has room to sign, as SignRoom tells it.
func (p *Paper) OtherSignRoom() (page int, rect [4]float64, is bool) { return p.signRoom(0) }

// signRoom is where one has room to sign: 0 at the left, 1 at the right.
func (p *Paper) signRoom(side float64) (page int, rect [4]float64, is bool) {
	before := 0 // rows on the pages before
	for n, on := range paginated(p.set.Rows) {
		again := 0
		if before < len(p.set.Rows) {
			again = len(p.set.Rows[before].Again)
		}
		at := again + p.names - before
		if p.names > 0 && at > 0 && at < len(on) {
			left, top := marginLeft*office.PointsPerMM+side*p.set.Width/2, marginTop*office.PointsPerMM+rowsHigh(on[:at])
			return n, [4]float64{left + air, top, left + p.set.Width/2 - air, top + on[at].Before}, true
		}
		before += len(on) - again
	}
	return 0, rect, false
}

// beside sets two columns of lines, with air above; of none a line that is empty.
func (p *Paper) beside(columns [2][]rows.Piece, size, before float64) {
	for i := range max(1, len(columns[0]), len(columns[1])) {
		r := rows.Row{Size: size}
		for _, column := range columns {
			if i < len(column) {
				r.Pieces = append(r.Pieces, column[i])
			}
		}
		if i == 0 {
			r.Before = before
		}
		p.set.Add(r)
	}
}
