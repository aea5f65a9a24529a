package icalendar

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// samples are files of real programs. They belong to others, and lie beside the clone where they were
// fetched.
func samples(t *testing.T) string {
	t.Helper()
	for up := "../.."; len(up) < 20; up += "/.." {
		if dir := filepath.Join(up, "shared", "samples", "ical"); isFolder(dir) {
			return dir
		}
	}
	return ""
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// others runs other programs on calendars.
func others(t testing.TB, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "/usr/bin/python3", append([]string{"testdata/others.py"}, args...)...).CombinedOutput() // the one that Debian's packages are for
	if err != nil {
		t.Fatalf("%v: needs the Debian packages python3-icalendar, python3-vobject, python3-recurring-ical-events, python3-gi and gir1.2-ical-3.0\n%s", err, out)
	}
	return string(out)
}

// sample is what a file of a real program holds: each meeting by its title with its first times, and
// how many it has in five years; and words that the oddities must name.
type sample struct {
	file  string
	holds []string
	odd   []string
	mend  []string // what is to be written otherwise before the other program can read it
	alone bool     // the other program reads it wrongly or not at all
	more  string   // a time that the other program leaves out
}

var real = []sample{
	{file: "icalnet-Attendee2", holds: []string{"Test event 1 20060718T0300/20060718T0400"}, odd: []string{"không ghi múi giờ"}},
	{file: "icalnet-CaseInsensitive1", holds: []string{"Live Webcast - MSDN Webcast: Building Microsoft Windows Communication Foundation and Windows Workflow Foundation Applications with Microsoft Visual Studio Codename \"Orcas\" (Level 300) 1 20070606T2130/20070606T2245"}},
	{file: "icalnet-EmptyLines1", holds: []string{"Degree Evaluation 1 20060112T0630/20060112T0700", "IT Planning Mtg. 1 20060116T0200/20060116T0400"}, odd: []string{"không ghi múi giờ"}},
	{file: "icalnet-Google1", holds: []string{"Zähne putzen 1826 20061211T0600/20061211T0700"}},
	{file: "kcal-Evolution_2.8.2_timezone_test", holds: []string{"Nominal is 1200 to 1230 _GMT_ on 27 Jan 2007 1 20070127T0500/20070127T0530"}, odd: []string{"không ghi múi giờ"}},
	{file: "libical-2446-itip-examples", alone: true, odd: []string{"nhiều lần", "việc cần làm", "bảng giờ bận", "ghi chép", "không công khai (CLASS:PRIVATE)", "METHOD:ADD", "không có “mailto:”"}, holds: []string{
		"ST. PAUL SAINTS -VS- DULUTH-SUPERIOR DUKES 1 19970702T2100/19970702T2200", // its end lies before it
		"Phone Conference 1 19970701T2000/19970701T2030",
		"Discuss the Merits of the election results 1 19970701T1900/19970701T2000",
		"Phone Conference 261 19970701T2000/19970701T2030",
		"IETF Calendaring Working Group Meeting 60 19970601T2100/19970601T2200",
		"IETF Calendaring Working Group Meeting 1 19970703T2100/19970703T2200",
		"Review Accounts 524 19970715T2100/19970715T2200",
		"IETF Calendaring Working Group Meeting 1 19970801T2100/19970801T2200",
	}},
	{file: "node-ical-Office-2012-owa", holds: []string{"TEST Syd 1 20201028T0230/20201028T0400", "TEST 1 20201028T1730/20201028T1900", "TEST 3 1 20201102T1830/20201102T2000", "TEST2 87 20201102T1830/20201102T2000"}, odd: []string{"(UID)", "không theo quy tắc lặp"}, mend: []string{"SUMMARY: TEST Syd", "UID:1\nSUMMARY:", "SUMMARY: TEST 3", "UID:2\nSUMMARY:", "SUMMARY: TEST2", "UID:3\nSUMMARY:", "SUMMARY: TEST", "UID:4\nSUMMARY:", `"(GMT+10:00) Canberra, Melbourne, Sydney"`, "Australia/Sydney", `"(UTC-05:00) Eastern Time (US & Canada)"`, "America/New_York"}},
	{file: "node-ical-daily-count-exdate-recurrence-id", holds: []string{"Treasure Hunting 8 20150706T1900/20150706T2000"}, odd: []string{"không sau giờ bắt đầu"}, mend: []string{"20150707T160000", "20150709T160000"}},
	{file: "node-ical-exchange_whole_day_moved_recurrence", holds: []string{"Exchange Recurring Test 52 20260218T1700/20260219T1700"}, more: "20260817T1700/20260818T1700"},
	{file: "node-ical-floating-dtstart-custom-vtimezone", holds: []string{"Floating DTSTART with custom VTIMEZONE 1 20250610T0700/20250610T0800"}, odd: []string{"không ghi múi giờ"}},
	{file: "node-ical-google-calendar-kiev-tz", holds: []string{"repeated 4 20160825T1100/20160825T1200"}},
	{file: "node-ical-ms_timezones", holds: []string{"test 1 20200910T0700/20200910T0730", "Log Yesterday's Jira time 235 20200609T0700/20200609T0730", "Not the actual summary 1 1 20200915T1530/20200915T1630", "Not the actual summary either 135 20200707T1900/20200707T1930"}, odd: []string{"dấu ngoặc kép sai chỗ"}, mend: []string{`"W. Europe Standard Time:20200609T090000"`, `"W. Europe Standard Time":20200609T090000`}},
	{file: "node-ical-sabredav-school-holidays", holds: []string{"Sommerferien Sachsen 1 20180701T1700/20180810T1700"}},
	{file: "node-ical-tentative-apple-calendar", holds: []string{"Tentative 1 20220704T2300/20220704T2350", "Confirmed 1 20220705T1600/20220705T1700", "Cancelled 1 20220706T2000/20220706T2100", "No Status 1 20220707T1600/20220707T1700"}, odd: []string{"“CONFIRMED”", "“CANCELLED”"}},
	{file: "node-ical-vfreebusy-zimbra", odd: []string{"bảng giờ bận"}},
	{file: "node-ical-yearly-recurring-unicode", holds: []string{"Fête Nationale - Férié 5 20120713T1700/20120714T1700"}},
	{file: "pyical-alarm_thunderbird_future", holds: []string{"event with alarms 1 20241023T1400/20241023T1500"}},
	{file: "pyical-america_new_york", holds: []string{"an event with a custom tz name 1 20140829T1200/20140829T1400"}, alone: true},
	{file: "pyical-event_with_rsvp", odd: []string{"không có ngày giờ bắt đầu"}},
	{file: "pyical-issue_722_missing_timezones", alone: true, odd: []string{"(UID)", "việc cần làm", "không có ngày giờ bắt đầu"}, holds: []string{"an event with a custom tz name 1 20140829T1200/20140829T1500", " 1 20190308T2300/20190309T0000"}},
}

