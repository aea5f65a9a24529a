package calsync

import (
	"slices"
	"testing"
)

func it(fields ...string) Item {
	is := Item{UID: "u", Version: 1, Fields: map[string]string{}}
	for i := 0; i+1 < len(fields); i += 2 {
		is.Fields[fields[i]] = fields[i+1]
	}
	return is
}

func pending(base, sent Item) Entry {
	return Entry{Href: "u.ics", ETag: "1", Base: marksOf(base), Sent: marksOf(sent)}
}

func known(base Item) Entry { return Entry{Href: "u.ics", ETag: "1", Base: marksOf(base)} }

// TestEachSideKeepsWhatTheOtherDidNotTouch, and where both touched one field a person hears of it.
func TestEachSideKeepsWhatTheOtherDidNotTouch(t *testing.T) {
	base, gone := it("a", "1", "b", "1"), Item{UID: "u", Version: 2, Gone: true}
	for name, c := range map[string]struct {
		e      Entry
		ours   Item
		theirs Item
		do     Deed
		is     Item
		told   []string
		clash  bool
	}{
		"nobody changed it":           {known(base), base, base, Agree, base, nil, false},
		"we did":                      {known(base), it("a", "2", "b", "1"), base, Send, it("a", "2", "b", "1"), nil, false},
		"they did":                    {known(base), base, it("a", "2", "b", "1"), Take, it("a", "2", "b", "1"), nil, false},
		"both the same":               {known(base), it("a", "2"), it("a", "2"), Agree, it("a", "2"), nil, false},
		"each another field":          {known(base), it("a", "2", "b", "1"), it("a", "1", "b", "2"), Merge, it("a", "2", "b", "2"), nil, false},
		"each a field of its own":     {known(base), it("a", "1", "b", "1", "c", "3"), it("a", "1", "b", "1", "d", "4"), Merge, it("a", "1", "b", "1", "c", "3", "d", "4"), nil, false},
		"we took one out":             {known(base), it("a", "1"), it("a", "2", "b", "1"), Merge, it("a", "2"), nil, false},
		"both one field":              {known(base), it("a", "2", "b", "1"), it("a", "3", "b", "1"), Take, it("a", "3", "b", "1"), []string{"a"}, true},
		"one field, and another":      {known(base), it("a", "2", "b", "2"), it("a", "3", "b", "1"), Merge, it("a", "3", "b", "2"), []string{"a"}, true},
		"taken out and changed":       {known(base), it("b", "1"), it("a", "3", "b", "1"), Take, it("a", "3", "b", "1"), []string{"a"}, true},
		"nobody knows":                {Entry{}, it("a", "2", "b", "1"), it("a", "3", "b", "1"), Take, it("a", "3", "b", "1"), []string{"a"}, true},
		"nobody knows, all the same":  {Entry{}, base, base, Agree, base, nil, false},
		"what was sent came there":    {pending(base, it("a", "2", "b", "1")), it("a", "3", "b", "1"), it("a", "2", "b", "1"), Send, it("a", "3", "b", "1"), nil, false},
		"it did, and was taken back":  {pending(base, it("a", "2", "b", "1")), base, it("a", "2", "b", "1"), Send, base, nil, false},
		"it did not":                  {pending(base, it("a", "2", "b", "1")), it("a", "2", "b", "1"), base, Send, it("a", "2", "b", "1"), nil, false},
		"it did, and they went on":    {pending(base, it("a", "2", "b", "1")), it("a", "2", "b", "1"), it("a", "2", "b", "3"), Take, it("a", "2", "b", "3"), nil, false},
		"the first that was sent":     {Entry{Href: "u.ics", Sent: marksOf(base)}, it("a", "2", "b", "1"), base, Send, it("a", "2", "b", "1"), nil, false},
		"we removed it":               {known(base), gone, base, Remove, Item{}, nil, false},
		"we removed what was sent":    {Entry{Href: "u.ics", Sent: marksOf(base)}, gone, base, Remove, Item{}, nil, false},
		"we removed it, they changed": {known(base), gone, it("a", "2"), Take, it("a", "2"), nil, true},
		"removed, and nobody knows":   {Entry{}, gone, base, Take, base, nil, true},
	} {
		step := Plan(c.e, &c.ours, Theirs{Item: &c.theirs})
		if step.Do != c.do || c.is.Fields != nil && !step.Item.Same(c.is) || (step.Clash != nil) != c.clash {
			t.Errorf("%s: %+v", name, step)
		}
		if c.clash && (!slices.Equal(step.Clash.Fields, c.told) || !step.Clash.Ours.Same(c.ours) || step.Clash.Unknown != (c.e.Base == nil)) {
			t.Errorf("%s: told %+v", name, step.Clash)
		}
	}
}

// TestAChangeWinsOverARemoval, which is told.
func TestAChangeWinsOverARemoval(t *testing.T) {
	base, ours, gone := it("a", "1"), it("a", "2"), Item{UID: "u", Gone: true}
	restored := known(base)
	restored.Base = nil
	for name, c := range map[string]struct {
		e           Entry
		ours        *Item
		do          Deed
		tell, doubt bool
	}{
		"they removed it":                    {known(base), &base, Drop, false, false},
		"both did":                           {known(base), &gone, Forget, false, false},
		"neither has it":                     {known(base), nil, Forget, false, false},
		"we changed it":                      {known(base), &ours, Send, true, false},
		"it was on its way, and taken back":  {pending(base, ours), &base, Send, true, false},
		"a new one":                          {Entry{Href: "u.ics"}, &ours, Send, false, false},
		"it was there, and nobody knows how": {restored, &ours, Send, true, true},
	} {
		step := Plan(c.e, c.ours, Theirs{})
		if step.Do != c.do || (step.Clash != nil) != c.tell || c.tell && (!step.Clash.Theirs.Gone || step.Clash.Unknown != c.doubt) {
			t.Errorf("%s: %+v", name, step)
		}
	}
	if e := known(base).before(Theirs{}); e.Base != nil || e.ETag != "" {
		t.Errorf("what is sent anew, and told, follows nothing: %+v", e)
	}
}

func TestMarksHoldNoWords(t *testing.T) {
	m := marksOf(it("title", "Họp kín về nhân sự"))
	if len(m["title"]) != 16 || m["title"] == markOf("") || !m.Are(it("title", "Họp kín về nhân sự")) || m.Are(it("title", "x")) || m.Are(it("title", "Họp kín về nhân sự", "b", "")) || m.Are(it()) {
		t.Errorf("%v", m)
	}
}
