package meetings

import (
	"bytes"
	"strings"
	"testing"
	"time"

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
	other := invitation("a", 9)
	other.From.Mail = "khac@vi-du.vn"
	if is := tookIn(t, s, "CANCEL", "khac@vi-du.vn", other); is.What != office.CameNot {
		t.Errorf("cancelled by somebody else: %+v", is)
	}
	if is := tookIn(t, s, "CANCEL", "moi@vi-du.vn", invitation("a", 9)); is.What != office.CameCancelled {
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
	now := time.Date(2040, 11, 1, 8, 0, 0, 0, time.UTC)
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
	if is, _ := MeetingOf(ctx, s, m.ID); is.People[0].Answer != office.MeetingDeclined {
		t.Errorf("%+v", is.People)
	}
}
