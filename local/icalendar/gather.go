package icalendar

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// gathered is all that a file says of one UID.
type gathered struct {
	uid    string
	whole  *event
	single []*event // times of it that are not as the others are
	added  []*event // times more (METHOD:ADD)
	ended  *event   // the whole was called off
}

// belongs puts an event to the others of its UID.
func (r *reading) belongs(e *event) {
	g := r.series[e.UID]
	if g != nil && g.another(e) {
		r.odd.about(e.label, "same uid", "có sự kiện khác cùng mã (UID) trong tệp nên được đặt mã riêng")
		e.UID += "-" + strings.ReplaceAll(e.When.Start, ":", "")
		g = r.series[e.UID]
	}
	if g == nil {
		g = &gathered{uid: e.UID}
		r.series[e.UID] = g
		r.order = append(r.order, e.UID)
	}
	switch {
	case e.id != nil:
		if e.method == "CANCEL" {
			e.State = office.MeetingCancelled
		}
		g.single = append(g.single, e)
	case e.method == "CANCEL":
		e.State = office.MeetingCancelled
		if g.ended == nil || !g.ended.newer(e) {
			g.ended = e
		}
	case e.method == "ADD":
		g.added = append(g.added, e)
	case g.whole == nil:
		g.whole = e
	default:
		r.odd.about(e.label, "twice", "được ghi nhiều lần trong tệp: lấy lần mới nhất")
		if !g.whole.newer(e) {
			g.whole = e
		}
	}
}

// another tells that an event bears the UID of another one by mistake.
func (g *gathered) another(e *event) bool {
	w := g.whole
	return w != nil && e.id == nil && e.method != "CANCEL" && e.method != "ADD" && w.object == e.object &&
		w.Sequence == e.Sequence && w.When.Start != e.When.Start
}

// newer tells that e was told after the other one.
func (e *event) newer(than *event) bool {
	if e.Sequence != than.Sequence {
		return e.Sequence > than.Sequence
	}
	return e.stamp.After(than.stamp)
}

// gather makes a meeting of each UID.
func (r *reading) gather() {
	for _, uid := range r.order {
		g := r.series[uid]
		m, ok := r.meeting(g)
		if !ok {
			continue
		}
		if g.ended != nil {
			m.Sequence = max(m.Sequence, g.ended.Sequence)
			m.State = office.MeetingCancelled
		}
		r.cal.Meetings = append(r.cal.Meetings, m)
	}
}

func (r *reading) meeting(g *gathered) (office.Meeting, bool) {
	told := g.whole != nil
	switch {
	case told:
	case len(g.single) > 0:
		r.apart(g)
	case len(g.added) > 0:
		g.whole, g.added = g.added[0], g.added[1:]
	default:
		return g.ended.Meeting, true // it says no more than that
	}
	if g.ended != nil && g.whole.newer(g.ended) && g.whole.Sequence > g.ended.Sequence {
		g.ended = nil // it was called off, and then told anew
	}
	m, ok := r.built(g)
	if ok && told && isApart(m) { // it takes place once, and that time is told otherwise: that counts
		r.apart(g)
		return r.built(g)
	}
	return m, ok
}

// built puts a meeting together.
func (r *reading) built(g *gathered) (office.Meeting, bool) {
	e := g.whole
	m := e.Meeting
	m.When.Again = e.rule
	m.When.Also, m.When.Except = r.starts(e, e.also, m.When), r.starts(e, e.except, m.When)
	for i, also := range e.also {
		if also.Lasts > 0 && also.Lasts != m.When.Lasts && i < len(m.When.Also) {
			when := also.Timing
			m.Shifts = append(m.Shifts, office.Shift{Of: m.When.Also[i], When: when})
		}
	}
	if !r.holds(e, &m) {
		return office.Meeting{}, false
	}
	r.add(g, &m)
	r.shift(g, &m)
	return m, true
}

