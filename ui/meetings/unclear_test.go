package meetings

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// TestWhatCannotBeReadIsNeverDropped: an hour, a number or a day that was typed and is none is
// told, and nothing is kept; what stood there before is not taken in its stead.
func TestWhatCannotBeReadIsNeverDropped(t *testing.T) {
	h := opens(t)
	id := h.arranged()
	before, err := h.s.Meeting(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	h.press(kit.T("meetings.change"))
	kit.Settle()
	f := h.plan.form
	f.Type(map[string]string{"more": "yes"})
	stands := f.Answers()
	for name, typed := range map[string]map[string]string{
		"unclear-start": {"start": "08:00 mai"}, "unclear-minutes": {"minutes": "1 giờ"}, "unclear-members": {"members": "hai mươi"},
		"unclear-item": {"items": "Dự toán | Lê Văn Thử"}, "unclear-until": {"repeat": "FREQ=WEEKLY", "until": "cuối năm"},
	} {
		f.Type(typed)
		f.Typed()
		h.Finish()
		kit.Settle()
		said, _, _ := strings.Cut(kit.T("meetings."+name+"-next"), ",")
		shown := strings.Join(h.words(), "\n") + h.desk.News.Said() + h.plan.form.Field(name[len("unclear-"):]+map[bool]string{true: "s"}[name == "unclear-item"]).Said()
		if !strings.Contains(shown, said) || !h.plan.content.Visible() {
			t.Errorf("%v: it says %q", typed, h.desk.News.Said())
		}
		if !h.plan.content.Visible() {
			t.Fatal("it was kept")
		}
		for key := range typed {
			f.Type(map[string]string{key: stands[key]})
		}
	}
	after, err := h.s.Meeting(t.Context(), id)
	if err != nil || after.Version != before.Version {
		t.Errorf("it was changed: %+v %v", after, err)
	}
}

// TestFreeTimesAreSoughtFromNowOnWhereNoneWasTyped: that no time is free is said only when none is.
func TestFreeTimesAreSoughtFromNowOnWhereNoneWasTyped(t *testing.T) {
	h := opens(t)
	h.Begin()
	kit.Settle()
	h.plan.form.Type(map[string]string{"title": "Họp giao ban"})
	h.press(kit.T("meetings.free"))
	if h.said(kit.T("meetings.free-none")) || !h.plan.free.Visible() {
		t.Error("no time is free, though nothing was arranged")
	}
	h.plan.free.Hide()
	h.plan.form.Type(map[string]string{"start": "02:42 1/12"})
	h.press(kit.T("meetings.free"))
	if h.plan.free.Visible() {
		t.Error("of an hour that is none a time is sought")
	}
}

// TestAGuestVotesOnlyIfThatIsTicked, and who was typed and not added is invited as if they were.
func TestAGuestVotesOnlyIfThatIsTicked(t *testing.T) {
	h := opens(t)
	h.Begin()
	kit.Settle()
	h.plan.form.Type(map[string]string{"title": "Họp giao ban", "start": time.Now().UTC().Format(time.RFC3339), "place": "Phòng họp"})
	who := h.plan.people
	who.name.SetText("Lê Văn Thử")
	who.add()
	h.chooses(0, office.MeetingGuest)
	if who.all[0].Votes {
		t.Error("a guest votes unasked")
	}
	h.chooses(0, office.MeetingMember)
	if !who.all[0].Votes {
		t.Error("a member votes not")
	}
	h.chooses(0, office.MeetingGuest)
	who.name.SetText("nguyễn văn mẫu")
	h.Finish()
	kit.Settle()
	m, err := h.s.Meeting(t.Context(), h.detail.Of())
	if err != nil || len(m.People) != 2 || m.People[1].ID == "" || m.People[1].Role != office.MeetingChair || !m.People[1].Votes {
		t.Errorf("%+v %v", m.People, err)
	}
}

// chooses gives somebody who is invited another role.
func (h hall) chooses(at int, role string) {
	h.t.Helper()
	for _, thing := range kittest.Things(h.w) {
		if s, is := thing.Object.(*kit.Select); is && slices.Contains(s.Options, kit.Said(office.ChoiceSaid(office.MeetingRoles, role))) {
			if at == 0 {
				s.SetSelected(kit.Said(office.ChoiceSaid(office.MeetingRoles, role)))
				kit.Settle()
				return
			}
			at--
		}
	}
	h.t.Fatalf("nobody has role %s to choose", role)
}

// TestANumberOfChoicesThatIsNoneIsTold, and the next motion begins with the rule that all begin with.
func TestANumberOfChoicesThatIsNoneIsTold(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.press(kit.T("meetings.confirm"))
	h.press(kit.T("meetings.hold"))
	v := h.held.votes
	v.title.SetText("Bầu tổ")
	v.choices.SetText("Ông A\nBà B\nÔng C")
	v.rule.Put(v.rule.Options[len(v.rule.Options)-1])
	v.most.SetText("hai")
	v.move()
	kit.Settle()
	if len(h.held.is.Votes) != 0 || !strings.Contains(h.desk.News.Said(), "“hai”") || v.title.Text == "" {
		t.Errorf("%+v: %q", h.held.is.Votes, h.desk.News.Said())
	}
	v.most.SetText("2")
	v.move()
	kit.Settle()
	if len(h.held.is.Votes) != 1 || h.held.is.Votes[0].Motion.Most != 2 || h.held.is.Votes[0].Motion.Rule != office.VoteRules[len(office.VoteRules)-1].Key || v.rule.SelectedIndex() != 0 {
		t.Errorf("%+v, the next by rule %d: %q", h.held.is.Votes, v.rule.SelectedIndex(), h.desk.News.Said())
	}
}
