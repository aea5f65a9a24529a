package meetings

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// TestAMeetingIsOpenedOnceSomebodyIsThere: who is marked after it would stand in the minutes as late.
func TestAMeetingIsOpenedOnceSomebodyIsThere(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.press(kit.T("meetings.confirm"))
	h.press(kit.T("meetings.hold"))
	h.press(kit.T("meetings.open"))
	if h.held.is.Stage != "to-come" || !strings.Contains(h.desk.News.Said(), kit.T("meetings.nobody-there")) {
		t.Errorf("%s: %q", h.held.is.Stage, h.desk.News.Said())
	}
	h.press(kit.T("meetings.roll-all"))
	h.press(kit.T("meetings.open"))
	if h.held.is.Stage != "goes-on" {
		t.Errorf("%s: %q", h.held.is.Stage, h.desk.News.Said())
	}
}

// TestADeputyIsMarkedInTheWindow, with the paper by which they vote.
func TestADeputyIsMarkedInTheWindow(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.press(kit.T("meetings.confirm"))
	h.press(kit.T("meetings.hold"))
	third := h.held.is.People[2]
	h.held.roll.marked(third, byDeputy)
	kit.Settle()
	if !h.held.roll.deputy.content.Visible() || h.held.is.People[2].How != "" {
		t.Fatal("it is not asked who, or somebody was marked")
	}
	h.press(kit.T("meetings.deputy-yes"))
	if h.held.is.People[2].How != "" || !strings.Contains(h.desk.News.Said(), kit.T("meetings.deputy-none")) {
		t.Errorf("of nobody it says %q", h.desk.News.Said())
	}
	h.held.roll.deputy.name.SetText("Phan Văn Thay")
	h.held.roll.deputy.paper.SetText("Giấy 02")
	h.press(kit.T("meetings.deputy-yes"))
	is := h.held.is.People[2]
	if is.Deputy != "Phan Văn Thay" || is.How != office.AttendHere || !is.May || h.held.roll.deputy.content.Visible() {
		t.Errorf("%+v: %q", is, h.desk.News.Said())
	}
	h.held.roll.marked(h.held.is.People[3], byDeputy)
	h.held.roll.deputy.name.SetText("Phan Văn Thay")
	h.press(kit.T("meetings.deputy-yes"))
	if h.held.is.People[3].How != "" || !h.held.roll.deputy.content.Visible() {
		t.Error("one sits in two places")
	}
}

// TestAVoteIsGivenToAnotherInTheWindow: to one of the meeting, by a paper.
func TestAVoteIsGivenToAnotherInTheWindow(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.press(kit.T("meetings.confirm"))
	h.press(kit.T("meetings.hold"))
	people := h.held.is.People
	gives := func(name, paper string) {
		h.held.roll.deputy.name.SetText(name)
		h.held.roll.deputy.paper.SetText(paper)
		h.press(kit.T("meetings.proxy-yes"))
	}
	h.held.roll.marked(people[2], byProxy)
	for name, want := range map[string]string{"": kit.T("meetings.deputy-none"), "Người lạ": kit.T("meetings.proxy-none", "Người lạ"), people[2].Name: kit.T("meetings.proxy-none", people[2].Name)} {
		if gives(name, "Giấy 03"); !strings.Contains(h.desk.News.Said(), want) || h.held.is.People[2].Holder != "" {
			t.Errorf("to %q: %q", name, h.desk.News.Said())
		}
	}
	if gives(people[0].Name, ""); !strings.Contains(h.desk.News.Said(), "giấy ủy quyền") {
		t.Errorf("without a paper: %q", h.desk.News.Said())
	}
	gives(strings.ToUpper(people[0].Name), "Giấy 03")
	is := h.held.is.People[2]
	if is.Holder != people[0].Name || h.held.roll.deputy.content.Visible() {
		t.Errorf("%+v: %q", is, h.desk.News.Said())
	}
	h.press(kit.T("meetings.roll-all"))
	if all := h.held.is.People; all[2].How != "" || all[0].How != office.AttendHere {
		t.Errorf("who gave their vote away is marked as there: %+v", all[2])
	}
	if said := attendSaid(is); !strings.Contains(said, people[0].Name) {
		t.Errorf("the roll says %q", said)
	}
	if is.How = office.AttendHere; strings.Contains(attendSaid(is), people[0].Name) {
		t.Errorf("of one who is there and votes it says %q", attendSaid(is))
	}
	h.held.is.People[1].Name = people[0].Name // two of one name: which of them is not said
	h.held.roll.deputy.ask(h.held.is.People[3], true)
	if _, err := h.held.roll.deputy.entry(people[0].Name); err == nil {
		t.Error("one of two who bear one name is taken")
	}
}

// TestWhatAMeetingDoesNotAllowIsNotOffered: neither the line where all meet in a room, nor a deputy of who
// was elected.
func TestWhatAMeetingDoesNotAllowIsNotOffered(t *testing.T) {
	is := office.SessionTold{Meeting: office.MeetingTold{Meeting: office.Meeting{Way: office.MeetingHere, Sort: office.MeetingCouncil}}}
	voter := office.AttendTold{MeetingPerson: office.MeetingPerson{Votes: true}}
	if got := ways(is, voter); len(got) != 3 {
		t.Errorf("%+v", got)
	}
	is.Meeting.Way, is.Meeting.Sort = office.MeetingBoth, office.MeetingPlain
	if got := ways(is, voter); len(got) != 6 {
		t.Errorf("%+v", got)
	}
	voter.Holder = "Trần Thị Ví Dụ"
	if got := ways(is, voter); len(got) != 5 {
		t.Errorf("whose vote is held: %+v", got)
	}
}

// TestWhatWasHeldSaysSoOnItsPage, and is not called off there.
func TestWhatWasHeldSaysSoOnItsPage(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.press(kit.T("meetings.confirm"))
	offered := func() bool {
		return slices.ContainsFunc(h.detail.deeds.Objects, func(o fyne.CanvasObject) bool {
			b, is := o.(*kit.Button)
			return is && b.Text == kit.T("meetings.cancel")
		})
	}
	if !offered() {
		t.Fatal("it cannot be called off before")
	}
	h.press(kit.T("meetings.hold"))
	h.press(kit.T("meetings.roll-all"))
	h.press(kit.T("meetings.open"))
	h.Changed() // as the window says of each record that was written
	kit.Settle()
	if is := h.detail.Record().is; len(is.Held) != 1 || is.Held[0].Said != "Đang họp" || offered() {
		t.Errorf("%+v, offered to call off: %v", is.Held, offered())
	}
}
