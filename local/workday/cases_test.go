package workday

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/assets"
	"tram/local/office"
)

// bundled is the calendar that the program brings.
func bundled(t testing.TB, more ...Layer) *Calendar {
	t.Helper()
	l, err := Read(bytes.NewReader(assets.Workdays))
	if err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	c, err := New(append([]Layer{l}, more...)...)
	if err != nil {
		t.Fatal(err, errors.Unwrap(err))
	}
	return c
}

func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", s, office.VietNam)
	if err != nil {
		at, err = time.ParseInLocation("2006-01-02 15:04", s, office.VietNam)
	}
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// ask puts one question in the words of the table. A term of days answers with its last day, one
// of hours with a moment, after which stands of which years the days off are not known.
func ask(t *testing.T, c *Calendar, question string, at time.Time) string {
	t.Helper()
	words := strings.Fields(question)
	n := 0.0
	if len(words) > 1 {
		var err error
		if n, err = strconv.ParseFloat(words[1], 64); err != nil {
			t.Fatal(err)
		}
	}
	var d Deadline
	var err error
	switch words[0] {
	case "counts":
		d.By, err = c.Counted(at)
	case "same":
		d, err = c.SameDay(at)
	case "next":
		d, err = c.NextWorkingDay(at)
	case "morning":
		d, err = c.NextMorning(at)
	case "working":
		d, err = c.WorkingDays(at, int(n))
	case "calendar":
		d, err = c.CalendarDays(at, int(n))
	case "hours":
		d, err = c.WorkingHours(at, time.Duration(n*float64(time.Hour)))
	default:
		t.Fatalf("no question: %q", question)
	}
	if err != nil {
		t.Fatal(err)
	}
	said := strings.TrimSuffix(d.By.Format("2006-01-02 15:04:05"), ":00")
	if d.Whole {
		if !d.By.Equal(d.Day().Begins().AddDate(0, 0, 1)) {
			t.Errorf("%s: a term of days ends at %s", question, said)
		}
		said = d.Day().Begins().Format("2006-01-02")
	}
	short := strings.NewReplacer("chưa có lịch nghỉ năm ", "?", "lịch nghỉ năm ", "~", " mới là dự kiến", "")
	for _, told := range d.Told {
		said += " " + short.Replace(told)
	}
	return said
}

