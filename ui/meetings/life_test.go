package meetings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// hall is the page on a real station in which two people work.
type hall struct {
	*Page
	t *testing.T
	s *stationtest.Station
	w fyne.Window
}

func opens(t *testing.T) hall {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	s := stationtest.Open(t, t.TempDir())
	ctx := t.Context()
	if _, err := s.SetUp(ctx, stationtest.Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu", Position: "Chủ tịch"}, {Name: "Trần Thị Ví Dụ", Position: "Văn phòng"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.RecoveryKept(); err != nil {
		t.Fatal(err)
	}
	clerks, err := s.Clerks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.OpenYear(ctx, clerks[0], office.YearWish{Year: time.Now().In(office.VietNam).Year(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	return on(t, s)
}

// manned is the page on a real station where three people have accounts, and one of them works.
func manned(t *testing.T) hall {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	s := stationtest.Manned(t)
	for name, post := range map[string]office.Post{"Trần Thị Ví Dụ": office.AsClerk, "Lê Thị Giả Định": office.AsOfficer} {
		if err := s.AdmitUser(t.Context(), office.Clerk{Name: name, Position: "Văn phòng"}, []office.Post{post}, []byte(stationtest.Password)); err != nil {
			t.Fatal(err)
		}
	}
	stationtest.Enter(t, s, "Trần Thị Ví Dụ")
	return on(t, s)
}

// on lays the page out over a station.
func on(t *testing.T, s *stationtest.Station) hall {
	t.Helper()
	w := test.NewTempWindow(t, nil)
	h := hall{t: t, s: s, w: w}
	desk := kit.NewDesk(t.Context(), w)
	h.Page = New(desk, s)
	w.SetContent(h.Content())
	w.Resize(fyne.NewSize(1366, 768))
	t.Cleanup(func() {
		h.Leave()
		kit.Settle()
	})
	h.Enter()
	kit.Settle()
	return h
}

// press presses the button that says a word, which must be awake.
func (h hall) press(word string) {
	h.t.Helper()
	b := kittest.Named(h.w, word)
	if b == nil || b.Disabled() {
		h.t.Fatalf("no button says %q, or it sleeps; the desk says %q", word, h.desk.News.Said())
	}
	kit.Press(b)
	kit.Settle()
}

// arranged is a meeting of five that was typed into the form.
func (h hall) arranged() office.ID {
	h.t.Helper()
	h.Begin()
	kit.Settle()
	f := h.plan.form
	f.Type(map[string]string{"title": "Họp giao ban"})
	f.Type(map[string]string{"start": time.Now().UTC().Format(time.RFC3339)})
	f.Type(map[string]string{"place": "Phòng họp"})
	f.Type(map[string]string{"items": "Công tác tháng | 30 | Lê Văn Thử\nDự toán"})
	for _, name := range []string{"Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Văn Thử", "Phạm Thị Giả", "Hoàng Văn Định"} {
		h.plan.people.name.SetText(name)
		h.plan.people.add()
	}
	kit.Settle()
	h.Finish()
	kit.Settle()
	if h.plan.content.Visible() {
		h.t.Fatalf("it was not arranged: %s", h.desk.News.Said())
	}
	return h.detail.Of()
}

// held is the meeting gone into, with four of five there, and opened.
func (h hall) goesOn() {
	h.t.Helper()
	h.press(kit.T("meetings.confirm"))
	h.press(kit.T("meetings.hold"))
	h.held.note(office.MeetingEntry{Deed: office.MeetingAttended, Seat: h.held.is.People[4].Seat, How: office.AttendAbsent, Say: "đi công tác"}, nil)
	kit.Settle()
	h.press(kit.T("meetings.roll-all"))
	h.press(kit.T("meetings.open"))
	if h.held.is.Stage != "goes-on" || h.held.is.There != 4 {
		h.t.Fatalf("%s, %d there: %s", h.held.is.Stage, h.held.is.There, h.desk.News.Said())
	}
}

func TestAMeetingGoesFromTheFormToSignedMinutesInTheWindow(t *testing.T) {
	h := opens(t)
	id := h.arranged()
	m, err := h.s.Meeting(t.Context(), id)
	if err != nil || len(m.People) != 5 || m.People[0].Role != office.MeetingChair || m.People[0].ID == "" || m.People[1].Role != office.MeetingSecretary || !m.People[4].Votes || len(m.Agenda) != 2 || m.Agenda[0].Lasts != 30 || m.Agenda[0].Who != "Lê Văn Thử" {
		t.Fatalf("%+v %v", m, err)
	}
	h.goesOn()
	h.press(kit.T("meetings.item-begin"))
	h.held.notes.words.SetText("Đã xong 12 việc.")
	h.Finish()
	kit.Settle()
	if h.held.notes.words.Text != "" || !slices.ContainsFunc(h.held.is.Entries, func(e office.EntryTold) bool { return e.Say == "Đã xong 12 việc." && e.Item == m.Agenda[0].ID }) {
		t.Errorf("the note: %q, %+v", h.held.notes.words.Text, h.held.is.Entries)
	}
	h.votesOpenly()
	h.votesInSecret()
	h.held.tasks.who.SetText("Trần Thị Ví Dụ")
	h.held.tasks.what.SetText("Gửi dự toán")
	h.held.tasks.due.SetText("20/12/2099")
	h.press(kit.T("meetings.task-give"))
	if len(h.held.is.Tasks) != 1 || h.held.is.Tasks[0].Who.ID == "" {
		t.Errorf("%+v", h.held.is.Tasks)
	}
	h.tellsAsTheStation()
	h.press(kit.T("meetings.close"))
	h.press(kit.T("meetings.minutes-make"))
	if len(h.held.is.Minutes) != 1 || h.held.is.Minutes[0].Number != "01/BB-UBND" {
		t.Fatalf("%+v: %s", h.held.is.Minutes, h.desk.News.Said())
	}
	h.signed()
	h.press(kit.T("meetings.minutes-prove"))
	if proof, err := h.s.ProveMinutes(t.Context(), id, ""); err != nil || proof.Verdict != office.Proven {
		t.Errorf("%+v %v", proof, err)
	}
}

// tellsAsTheStation holds the words of the window against those of the station, and against its own in
// another language.
func (h hall) tellsAsTheStation() {
	h.t.Helper()
	for _, v := range h.held.is.Votes {
		if said := resultSaid(v); said != v.Result || said == "" {
			h.t.Errorf("the station says %q, the window %q", v.Result, said)
		}
	}
	for _, e := range h.held.is.Entries {
		if said := h.held.entrySaid(e); said != e.Said || said == "" {
			h.t.Errorf("the station says %q, the window %q", e.Said, said)
		}
	}
	if err := kit.Speak(kit.English); err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = kit.Speak(kit.Vietnamese) }()
	for _, want := range []string{"Carried: 3 in favour of 5 (3 needed), 1 against, 0 abstained.", "Chosen: Ông A (2)."} {
		if !slices.ContainsFunc(h.held.is.Votes, func(v office.VoteTold) bool { return resultSaid(v) == want }) {
			h.t.Errorf("no vote says %q: %q", want, resultSaid(h.held.is.Votes[1]))
		}
	}
	for _, e := range h.held.is.Entries {
		said := h.held.entrySaid(e)
		if known := map[office.MeetingDeed]string{office.MeetingOpened: "Opening", office.MeetingMoved: "Motion: ", office.MeetingItemBegun: "Item: ", office.MeetingAttended: ": "}[e.Deed]; !strings.Contains(said, known) || e.Deed != office.MeetingNoted && said == e.Said {
			h.t.Errorf("of %q the English is %q", e.Said, said)
		}
	}
}

// votesOpenly votes by name: one against, all others in favour.
func (h hall) votesOpenly() {
	h.t.Helper()
	h.held.votes.title.SetText("Thông qua dự toán")
	h.press(kit.T("meetings.vote-move"))
	h.press(kit.T("meetings.vote-open"))
	v := h.held.is.Votes[0]
	h.held.votes.vote(v, v.May[3], []int{1}, nil)
	kit.Settle()
	h.press(kit.T("meetings.vote-rest", office.VoteChoices[0]))
	h.press(kit.T("meetings.vote-end"))
	if said := h.held.is.Votes[0].Result; said != "Thông qua: 3 tán thành trên 5 (cần 3), 1 không tán thành, 0 không có ý kiến." {
		h.t.Errorf("%q: %s", said, h.desk.News.Said())
	}
}

// votesInSecret casts three ballots in the booth.
func (h hall) votesInSecret() {
	h.t.Helper()
	v := h.held.votes
	v.title.SetText("Bầu tổ trưởng")
	v.choices.SetText("Ông A\nBà B")
	v.rule.Put(kit.Said(office.ChoiceSaid(office.VoteRules, office.VoteMost)))
	v.secret.SetChecked(true)
	h.press(kit.T("meetings.vote-move"))
	h.press(kit.T("meetings.vote-open"))
	if key := kittest.Named(h.w, kit.T("meetings.key-kept")); key == nil {
		h.t.Fatalf("no key is shown: %s", h.desk.News.Said())
	}
	h.press(kit.T("meetings.key-kept"))
	vote := h.held.is.Votes[1]
	for i, seat := range vote.May[:3] {
		v.booth(vote, seat)
		kit.Settle()
		h.tick([]string{"Ông A", "Bà B"}[i%2])
		h.press(kit.T("meetings.ballot-give"))
		if voted := h.held.is.Votes[1].Voted; len(voted) != i+1 {
			h.t.Fatalf("%d voted: %s", len(voted), h.desk.News.Said())
		}
	}
	h.press(kit.T("meetings.vote-end"))
	if said := h.held.is.Votes[1].Result; said != "Được chọn: Ông A (2)." {
		h.t.Errorf("%q: %s", said, h.desk.News.Said())
	}
}

// tick ticks a box that says a word.
func (h hall) tick(word string) {
	h.t.Helper()
	for _, thing := range kittest.Things(h.w) {
		if c, is := thing.Object.(*kit.Check); is && c.Text == word {
			c.SetChecked(true)
			return
		}
	}
	h.t.Fatalf("no box says %q", word)
}

// signed signs the minutes as the secretary, then as who led.
func (h hall) signed() {
	h.t.Helper()
	ctx := h.t.Context()
	key := office.KeySource{Place: office.KeyInFile, Path: stationtest.KeyFile(h.t)}
	if _, err := h.s.OpenKey(ctx, key, []byte(stationtest.Password)); err != nil {
		h.t.Fatal(err)
	}
	for i, who := range []int{1, 0} {
		h.Page.by = h.clerks[who]
		h.press(kit.T("meetings.minutes-sign"))
		if signed := h.held.is.Minutes[0].Signed; len(signed) != i { // the certificate is the office's
			h.t.Fatalf("signed by %q with a certificate of another name, unasked", signed)
		}
		h.desk.News.Press()
		kit.Settle()
		if signed := h.held.is.Minutes[0].Signed; len(signed) != i+1 {
			h.t.Fatalf("signed by %q: %s", signed, h.desk.News.Said())
		}
	}
}

func TestARoomThatIsTakenIsSaidAndATimeThatIsFreeIsOffered(t *testing.T) {
	h := opens(t)
	h.arranged()
	h.Begin()
	kit.Settle()
	h.plan.form.Type(map[string]string{"title": "Trùng giờ"})
	h.plan.form.Type(map[string]string{"start": time.Now().UTC().Format(time.RFC3339)})
	h.plan.form.Type(map[string]string{"place": "Nơi khác"})
	h.plan.people.name.SetText("Nguyễn Văn Mẫu")
	h.plan.people.add()
	h.Finish()
	kit.Settle()
	if said := h.plan.form.Field("start").Said() + h.desk.News.Said(); !strings.Contains(said, "Họp giao ban") || !h.plan.content.Visible() {
		t.Errorf("it says %q", said)
	}
	h.press(kit.T("meetings.free"))
	if !h.plan.free.Visible() || len(h.plan.free.Objects) == 0 {
		t.Fatal("no time is offered")
	}
	before := h.plan.form.Answers()["start"]
	if b, is := h.plan.free.Objects[0].(*kit.Button); is {
		kit.Press(b)
		kit.Settle()
	}
	if h.plan.form.Answers()["start"] == before {
		t.Error("the time that was offered was not taken")
	}
	h.Finish()
	kit.Settle()
	if h.plan.content.Visible() {
		t.Errorf("at a free time it was not arranged: %s", h.desk.News.Said())
	}
}

func TestACalendarFileComesInAndTheDaysAreDrawn(t *testing.T) {
	h := opens(t)
	h.arranged()
	path := filepath.Join(t.TempDir(), "họp.ics")
	if err := h.s.ExportMeeting(t.Context(), h.detail.Of(), path); err != nil {
		t.Fatal(err)
	}
	is, err := h.s.ImportCalendar(t.Context(), h.by, path)
	if err != nil || len(is.Came) != 1 || is.Came[0].What != office.CameSame {
		t.Fatalf("%+v %v", is, err)
	}
	h.press(kit.T("meetings.view-week"))
	if !h.agenda.isDrawn() || h.both.Visible() || !strings.HasPrefix(h.agenda.title.Text, "Tuần ") {
		t.Errorf("drawn %v, titled %q", h.agenda.isDrawn(), h.agenda.title.Text)
	}
	h.press(kit.T("meetings.view-list"))
	if h.agenda.isDrawn() || !h.both.Visible() || h.agenda.finder.Listed() != 1 {
		t.Errorf("listed %d", h.agenda.finder.Listed())
	}
}
