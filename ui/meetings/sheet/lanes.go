package sheet

import (
	"cmp"
	"slices"
)

// bar is something that takes time, in minutes of a day or in days.
type bar struct{ at, from, to int }

// placed is a bar in its lane: of as many lanes beside each other as are needed where it lies.
// more are those for which no lane is wide enough; then at is -1.
type placed struct {
	bar
	lane, of int
	more     []int
}

// lanes puts beside each other what overlaps, in at most so many lanes. Where they do not do, the
// last one tells what is left out. Bars come in the order of their beginning.
func lanes(bars []bar, most int) (all []placed) {
	slices.SortStableFunc(bars, func(a, b bar) int { return cmp.Compare(a.from, b.from) })
	for len(bars) > 0 {
		n, end := 1, bars[0].to
		for n < len(bars) && bars[n].from < end {
			end = max(end, bars[n].to)
			n++
		}
		all = append(all, abreast(bars[:n], max(1, most))...)
		bars = bars[n:]
	}
	return all
}

// abreast places those that hang together.
func abreast(bars []bar, most int) (all []placed) {
	var ends []int // of the lanes
	for _, b := range bars {
		lane := slices.IndexFunc(ends, func(end int) bool { return end <= b.from })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, 0)
		}
		ends[lane] = b.to
		all = append(all, placed{bar: b, lane: lane})
	}
	of := len(ends)
	if of > most {
		all, of = leaveOut(all, most-1), most
	}
	for i := range all {
		all[i].of = of
	}
	return all
}

// leaveOut gathers what lies in a lane or beyond, one piece for those that touch.
func leaveOut(all []placed, from int) (kept []placed) {
	var rest []placed
	for _, p := range all {
		switch last := len(rest) - 1; {
		case p.lane < from:
			kept = append(kept, p)
		case last >= 0 && p.from < rest[last].to:
			rest[last].to = max(rest[last].to, p.to)
			rest[last].more = append(rest[last].more, p.at)
		default:
			rest = append(rest, placed{bar: bar{-1, p.from, p.to}, lane: from, more: []int{p.at}})
		}
	}
	for i, r := range rest {
		if len(r.more) == 1 { // it has the lane for itself
			rest[i].at, rest[i].more = r.more[0], nil
		}
	}
	return append(kept, rest...)
}
