package calendar

import (
	"slices"
	"time"

	"tram/local/office"
)

// Span is from a moment to another, without the latter.
type Span struct{ From, To time.Time }

// Overlap is the first stretch that lies in a span of a and in one of b. Both lists are sorted by From.
func Overlap(a, b []Span) (first Span, is bool) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		both := Span{From: later(a[i].From, b[j].From), To: earlier(a[i].To, b[j].To)}
		if both.From.Before(both.To) {
			return both, true
		}
		if a[i].To.Before(b[j].To) {
			i++
		} else {
			j++
		}
	}
	return Span{}, false
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// What is proposed begins at a quarter of an hour, and the days that are looked through are not more
// than these.
const (
	proposedAt   = 15 * time.Minute
	mostProposed = 400
)

// Free proposes when something could take place that lasts so long: within the hours of a day, while
// nothing of busy lasts, from from to to, no more than most. Proposals do not overlap each other. Busy
// need not be sorted, and may overlap; hours tells those of the day that begins at its moment, sorted.
func Free(busy []Span, from, to time.Time, lasts time.Duration, hours func(day time.Time) []Span, most int) []Span {
	if lasts <= 0 {
		return nil
	}
	busy = joined(busy)
	var all []Span
	y, m, d := from.In(office.VietNam).Date()
	for i := range mostProposed {
		midnight := time.Date(y, m, d+i, 0, 0, 0, 0, office.VietNam)
		if !midnight.Before(to) {
			break
		}
		for _, open := range hours(midnight) {
			open = Span{From: later(open.From, from), To: earlier(open.To, to)}
			if all = propose(all, busy, open, lasts, most); len(all) >= most {
				return all
			}
		}
	}
	return all
}

// propose adds what fits into one stretch.
func propose(all, busy []Span, open Span, lasts time.Duration, most int) []Span {
	at := roundedUp(open.From)
	for len(all) < most {
		one := Span{From: at, To: at.Add(lasts)}
		if one.To.After(open.To) {
			break
		}
		i, _ := slices.BinarySearchFunc(busy, at, func(s Span, at time.Time) int {
			if s.To.After(at) {
				return 1
			}
			return -1
		})
		if i < len(busy) && busy[i].From.Before(one.To) {
			at = roundedUp(busy[i].To)
			continue
		}
		all = append(all, one)
		at = roundedUp(one.To)
	}
	return all
}

// roundedUp is the next quarter of an hour, which begins at the same moment in every zone of today.
func roundedUp(t time.Time) time.Time {
	if down := t.Truncate(proposedAt); !down.Equal(t) {
		return down.Add(proposedAt)
	}
	return t
}

// joined are spans in order, none of which touches another.
func joined(spans []Span) []Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	var all []Span
	for _, s := range spans {
		switch last := len(all) - 1; {
		case !s.From.Before(s.To):
		case last >= 0 && !s.From.After(all[last].To):
			all[last].To = later(all[last].To, s.To)
		default:
			all = append(all, s)
		}
	}
	return all
}
