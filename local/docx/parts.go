package docx

import (
	"bufio"
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"time"
)

const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

	rootRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

	relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>`

	words = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	headerAt = 10.0 // of the page's number, from the upper edge, in millimetres
)

// part is one of the archive, while it is written. After the first failure it writes no more.
type part struct {
	w   *bufio.Writer
	ctx context.Context
	err error
}

func (p *part) raw(s string) {
	if p.err == nil {
		_, p.err = p.w.WriteString(s)
	}
}

func (p *part) put(format string, args ...any) { p.raw(fmt.Sprintf(format, args...)) }

// text writes words; what no XML can hold is left out.
func (p *part) text(s string) {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if p.err == nil {
		p.err = xml.EscapeText(p.w, []byte(clean))
	}
}

// twips are twentieths of a point.
func twips(mm float64) int       { return int(math.Round(mm * 72 / 25.4 * 20)) }
func pointTwips(pt float64) int  { return int(math.Round(pt * 20)) }
func halfPoints(pt float64) int  { return int(math.Round(pt * 2)) }
func lines(multiple float64) int { return int(math.Round(multiple * 240)) }

func (d Document) core(p *part) {
	p.raw(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	p.text(d.Title)
	p.raw(`</dc:title><dc:creator>`)
	p.text(d.Author)
	p.put(`</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created></cp:coreProperties>`, d.At.UTC().Format(time.RFC3339))
}

func (d Document) styles(p *part) {
	p.put(`<w:styles %s><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="`, words)
	for _, attribute := range []string{`" w:hAnsi="`, `" w:cs="`, `" w:eastAsia="`, `"/>`} {
		p.text(d.Font)
		p.raw(attribute)
	}
	p.put(`<w:sz w:val="%d"/><w:szCs w:val="%[1]d"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`, halfPoints(d.Size))
}

func (d Document) header(p *part) {
	p.put(`<w:hdr %s><w:p><w:pPr><w:jc w:val="center"/></w:pPr>`, words)
	for _, run := range []string{`<w:fldChar w:fldCharType="begin"/>`, `<w:instrText xml:space="preserve"> PAGE </w:instrText>`, `<w:fldChar w:fldCharType="separate"/>`, `<w:t>2</w:t>`, `<w:fldChar w:fldCharType="end"/>`} {
		p.raw(`<w:r>` + run + `</w:r>`)
	}
	p.raw(`</w:p></w:hdr>`)
}

func (d Document) body(p *part) {
	p.put(`<w:document %s><w:body>`, words)
	for i, block := range d.Blocks {
		if p.err = cmp.Or(p.err, p.ctx.Err()); p.err != nil {
			return
		}
		block.write(p)
		if _, is := block.(Table); is && (i == len(d.Blocks)-1 || isTable(d.Blocks[i+1])) { // two tables would become one, and none may be the last
			p.raw(`<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>`)
		}
	}
	p.raw(`<w:sectPr>`)
	if d.Page.Numbered {
		p.raw(`<w:headerReference w:type="default" r:id="rId2"/>`)
	}
	turned := ""
	if d.Page.Width > d.Page.Height {
		turned = ` w:orient="landscape"`
	}
	p.put(`<w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%[8]d" w:gutter="0"/>`,
		twips(d.Page.Width), twips(d.Page.Height), turned, twips(d.Page.Top), twips(d.Page.Right), twips(d.Page.Bottom), twips(d.Page.Left), twips(headerAt))
	if d.Page.Numbered {
		p.raw(`<w:titlePg/>`)
	}
	p.raw(`</w:sectPr></w:body></w:document>`)
}

func isTable(b Block) bool {
	_, is := b.(Table)
	return is
}

func (g Paragraph) write(p *part) {
	p.raw(`<w:p><w:pPr>`)
	if g.WithNext {
		p.raw(`<w:keepNext/>`)
	}
	if g.RuleAbove {
		p.raw(`<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>`)
	}
	p.put(`<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="auto"/>`, pointTwips(g.Before), pointTwips(g.After), lines(cmp.Or(g.Spacing, 1)))
	p.put(`<w:ind w:left="%d" w:right="%d"`, twips(g.From), twips(g.To))
	if g.First < 0 {
		p.put(` w:hanging="%d"/>`, twips(-g.First))
	} else {
		p.put(` w:firstLine="%d"/>`, twips(g.First))
	}
	p.put(`<w:jc w:val="%s"/>`, cmp.Or(g.Align, Left))
	if n := len(g.Runs); n > 0 && g.Runs[n-1].Size > 0 { // the mark at its end would be as tall as letters of the document
		p.put(`<w:rPr><w:sz w:val="%d"/><w:szCs w:val="%[1]d"/></w:rPr>`, halfPoints(g.Runs[n-1].Size))
	}
	p.raw(`</w:pPr>`)
	for _, run := range g.Runs {
		run.write(p)
	}
	p.raw(`</w:p>`)
}

func (r Run) write(p *part) {
	p.raw(`<w:r><w:rPr>`)
	for _, is := range []struct {
		so  bool
		tag string
	}{{r.Bold, `<w:b/>`}, {r.Italic, `<w:i/>`}, {r.Not, `<w:strike/>`}} {
		if is.so {
			p.raw(is.tag)
		}
	}
	if r.Size > 0 {
		p.put(`<w:sz w:val="%d"/><w:szCs w:val="%[1]d"/>`, halfPoints(r.Size))
	}
	p.raw(`</w:rPr>`)
	for n, line := range strings.Split(r.Text, "\n") {
		if n > 0 {
			p.raw(`<w:br/>`)
		}
		for m, words := range strings.Split(line, "\t") {
			if m > 0 {
				p.raw(`<w:tab/>`)
			}
			if words != "" {
				p.raw(`<w:t xml:space="preserve">`)
				p.text(words)
				p.raw(`</w:t>`)
			}
		}
	}
	p.raw(`</w:r>`)
}

func (t Table) write(p *part) {
	total := 0.0
	for _, w := range t.Widths {
		total += w
	}
	p.put(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/>`, twips(total))
	if t.Lines {
		p.raw(`<w:tblBorders>`)
		for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
			p.put(`<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
		}
		p.raw(`</w:tblBorders>`)
	}
	p.raw(`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, w := range t.Widths {
		p.put(`<w:gridCol w:w="%d"/>`, twips(w))
	}
	p.raw(`</w:tblGrid>`)
	for i, row := range t.Rows {
		t.row(p, row, i < t.Heads)
	}
	p.raw(`</w:tbl>`)
}

func (t Table) row(p *part, r Row, head bool) {
	p.raw(`<w:tr><w:trPr>`)
	if r.Whole || head {
		p.raw(`<w:cantSplit/>`)
	}
	if head {
		p.raw(`<w:tblHeader/>`)
	}
	p.raw(`</w:trPr>`)
	at := 0
	for _, cell := range r.Cells {
		span := max(1, cell.Span)
		if at+span > len(t.Widths) {
			p.err = cmp.Or(p.err, TooWide)
			return
		}
		width := 0.0
		for _, w := range t.Widths[at : at+span] {
			width += w
		}
		at += span
		p.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/></w:tcPr>`, twips(width), span)
		for _, g := range cell.Paragraphs {
			g.write(p)
		}
		if len(cell.Paragraphs) == 0 {
			p.raw(`<w:p/>`)
		}
		p.raw(`</w:tc>`)
	}
	for ; at < len(t.Widths); at++ { // a row that is short
		p.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p/></w:tc>`, twips(t.Widths[at]))
	}
	p.raw(`</w:tr>`)
}
