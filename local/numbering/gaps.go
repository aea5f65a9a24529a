package numbering

import (
	"cmp"
	"slices"

	"tram/local/office"
)

// Gap is a stretch of numbers before the last one given that no document has, and why.
type Gap struct {
	Span
	Had  office.ID // the station that could have given them; empty: nobody, they lie in the reserve
	Next office.ID // the station that had the register next; empty: none
	Took bool      // without a word of the one that had it
}

// Gaps are the stretches that are missing in a series, lowest first. given are its numbers, from
// the least.
func (v View) Gaps(s Series, given []int) (gaps []Gap) {
	next := 1
	for _, n := range given {
		for next < n {
			part := Span{next, min(n-1, slotOf(s.Flow, next).To)}
			gaps, next = append(gaps, v.gap(s, part)), part.To+1
		}
		next = n + 1
	}
	return gaps
}

func slotOf(f office.Flow, n int) Span { return slotSpan(f, (n-1)/Bound(f)) }

// gap tells whose a stretch was last, and who had the register next.
func (v View) gap(s Series, part Span) Gap {
	g := Gap{Span: part}
	all := slices.Clone(v.Duties)
	for _, o := range v.Openings {
		if o.Year == s.Year {
			all = append(all, Duty{ID: o.ID, By: o.Station, Station: o.Station, Span: slotSpan(s.Flow, 0)})
		}
	}
	var last Duty
	for _, d := range all {
		if d.Span.holds(part.From) && (last.ID == "" || cmp.Or(cmp.Compare(d.Span.From, last.Span.From), cmp.Compare(d.ID, last.ID)) > 0) {
			last = d
		}
	}
	g.Had = last.Station
	for _, d := range all {
		if last.ID != "" && slices.Contains(d.After, last.ID) {
			g.Next, g.Took = d.Station, d.Took()
		}
	}
	return g
}
