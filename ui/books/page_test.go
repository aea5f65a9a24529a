package books

import (
	"context"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// shelf is a stand-in for the station with two registers in memory.
type shelf struct {
	mu       sync.Mutex
	sheets   []office.Sheet
	deeds    map[office.ID][]office.Deed
	exported string
	notes    []office.IncidentNote
}

const (
	inUse office.State = "open"
	out   office.State = "closed"
)

var (
	stood = map[office.State]string{inUse: "Đang dùng", out: "Đã ngừng"}
	asks  = []office.Ask{
		{Key: "name", Said: "Tên kênh", Hint: "Ví dụ: Trang thông tin điện tử xã Mẫu", How: office.AskWords, Needed: true},
		{Key: "sort", Said: "Loại kênh", How: office.AskOne, Needed: true, Choices: []office.Choice{{Key: "national", Said: "Cổng Dịch vụ công quốc gia"}, {Key: "information", Said: "Kênh cung cấp thông tin"}}},
		{Key: "has", Said: "Đang có", How: office.AskSeveral, Choices: []office.Choice{{Key: "camera", Said: "Camera"}, {Key: "speaker", Said: "Loa"}}},
		{Key: "issued", Said: "Ngày ban hành quy chế", How: office.AskDay},
		{Key: "note", Said: "Ghi chú", How: office.AskLines},
	}
	moves = []office.RegisterMove{{Step: "close", Said: "Ngừng kênh", From: []office.State{inUse}}, {Step: "reopen", Said: "Mở lại kênh", From: []office.State{out}}}
	badly = office.Failure{Name: "books.bad", Said: "Chưa ghi đúng.", Next: "Hãy ghi lại."}
)

func (s *shelf) Books() []office.Register {
	return []office.Register{
		{Name: "kenh", Title: "Sổ kênh giao tiếp", One: "kênh", Basis: "Điều 7 khoản 2", Asks: asks, Moves: moves, Open: []office.State{inUse}},
		{Name: "phong-hop", Title: "Sổ phòng họp", One: "phòng", Basis: "Điều 9 khoản 5", Asks: asks[:1], Moves: moves, Open: []office.State{inUse}},
	}
}

func (s *shelf) FindSheets(_ context.Context, book, text string, most int) (found []office.Sheet, more bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, each := range s.sheets {
		if book == "kenh" && strings.Contains(office.Fold(strings.ToLower(each.Title)), office.Fold(text)) {
			found = append(found, each)
		}
	}
	return found, false, nil
}

func (s *shelf) Sheet(_ context.Context, _ string, id office.ID) (office.Sheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.sheets, func(one office.Sheet) bool { return one.ID == id })
	if i < 0 {
		return office.Sheet{}, office.Failure{Name: "store.no-such-record", Said: "Không có mục này.", Next: "Hãy tìm lại."}
	}
	return s.sheets[i], nil
}

func (s *shelf) KeepSheet(_ context.Context, _ string, by office.Clerk, sheet office.Sheet) (office.Sheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sheet.Version++
	if sheet.ID == "" {
		sheet.ID, sheet.State = office.ID(strconv.Itoa(len(s.sheets)+1)), inUse
		s.sheets = append(s.sheets, sheet)
	}
	sheet.Title, sheet.Stands, sheet.Warns = sheet.Answers["name"], stood[sheet.State], nil
	if sheet.Answers["note"] == "" {
		sheet.Warns = []string{"Chưa ban hành quy chế hoạt động của kênh (Điều 7.1b)."}
	}
	s.did(sheet.ID, by, "Mở kênh")
	return s.put(sheet), nil
}

func (s *shelf) did(id office.ID, by office.Clerk, what string) {
	if s.deeds == nil {
		s.deeds = map[office.ID][]office.Deed{}
	}
	s.deeds[id] = append(s.deeds[id], office.Deed{Who: by.Name, Did: what, At: time.Date(2026, 11, 23, 7, 5, 0, 0, time.UTC)})
}

func (s *shelf) put(sheet office.Sheet) office.Sheet {
	for i := range s.sheets {
		if s.sheets[i].ID == sheet.ID {
			s.sheets[i] = sheet
		}
	}
	return sheet
}

