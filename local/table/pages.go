package table

import (
	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// pages lays rows on one page after the other. Only the page at hand is kept.
type pages struct {
	t      Table
	out    *pdf.Writer
	paper  paper
	width  float64 // of the text, in points
	height float64
	xs     []float64 // where each column begins, and the last one ends
	heads  [][]lines // rows of names and numbers of the columns, wrapped

	l     mark.Layout // the page at hand
	y     float64     // how far it is filled
	frame float64     // where the frames on it begin; below 0: nowhere yet
	line  int
	notes []string // that stand below the table, each behind its number
	cross []bool   // the columns of the row at hand whose words are crossed out
	count int      // pages of the table that are written
	front int      // sheets before them
}

// mostNameLines leaves room for rows below the names of narrow columns.
const mostNameLines = 8

// lines of a cell.
type lines []string

func newPages(t Table, out *pdf.Writer) *pages {
	p := &pages{t: t, out: out, frame: -1, paper: t.paper()}
	p.width = (p.paper.width - p.paper.left - p.paper.right) * office.PointsPerMM
	p.height = (p.paper.height - marginTop - marginBottom) * office.PointsPerMM
	p.xs = []float64{0}
	for i, share := range t.shares(p.width) {
		p.xs = append(p.xs, p.xs[i]+share)
	}
	var names []lines
	for i, c := range t.Columns {
		name := p.wrapped(i, c.Name, true)
		names = append(names, name[:min(len(name), mostNameLines)])
	}
	p.heads = append(p.heads, names)
	if t.Form != nil {
		p.heads = append(p.heads, numbered(len(t.Columns)))
	}
	return p
}

func (p *pages) wrapped(column int, s string, bold bool) lines {
	return mark.Lines(mark.Printable(s, mostCellRunes), cellSize, bold, p.xs[column+1]-p.xs[column]-2*airInside)
}

// opening writes what stands above the table on its first page.
func (p *pages) opening() {
	if p.t.Form != nil && p.t.Form.Bare {
		p.header()
		return
	}
	if p.t.Head == nil {
		p.para(p.t.Of, cellSize+2, true, false)
	} else {
		p.above(p.t.Head(p.width))
	}
	p.y += titleSize / 2
	p.para(p.t.Title, titleSize, true, true)
	for _, said := range p.t.above() {
		p.para(said, cellSize, false, true)
	}
	p.y += cellSize / 2
	p.header()
}

// para writes lines across the page.
func (p *pages) para(s string, size float64, bold, centred bool) {
	for _, line := range mark.Lines(mark.Printable(s, mostCellRunes), size, bold, p.width) {
		x := 0.0
		if centred {
			x = (p.width - mark.Width(line, size, bold)) / 2
		}
		p.y += size * lineStep
		p.word(x, p.y-size*descent, size, bold, line)
	}
}

func (p *pages) word(x, y, size float64, bold bool, s string) {
	p.l.Texts = append(p.l.Texts, mark.Text{X: x, Y: y, Size: size, Bold: bold, S: s, Line: p.line})
	p.line++
}

// header writes the names of the columns.
func (p *pages) header() {
	p.frame = p.y
	p.across()
	p.grouped()
	for _, row := range p.heads {
		p.cells(row, deepest(row), true)
	}
}

// row writes one row, on the next page where this one has no room. One that no
// page could hold goes on from page to page.
func (p *pages) row(r Row) error {
	cells := make([]lines, len(r))
	p.cross = make([]bool, len(r))
	defer func() { p.cross = nil }()
	for i, cell := range r {
		_, p.cross[i] = cell.(Struck)
		cells[i] = p.wrapped(i, p.t.Columns[i].shown(cell), false)
	}
	p.aside(cells, r)
	for {
		fit, deep := p.room(), deepest(cells)
		if deep <= fit {
			p.cells(cells, deep, false)
			return nil
		}
		if deep > p.wholePage() && fit > 0 {
			var now []lines
			now, cells = cut(cells, fit)
			p.cells(now, fit, false)
		}
		if err := p.turn(); err != nil {
			return err
		}
	}
}

// room is how many lines of a row fit on what is left of the page.
func (p *pages) room() int { return linesIn(p.height - p.y) }

// wholePage is how many lines of a row fit below the names of the columns.
func (p *pages) wholePage() int {
	high := p.height - p.groupsHigh()
	for _, row := range p.heads {
		high -= tall(deepest(row))
	}
	return linesIn(high)
}

func linesIn(points float64) int { return int((points - 2*airInside) / (cellSize * lineStep)) }

func tall(lines int) float64 { return float64(max(lines, 1))*cellSize*lineStep + 2*airInside }

func deepest(cells []lines) (most int) {
	for _, c := range cells {
		most = max(most, len(c))
	}
	return most
}

// cut parts a row after so many lines of each cell.
func cut(cells []lines, after int) (now, later []lines) {
	for _, c := range cells {
		at := min(after, len(c))
		now, later = append(now, c[:at]), append(later, c[at:])
	}
	return now, later
}

// cells writes the lines of a row and the frame below them.
func (p *pages) cells(cells []lines, deep int, bold bool) {
	for i, c := range cells {
		for n, line := range c {
			y := p.y + airInside + float64(n+1)*cellSize*lineStep - cellSize*descent
			x := p.begin(i, line, bold)
			p.word(x, y, cellSize, bold, line)
			if !bold && p.cross != nil && p.cross[i] {
				p.l.Rules = append(p.l.Rules, mark.Rule{X: x, Y: y - cellSize*middle, W: mark.Width(line, cellSize, bold), Thick: crossing})
			}
		}
	}
	p.y += tall(deep)
	p.across()
}

// begin is where a line of a cell begins: names in the middle, numbers at the right.
func (p *pages) begin(column int, line string, bold bool) float64 {
	left, right := p.xs[column]+airInside, p.xs[column+1]-airInside
	switch {
	case bold:
		return left + (right-left-mark.Width(line, cellSize, true))/2
	case p.t.Columns[column].Kind == Number:
		return right - mark.Width(line, cellSize, false)
	}
	return left
}

// across draws a line below what is written.
func (p *pages) across() {
	p.l.Rules = append(p.l.Rules, mark.Rule{Y: p.y, W: p.width, Thick: thin})
}

// turn ends the page at hand and begins the next one with the columns' names.
func (p *pages) turn() error {
	if err := p.end(); err != nil {
		return err
	}
	p.header()
	return nil
}

// end writes the page at hand. A rule is a lying rectangle; an upright one is as
// wide as a frame is thick.
func (p *pages) end() error {
	if p.frame >= 0 {
		for i, x := range p.xs {
			from := p.frame + p.skipped(i)
			p.l.Rules = append(p.l.Rules, mark.Rule{X: x, Y: from, W: thin, Thick: p.framed() - from})
		}
	}
	p.l.W, p.l.H = p.width, p.height
	page := p.out.Sheet(p.paper.width*office.PointsPerMM, p.paper.height*office.PointsPerMM)
	p.count++
	err := p.out.Text(page, p.l, p.paper.left, marginTop)
	p.l, p.y, p.frame, p.line = mark.Layout{}, 0, -1, 0
	return err
}

// framed is where the last frame on the page ends.
func (p *pages) framed() (y float64) {
	for _, r := range p.l.Rules {
		y = max(y, r.Y)
	}
	return y
}

// closing writes the lines below the table, and the last page.
func (p *pages) closing(said []string) error {
	for _, s := range said {
		need := float64(len(mark.Lines(mark.Printable(s, mostCellRunes), cellSize, false, p.width))) * cellSize * lineStep
		if p.y+need > p.height {
			if err := p.end(); err != nil {
				return err
			}
		}
		p.para(s, cellSize, false, false)
	}
	return p.end()
}
