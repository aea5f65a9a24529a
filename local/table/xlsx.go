package table

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"tram/local/mark"
	"tram/local/office"
)

// The workbook is written part by part straight to where it goes: a library that
// gathers it first would leave rows with personal data in the folder for temporary
// files when the program is killed.

// mostSheetRows is how many rows a sheet can have.
const mostSheetRows = 1 << 20

// Styles by their place in styles.xml.
const (
	plainCell = iota
	boldCell
	headCell
	textCell
	numberCell
	dayCell
	momentCell
	struckCell
)

var cellStyles = map[Kind]int{Text: textCell, Number: numberCell, Day: dayCell, Moment: momentCell}

// XLSX writes the table as a workbook with one sheet. Texts stay texts: what begins
// with “=” is no formula. It fails with TooManyRows.
func (t Table) XLSX(ctx context.Context, to io.Writer) error {
	z := zip.NewWriter(to)
	headAt := 2 + len(t.above()) + 1 // row of the columns' names
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", relations},
		{"docProps/core.xml", t.coreXML()},
		{"xl/workbook.xml", workbookXML(headAt, headAt+t.headRows()-1)}, {"xl/_rels/workbook.xml.rels", workbookRelations}, {"xl/styles.xml", styles},
	} {
		w, err := t.part(z, part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, part.content); err != nil {
			return err
		}
	}
	w, err := t.part(z, "xl/worksheets/sheet1.xml")
	if err != nil {
		return err
	}
	s := sheet{w: bufio.NewWriterSize(w, 64<<10), t: t}
	if err := s.write(ctx, headAt); err != nil {
		return err
	}
	return errors.Join(s.w.Flush(), z.Close())
}

func (t Table) part(z *zip.Writer, name string) (io.Writer, error) {
	return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: t.At})
}

// sheet writes the rows of the one sheet.
type sheet struct {
	w   *bufio.Writer
	t   Table
	row int // the row that is written, from 1
}

func (s *sheet) write(ctx context.Context, headAt int) error {
	headEnd, fit := headAt+s.t.headRows()-1, 1
	if s.t.Form != nil {
		fit = 0
	}
	fmt.Fprintf(s.w, sheetOpening, fit, headEnd, headEnd+1)
	for i, width := range s.t.letters() {
		fmt.Fprintf(s.w, `<col min="%d" max="%d" width="%.2f" customWidth="1"/>`, i+1, i+1, width)
	}
	s.w.WriteString(`</cols><sheetData>`)
	s.line(boldCell, s.t.Of)
	s.line(boldCell, s.t.Title)
	for _, said := range s.t.above() {
		s.line(plainCell, said)
	}
	s.names()
	rows := 0
	err := s.t.each(ctx, func(n int, r Row) error {
		rows++
		return s.cells(r)
	})
	if err != nil {
		return err
	}
	last := s.row
	for _, said := range s.t.below(rows) {
		s.line(plainCell, said)
	}
	_, err = fmt.Fprintf(s.w, sheetClosing, headEnd, columnName(len(s.t.Columns)-1), last, s.t.merged(headAt)+s.t.printed())
	return err
}

// names writes the row of the columns' names, and on a form that of their numbers, or else that of
// their groups above.
func (s *sheet) names() {
	for row := range s.t.headRows() {
		heads := make(Row, len(s.t.Columns))
		for i, c := range s.t.Columns {
			heads[i] = []string{c.Name, columnNumber(i)}[row]
			if s.t.grouped() {
				heads[i] = s.t.headOf(i, row)
			}
		}
		s.beginHigh(heads, true)
		for i, head := range heads {
			s.text(i, headCell, head.(string))
		}
		s.w.WriteString("</row>")
	}
}

// line is a row with one text.
func (s *sheet) line(style int, said string) {
	s.begin()
	s.text(0, style, said)
	s.w.WriteString("</row>")
}

func (s *sheet) begin() {
	s.row++
	fmt.Fprintf(s.w, `<row r="%d">`, s.row)
}