func (s *shelf) MoveSheet(_ context.Context, _ string, by office.Clerk, id office.ID, step string) (office.Sheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.sheets, func(each office.Sheet) bool { return each.ID == id })
	moved := s.sheets[at]
	moved.State = map[string]office.State{"close": out, "reopen": inUse}[step]
	moved.Stands = stood[moved.State]
	s.did(id, by, step)
	return s.put(moved), nil
}

func (s *shelf) SheetVersions(_ context.Context, _ string, id office.ID) ([]office.Sheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.sheets, func(each office.Sheet) bool { return each.ID == id })
	one, two := s.sheets[at], s.sheets[at]
	if one.Apart == 0 {
		one.By, one.Entry = "Trần Thị Ví Dụ, 14:05 23/11/2026", "e1"
		return []office.Sheet{one}, nil
	}
	two.Answers = maps.Clone(one.Answers)
	two.Answers["note"], two.Answers["sort"], two.Answers["issued"] = "bản của trạm kia", "national", "2026-02-20"
	one.By, two.By, one.Entry, two.Entry = "Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "e1", "e2"
	return []office.Sheet{one, two}, nil
}

func (s *shelf) SettleSheet(ctx context.Context, book string, by office.Clerk, id, keep office.ID, _ []office.ID) (office.Sheet, error) {
	all, _ := s.SheetVersions(ctx, book, id)
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := all[slices.IndexFunc(all, func(v office.Sheet) bool { return v.Entry == keep })]
	kept.Apart = 0
	return s.put(kept), nil
}

func (s *shelf) WrongAnswer(_ string, sheet office.Sheet) (string, error) {
	if sheet.Answers["name"] == "" {
		return "name", badly
	}
	if day := sheet.Answers["issued"]; day != "" {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return "issued", badly
		}
	}
	return "", nil
}

func (s *shelf) ExportBook(_ context.Context, book, path, by string) error {
	s.exported = strings.Join([]string{book, path, by}, " ")
	return nil
}

func (s *shelf) History(_ context.Context, id office.ID) ([]office.Deed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.deeds[id]), nil
}

func (s *shelf) Clerks(context.Context) ([]office.Clerk, error) {
	return []office.Clerk{{ID: "c", Name: "Nguyễn Văn Mẫu"}}, nil
}

// opened is the page on a window, with the registers behind it.
func opened(t *testing.T) (*Page, *shelf, fyne.Window) {
	t.Helper()
	s := &shelf{}
	p, w := openedOn(t, s)
	return p, s, w
}

func openedOn(t *testing.T, s Services) (*Page, fyne.Window) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1100, 700))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return p, w
}

// channel is a set of answers to the questions of the first register.
var channel = map[string]string{"name": "Trang thông tin điện tử xã Mẫu", "sort": "information", "has": "camera\nspeaker", "issued": "2026-01-15"}

func (p *Page) fill(answers map[string]string) {
	p.form.Fill(answers)
	p.press()
	kit.Settle()
}

func TestARecordIsEnteredFoundAndChangedByItsForm(t *testing.T) {
	p, _, _ := opened(t)
	p.fill(channel)
	if p.finder.Listed() != 1 || p.editing.ID == "" || p.title.Text != channel["name"] {
		t.Fatalf("entered: %d, %q", p.finder.Listed(), p.title.Text)
	}
	if got := p.form.Answers(); !maps.Equal(map[string]string{"name": got["name"], "sort": got["sort"], "has": got["has"], "issued": got["issued"]}, channel) {
		t.Errorf("the form shows %v", got)
	}
	if !strings.Contains(p.warns.Text, "quy chế") || p.warns.Hidden {
		t.Errorf("what is missing is told as %q", p.warns.Text)
	}
	if len(p.history.Shown()) == 0 || p.history.Shown()[0].Who != "Nguyễn Văn Mẫu" {
		t.Errorf("the journal is %+v", p.history.Shown())
	}
	p.finder.Search.SetText("thong tin")
	p.finder.Find()
	kit.Settle()
	if p.finder.Listed() != 1 {
		t.Errorf("%d are found", p.finder.Listed())
	}
	p.finder.Search.SetText("không có")
	p.finder.Find()
	kit.Settle()
	if p.finder.Listed() != 0 || p.finder.Empty.Hidden || !strings.Contains(test.RenderObjectToMarkup(p.finder.Empty), kit.T("kit.none-clear")) {
		t.Errorf("%d are found, and that is told: %v", p.finder.Listed(), !p.finder.Empty.Hidden)
	}
}

