package meetings

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// equips enters a room that lacks nearly all, one more, and a set of equipment on their register.
func (h hall) equips() {
	h.t.Helper()
	for _, answers := range []map[string]string{
		{"name": "Hội trường", "sort": "room", "place": "Nhà B", "has": "speaker\nscreen"},
		{"name": "Phòng họp tầng 2", "sort": "room", "place": "Nhà A", "has": "camera\nmicrophone\nspeaker\nscreen\nline\nprogram\npower"},
		{"name": "Bộ thiết bị 01", "sort": "set", "place": "Văn phòng", "has": "camera"},
	} {
		if _, err := h.s.KeepSheet(h.t.Context(), "phong-hop", h.by, office.Sheet{Answers: answers}); err != nil {
			h.t.Fatal(err)
		}
	}
	h.Enter()
	kit.Settle()
}

// said is whether words stand in what the form shows.
func (h hall) said(words string) bool {
	return strings.Contains(strings.Join(h.words(), "\n"), words)
}

// TestAMeetingTakesSeveralRoomsAndTellsWhatTheyLack: of one at a distance, before it is arranged; of one in the
// room nothing is said.
func TestAMeetingTakesSeveralRoomsAndTellsWhatTheyLack(t *testing.T) {
	h := opens(t)
	h.equips()
	h.Begin()
	kit.Settle()
	h.plan.form.Type(map[string]string{"title": "Họp mở rộng"})
	h.plan.form.Type(map[string]string{"start": time.Now().UTC().Format(time.RFC3339)})
	ids := map[string]office.ID{}
	for _, r := range h.plan.rooms.all {
		ids[r.Name] = r.ID
	}
	h.plan.rooms.take(string(ids["Hội trường"]))
	h.plan.rooms.take(string(ids["Phòng họp tầng 2"]))
	kit.Settle()
	lacks := kit.T("meetings.room-lacks", "camera, micro, đường truyền, phần mềm họp, nguồn điện dự phòng")
	if h.said(lacks) {
		t.Error("in the room nothing is lacking")
	}
	h.plan.form.Type(map[string]string{"way": office.MeetingBoth})
	h.plan.form.Typed()
	kit.Settle()
	if !h.said(lacks) || !h.said("Hội trường") || !h.said("Phòng họp tầng 2") {
		t.Errorf("the form says %q", h.words())
	}
	h.plan.form.Type(map[string]string{"link": "https://hop.vi-du.gov.vn/abc"})
	h.plan.people.name.SetText("Lê Văn Thử")
	h.plan.people.add()
	h.plan.people.all[0].Set = ids["Bộ thiết bị 01"]
	h.plan.people.lay()
	if !h.said(kit.T("meetings.room-lacks", "micro, loa, màn hình, đường truyền, phần mềm họp, nguồn điện dự phòng")) {
		t.Error("of the set of equipment it is not said what it lacks")
	}
	h.Finish()
	kit.Settle()
	m, err := h.s.Meeting(t.Context(), h.detail.Of())
	if err != nil || !slices.Equal(m.Rooms, []office.ID{ids["Hội trường"], ids["Phòng họp tầng 2"]}) || m.Place != "Hội trường" || m.People[0].Set != ids["Bộ thiết bị 01"] || len(m.Lacks) != 2 {
		t.Errorf("%+v %v: %s", m, err, h.desk.News.Said())
	}
}

