// Package docx writes text documents that people go on with in their word processor (DOCX): pages,
// paragraphs of runs, tables of true width; and it reads the words of those that others wrote. It
// knows no records.
package docx

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"time"
)

// Page is a sheet of paper and its margins, in millimetres.
type Page struct {
	Width, Height            float64
	Top, Bottom, Left, Right float64
	Numbered                 bool // each but the first bears its number, in the middle of the upper margin (Nghị định 30/2020, Phụ lục I)
}

// TextWidth is what is left between the margins, in millimetres.
func (p Page) TextWidth() float64 { return p.Width - p.Left - p.Right }

// Document is what is written.
type Document struct {
	Title, Author string
	At            time.Time // when it is made: the same document of one moment is the same bytes
	Page          Page
	Font          string
	Size          float64 // of letters where a run says nothing, in points
	Blocks        []Block
}

// Block is a Paragraph or a Table.
type Block interface{ write(*part) }

// Align says where the lines of a paragraph stand.
type Align string

// The ways of standing.
const (
	Left   Align = "left"
	Middle Align = "center"
	Right  Align = "right"
	Both   Align = "both" // to both margins
)

// Paragraph is one of runs. Room is in points, indents are in millimetres.
type Paragraph struct {
	Runs          []Run
	Align         Align // empty: Left
	Before, After float64
	First         float64 // indent of the first line
	From, To      float64 // indents of all lines, from the left and the right
	Spacing       float64 // of lines, as a multiple of their letters; 0: one
	WithNext      bool    // it is not parted from what follows by the end of a page
	RuleAbove     bool    // a line is drawn between its indents, above its words
}

// Run are words that look alike. A line feed in them begins a line, a tab is one.
type Run struct {
	Text              string
	Size              float64 // in points; 0: that of the document
	Bold, Italic, Not bool    // Not: struck through
}

// Text is a paragraph of plain words.
func Text(words string) Paragraph { return Paragraph{Runs: []Run{{Text: words}}} }

// Table is one of true width.
type Table struct {
	Widths []float64 // of its columns, in millimetres
	Rows   []Row
	Lines  bool // between its cells and around them
	Heads  int  // rows that stand on top of each page
}

// Row is one of a table.
type Row struct {
	Cells []Cell
	Whole bool // no end of a page parts it
}

// Cell is one of a row; without a paragraph it is empty.
type Cell struct {
	Paragraphs []Paragraph
	Span       int // columns that it takes; 0: one
}

// TooWide is a table that has a row with more columns than widths.
var TooWide = errors.New("a row of the table has more columns than the table")

// Write writes a document. It fails with TooWide, with what writing says, and with the error of ctx.
func Write(ctx context.Context, to io.Writer, d Document) error {
	z := zip.NewWriter(to)
	for _, p := range []struct {
		name string
		fill func(*part)
	}{
		{"[Content_Types].xml", func(p *part) { p.raw(contentTypes) }},
		{"_rels/.rels", func(p *part) { p.raw(rootRelations) }},
		{"docProps/core.xml", d.core},
		{"word/_rels/document.xml.rels", func(p *part) { p.raw(relations) }},
		{"word/styles.xml", d.styles},
		{"word/header1.xml", d.header},
		{"word/document.xml", d.body},
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: d.At.UTC()})
		if err != nil {
			return err
		}
		out := &part{w: bufio.NewWriter(w), ctx: ctx}
		out.raw(xml.Header)
		p.fill(out)
		if err := errors.Join(out.err, out.w.Flush()); err != nil {
			return err
		}
	}
	return z.Close()
}
