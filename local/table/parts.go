package table

import (
	"fmt"
	"strings"
	"time"
)

// sheetBreadth is how wide all columns are together, in letters.
const sheetBreadth = 150

// shares divides a breadth between the columns.
func (t Table) shares(breadth float64) []float64 {
	total := 0.0
	for _, c := range t.Columns {
		total += c.Width
	}
	shares := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		shares[i] = breadth * c.Width / total
	}
	return shares
}

// pixelsPerLetter is how wide a digit is in the letters of the workbook, on a screen of 96 dots an
// inch: what a spreadsheet counts the breadth of a column in.
const pixelsPerLetter = 7.0

// The letters of a workbook, in points.
const (
	sheetLetters = 10.5
	sheetLine    = 13.5 // from line to line
	sheetAir     = 5.0  // left and right of the words of a cell, together
	highestRow   = 409.0
)

// letters are the widths of the columns in a workbook.
func (t Table) letters() []float64 {
	if t.Form == nil {
		return t.shares(sheetBreadth)
	}
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = c.Width / 25.4 * 96 / pixelsPerLetter
	}
	return widths
}

// headRows is how many rows tell of the columns: their names, and on a form their numbers, or else
// their groups above them.
func (t Table) headRows() int {
	if t.Form == nil && !t.grouped() {
		return 1
	}
	return 2
}

// printed is how a workbook comes out of a printer: all columns on one page, or on a form in
// their true size.
func (t Table) printed() string {
	if t.Form == nil {
		return `<pageMargins left="0.7" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>` +
			`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>`
	}
	p := t.paper() // half of the right margin is left to columns that are rounded to whole dots
	return fmt.Sprintf(`<pageMargins left="%.3f" right="%.3f" top="%.3f" bottom="%.3f" header="0.3" footer="0.3"/>`+
		`<pageSetup paperSize="9" orientation="portrait"/>`, p.left/25.4, p.right/25.4/2, marginTop/25.4, marginBottom/25.4)
}

// The fixed parts of a workbook (ECMA-376), written as any XML is: one line each.
const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
	`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
	`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const officeRelation = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`

const relations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + officeRelation + `/officeDocument" Target="xl/workbook.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const workbookRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + officeRelation + `/worksheet" Target="worksheets/sheet1.xml"/>` +
	`<Relationship Id="rId2" Type="` + officeRelation + `/styles" Target="styles.xml"/></Relationships>`

// workbookXML names the sheet, and repeats the columns' names on each printed page.
func workbookXML(from, to int) string {
	return xmlHead + fmt.Sprintf(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="`+officeRelation+`">`+
		`<sheets><sheet name="Bảng" sheetId="1" r:id="rId1"/></sheets>`+
		`<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'Bảng'!$%d:$%d</definedName></definedNames></workbook>`, from, to)
}

// coreXML tells what the file is and when it was made.
func (t Table) coreXML() string {
	plain := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
	return xmlHead + fmt.Sprintf(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" `+
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
		`<dc:title>%s</dc:title><dc:creator>%s</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created></cp:coreProperties>`,
		plain(t.Title), plain(t.Of), t.At.UTC().Format(time.RFC3339))
}

const sheetOpening = xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<sheetPr><pageSetUpPr fitToPage="%d"/></sheetPr><sheetViews><sheetView workbookViewId="0">` +
	`<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`

const sheetClosing = `</sheetData><autoFilter ref="A%d:%s%d"/>%s` +
	`<headerFooter><oddFooter>&amp;RTrang &amp;P/&amp;N</oddFooter></headerFooter></worksheet>`

// Fonts, borders and forms of numbers, in the order of plainCell and the rest. At 10.5 points a
// digit is pixelsPerLetter wide, by every program.
const styles = xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
	`<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="hh:mm:ss\ dd/mm/yyyy"/></numFmts>` +
	`<fonts count="3"><font><sz val="10.5"/><name val="Times New Roman"/></font><font><b/><sz val="10.5"/><name val="Times New Roman"/></font><font><strike/><sz val="10.5"/><name val="Times New Roman"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>` +
	`<cellStyleXfs count="1"><xf fontId="0"/></cellStyleXfs><cellXfs count="8"><xf fontId="0" applyFont="1"/><xf fontId="1" applyFont="1"/>` +
	`<xf fontId="1" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>` +
	`<xf fontId="0" borderId="1" applyFont="1" numFmtId="49" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf fontId="0" borderId="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`<xf fontId="0" borderId="1" applyFont="1" numFmtId="164" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>` +
	`<xf fontId="0" borderId="1" applyFont="1" numFmtId="165" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>` +
	`<xf fontId="2" borderId="1" applyFont="1" numFmtId="49" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
