package worksheet

import (
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"tram/local/packed"
)

// openDocument reads a spreadsheet of OpenDocument.
func (a archive) openDocument() (Book, error) {
	o := openReading{archive: a, hiddenStyles: map[string]bool{}, struckStyles: map[string]bool{}}
	if err := a.XML("content.xml", mostPart, func(e *packed.Elements) error { return e.Each(o.begins, o.ends, o.says) }); err != nil {
		return Book{}, err
	}
	if !o.isSheet {
		return Book{}, Unknown.About(a.r.name)
	}
	return o.book, nil
}

// openReading reads the content of an OpenDocument.
type openReading struct {
	archive
	book         Book
	isSheet      bool
	hiddenStyles map[string]bool // of tables
	struckStyles map[string]bool // of cells and of words within them
	columnStyles []string        // of the cells of a column that name none
	style        string          // that is read

	sheet   *Sheet
	merged  []area
	row     Row
	rows    int // how often the row stands
	at      int // of the row that is read
	columns int // that were declared
	column  int
	depth   int // of tables within tables

	cell     Cell
	times    int // how often the cell stands
	area     area
	inCell   bool
	inNote   int
	inRemark bool // in the words of a remark, and not in who made it
	note     strings.Builder
	text     strings.Builder
	anyLines bool
}