// starts are moments as the series writes its own.
func (r *reading) starts(e *event, all []moment, series office.Timing) []string {
	var said []string
	for _, m := range all {
		start, exact := r.as(m, series)
		if !exact {
			r.odd.about(e.label, "other form", "ngày lặp hoặc ngày loại trừ ghi theo kiểu khác với ngày bắt đầu: hiểu là %s", start)
		}
		if m.unknown {
			r.odd.about(e.label, "zone", "múi giờ “%s” không nhận ra nên hiểu là giờ %s", short(m.id), r.home.shown())
		}
		said = append(said, start)
	}
	return said
}

// holds takes out of a meeting what no calendar can count; false: nothing of it can be, which is
// named.
func (r *reading) holds(e *event, m *office.Meeting) bool {
	err := calendar.Check(m.When)
	if errors.Is(err, calendar.BadRule) || errors.Is(err, calendar.TooOften) || errors.Is(err, calendar.Never) {
		f, _ := office.FailureIn(err)
		r.odd.about(e.label, "rule", "chỉ nhận lần đầu. %s", f.Said)
		m.When.Again = ""
		err = calendar.Check(m.When)
	}
	if err != nil {
		f, _ := office.FailureIn(err)
		r.odd.about(e.label, "check", "không nhận. %s", f.Said)
		return false
	}
	if !calendar.ByRule(m.When) {
		r.odd.about(e.label, "by rule", "ngày bắt đầu không theo quy tắc lặp, nhưng vẫn tính là lần đầu")
	}
	return true
}

// apart makes a meeting of times whose whole is not told: its times are theirs, and each is as they
// say.
func (r *reading) apart(g *gathered) {
	first := slices.MinFunc(g.single, func(a, b *event) int { return cmp.Compare(a.id.Start, b.id.Start) })
	series := office.Timing{Start: first.id.Start, AllDay: first.id.AllDay, Zone: first.id.Timing.Zone, Rules: first.id.Timing.Rules}
	least := slices.MinFunc(g.single, func(a, b *event) int { return cmp.Compare(a.Sequence, b.Sequence) })
	g.whole = least // none of its times is older
	newest := r.newest(g, series)
	whole := *newest[series.Start]
	if series.Lasts = whole.When.Lasts; !whole.starts || whole.When.AllDay != series.AllDay {
		series.Lasts = int64(assumed / time.Second)
		if series.AllDay {
			series.Lasts = 1
		}
	}
	whole.id, whole.When, whole.Sequence = nil, series, least.Sequence
	if whole.State == office.MeetingCancelled {
		whole.State = office.MeetingConfirmed // that time is, and not the whole
	}
	whole.rule, whole.except, whole.also = "", nil, nil
	whole.Foreign = strings.Join(slices.DeleteFunc(items(whole.Foreign), func(item string) bool { return !aboutPeople(item) }), "")
	for _, of := range slices.Sorted(maps.Keys(newest)) {
		if of != series.Start {
			whole.also = append(whole.also, *newest[of].id)
		}
	}
	g.whole = &whole
}

// add adds single times to a meeting.
func (r *reading) add(g *gathered, m *office.Meeting) {
	for _, e := range g.added {
		if e.rule != "" || !e.starts {
			r.odd.about(e.label, "add", "thêm lần họp theo quy tắc riêng (METHOD:ADD) nên chưa nhận")
			continue
		}
		start, _ := r.as(e.clock, m.When)
		if slices.Contains(m.When.Also, start) {
			continue
		}
		m.When.Also = append(m.When.Also, start)
		m.Sequence = max(m.Sequence, e.Sequence)
		if e.When.Lasts != m.When.Lasts || e.Title != m.Title || e.Place != m.Place {
			m.Shifts = append(m.Shifts, r.shiftOf(e, start, *m))
		}
	}
}

// other is a word where it is another one than that of the whole.
func other(word, whole string) string {
	if word == whole {
		return ""
	}
	return word
}
