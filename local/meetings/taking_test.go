package meetings

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tram/local/calendar"
	"tram/local/icalendar"
	"tram/local/office"
	"tram/local/store"
)

// invitation is one that another office sends.
func invitation(uid string, sequence int) office.Meeting {
	return office.Meeting{UID: uid, Title: "Họp liên xã", Way: office.MeetingHere, Place: "Trụ sở xã Ví Dụ", State: office.MeetingConfirmed, Sequence: sequence,
		When: office.Timing{Start: "2040-12-07T08:00:00", Lasts: 3600}, From: office.MeetingPerson{Name: "Vũ Thị Mời", Mail: "moi@vi-du.vn"},
		People: []office.MeetingPerson{{Name: "Trần Thị Ví Dụ", Mail: "du@mau.vn"}}}
}

func tookIn(t *testing.T, s *store.Store, method, sender string, m ...office.Meeting) office.CalendarCame {
	t.Helper()
	is, err := TakeIn(t.Context(), s, who, icalendar.Calendar{Method: method, Meetings: m}, sender)
	if err != nil || len(is.Came) != 1 {
		t.Fatalf("%+v %v", is, err)
	}
	return is.Came[0]
}

func TestAnInvitationIsChangedAndCancelledByWhoeverInvitedAlone(t *testing.T) {
	s, ctx := opened(t), t.Context()
	if is := tookIn(t, s, "REQUEST", "la@vi-du.vn", invitation("a", 0)); is.What != office.CameNot || !strings.Contains(is.Said, "la@vi-du.vn") {
		t.Errorf("in another's name: %+v", is)
	}
	secret := invitation("mật", 0)
	secret.Purpose = "Độ mật: TỐI MẬT"
	if is := tookIn(t, s, "REQUEST", "", secret); is.What != office.CameNot {
		t.Errorf("a secret matter: %+v", is)
	}
	first := tookIn(t, s, "REQUEST", "MOI@vi-du.vn", invitation("a", 1))
	if first.What != office.CameNew {
		t.Fatalf("%+v", first)
	}
	if is := tookIn(t, s, "REQUEST", "moi@vi-du.vn", invitation("a", 1)); is.What != office.CameSame {
		t.Errorf("again: %+v", is)
	}
	m, err := MeetingOf(ctx, s, first.Meeting)
	if err != nil {
		t.Fatal(err)
	}
	r := room(t, s, "Phòng họp")
	m.Rooms, m.People[0].Votes = []office.ID{r}, true // the office's own words of it
	if m, err = Change(ctx, s, who, StepChange, m); err != nil {
		t.Fatal(err)
	}
	moved := invitation("a", m.Sequence+1)
	moved.When.Start = "2040-12-08T09:00:00"
	if is := tookIn(t, s, "REQUEST", "", moved); is.What != office.CameChanged {
		t.Errorf("moved: %+v", is)
	}
	now, err := MeetingOf(ctx, s, first.Meeting)
	if err != nil || now.When.Start != moved.When.Start || len(now.Rooms) != 1 || !now.People[0].Votes || now.People[0].Seat != m.People[0].Seat {
		t.Errorf("%+v %v", now, err)
	}
	if is := tookIn(t, s, "REQUEST", "", invitation("a", 0)); is.What != office.CameNot {
		t.Errorf("an older one: %+v", is)
	}
	early := invitation("a", now.Sequence)
	early.From.At, now.From.At = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := s.Save(ctx, store.Act{Actor: who, Step: StepTake}, Meetings.Put(&now)); err != nil {
		t.Fatal(err)
	}
	if is := tookIn(t, s, "CANCEL", "", early); is.What != office.CameNot {
		t.Errorf("an older cancel of the same sequence: %+v", is)
	}
	other := invitation("a", 9)
	other.From.Mail = "khac@vi-du.vn"
	if is := tookIn(t, s, "CANCEL", "khac@vi-du.vn", other); is.What != office.CameNot {
		t.Errorf("cancelled by somebody else: %+v", is)
	}
	last := invitation("a", 9)
	last.From.At = time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	if is := tookIn(t, s, "CANCEL", "moi@vi-du.vn", last); is.What != office.CameCancelled {
		t.Errorf("cancelled: %+v", is)
	}
	if is := tookIn(t, s, "CANCEL", "", invitation("unknown", 0)); is.What != office.CameNot {
		t.Errorf("cancelled, and never here: %+v", is)
	}
}

