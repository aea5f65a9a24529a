package icalendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tram/local/calendar"
	"tram/local/office"
)

var at = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// written is a calendar as it goes out.
func written(t testing.TB, c Calendar) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, c, at); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// ownMeetings are of every kind that this program makes.
func ownMeetings() []office.Meeting {
	people := []office.MeetingPerson{
		{Name: `Nguyễn "Văn" Mẫu; PCT, HĐND`, Mail: "mau@example.vn", Role: office.MeetingChair, Answer: office.MeetingAccepted},
		{Name: "Trần Thị Mẫu", Mail: "tran@example.vn", Role: office.MeetingSecretary, Votes: true, Said: "lời riêng"},
		{Name: "Khách", Mail: "khach@example.vn", Answer: office.MeetingMaybe},
		{Name: "Người không có thư", Role: office.MeetingGuest, Answer: office.MeetingDeclined},
	}
	from := office.MeetingPerson{Name: "Văn phòng", Mail: "vp@example.vn"}
	long := strings.TrimSpace(strings.Repeat("Nghị quyết về dự toán ngân sách, thu chi; ", 8))
	return []office.Meeting{
		{UID: "1@tram", Title: "Họp giao ban", Purpose: "Nội dung:\n1. Việc tuần; kế hoạch, báo cáo\\khác", Way: office.MeetingHere, Place: "Phòng họp 1, tầng 2", People: people, From: from, Sequence: 3, State: office.MeetingConfirmed,
			When:   office.Timing{Start: "2026-01-05T08:00:00", Lasts: 5400, Again: "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260601", Except: []string{"2026-01-12T08:00:00"}, Also: []string{"2026-01-13T08:00:00"}},
			Shifts: []office.Shift{{Of: "2026-01-19T08:00:00", Off: true}, {Of: "2026-01-26T08:00:00", When: office.Timing{Start: "2026-01-27T14:00:00", Lasts: 3600}, Title: "Họp giao ban (dời)", Place: "Hội trường"}, {Of: "2026-02-02T08:00:00", Place: "Phòng 3"}},
			Agenda: []office.AgendaItem{{Title: "mục riêng"}}, Members: 27},
		{UID: "2@tram", Title: long, Way: office.MeetingRemote, Platform: "Jitsi", Link: "https://meet.example.vn/hop-2", Purpose: "Trao đổi", From: from, People: people, State: office.MeetingTentative,
			When: office.Timing{Start: "2026-03-01T02:30:00", Lasts: 3600, Zone: "Europe/Berlin", Again: "FREQ=DAILY;COUNT=400"}},
		{UID: "3@tram", Title: "Cả ngày", Way: office.MeetingBoth, Link: "https://meet.example.vn/3", Place: "Hội trường", Free: true, State: office.MeetingConfirmed,
			When: office.Timing{Start: "2026-02-10", Lasts: 3, AllDay: true, Again: "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261231T000000Z"}},
		{UID: "4@tram", Title: "Giờ UTC", State: office.MeetingCancelled, Way: office.MeetingHere, When: office.Timing{Start: "2026-02-10T01:00:00", Lasts: 900, Zone: "UTC"}},
		{UID: "5@tram", Title: "Múi giờ riêng", State: office.MeetingConfirmed, Way: office.MeetingHere, When: office.Timing{Start: "2026-02-10T01:00:00", Lasts: 900, Zone: "Mẫu, riêng", Rules: "BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:16011104T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010311T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nEND:DAYLIGHT\nEND:VTIMEZONE\n", Again: "FREQ=MONTHLY"}},
		{UID: "6@tram", Title: "Từ đây về sau", State: office.MeetingConfirmed, Way: office.MeetingHere, When: office.Timing{Start: "2026-02-10T01:00:00", Lasts: 900, Again: "FREQ=DAILY;COUNT=300"},
			Shifts: []office.Shift{{Of: "2026-03-01T01:00:00", Off: true, Following: true}}},
		{UID: "7@tram", Title: "Kết thúc trong giờ trùng", State: office.MeetingConfirmed, Way: office.MeetingHere, When: office.Timing{Start: "2026-10-25T01:00:00", Lasts: 2 * 3600, Zone: "Europe/Berlin"}},
		{UID: "8@tram", Title: "New York", State: office.MeetingConfirmed, Way: office.MeetingHere, When: office.Timing{Start: "2025-01-31T22:00:00", Lasts: 3600, Zone: "America/New_York", Again: "FREQ=MONTHLY;BYMONTHDAY=-1"}},
		{UID: "9@tram", Title: "Casablanca", State: office.MeetingConfirmed, Way: office.MeetingHere, When: office.Timing{Start: "2025-01-31T22:00:00", Lasts: 3600, Zone: "Africa/Casablanca", Again: "FREQ=WEEKLY"}},
		{UID: "10@tram", Title: "Santiago", State: office.MeetingConfirmed, Way: office.MeetingHere, When: office.Timing{Start: "2018-01-31T22:00:00", Lasts: 3600, Zone: "America/Santiago", Again: "FREQ=WEEKLY"}},
	}
}

