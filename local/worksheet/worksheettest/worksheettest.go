// Package worksheettest makes workbooks for tests, as other programs make them.
package worksheettest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Sheet is a sheet of a workbook. A cell that is nil is left out, a string is a shared text, an
// int or float64 a number; Day, Formula, Inline and Raw say more.
type Sheet struct {
	Name    string
	Hidden  bool
	Rows    [][]any
	Merged  []string          // A1:B2
	HideRow map[int]bool      // from 1
	HideCol string            // the inside of cols
	Notes   map[string]string // what is remarked beside cells, by their places: B2
}

// Day is a number that its style shows as a day.
type Day float64

// Formula is worked out; Value is what was kept of it, nil: nothing.
type Formula struct {
	Of    string
	Value any
}

// Inline is a text that stands in its cell.
type Inline string

// Styled is a cell that its style shows in another way: a number by a format, or struck through.
type Styled struct {
	Of     any // a string, int or float64
	Format string
	Struck bool
}

// Runs is a text of runs, of which those that begin with a tilde are struck through.
type Runs []string

// Raw is the whole of a cell, with %s for its place.
type Raw string

// Book is a workbook.
type Book struct {
	Sheets   []Sheet
	From1904 bool
	Parts    map[string]string // further ones, or instead of those made
}

// Bytes is the workbook as a file.
func (b Book) Bytes(t testing.TB) []byte {
	t.Helper()
	m := maker{known: map[string]int{}}
	parts := map[string]string{}
	order := []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"}
	listed, related := "", ""
	for i, s := range b.Sheets {
		state := ""
		if s.Hidden {
			state = ` state="hidden"`
		}
		listed += fmt.Sprintf(`<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, escaped(s.Name), i+1, state, i+1)
		related += fmt.Sprintf(`<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
		name := fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
		order = append(order, name)
		parts[name] = m.sheet(s)
		if len(s.Notes) > 0 {
			order = append(order, fmt.Sprintf("xl/comments%d.xml", i+1), fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1))
			parts[fmt.Sprintf("xl/comments%d.xml", i+1)] = notes(s.Notes)
			parts[fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1)] = fmt.Sprintf(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments%d.xml"/></Relationships>`, i+1)
		}
	}
	base := ""
	if b.From1904 {
		base = `<workbookPr date1904="1"/>`
	}
	types := ""
	for i := range b.Sheets {
		types += override(fmt.Sprintf("/xl/worksheets/sheet%d.xml", i+1), "worksheet")
	}
	parts["[Content_Types].xml"] = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		override("/xl/workbook.xml", "sheet.main") + override("/xl/styles.xml", "styles") + override("/xl/sharedStrings.xml", "sharedStrings") + types + `</Types>`
	parts["_rels/.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	parts["xl/workbook.xml"] = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` + base + `<sheets>` + listed + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + related +
		`<Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="s2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`
	parts["xl/styles.xml"] = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/>` + m.formats.String() + `</numFmts><fonts count="2"><font/><font><strike/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/>` + m.styles.String() + `</cellXfs></styleSheet>`
	parts["xl/sharedStrings.xml"] = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + m.shared.String() + `</sst>`
	for name, content := range b.Parts {
		if _, is := parts[name]; !is {
			order = append(order, name)
		}
		parts[name] = content
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range order {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func override(part, sort string) string {
	return fmt.Sprintf(`<Override PartName="%s" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"/>`, part, sort)
}

type maker struct {
	shared strings.Builder
	known  map[string]int

	formats, styles strings.Builder
	styled          int // styles beside those that every workbook has
}

// firstStyle and firstFormat follow those that every workbook has.
const firstStyle, firstFormat = 3, 165

// style makes a style, and tells its number.
func (m *maker) style(of Styled) int {
	format, font := 0, 0
	if of.Format != "" {
		format = firstFormat + m.styled
		fmt.Fprintf(&m.formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, format, escaped(of.Format))
	}
	if of.Struck {
		font = 1
	}
	fmt.Fprintf(&m.styles, `<xf numFmtId="%d" fontId="%d"/>`, format, font)
	m.styled++
	return firstStyle + m.styled - 1
}

func notes(all map[string]string) string {
	var b strings.Builder
	b.WriteString(`<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>Nguyễn Văn Mẫu</author></authors><commentList>`)
	for _, ref := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&b, `<comment ref="%s" authorId="0"><text><r><t xml:space="preserve">%s</t></r></text></comment>`, ref, escaped(all[ref]))
	}
	b.WriteString(`</commentList></comments>`)
	return b.String()
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

