// Package numbering decides which station of an office may give which number of a register
// (Nghị định 30/2020, Điều 15 và 22: số là duy nhất trong một năm), so that no two stations
// ever give one, however long they do not meet.
//
// Every number of a series has at each moment one station that may give it, or none, and only
// that station gives the right away. Whoever opens a year has its numbers from 1 up to a bound.
// Beyond it lies a reserve: slots as wide as the bound, in shares that are split as stations
// come, so that no two have a slot in common. The station in duty gives final numbers one after
// the other. It hands the rest of its numbers over, and whoever receives them goes on without a
// gap; or another takes the register over without it, and goes on in a slot of its own. What
// stations know of each other may be as old as it likes: it decides who gives numbers next, and
// never whether a number is free.
//
// Nothing here keeps anything: a View is what the records of an office tell.
package numbering

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
)

// Series is one row of numbers of a year: 01, 02, …
type Series struct {
	Flow office.Flow
	Year int
	Name string // what shares the numbers: types of document (Types); empty: all of the flow
}

// Key names the series in records.
func (s Series) Key() string { return string(s.Flow) + "/" + strconv.Itoa(s.Year) + "/" + s.Name }

// ParseSeries reads a Key.
func ParseSeries(key string) (Series, bool) {
	parts := strings.SplitN(key, "/", 3)
	if len(parts) != 3 {
		return Series{}, false
	}
	year, err := strconv.Atoi(parts[1])
	return Series{office.Flow(parts[0]), year, parts[2]}, err == nil && office.RegisterYear(year) && slices.Contains(office.Flows, office.Flow(parts[0]))
}

// bounds are how many numbers lie before the reserve: more than any commune needs in a year,
// for who gives the last of them goes on in the reserve.
var bounds = map[office.Flow]int{office.FlowIn: 100_000, office.FlowPost: 100_000}

// Bound is the last number before the reserve of a flow.
func Bound(f office.Flow) int { return cmp.Or(bounds[f], 10_000) }

// Most is the last number of a flow that any station could ever give.
func Most(f office.Flow) int { return mostSlots * Bound(f) }

// Span is a stretch of numbers, both ends within.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// String writes the span as people do: 238–10000.
func (s Span) String() string { return fmt.Sprintf("%d–%d", s.From, s.To) }

func (s Span) holds(n int) bool { return n >= s.From && n <= s.To }

// slotSpan are the numbers of a slot; slot 0 are those before the reserve.
func slotSpan(f office.Flow, slot int) Span {
	return Span{slot*Bound(f) + 1, (slot + 1) * Bound(f)}
}

// Share is a part of the reserve: the slot Start and each Stride-th one after it.
type Share struct {
	Start  int `json:"start"`
	Stride int `json:"stride"`
}

// mostSlots bounds the reserve: numbers stay short enough for the 11 signs of Phụ lục VI.
const mostSlots = 1 << 16

// pool is what a station may give away of the reserve, and what is kept for whoever is
// restored from it: their slots come before those of others, for of one computer alone it is
// its restored copy that goes on.
type pool struct{ heirs, others Share }

// firstPool is the reserve whole: it is of the station that opened the first year.
var firstPool = pool{Share{1, 2}, Share{2, 2}}

// pool is what follows the first slot of a share.
func (s Share) pool() pool {
	heirs, others := Share{s.Start + s.Stride, s.Stride}.halves()
	return pool{heirs, others}
}

func (s Share) halves() (a, b Share) {
	return Share{s.Start, 2 * s.Stride}, Share{s.Start + s.Stride, 2 * s.Stride}
}

// gift is the nth share that is given away, from 0. It fails where the reserve has no more.
func (p pool) gift(n int) (Share, bool) {
	gift, left := p.others.halves()
	for range n {
		if left.Start >= mostSlots {
			return Share{}, false
		}
		gift, left = left.halves()
	}
	return gift, gift.Start < mostSlots
}
