package worksheet

import (
	"encoding/xml"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"tram/local/packed"
)

// sheetReading reads the cells of one sheet.
type sheetReading struct {
	work
	sheet  Sheet
	row    Row
	column int // of the cell that is read
	merged []area

	// the cell that is read
	cell             Cell
	sort             string
	style            int
	value            strings.Builder
	inValue, hasText bool
	text             text
}

// area are cells that were merged into the first of them; rows from 1, columns from 0.
type area struct{ fromRow, fromColumn, toRow, toColumn int }

func (s *sheetReading) read(e *packed.Elements) error {
	return e.Each(s.begins, s.ends, func(c xml.CharData) {
		s.text.says(c)
		if s.inValue {
			s.value.Write(c)
		}
	})
}

func (s *sheetReading) begins(x xml.StartElement) (err error) {
	switch x.Name.Local {
	case "col":
		if packed.IsTrue(packed.Attribute(x, "hidden")) {
			s.hide(packed.Attribute(x, "min"), packed.Attribute(x, "max"))
		}
	case "row":
		return s.rowBegins(x)
	case "c":
		return s.cellBegins(x)
	case "f":
		s.cell.Formula = true
	case "v":
		s.inValue = true
	case "is":
		s.hasText = true
	case "mergeCell":
		return s.merges(packed.Attribute(x, "ref"))
	}
	s.text.begins(x)
	return nil
}

func (s *sheetReading) hide(from, to string) {
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil {
		return
	}
	for column := max(first, 1); column <= min(last, mostColumns); column++ {
		s.sheet.HiddenColumns[column-1] = true
	}
}

func (s *sheetReading) rowBegins(x xml.StartElement) error {
	at := s.row.At + 1
	if said := packed.Attribute(x, "r"); said != "" {
		n, err := strconv.Atoi(said)
		if err != nil || n < at {
			return s.r.broken(errors.New("rows out of order"))
		}
		at = n
	}
	s.row, s.column = Row{At: at, Hidden: packed.IsTrue(packed.Attribute(x, "hidden"))}, -1
	return nil
}

func (s *sheetReading) cellBegins(x xml.StartElement) error {
	column := s.column + 1
	if ref := packed.Attribute(x, "r"); ref != "" {
		_, at, err := place(ref)
		if err != nil || at < column {
			return s.r.broken(errors.New("cells out of order"))
		}
		column = at
	}
	s.column, s.cell, s.sort, s.hasText = column, Cell{}, packed.Attribute(x, "t"), false
	s.style, _ = strconv.Atoi(packed.Attribute(x, "s"))
	s.value.Reset()
	return nil
}

func (s *sheetReading) ends(name string) error {
	s.text.ends(name)
	switch name {
	case "v":
		s.inValue = false
	case "c":
		return s.cellEnds()
	case "row":
		if len(s.row.Cells) > 0 {
			if err := s.r.row(len(s.row.Cells)); err != nil {
				return err
			}
			s.sheet.Rows = append(s.sheet.Rows, s.row)
		}
		s.row.Cells = nil
	}
	return nil
}

func (s *sheetReading) cellEnds() error {
	kept := s.valued()
	if kept.Kind == Empty && !kept.Bare {
		return nil
	}
	if s.column >= mostColumns {
		return TooManyColumns.About(s.r.name, mostColumns)
	}
	for len(s.row.Cells) < s.column {
		s.row.Cells = append(s.row.Cells, Cell{})
	}
	s.row.Cells = append(s.row.Cells, kept)
	return nil
}

// valued is the cell that was read.
func (s *sheetReading) valued() Cell {
	kept, value := s.cell, s.value.String()
	is := s.styleOf(s.style)
	kept.Struck = s.text.takeStruck() || is.struck
	switch s.sort {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(s.shared) {
			value = s.shared[n]
			kept.Struck = kept.Struck || s.struck[n]
		} else {
			value, kept.Bare = "", true
		}
	case "inlineStr":
		value = s.text.whole()
	case "str":
		value = unescaped(value)
	case "e":
		value, kept.Bare = "", true
	case "d":
		if day, _, _ := strings.Cut(value, "T"); len(day) == len(time.DateOnly) {
			return Cell{Text: day, Kind: Day, Formula: kept.Formula, Struck: kept.Struck}
		}
	case "b":
	default:
		return s.numbered(kept, strings.TrimSpace(value))
	}
	if strings.TrimSpace(value) != "" {
		kept.Text, kept.Kind = value, Text
	}
	kept.Bare = kept.Bare || kept.Formula && value == "" && s.sort != "str"
	return is.shownText(kept)
}

