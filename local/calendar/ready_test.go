package calendar

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"tram/local/office"
)

// What is asked of a meeting that was read once is what is told of it each time, whatever its rule, what was
// moved of it and what was called off.
func TestAMeetingThatWasReadOnceTellsTheSameTimes(t *testing.T) {
	shifts := []office.Shift{{Of: "2026-02-02T08:00:00", Off: true}, {Of: "2026-02-09T08:00:00", When: office.Timing{Start: "2026-02-13T14:00:00", Lasts: 1800}},
		{Of: "2026-05-04T08:00:00", Following: true, When: office.Timing{Start: "2026-05-04T10:00:00", Lasts: 7200}}}
	for _, rule := range []string{"", "FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=30", "FREQ=WEEKLY;COUNT=1", "FREQ=DAILY;COUNT=90;INTERVAL=7", "FREQ=WEEKLY;UNTIL=20260801T000000Z", "FREQ=MONTHLY;BYDAY=1TU;COUNT=5", "FREQ=WEEKLY;BYDAY=TU;COUNT=9"} {
		for _, shifts := range [][]office.Shift{nil, shifts} {
			m := mondays()
			m.When.Again, m.Shifts = rule, shifts
			m.When.Also, m.When.Except = []string{"2026-03-03T15:00:00"}, []string{"2026-01-19T08:00:00"}
			r, err := Prepare(m)
			if err != nil {
				t.Fatal(err)
			}
			for from := moment(t, "2025-12-01 00:00"); from.Year() < 2028; from = from.AddDate(0, 0, 13) {
				to := from.AddDate(0, 2, 0)
				all, err := Occurrences(m, from, to)
				spans, failed := r.Spans(from, to)
				if err != nil || failed != nil || !sameSpans(all, spans) {
					t.Fatalf("%q from %s: %v and %v, %v %v", rule, from, all, spans, err, failed)
				}
			}
			first, _, err := First(m)
			last, never, failed := Ends(m)
			is, _ := r.First()
			ends, goesOn := r.Ends()
			if err != nil || failed != nil || !is.Equal(first) || !ends.Equal(last) || goesOn != never {
				t.Errorf("%q: from %s to %s, read once from %s to %s", rule, first, last, is, ends)
			}
		}
	}
	if _, err := Prepare(office.Meeting{When: office.Timing{Start: "x"}}); !errors.Is(err, BadTime) {
		t.Errorf("no time: %v", err)
	}
}

func sameSpans(all []office.Occurrence, spans []Span) bool {
	said := func(from, to time.Time) string { return fmt.Sprint(from.Unix(), to.Unix()) }
	have := map[string]int{}
	for _, o := range all {
		have[said(o.Start, o.End)]++
	}
	for _, s := range spans {
		have[said(s.From, s.To)]--
	}
	for _, n := range have {
		if n != 0 {
			return false
		}
	}
	return len(all) == len(spans)
}