// beginHigh begins a row that is as high as its words need: on a form it is printed as it is, and
// not every program makes room for wrapped words by itself.
func (s *sheet) beginHigh(r Row, bold bool) {
	if s.t.Form == nil {
		s.begin()
		return
	}
	most := 1
	for i, cell := range r {
		c, deep := s.t.Columns[i], 0
		for part := range strings.Lines(c.shown(cell)) {
			deep += max(1, len(mark.Lines(part, sheetLetters, bold, c.Width*office.PointsPerMM-sheetAir)))
		}
		most = max(most, deep)
	}
	s.row++
	fmt.Fprintf(s.w, `<row r="%d" ht="%g">`, s.row, min(float64(most)*sheetLine, highestRow))
}

func (s *sheet) cells(r Row) error {
	if s.row > mostSheetRows-100 { // the lines below the last row have their room
		return TooManyRows
	}
	s.beginHigh(r, false)
	for i, cell := range r {
		s.cell(i, cell)
	}
	_, err := s.w.WriteString("</row>")
	return err
}

func (s *sheet) cell(i int, cell any) {
	style := cellStyles[s.t.Columns[i].Kind]
	switch v := cell.(type) {
	case nil:
	case string:
		if v != "" {
			s.text(i, style, v)
		}
	case Struck:
		if v != "" {
			s.text(i, struckCell, string(v))
		}
	case time.Time:
		if !v.IsZero() {
			s.number(i, style, serial(v, s.t.Columns[i].Kind))
		}
	case float64:
		s.number(i, style, strconv.FormatFloat(v, 'f', -1, 64))
	default:
		s.number(i, style, fmt.Sprint(v))
	}
}

func (s *sheet) text(i, style int, said string) {
	s.w.WriteString(`<c r="` + columnName(i) + strconv.Itoa(s.row) + `" s="` + strconv.Itoa(style) + `" t="inlineStr"><is><t xml:space="preserve">`)
	escape(s.w, fitting(said))
	s.w.WriteString(`</t></is></c>`)
}

func (s *sheet) number(i, style int, digits string) {
	s.w.WriteString(`<c r="` + columnName(i) + strconv.Itoa(s.row) + `" s="` + strconv.Itoa(style) + `"><v>` + digits + `</v></c>`)
}

// serial counts days since 30/12/1899, as it was in Việt Nam then: workbooks know
// no zones. A day has no hours.
func serial(t time.Time, k Kind) string {
	there := t.In(office.VietNam)
	year, month, day := there.Date()
	days := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
	if k == Moment {
		hour, minute, second := there.Clock()
		days += float64(hour*3600+minute*60+second) / (24 * 3600)
	}
	return strconv.FormatFloat(days, 'f', -1, 64)
}

// columnName is A…Z, AA…
func columnName(i int) string {
	if i < 0 {
		return ""
	}
	return columnName(i/26-1) + string(rune('A'+i%26))
}

// mostCell is how many UTF-16 units a cell can hold, less the words that tell what
// is missing.
const mostCell = 32_767 - 100

// fitting cuts a text that no cell could hold, and says so.
func fitting(s string) string {
	if len(s) <= mostCell { // a unit takes at least a byte
		return s
	}
	units := 0
	for at, r := range s {
		units++
		if r > 0xffff {
			units++
		}
		if units > mostCell {
			return s[:at] + fmt.Sprintf("… (còn %d ký tự, xem bản .json)", len([]rune(s[at:])))
		}
	}
	return s
}

// escape writes a text for XML. What XML cannot hold is shown by its number; what
// a spreadsheet would read as such a number ("_x0041_") keeps its letters.
func escape(w *bufio.Writer, s string) {
	for at, r := range s {
		switch {
		case r == '&':
			w.WriteString("&amp;")
		case r == '<':
			w.WriteString("&lt;")
		case r == '>':
			w.WriteString("&gt;")
		case r == '\r':
			w.WriteString("&#13;")
		case r == '_' && readAsNumber(s[at:]):
			w.WriteString("_x005F_")
		case r < ' ' && r != '\n' && r != '\t', r == 0xfffe, r == 0xffff:
			fmt.Fprintf(w, "[%U]", r)
		default:
			w.WriteRune(r)
		}
	}
}

// readAsNumber tells whether a text begins as "_x0041_" does.
func readAsNumber(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	return strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
