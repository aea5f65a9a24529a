package workday

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tram/assets"
)

func day(t testing.TB, s string) Date {
	t.Helper()
	var d Date
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheCalendarEndsWith2100(t *testing.T) {
	if got := DateOf(moment(t, "2101-01-01 00:00")); got != days {
		t.Errorf("1/1/2101 is day %d of %d", got, days)
	}
	if got := DateOf(moment(t, "1999-12-31 23:59:59")); got != -1 {
		t.Errorf("31/12/1999 is day %d", got)
	}
	c := bundled(t)
	for _, at := range []time.Time{{}, moment(t, "1999-12-31 23:59"), moment(t, "2101-01-01 00:00"), moment(t, "2100-12-31 18:00")} {
		for name, ask := range map[string]func() error{
			"counted":  func() error { _, err := c.Counted(at); return err },
			"same":     func() error { _, err := c.SameDay(at); return err },
			"next":     func() error { _, err := c.NextWorkingDay(at); return err },
			"morning":  func() error { _, err := c.NextMorning(at); return err },
			"working":  func() error { _, err := c.WorkingDays(at, 1); return err },
			"calendar": func() error { _, err := c.CalendarDays(at, 1); return err },
			"hours":    func() error { _, err := c.WorkingHours(at, time.Hour); return err },
		} {
			if err := ask(); !errors.Is(err, OutOfRange) {
				t.Errorf("%s of %v: %v", name, at, err)
			}
		}
	}
	today := moment(t, "2026-08-19 09:00")
	for _, n := range []int{-1, int(days), int(^uint(0) >> 1), -int(^uint(0)>>1) - 1} {
		if _, err := c.WorkingDays(today, n); !errors.Is(err, OutOfRange) {
			t.Errorf("%d working days: %v", n, err)
		}
		if _, err := c.CalendarDays(today, n); !errors.Is(err, OutOfRange) {
			t.Errorf("%d days: %v", n, err)
		}
	}
	for _, long := range []time.Duration{-1, 1<<63 - 1} {
		if _, err := c.WorkingHours(today, long); !errors.Is(err, OutOfRange) {
			t.Errorf("%v of work: %v", long, err)
		}
	}
}

func TestWeekdaysAreThoseOfTheCalendar(t *testing.T) {
	for d := Date(-800); d < days; d += 13 {
		if want := d.Begins().Weekday(); d.weekday() != want {
			t.Fatalf("%v is a %v, not a %v", d.Begins(), want, d.weekday())
		}
	}
}

func TestLatenessIsInWorkingTime(t *testing.T) {
	c := bundled(t)
	whole, err := c.WorkingDays(moment(t, "2026-08-26 09:00"), 2) // ends with Fri 28/8
	if err != nil {
		t.Fatal(err)
	}
	hour, err := c.WorkingHours(moment(t, "2026-08-28 14:00"), time.Hour) // 15:00
	if err != nil {
		t.Fatal(err)
	}
	if whole.Said() != "hết ngày 28/08/2026" || hour.Said() != "15:00 ngày 28/08/2026" {
		t.Errorf("said: %q, %q", whole.Said(), hour.Said())
	}
	for _, is := range []struct {
		of   Deadline
		at   string
		want Lateness
		why  string
	}{
		{whole, "2026-08-28 23:59:59", Lateness{}, "the last second of the day"},
		{whole, "2026-08-29 00:00", Lateness{}, "24:00 is the end of the term, and in it"},
		{whole, "2026-08-29 00:00:01", Lateness{true, 0, 0}, "late in the night: by no working time"},
		{whole, "2026-09-02 10:00", Lateness{true, 0, 0}, "Quốc khánh: late, by no working time yet"},
		{whole, "2026-09-03 09:00", Lateness{true, 90 * time.Minute, 1}, "Thu 3/9 since 7:30"},
		{whole, "2026-09-04 14:30", Lateness{true, 12*time.Hour + 30*time.Minute, 2}, "Thursday's 7.5, Friday's 4 and 1"},
		{hour, "2026-08-28 15:00", Lateness{}, "exactly then"},
		{hour, "2026-08-28 15:00:01", Lateness{true, time.Second, 0}, "a second later"},
		{hour, "2026-08-28 17:30", Lateness{true, 2 * time.Hour, 0}, "after hours"},
		{hour, "2026-09-03 08:30", Lateness{true, 3 * time.Hour, 1}, "two on Friday, one on Thursday"},
	} {
		if got := c.Late(is.of, moment(t, is.at)); got != is.want {
			t.Errorf("%s at %s: %+v, want %+v (%s)", is.of.Said(), is.at, got, is.want, is.why)
		}
	}
}

// TestWorkThatEndsAtMidnightEndsOnItsOwnDay: an office on duty until 24:00 of a Saturday is due on
// that day, and a Sunday in which nobody works is not named.
func TestWorkThatEndsAtMidnightEndsOnItsOwnDay(t *testing.T) {
	duty, err := Read(strings.NewReader(`{"source": "Lịch trực", "hours": [{"days": [6], "spans": [{"from": "00:00", "to": "24:00"}]}]}`))
	if err != nil {
		t.Fatal(errors.Unwrap(err))
	}
	c := bundled(t, duty)
	morning, err := c.NextMorning(moment(t, "2026-01-30 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	hours, err := c.WorkingHours(moment(t, "2026-01-31 09:00"), 15*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []Deadline{morning, hours} {
		if d.Day() != day(t, "2026-01-31") || d.Said() != "24:00 ngày 31/01/2026" {
			t.Errorf("due on %v, %q", d.Day().Begins(), d.Said())
		}
	}
	if got, want := c.Late(hours, moment(t, "2026-02-02 08:30")), (Lateness{true, time.Hour, 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestAnOfficeAddsItsOwnDays: a day off of its own, a swap that it does not follow, Saturday
// mornings, and other hours in summer.
func TestAnOfficeAddsItsOwnDays(t *testing.T) {
	own, err := Read(strings.NewReader(`{"source": "Quyết định của xã",
		"hours": [{"days": [6], "spans": [{"from": "08:00", "to": "11:00"}]},
			{"from": "2026-04-16", "days": [1,2,3,4,5], "spans": [{"from": "07:00", "to": "11:30"}, {"from": "13:30", "to": "16:30"}]},
			{"from": "2026-10-16", "days": [1,2,3,4,5], "spans": [{"from": "07:30", "to": "11:30"}, {"from": "13:30", "to": "17:00"}]}],
		"years": [{"year": 2027, "state": "announced"}],
		"off": [{"date": "2026-08-22", "name": "Không làm bù"}, {"date": "2026-06-10", "name": "Lễ của xã"}],
		"worked": [{"date": "2026-08-31"}, {"date": "2026-06-14", "for": "2026-06-15"}]}`))
	if err != nil {
		t.Fatal(errors.Unwrap(err))
	}
	c := bundled(t, own)
	for _, is := range []struct{ at, question, want string }{
		{"2026-06-05 17:00", "counts", "2026-06-06 08:00"},    // Saturday morning
		{"2026-06-06 11:00", "counts", "2026-06-08 07:00"},    // and no afternoon; summer
		{"2026-10-15 16:30", "counts", "2026-10-16 07:30"},    // summer ends
		{"2026-06-09 09:00", "working 1", "2026-06-11"},       // its own day off
		{"2026-06-13 12:00", "counts", "2026-06-14 07:00"},    // Sunday with the hours of its Monday
		{"2026-06-14 09:00", "working 1", "2026-06-16"},       // and that Monday is off
		{"2026-08-21 09:00", "working 1", "2026-08-24"},       // no swap: Saturday 22/8 is off
		{"2026-08-29 09:00", "working 1", "2026-08-31"},       // Monday 31/8 is worked
		{"2026-12-31 09:00", "working 1", "2027-01-02"},       // Saturday, and 2027 is announced for it
		{"2026-02-13 09:00", "working 1", "2026-02-14"},       // its Saturdays are worked in February, too
		{"2026-08-31 09:00", "hours 7.5", "2026-09-03 09:00"}, // 2.5 and 3 hours on Monday, two on Thursday from 7:00
		{"2028-01-07 17:00", "working 1", "2028-01-08 ?2028"},
	} {
		if got := ask(t, c, is.question, moment(t, is.at)); got != is.want {
			t.Errorf("%s, %s: %q, want %q", is.at, is.question, got, is.want)
		}
	}
	for date, name := range map[string]string{"2026-06-10": "Lễ của xã", "2026-08-22": "Không làm bù", "2026-06-15": "Nghỉ thay cho ngày 14/06/2026"} {
		if works, said := c.Works(day(t, date)); works || said != name {
			t.Errorf("%s: works %v, %q", date, works, said)
		}
	}
	if works, said := c.Works(day(t, "2026-08-31")); !works || said != "" {
		t.Errorf("31/8 is worked here: %v, %q", works, said)
	}
}

func TestALayerThatNobodyCanFollowIsRefused(t *testing.T) {
	for why, text := range map[string]string{
		"no JSON":                `{`,
		"two layers":             `{"source":"x"} {"source":"y"}`,
		"an unknown word":        `{"source":"x","closed":[]}`,
		"no source":              `{"off":[{"date":"2026-01-01","name":"x"}]}`,
		"a day off without day":  `{"source":"x","off":[{"name":"x"}]}`,
		"no such day":            `{"source":"x","off":[{"date":"2026-02-29","name":"x"}]}`,
		"off twice":              `{"source":"x","off":[{"date":"2026-01-01","name":"x"},{"date":"2026-01-01","name":"y"}]}`,
		"off and worked":         `{"source":"x","off":[{"date":"2026-01-01","name":"x"}],"worked":[{"date":"2026-01-01"}]}`,
		"for a day told twice":   `{"source":"x","off":[{"date":"2026-01-02","name":"x"}],"worked":[{"date":"2026-01-10","for":"2026-01-02"}]}`,
		"after the calendar":     `{"source":"x","off":[{"date":"2101-01-01","name":"x"}]}`,
		"an eighth day":          `{"source":"x","hours":[{"days":[7],"spans":[]}]}`,
		"an afternoon first":     `{"source":"x","hours":[{"days":[1],"spans":[{"from":"13:30","to":"17:00"},{"from":"07:30","to":"11:30"}]}]}`,
		"a span that ends first": `{"source":"x","hours":[{"days":[1],"spans":[{"from":"17:00","to":"13:30"}]}]}`,
		"no such hour":           `{"source":"x","hours":[{"days":[1],"spans":[{"from":"25:00","to":"26:00"}]}]}`,
		"an unknown state":       `{"source":"x","years":[{"year":2026,"state":"guessed"}]}`,
		"a source too long":      `{"source":"` + strings.Repeat("x", mostWords+1) + `"}`,
		"too many lines":         `{"source":"x","years":[` + strings.Repeat(`{"year":1,"state":"expected"},`, mostEntries) + `{"year":1,"state":"expected"}]}`,
		"too long":               `{"source":"x"` + strings.Repeat(" ", mostBytes) + `}`,
		"too long behind":        `{"source":"x"}` + strings.Repeat(" ", mostBytes),
	} {
		if _, err := Read(strings.NewReader(text)); !errors.Is(err, BadLayer) {
			t.Errorf("%s: %v", why, err)
		}
	}
	if _, err := New(Layer{Source: "x"}); !errors.Is(err, NeverWorked) {
		t.Errorf("a calendar without hours: %v", err)
	}
	if _, err := New(Layer{}); !errors.Is(err, BadLayer) {
		t.Errorf("a layer without source: %v", err)
	}
}

// TestWhatIsBundledIsReadAndWrittenAlike: the file of the program is the layer, and nothing of it
// is lost.
func TestWhatIsBundledIsReadAndWrittenAlike(t *testing.T) {
	l, err := Read(bytes.NewReader(assets.Workdays))
	if err != nil {
		t.Fatal(errors.Unwrap(err))
	}
	written, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	var tight bytes.Buffer
	if err := json.Compact(&tight, assets.Workdays); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(written, tight.Bytes()) {
		t.Errorf("read and written again:\n%s\nnot\n%s", written, tight.Bytes())
	}
	if !strings.Contains(l.Source, "12729/VPCP-KGVX") || !strings.Contains(l.Licence, "MIT") {
		t.Errorf("source %q, licence %q", l.Source, l.Licence)
	}
}

// drawn is a calendar with days off and days worked where nobody expects them.
func drawn(t *rapid.T) *Calendar {
	l := Layer{Source: "drawn", Hours: []Hours{
		{Days: []time.Weekday{1, 2, 3, 4, 5}, Spans: []Span{{450, 690}, {810, 1020}}},
		{From: 9_500, Days: []time.Weekday{6}, Spans: []Span{{0, wholeDay}}},
	}}
	told := rapid.SliceOfNDistinct(rapid.IntRange(9_400, 9_700), 0, 60, rapid.ID[int]).Draw(t, "days")
	for i, d := range told {
		switch {
		case i%3 == 0:
			l.Off = append(l.Off, Off{Date: Date(d), Name: "x"})
		case i%3 == 1 || i+1 == len(told):
			l.Worked = append(l.Worked, Worked{Date: Date(d)})
		}
	}
	c, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func drawnMoment(t *rapid.T, name string) time.Time {
	return Date(9_400).Begins().Add(time.Duration(rapid.Int64Range(0, 300*24*60*60).Draw(t, name)) * time.Second)
}

// TestTermsAddUp: what is added is counted back, a later moment is never due earlier, and nothing
// ends where the office does not work.
func TestTermsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, at, later := drawn(t), drawnMoment(t, "at"), drawnMoment(t, "later")
		if later.Before(at) {
			at, later = later, at
		}
		n := rapid.IntRange(0, 60).Draw(t, "n")
		worked := time.Duration(n) * 37 * time.Minute
		for name, term := range map[string]func(time.Time) (Deadline, error){
			"same":     c.SameDay,
			"next":     c.NextWorkingDay,
			"morning":  c.NextMorning,
			"working":  func(at time.Time) (Deadline, error) { return c.WorkingDays(at, n) },
			"calendar": func(at time.Time) (Deadline, error) { return c.CalendarDays(at, n) },
			"hours":    func(at time.Time) (Deadline, error) { return c.WorkingHours(at, worked) },
		} {
			first, err := term(at)
			second, err2 := term(later)
			if err != nil || err2 != nil {
				t.Fatal(name, err, err2)
			}
			if second.By.Before(first.By) {
				t.Errorf("%s: %v is due %v, and %v already %v", name, at, first.By, later, second.By)
			}
			if first.By.Before(at) || c.Late(first, first.By).Late || !c.Late(first, first.By.Add(1)).Late {
				t.Errorf("%s of %v is due %v", name, at, first.By)
			}
			if works, _ := c.Works(first.Day()); !works && n > 0 {
				t.Errorf("%s of %v ends on %v, which is off", name, at, first.Day().Begins())
			}
		}
		byDays, _ := c.WorkingDays(at, n)
		if got := c.DaysWorked(at, byDays.Day().Begins()); got != n {
			t.Errorf("%d working days after %v are counted back as %d", n, at, got)
		}
		byHours, _ := c.WorkingHours(at, worked)
		if got := c.Worked(at, byHours.By); got != worked {
			t.Errorf("%v of work after %v are counted back as %v", worked, at, got)
		}
		if c.Worked(at, later) != -c.Worked(later, at) || c.Worked(at, later) < 0 {
			t.Errorf("from %v to %v: %v", at, later, c.Worked(at, later))
		}
	})
}

// TestTheCalendarAgreesWithCountingByTheMinute: the same from a reckoning that knows no table.
func TestTheCalendarAgreesWithCountingByTheMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t)
		from := drawnMoment(t, "from").Truncate(time.Minute)
		to := from.Add(time.Duration(rapid.IntRange(0, 12*24*60).Draw(t, "minutes")) * time.Minute)
		minutes, touched := 0, map[Date]bool{}
		for at := from; at.Before(to); at = at.Add(time.Minute) {
			d := DateOf(at)
			m := Minute(at.Sub(d.Begins()) / time.Minute)
			if slices.ContainsFunc(c.spans[c.kind[d]], func(s Span) bool { return s.From <= m && m < s.To }) {
				minutes++
				touched[d] = true
			}
		}
		if got := c.Worked(from, to); got != time.Duration(minutes)*time.Minute {
			t.Errorf("from %v to %v: %v, and %d minutes one by one", from, to, got, minutes)
		}
		if got := c.DaysWorked(from, to); got > len(touched)+1 || got < len(touched)-1 {
			t.Errorf("from %v to %v: %d days, and %d one by one", from, to, got, len(touched))
		}
	})
}

