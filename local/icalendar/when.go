package icalendar

import (
	"strings"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// mayHaveNoStart are the methods that speak of a meeting that is known already.
var mayHaveNoStart = map[string]bool{"CANCEL": true, "REPLY": true, "REFRESH": true, "DECLINECOUNTER": true}

// when reads when the event takes place; false: it is dropped, and named.
func (r *reading) when(e *event, c *component) bool {
	if p := c.first("RECURRENCE-ID"); p != nil {
		m, ok := r.time(*p, strings.ToUpper(strings.TrimSpace(p.value)))
		if !ok {
			r.odd.about(e.label, "recurrence-id", "không nhận vì không rõ đổi lần họp nào: “%s”", short(p.value))
			return false
		}
		r.judge(e, m)
		span := p.get("RANGE")
		e.id, e.following = &m, strings.EqualFold(span, "THISANDFUTURE")
		if span != "" && !e.following {
			r.odd.about(e.label, "shift", "đổi cả các lần trước (RANGE=%s): chỉ nhận cho riêng lần ấy", short(span))
		}
	}
	p := c.first("DTSTART")
	switch {
	case p != nil:
		m, ok := r.time(*p, strings.ToUpper(strings.TrimSpace(p.value)))
		if !ok {
			r.odd.about(e.label, "start", "không nhận vì ngày giờ bắt đầu không đọc được: “%s”", short(p.value))
			return false
		}
		if p.mended {
			r.odd.about(e.label, "mended", "dòng ngày giờ có dấu ngoặc kép sai chỗ: đã hiểu là “%s”", short(p.value))
		}
		r.judge(e, m)
		e.starts, e.clock, e.When = true, m, m.Timing
		r.lasts(e, c)
	case e.id == nil && !mayHaveNoStart[r.method]:
		r.odd.about(e.label, "start", "không nhận vì không có ngày giờ bắt đầu")
		return false
	}
	if e.starts {
		r.twice(e, c)
		r.again(e, c)
	}
	return true
}

// twice names what is told twice and cannot both be: the first was chosen.
func (r *reading) twice(e *event, c *component) {
	for _, name := range []string{"DTSTART", "DTEND", "DURATION"} {
		first := c.first(name)
		for _, p := range c.props {
			if p.name == name && p.value != first.value {
				r.odd.about(e.label, "twice "+name, "ghi %s hai lần, khác nhau: chỉ nhận lần đầu, “%s”", name, short(first.value))
			}
		}
	}
	if length := c.first("DURATION"); length != nil && c.first("DTEND") != nil {
		other := *e
		if r.length(&other, length.value) && other.When.Lasts != e.When.Lasts {
			r.odd.about(e.label, "end and length", "giờ kết thúc khác độ dài (DURATION) cũng ghi trong tệp: theo giờ kết thúc")
		}
	}
}

// judge names what is odd about a time.
func (r *reading) judge(e *event, m moment) {
	switch {
	case m.AllDay:
	case m.floating && !r.said:
		r.odd.about(e.label, "floating", "không ghi múi giờ nên hiểu là giờ Việt Nam")
	case m.unknown:
		r.odd.about(e.label, "zone", "múi giờ “%s” không nhận ra nên hiểu là giờ %s", short(m.id), r.home.shown())
	case m.zone.differs:
		r.odd.about(e.label, "zone differs", "múi giờ “%s” ghi trong tệp khác với múi giờ cùng tên: giờ tính theo tệp", short(m.id))
	}
}

// lasts reads how long it lasts.
func (r *reading) lasts(e *event, c *component) {
	end, length := c.first("DTEND"), c.first("DURATION")
	ok := false
	switch {
	case end != nil:
		ok = r.until(e, c, *end)
	case length != nil:
		ok = r.length(e, length.value)
	case e.When.AllDay:
		e.When.Lasts = 1
		return
	}
	if ok && e.When.Lasts > 0 {
		return
	}
	told := end != nil || length != nil
	e.When.Lasts, e.unsure = int64(assumed/time.Second), true
	switch {
	case e.When.AllDay:
		e.When.Lasts = 1
		r.odd.about(e.label, "end", "giờ kết thúc không đọc được, hoặc không sau giờ bắt đầu, nên tạm tính là 1 ngày")
	case told:
		r.odd.about(e.label, "end", "giờ kết thúc không đọc được, hoặc không sau giờ bắt đầu, nên tạm tính là 1 giờ")
	default:
		r.odd.about(e.label, "end", "không ghi giờ kết thúc nên tạm tính là 1 giờ")
	}
}

// until reads how long it lasts out of DTEND.
func (r *reading) until(e *event, c *component, p property) bool {
	to, ok := r.time(p, strings.ToUpper(strings.TrimSpace(p.value)))
	if !ok {
		return false
	}
	r.judge(e, to)
	const midnight = "T00:00:00"
	whole := strings.EqualFold(c.said("X-MICROSOFT-CDO-ALLDAYEVENT"), "TRUE")
	switch from := &e.When; {
	case !from.AllDay && !to.AllDay && whole && strings.HasSuffix(from.Start, midnight) && strings.HasSuffix(to.Start, midnight):
		*from = office.Timing{Start: from.Start[:len(time.DateOnly)], AllDay: true}
		from.Lasts = days(from.Start, to.Start)
	case from.AllDay:
		from.Lasts = days(from.Start, to.Start)
	case to.AllDay:
		to.Start, to.AllDay, to.Timing.Zone, to.Timing.Rules = to.Start+midnight, false, from.Zone, from.Rules
		from.Lasts = between(e.clock, to)
	default:
		if to.floating {
			to.Timing.Zone, to.Timing.Rules = from.Zone, from.Rules
		}
		from.Lasts = between(e.clock, to)
	}
	return e.When.Lasts > 0
}

// length reads how long it lasts out of DURATION, in which days are those of the calendar.
func (r *reading) length(e *event, s string) bool {
	n, seconds, ok := duration(s)
	switch {
	case !ok || n > 4000 || seconds > 4000*86400:
		return false
	case e.When.AllDay:
		e.When.Lasts = n + seconds/86400
		return true
	case n == 0:
		e.When.Lasts = seconds
		return true
	}
	at, err := time.Parse("2006-01-02T15:04:05", e.When.Start)
	if err != nil {
		return false
	}
	to := e.clock
	to.Start = at.AddDate(0, 0, int(n)).Format("2006-01-02T15:04:05")
	e.When.Lasts = between(e.clock, to) + seconds
	return true
}

// days lie between two days, of which more than the day may stand there.
func days(from, to string) int64 {
	a, err := time.Parse(time.DateOnly, from[:len(time.DateOnly)])
	b, err2 := time.Parse(time.DateOnly, to[:len(time.DateOnly)])
	if err != nil || err2 != nil {
		return 0
	}
	return int64(b.Sub(a) / (24 * time.Hour))
}

// again reads what it recurs by.
func (r *reading) again(e *event, c *component) {
	for _, p := range c.props {
		switch p.name {
		case "RRULE":
			if e.rule != "" {
				r.odd.about(e.label, "rules", "có nhiều quy tắc lặp: chỉ theo quy tắc đầu")
				continue
			}
			e.rule = r.rule(e, p.value)
		case "EXRULE":
			r.odd.about(e.label, "exrule", "có quy tắc loại trừ kiểu cũ (EXRULE) nên chưa tính")
		case "RDATE", "EXDATE":
			p.value = strings.ReplaceAll(p.value, ";", ",") // vCalendar 1.0
			if strings.TrimSpace(p.value) == "" {
				continue
			}
			list := &e.also
			if p.name == "EXDATE" {
				list = &e.except
			}
			all, ok := r.times(p, calendar.MostDates-len(*list))
			if !ok {
				r.odd.about(e.label, p.name, "có ngày lặp hoặc ngày loại trừ không đọc được, hoặc có quá %d ngày: “%s”", calendar.MostDates, short(p.value))
			}
			*list = append(*list, all...)
		}
	}
}

// rule is a rule as RFC 5545 writes it, of whole days with a day as its end.
func (r *reading) rule(e *event, value string) string {
	value = strings.ToUpper(strings.TrimSpace(value))
	if len(value) > mostRuleText {
		return value
	}
	if !strings.Contains(value, "FREQ=") {
		if newer, ok := fromVCalendar(value); ok {
			value = newer
		}
	}
	if !e.When.AllDay {
		return value
	}
	parts := strings.Split(value, ";")
	for i, part := range parts {
		if at, err := time.Parse("UNTIL=20060102T150405Z", part); err == nil {
			parts[i] = "UNTIL=" + strings.ReplaceAll(r.dayOf(at), "-", "")
		}
	}
	return strings.Join(parts, ";")
}
