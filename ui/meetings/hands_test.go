package meetings

import (
	"strings"
	"testing"

	"tram/ui/kit"
)

// TestCountedHandsAreNotDropped: the end of a vote by names takes no figures of hands, so it is refused while
// some are typed, and while nobody voted by name.
func TestCountedHandsAreNotDropped(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.goesOn()
	h.held.votes.title.SetText("Thông qua dự toán")
	h.press(kit.T("meetings.vote-move"))
	h.press(kit.T("meetings.vote-open"))
	h.press(kit.T("meetings.vote-end"))
	if v := h.held.is.Votes[0]; v.Result != "" {
		t.Errorf("nobody voted, and it says %q", v.Result)
	}
	for i, n := range []string{"3", "1", "0"} {
		h.held.votes.figures[i].SetText(n)
	}
	h.press(kit.T("meetings.vote-end"))
	if v := h.held.is.Votes[0]; v.Result != "" || !strings.Contains(h.desk.News.Said(), kit.T("meetings.hands-typed")) {
		t.Errorf("hands were counted, and it says %q: %q", v.Result, h.desk.News.Said())
	}
	h.press(kit.T("meetings.vote-hands-end"))
	if said := h.held.is.Votes[0].Result; said != "Thông qua: 3 tán thành trên 5 (cần 3), 1 không tán thành, 0 không có ý kiến." {
		t.Errorf("%q: %s", said, h.desk.News.Said())
	}
}

// TestAMeetingIsNotClosedOverWordsThatWereNotWrittenDown: the minutes would leave them out.
func TestAMeetingIsNotClosedOverWordsThatWereNotWrittenDown(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.goesOn()
	h.held.notes.words.SetText("Kết luận của chủ tọa.")
	h.press(kit.T("meetings.close"))
	if h.held.is.Stage != "goes-on" || !strings.Contains(h.desk.News.Said(), kit.T("meetings.note-typed")) {
		t.Errorf("%s: %q", h.held.is.Stage, h.desk.News.Said())
	}
	h.Finish()
	kit.Settle()
	h.press(kit.T("meetings.close"))
	if h.held.is.Stage != "over" {
		t.Errorf("%s: %q", h.held.is.Stage, h.desk.News.Said())
	}
}
