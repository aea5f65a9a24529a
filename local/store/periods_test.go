package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// aSunday is the day on which people speak in these tests: 29/11/2026.
var aSunday = time.Date(2026, 11, 29, 10, 0, 0, 0, office.VietNam)

func TestDaysAreUnderstoodAsPeopleSayThem(t *testing.T) {
	for typed, want := range map[string]Days{
		"hôm nay": {"2026-11-29", "2026-11-29"}, "hom qua": {"2026-11-28", "2026-11-28"}, "hôm kia": {"2026-11-27", "2026-11-27"},
		"tuần này": {"2026-11-23", "2026-11-29"}, "tuần trước": {"2026-11-16", "2026-11-22"},
		"tháng này": {"2026-11-01", "2026-11-30"}, "thang truoc": {"2026-10-01", "2026-10-31"},
		"quý này": {"2026-10-01", "2026-12-31"}, "quý trước": {"2026-07-01", "2026-09-30"},
		"năm nay": {"2026-01-01", "2026-12-31"}, "năm ngoái": {"2025-01-01", "2025-12-31"},
		"tháng 10": {"2026-10-01", "2026-10-31"}, "tháng 12": {"2025-12-01", "2025-12-31"}, "thang 02": {"2026-02-01", "2026-02-28"},
		"quý 3": {"2026-07-01", "2026-09-30"}, "quý III": {"2026-07-01", "2026-09-30"}, "quy 3/2025": {"2025-07-01", "2025-09-30"}, "quý 4 năm 2024": {"2024-10-01", "2024-12-31"},
		"từ 1/10 đến 15/10": {"2026-10-01", "2026-10-15"}, "tu 1/10 den 15/10": {"2026-10-01", "2026-10-15"}, "từ ngày 1/10 tới ngày 15/10/2025": {"2025-10-01", "2025-10-15"},
		"từ 1/10/2025 đến 15/1/2026": {"2025-10-01", "2026-01-15"}, "từ 1/12 đến 15/1": {"2025-12-01", "2026-01-15"},
		"từ ngày 1 tháng 10 năm 2026 đến ngày 5 tháng 10 năm 2026": {"2026-10-01", "2026-10-05"},
		"từ tháng 7 đến tháng 9":                                   {"2026-07-01", "2026-09-30"}, "từ tháng 11/2025 đến tháng 2/2026": {"2025-11-01", "2026-02-28"}, "từ quý 1 đến quý 2": {"2026-01-01", "2026-06-30"},
		"từ năm 2024 đến năm 2025": {"2024-01-01", "2025-12-31"}, "từ 1/6/2026": {"2026-06-01", ""},
		"sau 30/9": {"2026-10-01", ""}, "trước 30/9": {"", "2026-09-29"}, "truoc ngay 1/3/2025": {"", "2025-02-28"}, "sau ngày 31 tháng 12 năm 2025": {"2026-01-01", ""}, "sau 15/12": {"2025-12-16", ""},
		"trước tháng 9": {"", "2026-08-31"}, "sau tháng 2/2024": {"2024-03-01", ""}, "sau quý 3": {"2026-10-01", ""}, "trước năm 2025": {"", "2024-12-31"}, "sau 2024": {"2025-01-01", ""},
		"6 tháng đầu năm": {"2026-01-01", "2026-06-30"}, "06 thang dau nam 2025": {"2025-01-01", "2025-06-30"}, "6 tháng cuối năm": {"2026-07-01", "2026-12-31"}, "sáu tháng cuối năm ngoái": {"2025-07-01", "2025-12-31"},
		"9 tháng đầu năm": {"2026-01-01", "2026-09-30"}, "chín tháng đầu năm nay": {"2026-01-01", "2026-09-30"}, "3 tháng cuối năm 2024": {"2024-10-01", "2024-12-31"},
		"tháng 11/2026": {"2026-11-01", "2026-11-30"}, "tháng 2 năm 2024": {"2024-02-01", "2024-02-29"}, "thang 12-2025": {"2025-12-01", "2025-12-31"},
		"Q1/2025": {"2025-01-01", "2025-03-31"}, "q4 2025": {"2025-10-01", "2025-12-31"}, "Q2 năm 2026": {"2026-04-01", "2026-06-30"},
	} {
		got, err := ReadTyped("công văn "+typed+" Sở Nội vụ", aSunday)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
			continue
		}
		last := got.Ways[len(got.Ways)-1]
		if !slices.Equal(last.Sifted.Days, []Days{want}) || last.Text != "công văn   sở nội vụ" && joined(split(last.Text)) != "congvansonoivu" {
			t.Errorf("%q is read as %+v", typed, got)
		}
	}
}