func TestAWrongAnswerIsToldBesideItsQuestionAndNothingIsSaved(t *testing.T) {
	p, _, _ := opened(t)
	for key, wrong := range map[string]string{"name": "", "issued": "31/02/2026"} {
		answers := maps.Clone(channel)
		answers[key] = wrong
		p.fill(answers)
		at := slices.IndexFunc(asks, func(a office.Ask) bool { return a.Key == key })
		if field := p.form.Content.Objects[at].(*kit.Field); !field.Bad() || p.finder.Listed() != 0 {
			t.Errorf("%s %q: told %v, %d saved", key, wrong, field.Bad(), p.finder.Listed())
		}
		if got := p.form.Answers()[key]; got != wrong {
			t.Errorf("what was typed is %q, not %q", got, wrong)
		}
	}
}

func TestAStepTakesARecordOutOfUseAndBack(t *testing.T) {
	p, _, _ := opened(t)
	p.fill(channel)
	for _, want := range []string{"Đã ngừng", "Đang dùng"} {
		if len(p.moves.Objects) != 1 {
			t.Fatalf("%d steps are offered", len(p.moves.Objects))
		}
		test.Tap(p.moves.Objects[0].(*kit.Button))
		kit.Settle()
		if p.stands.Text != want {
			t.Errorf("it stands as %q and not %q", p.stands.Text, want)
		}
	}
}

func TestVersionsThatStandApartAreShownAndOneIsKept(t *testing.T) {
	p, s, _ := opened(t)
	p.fill(channel)
	s.sheets[0].Apart = 1
	p.finder.Find()
	kit.Settle()
	p.edit(s.sheets[0])
	kit.Settle()
	if p.rivals.Hidden || len(p.rivals.Objects) != 3 {
		t.Fatalf("%d versions are offered", len(p.rivals.Objects)-1)
	}
	if said := test.RenderObjectToMarkup(p.rivals); !strings.Contains(said, "bản của trạm kia") || !strings.Contains(said, "Trần Thị Ví Dụ") ||
		!strings.Contains(said, "Cổng Dịch vụ công quốc gia") || !strings.Contains(said, "20/02/2026") || strings.Contains(said, "2026-02-20") {
		t.Errorf("told as %s", said)
	}
	p.settle(p.editing.ID, "e2", []office.ID{"e1", "e2"})
	kit.Settle()
	if p.form.Answers()["note"] != "bản của trạm kia" || !p.rivals.Hidden {
		t.Errorf("kept %q", p.form.Answers()["note"])
	}
}

func TestWordsThatWereNotSavedComeBack(t *testing.T) {
	p, s, _ := opened(t)
	p.form.Fill(channel)
	typed, news := p.halfTyped()
	if !news || typed.Answers["name"] != channel["name"] {
		t.Fatalf("half typed: %+v, %v", typed, news)
	}
	p.half.Typed()
	p.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	again := New(p.desk, s)
	again.Enter()
	kit.Settle()
	if got := again.form.Answers(); got["name"] != channel["name"] {
		t.Errorf("after the window was closed: %v", got)
	}
	if _, news := again.halfTyped(); !news {
		t.Error("what came back is taken for saved")
	}
}

func TestWhatWasTypedWaitsForItsRecord(t *testing.T) {
	p, s, _ := opened(t)
	p.fill(channel)
	p.form.Fill(map[string]string{"name": "Tên mới", "sort": "national"})
	p.edit(office.Sheet{})
	p.form.Fill(map[string]string{"name": "Kênh khác"})
	p.which.SetSelectedIndex(1)
	p.which.SetSelectedIndex(0)
	kit.Settle()
	if got := p.form.Answers()["name"]; got != "Kênh khác" {
		t.Errorf("a new one comes back as %q", got)
	}
	p.edit(s.sheets[0])
	if got := p.form.Answers()["name"]; got != "Tên mới" {
		t.Errorf("the other comes back as %q", got)
	}
	p.press()
	kit.Settle()
	if _, news := p.halfTyped(); news || s.sheets[0].Answers["name"] != "Tên mới" {
		t.Errorf("saved as %v", s.sheets[0].Answers)
	}
}

