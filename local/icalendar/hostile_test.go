package icalendar

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"tram/local/calendar"
	"tram/local/office"
)

// repeated is a reader of a head, of a piece so many times, and of an end, that holds none of them whole.
func repeated(head string, n int, piece func(i int) string, end string) io.Reader {
	r, w := io.Pipe()
	go func() {
		_, err := io.WriteString(w, head)
		for i := 0; i < n && err == nil; i++ {
			_, err = io.WriteString(w, piece(i))
		}
		if err == nil {
			_, err = io.WriteString(w, end)
		}
		w.CloseWithError(err) // nil ends it
	}()
	return r
}

const (
	head  = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	tail  = "END:VCALENDAR\r\n"
	alone = "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Họp\r\nDTSTART:20260105T010000Z\r\nDTEND:20260105T020000Z\r\n"
)

// allocated is how many bytes something takes in all.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestACalendarOfAHundredThousandEventsIsASentence(t *testing.T) {
	event := func(i int) string {
		return fmt.Sprintf("BEGIN:VEVENT\r\nUID:%d\r\nSUMMARY:Họp %d\r\nDTSTART:20260105T010000Z\r\nDTEND:20260105T020000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n", i, i)
	}
	var err error
	if n := allocated(func() { _, err = Read(t.Context(), repeated(head, 100_000, event, tail)) }); n > 500<<20 {
		t.Errorf("%d MB", n>>20)
	}
	if !errors.Is(err, TooManyEvents) {
		t.Error(err)
	}
	c, err := Read(t.Context(), repeated(head, MostEvents, event, tail))
	if err != nil || len(c.Meetings) != MostEvents {
		t.Error(len(c.Meetings), err)
	}
}

func TestAnEndlessFileIsASentence(t *testing.T) {
	var err error
	if n := allocated(func() {
		_, err = Read(t.Context(), repeated(head+"X-A:", 1<<30, func(int) string { return strings.Repeat("a", 1<<16) }, tail))
	}); n > 500<<20 {
		t.Errorf("%d MB", n>>20)
	}
	if !errors.Is(err, TooLarge) {
		t.Error(err)
	}
}

// Whatever an event holds too much of, it is read without that, which is named.
func TestTooMuchOfOneThing(t *testing.T) {
	many := func(n int, piece string) string { return strings.Repeat(piece, n) }
	for name, c := range map[string]struct{ inner, odd string }{
		"a long line":        {"X-A:" + many(3<<20, "a") + "\r\n", "dòng dài hơn 1 MB"},
		"a long folded line": {"X-A:a" + many(1<<19, "\r\n aaaa") + "\r\n", "dòng dài hơn 1 MB"},
		"a long word":        {"DESCRIPTION:" + many(1<<19, "a") + "\r\n", "lời quá dài"},
		"many people":        {numbered(1_000_000, "ATTENDEE:mailto:a%d@example.vn\r\n"), "quá nhiều dòng"},
		"people":             {numbered(3_000, "ATTENDEE:mailto:a%d@example.vn\r\n"), "quá 2000 người dự"},
		"much that is kept":  {many(2_000, "X-A:"+many(100, "a")+"\r\n"), "chỉ giữ một phần"},
		"alarms":             {many(30_000, "BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n"), "chỉ giữ một phần"},
		"exceptions":         {many(9_000, "EXDATE:20260105T010000Z,20260106T010000Z\r\n"), "quá 5000 ngày"},
		"one long exception": {"EXDATE:" + many(50_000, "20260105T010000Z,") + "20260105T010000Z\r\n", "quá 5000 ngày"},
		"depth":              {many(100_000, "BEGIN:X-A\r\n") + many(100_000, "END:X-A\r\n"), "lồng nhau quá sâu"},
		"NULs":               {"X-A:" + many(1000, "\x00") + "\r\n", "NUL"},
		"bad lines":          {many(50_000, "không phải dòng\r\n"), "dòng không đọc được"},
	} {
		c2, err := Read(t.Context(), strings.NewReader(head+alone+c.inner+"END:VEVENT\r\n"+tail))
		if err != nil || len(c2.Meetings) != 1 || !odd(c2, c.odd) || len(c2.Odd) > 10 {
			t.Errorf("%s: %v, %d meetings, %.300q", name, err, len(c2.Meetings), c2.Odd)
			continue
		}
		if m := c2.Meetings[0]; len(m.Foreign) > mostForeign || len(m.People) > mostPeople || len([]rune(m.Purpose)) > mostPurpose || len(m.When.Except) > calendar.MostDates {
			t.Errorf("%s: %d %d", name, len(m.Foreign), len(m.People))
		}
	}
}

