package table

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// The margins of Nghị định 30, Phụ lục I: the left one is where a register is bound. In
// millimetres.
const (
	marginTop    = 20
	marginBottom = 20
	marginLeft   = 30
	marginRight  = 15
	footBelow    = 6.0 // from the end of the text to the foot of the page
)

// Sizes in points.
const (
	cellSize  = 9.0
	titleSize = 14.0
	airInside = 3.0 // between a cell's words and its frame
	thin      = 0.4 // of frames
	crossing  = 0.6 // of the line through words that are crossed out
)

// A line is as high as its letters and the accents that stand on each other.
const (
	lineStep = 1.3 // of the letter size
	descent  = 0.3 // of the letter size: what hangs below the baseline
	middle   = 0.3 // of the letter size: how far above the baseline small letters are crossed out
)

const (
	mostCellRunes = 4_000 // that are printed of a cell; the rest is told
	mostHeadRunes = 300
)

// PDF writes the table as PDF/A on A4 landscape, or on its Form. The names of the columns stand on
// each page, “trang n/m” at its foot; a cell that is too long is wrapped, and goes
// on over the page where it must.
func (t Table) PDF(ctx context.Context, to io.Writer) error {
	out := pdf.NewWriter(to, pdf.About{ID: cmp.Or(t.ID, office.NewID(t.At)).Bytes(), Title: t.Title, Author: t.Of, Created: t.At.In(office.VietNam)})
	p := newPages(t, out)
	if err := p.fronts(); err != nil {
		return err
	}
	p.opening()
	rows := 0
	err := t.each(ctx, func(_ int, r Row) error {
		rows++
		return p.row(r)
	})
	if err != nil {
		return err
	}
	if err := p.closing(append(t.below(rows), p.notes...)); err != nil {
		return err
	}
	if err := p.feet(); err != nil {
		return err
	}
	return out.Close()
}

// feet writes what only the last page tells: how many there are.
func (p *pages) feet() error {
	for i := range p.count {
		said := fmt.Sprintf("Trang %d/%d", i+1, p.count)
		l := mark.Layout{W: p.width, H: cellSize * lineStep}
		left := mark.Lines(mark.Printable(p.t.Title+" · "+p.t.Of, mostHeadRunes), cellSize, false, p.width*0.8)
		if len(left) > 0 {
			l.Texts = append(l.Texts, mark.Text{Y: l.H - cellSize*descent, Size: cellSize, S: left[0]})
		}
		x := p.width - mark.Width(said, cellSize, false)
		l.Texts = append(l.Texts, mark.Text{X: x, Y: l.H - cellSize*descent, Size: cellSize, S: said, Line: 1})
		if err := p.out.Text(p.front+i, l, p.paper.left, p.paper.height-marginBottom+footBelow); err != nil {
			return err
		}
	}
	return nil
}
