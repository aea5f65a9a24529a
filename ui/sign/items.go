package sign

import (
	"cmp"
	"slices"
	"strings"

	"tram/local/office"
	"tram/ui/kit"
)

// item is one row of the list: the head of a group, or a line.
type item struct {
	group string                // what its head says is sign.group-<group>
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

// told is how many the head of a group counts: those with which something is still to be
// done, as the doors of the queues do, or those that were done.
func (it item) told() int {
	if it.group == justDone {
		return len(it.lines)
	}
	return len(slices.DeleteFunc(slices.Clone(it.lines), isDone))
}

// The groups of what waits for nothing by itself, and of what was done since the clerk came.
const (
	further  = "further"
	justDone = "done"
)

func isDone(l *office.SigningLine) bool { return l.State == office.SigningDone }

// itemsOf are the rows for what is searched for; empty: all.
func itemsOf(q *office.SigningRound, searched string, types []office.DocumentType) (items []item) {
	want := office.Fold(strings.TrimSpace(searched))
	add := func(group string, are func(*office.SigningLine) bool) {
		in := q.All(func(l *office.SigningLine) bool { return are(l) && strings.Contains(words(l, types), want) })
		if len(in) == 0 {
			return
		}
		items = append(items, item{group: group, lines: in})
		for _, l := range in {
			items = append(items, item{group: group, lines: []*office.SigningLine{l}, line: l})
		}
	}
	for _, g := range q.Tasks {
		add(cmp.Or(string(g), further), func(l *office.SigningLine) bool { return l.Task == g && !isDone(l) })
	}
	add(justDone, isDone)
	return items
}

// words are what a line is found by.
func words(l *office.SigningLine, types []office.DocumentType) string {
	r := l.Row
	return office.Fold(strings.Join([]string{office.Numbered(r.Number, r.Symbol), kit.TypeName(types, r.Type), r.Subject, r.Issuer, string(r.Code), l.Signer}, " "))
}