// TestFilesOfRealProgramsAreReadRight reads each of them, compares it with what its people wrote by
// hand, and five years of it with what another program expands.
func TestFilesOfRealProgramsAreReadRight(t *testing.T) {
	dir := samples(t)
	if dir == "" {
		t.Log("the samples of other programs do not lie beside the clone: what stands in for them is in read_test.go")
		return
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.ics"))
	if err != nil || len(names) != len(real) {
		t.Error(len(names), err)
	}
	for _, s := range real {
		t.Run(s.file, func(t *testing.T) { s.isReadRight(t, dir) })
	}
}

func (s sample) isReadRight(t *testing.T, dir string) {
	written, err := os.ReadFile(filepath.Join(dir, s.file+".ics"))
	if err != nil {
		t.Fatal(err)
	}
	c := must(t, string(written))
	var holds []string
	for _, m := range c.Meetings {
		all := strings.Fields(utcOf(t, m))
		holds = append(holds, strings.Join([]string{m.Title, strconv.Itoa(len(all)), all[0]}, " "))
	}
	same(t, strings.Join(holds, "\n"), strings.Join(s.holds, "\n"))
	for _, words := range s.odd {
		if !odd(c, words) {
			t.Errorf("%q is not named: %q", words, c.Odd)
		}
	}
	if len(s.odd) == 0 && len(c.Odd) > 0 {
		t.Errorf("odd: %q", c.Odd)
	}
	if len(c.Meetings) > 0 && !s.alone {
		path := filepath.Join(t.TempDir(), "a.ics")
		if err := os.WriteFile(path, []byte(strings.NewReplacer(s.mend...).Replace(string(written))), 0o600); err != nil {
			t.Fatal(err)
		}
		same(t, ours(t, c, s.more), theirs(t, c, path))
	}
	staysAsItIs(t, c)
}

// fiveYears are those that begin with the first meeting of a calendar.
func fiveYears(t testing.TB, c Calendar) (from, to time.Time) {
	t.Helper()
	for _, m := range c.Meetings {
		at, err := calendar.At(m.When)
		if err != nil {
			t.Fatal(err)
		}
		if from.IsZero() || at.Before(from) {
			from = at
		}
	}
	from = from.AddDate(0, 0, -3).Truncate(24 * time.Hour)
	return from, from.AddDate(5, 0, 0)
}

// ours are the times of a calendar in five years, without one.
func ours(t testing.TB, c Calendar, without string) string {
	t.Helper()
	from, to := fiveYears(t, c)
	var said []string
	for _, m := range c.Meetings {
		all, err := calendar.Occurrences(m, from, to)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range all {
			if one := o.Start.UTC().Format("20060102T1504") + "/" + o.End.UTC().Format("20060102T1504"); one != without {
				said = append(said, one)
			}
		}
	}
	return sorted(said, to)
}

// theirs are those that another program finds.
func theirs(t testing.TB, c Calendar, path string) string {
	t.Helper()
	from, to := fiveYears(t, c)
	return sorted(strings.Fields(others(t, "expand", path, from.Format(time.DateOnly), to.Format(time.DateOnly))), to)
}

// sorted are times in order, without those of the last days, of which each program has its own end.
func sorted(said []string, to time.Time) string {
	last := to.AddDate(0, 0, -3).Format("20060102T1504")
	said = slices.DeleteFunc(said, func(one string) bool { return one >= last })
	slices.Sort(said)
	return strings.Join(said, "\n")
}

// staysAsItIs writes a calendar and reads it again: nothing is lost.
func staysAsItIs(t testing.TB, c Calendar) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, c, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	again := must(t, b.String())
	if len(again.Meetings) != len(c.Meetings) {
		t.Fatalf("%d meetings of %d\n%s", len(again.Meetings), len(c.Meetings), b.String())
	}
	for i, m := range again.Meetings {
		old := c.Meetings[i]
		if old.When.Start != "" && ourTimes(t, old) != ourTimes(t, m) {
			t.Errorf("%s takes place at\n%s\ninstead of\n%s\n%s", old.Title, ourTimes(t, m), ourTimes(t, old), b.String())
		}
		same(t, plain(m), plain(old))
	}
	var second bytes.Buffer
	if err := Write(&second, again, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if third := must(t, second.String()); !reflect.DeepEqual(third.Meetings, again.Meetings) {
		t.Errorf("what was written once is written otherwise again:\n%+v\n%+v", third.Meetings, again.Meetings)
	}
}

// plain is a meeting without what is written otherwise though it means the same.
func plain(m office.Meeting) office.Meeting {
	m.From.At = time.Time{}
	m.When.Again, m.When.Except = "", nil
	m.When = named(m.When)
	m.Shifts = slices.DeleteFunc(slices.Clone(m.Shifts), func(s office.Shift) bool { return s.Off })
	for i := range m.Shifts {
		m.Shifts[i].When = named(m.Shifts[i].When)
	}
	var kept []string
	for _, item := range items(m.Foreign) {
		for line := range strings.Lines(item) {
			if !aboutPeople(line) {
				kept = append(kept, line)
			}
		}
	}
	slices.Sort(kept)
	m.Foreign = strings.Join(kept, "")
	return m
}

// named is a timing without rules and the name that they have in one file.
func named(t office.Timing) office.Timing {
	if t.Rules != "" {
		t.Zone, t.Rules = "by rules", ""
	}
	return t
}

func ourTimes(t testing.TB, m office.Meeting) string {
	t.Helper()
	return ours(t, Calendar{Meetings: []office.Meeting{m}}, "")
}
