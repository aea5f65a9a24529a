package icalendar

import (
	"strings"
	"testing"

	"tram/local/office"
)

// vtimezone is one in which clocks are set as in the middle of Europe, by an offset from it.
func vtimezone(id, winter, summer string) string {
	return "BEGIN:VTIMEZONE\r\nTZID:" + id + "\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:" + summer + "\r\nTZOFFSETTO:" + winter + "\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n" +
		"BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:" + winter + "\r\nTZOFFSETTO:" + summer + "\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE"
}

// A zone that the file tells of is known by its name where it is that, and by its rules where not.
func TestZonesThatTheFileTellsOf(t *testing.T) {
	for _, c := range []struct {
		id, winter, summer string
		zone, utc          string
		ruled, differs     bool
	}{
		{"W. Europe Standard Time", "+0100", "+0200", "Europe/Berlin", "20260701T0600", false, false},
		{"Europe/Berlin", "+0100", "+0200", "Europe/Berlin", "20260701T0600", false, false},
		{"Europe/Berlin", "+0200", "+0300", "Europe/Berlin", "20260701T0500", true, true},
		{"Asia/Ho_Chi_Minh", "+0800", "+0900", "Asia/Ho_Chi_Minh", "20260630T2300", true, true},
		{"Customized Time Zone 1", "-0330", "-0230", "Customized Time Zone 1", "20260701T1030", true, false},
		{"EST", "-0500", "-0400", "EST", "20260701T1200", true, true}, // a city's summer, and not that name's
	} {
		event := vevent("UID:a", "SUMMARY:Họp", "DTSTART;TZID="+c.id+":20260701T080000", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;COUNT=6")
		for _, s := range []string{ics(vtimezone(c.id, c.winter, c.summer), event), ics(event, vtimezone(c.id, c.winter, c.summer))} {
			read := must(t, s)
			m := read.Meetings[0]
			if m.When.Zone != c.zone || (m.When.Rules != "") != c.ruled || odd(read, "khác với múi giờ cùng tên") != c.differs || !strings.HasPrefix(utcOf(t, m), c.utc) {
				t.Errorf("%s: %+v %q %s", c.id, m.When, read.Odd, utcOf(t, m))
			}
			staysAsItIs(t, read)
		}
	}
}

// Hours without a zone are those of the calendar, where it says which, and else of the office.
func TestHoursWithoutAZone(t *testing.T) {
	event := vevent("UID:a", "SUMMARY:Họp", "DTSTART:20260701T080000", "DURATION:PT1H")
	for head, want := range map[string]string{
		"X-WR-CALNAME:Lịch":                   "20260701T0100",
		"X-WR-TIMEZONE:Europe/Paris":          "20260701T0600",
		"X-WR-TIMEZONE:Romance Standard Time": "20260701T0600",
		"X-WR-TIMEZONE:Asia/Ho_Chi_Minh":      "20260701T0100",
		"X-WR-TIMEZONE:Sao Hỏa":               "20260701T0100",
		vtimezone("Mẫu", "+0100", "+0200"):    "20260701T0100", // none of them refers to it
	} {
		c := must(t, ics(head, event))
		if got := utcOf(t, c.Meetings[0]); !strings.HasPrefix(got, want) {
			t.Error(head, got)
		}
		if said := strings.HasPrefix(head, "X-WR-TIMEZONE") && !strings.Contains(head, "Hỏa"); odd(c, "không ghi múi giờ") == said {
			t.Error(head, c.Odd)
		}
		if strings.Contains(head, "Hỏa") != odd(c, "múi giờ của lịch") {
			t.Error(c.Odd)
		}
	}
	if c := must(t, ics("X-WR-TIMEZONE:Europe/Paris", "X-WR-CALNAME:Lịch mẫu", event)); c.Zone != "Europe/Paris" || c.Name != "Lịch mẫu" {
		t.Error(c)
	}
}

// Whole days end where the file was written, and not in Greenwich.
func TestWholeDaysOfAFileFromElsewhere(t *testing.T) {
	c := must(t, ics(vtimezone("W. Europe Standard Time", "+0100", "+0200"), vtimezone("UTC", "+0000", "+0000"),
		vevent("UID:a", "SUMMARY:Nghỉ", "DTSTART;VALUE=DATE:20260219", "DTEND;VALUE=DATE:20260220", "RRULE:FREQ=WEEKLY;UNTIL=20260310T230000Z;BYDAY=WE,TH", "EXDATE:20260303T230000Z"),
		vevent("UID:a", "SUMMARY:Nghỉ", "RECURRENCE-ID;TZID=W. Europe Standard Time:20260226T000000", "DTSTART;VALUE=DATE:20260227", "DTEND;VALUE=DATE:20260228")))
	m := c.Meetings[0]
	same(t, m.When, office.Timing{Start: "2026-02-19", Lasts: 1, AllDay: true, Again: "FREQ=WEEKLY;UNTIL=20260311;BYDAY=WE,TH", Except: []string{"2026-03-04"}})
	same(t, m.Shifts, []office.Shift{{Of: "2026-02-26", When: office.Timing{Start: "2026-02-27", Lasts: 1, AllDay: true}}})
	staysAsItIs(t, c)
}

func TestWholeDaysOfTokyo(t *testing.T) {
	tokyo := strings.NewReplacer("+0100", "+0900", "+0200", "+0900").Replace(vtimezone("Tokyo Standard Time", "+0100", "+0200"))
	c := must(t, ics(tokyo, vevent("UID:a", "SUMMARY:Nghỉ", "DTSTART;VALUE=DATE:20260219", "RRULE:FREQ=DAILY;UNTIL=20260310T150000Z")))
	same(t, c.Meetings[0].When.Again, "FREQ=DAILY;UNTIL=20260311") // midnight there, and ten in the evening before here
}

// A time that does not say how long it lasts, lasts as the others; what it says as they do is not
// kept twice.
func TestATimeSaysWhatIsItsOwn(t *testing.T) {
	c := must(t, ics(vevent("UID:a", "SUMMARY:Họp", "DTSTART:20260105T010000Z", "DTEND:20260105T023000Z", "RRULE:FREQ=DAILY;COUNT=3", "X-A:1"),
		vevent("UID:a", "SUMMARY:Họp", "RECURRENCE-ID:20260106T010000Z", "DTSTART:20260106T030000Z", "X-A:1", "X-B:2")))
	same(t, c.Meetings[0].Shifts, []office.Shift{{Of: "2026-01-06T01:00:00", When: office.Timing{Start: "2026-01-06T03:00:00", Lasts: 5400, Zone: "UTC"}}})
	same(t, c.Meetings[0].Foreign, "X-A:1\nBEGIN:X-TRAM-TIME\nRECURRENCE-ID:20260106T010000\nX-B:2\nEND:X-TRAM-TIME\n")
}

func TestTimesThatAreAdded(t *testing.T) {
	c := must(t, ics("METHOD:REQUEST", vevent("UID:a", "SEQUENCE:1", "SUMMARY:Họp", "DTSTART:20260105T010000Z", "DTEND:20260105T020000Z", "RDATE;VALUE=PERIOD:20260107T010000Z/PT3H,20260108T010000Z/20260108T013000Z,20260109T010000Z/PT1H"))+
		ics("METHOD:ADD", vevent("UID:a", "SEQUENCE:2", "SUMMARY:Họp", "DTSTART:20260110T030000Z", "DTEND:20260110T040000Z", "LOCATION:Phòng 2"))+
		ics("METHOD:ADD", vevent("UID:a", "SEQUENCE:3", "SUMMARY:Họp", "DTSTART:20260110T030000Z", "DTEND:20260110T040000Z", "RRULE:FREQ=DAILY"))+
		ics("METHOD:ADD", vevent("UID:b", "SEQUENCE:3", "SUMMARY:Chỉ thêm", "DTSTART:20260110T030000Z", "DTEND:20260110T040000Z")))
	same(t, utcOf(t, c.Meetings[0]), "20260105T0100/20260105T0200 20260107T0100/20260107T0400 20260108T0100/20260108T0130 20260109T0100/20260109T0200 20260110T0300/20260110T0400")
	same(t, utcOf(t, c.Meetings[1]), "20260110T0300/20260110T0400")
	if m := c.Meetings[0]; m.Sequence != 2 || !odd(c, "METHOD:ADD") || m.Shifts[len(m.Shifts)-1].Place != "Phòng 2" {
		t.Errorf("%+v", c)
	}
	staysAsItIs(t, c)
}

func TestWhatIsNoMeetingIsNamed(t *testing.T) {
	c := must(t, ics("BEGIN:VTODO\r\nUID:a\r\nEND:VTODO", "BEGIN:VFREEBUSY\r\nFREEBUSY:20260105T010000Z/PT1H\r\nEND:VFREEBUSY", "BEGIN:VJOURNAL\r\nEND:VJOURNAL", "BEGIN:X-A\r\nBEGIN:VALARM\r\nEND:VALARM\r\nEND:X-A"))
	if len(c.Meetings) != 0 || len(c.Odd) != 3 {
		t.Errorf("%+v", c)
	}
}

// What was told of one time before the whole was told anew counts no more.
func TestOldShifts(t *testing.T) {
	c := must(t, ics("METHOD:REQUEST", vevent("UID:a", "SEQUENCE:2", "SUMMARY:Họp", "DTSTART:20260105T010000Z", "DTEND:20260105T020000Z", "RRULE:FREQ=DAILY;COUNT=2"))+
		ics("METHOD:REQUEST", vevent("UID:a", "SEQUENCE:1", "SUMMARY:Họp", "RECURRENCE-ID:20260106T010000Z", "DTSTART:20260107T010000Z", "DTEND:20260107T020000Z")))
	same(t, utcOf(t, c.Meetings[0]), "20260105T0100/20260105T0200 20260106T0100/20260106T0200")
	if !odd(c, "thay đổi cũ") {
		t.Error(c.Odd)
	}
}

// One time may be called off, and all after it be moved.
func TestAllThatFollow(t *testing.T) {
	c := must(t, ics(vevent("UID:a", "SUMMARY:Họp", "DTSTART:20260105T010000Z", "DTEND:20260105T020000Z", "RRULE:FREQ=DAILY;COUNT=5"),
		vevent("UID:a", "SUMMARY:Họp", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260107T010000Z", "DTSTART:20260107T030000Z", "DTEND:20260107T033000Z"),
		vevent("UID:a", "SUMMARY:Họp", "RECURRENCE-ID:20260108T010000Z", "DTSTART:20260108T010000Z", "STATUS:CANCELLED")))
	same(t, utcOf(t, c.Meetings[0]), "20260105T0100/20260105T0200 20260106T0100/20260106T0200 20260107T0300/20260107T0330 20260109T0300/20260109T0330")
	staysAsItIs(t, c)
}

func TestOfAMeetingThatOnlyOneTimeIsToldOtherwise(t *testing.T) {
	c := must(t, ics(vevent("UID:a", "SUMMARY:Họp", "DTSTART:20260105T010000Z", "DTEND:20260105T020000Z"),
		vevent("UID:a", "SUMMARY:Họp dời", "RECURRENCE-ID:20260105T010000Z", "DTSTART:20260107T030000Z", "DTEND:20260107T033000Z")))
	same(t, utcOf(t, c.Meetings[0]), "20260107T0300/20260107T0330")
	same(t, c.Meetings[0].Title, "Họp dời")
	staysAsItIs(t, c)
}
