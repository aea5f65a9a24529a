package icalendar

import (
	"strings"
	"testing"
)

func TestOldCalendars(t *testing.T) {
	c := must(t, "BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nUID:old\nDTSTART:20260105T010000Z\nDTEND:20260105T020000Z\nSUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:H=E1=BB=8Dp =\ngiao ban\nRRULE:W1 MO #4\nEXDATE:20260112T010000Z;20260119T010000Z\nEND:VEVENT\nEND:VCALENDAR\n")
	if len(c.Meetings) != 1 || c.Meetings[0].Title != "Họp giao ban" {
		t.Fatal(c)
	}
	same(t, utcOf(t, c.Meetings[0]), "20260105T0100/20260105T0200 20260126T0100/20260126T0200")
	for old, want := range map[string]string{
		"D1 #10":                     "FREQ=DAILY;INTERVAL=1;COUNT=10",
		"D2":                         "FREQ=DAILY;INTERVAL=2;COUNT=2",
		"W2 MO WE #0":                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
		"MP1 2+ TU 1- FR #5":         "FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU,-1FR;COUNT=5",
		"MD1 1 15- 20261231T000000Z": "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1,-15;UNTIL=20261231T000000Z",
		"YM1 6 7 #8":                 "FREQ=YEARLY;INTERVAL=1;BYMONTH=6,7;COUNT=8",
		"YD1 100 #0":                 "FREQ=YEARLY;INTERVAL=1;BYYEARDAY=100",
		"X1 #2":                      "", "D0": "", "": "",
	} {
		if got, _ := fromVCalendar(old); got != want {
			t.Errorf("%s: %s instead of %s", old, got, want)
		}
	}
}

// However letters and lines are written, the same is read.
func TestLettersAndLines(t *testing.T) {
	plain := ics(vevent("UID:a", "SUMMARY:Họp Ủy ban nhân dân xã về việc tiếp công dân, giải quyết khiếu nại, tố cáo", "DTSTART:20260112T010000Z", "DTEND:20260112T020000Z"))
	want := must(t, plain).Meetings[0]
	folded := strings.ReplaceAll(plain, "Ủy ban", "\xe1\xbb\r\n \xa6y\r\n\t ban")
	for name, s := range map[string]string{
		"BOM":         "\uFEFF" + plain,
		"LF":          strings.ReplaceAll(plain, "\r\n", "\n"),
		"CR":          strings.ReplaceAll(plain, "\r\n", "\r"),
		"empty lines": strings.ReplaceAll(plain, "\r\n", "\r\n\r\n"),
		"lower case":  strings.NewReplacer("BEGIN", "begin", "VEVENT", "vEvent", "VCALENDAR", "vcalendar", "DTSTART", "dtstart", "SUMMARY", "Summary", "END", "End", "DTEnd", "dtend").Replace(plain),
		"within fold": folded,
		"UTF-16":      string(inUTF16(plain, false)),
		"UTF-16 BE":   string(inUTF16(plain, true)),
		"NUL":         strings.ReplaceAll(plain, "UID", "U\x00ID"),
		"a bad line":  strings.ReplaceAll(plain, "UID:", "không phải dòng nào\r\nUID:"),
		"no END":      strings.ReplaceAll(plain, "END:VEVENT\r\n", ""),
		"bare":        plain[strings.Index(plain, "BEGIN:VEVENT"):strings.Index(plain, "END:VCALENDAR")],
	} {
		c := must(t, s)
		if len(c.Meetings) != 1 {
			t.Errorf("%s: %+v", name, c)
			continue
		}
		same(t, c.Meetings[0], want)
		if strange := strings.HasPrefix(name, "UTF") || name == "NUL" || name == "a bad line"; strange != (len(c.Odd) > 0) {
			t.Errorf("%s: %q", name, c.Odd)
		}
	}
	broken := must(t, strings.ReplaceAll(plain, "Ủy", "\xff"))
	if !strings.HasPrefix(broken.Meetings[0].Title, "Họp \uFFFD ban nhân dân") || !odd(broken, "bị hỏng") || odd(broken, "1258") {
		t.Error(broken)
	}
	old := strings.ReplaceAll(plain, "Họp Ủy ban nhân dân xã về việc tiếp công dân, giải quyết khiếu nại, tố cáo", "Ho\xf2p \xd0a\xd2ng xa\xde")
	c := must(t, old)
	if !odd(c, "1258") || c.Meetings[0].Title != "Họp Đảng xã" {
		t.Error(c)
	}
}

func inUTF16(s string, big bool) []byte {
	var b []byte
	for _, r := range "\uFEFF" + s {
		if big {
			b = append(b, byte(r>>8), byte(r))
		} else {
			b = append(b, byte(r), byte(r>>8))
		}
	}
	return b
}