// The right values were reasoned by hand from the calendar of each year. “~2027” says that the
// days off of 2027 are expected, “?2028” that those of 2028 are not known.
//
//	2025  Tết Mon 27/1–Fri 31/1; Mon 7/4; Wed 30/4–Fri 2/5, Sat 26/4 worked; Mon 1/9–Tue 2/9
//	2026  Thu 1/1–Fri 2/1, Sat 10/1 worked; Tết Mon 16/2–Fri 20/2; Mon 27/4; Thu 30/4–Fri 1/5;
//	      Mon 31/8–Wed 2/9, Sat 22/8 worked; Tue 24/11
//	2027  Fri 1/1; Tết Thu 4/2–Wed 10/2; Fri 16/4; Fri 30/4, Mon 3/5; Thu 2/9–Fri 3/9; Wed 24/11
const cases = `
2026-08-19 10:00 | counts | 2026-08-19 10:00 | a Wednesday morning counts as it is
2026-08-19 07:29:59 | counts | 2026-08-19 07:30 | a second before the door opens
2026-08-19 07:30 | counts | 2026-08-19 07:30 | the first moment of the morning
2026-08-19 11:29:59 | counts | 2026-08-19 11:29:59 | the last second of the morning
2026-08-19 11:30 | counts | 2026-08-19 13:30 | the morning is over: from the afternoon
2026-08-19 12:15 | counts | 2026-08-19 13:30 | noon is no working hour, and no other day
2026-08-19 13:30 | counts | 2026-08-19 13:30 | the first moment of the afternoon
2026-08-19 16:59:59 | counts | 2026-08-19 16:59:59 | the last second of the day
2026-08-19 17:00 | counts | 2026-08-20 07:30 | the day is over: from the next morning
2026-08-19 23:59:59 | counts | 2026-08-20 07:30 | the last second before midnight
2026-08-20 00:00 | counts | 2026-08-20 07:30 | midnight belongs to the day that begins
2026-08-21 18:00 | counts | 2026-08-22 07:30 | Friday evening, and Saturday is worked for 31/8
2026-08-22 17:00 | counts | 2026-08-24 07:30 | the worked Saturday ends, Sunday is off
2026-08-28 17:30 | counts | 2026-09-03 07:30 | Fri 28/8: Sat, Sun, Mon 31/8, 1/9 and 2/9 are off
2026-02-13 17:00 | counts | 2026-02-23 07:30 | Fri 13/2: off until Sun 22/2, Tết 2026
2027-02-03 17:00 | counts | 2027-02-11 07:30 | Wed 3/2: Tết 2027 from Thu 4/2 to Wed 10/2
2025-12-31 17:01 | counts | 2026-01-05 07:30 | 1/1 off, Fri 2/1 swapped, weekend
2026-08-19 09:00 | same | 2026-08-19 | arrived in the morning, due the same day
2026-08-19 16:59:59 | same | 2026-08-19 | the last second still makes it the same day
2026-08-19 17:00 | same | 2026-08-20 | after hours: as if it came on Thursday
2026-08-22 09:00 | same | 2026-08-22 | a worked Saturday is a day as any
2026-08-23 09:00 | same | 2026-08-24 | Sunday: as if it came on Monday
2026-11-24 10:00 | same | 2026-11-25 | 24/11 is off since 2026
2025-11-24 10:00 | same | 2025-11-24 | Mon 24/11/2025 was worked
2026-08-19 09:00 | next | 2026-08-20 | Wednesday, at the latest on Thursday
2026-08-19 17:00 | next | 2026-08-21 | counts from Thursday, at the latest on Friday
2026-08-21 09:00 | next | 2026-08-22 | Friday before the worked Saturday
2026-08-22 09:00 | next | 2026-08-24 | the worked Saturday, then Monday
2026-08-28 09:00 | next | 2026-09-03 | Fri 28/8, then Thu 3/9
2026-08-31 09:00 | next | 2026-09-04 | Mon 31/8 is off: counts from Thu 3/9
2026-11-23 15:00 | next | 2026-11-25 | Mon 23/11, Tuesday is off
2026-02-13 16:00 | next | 2026-02-23 | last day before Tết 2026
2026-02-17 08:00 | next | 2026-02-24 | first of Tết: counts from Mon 23/2
2026-12-31 09:00 | next | 2027-01-04 ~2027 | year's end: Fri 1/1, weekend
2026-12-31 17:00 | next | 2027-01-05 ~2027 | after hours: counts from Mon 4/1
2026-12-31 09:00 | same | 2026-12-31 | ends at midnight and asks nothing of 2027
2026-08-19 15:00 | morning | 2026-08-20 11:30 | signed on Wednesday, Thursday until the morning ends
2026-08-19 20:00 | morning | 2026-08-20 11:30 | signed in the evening of Wednesday
2026-08-21 15:00 | morning | 2026-08-22 11:30 | the worked Saturday has a morning
2026-08-28 15:00 | morning | 2026-09-03 11:30 | over Quốc khánh 2026
2026-08-17 09:00 | working 0 | 2026-08-17 | no day: the day itself
2026-08-17 09:00 | working 1 | 2026-08-18 | the day itself does not count
2026-08-17 00:00 | working 1 | 2026-08-18 | nor does it when it has just begun
2026-08-17 23:59:59 | working 1 | 2026-08-18 | nor when it ends
2026-08-17 09:00 | working 5 | 2026-08-22 | Tue, Wed, Thu, Fri and the worked Saturday
2026-08-17 09:00 | working 6 | 2026-08-24 | and Monday
2026-08-24 09:00 | working 5 | 2026-09-03 | Tue 25–Fri 28 are four, the fifth is Thu 3/9
2026-08-29 09:00 | working 1 | 2026-09-03 | a Saturday that is off does not count either
2026-02-09 09:00 | working 5 | 2026-02-23 | Tue 10–Fri 13 are four, Mon 23/2
2026-02-13 09:00 | working 10 | 2026-03-06 | Mon 23–Fri 27/2, Mon 2–Fri 6/3
2027-02-01 09:00 | working 3 | 2027-02-11 ~2027 | Tue 2, Wed 3, then Thu 11/2
2027-02-03 09:00 | working 5 | 2027-02-17 ~2027 | Thu 11, Fri 12, Mon 15, Tue 16, Wed 17/2
2025-01-24 09:00 | working 1 | 2025-02-03 | Tết 2025 from Mon 27/1 to Fri 31/1
2025-04-25 09:00 | working 1 | 2025-04-26 | the worked Saturday of 2025
2025-04-29 09:00 | working 1 | 2025-05-05 | 30/4, 1/5 and Fri 2/5 off
2026-01-09 09:00 | working 1 | 2026-01-10 | Saturday 10/1 is worked for Fri 2/1
2025-12-31 09:00 | working 1 | 2026-01-05 | 1/1 and Fri 2/1 off
2026-04-24 09:00 | working 2 | 2026-04-29 | Mon 27/4 off for Giỗ Tổ on Sun 26/4: Tue 28, Wed 29
2026-04-24 09:00 | working 3 | 2026-05-04 | and then 30/4 and 1/5 off, weekend
2026-12-30 09:00 | working 3 | 2027-01-05 ~2027 | Thu 31, Mon 4, Tue 5/1
2027-04-29 09:00 | working 1 | 2027-05-04 ~2027 | Fri 30/4, Mon 3/5 off for Sat 1/5
2027-04-15 09:00 | working 1 | 2027-04-19 ~2027 | Giỗ Tổ on Fri 16/4
2027-08-31 09:00 | working 2 | 2027-09-06 ~2027 | Wed 1/9, then Mon 6/9
2027-12-31 09:00 | working 1 | 2028-01-03 ~2027 ?2028 | nobody knows 2028: told
2028-02-28 09:00 | working 1 | 2028-02-29 ?2028 | Monday, and the leap day is worked
2028-02-28 09:00 | working 2 | 2028-03-01 ?2028 | and then 1/3
2024-02-28 09:00 | working 2 | 2024-03-01 ?2024 | Wed 28/2/2024, Thu 29, Fri 1/3
2026-08-17 09:00 | calendar 1 | 2026-08-18 | Tuesday
2026-08-17 09:00 | calendar 5 | 2026-08-22 | ends on the worked Saturday and stays there
2026-08-17 09:00 | calendar 6 | 2026-08-24 | ends on Sunday: Monday
2026-08-17 09:00 | calendar 14 | 2026-09-03 | ends on Mon 31/8, which is off
2026-08-03 09:00 | calendar 30 | 2026-09-03 | 2/9, Quốc khánh
2026-02-01 09:00 | calendar 15 | 2026-02-23 | 16/2, eve of Tết
2026-12-02 09:00 | calendar 30 | 2027-01-04 ~2027 | 1/1
2027-02-14 09:00 | calendar 15 | 2027-03-01 ~2027 | no 29/2 in 2027
2028-02-14 09:00 | calendar 15 | 2028-02-29 ?2028 | 29/2 in 2028
2026-08-19 09:00 | hours 2 | 2026-08-19 11:00 | within the morning
2026-08-19 10:30 | hours 1 | 2026-08-19 11:30 | exactly until the morning ends
2026-08-19 10:30 | hours 2 | 2026-08-19 14:30 | an hour before noon, an hour after
2026-08-19 12:00 | hours 1 | 2026-08-19 14:30 | noon is not worked
2026-08-19 16:00 | hours 2 | 2026-08-20 08:30 | an hour on Wednesday, one on Thursday
2026-08-19 07:30 | hours 7.5 | 2026-08-19 17:00 | a whole day
2026-08-19 17:00 | hours 7.5 | 2026-08-20 17:00 | the next whole day
2026-08-21 16:00 | hours 2 | 2026-08-22 08:30 | the worked Saturday goes on
2026-08-28 16:00 | hours 1.5 | 2026-09-03 08:00 | over Quốc khánh 2026
2026-02-13 16:30 | hours 0.5 | 2026-02-13 17:00 | exactly until Tết begins
2026-02-13 16:30 | hours 1 | 2026-02-23 08:00 | half an hour after Tết
2026-11-23 16:00 | hours 8.5 | 2026-11-25 17:00 | 24/11 gives no hour
2026-12-31 16:00 | hours 2 | 2027-01-04 08:30 ~2027 | over the year's end
2026-08-19 09:00 | hours 0 | 2026-08-19 09:00 | no hour is now
2026-08-22 20:00 | hours 48 | 2026-09-04 10:30 | 24–28/8 are 37.5 hours, Thu 3/9 makes 45, 3 more on Fri 4/9
`

func TestTheTableOfDatedCases(t *testing.T) {
	c, asked := bundled(t), 0
	for line := range strings.Lines(strings.TrimSpace(cases)) {
		part := strings.Split(strings.TrimSpace(line), " | ")
		asked++
		if got := ask(t, c, part[1], moment(t, part[0])); got != part[2] {
			t.Errorf("%s, %s: %q, want %q (%s)", part[0], part[1], got, part[2], part[3])
		}
	}
	if asked < 80 {
		t.Errorf("%d cases", asked)
	}
}
