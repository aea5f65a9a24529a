package sign

import (
	"strings"

	"tram/local/office"
	"tram/ui/kit"
)

// item is one row of the list: the head of a group, or a line.
type item struct {
	group office.Task
	lines []*office.SigningLine // of a group: those in sight
	line  *office.SigningLine   // nil: the head of a group
}

// count tells how many are ticked, of those that can be.
func (it item) count() (ticked, open int) {
	for _, l := range it.lines {
		if l.Open() {
			open++
		}
		if l.Ticked {
			ticked++
		}
	}
	return ticked, open
}

// itemsOf are the rows for what is searched for; empty: all.
func itemsOf(q *office.SigningRound, searched string, types []office.DocumentType) (items []item) {
	want := office.Fold(strings.TrimSpace(searched))
	for _, g := range q.Tasks {
		in := q.All(func(l *office.SigningLine) bool { return l.Task == g && strings.Contains(words(l, types), want) })
		if len(in) == 0 {
			continue
		}
		items = append(items, item{group: g, lines: in})
		for _, l := range in {
			items = append(items, item{group: g, lines: []*office.SigningLine{l}, line: l})
		}
	}
	return items
}

// words are what a line is found by.
func words(l *office.SigningLine, types []office.DocumentType) string {
	r := l.Row
	return office.Fold(strings.Join([]string{office.Numbered(r.Number, r.Symbol), kit.TypeName(types, r.Type), r.Subject, r.Issuer, string(r.Code), l.Signer}, " "))
}
