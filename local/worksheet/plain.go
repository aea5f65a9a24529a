package worksheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// plain reads a text whose cells stand between signs.
func (r *reading) plain(from io.Reader) (Book, error) {
	raw, err := io.ReadAll(from)
	if err != nil {
		return Book{}, err
	}
	text, err := decoded(raw)
	if err != nil {
		return Book{}, r.broken(err)
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return Book{}, Unknown.About(r.name)
	}
	sign, text := separator(lined(text))
	lines := csv.NewReader(bytes.NewReader(text))
	lines.Comma, lines.FieldsPerRecord = sign, -1
	sheet := Sheet{}
	for {
		record, err := lines.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return Book{Sheets: []Sheet{sheet}, Typed: true}, nil
		case errors.As(err, &wrong):
			return Book{}, Quotes.About(r.name, wrong.StartLine).Because(err)
		case err != nil:
			return Book{}, err
		}
		at, _ := lines.FieldPos(0)
		if err := r.take(&sheet, at, record); err != nil {
			return Book{}, err
		}
	}
}

// lined is a text whose lines end as they do on most systems: old ones end them with a return alone,
// which is a sign like others to whoever parts cells. What stands in quotes stays.
func lined(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	quoted := false
	for i, sign := range text {
		switch {
		case sign == '"':
			quoted = !quoted
		case sign == '\r' && !quoted && (i+1 == len(text) || text[i+1] != '\n'):
			text[i] = '\n'
		}
	}
	return text
}

// take adds a row of texts, if it has any.
func (r *reading) take(sheet *Sheet, at int, record []string) error {
	last := len(record)
	for last > 0 && strings.TrimSpace(record[last-1]) == "" {
		last--
	}
	if last == 0 {
		return r.ctx.Err()
	}
	if err := r.row(last); err != nil {
		return err
	}
	cells := make([]Cell, last)
	for i, text := range record[:last] {
		cells[i] = ofText(text)
	}
	sheet.Rows = append(sheet.Rows, Row{At: at, Cells: cells})
	return nil
}

func ofText(text string) Cell {
	if strings.TrimSpace(text) == "" {
		return Cell{}
	}
	return Cell{Text: text, Kind: Text}
}

// decoded is a text in UTF-8: it says of itself that it is Unicode, it reads as UTF-8, it has the
// zeros of UTF-16, or it is taken as Windows-1258, whose tones are signs of their own.
func decoded(raw []byte) ([]byte, error) {
	var code encoding.Encoding
	switch {
	case bytes.HasPrefix(raw, []byte{0xef, 0xbb, 0xbf}):
		return raw[3:], nil
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}), bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		code = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case zerosAt(raw, 1) > len(raw)/8:
		code = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zerosAt(raw, 0) > len(raw)/8:
		code = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case utf8.Valid(raw):
		return raw, nil
	default:
		text, err := charmap.Windows1258.NewDecoder().Bytes(raw)
		return norm.NFC.Bytes(text), err
	}
	return code.NewDecoder().Bytes(raw)
}

func zerosAt(raw []byte, odd int) (n int) {
	for i := odd; i < len(raw); i += 2 {
		if raw[i] == 0 {
			n++
		}
	}
	return n
}

// signs are those that may stand between cells.
var signs = []rune{';', '\t', ','}

// separator is the sign between cells: the one that is named (sep=;), or the one that parts most
// of the first lines in the same way. What is named is cut off.
func separator(text []byte) (rune, []byte) {
	if rest, named := bytes.CutPrefix(text, []byte("sep=")); named {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		if sign, _ := utf8.DecodeRune(line); strings.ContainsRune(";,\t|", sign) {
			return sign, append([]byte("\n"), after...) // lines keep their numbers
		}
	}
	best, most := ',', 0
	for _, sign := range signs {
		if agreed := agreeing(text, sign); agreed > most {
			best, most = sign, agreed
		}
	}
	return best, text
}

// triedLines is how many lines are looked at to find the separator.
const triedLines = 200

// agreeing counts the cells of those lines that have as many of them as most lines.
func agreeing(text []byte, sign rune) int {
	lines := csv.NewReader(bytes.NewReader(text))
	lines.Comma, lines.FieldsPerRecord, lines.LazyQuotes = sign, -1, true
	times := map[int]int{}
	for range triedLines {
		record, err := lines.Read()
		if err != nil {
			break
		}
		if len(record) > 1 {
			times[len(record)]++
		}
	}
	most := 0
	for cells, n := range times {
		most = max(most, n*cells)
	}
	return most
}

// data reads what package table writes as JSON.
func (r *reading) data(from io.Reader) (Book, error) {
	var t struct {
		Title   string   `json:"title"`
		Of      string   `json:"of"`
		Told    []string `json:"told"`
		Columns []struct {
			Name string `json:"name"`
		} `json:"columns"`
		Rows [][]any `json:"rows"`
	}
	d := json.NewDecoder(from)
	d.UseNumber()
	if err := d.Decode(&t); err != nil {
		return Book{}, r.broken(err)
	}
	if len(t.Columns) == 0 {
		return Book{}, Unknown.About(r.name)
	}
	rows := [][]string{{t.Title}, make([]string, len(t.Columns))}
	for i, c := range t.Columns {
		rows[1][i] = c.Name
	}
	for _, cells := range t.Rows {
		row := make([]string, len(cells))
		for i, cell := range cells {
			if cell != nil {
				row[i] = fmt.Sprint(cell)
			}
		}
		rows = append(rows, row)
	}
	sheet := Sheet{}
	for i, row := range rows {
		if err := r.take(&sheet, i+1, row); err != nil {
			return Book{}, err
		}
	}
	return Book{Sheets: []Sheet{sheet}, Typed: true}, nil
}
