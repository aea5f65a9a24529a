package calendar

import (
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// weekly of Mondays at 8, in the office's zone.
func mondays() office.Meeting {
	return office.Meeting{ID: "1", UID: "u", Title: "Giao ban", Place: "Phòng họp 1", When: office.Timing{Start: "2026-01-05T08:00:00", Lasts: 5400, Again: "FREQ=WEEKLY"}}
}

func moment(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, office.VietNam)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// told are occurrences, one a line.
func told(t testing.TB, m office.Meeting, from, to string) string {
	t.Helper()
	all, err := Occurrences(m, moment(t, from), moment(t, to))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, o := range all {
		line := []string{o.Start.In(office.VietNam).Format("2006-01-02 15:04"), o.End.In(office.VietNam).Format("2006-01-02 15:04"), o.Of, o.Title, o.Place}
		lines = append(lines, strings.Join(line, "|"))
	}
	return strings.Join(lines, "\n")
}

func equals(t *testing.T, got string, want ...string) {
	t.Helper()
	if got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestWhatTakesPlaceOnceIsToldWhereItOverlaps(t *testing.T) {
	m := mondays()
	m.When.Again = ""
	const line = "2026-01-05 08:00|2026-01-05 09:30||Giao ban|Phòng họp 1"
	equals(t, told(t, m, "2026-01-05 09:29", "2026-01-05 10:00"), line)
	equals(t, told(t, m, "2026-01-05 07:00", "2026-01-05 08:01"), line)
	equals(t, told(t, m, "2026-01-05 09:30", "2026-01-05 10:00"), "")
	equals(t, told(t, m, "2026-01-05 07:00", "2026-01-05 08:00"), "")
	m.When.Zone = "Europe/Paris"
	equals(t, told(t, m, "2026-01-05 00:00", "2026-01-06 00:00"), "2026-01-05 14:00|2026-01-05 15:30||Giao ban|Phòng họp 1")
	m.When = office.Timing{Start: "2026-01-05", Lasts: 2, AllDay: true, Zone: "America/New_York"}
	equals(t, told(t, m, "2026-01-06 23:00", "2026-01-07 00:00"), "2026-01-05 00:00|2026-01-07 00:00||Giao ban|Phòng họp 1")
	equals(t, told(t, m, "2026-01-07 00:00", "2026-01-08 00:00"), "")
	m.When = office.Timing{Start: "2026-01-05T08:00:00", Lasts: 60, Except: []string{"2026-01-05T08:00:00"}}
	equals(t, told(t, m, "2026-01-05 00:00", "2026-01-08 00:00"), "")
}

// What is moved stands at its new place alone, whichever of both lies in the span that is asked for.
func TestWhatIsMovedStandsAtItsNewPlace(t *testing.T) {
	m := mondays()
	m.Shifts = []office.Shift{
		{Of: "2026-01-12T08:00:00", When: office.Timing{Start: "2026-03-03T14:00:00", Lasts: 3600}, Title: "Giao ban bù"},
		{Of: "2026-01-19T08:00:00", Off: true},
		{Of: "2026-01-26T08:00:00", Place: "Hội trường"},
		{Of: "2026-02-02T08:00:00", When: office.Timing{Start: "2026-02-02T08:00:00", Lasts: 3600, Zone: "Asia/Tokyo"}},
		{Of: "2026-02-09T08:00:00", When: office.Timing{Start: "2026-02-10", Lasts: 1, AllDay: true}},
	}
	equals(t, told(t, m, "2026-01-05 00:00", "2026-02-16 00:00"),
		"2026-01-05 08:00|2026-01-05 09:30|2026-01-05T08:00:00|Giao ban|Phòng họp 1",
		"2026-01-26 08:00|2026-01-26 09:30|2026-01-26T08:00:00|Giao ban|Hội trường",
		"2026-02-02 06:00|2026-02-02 07:00|2026-02-02T08:00:00|Giao ban|Phòng họp 1",
		"2026-02-10 00:00|2026-02-11 00:00|2026-02-09T08:00:00|Giao ban|Phòng họp 1")
	equals(t, told(t, m, "2026-03-03 00:00", "2026-03-04 00:00"), "2026-03-03 14:00|2026-03-03 15:00|2026-01-12T08:00:00|Giao ban bù|Phòng họp 1")
	equals(t, told(t, m, "2026-01-12 00:00", "2026-01-13 00:00"), "")
}

func TestAllThatFollowAreMovedAsOne(t *testing.T) {
	m := mondays()
	m.Shifts = []office.Shift{
		{Of: "2026-01-19T08:00:00", Following: true, When: office.Timing{Start: "2026-01-20T09:00:00", Lasts: 3600}, Place: "Phòng họp 2"},
		{Of: "2026-02-02T08:00:00", Title: "Giao ban tháng"},
		{Of: "2026-02-16T08:00:00", Following: true, Off: true},
	}
	want := []string{
		"2026-01-12 08:00|2026-01-12 09:30|2026-01-12T08:00:00|Giao ban|Phòng họp 1",
		"2026-01-20 09:00|2026-01-20 10:00|2026-01-19T08:00:00|Giao ban|Phòng họp 2",
		"2026-01-27 09:00|2026-01-27 10:00|2026-01-26T08:00:00|Giao ban|Phòng họp 2",
		"2026-02-03 09:00|2026-02-03 10:00|2026-02-02T08:00:00|Giao ban tháng|Phòng họp 2",
		"2026-02-10 09:00|2026-02-10 10:00|2026-02-09T08:00:00|Giao ban|Phòng họp 2",
	}
	equals(t, told(t, m, "2026-01-12 00:00", "2027-01-01 00:00"), want...)
	equals(t, told(t, m, "2026-01-27 09:59", "2026-01-27 10:00"), want[2])
	if last, never, err := Ends(m); err != nil || never || !last.Equal(moment(t, "2026-02-10 10:00")) {
		t.Error(last, never, err)
	}
}

// A clock that is set back strikes an hour twice, and one that is set ahead leaps over one.
func TestHoursThatAreTwiceOrNever(t *testing.T) {
	for _, c := range []struct{ zone, start, utc string }{
		{"Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"},
		{"Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"},
		{"America/New_York", "2026-03-08T02:00:00", "2026-03-08T07:00:00Z"},
		{"America/New_York", "2026-11-01T01:59:59", "2026-11-01T05:59:59Z"},
		{"America/New_York", "2026-11-01T02:00:00", "2026-11-01T07:00:00Z"},
		{"Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"},
		{"Pacific/Apia", "2011-12-30T10:00:00", "2011-12-30T20:00:00Z"},
		{"Asia/Ho_Chi_Minh", "1965-05-05T10:00:00", "1965-05-05T03:00:00Z"},
	} {
		all, err := Occurrences(office.Meeting{When: office.Timing{Start: c.start, Lasts: 60, Zone: c.zone}}, time.Time{}, end.utc())
		if err != nil || len(all) != 1 || all[0].Start.UTC().Format(time.RFC3339) != c.utc {
			t.Error(c, all, err)
		}
	}
}

func TestStartsThatTheRuleDoesNotNameCount(t *testing.T) {
	m := mondays()
	m.When.Again = "FREQ=WEEKLY;BYDAY=TH;COUNT=3"
	equals(t, told(t, m, "2026-01-01 00:00", "2027-01-01 00:00"),
		"2026-01-05 08:00|2026-01-05 09:30|2026-01-05T08:00:00|Giao ban|Phòng họp 1",
		"2026-01-08 08:00|2026-01-08 09:30|2026-01-08T08:00:00|Giao ban|Phòng họp 1",
		"2026-01-15 08:00|2026-01-15 09:30|2026-01-15T08:00:00|Giao ban|Phòng họp 1")
	equals(t, told(t, m, "2026-01-13 00:00", "2027-01-01 00:00"), "2026-01-15 08:00|2026-01-15 09:30|2026-01-15T08:00:00|Giao ban|Phòng họp 1")
	equals(t, told(t, m, "2026-02-01 00:00", "2027-01-01 00:00"), "")
	m.When.Again = "FREQ=YEARLY;BYWEEKNO=20;COUNT=3" // the weekday is that of the start
	equals(t, told(t, m, "2026-01-06 00:00", "2030-01-01 00:00"),
		"2026-05-11 08:00|2026-05-11 09:30|2026-05-11T08:00:00|Giao ban|Phòng họp 1",
		"2027-05-17 08:00|2027-05-17 09:30|2027-05-17T08:00:00|Giao ban|Phòng họp 1")
}

func TestWhenAllIsOver(t *testing.T) {
	for again, want := range map[string]string{
		"":                                   "2026-01-05 09:30",
		"FREQ=WEEKLY;COUNT=3":                "2026-01-19 09:30",
		"FREQ=WEEKLY;UNTIL=20260119T010000Z": "2026-01-19 09:30",
		"FREQ=WEEKLY;UNTIL=20260119T005959Z": "2026-01-12 09:30",
		"FREQ=WEEKLY;UNTIL=20260119":         "2026-01-19 09:30",
		"FREQ=WEEKLY":                        "",
	} {
		m := mondays()
		m.When.Again = again
		last, never, err := Ends(m)
		if err != nil || never != (want == "") || !never && !last.Equal(moment(t, want)) {
			t.Error(again, last, never, err)
		}
	}
	m := mondays()
	m.When.Again, m.When.Also = "FREQ=WEEKLY;COUNT=2", []string{"2025-12-29T08:00:00", "2026-05-05T08:00:00"}
	m.Shifts = []office.Shift{{Of: "2026-05-05T08:00:00", Off: true}, {Of: "2026-01-05T08:00:00", When: office.Timing{Start: "2026-04-01T08:00:00", Lasts: 60}}}
	if last, never, err := Ends(m); err != nil || never || !last.Equal(moment(t, "2026-04-01 08:01")) {
		t.Error(last, never, err)
	}
	equals(t, told(t, m, "2025-01-01 00:00", "2026-02-01 00:00"),
		"2025-12-29 08:00|2025-12-29 09:30|2025-12-29T08:00:00|Giao ban|Phòng họp 1",
		"2026-01-12 08:00|2026-01-12 09:30|2026-01-12T08:00:00|Giao ban|Phòng họp 1")
}

// A whole day that comes until a moment of UTC comes until the day that it is here.
func TestWholeDaysUntilAMoment(t *testing.T) {
	m := office.Meeting{When: office.Timing{Start: "2026-02-19", Lasts: 1, AllDay: true, Again: "FREQ=WEEKLY;UNTIL=20260304T170000Z"}}
	equals(t, told(t, m, "2026-01-01 00:00", "2027-01-01 00:00"), "2026-02-19 00:00|2026-02-20 00:00|2026-02-19||", "2026-02-26 00:00|2026-02-27 00:00|2026-02-26||", "2026-03-05 00:00|2026-03-06 00:00|2026-03-05||")
	m.When.Again = "FREQ=WEEKLY;UNTIL=20260304T165959Z;BYDAY=WE,TH"
	equals(t, told(t, m, "2026-02-27 00:00", "2027-01-01 00:00"), "2026-03-04 00:00|2026-03-05 00:00|2026-03-04||")
}

const halfHour = "BEGIN:VTIMEZONE\r\nTZID:Mẫu\r\nBEGIN:STANDARD\r\nDTSTART:16011104T020000\r\nRRULE:FREQ=YEARLY;BY\r\n DAY=1SU;BYMONTH=11\r\nTZOFFSETFROM:-0300\r\nTZOFFSETTO:-0330\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010311T020000\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nTZOFFSETFROM:-0330\r\nTZOFFSETTO:-0300\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"

func TestZonesThatHaveRulesAndNoName(t *testing.T) {
	for start, utc := range map[string]string{
		"2026-01-05T08:00:00": "2026-01-05T11:30:00Z",
		"2026-07-05T08:00:00": "2026-07-05T11:00:00Z",
		"2026-03-08T01:59:59": "2026-03-08T05:29:59Z",
		"2026-03-08T02:15:00": "2026-03-08T05:45:00Z", // leapt over
		"2026-11-01T01:45:00": "2026-11-01T04:45:00Z", // the first of two
		"2199-07-05T08:00:00": "2199-07-05T11:00:00Z",
		"1900-07-05T08:00:00": "1900-07-05T11:00:00Z",
	} {
		m := office.Meeting{When: office.Timing{Start: start, Lasts: 60, Zone: "Mẫu", Rules: halfHour}}
		all, err := Occurrences(m, time.Time{}, end.utc())
		if err != nil || len(all) != 1 || all[0].Start.UTC().Format(time.RFC3339) != utc {
			t.Error(start, all, err)
		}
	}
	utc := strings.NewReplacer("-0330", "+0000", "-0300", "+0000").Replace(halfHour)
	if zone, err := Location(office.Timing{Rules: utc}); err != nil || moment(t, "2026-01-05 08:00").In(zone).Hour() != 1 {
		t.Error(zone, err)
	}
}

// A rule of a VTIMEZONE that another program wrote out of the zones of the IANA gives what those say.
func TestZonesOfRulesAreThoseOfTheirNames(t *testing.T) {
	const berlin = "BEGIN:VTIMEZONE\nBEGIN:DAYLIGHT\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nDTSTART:19810329T030000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nBEGIN:STANDARD\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nDTSTART:19961027T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\n"
	ruled, err := Location(office.Timing{Rules: strings.Replace(berlin, "19810329T030000", "19810329T020000", 1)})
	if err != nil {
		t.Fatal(err)
	}
	named, err := Zone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for at := time.Date(1997, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2100; at = at.Add(7 * time.Hour) {
		_, a := at.In(ruled).Zone()
		if _, b := at.In(named).Zone(); a != b {
			t.Fatal(at, a, b)
		}
	}
}

func TestMomentsAndStartsAreTheSame(t *testing.T) {
	when := office.Timing{Start: "2026-07-01T08:00:00", Zone: "Europe/Paris"}
	at, err := At(when)
	if err != nil || at.UTC().Format(time.RFC3339) != "2026-07-01T06:00:00Z" {
		t.Error(at, err)
	}
	if start, err := Shown(at, when); err != nil || start != when.Start {
		t.Error(start, err)
	}
	if start, err := Shown(at, office.Timing{}); err != nil || start != "2026-07-01T13:00:00" {
		t.Error(start, err)
	}
	if start, err := Shown(at, office.Timing{AllDay: true, Zone: "Europe/Paris"}); err != nil || start != "2026-07-01" {
		t.Error(start, err)
	}
	_, err = Shown(at, office.Timing{Zone: "x"})
	failsWith(t, err, NoZone)
	_, err = At(office.Timing{})
	failsWith(t, err, NoStart)
}

func TestOneTimeIsFoundByItsStart(t *testing.T) {
	m := mondays()
	m.Shifts = []office.Shift{
		{Of: "2026-01-12T08:00:00", When: office.Timing{Start: "2026-03-03T14:00:00", Lasts: 3600}},
		{Of: "2026-01-19T08:00:00", Off: true},
		{Of: "2026-02-02T08:00:00", Following: true, When: office.Timing{Start: "2026-02-03T08:00:00", Lasts: 60}},
	}
	for of, want := range map[string]string{"2026-01-05T08:00:00": "2026-01-05 08:00", "2026-01-12T08:00:00": "2026-03-03 14:00", "2026-01-19T08:00:00": "", "2026-02-09T08:00:00": "2026-02-10 08:00"} {
		one, ok, err := Of(m, of)
		if err != nil || ok != (want != "") || ok && (!one.Start.Equal(moment(t, want)) || one.Of != of) {
			t.Error(of, one, ok, err)
		}
	}
	_, _, err := Of(m, "hôm qua")
	failsWith(t, err, BadTime)
}

func TestStartsBesideTheirRule(t *testing.T) {
	for again, by := range map[string]bool{"": true, "FREQ=WEEKLY": true, "FREQ=WEEKLY;BYDAY=MO": true, "FREQ=WEEKLY;BYDAY=TU": false, "FREQ=DAILY;BYHOUR=9": false, "lung tung": true} {
		w := mondays().When
		if w.Again = again; ByRule(w) != by {
			t.Error(again, !by)
		}
	}
}

// FuzzAgain tries rules, zones and starts of any letters: all of them are counted, or a sentence.
func FuzzAgain(f *testing.F) {
	f.Add("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3", halfHour, "2026-01-05T08:00:00", "2026-02-05T08:00:00")
	f.Add("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU;WKST=SU;UNTIL=20300101", "", "2026-01-05T08:00:00", "2027-01-05T08:00:00")
	f.Add("FREQ=MONTHLY;BYSETPOS=-1;BYMONTHDAY=-3,4;INTERVAL=7", "", "1999-12-31T23:59:59", "")
	f.Fuzz(func(t *testing.T, again, rules, start, of string) {
		m := office.Meeting{When: office.Timing{Start: start, Lasts: 3600, Rules: rules, Again: again}}
		if of != "" {
			m.Shifts = []office.Shift{{Of: of, Following: len(of)%2 == 0, When: office.Timing{Start: start, Lasts: 60}}}
		}
		err := CheckMeeting(m)
		if err != nil {
			if _, said := office.FailureIn(err); !said {
				t.Fatal(err)
			}
			return
		}
		all, err := Occurrences(m, moment(t, "2026-01-01 00:00"), moment(t, "2027-01-01 00:00"))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range all {
			if o.End.Before(moment(t, "2026-01-01 00:00")) || !o.Start.Before(moment(t, "2027-01-01 00:00")) || !o.Start.Before(o.End) {
				t.Fatal(o)
			}
		}
		if _, _, err := Ends(m); err != nil {
			t.Fatal(err)
		}
	})
}
