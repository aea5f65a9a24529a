package lunar

import (
	"math"
	"sync"
	"time"
)

// Day (ngày âm lịch) is one day as the moon counts it. The zero Day is none.
type Day struct {
	Day   int // 1 to 30
	Month int // 1 to 12
	Year  int
	Leap  bool // of a leap month, which follows the month of its number
}

// What years of the sun are told of: the series of the sky were made for them.
const (
	FirstYear = 1900
	LastYear  = 2200
)

// Of is the lunar day of a day of the sun; the zero Day where that is none, or outside of the years
// that are told of.
func Of(year int, month time.Month, day int) Day {
	at := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if y, m, d := at.Date(); y != year || m != month || d != day || y < FirstYear || y > LastYear {
		return Day{}
	}
	n := number(at)
	span := sunYear(year)
	if n >= span.starts[len(span.starts)-1] {
		span = sunYear(year + 1)
	}
	i := len(span.starts) - 2
	for n < span.starts[i] {
		i--
	}
	return span.day(i, n)
}

// Tet is the day of the sun on which a lunar year begins, at midnight of UTC; the zero time outside of
// the years that are told of.
func Tet(year int) time.Time {
	if year < FirstYear || year > LastYear {
		return time.Time{}
	}
	span := sunYear(year)
	for i, start := range span.starts {
		if d := span.day(i, start); d.Month == 1 && !d.Leap {
			return time.Unix(int64(start)*86400, 0).UTC()
		}
	}
	return time.Time{} // a year without a first month there is not
}

func number(at time.Time) int { return int(math.Floor(float64(at.Unix()) / 86400)) }

// months from the one of a winter solstice to the next.
type months struct {
	year   int   // in which they end
	starts []int // the last is where the next ones begin
	leap   int   // which of them is the leap month; -1: none
}

// day is the nth since 1970, which lies in the ith month.
func (m months) day(i, n int) Day {
	d := Day{Day: n - m.starts[i] + 1, Leap: i == m.leap, Year: m.year}
	if m.leap >= 0 && i >= m.leap {
		i--
	}
	if d.Month = (10+i)%12 + 1; d.Month > 10 {
		d.Year--
	}
	return d
}

var known sync.Map // months by the year in which they end: no more than there are years

func sunYear(year int) months {
	if m, ok := known.Load(year); ok {
		return m.(months)
	}
	from, to := solsticeMoon(year-1), solsticeMoon(year)
	m := months{year: year, leap: -1}
	for k := from; k <= to; k++ {
		m.starts = append(m.starts, newMoon(k))
	}
	if to-from == 13 {
		for i := 1; m.leap < 0; i++ {
			if sign(m.starts[i]) == sign(m.starts[i+1]) {
				m.leap = i
			}
		}
	}
	known.Store(year, m)
	return m
}

// solsticeMoon is which new moon began the month of the winter solstice.
func solsticeMoon(year int) int {
	day := number(time.Date(year, time.December, 24, 0, 0, 0, 0, time.UTC))
	for sign(day) != 8 {
		day-- // on this day the sun enters the ninth sign
	}
	k := int(float64(day+julian1970-2451550)/29.530588861) + 2
	for newMoon(k) > day {
		k--
	}
	return k
}
