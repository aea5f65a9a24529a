package office

import (
	"fmt"
	"testing"
)

// TestBlankSidesThatAreOutAreNamedUntilTheyComeBack: one that was said to stay, and a page with
// writing, are none of them.
func TestBlankSidesThatAreOutAreNamedUntilTheyComeBack(t *testing.T) {
	page := func(id ID, blank Unsure, kept bool) Page {
		return Page{ID: id, Name: string(id) + ".jpg", Blank: blank, BlankKept: kept}
	}
	a, b, c, d := page("a", No, false), page("b", Yes, false), page("c", Yes, true), page("d", Yes, false)
	var f FromPaper
	for _, step := range []struct {
		was, now []Page
		out      string
	}{
		{[]Page{a, b, c, d}, []Page{d}, "[{b b.jpg}]"},
		{[]Page{d}, nil, "[{b b.jpg} {d d.jpg}]"},
		{nil, []Page{a, b}, "[{d d.jpg}]"},
		{[]Page{a, b}, []Page{b, a}, "[{d d.jpg}]"},
	} {
		before := fmt.Sprint(f.BlankOut)
		was := f.BlankOut
		if f.Became(step.was, step.now); fmt.Sprint(f.BlankOut) != step.out {
			t.Errorf("out are %v, not %s", f.BlankOut, step.out)
		}
		if fmt.Sprint(was) != before {
			t.Errorf("what was told before is now %v", was)
		}
	}
}
