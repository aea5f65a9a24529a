package meetings

import (
	"strings"
	"testing"

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

// TestWhatAMeetingDoesNotAllowIsNotOffered: neither the line where all meet in a room, nor a deputy of who
// was elected.
func TestWhatAMeetingDoesNotAllowIsNotOffered(t *testing.T) {
	is := office.SessionTold{Meeting: office.MeetingTold{Meeting: office.Meeting{Way: office.MeetingHere, Sort: office.MeetingCouncil}}}
	voter := office.AttendTold{MeetingPerson: office.MeetingPerson{Votes: true}}
	if got := ways(is, voter); len(got) != 3 {
		t.Errorf("%+v", got)
	}
	is.Meeting.Way, is.Meeting.Sort = office.MeetingBoth, office.MeetingPlain
	if got := ways(is, voter); len(got) != 5 {
		t.Errorf("%+v", got)
	}
}