func TestEachRegisterHasItsPlaceHere(t *testing.T) {
	p, s, w := opened(t)
	for i, b := range p.books {
		p.which.SetSelectedIndex(i)
		kit.Settle()
		if len(p.form.Content.Objects) != len(b.Asks) || p.stands.Text != b.Basis {
			t.Errorf("%s: %d questions, basis %q", b.Name, len(p.form.Content.Objects), p.stands.Text)
		}
		p.desk.AskSave = func(s kit.Saving, then func(string, bool)) { then("/x/"+s.Name, false) }
		p.export("xlsx")
		kit.Settle()
		if s.exported != b.Name+" /x/"+b.Name+".xlsx Nguyễn Văn Mẫu" {
			t.Errorf("exported %q", s.exported)
		}
	}
	p.content.Refresh() // the test's canvas does not lay out again by itself
	test.AssertRendersToMarkup(t, "books.xml", w.Canvas())
}

// TestWhatComesWhileARecordLiesOpenIsToldAtOnce has another station's version, and a newer
// one, arrive while the record lies in the form, with and without words that wait.
func TestWhatComesWhileARecordLiesOpenIsToldAtOnce(t *testing.T) {
	for name, typing := range map[string]bool{"read": false, "typed in": true} {
		p, s, _ := opened(t)
		p.fill(channel)
		if typing {
			p.form.Fill(map[string]string{"name": "Đang gõ dở"})
		}
		s.mu.Lock()
		s.sheets[0].Apart = 1
		s.mu.Unlock()
		p.Changed()
		kit.Settle()
		if p.rivals.Hidden || len(p.rivals.Objects) != 3 {
			t.Errorf("%s: the rival version is not shown", name)
		}
		s.mu.Lock()
		s.sheets[0].Apart, s.sheets[0].Version, s.sheets[0].Answers = 0, 7, map[string]string{"name": "Tên mới", "sort": "national"}
		s.mu.Unlock()
		p.Changed()
		kit.Settle()
		got := p.form.Answers()["name"]
		switch told := strings.Contains(p.warns.Text, "Trần Thị Ví Dụ") && !p.warns.Hidden; {
		case typing && (got != "Đang gõ dở" || !told || p.editing.Version == 7):
			t.Errorf("%s: the form has %q of version %d, told %q", name, got, p.editing.Version, p.warns.Text)
		case !typing && (got != "Tên mới" || p.editing.Version != 7):
			t.Errorf("%s: the form has %q of version %d", name, got, p.editing.Version)
		case !p.rivals.Hidden:
			t.Errorf("%s: what was settled elsewhere is still asked", name)
		}
		s.mu.Lock()
		s.sheets[0].Version, s.sheets[0].Answers = 8, map[string]string{"name": "Tên mới hơn", "sort": "national"}
		s.mu.Unlock()
		p.Changed()
		kit.Settle()
		if got := p.form.Answers()["name"]; typing != (got == "Đang gõ dở") || typing == (got == "Tên mới hơn") {
			t.Errorf("%s: after one more version the form has %q", name, got)
		}
	}
}

func TestANewEntryBeginsAtTheTopOfItsForm(t *testing.T) {
	const littleAbove = 10
	p, s, w := opened(t)
	p.fill(channel)
	w.Resize(fyne.NewSize(900, 380))
	p.scroll.ScrollToBottom()
	kit.Settle()
	if p.scroll.Offset.Y == 0 {
		t.Fatal("the form has no need to scroll")
	}
	p.Changed()
	kit.Settle()
	if p.scroll.Offset.Y == 0 {
		t.Error("reading the list again scrolls the form")
	}
	test.Tap(&p.fresh.Button)
	kit.Settle()
	if p.scroll.Offset.Y > littleAbove { // the first field shows whole
		t.Errorf("a new entry begins at %v", p.scroll.Offset.Y)
	}
	p.scroll.ScrollToBottom()
	p.edit(s.sheets[0])
	kit.Settle()
	if p.scroll.Offset.Y != 0 {
		t.Errorf("another entry begins at %v", p.scroll.Offset.Y)
	}
}

func TestARecordOfAnotherStationIsMarked(t *testing.T) {
	p, s, _ := opened(t)
	p.fill(channel)
	s.sheets[0].Station = "0198aaaa-0000-7000-8000-0000deadbeef"
	p.finder.Find()
	kit.Settle()
	row := kit.NewRow()
	show(s.sheets[0], row)
	p.edit(s.sheets[0])
	kit.Settle()
	if !strings.Contains(test.RenderObjectToMarkup(row), "Trạm deadbeef") || !strings.Contains(p.stands.Text, "Trạm deadbeef") {
		t.Errorf("the list shows it without its station, or the form: %q", p.stands.Text)
	}
}

