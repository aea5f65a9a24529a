package sheet

import (
	"cmp"
	"slices"

	"tram/local/office"
)

// meet is an occurrence with the moments between which it lies.
type meet struct {
	office.Occurrence
	from, to int
	strip    bool // it takes whole days, and stands above the hours
}

func newMeet(o office.Occurrence) meet {
	m := meet{Occurrence: o, from: minuteOf(o.Start), to: minuteOf(o.End)}
	if o.End.Second() > 0 {
		m.to++
	}
	m.strip = o.AllDay || m.to-m.from >= whole
	least := 1
	if o.AllDay {
		least = whole
	}
	m.to = max(m.to, m.from+least)
	return m
}

// same tells that two are the same occurrence, wherever it lies now.
func (m meet) same(as meet) bool { return m.UID == as.UID && m.Of == as.Of }

// ledger is all that is shown, and which of it touches a day.
type ledger struct {
	all   []meet
	byDay map[int][]int // of all, in their order
}

// newLedger sorts by the time; what begins at the same time has the longer one first.
func newLedger(all []office.Occurrence) ledger {
	l := ledger{all: make([]meet, 0, len(all)), byDay: map[int][]int{}}
	for _, o := range all {
		l.all = append(l.all, newMeet(o))
	}
	slices.SortStableFunc(l.all, func(a, b meet) int {
		return cmp.Or(cmp.Compare(dayOf(a.from), dayOf(b.from)), first(a.strip, b.strip), cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(a.Title, b.Title), cmp.Compare(a.UID, b.UID))
	})
	for i, m := range l.all {
		for day := dayOf(m.from); day <= min(dayOf(m.to-1), dayOf(m.from)+longest); day++ {
			l.byDay[day] = append(l.byDay[day], i)
		}
	}
	return l
}

// longest is for how many days one meeting is drawn: a slip in a stranger's year must not fill the
// memory.
const longest = 400

// first orders those that are so before those that are not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// find is where an occurrence stands now; -1: nowhere.
func (l ledger) find(m meet) int { return slices.IndexFunc(l.all, m.same) }

// inDays are all that touch some days, each once, in their order.
func (l ledger) inDays(from, to int) (found []int) {
	for day := from; day < to; day++ {
		for _, i := range l.byDay[day] {
			if day == from || dayOf(l.all[i].from) == day {
				found = append(found, i)
			}
		}
	}
	return found
}