func TestWhatTheOfficeArrangedNoFileChanges(t *testing.T) {
	s, ctx := opened(t), t.Context()
	own, err := Arrange(ctx, s, who, plain("Giao ban", "2040-12-02T08:00:00", 60))
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := icalendar.Write(&file, icalendar.Calendar{Method: "PUBLISH", Meetings: []office.Meeting{own}}, s.Time()); err != nil {
		t.Fatal(err)
	}
	c, err := icalendar.Read(ctx, &file)
	if err != nil || len(c.Meetings) != 1 {
		t.Fatalf("%+v %v", c, err)
	}
	if is := tookIn(t, s, "", "", c.Meetings[0]); is.What != office.CameSame || is.Meeting != own.ID {
		t.Errorf("its own file: %+v", is)
	}
	c.Meetings[0].When.Start = "2040-12-03T08:00:00"
	if is := tookIn(t, s, "REQUEST", "la@vi-du.vn", c.Meetings[0]); is.What != office.CameNot {
		t.Errorf("moved by a file: %+v", is)
	}
	if now, _ := MeetingOf(ctx, s, own.ID); now.When.Start != own.When.Start {
		t.Errorf("it was moved to %s", now.When.Start)
	}
}

func TestAnAnswerIsTakenFromWhoWasInvitedOnceAndBeforeTheMeeting(t *testing.T) {
	s, ctx := opened(t), t.Context()
	m := plain("Giao ban", "2040-12-02T08:00:00", 60)
	m.People = []office.MeetingPerson{{Name: "Lê Văn Thử", Mail: "thu@vi-du.vn"}}
	m, err := Arrange(ctx, s, who, m)
	if err != nil {
		t.Fatal(err)
	}
	past := plain("Đã họp", "2020-12-02T08:00:00", 60)
	past.People = m.People
	past.People[0].Seat = ""
	if past, err = Arrange(ctx, s, who, past); err != nil {
		t.Fatal(err)
	}
	reply := func(uid, mail, answer, sender string, at time.Time, sequence int) office.CalendarCame {
		t.Helper()
		r := icalendar.Reply{Method: "REPLY", UID: uid, Sequence: sequence, Person: office.MeetingPerson{Mail: mail, Answer: answer, At: at}}
		is, err := TakeIn(ctx, s, who, icalendar.Calendar{Method: "REPLY", Replies: []icalendar.Reply{r}}, sender)
		if err != nil || len(is.Came) != 1 {
			t.Fatalf("%+v %v", is, err)
		}
		return is.Came[0]
	}
	now := s.Time().Add(-2 * time.Hour)
	for name, c := range map[string]struct{ uid, mail, sender string }{
		"a stranger":              {m.UID, "la@vi-du.vn", ""},
		"in another's name":       {m.UID, "thu@vi-du.vn", "la@vi-du.vn"},
		"of a meeting it has not": {"nothing", "thu@vi-du.vn", ""},
		"of one that is over":     {past.UID, "thu@vi-du.vn", ""},
	} {
		if is := reply(c.uid, c.mail, office.MeetingAccepted, c.sender, now, 0); is.What != office.CameNot || is.Said == "" {
			t.Errorf("%s: %+v", name, is)
		}
	}
	if is := reply(m.UID, "THU@vi-du.vn", office.MeetingAccepted, "thu@vi-du.vn", now, 0); is.What != office.CameAnswer || is.Said != "Lê Văn Thử: Dự" {
		t.Fatalf("%+v", is)
	}
	if is := reply(m.UID, "thu@vi-du.vn", office.MeetingMaybe, "", now.Add(-time.Hour), 0); is.What != office.CameNot {
		t.Errorf("an older answer: %+v", is)
	}
	if is := reply(m.UID, "thu@vi-du.vn", office.MeetingDeclined, "", now.Add(time.Hour), 0); is.What != office.CameAnswer {
		t.Errorf("another answer: %+v", is)
	}
	if is := reply(m.UID, "thu@vi-du.vn", office.MeetingAccepted, "", now.AddDate(900, 0, 0), 0); is.What != office.CameNot {
		t.Errorf("of a time to come: %+v", is)
	}
	is, _ := MeetingOf(ctx, s, m.ID)
	if is.People[0].Answer != office.MeetingDeclined {
		t.Errorf("%+v", is.People)
	}
	for range 2 { // a box that gives its letters other names has them read again and again
		if is := reply(m.UID, "thu@vi-du.vn", office.MeetingDeclined, "thu@vi-du.vn", now.Add(time.Hour), 0); is.What != office.CameSame || is.Meeting != m.ID {
			t.Errorf("the same answer: %+v", is)
		}
	}
	if again, _ := MeetingOf(ctx, s, m.ID); again.Version != is.Version {
		t.Errorf("what was known already was written down %d times", again.Version-is.Version)
	}
}

