package calendar

import (
	"cmp"
	"slices"
	"time"

	"tram/local/office"
)

// Ready is a meeting whose times are asked again and again: its rule is read once, and one that is counted is
// known by the last time that it names, so that nobody counts from the start each time.
type Ready struct {
	t     times
	last  time.Time
	never bool
}

// Prepare reads when a meeting takes place. It fails where Check would.
func Prepare(m office.Meeting) (Ready, error) {
	t, err := timesOf(m)
	if err != nil {
		return Ready{}, err
	}
	if r := t.rule; r != nil && r.count > 0 {
		bounded := *r
		bounded.count, bounded.until = 0, until{is: true, at: t.start}
		r.walk(t.start, t.start, end, func(w wall) bool {
			bounded.until.at = w
			return true
		})
		t.rule = &bounded
	}
	r := Ready{t: t}
	r.last, r.never = t.ends()
	return r, nil
}

// Spans are from when to when the times last of those that last at some moment between two, in order: what
// Occurrences tells without its words. It fails with TooMany.
func (r Ready) Spans(from, to time.Time) (all []Span, err error) {
	add := func(s Span, is bool) {
		if is && overlaps(s.From, s.To, from, to) {
			all = append(all, s)
		}
	}
	room := r.t.reach()
	r.t.walk(wall(from.Unix())-room, wall(to.Unix())+room, func(w wall) bool {
		if !r.t.shifted(w) {
			add(r.t.spanOf(w, r.t.followed(w)))
		}
		return len(all) <= MostOccurrences
	})
	for _, one := range r.t.single {
		o, is := r.t.moved(one)
		add(Span{From: o.Start, To: o.End}, is)
	}
	if len(all) > MostOccurrences {
		return nil, TooMany.About(short(r.t.m.Title))
	}
	slices.SortFunc(all, func(a, b Span) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	return all, nil
}

// First is the first time that takes place, and its end; zero: all of them were called off.
func (r Ready) First() (start, stop time.Time) { return r.t.first() }

// Ends is when the last time is over, as the function of that name tells it.
func (r Ready) Ends() (last time.Time, never bool) { return r.last, r.never }
