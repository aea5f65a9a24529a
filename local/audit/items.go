package audit

import (
	"maps"
	"slices"
	"strings"

	"tram/local/office"
)

// items compares lists of objects of which the kind tells the fields, thing by thing: what
// went, and what came. false: these are none.
func (c *comparing) items(path, words string, was, now any) bool {
	before, isBefore := was.([]any)
	after, isAfter := now.([]any)
	if !isBefore && !isAfter || was != nil && !isBefore || now != nil && !isAfter {
		return false
	}
	gone, told := c.without(path, before, after)
	come, toldToo := c.without(path, after, before)
	if !told && !toldToo {
		return false
	}
	c.tell(office.FieldChange{Field: words, Was: strings.Join(gone, "; "), Now: strings.Join(come, "; ")})
	return true
}

// without tells the things of a list that another has not. told: some of them can be.
func (c *comparing) without(path string, all, others []any) (said []string, told bool) {
	for _, each := range all {
		if slices.ContainsFunc(others, func(other any) bool { return same(each, other) }) {
			continue
		}
		if one := c.item(path, each); one != "" {
			said, told = append(said, office.Visible(one, mostValue)), true
		}
	}
	return said, told
}

// item is a thing of a list in the words of its fields; empty: it has none.
func (c *comparing) item(path string, thing any) string {
	fields, _ := thing.(map[string]any)
	var said []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		word, value := c.kind.Field(dotted(path, name)), c.shown(dotted(path, name), fields[name])
		if word != "" && value != "" {
			said = append(said, lowered("x", word)+" "+value)
		}
	}
	return strings.Join(said, ", ")
}