// TestWhatWasOpenedHereNobodyCallsOff: its course could not be written on, nor its minutes.
func TestWhatWasOpenedHereNobodyCallsOff(t *testing.T) {
	s, ctx := opened(t), t.Context()
	led := func(sequence int) office.Meeting {
		m := invitation("a", sequence)
		m.People[0].Role = office.MeetingChair
		return m
	}
	id := tookIn(t, s, "REQUEST", "moi@vi-du.vn", led(1)).Meeting
	if _, err := Note(ctx, s, who, office.MeetingEntry{Meeting: id, Deed: office.MeetingOpened, By: office.RoutePerson{Name: who}, At: s.Time()}); err != nil {
		t.Fatal(err)
	}
	off := led(2)
	off.State = office.MeetingCancelled
	for _, method := range []string{"CANCEL", "REQUEST"} {
		if is := tookIn(t, s, method, "moi@vi-du.vn", off); is.What != office.CameNot || is.Said != WasHeld.Said {
			t.Errorf("%s: %+v", method, is)
		}
	}
	if m, err := MeetingOf(ctx, s, id); err != nil || m.State != office.MeetingConfirmed {
		t.Errorf("%+v %v", m, err)
	}
	moved := led(3)
	moved.Place = "Phòng khác"
	if is := tookIn(t, s, "REQUEST", "moi@vi-du.vn", moved); is.What != office.CameChanged {
		t.Errorf("what else is told is taken: %+v", is)
	}
}

// A file that tells of one time of a series, as calendars send it, changes that time alone.
func TestAFileOfOneTimeLeavesTheOthersAlone(t *testing.T) {
	s, ctx := opened(t), t.Context()
	file := func(method, more, rule string) office.CalendarCame {
		t.Helper()
		text := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:" + method + "\r\nBEGIN:VEVENT\r\nUID:tuan@vi-du.vn\r\nDTSTAMP:20260101T000000Z\r\nORGANIZER:mailto:moi@vi-du.vn\r\nSUMMARY:Tuần\r\n" + more + rule + "END:VEVENT\r\nEND:VCALENDAR\r\n"
		c, err := icalendar.Read(ctx, strings.NewReader(text))
		if err != nil || len(c.Meetings) != 1 {
			t.Fatalf("%+v %v", c, err)
		}
		return tookIn(t, s, method, "", c.Meetings[0])
	}
	times := func(id office.ID) (all []string) {
		t.Helper()
		m, err := MeetingOf(ctx, s, id)
		if err != nil {
			t.Fatal(err)
		}
		got, err := calendar.Occurrences(m, time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2041, 1, 1, 0, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range got {
			all = append(all, o.Start.UTC().Format("0102T15"))
		}
		return all
	}
	whole := file("REQUEST", "DTSTART:20400604T010000Z\r\nDTEND:20400604T020000Z\r\nSEQUENCE:0\r\n", "RRULE:FREQ=WEEKLY;COUNT=4\r\n")
	if is := file("REQUEST", "RECURRENCE-ID:20400611T010000Z\r\nDTSTART:20400612T030000Z\r\nDTEND:20400612T040000Z\r\nSEQUENCE:1\r\n", ""); is.What != office.CameChanged {
		t.Errorf("%+v", is)
	}
	if got := times(whole.Meeting); strings.Join(got, " ") != "0604T01 0612T03 0618T01 0625T01" {
		t.Errorf("one was moved: %v", got)
	}
	file("CANCEL", "RECURRENCE-ID:20400618T010000Z\r\nDTSTART:20400618T010000Z\r\nDTEND:20400618T020000Z\r\nSEQUENCE:2\r\n", "")
	if got := times(whole.Meeting); strings.Join(got, " ") != "0604T01 0612T03 0625T01" {
		t.Errorf("one was called off: %v", got)
	}
}

// TestOneMeetingIsOneRecordWhicheverStationTakesItIn, and what came of a file can be put right here.
func TestOneMeetingIsOneRecordWhicheverStationTakesItIn(t *testing.T) {
	a, b := opened(t), opened(t)
	var bodies []string
	for _, s := range []*store.Store{a, b} {
		came := tookIn(t, s, "REQUEST", "", invitation("chung@vi-du.vn", 0))
		m, err := MeetingOf(t.Context(), s, came.Meeting)
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, fmt.Sprintf("%+v", m))
		m.Purpose = "Mang theo báo cáo"
		if _, err := Change(t.Context(), s, who, StepChange, m); err != nil {
			t.Errorf("put right here: %v", err)
		}
	}
	if bodies[0] != bodies[1] {
		t.Errorf("two records:\n%s\n%s", bodies[0], bodies[1])
	}
	if IDOf("chung@vi-du.vn") == IDOf("Chung@vi-du.vn") {
		t.Error("the letters of a UID count")
	}
	if _, err := office.ParseID(string(IDOf("x"))); err != nil {
		t.Error(err)
	}
}

