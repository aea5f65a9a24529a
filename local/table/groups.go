package table

import (
	"fmt"
	"strings"

	"tram/local/mark"
)

// Group is columns beside each other that have one heading above them.
type Group struct {
	Name     string
	From, To int // the first column and the last, from 0
}

// grouped tells whether any columns have a heading above them.
func (t Table) grouped() bool { return t.Form == nil && len(t.Groups) > 0 }

// groupOf is the group of a column.
func (t Table) groupOf(column int) (Group, bool) {
	for _, g := range t.Groups {
		if column >= g.From && column <= g.To {
			return g, true
		}
	}
	return Group{}, false
}

// above sets what stands over the table on its first page.
func (p *pages) above(l mark.Layout) {
	for _, text := range l.Texts {
		text.Y, text.Line = text.Y+p.y, p.line
		p.l.Texts = append(p.l.Texts, text)
		p.line++
	}
	for _, rule := range l.Rules {
		rule.Y += p.y
		p.l.Rules = append(p.l.Rules, rule)
	}
	p.y += l.H
}

// wide is the room between the edges of a group, in points.
func (p *pages) wide(g Group) float64 { return p.xs[g.To+1] - p.xs[g.From] }

func (p *pages) groupLines(g Group) lines {
	return mark.Lines(mark.Printable(g.Name, mostHeadRunes), cellSize, true, p.wide(g)-2*airInside)
}

// groupsHigh is how high the headings of groups are together; 0: there are none.
func (p *pages) groupsHigh() float64 {
	if !p.t.grouped() {
		return 0
	}
	deep := 0
	for _, g := range p.t.Groups {
		deep = max(deep, len(p.groupLines(g)))
	}
	return tall(deep)
}

// grouped writes the headings of groups, and a line below each.
func (p *pages) grouped() {
	if !p.t.grouped() {
		return
	}
	for _, g := range p.t.Groups {
		for n, line := range p.groupLines(g) {
			x := p.xs[g.From] + (p.wide(g)-mark.Width(line, cellSize, true))/2
			p.word(x, p.y+airInside+float64(n+1)*cellSize*lineStep-cellSize*descent, cellSize, true, line)
		}
		p.l.Rules = append(p.l.Rules, mark.Rule{X: p.xs[g.From], Y: p.y + p.groupsHigh(), W: p.wide(g), Thick: thin})
	}
	p.y += p.groupsHigh()
}

// skipped is how far below the head of the table the upright line at an edge begins: within a group
// it begins below its heading.
func (p *pages) skipped(edge int) float64 {
	for _, g := range p.t.Groups {
		if edge > g.From && edge <= g.To {
			return p.groupsHigh()
		}
	}
	return 0
}

// merged joins in a workbook the cells of groups, and of columns that belong to none, which begin in
// a row from 1.
func (t Table) merged(row int) string {
	if !t.grouped() {
		return ""
	}
	var refs []string
	for _, g := range t.Groups {
		refs = append(refs, fmt.Sprintf("%s%d:%s%d", columnName(g.From), row, columnName(g.To), row))
	}
	for i := range t.Columns {
		if _, in := t.groupOf(i); !in {
			refs = append(refs, fmt.Sprintf("%s%d:%s%d", columnName(i), row, columnName(i), row+1))
		}
	}
	return fmt.Sprintf(`<mergeCells count="%d"><mergeCell ref="%s"/></mergeCells>`, len(refs), strings.Join(refs, `"/><mergeCell ref="`))
}

// headOf is the name of a column in one of the two rows of a table with groups: what is joined has it
// in the first.
func (t Table) headOf(column, row int) string {
	g, in := t.groupOf(column)
	switch {
	case !in && row == 0, in && row == 1:
		return t.Columns[column].Name
	case in && column == g.From:
		return g.Name
	}
	return ""
}
