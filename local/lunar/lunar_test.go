package lunar

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// TestEveryDayIsThatOfTheTable compares each day of 1968 to 2100 with months that another program
// found by the positions of moon and sun (testdata/make.py).
func TestEveryDayIsThatOfTheTable(t *testing.T) {
	table, err := os.ReadFile("testdata/months.txt")
	if err != nil {
		t.Fatal(err)
	}
	days := 0
	var next time.Time
	for line := range strings.Lines(string(table)) {
		var year, leap int
		var first, lengths string
		if _, err := fmt.Sscan(line, &year, &first, &leap, &lengths); err != nil {
			t.Fatal(line, err)
		}
		at, err := time.Parse(time.DateOnly, first)
		if err != nil || !next.IsZero() && !at.Equal(next) {
			t.Fatal(line, next, err)
		}
		if tet := Tet(year); !tet.Equal(at) {
			t.Errorf("Tết of %d is %v instead of %v", year, tet, at)
		}
		month, again := 0, false
		for _, length := range lengths {
			if again = month == leap && month > 0 && !again; !again {
				month++
			}
			for d := 1; d <= 30; d++ {
				if d == 30 && length == '-' {
					break
				}
				if got, want := Of(at.Date()), (Day{Day: d, Month: month, Year: year, Leap: again}); got != want && at.Year() > 1967 {
					t.Errorf("%s is %v instead of %v", at.Format(time.DateOnly), got, want)
				}
				at, days = at.AddDate(0, 0, 1), days+1
			}
		}
		if month != 12 {
			t.Error(line)
		}
		next = at
	}
	if next.Year() != 2101 || days < 48_500 {
		t.Error("the table ends too early", next, days)
	}
}

func TestDaysThatOthersGetWrong(t *testing.T) {
	for date, want := range map[string]Day{
		"1985-01-21": {1, 1, 1985, false}, // in Beijing a month later
		"2007-02-17": {1, 1, 2007, false},
		"2030-02-02": {1, 1, 2030, false},
		"2053-02-18": {1, 1, 2053, false},
		"2033-12-22": {1, 11, 2033, true},
		"2034-02-19": {1, 1, 2034, false},
		"2026-09-02": {21, 7, 2026, false},
		"2025-07-25": {1, 6, 2025, true},
	} {
		at, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		if got := Of(at.Date()); got != want {
			t.Errorf("%s is %v instead of %v", date, got, want)
		}
	}
	for _, d := range []Day{Of(2054, 5, 7), Of(2062, 4, 9)} {
		if d.Day < 29 && d.Day != 1 {
			t.Error(d)
		}
	}
}

// In each year that is told of months have 29 or 30 days, and follow each other.
func TestDaysFollowEachOther(t *testing.T) {
	last := Of(FirstYear, 1, 1)
	for at := time.Date(FirstYear, 1, 2, 0, 0, 0, 0, time.UTC); at.Year() <= LastYear; at = at.AddDate(0, 0, 1) {
		d := Of(at.Date())
		same := d.Month == last.Month && d.Leap == last.Leap && d.Year == last.Year
		switch {
		case same && d.Day == last.Day+1 && d.Day <= 30:
		case !same && d.Day == 1 && last.Day >= 29 && (d.Month == last.Month%12+1 && !d.Leap || d.Month == last.Month && d.Leap):
		default:
			t.Fatal(at, last, d)
		}
		last = d
	}
}

func TestDaysAreSaidAsPeopleSayThem(t *testing.T) {
	for want, d := range map[string]Day{
		"mùng 1 tháng Giêng|1/1":              {1, 1, 2026, false},
		"rằm tháng Bảy|15/7":                  {15, 7, 2026, false},
		"23 tháng Chạp|23/12":                 {23, 12, 2026, false},
		"mùng 10 tháng Ba|10/3":               {10, 3, 2026, false},
		"20 tháng Hai nhuận|20/2 nhuận":       {20, 2, 2023, true},
		"30 tháng Mười một nhuận|30/11 nhuận": {30, 11, 2033, true},
		"|": {},
	} {
		if got := d.Said() + "|" + d.Short(); got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
	for year, want := range map[int]string{1984: "Giáp Tý", 2026: "Bính Ngọ", 2023: "Quý Mão", 0: ""} {
		if got := YearName(year); got != want {
			t.Error(year, got)
		}
	}
}

func TestWhatIsNoDayHasNoLunarDay(t *testing.T) {
	for _, d := range []Day{Of(2026, 2, 29), Of(1899, 12, 31), Of(2201, 1, 1), Of(2026, 13, 1), Of(2026, 1, 0)} {
		if d != (Day{}) {
			t.Error(d)
		}
	}
	if !Tet(1899).IsZero() || !Tet(2201).IsZero() {
		t.Error("a Tết of a year that is not told of")
	}
}

func BenchmarkAMonthIsShown(b *testing.B) {
	for b.Loop() {
		for d := range 31 {
			if Of(2026, 1, d+1).Day == 0 {
				b.Fatal(d)
			}
		}
	}
}
