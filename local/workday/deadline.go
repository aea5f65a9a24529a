package workday

import (
	"fmt"
	"sort"
	"time"

	"tram/local/office"
)

const dayForm = "02/01/2006"

// Deadline (thời hạn) is the last moment at which something is done in time.
type Deadline struct {
	By    time.Time // included; of a term of days, midnight at the end of the last one (Bộ luật Dân sự 2015, Điều 148.7)
	Whole bool      // a term of days
	Told  []string  // what is not known of the years that it spans, in Vietnamese
}

// Day is the last day of a term, in Việt Nam. Midnight ends a day: who works until 24:00 of a
// Saturday is not late on the Sunday only.
func (d Deadline) Day() Date { return DateOf(d.By.Add(-1)) }

// Said is the deadline as people say it.
func (d Deadline) Said() string {
	day := d.Day()
	switch {
	case d.Whole:
		return "hết ngày " + day.Begins().Format(dayForm)
	case d.By.Equal((day + 1).Begins()):
		return "24:00 ngày " + day.Begins().Format(dayForm)
	}
	return d.By.In(office.VietNam).Format("15:04 ngày " + dayForm)
}

// SameDay is for what is done on the day of its arrival (Nghị định 30, Điều 4.2c), as it counts:
// what arrives after hours is due on the next working day. It fails as Counted does.
func (c *Calendar) SameDay(arrived time.Time) (Deadline, error) { return c.arrival(arrived, 0) }

// NextWorkingDay is for what is done on the working day after that of its arrival at the latest
// (Nghị định 30, Điều 4.2c). It fails as Counted does.
func (c *Calendar) NextWorkingDay(arrived time.Time) (Deadline, error) { return c.arrival(arrived, 1) }

func (c *Calendar) arrival(arrived time.Time, n int) (Deadline, error) {
	counted, err := c.Counted(arrived)
	if err != nil {
		return Deadline{}, err
	}
	d, err := c.WorkingDays(counted, n)
	if err != nil {
		return Deadline{}, err
	}
	return c.due(arrived, d), nil
}

// NextMorning is for an electronic document that is sent on the day of its signature, and on the
// next working morning at the latest (Quyết định 28/2018/QĐ-TTg): until the first span of the
// working day after it ends. It fails with OutOfRange.
func (c *Calendar) NextMorning(signed time.Time) (Deadline, error) {
	from := DateOf(signed)
	if from < 0 || from >= days {
		return Deadline{}, OutOfRange
	}
	next, err := c.nth(from, 1)
	if err != nil {
		return Deadline{}, err
	}
	return c.due(signed, Deadline{By: next.minute(c.spans[c.kind[next]][0].To)}), nil
}

// WorkingDays is the end of the nth working day after a moment. The day of the moment itself does
// not count (Bộ luật Dân sự 2015, Điều 147.2). What arrived is first Counted. It fails with
// OutOfRange.
func (c *Calendar) WorkingDays(from time.Time, n int) (Deadline, error) {
	day := DateOf(from)
	if day < 0 || day >= days {
		return Deadline{}, OutOfRange
	}
	if n > 0 {
		var err error
		if day, err = c.nth(day, n); err != nil {
			return Deadline{}, err
		}
	} else if n < 0 {
		return Deadline{}, OutOfRange
	}
	return c.due(from, Deadline{By: (day + 1).Begins(), Whole: true}), nil
}

// WorkingDaysBefore is the end of the nth working day before the one of a moment, which does not
// count: what a text asks for "n working days before" is done by then. It fails with OutOfRange.
func (c *Calendar) WorkingDaysBefore(at time.Time, n int) (Deadline, error) {
	day := DateOf(at)
	if day < 0 || day >= days || n < 1 || int(c.worked[day]) < n {
		return Deadline{}, OutOfRange
	}
	want := c.worked[day] - int32(n) + 1
	last := Date(sort.Search(int(day), func(i int) bool { return c.worked[i+1] >= want }))
	return Deadline{By: (last + 1).Begins(), Whole: true, Told: c.told(last.Begins(), Deadline{By: (day + 1).Begins()})}, nil
}

// CalendarDays is the end of the nth day after a moment, and when that one is off, of the next
// working day (Bộ luật Dân sự 2015, Điều 147.2, 148.6). It fails with OutOfRange.
func (c *Calendar) CalendarDays(from time.Time, n int) (Deadline, error) {
	if n < 0 || n > int(days) {
		return Deadline{}, OutOfRange
	}
	last := DateOf(from) + Date(n)
	if DateOf(from) < 0 || last >= days {
		return Deadline{}, OutOfRange
	}
	if works, _ := c.Works(last); !works {
		var err error
		if last, err = c.nth(last, 1); err != nil {
			return Deadline{}, err
		}
	}
	return c.due(from, Deadline{By: (last + 1).Begins(), Whole: true}), nil
}

// WorkingHours is the moment at which so much time was worked after another, which counts itself
// (Bộ luật Dân sự 2015, Điều 147.1). It fails with OutOfRange.
func (c *Calendar) WorkingHours(from time.Time, worked time.Duration) (Deadline, error) {
	if d := DateOf(from); d < 0 || d >= days || worked < 0 || worked > c.Worked(from, days.Begins()) {
		return Deadline{}, OutOfRange
	}
	by := from
	if worked > 0 {
		by = c.reached(c.total(from) + worked)
	}
	return c.due(from, Deadline{By: by}), nil
}

// Worked is the time that is worked from a moment to a later one; the other way round, less than
// nothing. Of moments outside of the calendar nothing is worked.
func (c *Calendar) Worked(from, to time.Time) time.Duration { return c.total(to) - c.total(from) }

// DaysWorked is how many working days there are after the day of a moment, up to that of another.
func (c *Calendar) DaysWorked(from, to time.Time) int {
	upTo := func(at time.Time) int32 { return c.worked[min(max(DateOf(at)+1, 0), days)] }
	return int(upTo(to) - upTo(from))
}

// Lateness is by how much something is late. In a night or on a day off it may be late by no time.
type Lateness struct {
	Late   bool
	Worked time.Duration // since the deadline
	Days   int           // working days after that of the deadline, today among them
}

// Said tells working days, or hours within the day of the deadline.
func (l Lateness) Said() string {
	switch {
	case l.Days > 0:
		return fmt.Sprintf("quá hạn %d ngày làm việc", l.Days)
	case l.Worked >= time.Hour:
		return fmt.Sprintf("quá hạn %d giờ làm việc", int(l.Worked.Hours()))
	}
	return "vừa quá hạn"
}

// Late weighs a moment against a deadline. The last moment itself is in time.
func (c *Calendar) Late(d Deadline, at time.Time) Lateness {
	if !at.After(d.By) {
		return Lateness{}
	}
	return Lateness{Late: true, Worked: c.Worked(d.By, at), Days: c.DaysWorked(d.Day().Begins(), at)}
}

func (c *Calendar) due(from time.Time, d Deadline) Deadline {
	d.Told = c.told(from, d)
	return d
}

// told says of which years between a moment and a deadline the days off are not known.
func (c *Calendar) told(from time.Time, d Deadline) (said []string) {
	last := d.Day().Begins().Year()
	for y := from.In(office.VietNam).Year(); y <= last; y++ {
		switch c.years[y] {
		case Announced:
		case Expected:
			said = append(said, fmt.Sprintf("lịch nghỉ năm %d mới là dự kiến", y))
		default:
			said = append(said, fmt.Sprintf("chưa có lịch nghỉ năm %d", y))
		}
	}
	return said
}