// numbered is a cell with a number: a day where its style shows one.
func (s *sheetReading) numbered(kept Cell, value string) Cell {
	if value == "" {
		kept.Bare = kept.Formula
		return kept
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		kept.Bare = true
		return kept
	}
	is := s.styleOf(s.style)
	if is.day {
		if day, ok := dayOf(n, s.from1904); ok {
			kept.Text, kept.Kind = day, Day
			return kept
		}
	}
	return is.shownNumber(kept, n)
}

// dayNumbers are those that days have in registers: from 1945 to 2199.
const firstDay, lastDay = 16_438, 109_574

// DayOf is the day, yyyy-mm-dd, that a number of the book counts, where its cell shows a number.
// false: it is none of an office's days, or nothing tells from when it counts.
func (b Book) DayOf(c Cell) (string, bool) {
	n, err := strconv.ParseFloat(c.Text, 64)
	if err != nil || c.Kind != Number || n != math.Trunc(n) {
		return "", false
	}
	return dayOf(n, b.From1904)
}

// since1900 counts from 30/12/1899: workbooks have a 29/2/1900 that never was, and no office has
// days before it.
func since1900(days int) string {
	return time.Date(1899, 12, 30+days, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// between1904 is by how many days workbooks differ that count from 1904.
const between1904 = 1462

func dayOf(n float64, from1904 bool) (string, bool) {
	days := math.Floor(n)
	if from1904 {
		days += between1904
	}
	if days < firstDay || days > lastDay {
		return "", false
	}
	return since1900(int(days)), true
}

// place reads B7: row from 1, column from 0.
func place(ref string) (row, column int, err error) {
	letters := 0
	for letters < len(ref) && letters < 4 && ref[letters] >= 'A' && ref[letters] <= 'Z' {
		column = column*26 + int(ref[letters]-'A') + 1
		letters++
	}
	row, err = strconv.Atoi(ref[letters:])
	if err == nil && (letters == 0 || letters > 3 || row < 1) {
		err = errors.New("no place of a cell")
	}
	return row, column - 1, err
}

// mostMerged bounds the areas of one sheet.
const mostMerged = 100_000

func (s *sheetReading) merges(ref string) error {
	first, last, two := strings.Cut(ref, ":")
	if !two {
		return nil
	}
	a := area{}
	var err1, err2 error
	a.fromRow, a.fromColumn, err1 = place(first)
	a.toRow, a.toColumn, err2 = place(last)
	if err := errors.Join(err1, err2); err != nil {
		return s.r.broken(err)
	}
	if s.merged = append(s.merged, a); len(s.merged) > mostMerged {
		return TooManyCells.About(s.r.name)
	}
	return nil
}

// merge fills the areas of the sheet with what stands in their first cells.
func (s *sheetReading) merge() { s.sheet.fill(s.merged) }

func (s *Sheet) fill(merged []area) {
	at := map[int]int{}
	for i, row := range s.Rows {
		at[row.At] = i
	}
	left := mostCells
	for _, a := range merged {
		top, there := at[a.fromRow]
		if !there || a.fromColumn >= mostColumns {
			continue
		}
		from := s.Rows[top].Cell(a.fromColumn)
		if from.Kind == Empty {
			continue
		}
		from.Filled, from.Note = true, ""
		for i := top; i < len(s.Rows) && s.Rows[i].At <= a.toRow && left > 0; i++ {
			left -= s.Rows[i].fill(a.fromColumn, min(a.toColumn, mostColumns-1), from)
		}
	}
}

// fill fills the empty cells of a row, and tells how many it looked at.
func (r *Row) fill(from, to int, with Cell) int {
	for len(r.Cells) <= to {
		r.Cells = append(r.Cells, Cell{})
	}
	for column := from; column <= to; column++ {
		if r.Cells[column].Kind == Empty {
			r.Cells[column] = with
		}
	}
	return to - from + 1
}