func numbered(n int, form string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}

// A zone that is a trap is none: the hour is read by the zone of the office, and that is named.
func TestZonesThatAreTraps(t *testing.T) {
	const one = "BEGIN:STANDARD\r\nDTSTART:19010101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n%sEND:STANDARD\r\n"
	for name, rules := range map[string]string{
		"each second": fmt.Sprintf(one, "RRULE:FREQ=SECONDLY\r\n"),
		"each day":    fmt.Sprintf(one, "RRULE:FREQ=DAILY\r\n"),
		"much":        strings.Repeat(fmt.Sprintf(one, "RRULE:FREQ=YEARLY\r\n"), 2_000),
		"nothing":     "",
	} {
		s := "BEGIN:VTIMEZONE\r\nTZID:Bẫy\r\n" + rules + "END:VTIMEZONE\r\n"
		event := strings.Replace(alone, "DTSTART:20260105T010000Z", "DTSTART;TZID=Bẫy:20260105T010000", 1)
		c := must(t, head+s+strings.Repeat(strings.Replace(event, "UID:a", "UID:a", 1)+"END:VEVENT\r\n", 200)+tail)
		if len(c.Meetings) != 1 || c.Meetings[0].When.Zone != "" || !odd(c, "không nhận ra") {
			t.Errorf("%s: %+v", name, c)
		}
	}
	many := numbered(2_000, "BEGIN:VTIMEZONE\r\nTZID:z%d\r\n"+strings.ReplaceAll(fmt.Sprintf(one, ""), "%", "%%")+"END:VTIMEZONE\r\n")
	if c := must(t, head+many+alone+"END:VEVENT\r\n"+tail); len(c.Meetings) != 1 {
		t.Error(c)
	}
}

