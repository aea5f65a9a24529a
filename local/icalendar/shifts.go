package icalendar

import (
	"maps"
	"slices"
	"strings"

	"tram/local/calendar"
	"tram/local/office"
)

// shift lays the times that are not as the others are into a meeting.
func (r *reading) shift(g *gathered, m *office.Meeting) {
	newest := r.newest(g, m.When)
	order := slices.Sorted(maps.Keys(newest))
	if len(order) > calendar.MostDates {
		r.odd.about(g.whole.label, "shifts", "có quá %d lần họp đổi khác: chỉ nhận số lần đầu tiên", calendar.MostDates)
		order = order[:calendar.MostDates]
	}
	m.Shifts = slices.DeleteFunc(m.Shifts, func(s office.Shift) bool { return newest[s.Of] != nil })
	known := map[string]bool{}
	for _, item := range items(g.whole.Foreign) {
		known[item] = true
	}
	for _, of := range order {
		e := newest[of]
		s := r.shiftOf(e, of, *m)
		if s.When.Start != "" && !s.Off {
			if err := calendar.Check(s.When); err != nil {
				f, _ := office.FailureIn(err)
				r.odd.about(e.label, "shift", "không nhận thay đổi của lần họp %s. %s", of, f.Said)
				continue
			}
		}
		m.Shifts = append(m.Shifts, s)
		m.Sequence = max(m.Sequence, e.Sequence)
		kept := foreignOf(e, g.whole, known, of)
		switch {
		case s.Off:
		case len(m.Foreign)+len(kept) > mostForeign:
			r.odd.about(e.label, "foreign", "có quá nhiều nội dung riêng của chương trình khác nên chỉ giữ một phần")
		default:
			m.Foreign += kept
		}
	}
}

// newest are the newest tellings of single times, by when those began by the rule.
func (r *reading) newest(g *gathered, series office.Timing) map[string]*event {
	newest := map[string]*event{}
	for _, e := range g.single {
		if e.Sequence < g.whole.Sequence && e.object != g.whole.object {
			r.odd.about(e.label, "old shift", "có thay đổi cũ của một lần họp, ghi trước khi cả chuỗi được báo lại, nên bỏ qua")
			continue
		}
		of, exact := r.as(*e.id, series)
		if !exact {
			r.odd.about(e.label, "of", "lần họp đổi khác ghi theo kiểu khác với ngày bắt đầu: hiểu là lần %s", of)
		}
		if old := newest[of]; old == nil || !old.newer(e) {
			newest[of] = e
		}
	}
	return newest
}

// shiftOf is one time as it differs from the others.
func (r *reading) shiftOf(e *event, of string, m office.Meeting) office.Shift {
	s := office.Shift{Of: of, Following: e.following, Off: e.State == office.MeetingCancelled && m.State != office.MeetingCancelled}
	if s.Off {
		return s
	}
	s.Title, s.Place, s.Note = other(e.Title, m.Title), other(e.Place, m.Place), other(e.Purpose, m.Purpose)
	stays := m.When
	stays.Start, stays.Again, stays.Also, stays.Except = of, "", nil, nil
	if e.unsure && e.When.AllDay == m.When.AllDay {
		e.When.Lasts = m.When.Lasts // it lasts as the others do
	}
	if e.starts && !sameTime(e.When, stays) {
		s.When = e.When
	}
	return s
}

// sameTime tells whether two timings of one time are the same, whatever zone they are told in.
func sameTime(a, b office.Timing) bool {
	if a.AllDay != b.AllDay || a.Lasts != b.Lasts {
		return false
	}
	x, err := calendar.At(a)
	y, err2 := calendar.At(b)
	return err == nil && err2 == nil && x.Equal(y)
}

// foreignOf is what another program wrote of one time and of that alone. Known is what it wrote of the
// whole.
func foreignOf(e, whole *event, known map[string]bool, of string) string {
	var b strings.Builder
	for _, item := range items(e.Foreign) {
		if !known[item] && !aboutPeople(item) {
			b.WriteString(item)
		}
	}
	if e.Link != "" && e.Link != whole.Link {
		b.WriteString(ownLink + conference(e.Link, e.Platform) + "\n")
	}
	if people := peopleOf(e); people != peopleOf(whole) {
		b.WriteString(people)
	}
	if b.Len() == 0 {
		return ""
	}
	return beginOf + "\n" + ofLine(of) + "\n" + b.String() + "END:" + ofName + "\n"
}

// peopleOf are the lines of who is invited, as they would be written.
func peopleOf(e *event) string {
	var b strings.Builder
	kept := keptPeople(e.Foreign)
	for _, p := range e.People {
		b.WriteString(attendee("ATTENDEE", p, kept) + "\n")
	}
	return b.String()
}

// A part of Foreign that belongs to one time stands between these.
const (
	ofName  = "X-TRAM-TIME"
	ownLink = "X-TRAM-" // before the line of its own link
	beginOf = "BEGIN:" + ofName
)

// ofLine is by which time a part of Foreign is known.
func ofLine(of string) string { return "RECURRENCE-ID:" + compact(of) }

func compact(start string) string { return strings.NewReplacer("-", "", ":", "").Replace(start) }

// items are the lines of a Foreign; those of a component in it are one.
func items(foreign string) []string {
	var all []string
	var b strings.Builder
	depth := 0
	for line := range strings.Lines(foreign) {
		b.WriteString(line)
		switch {
		case strings.HasPrefix(line, "BEGIN:"):
			depth++
		case strings.HasPrefix(line, "END:"):
			depth--
		}
		if depth <= 0 {
			all = append(all, b.String())
			depth = 0
			b.Reset()
		}
	}
	return all
}