// TestWhatIsNoTimeStaysWords has words that look like days and are none, and days that the index
// itself knows.
func TestWhatIsNoTimeStaysWords(t *testing.T) {
	for _, typed := range []string{
		"15/QĐ-UBND", "31/2/QĐ-UBND", "số 31/2", "15/2026/QĐ-UBND", "137/2024", "từ chối tiếp nhận", "văn bản đến 15/10", "lương tháng 13", "bà Quý 35 tuổi", `"tháng 10"`, `“từ 1/10 đến 15/10”`,
		"15/10/2026", "năm 2025", "trước 15/QĐ-UBND", "sau 12/2025/QĐ-UBND", "trước mắt", "sau khi", "6 tháng", "12 tháng đầu năm", "khen thưởng tháng 13", "nghỉ 3 tháng 20 ngày", "Q1", "Q5/2025", "Q12/2025", "các tháng 2025", "29/2", "tuần lễ", "thôn 31-2", "5/13",
	} {
		got, err := ReadTyped(typed, aSunday)
		if err != nil || len(got.Ways) != 1 || got.Ways[0].Text != typed || len(got.Meant) > 0 {
			t.Errorf("%q is read as %+v, %v", typed, got, err)
		}
	}
}

func TestADayThatIsNoneIsToldAndNotSearchedAsWords(t *testing.T) {
	for typed, want := range map[string]office.Failure{
		"31/2": NoSuchDay, "công văn ngày 31/2": NoSuchDay, "30/2/2026": NoSuchDay, "29/2/2025": NoSuchDay, "31 tháng 4": NoSuchDay, "ngày 31-04-2026": NoSuchDay, "15/13/2026": NoSuchDay, "45/1/2026": NoSuchDay,
		"từ 1/2 đến 31/2": NoSuchDay, "từ 31/6 đến 5/7": NoSuchDay, "quý 5": NoSuchQuarter, "tháng 13": NoSuchMonth, "tháng 0": NoSuchMonth, "báo cáo tháng 15/2026": NoSuchMonth, "từ tháng 8 đến tháng 13": NoSuchMonth, "ngày 5 tháng 13": NoSuchMonth, "trước 31/2": NoSuchDay, "sau tháng 14": NoSuchMonth, "quý 7/2026": NoSuchQuarter, "từ 15/10/2026 đến 1/10/2026": DaysTurned,
	} {
		if got, err := ReadTyped(typed, aSunday); !errors.Is(err, want) {
			t.Errorf("%q is read as %+v, %v", typed, got, err)
		}
	}
}

// TestBeginningsCoverAStretchAndNoOther compares the beginnings by which a stretch is asked for
// with the days themselves.
func TestBeginningsCoverAStretchAndNoOther(t *testing.T) {
	day := func(n int) string {
		return time.Date(2024, 12, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly)
	}
	for _, ends := range [][2]int{{0, 0}, {0, 30}, {3, 45}, {31, 395}, {10, 9}, {5, 500}} {
		all := Days{day(ends[0]), day(ends[1])}.beginnings()
		for n := range 520 {
			in := n >= ends[0] && n <= ends[1]
			if got := slices.ContainsFunc(all, func(start string) bool { return strings.HasPrefix(strings.ReplaceAll(day(n), "-", ""), start) }); got != in {
				t.Fatalf("days %v: %s is in: %v, by %v", ends, day(n), got, all)
			}
		}
	}
}
