package icalendar

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// must reads a calendar that can be read.
func must(t testing.TB, s string) Calendar {
	t.Helper()
	c, err := Read(t.Context(), strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ics is a calendar of some lines, each ended as RFC 5545 asks.
func ics(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Mẫu//VI\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n"
}

// vevent is one of some lines.
func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
}

// one reads a calendar of one event.
func one(t testing.TB, lines ...string) (office.Meeting, Calendar) {
	t.Helper()
	c := must(t, ics(vevent(lines...)))
	if len(c.Meetings) != 1 {
		t.Fatalf("%d meetings, odd: %q", len(c.Meetings), c.Odd)
	}
	return c.Meetings[0], c
}

// utcOf tells the times of a meeting in five years, in UTC.
func utcOf(t testing.TB, m office.Meeting) string {
	t.Helper()
	first, err := calendar.At(m.When)
	if err != nil {
		t.Fatal(err)
	}
	all, err := calendar.Occurrences(m, first.AddDate(-1, 0, 0), first.AddDate(5, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, o := range all {
		said = append(said, o.Start.UTC().Format("20060102T1504")+"/"+o.End.UTC().Format("20060102T1504"))
	}
	return strings.Join(said, " ")
}

func same(t testing.TB, got, want any) {
	t.Helper()
	g, w := strings.Split(fmt.Sprintf("%+v", got), "\n"), strings.Split(fmt.Sprintf("%+v", want), "\n")
	if slices.Equal(g, w) {
		return
	}
	var said strings.Builder
	for _, line := range w {
		if !slices.Contains(g, line) {
			said.WriteString("- " + line + "\n")
		}
	}
	for _, line := range g {
		if !slices.Contains(w, line) {
			said.WriteString("+ " + line + "\n")
		}
	}
	t.Errorf("%d lines instead of %d: -wanted +got\n%s", len(g), len(w), said.String())
}

// odd tells whether a sentence about an event holds some words.
func odd(c Calendar, words string) bool { return strings.Contains(strings.Join(c.Odd, "\n"), words) }

func TestAPlainMeetingIsRead(t *testing.T) {
	m, c := one(t, "UID:a@b", "SEQUENCE:2", "DTSTART;TZID=Asia/Ho_Chi_Minh:20260325T080000", "DTEND;TZID=Asia/Ho_Chi_Minh:20260325T093000",
		`SUMMARY:Họp giao ban\, tuần 13\; khẩn`, `DESCRIPTION:Dòng 1\nDòng 2 \\ hết`, "LOCATION:Phòng họp 1", "STATUS:TENTATIVE", "TRANSP:TRANSPARENT",
		"ORGANIZER;CN=Nguyễn Văn Mẫu:mailto:mau@example.vn",
		`ATTENDEE;CN="Trần Thị Mẫu; PCT";ROLE=CHAIR;PARTSTAT=ACCEPTED:MAILTO:chu.tri@example.vn`,
		"ATTENDEE;RSVP=TRUE;ROLE=OPT-PARTICIPANT:mailto:khach@example.vn", "X-RIENG:giữ lại")
	same(t, m, office.Meeting{UID: "a@b", Sequence: 2, Sort: "meeting", Title: "Họp giao ban, tuần 13; khẩn", Purpose: "Dòng 1\nDòng 2 \\ hết",
		When: office.Timing{Start: "2026-03-25T08:00:00", Lasts: 5400}, Way: "here", Place: "Phòng họp 1", State: office.MeetingTentative, Free: true,
		From: office.MeetingPerson{Name: "Nguyễn Văn Mẫu", Mail: "mau@example.vn", At: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)},
		People: []office.MeetingPerson{{Name: "Trần Thị Mẫu; PCT", Mail: "chu.tri@example.vn", Role: "chair", Answer: "accepted"},
			{Name: "khach@example.vn", Mail: "khach@example.vn", Role: "guest"}},
		Foreign: "X-RIENG:giữ lại\n"})
	same(t, c.Odd, []string(nil))
	same(t, utcOf(t, m), "20260325T0100/20260325T0230")
}

func TestTimesInEveryZone(t *testing.T) {
	for _, c := range []struct{ start, utc, zone string }{
		{"DTSTART:20260701T080000Z", "20260701T0800", "UTC"},
		{"DTSTART:20260701T080000", "20260701T0100", ""},
		{"DTSTART;TZID=SE Asia Standard Time:20260701T080000", "20260701T0100", ""},
		{"DTSTART;TZID=Europe/Berlin:20260701T080000", "20260701T0600", "Europe/Berlin"},
		{"DTSTART;TZID=europe/berlin:20260701T080000", "20260701T0600", "Europe/Berlin"},
		{"DTSTART;TZID=W. Europe Standard Time:20260701T080000", "20260701T0600", "Europe/Berlin"},
		{`DTSTART;TZID="W. Europe Standard Time:20260701T080000"`, "20260701T0600", "Europe/Berlin"},
		{`DTSTART;TZID="(GMT+10:00) Canberra, Melbourne, Sydney":20260701T080000`, "20260630T2200", "Australia/Sydney"},
		{`DTSTART;TZID=(UTC-05:00) Eastern Time (US & Canada):20260701T080000`, "20260701T1200", "America/New_York"},
		{`DTSTART;TZID="(UTC+07:00) Bangkok, Hanoi, Jakarta":20260701T080000`, "20260701T0100", ""},
		{"DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/America/New_York:20260701T080000", "20260701T1200", "America/New_York"},
		{"DTSTART;TZID=/mozilla.org/20050126_1/America/Argentina/Buenos_Aires:20260701T080000", "20260701T1100", "America/Argentina/Buenos_Aires"},
		{"DTSTART;TZID=GMT+0700:20260701T080000", "20260701T0100", ""},
		{"DTSTART;TZID=UTC+05:30:20260701T080000", "20260701T0230", "UTC+0530"},
		{"DTSTART;TZID=tzone://Microsoft/Utc:20260701T080000", "20260701T0800", "UTC"},
		{"DTSTART;TZID=Sao Hỏa:20260701T080000", "20260701T0100", ""},
		{"DTSTART;TZID=Asia/Saigon:20260701T080000", "20260701T0100", ""},
		{"DTSTART;VALUE=DATE:20260701", "20260630T1700", ""},
		{"DTSTART:20260701", "20260630T1700", ""},
	} {
		m, read := one(t, "UID:a", "SUMMARY:Họp", c.start)
		if got := utcOf(t, m); !strings.HasPrefix(got, c.utc) || m.When.Zone != c.zone {
			t.Errorf("%s: %s %q", c.start, got, m.When.Zone)
		}
		if named := odd(read, "múi giờ"); named != (strings.Contains(c.start, "Hỏa") || c.start == "DTSTART:20260701T080000") {
			t.Errorf("%s: %q", c.start, read.Odd)
		}
	}
}

func TestEachPlaceOfWindowsHasAZone(t *testing.T) {
	for key, name := range windows() {
		if _, err := calendar.Zone(name); err != nil {
			t.Error(key, name)
		}
		if got, ok := byName("(UTC+00:00) " + strings.TrimPrefix(key, "@")); strings.HasPrefix(key, "@") && (!ok || got != name) {
			t.Error(key, name, got)
		}
	}
	if len(windows()) < 300 {
		t.Error(len(windows()))
	}
}

func TestHowLongItLasts(t *testing.T) {
	const start = "DTSTART;TZID=Europe/Berlin:20260328T200000"
	for _, c := range []struct {
		start, end string
		lasts      int64
		odd        bool
	}{
		{start, "DTEND;TZID=Europe/Berlin:20260328T213000", 5400, false},
		{start, "DTEND;TZID=Europe/Berlin:20260329T080000", 11 * 3600, false}, // an hour is leapt over
		{start, "DTEND;TZID=America/New_York:20260328T170000", 2 * 3600, false},
		{start, "DTEND:20260328T200000Z", 3600, false},
		{start, "DTEND:20260328T213000", 5400, false},
		{start, "DURATION:PT1H30M", 5400, false},
		{start, "DURATION:P1D", 23 * 3600, false},
		{start, "DURATION:P1DT1H", 24 * 3600, false},
		{start, "DURATION:P1W", 7*86400 - 3600, false},
		{start, "DURATION:-PT1H", 3600, true},
		{start, "DURATION:P", 3600, true},
		{start, "DURATION:PT99999999999999H", 3600, true},
		{start, "DTEND;TZID=Europe/Berlin:20260328T190000", 3600, true},
		{start, "DTEND;TZID=Europe/Berlin:20260328T200000", 3600, true},
		{start, "DTEND:hôm sau", 3600, true},
		{start, "X-NO:1", 3600, true},
		{start, "DTEND;VALUE=DATE:20260329", 4 * 3600, false},
		{"DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260330", 2, false},
		{"DTSTART;VALUE=DATE:20260328", "DTEND;VALUE=DATE:20260328", 1, true},
		{"DTSTART;VALUE=DATE:20260328", "DURATION:P3D", 3, false},
		{"DTSTART;VALUE=DATE:20260328", "DURATION:P1W", 7, false},
		{"DTSTART;VALUE=DATE:20260328", "X-NO:1", 1, false},
		{"DTSTART;TZID=Europe/Berlin:20260328T000000", "DTEND;TZID=Europe/Berlin:20260330T000000\r\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE", 2, false},
	} {
		m, read := one(t, "UID:a", "SUMMARY:Họp", c.start, c.end)
		if m.When.Lasts != c.lasts || odd(read, "tạm tính") != c.odd {
			t.Errorf("%s %s: %+v %q", c.start, c.end, m.When, read.Odd)
		}
	}
}

func TestASeriesWithItsExceptions(t *testing.T) {
	c := must(t, ics(
		vevent("UID:a", "RECURRENCE-ID:20260112T010000Z", "SUMMARY:Họp bù", "DTSTART;TZID=Asia/Ho_Chi_Minh:20260113T140000", "DTEND;TZID=Asia/Ho_Chi_Minh:20260113T150000", "LOCATION:Hội trường"),
		vevent("UID:a", "SUMMARY:Họp", "DTSTART;TZID=Asia/Ho_Chi_Minh:20260105T080000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE;TZID=Asia/Ho_Chi_Minh:20260119T080000,20260126T080000", "RDATE:20260120T010000Z", "LOCATION:Phòng 1"),
		vevent("UID:a", "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20260202T080000", "STATUS:CANCELLED", "DTSTART;TZID=Asia/Ho_Chi_Minh:20260202T080000", "DURATION:PT1H")))
	if len(c.Meetings) != 1 || len(c.Odd) != 0 {
		t.Fatal(c)
	}
	m := c.Meetings[0]
	same(t, m.Shifts, []office.Shift{{Of: "2026-01-12T08:00:00", When: office.Timing{Start: "2026-01-13T14:00:00", Lasts: 3600}, Title: "Họp bù", Place: "Hội trường"}, {Of: "2026-02-02T08:00:00", Off: true}})
	same(t, m.When, office.Timing{Start: "2026-01-05T08:00:00", Lasts: 3600, Again: "FREQ=WEEKLY;COUNT=6", Also: []string{"2026-01-20T08:00:00"}, Except: []string{"2026-01-19T08:00:00", "2026-01-26T08:00:00"}})
	same(t, utcOf(t, m), "20260105T0100/20260105T0200 20260113T0700/20260113T0800 20260120T0100/20260120T0200 20260209T0100/20260209T0200")
}

// What is not written as the start is, is understood, and named.
func TestExceptionsInAnotherForm(t *testing.T) {
	m, c := one(t, "UID:a", "SUMMARY:Họp", "DTSTART;TZID=Europe/Berlin:20260105T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20260106", "EXDATE:20260107T070000Z")
	same(t, m.When.Except, []string{"2026-01-06T08:00:00", "2026-01-07T08:00:00"})
	if !odd(c, "kiểu khác") {
		t.Error(c.Odd)
	}
	m, _ = one(t, "UID:a", "SUMMARY:Họp", "DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;UNTIL=20260107T170000Z", "EXDATE;TZID=Europe/Berlin:20260106T000000")
	same(t, m.When.Except, []string{"2026-01-06"})
	same(t, m.When.Again, "FREQ=DAILY;UNTIL=20260108") // midnight here
}

func TestTimesWhoseWholeIsNotTold(t *testing.T) {
	c := must(t, ics("METHOD:REQUEST", vevent("UID:a", "RECURRENCE-ID:20260112T010000Z", "SUMMARY:Họp", "DTSTART:20260113T010000Z", "DTEND:20260113T020000Z", "SEQUENCE:3"),
		vevent("UID:a", "RECURRENCE-ID:20260119T010000Z", "SUMMARY:Họp", "DTSTART:20260119T010000Z", "DTEND:20260119T020000Z")))
	if len(c.Meetings) != 1 {
		t.Fatal(c)
	}
	same(t, utcOf(t, c.Meetings[0]), "20260113T0100/20260113T0200 20260119T0100/20260119T0200")
	if m := c.Meetings[0]; m.Sequence != 3 || !isApart(m) {
		t.Error(m)
	}
}

func TestTheNewestTellingCounts(t *testing.T) {
	old := vevent("UID:a", "SEQUENCE:1", "SUMMARY:Cũ", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z")
	young := vevent("UID:a", "SEQUENCE:2", "SUMMARY:Mới", "DTSTART:20260113T010000Z", "DTEND:20260113T020000Z")
	for _, s := range []string{ics("METHOD:REQUEST", old) + ics("METHOD:REQUEST", young), ics("METHOD:REQUEST", young) + ics("METHOD:REQUEST", old)} {
		c := must(t, s)
		if len(c.Meetings) != 1 || c.Meetings[0].Title != "Mới" || !odd(c, "nhiều lần") || c.Method != "REQUEST" {
			t.Error(c)
		}
	}
	late := strings.NewReplacer("20260101T000000Z", "20260103T000000Z", "Mới", "Mới nhất").Replace(young)
	for _, s := range []string{ics("METHOD:REQUEST", late) + ics("METHOD:REQUEST", young), ics("METHOD:REQUEST", young) + ics("METHOD:REQUEST", late)} {
		if c := must(t, s); len(c.Meetings) != 1 || c.Meetings[0].Title != "Mới nhất" {
			t.Error(c)
		}
	}
	off := ics("METHOD:CANCEL", "BEGIN:VEVENT\r\nUID:a\r\nSEQUENCE:2\r\nDTSTAMP:20260102T000000Z\r\nEND:VEVENT")
	if c := must(t, ics("METHOD:REQUEST", young)+off); c.Meetings[0].State != office.MeetingCancelled || c.Method != "" {
		t.Error(c)
	}
	if c := must(t, off); len(c.Meetings) != 1 || c.Meetings[0].State != office.MeetingCancelled || c.Meetings[0].UID != "a" {
		t.Error(c)
	}
	anew := vevent("UID:a", "SEQUENCE:3", "SUMMARY:Lại họp", "DTSTART:20260113T010000Z", "DTEND:20260113T020000Z")
	if c := must(t, off+ics("METHOD:REQUEST", anew)); c.Meetings[0].State != office.MeetingConfirmed {
		t.Error(c)
	}
	only := ics("METHOD:CANCEL", vevent("UID:a", "SEQUENCE:3", "RECURRENCE-ID:20260119T010000Z"))
	if c := must(t, only); len(c.Meetings) != 1 || !c.Meetings[0].Shifts[0].Off || c.Meetings[0].State != office.MeetingConfirmed || utcOf(t, c.Meetings[0]) != "" {
		t.Error(c)
	}
}

// Two events of one UID in one calendar are two meetings: a program forgot to give each its own.
func TestAUIDThatTwoEventsBear(t *testing.T) {
	c := must(t, ics(vevent("UID:a", "SUMMARY:Họp 1", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z"), vevent("UID:a", "SUMMARY:Họp 2", "DTSTART:20260113T010000Z", "DTEND:20260113T020000Z")))
	if len(c.Meetings) != 2 || c.Meetings[1].UID != "a-2026-01-13T010000" || !odd(c, "cùng mã") {
		t.Error(c)
	}
}

func TestAMissingUIDFollowsFromTheContent(t *testing.T) {
	a, c := one(t, "SUMMARY:Họp", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z")
	b, _ := one(t, "SUMMARY:Họp", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z")
	other, _ := one(t, "SUMMARY:Họp khác", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z")
	if a.UID != b.UID || a.UID == other.UID || len(a.UID) < 20 || !odd(c, "(UID)") {
		t.Error(a.UID, b.UID, other.UID)
	}
}

// What cannot be read of one event costs that event alone.
func TestOneBadEventCostsItself(t *testing.T) {
	good := vevent("UID:b", "SUMMARY:Tốt", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z")
	for words, bad := range map[string]string{
		"không có ngày giờ bắt đầu":              vevent("UID:a", "SUMMARY:Xấu"),
		"ngày giờ bắt đầu không đọc được":        vevent("UID:a", "SUMMARY:Xấu", "DTSTART:mai"),
		"ngày giờ bắt đầu không đọc được: “9999": vevent("UID:a", "SUMMARY:Xấu", "DTSTART:99991231T000000Z"),
		"366 ngày":                 vevent("UID:a", "SUMMARY:Xấu", "DTSTART:20260112T010000Z", "DTEND:20360112T010000Z"),
		"không rõ đổi lần họp nào": vevent("UID:a", "SUMMARY:Xấu", "DTSTART:20260112T010000Z", "RECURRENCE-ID:x"),
	} {
		for _, s := range []string{ics(bad, good), ics(good, bad)} {
			c := must(t, s)
			if len(c.Meetings) != 1 || c.Meetings[0].UID != "b" || !odd(c, words) || !odd(c, "Xấu") {
				t.Error(words, c)
			}
		}
	}
}

func TestRulesThatCannotBeCountedLeaveTheFirstTime(t *testing.T) {
	for _, rule := range []string{"FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "lung tung", "FREQ=WEEKLY;UNTIL=20200101", "FREQ=DAILY;INTERVAL=0"} {
		m, c := one(t, "UID:a", "SUMMARY:Họp", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z", "RRULE:"+rule)
		if m.When.Again != "" || !odd(c, "chỉ nhận lần đầu") {
			t.Error(rule, m.When, c.Odd)
		}
	}
	_, c := one(t, "UID:a", "SUMMARY:Họp", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z", "RRULE:FREQ=WEEKLY;BYDAY=TH,FR")
	if !odd(c, "không theo quy tắc lặp") {
		t.Error(c.Odd)
	}
}

func TestAnswersAreRead(t *testing.T) {
	reply := func(lines ...string) Calendar {
		return must(t, ics(append([]string{"METHOD:REPLY"}, "BEGIN:VEVENT\r\nUID:a\r\nSEQUENCE:4\r\nDTSTAMP:20260102T030405Z\r\n"+strings.Join(lines, "\r\n")+"\r\nEND:VEVENT")...))
	}
	c := reply("ATTENDEE;CN=Mẫu;PARTSTAT=DECLINED:mailto:mau@example.vn", `COMMENT:Bận\, xin lỗi`, "RECURRENCE-ID;TZID=Europe/Berlin:20260112T080000")
	same(t, c.Replies, []Reply{{Method: "REPLY", UID: "a", Sequence: 4, Of: office.Timing{Start: "2026-01-12T08:00:00", Zone: "Europe/Berlin"},
		Person: office.MeetingPerson{Name: "Mẫu", Mail: "mau@example.vn", Role: "member", Answer: "declined", Said: "Bận, xin lỗi", At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Told: 4}}})
	same(t, c.Odd, []string(nil))
	for _, m := range []struct {
		when office.Timing
		of   string
	}{{office.Timing{Start: "2026-01-05T14:00:00"}, "2026-01-12T14:00:00"}, {office.Timing{Start: "2026-01-05", AllDay: true}, "2026-01-12"}} {
		if of, err := c.Replies[0].OfIn(office.Meeting{When: m.when}); err != nil || of != m.of {
			t.Error(of, err)
		}
	}
	if len(c.Meetings) != 0 {
		t.Error(c.Meetings)
	}
	if c := reply("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.vn", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:c@d.vn"); len(c.Replies) != 2 || !odd(c, "đúng một người") {
		t.Error(c)
	}
	if c := reply("SUMMARY:x"); len(c.Replies) != 0 || !odd(c, "đúng một người") {
		t.Error(c)
	}
	if c := reply(`ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:c@d.vn":mailto:a@b.vn`); c.Replies[0].DelegatedTo != "c@d.vn" || c.Replies[0].Person.Answer != "delegated" {
		t.Error(c)
	}
	c = must(t, ics("METHOD:COUNTER", vevent("UID:a", "SUMMARY:Họp", "ATTENDEE:mailto:a@b.vn", "ATTENDEE:mailto:c@d.vn", "COMMENT:Xin dời", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z")))
	if len(c.Replies) != 1 || c.Replies[0].When.Start != "2026-01-12T01:00:00" || c.Replies[0].Person.Name != "" || c.Replies[0].Person.Said != "Xin dời" {
		t.Error(c)
	}
}

func TestWhatIsNoCalendar(t *testing.T) {
	for _, s := range []string{"", "xin chào", "<html></html>", "BEGIN:VCARD\r\nEND:VCARD", strings.Repeat("\x00", 100)} {
		if c, err := Read(t.Context(), strings.NewReader(s)); len(c.Meetings) > 0 || err != nil && !errors.Is(err, NotCalendar) {
			t.Errorf("%q: %v %v", s, c, err)
		}
	}
	if _, err := Read(t.Context(), strings.NewReader("xin chào")); !errors.Is(err, NotCalendar) {
		t.Error(err)
	}
	if _, err := Read(t.Context(), bad{}); !errors.Is(err, Unreadable) {
		t.Error(err)
	}
}

type bad struct{}

func (bad) Read([]byte) (int, error) { return 0, errors.New("pulled out") }

func TestWhatIsCutShortIsNamed(t *testing.T) {
	whole := ics(vevent("UID:a", "SUMMARY:Họp", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z"), vevent("UID:b", "SUMMARY:Họp 2", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z"))
	c := must(t, whole[:bytes.LastIndex([]byte(whole), []byte("DTEND"))])
	if len(c.Meetings) != 1 || !odd(c, "bị cắt") {
		t.Error(c)
	}
}

// TestTwoThatCannotBothBeAreNamed: of an hour that is told twice one was chosen.
func TestTwoThatCannotBothBeAreNamed(t *testing.T) {
	const begin, end = "DTSTART:21900107T020000Z", "DTEND:21900107T030000Z"
	for name, c := range map[string]struct {
		lines []string
		odd   string
	}{
		"two beginnings":              {[]string{begin, "DTSTART:21900108T020000Z", end}, "DTSTART"},
		"two ends":                    {[]string{begin, end, "DTEND:21900107T050000Z"}, "DTEND"},
		"an end and another length":   {[]string{begin, end, "DURATION:PT5H"}, "DURATION"},
		"an end and the same length":  {[]string{begin, end, "DURATION:PT1H"}, ""},
		"one beginning twice":         {[]string{begin, begin, end}, ""},
		"all before and not all else": {[]string{begin, end, "RRULE:FREQ=DAILY;COUNT=3"}, ""},
	} {
		is := must(t, ics(vevent(append([]string{"UID:a", "SUMMARY:Họp"}, c.lines...)...)))
		if said := strings.Join(is.Odd, "\n"); c.odd == "" && said != "" || !strings.Contains(said, c.odd) {
			t.Errorf("%s: %q", name, said)
		}
	}
	is := must(t, ics(vevent("UID:a", "SUMMARY:Họp", begin, end, "RRULE:FREQ=DAILY;COUNT=3"), vevent("UID:a", "SUMMARY:Họp", "RECURRENCE-ID;RANGE=THISANDPRIOR:21900108T020000Z", "DTSTART:21900108T050000Z", "DURATION:PT1H")))
	if said := strings.Join(is.Odd, "\n"); !strings.Contains(said, "THISANDPRIOR") || !is.Short {
		t.Errorf("%q %v", said, is.Short)
	}
}