// TestDocumentsOfTheRegistersLieBeforeAMeeting: a press each attaches them, another lets them go, and the
// meeting leads to them.
func TestDocumentsOfTheRegistersLieBeforeAMeeting(t *testing.T) {
	h := opens(t)
	var docs []office.Registered
	for _, subject := range []string{"Dự toán năm sau", "Báo cáo chín tháng"} {
		r, err := h.s.Register(t.Context(), h.by, office.Registered{Flow: office.FlowOut, DaySure: true, To: "Hội đồng nhân dân xã", Document: office.Document{Type: "bao-cao", Symbol: "BC-UBND", Subject: subject}})
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, r)
	}
	h.arranged()
	h.press(kit.T("meetings.change"))
	h.press(kit.T("meetings.paper-add"))
	a := h.plan.papers
	if !a.chooser.Visible() || h.plan.content.Visible() || a.finder.Listed() != 2 {
		t.Fatalf("%d are found", a.finder.Listed())
	}
	for _, r := range []office.Registered{docs[0], docs[1], docs[1]} {
		a.turn(office.RegisteredRow{Registered: r})
	}
	gone := docs[1]
	gone.State = office.RegisteredCancelled
	a.turn(office.RegisteredRow{Registered: gone})
	h.Finish()
	kit.Settle()
	if !h.plan.content.Visible() || !h.said("Dự toán năm sau") || h.said("Báo cáo chín tháng") {
		t.Errorf("the form says %q", h.words())
	}
	h.Finish()
	kit.Settle()
	var led office.ID
	h.OpenDocument = func(id office.ID) { led = id }
	h.press(kit.T("meetings.paper-open"))
	if led != docs[0].ID {
		t.Errorf("it leads to %q: %s", led, h.desk.News.Said())
	}
}

// TestWhoWorksHereIsInvitedByTheFirstLettersAndEnter: Enter takes the name that is lit, a name that nobody has
// stays as it was typed, and who is invited is offered no more.
func TestWhoWorksHereIsInvitedByTheFirstLettersAndEnter(t *testing.T) {
	h := opens(t)
	h.Begin()
	kit.Settle()
	p := h.plan.people
	typed := func(words string) {
		h.w.Canvas().Focus(p.name)
		test.Type(p.name, words)
		p.name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		kit.Settle()
	}
	typed("tran")
	typed("Đại biểu Lạ")
	if len(p.all) != 2 || p.all[0].Name != "Trần Thị Ví Dụ" || p.all[0].ID == "" || p.all[0].Role != office.MeetingChair || p.all[1].Name != "Đại biểu Lạ" || p.all[1].ID != "" {
		t.Errorf("%+v", p.all)
	}
	if left := p.offers(); len(left) != 1 || left[0].Name != "Nguyễn Văn Mẫu" {
		t.Errorf("%+v are offered", left)
	}
}

// TestTheListHoldsTheDayOfWhatWasArrangedAndStaysWhereItIs: one that it holds already moves nothing.
func TestTheListHoldsTheDayOfWhatWasArrangedAndStaysWhereItIs(t *testing.T) {
	h := opens(t)
	from := h.agenda.from
	h.arranged()
	if !h.agenda.from.Equal(from) {
		t.Errorf("it begins on %s", h.agenda.from)
	}
	h.agenda.show(from.AddDate(0, 0, daysListed))
	if !h.agenda.from.Equal(from.AddDate(0, 0, daysListed)) {
		t.Errorf("it begins on %s", h.agenda.from)
	}
}

// TestTheWholeRollIsTakenOnceAndAsOfOneMoment: each name once, nobody late because the list is long.
func TestTheWholeRollIsTakenOnceAndAsOfOneMoment(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.press(kit.T("meetings.confirm"))
	h.press(kit.T("meetings.hold"))
	if h.plans.Visible() || !h.held.content.Visible() {
		t.Error("the meeting that goes on has not the whole page")
	}
	h.press(kit.T("meetings.roll-all"))
	is := h.held.is
	if len(is.Entries) != 5 || is.There != 5 || h.held.writing {
		t.Fatalf("%d entries, %d there: %s", len(is.Entries), is.There, h.desk.News.Said())
	}
	for _, e := range is.Entries {
		if !e.At.Equal(is.Entries[0].At) {
			t.Errorf("%s is written at %s, not at %s", e.Said, e.At, is.Entries[0].At)
		}
	}
	h.Search()
	kit.Settle()
	if !h.plans.Visible() || h.held.content.Visible() {
		t.Error("the search stands behind the meeting")
	}
}

// words are all that the window shows.
func (h hall) words() (all []string) {
	for _, thing := range kittest.Things(h.w) {
		if l, is := thing.Object.(*widget.Label); is {
			all = append(all, l.Text)
		}
	}
	return all
}