// TestWorkingDaysBeforeAreCountedBackwards: the day itself does not count, and what is counted forwards
// from the one that is found comes back to it.
func TestWorkingDaysBeforeAreCountedBackwards(t *testing.T) {
	c := bundled(t)
	for day := moment(t, "2026-01-05 09:00"); day.Year() < 2027; day = day.AddDate(0, 0, 1) {
		for n := 1; n <= 12; n++ {
			d, err := c.WorkingDaysBefore(day, n)
			if err != nil || !d.Whole {
				t.Fatal(day, n, d, err)
			}
			works, _ := c.Works(d.Day())
			between := c.DaysWorked(d.Day().Begins(), (DateOf(day) - 1).Begins())
			if !works || between != n-1 {
				t.Fatalf("%d before %s is %s, with %d worked between", n, day, d.Said(), between)
			}
		}
	}
	if d, err := c.WorkingDaysBefore(moment(t, "2027-01-04 09:00"), 1); err != nil || len(d.Told) != 1 || d.Told[0] != "lịch nghỉ năm 2027 mới là dự kiến" {
		t.Errorf("%+v, %v", d, err)
	}
	for at, n := range map[string]int{"1999-12-31 09:00": 1, "2000-01-03 09:00": 1, "2101-01-01 00:00": 1, "2026-11-30 09:00": 0, "2026-11-27 09:00": 100_000} {
		if d, err := c.WorkingDaysBefore(moment(t, at), n); !errors.Is(err, OutOfRange) {
			t.Errorf("%d before %s: %v, %v", n, at, d, err)
		}
	}
}
