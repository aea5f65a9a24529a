// Package letter sets a paper of the office as Nghị định 30 asks of one: its head, its title,
// what it says, and room to sign and seal.
package letter

import (
	"crypto/sha256"
	"io"
	"strconv"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/rows"
)

// A4 with the margins of Nghị định 30, Phụ lục I, in millimetres, and its letters, in points.
const (
	marginTop    = 20
	marginBottom = 20
	marginLeft   = 30
	marginRight  = 15
	pageNumberAt = 12 // from the upper edge
	footBelow    = 5  // from the end of the text to the line at the foot

	textSize  = 13.0
	headSize  = 12.0
	titleSize = 14.0
	smallSize = 11.0
	air       = 4.0
	wideAir   = 10.0
	toSign    = 60.0 // of room
	nameRunes = 300
	saidRunes = 4000
)

// Paper is one sheet, or several, before it is written.
type Paper struct {
	Title string
	set   rows.Setter

	gap    float64 // points of air between what stands below each other
	titled int     // the row of a form on which its title begins
	names  int     // the row with the names of who signs; 0: there is none
}

// Of says whose paper it is, and when it is made.
type Of struct {
	Office string
	At     time.Time
}

// New begins a paper: the name of the office, the national motto, room for number and day,
// the title.
func New(of Of, title string) *Paper {
	p := &Paper{Title: title, set: rows.Setter{Width: Width(), Size: textSize}, gap: air}
	half := p.set.Width * 0.42
	line := func(left, right string, leftBold, rightBold bool) {
		lefts := mark.Lines(left, headSize, leftBold, half)
		for i := range max(len(lefts), 1) {
			var pieces []rows.Piece
			if i < len(lefts) {
				pieces = append(pieces, rows.Middle(0, half, lefts[i], headSize, leftBold))
			}
			if i == 0 {
				pieces = append(pieces, rows.Middle(half, p.set.Width, right, headSize, rightBold))
			}
			p.set.Add(rows.Row{Size: headSize, Pieces: pieces})
		}
	}
	line(strings.ToUpper(mark.Printable(of.Office, nameRunes)), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", true, true)
	line("", "Độc lập - Tự do - Hạnh phúc", false, true)
	line("Số: ……/……", "………, ngày … tháng … năm ……", false, false)
	for i, words := range mark.Lines(title, titleSize, true, p.set.Width) {
		p.set.Centred(titleSize, wideAir*float64(1-min(i, 1)), words)
	}
	return p
}

// Field sets a name and a value; what is empty is left to be written by hand.
func (p *Paper) Field(name, value string) {
	if value == "" {
		value = dots
	}
	p.set.Para(name+": "+mark.Printable(value, saidRunes), 0, p.gap)
}

// Heading begins a section.
func (p *Paper) Heading(words string) { p.set.Heading(words, textSize, wideAir) }

// Para sets a paragraph.
func (p *Paper) Para(words string) { p.set.Para(mark.Printable(words, saidRunes), 0, p.gap) }

// Signed leaves room to sign and lists who gets the paper.
func (p *Paper) Signed(who string, recipients []string) {
	from, half := len(p.set.Rows), p.set.Width/2
	p.set.Within(half, p.set.Width, who, true, wideAir)
	p.set.Within(half, p.set.Width, "(Ký tên, đóng dấu)", false, 0)
	p.set.Add(rows.Row{Size: smallSize, Before: toSign, Pieces: []rows.Piece{{S: "Nơi nhận:", Bold: true}}})
	for _, to := range recipients {
		p.set.Add(rows.Row{Size: smallSize, Pieces: []rows.Piece{{S: "- " + mark.Printable(to, nameRunes) + ";"}}})
	}
	p.set.Add(rows.Row{Size: smallSize, Pieces: []rows.Piece{{S: "- Lưu: VT."}}})
	p.set.KeepFrom(from)
	p.set.Rows[len(p.set.Rows)-1].Keep = false
}

// Pages writes rows on A4 sheets with the margins of Nghị định 30, and tells how many there
// are. beside is what else a page bears, and how far below its upper edge, in millimetres;
// without words it is nothing.
func Pages(w io.Writer, about pdf.About, all []rows.Row, beside func(page, of int) (words mark.Layout, y float64)) (pages int, err error) {
	a4 := office.Papers["A4"]
	out := pdf.NewWriter(w, about)
	each := paginated(all)
	for i, page := range each {
		sheet := out.Sheet(a4[0]*office.PointsPerMM, a4[1]*office.PointsPerMM)
		if err := out.Text(sheet, rows.LayOut(page, Width()), marginLeft, marginTop); err != nil {
			return 0, err
		}
		words, y := beside(i+1, len(each))
		if len(words.Texts) == 0 {
			continue
		}
		if err := out.Text(sheet, words, marginLeft, y); err != nil {
			return 0, err
		}
	}
	return len(each), out.Close()
}

// paginated breaks rows into the pages that Pages writes.
func paginated(all []rows.Row) [][]rows.Row {
	return rows.Paginate(all, (office.Papers["A4"][1]-marginTop-marginBottom)*office.PointsPerMM)
}

// rowsHigh is how high rows at the head of a page are, in points.
func rowsHigh(all []rows.Row) float64 { return rows.LayOut(all, Width()).H }

// FootAt is how far below the upper edge a line at the foot of a page stands, in millimetres.
func FootAt() float64 { return office.Papers["A4"][1] - marginBottom + footBelow }

// Write makes the paper as a PDF.
func (p *Paper) Write(w io.Writer, of Of) error {
	id := sha256.Sum256([]byte(of.Office + "\n" + p.Title + "\n" + of.At.UTC().Format(time.RFC3339Nano))) // the same paper is the same bytes
	about := pdf.About{ID: [16]byte(id[:16]), Title: p.Title, Author: of.Office, Created: of.At.In(office.VietNam)}
	_, err := Pages(w, about, p.set.Rows, func(page, _ int) (mark.Layout, float64) {
		if page == 1 { // the first page bears no number
			return mark.Layout{}, 0
		}
		number := rows.Setter{Width: p.set.Width, Size: textSize}
		number.Within(0, p.set.Width, strconv.Itoa(page), false, 0)
		return rows.LayOut(number.Rows, p.set.Width), pageNumberAt
	})
	return err
}

// Width is that of the text, in points.
func Width() float64 {
	return (office.Papers["A4"][0] - marginLeft - marginRight) * office.PointsPerMM
}
