package workday

import (
	"slices"
	"sort"
	"time"
)

// days that the calendar tells of: to 31/12/2100.
const days = Date(101*365 + 25)

// Calendar (lịch làm việc) knows of each day from 2000 to 2100 when the office works. It never
// changes, and asks no clock.
type Calendar struct {
	spans  [][]Span          // the different days there are; the first one is off
	kind   [days]uint8       // of each day, which of them
	before [days + 1]Minutes // worked before each day
	worked [days + 1]int32   // days that are worked before each day
	years  map[int]State
	names  map[Date]string // of days off
}

// Minutes of work.
type Minutes int64

// mostKinds of days are more than any office has: 7 weekdays, and some seasons.
const mostKinds = 250

// New makes a calendar of layers, each of which outweighs those before it. It fails with BadLayer
// and with NeverWorked.
func New(layers ...Layer) (*Calendar, error) {
	c := &Calendar{spans: [][]Span{nil}, years: map[int]State{}, names: map[Date]string{}}
	for _, l := range layers {
		if err := l.check(); err != nil {
			return nil, BadLayer.Because(err)
		}
		for _, h := range l.Hours {
			c.week(h)
		}
	}
	if len(c.spans) > mostKinds {
		return nil, BadLayer
	}
	week := c.kind // as it would be with no day off and no day worked instead
	for _, l := range layers {
		c.except(l, &week)
	}
	c.count()
	if c.worked[days] == 0 {
		return nil, NeverWorked
	}
	return c, nil
}

// week lays the hours on each of their days.
func (c *Calendar) week(h Hours) {
	kind := slices.IndexFunc(c.spans, func(s []Span) bool { return slices.Equal(s, h.Spans) })
	if kind < 0 {
		kind = len(c.spans)
		c.spans = append(c.spans, h.Spans)
	}
	for d := max(h.From, 0); d < days; d++ {
		if slices.Contains(h.Days, d.weekday()) {
			c.kind[d] = uint8(kind)
		}
	}
}

// except lays what a layer says of single days over the week.
func (c *Calendar) except(l Layer, week *[days]uint8) {
	for _, y := range l.Years {
		c.years[y.Year] = y.State
	}
	for _, o := range l.Off {
		c.kind[o.Date], c.names[o.Date] = 0, o.Name
	}
	for _, w := range l.Worked {
		as := w.For
		if as == 0 {
			as = w.Date - Date((w.Date.weekday()+6)%7) // its Monday
		} else {
			c.kind[as], c.names[as] = 0, "Nghỉ thay cho ngày "+w.Date.Begins().Format(dayForm)
		}
		c.kind[w.Date] = week[max(as, 0)]
		delete(c.names, w.Date)
	}
}

func (c *Calendar) count() {
	for d := range days {
		c.before[d+1], c.worked[d+1] = c.before[d], c.worked[d]
		for _, s := range c.spans[c.kind[d]] {
			c.before[d+1] += Minutes(s.To - s.From)
		}
		if c.before[d+1] > c.before[d] {
			c.worked[d+1]++
		}
	}
}

// Works tells whether a day is worked, and the name of a day off that has one.
func (c *Calendar) Works(d Date) (works bool, name string) {
	if d < 0 || d >= days {
		return false, ""
	}
	return c.kind[d] != 0 && c.worked[d+1] > c.worked[d], c.names[d]
}

// Counted is the moment from which what arrives at a moment counts: that moment within working
// hours, and else the next one in which the office works. What arrives at noon counts from the
// afternoon, what arrives after hours from the next working morning. It fails with OutOfRange.
func (c *Calendar) Counted(at time.Time) (time.Time, error) {
	d := DateOf(at)
	if d < 0 || d >= days {
		return time.Time{}, OutOfRange
	}
	for _, s := range c.spans[c.kind[d]] {
		switch from, to := d.minute(s.From), d.minute(s.To); {
		case at.Before(from):
			return from, nil
		case at.Before(to):
			return at, nil
		}
	}
	next, err := c.nth(d, 1)
	if err != nil {
		return time.Time{}, err
	}
	return next.minute(c.spans[c.kind[next]][0].From), nil
}

func (d Date) minute(m Minute) time.Time { return d.Begins().Add(time.Duration(m) * time.Minute) }

// nth is the nth working day after a day.
func (c *Calendar) nth(d Date, n int) (Date, error) {
	if n < 0 || n > int(days) {
		return 0, OutOfRange
	}
	want := c.worked[d+1] + int32(n)
	found := Date(sort.Search(int(days), func(i int) bool { return c.worked[i+1] >= want }))
	if found >= days {
		return 0, OutOfRange
	}
	return found, nil
}

// total is the time worked before a moment, since the calendar begins; of a moment outside of the
// calendar, that of its nearest end.
func (c *Calendar) total(at time.Time) time.Duration {
	d := DateOf(at)
	switch {
	case d < 0:
		return 0
	case d >= days:
		return c.before[days].duration()
	}
	sum, into := c.before[d].duration(), at.Sub(d.Begins())
	for _, s := range c.spans[c.kind[d]] {
		from, to := time.Duration(s.From)*time.Minute, time.Duration(s.To)*time.Minute
		sum += max(0, min(into, to)-from)
	}
	return sum
}

func (m Minutes) duration() time.Duration { return time.Duration(m) * time.Minute }

// reached is the first moment before which so much time was worked, which is more than nothing and
// no more than the calendar has.
func (c *Calendar) reached(total time.Duration) time.Time {
	d := Date(sort.Search(int(days)-1, func(i int) bool { return c.before[i+1].duration() >= total }))
	left, last := total-c.before[d].duration(), c.spans[c.kind[d]]
	for _, s := range last[:len(last)-1] {
		long := time.Duration(s.To-s.From) * time.Minute
		if left <= long {
			return d.minute(s.From).Add(left)
		}
		left -= long
	}
	return d.minute(last[len(last)-1].From).Add(left)
}

// Closes is when the office ends its work on a day; false: it does not work then.
func (c *Calendar) Closes(d Date) (at time.Time, works bool) {
	if works, _ := c.Works(d); !works {
		return time.Time{}, false
	}
	spans := c.spans[c.kind[d]]
	return d.minute(spans[len(spans)-1].To), true
}

// HoursOf are the hours of a day in which the office works, none where it does not.
func (c *Calendar) HoursOf(d Date) []Span {
	if works, _ := c.Works(d); !works {
		return nil
	}
	return slices.Clone(c.spans[c.kind[d]])
}