// times is how often something stands, at least once.
func times(x xml.StartElement, name string) int {
	n, err := strconv.Atoi(packed.Attribute(x, name))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

func (o *openReading) begins(x xml.StartElement) error {
	switch x.Name.Local {
	case "spreadsheet":
		o.isSheet = true
	case "style":
		o.style = packed.Attribute(x, "name")
	case "table-properties":
		o.hiddenStyles[o.style] = packed.Attribute(x, "display") == "false"
	case "text-properties":
		line := packed.Attribute(x, "text-line-through-style") + packed.Attribute(x, "text-line-through-type")
		if line != "" && !strings.Contains(line, "none") {
			o.struckStyles[o.style] = true
		}
	case "table":
		return o.tableBegins(x)
	case "annotation":
		o.inNote++
	}
	if o.sheet == nil {
		return nil
	}
	switch x.Name.Local {
	case "table-column":
		o.columnsDeclared(x)
	case "table-row":
		o.row, o.column, o.rows = Row{At: o.at + 1, Hidden: hides(x)}, 0, times(x, "number-rows-repeated")
	case "table-cell", "covered-table-cell":
		o.cellBegins(x)
	case "span":
		o.cell.Struck = o.cell.Struck || o.inNote == 0 && o.struckStyles[packed.Attribute(x, "style-name")]
	case "p":
		o.inRemark = o.inNote > 0
		if o.inRemark && o.note.Len() > 0 {
			o.note.WriteByte('\n')
		}
		if o.inCell && o.inNote == 0 && o.anyLines {
			o.text.WriteByte('\n')
		}
		o.anyLines = o.anyLines || o.inNote == 0
	case "s":
		o.says(xml.CharData(strings.Repeat(" ", min(times(x, "c"), mostColumns))))
	case "tab", "line-break":
		o.says(xml.CharData(" "))
	}
	return nil
}

// hides tells rows and columns that are not shown.
func hides(x xml.StartElement) bool {
	shown := packed.Attribute(x, "visibility")
	return shown == "collapse" || shown == "filter"
}

func (o *openReading) tableBegins(x xml.StartElement) error {
	if o.depth++; o.depth > 1 {
		return nil
	}
	if len(o.book.Sheets) >= mostSheets {
		return TooManyCells.About(o.r.name)
	}
	o.book.Sheets = append(o.book.Sheets, Sheet{Name: packed.Attribute(x, "name"), Hidden: o.hiddenStyles[packed.Attribute(x, "style-name")], HiddenColumns: map[int]bool{}})
	o.sheet, o.at, o.columns, o.merged, o.columnStyles = &o.book.Sheets[len(o.book.Sheets)-1], 0, 0, nil, nil
	return nil
}

func (o *openReading) columnsDeclared(x xml.StartElement) {
	for range min(times(x, "number-columns-repeated"), mostColumns) {
		if hides(x) && o.columns < mostColumns {
			o.sheet.HiddenColumns[o.columns] = true
		}
		o.columnStyles = append(o.columnStyles, packed.Attribute(x, "default-cell-style-name"))
		o.columns++
	}
}

func (o *openReading) cellBegins(x xml.StartElement) {
	o.cell, o.times, o.inCell, o.anyLines = Cell{Formula: packed.Attribute(x, "formula") != ""}, times(x, "number-columns-repeated"), true, false
	o.text.Reset()
	o.note.Reset()
	is := packed.Attribute(x, "style-name")
	if is == "" && o.column < len(o.columnStyles) {
		is = o.columnStyles[o.column]
	}
	o.cell.Struck = o.struckStyles[is]
	o.area = area{o.row.At, o.column, o.row.At + times(x, "number-rows-spanned") - 1, o.column + times(x, "number-columns-spanned") - 1}
	switch packed.Attribute(x, "value-type") {
	case "date":
		day, _, _ := strings.Cut(packed.Attribute(x, "date-value"), "T")
		if _, err := time.Parse(time.DateOnly, day); err == nil {
			o.cell.Text, o.cell.Kind = day, Day
		}
	case "float", "currency", "percentage":
		if n, err := strconv.ParseFloat(packed.Attribute(x, "value"), 64); err == nil {
			o.cell.Text, o.cell.Kind = strconv.FormatFloat(n, 'f', -1, 64), Number
		}
	}
}

func (o *openReading) says(c xml.CharData) {
	if o.inCell && o.inNote > 0 && o.inRemark {
		o.note.Write(c)
	}
	if o.inCell && o.inNote == 0 && o.anyLines {
		o.text.Write(c)
	}
}

func (o *openReading) ends(name string) error {
	switch name {
	case "p":
		o.inRemark = false
	case "annotation":
		o.inNote--
	case "table":
		if o.depth--; o.depth == 0 && o.sheet != nil {
			o.sheet.fill(o.merged)
			o.sheet = nil
		}
	case "table-cell", "covered-table-cell":
		if o.sheet != nil && o.inCell {
			return o.cellEnds()
		}
	case "table-row":
		if o.sheet != nil {
			return o.rowEnds()
		}
	}
	return nil
}

func (o *openReading) cellEnds() error {
	o.inCell = false
	o.cell.Note = strings.TrimSpace(o.note.String())
	if said := strings.TrimSpace(o.text.String()); o.cell.Kind == Number && strings.Trim(said, "0123456789.,-\u00a0 ") != "" {
		o.cell.Text, o.cell.Kind = said, Text // as it is shown
	}
	if said := o.text.String(); o.cell.Kind == Empty && strings.TrimSpace(said) != "" {
		o.cell.Text, o.cell.Kind = said, Text
		if o.cell.Formula && strings.HasPrefix(said, "#") || strings.HasPrefix(said, "Err:") {
			o.cell = Cell{Formula: true, Bare: true, Struck: o.cell.Struck, Note: o.cell.Note}
		}
	}
	if o.cell.Kind == Empty && o.cell.Formula {
		o.cell.Bare = true
	}
	if o.cell.Kind == Empty && !o.cell.Bare && o.cell.Note == "" {
		o.column += min(o.times, mostCells)
		return nil
	}
	if o.column+o.times > mostColumns {
		return TooManyColumns.About(o.r.name, mostColumns)
	}
	if o.area.toRow > o.area.fromRow || o.area.toColumn > o.area.fromColumn {
		if o.merged = append(o.merged, o.area); len(o.merged) > mostMerged {
			return TooManyCells.About(o.r.name)
		}
	}
	for len(o.row.Cells) < o.column {
		o.row.Cells = append(o.row.Cells, Cell{})
	}
	for range o.times {
		o.row.Cells = append(o.row.Cells, o.cell)
	}
	o.column += o.times
	return nil
}

// rowEnds keeps a row as often as it stands.
func (o *openReading) rowEnds() error {
	if len(o.row.Cells) == 0 {
		o.at += min(o.rows, mostCells)
		return nil
	}
	for range o.rows {
		o.at++
		if err := o.r.row(len(o.row.Cells)); err != nil {
			return err
		}
		o.row.At = o.at
		o.sheet.Rows = append(o.sheet.Rows, Row{At: o.at, Hidden: o.row.Hidden, Cells: append([]Cell(nil), o.row.Cells...)})
	}
	return nil
}