// TestWhatCameWithoutAPlaceOrATitleIsCalledOff as any other: it needs neither to be off.
func TestWhatCameWithoutAPlaceOrATitleIsCalledOff(t *testing.T) {
	s, ctx := opened(t), t.Context()
	bare := invitation("trơ", 1)
	bare.Title, bare.Place = "", ""
	id := tookIn(t, s, "REQUEST", "moi@vi-du.vn", bare).Meeting
	if _, err := Move(ctx, s, who, id, "", office.Shift{Title: "Có tên"}); !errors.Is(err, NoPlace) {
		t.Errorf("what stands says where: %v", err)
	}
	if m, err := Cancel(ctx, s, who, id, "", "Không dự"); err != nil || m.State != office.MeetingCancelled {
		t.Errorf("%+v %v", m, err)
	}
}

// TestATimeIsCalledOffThoughOthersOfItAreTakenTwice: it frees somebody and takes nobody.
func TestATimeIsCalledOffThoughOthersOfItAreTakenTwice(t *testing.T) {
	s, ctx := opened(t), t.Context()
	var id office.ID
	for _, uid := range []string{"a", "b"} { // what others arranged is taken in as it is
		series := invitation(uid, 1)
		series.When.Again = "FREQ=WEEKLY;COUNT=3"
		id = tookIn(t, s, "REQUEST", "moi@vi-du.vn", series).Meeting
	}
	of := "2040-12-14T08:00:00"
	if _, err := Move(ctx, s, who, id, of, office.Shift{When: office.Timing{Start: "2040-12-14T08:30:00", Lasts: 3600}}); !errors.Is(err, PersonBusy) {
		t.Errorf("a time that is moved is looked at: %v", err)
	}
	m, err := Cancel(ctx, s, who, id, of, "Bão")
	if err != nil || len(m.Shifts) != 1 || !m.Shifts[0].Off {
		t.Fatalf("%+v %v", m, err)
	}
	m.People = append(m.People, office.MeetingPerson{Name: "Lê Văn Thêm"})
	if _, err := Change(ctx, s, who, StepChange, m); !errors.Is(err, PersonBusy) {
		t.Errorf("and whatever else is changed: %v", err)
	}
}

// TestAnAnswerToAnotherHourIsNone: whoever was told of one and answers after it was moved has to be asked again.
func TestAnAnswerToAnotherHourIsNone(t *testing.T) {
	s, ctx := opened(t), t.Context()
	m := plain("Giao ban", "2040-12-02T08:00:00", 60)
	m.People = []office.MeetingPerson{{Name: "Lê Văn Thử", Mail: "thu@vi-du.vn"}}
	m, err := Arrange(ctx, s, who, m)
	if err == nil {
		m, err = Move(ctx, s, who, m.ID, "", office.Shift{When: office.Timing{Start: "2040-12-02T10:00:00", Lasts: 3600}})
	}
	if err != nil {
		t.Fatal(err)
	}
	for sequence, want := range []string{office.CameNot, office.CameAnswer} {
		r := icalendar.Reply{Method: "REPLY", UID: m.UID, Sequence: sequence, Person: office.MeetingPerson{Mail: "thu@vi-du.vn", Answer: office.MeetingAccepted, At: s.Time().Add(-time.Hour)}}
		is, err := TakeIn(ctx, s, who, icalendar.Calendar{Method: "REPLY", Replies: []icalendar.Reply{r}}, "thu@vi-du.vn")
		if err != nil || is.Came[0].What != want || is.Came[0].Said == "" {
			t.Errorf("%d: %+v %v", sequence, is, err)
		}
	}
}

