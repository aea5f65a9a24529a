package meetings

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/icalendar"
	"tram/local/office"
	"tram/local/store"
)

// brought takes a calendar file in, and tells what came of its one meeting and what was odd.
func brought(t *testing.T, s *store.Store, sender string, more ...string) (office.CalendarCame, string) {
	t.Helper()
	lines := append([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "SUMMARY:Họp liên xã", "DTSTART:20401207T010000Z", "DTEND:20401207T020000Z"}, more...)
	c, err := icalendar.Read(t.Context(), strings.NewReader(strings.Join(append(lines, "END:VEVENT", "END:VCALENDAR", ""), "\r\n")))
	if err != nil || len(c.Meetings) != 1 {
		t.Fatalf("%+v %v", c, err)
	}
	is, err := TakeIn(t.Context(), s, who, c, sender)
	if err != nil || len(is.Came) != 1 {
		t.Fatalf("%+v %v", is, err)
	}
	return is.Came[0], strings.Join(is.Odd, "\n")
}

// A file that does not say who invites is no meeting of the office: it is told, and a later file changes it as
// it would any invitation.
func TestAFileThatNamesNobodyIsAForeignInvitation(t *testing.T) {
	s, ctx := opened(t), t.Context()
	came, odd := brought(t, s, "", "UID:a@vi-du.vn", "DTSTAMP:20250102T000000Z")
	if came.What != office.CameNew || !strings.Contains(odd, "“Họp liên xã”: không ghi ai mời") {
		t.Fatalf("%+v %s", came, odd)
	}
	m, err := MeetingOf(ctx, s, came.Meeting)
	if err != nil || Ours(m) || !Nameless(m) {
		t.Fatalf("%+v %v", m, err)
	}
	for name, c := range map[string]struct {
		sender, want string
		lines        []string
	}{
		"an older file":       {"", office.CameNot, []string{"DTSTAMP:20250101T000000Z", "LOCATION:Nơi cũ"}},
		"in somebody's name":  {"", office.CameNot, []string{"DTSTAMP:20250103T000000Z", "ORGANIZER:mailto:la@vi-du.vn", "SEQUENCE:5"}},
		"a mail of nobody":    {"la@vi-du.vn", office.CameNot, []string{"DTSTAMP:20250103T000000Z", "SEQUENCE:5"}},
		"of a time to come":   {"", office.CameNot, []string{"DTSTAMP:29990101T000000Z", "SEQUENCE:5"}},
		"the same once again": {"", office.CameSame, []string{"DTSTAMP:20250102T000000Z"}},
	} {
		if is, odd := brought(t, s, c.sender, append(c.lines, "UID:a@vi-du.vn")...); is.What != c.want || odd != "" || c.want == office.CameNot && is.Said == "" {
			t.Errorf("%s: %+v %s", name, is, odd)
		}
	}
	if is, odd := brought(t, s, "", "UID:a@vi-du.vn", "DTSTAMP:20250103T000000Z", "LOCATION:Nơi mới"); is.What != office.CameChanged || odd != "" {
		t.Errorf("a newer file: %+v %s", is, odd)
	}
	if m, err = MeetingOf(ctx, s, came.Meeting); err != nil || m.Place != "Nơi mới" || !Nameless(m) {
		t.Errorf("%+v %v", m, err)
	}
	r := icalendar.Reply{Method: "REPLY", UID: m.UID, Person: office.MeetingPerson{Mail: "thu@vi-du.vn", Answer: office.MeetingAccepted, At: s.Time()}}
	if is, err := TakeIn(ctx, s, who, icalendar.Calendar{Method: "REPLY", Replies: []icalendar.Reply{r}}, ""); err != nil || is.Came[0].What != office.CameNot {
		t.Errorf("an answer to it: %+v %v", is, err)
	}
	own, err := Arrange(ctx, s, who, plain("Giao ban", "2040-12-02T08:00:00", 60))
	if err != nil || !Ours(own) || Nameless(own) {
		t.Errorf("%+v %v", own, err)
	}
}

// What was written at a time to come is as of now: else nothing that is written later would ever count.
func TestAnInvitationOfATimeToComeIsOfNow(t *testing.T) {
	s, ctx := opened(t), t.Context()
	came, odd := brought(t, s, "", "UID:b@vi-du.vn", "ORGANIZER:mailto:moi@vi-du.vn", "DTSTAMP:29990101T000000Z")
	if came.What != office.CameNew || !strings.Contains(odd, "giờ lập chưa tới") {
		t.Fatalf("%+v %s", came, odd)
	}
	if m, err := MeetingOf(ctx, s, came.Meeting); err != nil || m.From.At.After(s.Time()) {
		t.Errorf("%+v %v", m.From, err)
	}
	later := s.Time().Add(time.Minute).UTC().Format("20060102T150405Z")
	if is, _ := brought(t, s, "", "UID:b@vi-du.vn", "ORGANIZER:mailto:moi@vi-du.vn", "DTSTAMP:"+later, "LOCATION:Nơi mới"); is.What != office.CameChanged {
		t.Errorf("a later one: %+v", is)
	}
}

// UIDs are one only where they are the same letter by letter; one that differs in case alone is told.
func TestAUIDOfAnotherCaseIsTold(t *testing.T) {
	s := opened(t)
	organizer := "ORGANIZER:mailto:moi@vi-du.vn"
	if is, odd := brought(t, s, "", "UID:Ab-1@vi-du.vn", organizer); is.What != office.CameNew || odd != "" {
		t.Fatalf("%+v %s", is, odd)
	}
	if is, odd := brought(t, s, "", "UID:aB-1@vi-du.vn", organizer); is.What != office.CameNew || !strings.Contains(odd, "gần trùng mã với “Họp liên xã”") {
		t.Errorf("%+v %s", is, odd)
	}
	if is, odd := brought(t, s, "", "UID:Ab-1@vi-du.vn", organizer); is.What != office.CameSame || odd != "" {
		t.Errorf("the same: %+v %s", is, odd)
	}
}

// TestACalendarInWhichNobodyInvitesIsToldOfOnce, and not once for each of its meetings.
func TestACalendarInWhichNobodyInvitesIsToldOfOnce(t *testing.T) {
	for count, want := range map[int][]string{
		2: {"“Họp 0”: không ghi ai mời; hãy hỏi lại nơi gửi tệp.", "“Họp 1”: không ghi ai mời; hãy hỏi lại nơi gửi tệp."},
		5: {"5 cuộc họp không ghi ai mời (“Họp 0”, “Họp 1”, “Họp 2”…); hãy hỏi lại nơi gửi tệp."},
	} {
		lines := []string{"BEGIN:VCALENDAR", "VERSION:2.0"}
		for i := range count {
			lines = append(lines, "BEGIN:VEVENT", fmt.Sprint("UID:", i), "DTSTAMP:20250102T000000Z", fmt.Sprint("SUMMARY:Họp ", i), "DTSTART:20401207T010000Z", "DTEND:20401207T020000Z", "END:VEVENT")
		}
		c, err := icalendar.Read(t.Context(), strings.NewReader(strings.Join(append(lines, "END:VCALENDAR", ""), "\r\n")))
		if err != nil {
			t.Fatal(err)
		}
		is, err := TakeIn(t.Context(), opened(t), who, c, "")
		if err != nil || len(is.Came) != count || !slices.Equal(is.Odd, want) {
			t.Errorf("%d: %q, not %q, %v", count, is.Odd, want, err)
		}
	}
}