// TestWhatWaitsForItsButtonOutlivesASettlementAndAStep types, and then keeps a version or
// takes the record out of use.
func TestWhatWaitsForItsButtonOutlivesASettlementAndAStep(t *testing.T) {
	for name, act := range map[string]func(p *Page){
		"settled": func(p *Page) { p.settle(p.editing.ID, "e2", []office.ID{"e1", "e2"}) },
		"moved":   func(p *Page) { p.move(moves[0]) },
	} {
		p, s, _ := opened(t)
		p.fill(channel)
		s.sheets[0].Apart = 1
		p.finder.Find()
		kit.Settle()
		p.edit(s.sheets[0])
		kit.Settle()
		typed := maps.Clone(p.form.Answers())
		typed["name"] = "Đang gõ dở"
		p.form.Fill(typed)
		act(p)
		kit.Settle()
		got := p.form.Answers()
		if got["name"] != "Đang gõ dở" || name == "settled" && (got["sort"] != "national" || got["issued"] != "2026-02-20") {
			t.Errorf("%s: the form has %v", name, got)
		}
		if _, waits := p.halfTyped(); !waits {
			t.Errorf("%s: nothing waits for its button any more", name)
		}
	}
}

// TestANewPlanBeginsWithAFirstText which nobody has typed: leaving it loses nothing.
func TestANewPlanBeginsWithAFirstText(t *testing.T) {
	d := stationtest.New(t)
	p, _ := openedOn(t, d)
	p.Open("phuong-an", "")
	kit.Settle()
	if p.book().Name != "phuong-an" || p.form.Answers()["power"] == "" || p.form.Answers()["principles"] == "" {
		t.Fatalf("%s begins with %v", p.book().Name, p.form.Answers())
	}
	if _, differs := p.halfTyped(); differs {
		t.Error("the first text counts as typed")
	}
	p.press()
	kit.Settle()
	all, _, err := d.FindSheets(t.Context(), "phuong-an", "", 10)
	if err != nil || len(all) != 1 || all[0].Answers["power"] == "" || p.fresh.Visible() {
		t.Errorf("kept: %d, %v; one more is offered: %v", len(all), err, p.fresh.Visible())
	}
}

// TestALineOfATimelineWaitsForItsButton while other records lie open, and in the window of the
// next day.
func TestALineOfATimelineWaitsForItsButton(t *testing.T) {
	d := stationtest.New(t)
	incident, err := d.Raise(t.Context(), office.Incident{Name: "Mất mạng", Sort: "line", Cause: "thử"})
	if err != nil {
		t.Fatal(err)
	}
	p, _ := openedOn(t, d)
	p.Open("su-co", incident.ID)
	kit.Settle()
	p.line.said.SetText("đã gọi nhà mạng")
	p.begin() // another lies open
	kit.Settle()
	if p.line.said.Text != "" {
		t.Errorf("a new record has %q", p.line.said.Text)
	}
	p.Open("su-co", incident.ID)
	kit.Settle()
	if p.line.said.Text != "đã gọi nhà mạng" {
		t.Fatalf("back at its record the line is %q", p.line.said.Text)
	}
	left, there := p.halfTyped()
	if !there || left.Notes[incident.ID].Said != "đã gọi nhà mạng" || len(p.waiting) > 0 {
		t.Errorf("half typed: %+v, %v; answers wait: %v", left.Notes, there, p.waiting)
	}
	p.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	next := New(p.desk, d)
	next.Enter()
	kit.Settle()
	next.Open("su-co", incident.ID)
	kit.Settle()
	if next.line.said.Text != "đã gọi nhà mạng" {
		t.Fatalf("in the next window the line is %q", next.line.said.Text)
	}
	next.line.press()
	kit.Settle()
	notes, err := d.IncidentNotes(t.Context(), incident.ID)
	if _, there := next.halfTyped(); err != nil || len(notes) != 1 || notes[0].Said != "đã gọi nhà mạng" || there || next.line.said.Text != "" {
		t.Errorf("written: %+v, %v; still half typed: %v", notes, err, there)
	}
}