// TestAProposalSaysTheHour that somebody asks for, in the office's own zone and with their words, also where the
// letter names all who are invited and not who speaks: programs write it so.
func TestAProposalSaysTheHour(t *testing.T) {
	s, ctx := opened(t), t.Context()
	m := plain("Giao ban", "2040-12-02T08:00:00", 60)
	m.People = []office.MeetingPerson{{Name: "Lê Văn Thử", Mail: "thu@vi-du.vn"}, {Name: "Trần Thị Mẫu", Mail: "mau@vi-du.vn"}}
	m, err := Arrange(ctx, s, who, m)
	if err != nil {
		t.Fatal(err)
	}
	both := []string{"ATTENDEE:mailto:thu@vi-du.vn", "ATTENDEE:mailto:mau@vi-du.vn"}
	for name, c := range map[string]struct {
		method, sender string
		lines          []string
		want           string
	}{
		"an hour":      {"COUNTER", "thu@vi-du.vn", append([]string{"DTSTART:20401203T013000Z", "DTEND:20401203T030000Z", "COMMENT:Sáng mai bận"}, both...), "Lê Văn Thử đề nghị họp lúc 08:30–10:00 ngày 03/12/2040; nếu theo thì đổi giờ họp rồi gửi lại giấy mời. Lời kèm theo: “Sáng mai bận”"},
		"a day":        {"COUNTER", "thu@vi-du.vn", append([]string{"DTSTART;VALUE=DATE:20401203"}, both...), "Lê Văn Thử đề nghị họp cả ngày 03/12/2040; nếu theo thì đổi giờ họp rồi gửi lại giấy mời."},
		"some days":    {"COUNTER", "mau@vi-du.vn", append([]string{"DTSTART;VALUE=DATE:20401203", "DTEND;VALUE=DATE:20401205"}, both...), "Trần Thị Mẫu đề nghị họp cả ngày, từ 03/12/2040 đến 04/12/2040; nếu theo thì đổi giờ họp rồi gửi lại giấy mời."},
		"a file":       {"COUNTER", "", append([]string{"DTSTART:20401203T013000Z", "DURATION:PT1H"}, both[:1]...), "Lê Văn Thử đề nghị họp lúc 08:30–09:30 ngày 03/12/2040; nếu theo thì đổi giờ họp rồi gửi lại giấy mời."},
		"of a refusal": {"DECLINECOUNTER", "thu@vi-du.vn", both[:1], "Lê Văn Thử viết về giờ họp đã đề nghị; hãy xem thư."},
		"the letter":   {"REFRESH", "thu@vi-du.vn", both[:1], "Lê Văn Thử xin nhận lại giấy mời; hãy gửi lại."},
		"of others":    {"COUNTER", "la@vi-du.vn", append([]string{"DTSTART:20401203T013000Z", "DURATION:PT1H"}, both...), "la@vi-du.vn trả lời nhưng không có trong danh sách mời."},
	} {
		lines := append([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:" + c.method, "BEGIN:VEVENT", "UID:" + m.UID, "DTSTAMP:20250102T000000Z"}, c.lines...)
		cal, err := icalendar.Read(ctx, strings.NewReader(strings.Join(append(lines, "END:VEVENT", "END:VCALENDAR", ""), "\r\n")))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		is, err := TakeIn(ctx, s, who, cal, c.sender)
		if err != nil || len(is.Came) != 1 || is.Came[0].What != office.CameNot || is.Came[0].Said != c.want {
			t.Errorf("%s: %+v %v", name, is, err)
		}
	}
	if now, err := MeetingOf(ctx, s, m.ID); err != nil || now.Version != m.Version {
		t.Errorf("a proposal changed the meeting: %+v %v", now, err)
	}
}
