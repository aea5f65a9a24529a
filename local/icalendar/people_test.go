package icalendar

import (
	"strings"
	"testing"
)

func TestPeopleHoweverTheyAreWritten(t *testing.T) {
	m, c := one(t, "UID:a", "SUMMARY:Họp", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z",
		"ORGANIZER;CN=Văn phòng:van.phong@example.vn",
		"ATTENDEE;CUTYPE=ROOM;CN=Phòng 1:conf@example.vn",
		`ATTENDEE;CN="Nguyễn, Mẫu";DELEGATED-FROM="mailto:a@example.vn";PARTSTAT=TENTATIVE:mailto:b@example.vn`,
		"ATTENDEE;CN=Không thư:invalid:nomail",
		"ATTENDEE;CN=Kho:urn:uuid:123",
		"ATTENDEE;PARTSTAT=CONFIRMED:mailto:c@example.vn",
		"ATTENDEE:MAILTO:C@example.vn",
		"ATTENDEE;CN=x:mailto:a@b\x0b\"<script>", "ATTENDEE;EMAIL=d@example.vn;CN=D:/principals/d")
	var got []string
	for _, p := range m.People {
		got = append(got, p.Name+"|"+p.Mail+"|"+p.Answer)
	}
	same(t, strings.Join(got, "\n"), "Phòng 1|conf@example.vn|\nNguyễn, Mẫu|b@example.vn|tentative\nKhông thư||\nKho||\nc@example.vn|c@example.vn|\nx||\nD|d@example.vn|")
	same(t, m.From.Mail, "van.phong@example.vn")
	for _, words := range []string{"mailto:", "CONFIRMED", "urn:uuid:123"} {
		if !odd(c, words) {
			t.Error(words, c.Odd)
		}
	}
	if strings.Contains(m.Foreign, "Không thư") || !strings.Contains(m.Foreign, "DELEGATED-FROM") {
		t.Error(m.Foreign)
	}
}

func TestLinks(t *testing.T) {
	for lines, want := range map[string]string{
		"CONFERENCE;VALUE=URI;LABEL=Jitsi:https://meet.example.vn/a":        "remote||https://meet.example.vn/a|Jitsi",
		"LOCATION:https://meet.example.vn/a":                                "remote||https://meet.example.vn/a|",
		"X-GOOGLE-CONFERENCE:https://meet.example.vn/a\r\nLOCATION:Phòng 1": "both|Phòng 1|https://meet.example.vn/a|",
		"CONFERENCE:http://meet.example.vn/a\r\nLOCATION:Phòng 1":           "here|Phòng 1||",
		"CONFERENCE:javascript:alert(1)":                                    "here|||",
		"CONFERENCE:https://ai@meet.example.vn/a":                           "here|||",
	} {
		m, _ := one(t, "UID:a", "SUMMARY:Họp", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z", lines)
		same(t, strings.Join([]string{m.Way, m.Place, m.Link, m.Platform}, "|"), want)
		if m.Link == "" && strings.Contains(lines, "CONFERENCE") && !strings.Contains(m.Foreign, "CONFERENCE:") {
			t.Error("lost:", lines)
		}
	}
}

// A time at a link of its own keeps it.
func TestALinkOfOneTime(t *testing.T) {
	c := must(t, ics(vevent("UID:a", "SUMMARY:Họp", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z", "RRULE:FREQ=DAILY", "CONFERENCE:https://meet.example.vn/a"),
		vevent("UID:a", "SUMMARY:Họp", "RECURRENCE-ID:20260113T010000Z", "DTSTART:20260113T010000Z", "DTEND:20260113T020000Z", "CONFERENCE;LABEL=Khác:https://meet.example.vn/b")))
	out := written(t, c)
	if !strings.Contains(out, "LABEL=Khác:https://meet.example.v\r\n n/b\r\n") || strings.Count(out, "URL:https://meet.example.vn/a") != 1 {
		t.Error(out)
	}
	staysAsItIs(t, c)
}