func (m *maker) text(s string) int {
	at, is := m.known[s]
	if !is {
		at = len(m.known)
		m.known[s] = at
		fmt.Fprintf(&m.shared, `<si><t xml:space="preserve">%s</t></si>`, escaped(s))
	}
	return at
}

func (m *maker) sheet(s Sheet) string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
	if s.HideCol != "" {
		b.WriteString(`<cols>` + s.HideCol + `</cols>`)
	}
	b.WriteString(`<sheetData>`)
	for i, row := range s.Rows {
		hidden := ""
		if s.HideRow[i+1] {
			hidden = ` hidden="1"`
		}
		fmt.Fprintf(&b, `<row r="%d"%s>`, i+1, hidden)
		for j, cell := range row {
			m.cell(&b, fmt.Sprintf("%s%d", Column(j), i+1), cell)
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	if len(s.Merged) > 0 {
		b.WriteString(`<mergeCells>`)
		for _, ref := range s.Merged {
			fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, ref)
		}
		b.WriteString(`</mergeCells>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

func (m *maker) cell(b *strings.Builder, at string, cell any) {
	switch v := cell.(type) {
	case nil:
	case string:
		fmt.Fprintf(b, `<c r="%s" t="s"><v>%d</v></c>`, at, m.text(v))
	case Inline:
		fmt.Fprintf(b, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, at, escaped(string(v)))
	case Day:
		fmt.Fprintf(b, `<c r="%s" s="1"><v>%v</v></c>`, at, float64(v))
	case Styled:
		style := m.style(v)
		if text, is := v.Of.(string); is {
			fmt.Fprintf(b, `<c r="%s" s="%d" t="s"><v>%d</v></c>`, at, style, m.text(text))
		} else {
			fmt.Fprintf(b, `<c r="%s" s="%d"><v>%v</v></c>`, at, style, v.Of)
		}
	case Runs:
		fmt.Fprintf(b, `<c r="%s" t="inlineStr"><is>`, at)
		for _, run := range v {
			words, struck := strings.CutPrefix(run, "~")
			line := ""
			if struck {
				line = "<rPr><strike/></rPr>"
			}
			fmt.Fprintf(b, `<r>%s<t xml:space="preserve">%s</t></r>`, line, escaped(words))
		}
		b.WriteString(`</is></c>`)
	case Raw:
		b.WriteString(strings.ReplaceAll(string(v), "%s", at))
	case Formula:
		switch value := v.Value.(type) {
		case nil:
			fmt.Fprintf(b, `<c r="%s"><f>%s</f></c>`, at, escaped(v.Of))
		case string:
			fmt.Fprintf(b, `<c r="%s" t="str"><f>%s</f><v>%s</v></c>`, at, escaped(v.Of), escaped(value))
		case Day:
			fmt.Fprintf(b, `<c r="%s" s="2"><f>%s</f><v>%v</v></c>`, at, escaped(v.Of), float64(value))
		default:
			fmt.Fprintf(b, `<c r="%s"><f>%s</f><v>%v</v></c>`, at, escaped(v.Of), value)
		}
	default:
		fmt.Fprintf(b, `<c r="%s"><v>%v</v></c>`, at, v)
	}
}

// Column is A…Z, AA…
func Column(i int) string {
	if i < 0 {
		return ""
	}
	return Column(i/26-1) + string(rune('A'+i%26))
}