func TestNobodyWaitsAnyMore(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	_, err := Read(ctx, repeated(head, 1<<30, func(int) string {
		if n++; n == 100 {
			cancel()
		}
		return alone
	}, tail))
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// Whatever is read can be counted, written, and read again as it was.
func holdsTogether(t *testing.T, c Calendar) {
	t.Helper()
	for _, m := range c.Meetings {
		if m.When.Start == "" && m.State == office.MeetingCancelled {
			continue
		}
		if err := calendar.CheckMeeting(m); err != nil {
			t.Fatalf("%v: %+v", err, m)
		}
		if _, _, err := calendar.Ends(m); err != nil {
			t.Fatalf("%v: %+v", err, m)
		}
	}
	staysAsItIs(t, c)
}

// TestMangledCalendarsHoldTogether cuts, doubles, swaps and changes lines of good ones.
func TestMangledCalendarsHoldTogether(t *testing.T) {
	lines := strings.SplitAfter(written(t, Calendar{Method: "REQUEST", Meetings: ownMeetings()}), "\r\n")
	random := rand.New(rand.NewPCG(3, 4))
	for range 150 {
		some := append([]string{}, lines...)
		for range 1 + random.IntN(6) {
			i, j := 1+random.IntN(len(some)-2), 1+random.IntN(len(some)-2)
			switch random.IntN(4) {
			case 0:
				some[i] = some[j]
			case 1:
				some[i], some[j] = some[j], some[i]
			case 2:
				some[i] = ""
			default:
				b := []byte(some[i])
				if len(b) > 0 {
					b[random.IntN(len(b))] = byte(random.IntN(256))
				}
				some[i] = string(b)
			}
		}
		s := strings.Join(some, "")
		c, err := Read(t.Context(), strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		holdsTogether(t, c)
		if t.Failed() {
			t.Fatalf("%q", s)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, Calendar{Method: "REQUEST", Meetings: ownMeetings()[:3]}))
	f.Add(ics("METHOD:REPLY", vevent("UID:a", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.vn")))
	f.Add("BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nDTSTART:20260105T010000Z\nSUMMARY;ENCODING=QUOTED-PRINTABLE:H=E1=BB=8Dp=\n\nRRULE:MP1 2+ TU #4\nEXDATE:20260112T010000Z;20260119T010000Z\nEND:VEVENT\nEND:VCALENDAR\n")
	f.Add(ics("BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:DAYLIGHT\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0130\r\nRRULE:FREQ=YEARLY\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE", vevent("UID:a", "DTSTART;TZID=x:20260105T010000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"), vevent("UID:a", "RECURRENCE-ID;TZID=x;RANGE=THISANDFUTURE:20260106T010000", "DTSTART;TZID=x:20260106T030000")))
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<16 {
			return
		}
		c, err := Read(t.Context(), strings.NewReader(s))
		if err != nil {
			if _, said := office.FailureIn(err); !said {
				t.Fatal(err)
			}
			return
		}
		holdsTogether(t, c)
	})
}

func BenchmarkAThousandEventsAreRead(b *testing.B) {
	var all strings.Builder
	all.WriteString(head)
	for i := range 1000 {
		fmt.Fprintf(&all, "BEGIN:VEVENT\r\nUID:%d\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Họp %d\r\nDTSTART;TZID=Europe/Berlin:20260105T080000\r\nDTEND;TZID=Europe/Berlin:20260105T093000\r\nRRULE:FREQ=WEEKLY;COUNT=10\r\nATTENDEE;CN=Mẫu:mailto:mau@example.vn\r\nX-A:b\r\nEND:VEVENT\r\n", i, i)
	}
	all.WriteString(tail)
	b.SetBytes(int64(all.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if c, err := Read(b.Context(), strings.NewReader(all.String())); err != nil || len(c.Meetings) != 1000 {
			b.Fatal(err)
		}
	}
}

func BenchmarkAThousandEventsAreWritten(b *testing.B) {
	var c Calendar
	for i := range 1000 {
		c.Meetings = append(c.Meetings, office.Meeting{UID: fmt.Sprint(i), Title: "Họp", State: office.MeetingConfirmed, When: office.Timing{Start: "2026-01-05T08:00:00", Lasts: 3600, Zone: "Europe/Berlin", Again: "FREQ=WEEKLY"}})
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, c, time.Unix(0, 0)); err != nil {
			b.Fatal(err)
		}
	}
}

// A calendar within a calendar is read, and named; two that stand one after the other are nothing odd.
func TestACalendarWithinACalendarIsNamed(t *testing.T) {
	event := func(uid string) string {
		return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART:20260105T010000Z\r\nDTEND:20260105T020000Z\r\nSUMMARY:" + uid + "\r\nEND:VEVENT\r\n"
	}
	for name, c := range map[string]struct {
		text   string
		nested bool
		want   int
	}{
		"within":           {head + event("a") + head + event("b") + tail + event("c") + tail, true, 3},
		"within an event":  {head + "BEGIN:VEVENT\r\nUID:a\r\n" + head + event("b") + tail + tail, true, 1},
		"without an end":   {head + event("a") + head + event("b") + tail, true, 2},
		"after each other": {head + event("a") + tail + head + event("b") + tail, false, 2},
		"after a bare one": {event("a") + head + event("b") + tail, false, 2},
	} {
		is := must(t, c.text)
		if nested := strings.Contains(strings.Join(is.Odd, "\n"), "lịch nằm trong lịch"); nested != c.nested || len(is.Meetings) != c.want {
			t.Errorf("%s: %d meetings, %q", name, len(is.Meetings), is.Odd)
		}
	}
}