// value is what another program read of one event.
type value struct {
	UID, Of, Title, Place, Purpose, Start, End, Rule, State, From string
	Sequence                                                      int
	People                                                        []string
}

// TestOursIsReadByOthers has three other programs read what is written.
func TestOursIsReadByOthers(t *testing.T) {
	var want []string
	for _, m := range ownMeetings() {
		want = append(want, valuesOf(t, m)...)
	}
	path := filepath.Join(t.TempDir(), "a.ics")
	if err := os.WriteFile(path, []byte(written(t, Calendar{Method: "REQUEST", Meetings: ownMeetings()})), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"icalendar", "vobject", "libical"} {
		var got []string
		for line := range strings.Lines(others(t, program, path)) {
			var v value
			if err := json.Unmarshal([]byte(line), &v); err != nil {
				t.Fatal(line, err)
			}
			v.Rule = "" // each writes it in its own order; what it yields is compared below
			got = append(got, fmt.Sprintf("%+v", v))
		}
		t.Log(program)
		same(t, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	c := Calendar{Meetings: ownMeetings()}
	same(t, theirs(t, c, path), ours(t, c, ""))
}

// valuesOf are those of a meeting, and of its times that are not as the others are.
func valuesOf(t *testing.T, m office.Meeting) []string {
	t.Helper()
	form := func(at time.Time) string { return at.UTC().Format("20060102T1504") }
	first, err := calendar.At(m.When)
	if err != nil {
		t.Fatal(err)
	}
	lasts := time.Duration(m.When.Lasts) * time.Second
	if m.When.AllDay {
		lasts *= 86400
	}
	v := value{UID: m.UID, Title: m.Title, Place: m.Place, Purpose: m.Purpose, Start: form(first), End: form(first.Add(lasts)), State: strings.ToUpper(string(m.State)), Sequence: m.Sequence}
	v.Title = strings.TrimRight(v.Title, "\n")
	if m.Link != "" {
		v.Purpose = strings.TrimSpace(v.Purpose + "\n\n" + "Liên kết họp: " + m.Link)
		if v.Place == "" {
			v.Place = m.Link
		}
	}
	if m.From.Mail != "" {
		v.From = "mailto:" + m.From.Mail
	}
	if len(m.People) > 0 {
		v.People = []string{"invalid:nomail|Người không có thư|OPT-PARTICIPANT|DECLINED", "mailto:khach@example.vn|Khách|OPT-PARTICIPANT|TENTATIVE",
			"mailto:mau@example.vn|Nguyễn 'Văn' Mẫu; PCT, HĐND|CHAIR|ACCEPTED", "mailto:tran@example.vn|Trần Thị Mẫu|REQ-PARTICIPANT|NEEDS-ACTION"}
	} else {
		v.People = []string{}
	}
	return append([]string{fmt.Sprintf("%+v", v)}, shiftedValues(t, m, v)...)
}

// shiftedValues are those of times that are not as the others are, which v tells.
func shiftedValues(t *testing.T, m office.Meeting, v value) (all []string) {
	t.Helper()
	form := func(at time.Time) string { return at.UTC().Format("20060102T1504") }
	for _, s := range m.Shifts {
		if s.Off {
			continue
		}
		one, _, err := calendar.Of(m, s.Of)
		if err != nil {
			t.Fatal(err)
		}
		of := m.When
		of.Start = s.Of
		begins, err := calendar.At(of)
		if err != nil {
			t.Fatal(err)
		}
		w := v
		w.Of, w.Title, w.Place, w.Start, w.End = form(begins), one.Title, one.Place, form(one.Start), form(one.End)
		all = append(all, fmt.Sprintf("%+v", w))
	}
	return all
}

// Each line is no longer than RFC 5545 allows, and holds whole letters.
func TestLinesAreFoldedBetweenLetters(t *testing.T) {
	out := written(t, Calendar{Meetings: ownMeetings(), Name: strings.Repeat("ữ", 300)})
	if strings.Contains(strings.ReplaceAll(out, "\r\n", ""), "\n") || !strings.HasSuffix(out, "\r\n") {
		t.Error("a line does not end with CRLF")
	}
	folds := 0
	for line := range strings.SplitSeq(out, "\r\n") {
		if len(line) > mostOctets || !utf8.ValidString(line) {
			t.Errorf("%d octets: %q", len(line), line)
		}
		if strings.HasPrefix(line, " ") {
			folds++
		}
	}
	if folds < 10 {
		t.Error("nothing was folded")
	}
}

func TestWhatIsWrittenIsReadAsItWas(t *testing.T) {
	for _, m := range ownMeetings() {
		for i, p := range m.People { // what goes out says less than the office knows
			p.Said, p.Votes = "", false
			if p.Name = strings.ReplaceAll(p.Name, `"`, "'"); p.Role == office.MeetingSecretary {
				p.Role = office.MeetingMember
			}
			if p.Role == "" {
				p.Role = office.MeetingGuest
			}
			m.People[i] = p
		}
		m.Agenda, m.Members, m.Sort, m.Title = nil, 0, office.MeetingPlain, strings.TrimSpace(m.Title)
		m.When.Rules = strings.Replace(m.When.Rules, "TZID:x", "TZID:Mẫu, riêng", 1)
		staysAsItIs(t, Calendar{Meetings: []office.Meeting{m}})
	}
}

// What the office alone knows stays here.
func TestNothingPrivateGoesOut(t *testing.T) {
	out := strings.ReplaceAll(written(t, Calendar{Method: "REQUEST", Meetings: ownMeetings()}), "\r\n ", "")
	for _, private := range []string{"lời riêng", "mục riêng"} {
		if strings.Contains(out, private) {
			t.Error(private)
		}
	}
	if n := strings.Count(out, "EXDATE"); n != 2 {
		t.Error(n, "exceptions: what is moved is none")
	}
	for _, needed := range []string{"METHOD:REQUEST", "DTSTAMP:20260101T000000Z", "SEQUENCE:3", "ORGANIZER;CN=Văn phòng:mailto:vp@example.vn", "RSVP=TRUE",
		"RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260601T165959Z", "EXDATE;TZID=Asia/Ho_Chi_Minh:20260119T080000", "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20260126T080000",
		"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Jitsi:https://meet.example.vn/hop-2", "URL:https://meet.example.vn/hop-2", `Trao đổi\n\nLiên kết họp: https://meet.example.vn/hop-2`,
		`DTSTART;TZID="Mẫu, riêng":20260210T010000`, "TZID:Mẫu, riêng", "UNTIL=20260228T175959Z", "DTEND;VALUE=DATE:20260213", "DTEND:20261025T010000Z", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\nEND:STANDARD", "STATUS:TENTATIVE", "TRANSP:TRANSPARENT"} {
		if !strings.Contains(out, needed) {
			t.Errorf("%s is missing in\n%s", needed, out)
		}
	}
}

// Words are words: none of them begins a line of its own.
func TestNoWordBecomesALine(t *testing.T) {
	evil := "x\r\nATTENDEE:mailto:evil@example.vn\nBEGIN:VEVENT\x00\x0b"
	m := office.Meeting{UID: evil, Title: evil, Purpose: evil, Place: evil, Platform: evil, Foreign: "X-A:1\nrác\nBEGIN:VALARM\n", From: office.MeetingPerson{Name: evil, Mail: "a@b.vn"},
		People: []office.MeetingPerson{{Name: evil, Mail: "c@d.vn\r\nX-EVIL:1"}}, Link: "https://a.vn/\r\nX-EVIL:1", When: office.Timing{Start: "2026-01-05T08:00:00", Lasts: 60}}
	out := written(t, Calendar{Name: evil, Meetings: []office.Meeting{m}})
	for line := range strings.SplitSeq(strings.ReplaceAll(out, "\r\n ", ""), "\r\n") {
		if strings.HasPrefix(line, "X-EVIL") || line == "ATTENDEE:mailto:evil@example.vn" || strings.ContainsAny(line, "\n\r\x00") {
			t.Errorf("%q", line)
		}
	}
	if n := strings.Count(out, "\r\nBEGIN:VEVENT"); n != 1 {
		t.Error(n, "events")
	}
}

func TestAnAnswerIsOneThatOutlookTakes(t *testing.T) {
	m := ownMeetings()[0]
	who := office.MeetingPerson{Name: "Trần, Thị Mẫu", Mail: "tran@example.vn", Answer: office.MeetingDeclined, Said: "Bận, họp tỉnh"}
	var b bytes.Buffer
	if err := WriteReply(&b, m, "2026-01-26T08:00:00", who, at); err != nil {
		t.Fatal(err)
	}
	out := strings.ReplaceAll(b.String(), "\r\n ", "")
	for _, line := range []string{"METHOD:REPLY", "UID:1@tram", "SEQUENCE:3", "DTSTAMP:20260101T000000Z", "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20260126T080000", "DTSTART;TZID=Asia/Ho_Chi_Minh:20260127T140000",
		"ORGANIZER;CN=Văn phòng:mailto:vp@example.vn", `ATTENDEE;PARTSTAT=DECLINED;CN="Trần, Thị Mẫu":mailto:tran@example.vn`, `COMMENT:Bận\, họp tỉnh`} {
		if !strings.Contains(out, "\r\n"+line+"\r\n") {
			t.Errorf("%s is missing in\n%s", line, out)
		}
	}
	if strings.Count(out, "ATTENDEE") != 1 {
		t.Error(out)
	}
	c := must(t, b.String())
	if len(c.Replies) != 1 || len(c.Odd) != 0 || c.Replies[0].Person.Answer != office.MeetingDeclined || c.Replies[0].Sequence != 3 {
		t.Errorf("%+v", c)
	}
	path := filepath.Join(t.TempDir(), "a.ics")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"icalendar", "vobject", "libical"} {
		if said := others(t, program, path); !strings.Contains(said, "mailto:tran@example.vn|Trần, Thị Mẫu||DECLINED") || !strings.Contains(said, `"20260126T0100"`) {
			t.Error(program, said)
		}
	}
	if err := WriteReply(&b, office.Meeting{}, "", who, at); !errors.Is(err, NoOrganizer) {
		t.Error(err)
	}
	if err := WriteReply(&b, m, "", office.MeetingPerson{}, at); !errors.Is(err, NoAddress) {
		t.Error(err)
	}
}

func TestACancellation(t *testing.T) {
	m := ownMeetings()[0]
	out := written(t, Calendar{Method: "CANCEL", Meetings: []office.Meeting{m}})
	if c := must(t, out); c.Meetings[0].State != office.MeetingCancelled || strings.Contains(out, "STATUS:CONFIRMED") {
		t.Error(out)
	}
	m.When = office.Timing{Start: "2026-01-19T08:00:00", Lasts: 5400}
	m.Shifts = []office.Shift{{Of: "2026-01-19T08:00:00", Off: true}}
	c := must(t, written(t, Calendar{Method: "CANCEL", Meetings: []office.Meeting{m}}))
	same(t, c.Meetings[0].Shifts, m.Shifts)
	same(t, c.Meetings[0].State, office.MeetingConfirmed)
}

func TestTheLastYear(t *testing.T) {
	staysAsItIs(t, Calendar{Meetings: []office.Meeting{{UID: "a", Title: "Giao thừa", Sort: office.MeetingPlain, Way: office.MeetingHere, State: office.MeetingConfirmed, When: office.Timing{Start: "2200-12-31T23:30:00", Lasts: 3600}}}})
}

// The organizer of what the office arranges is the office, where it has an address.
func TestTheOfficeInvites(t *testing.T) {
	m := ownMeetings()[0]
	m.From = office.MeetingPerson{}
	out := written(t, Calendar{Method: "REQUEST", From: office.MeetingPerson{Name: "UBND xã Mẫu", Mail: "ubnd@example.vn"}, Meetings: []office.Meeting{m}})
	if !strings.Contains(out, "ORGANIZER;CN=UBND xã Mẫu:mailto:ubnd@example.vn") {
		t.Error(out)
	}
}

// TestFilesOfOtherProgramsAreRead has three other programs write a calendar each, and compares five
// years of it.
func TestFilesOfOtherProgramsAreRead(t *testing.T) {
	made := map[string]string{"icalendar": others(t, "make-icalendar"), "vobject": others(t, "make-vobject"), "calcurse": calcurse(t)}
	for program, s := range made {
		t.Run(program, func(t *testing.T) {
			c := must(t, s)
			path := filepath.Join(t.TempDir(), "a.ics")
			known := 0 // the other program takes events without a UID for one
			for program == "calcurse" && strings.Contains(s, "\nSUMMARY") {
				known++
				s = strings.Replace(s, "\nSUMMARY", fmt.Sprintf("\nUID:%d\nsummary", known), 1)
			}
			// Nor does it heed the rules of a zone called EST, or know that a day without an end is one.
			s = strings.NewReplacer("TZID=EST", "TZID=America/New_York", "VALUE=DATE:20260210", "VALUE=DATE:20260210\nDTEND;VALUE=DATE:20260211").Replace(s)
			if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
				t.Fatal(err)
			}
			same(t, ours(t, c, ""), theirs(t, c, path))
			if program == "calcurse" && (len(c.Meetings) != 3 || !odd(c, "(UID)") || !odd(c, "không ghi múi giờ")) {
				t.Errorf("%+v", c)
			}
			if program != "calcurse" && (len(c.Meetings) != 4 || c.Meetings[0].People[0].Name != "Nguyễn, Văn Mẫu" || !strings.HasPrefix(c.Meetings[0].Title, "Họp giao ban; tuần 1, khẩn")) {
				t.Errorf("%+v", c.Meetings)
			}
			staysAsItIs(t, c)
		})
	}
}

// calcurse writes what lies in a folder of its own.
func calcurse(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	const apts = "07/04/2026 @ 09:00 -> 07/04/2026 @ 09:45|Một lần\n02/10/2026 [1] {1M} Cả ngày\n01/05/2026 @ 08:00 -> 01/05/2026 @ 09:30 {1W -> 06/01/2026 !01/12/2026}|Họp giao ban\n"
	if err := os.WriteFile(filepath.Join(dir, "apts"), []byte(apts), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), "calcurse", "-D", dir, "-xical")
	run.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TZ=Asia/Ho_Chi_Minh")
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v: install the Debian package calcurse\n%s", err, out)
	}
	return string(out)
}
