package documents

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/documents/called"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// The people of the office, by what they are.
const (
	keeper = "Lê Thị Mẫu"
	worker = "Trần Văn Mẫu"
	expert = "Phạm Thị Ví Dụ"
	leader = "Hoàng Văn Mẫu"
)

// person is somebody of the office, with their post.
type person struct {
	name string
	post office.Post
}

// staffed is an office in which each role is somebody else's, with its registers open.
func staffed(t *testing.T, more ...person) *stationtest.Station {
	t.Helper()
	s := stationtest.Manned(t)
	for _, one := range append([]person{{keeper, office.AsClerk}, {worker, office.AsOfficer}, {expert, office.AsOfficer}, {leader, office.AsLeader}}, more...) {
		if err := s.AdmitUser(t.Context(), office.Clerk{Name: one.name}, []office.Post{one.post}, []byte(stationtest.Password)); err != nil {
			t.Fatal(err)
		}
	}
	stationtest.Enter(t, s, keeper)
	if err := s.OpenYear(t.Context(), office.Clerk{}, office.YearWish{Year: called.ThisYear(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	return s
}

// comes lets another person sit down at the window.
func (p *Page) comes(t *testing.T, s *stationtest.Station, name string) {
	t.Helper()
	p.Leave()
	kit.Settle()
	stationtest.Enter(t, s, name)
	p.desk.Deny(s.Denied(t.Context()))
	p.Enter()
	kit.Settle()
}

// paper is a scan of a page that is blank but for a bar at its head.
func paper(t *testing.T, shade uint8) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 827, 1169)) // A4 at 100 dpi
	for i := range img.Pix {
		if img.Pix[i] = 0xff; i/img.Stride > 75 && i/img.Stride < 85 {
			img.Pix[i] = shade
		}
	}
	path := filepath.Join(t.TempDir(), "cong-van.png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	return path
}

// crowded is a page without room for a stamp.
func crowded(t *testing.T) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 827, 1169))
	for i := range img.Pix {
		if img.Pix[i] = 0xff; i/img.Stride%40 < 12 {
			img.Pix[i] = 0
		}
	}
	path := filepath.Join(t.TempDir(), "day-chu.png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	return path
}

// tap presses the button of a word.
func tap(t *testing.T, w fyne.Window, word string) {
	t.Helper()
	b := kittest.Named(w, word)
	if b == nil || b.Disabled() {
		t.Fatalf("%q cannot be pressed", word)
	}
	test.Tap(b)
	kit.Settle()
}

// steps takes a step by its button and its questions.
func (p *Page) steps(t *testing.T, w fyne.Window, deed office.RouteDeed, to, say string) {
	t.Helper()
	word := deed.Said()
	for _, b := range p.detail.road.Ways() {
		if strings.HasPrefix(b.Text, word) {
			test.Tap(b)
			kit.Settle()
			step := p.detail.road.Step
			if step.Content.Visible() {
				if to != "" {
					step.Whom.SetSelected(to)
				}
				step.Form.Type(map[string]string{"say": say})
				p.Finish()
				kit.Settle()
			}
			if news := p.desk.News.Said(); !strings.Contains(news, word) {
				t.Fatalf("after %s it says %q and\n%s", word, news, told(p))
			}
			return
		}
	}
	t.Fatalf("%s is not offered:\n%s", word, told(p))
}

// offered are the steps that are offered.
func (p *Page) offered() (all []string) {
	for _, b := range p.detail.road.Ways() {
		all = append(all, b.Text)
	}
	return all
}

// stage is where a document stands, and who has it.
func stage(t *testing.T, s *stationtest.Station, id office.ID) (office.RouteStage, string) {
	t.Helper()
	is, err := s.RouteOf(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return is.Ends[0].Stage, is.Ends[0].Holder.Name
}

// TestADocumentLivesItsWholeLifeAtTheWindow takes one that came in from the register to the files
// that are laid away, through the hands of each role.
func TestADocumentLivesItsWholeLifeAtTheWindow(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, s, office.RegisteredWish{})[0].ID
	p.Open(id)
	kit.Settle()
	p.Drop([]string{paper(t, 0x40)})
	kit.Settle()
	tap(t, w, kit.T("documents.stamp"))
	if got := told(p); !strings.Contains(got, "Bản có dấu ĐẾN số 01") || !strings.Contains(got, "cong-van.png") {
		t.Fatalf("its files:\n%s", got)
	}
	p.steps(t, w, office.RouteAssign, worker, "xem và trả lời")
	for _, c := range []struct {
		by   string
		deed office.RouteDeed
		to   string
		say  string
		is   office.RouteStage
		has  string
	}{
		{worker, office.RouteTakeUp, "", "", office.StageInWork, worker},
		{worker, office.RouteAsk, expert, "có vướng gì không", office.StageInWork, worker},
		{expert, office.RouteOpine, "", "không vướng", office.StageInWork, worker},
		{worker, office.RouteSubmit, leader, "dự thảo trả lời", office.StageSubmitted, leader},
		{leader, office.RouteReturn, "", "thiếu căn cứ", office.StageInWork, worker},
		{worker, office.RouteSubmit, leader, "đã bổ sung", office.StageSubmitted, leader},
	} {
		p.comes(t, s, c.by)
		p.Open(id)
		kit.Settle()
		p.steps(t, w, c.deed, c.to, c.say)
		if is, has := stage(t, s, id); is != c.is || has != c.has {
			t.Fatalf("after %s it is %s with %q", c.deed, is, has)
		}
	}
	p.comes(t, s, leader)
	p.Open(id)
	kit.Settle()
	p.Finish() // one key
	kit.Settle()
	if is, has := stage(t, s, id); is != office.StageDecided || has != worker {
		t.Fatalf("approved it is %s with %q: %s", is, has, p.desk.News.Said())
	}
	p.comes(t, s, worker)
	p.Open(id)
	kit.Settle()
	p.steps(t, w, office.RouteFile, "", "đã trả lời")
	got := told(p)
	for _, want := range []string{"đã xử lý xong, đã đưa vào lưu", "thiếu căn cứ", "không vướng", kit.T("documents.agreed"), keeper, leader, kit.T("documents.no-ways")} {
		if !strings.Contains(got, want) {
			t.Errorf("at its end %q is not told:\n%s", want, got)
		}
	}
	tap(t, w, kit.T("documents.copy-answer"))
	if said := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(said, "Văn bản đến số 01, vào sổ ngày") || !strings.Contains(said, "đã đưa vào lưu") {
		t.Errorf("copied: %q", said)
	}
}

// TestADocumentIsEnteredAttachedStampedAndGivenByFewKeys counts the keys beside what is typed and
// the choice of the file.
func TestADocumentIsEnteredAttachedStampedAndGivenByFewKeys(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	hand := &kittest.Hand{Window: w}
	const issuer, number, symbol, subject = "Ủy ban nhân dân tỉnh Mẫu", "137", "UBND-VP", "Về việc đến"
	day := fmt.Sprint("01/01/", called.ThisYear())
	p.Begin()
	hand.Keys++ // Ctrl+N
	kit.Settle()
	for i, text := range []string{issuer, number, symbol, day, subject} {
		if i > 0 {
			hand.Press(fyne.KeyTab)
		}
		hand.Type(text)
	}
	p.Finish()
	hand.Keys++ // Ctrl+Enter
	kit.Settle()
	hand.Press(fyne.KeyTab)
	hand.Press(fyne.KeyReturn) // see it
	kit.Settle()
	if b, is := w.Canvas().Focused().(*kit.Button); !is || b.Text != kit.T("documents.attach") {
		t.Fatalf("the keyboard is not at the files but at %T", w.Canvas().Focused())
	}
	hand.Keys++ // it is pressed, and the file is chosen
	p.detail.files.Attach([]string{paper(t, 0x40)})
	kit.Settle()
	hand.Press(fyne.KeyReturn) // stamp
	kit.Settle()
	hand.Press(fyne.KeyReturn) // assign
	kit.Settle()
	step := p.detail.road.Step
	if w.Canvas().Focused() != step.Whom {
		t.Fatalf("the keyboard is not where a person is chosen but at %T", w.Canvas().Focused())
	}
	for range step.Whom.Options {
		if step.Whom.Selected != worker {
			hand.Press(fyne.KeyRight)
		}
	}
	p.Finish()
	hand.Keys++ // Ctrl+Enter
	kit.Settle()
	is, err := s.RegisteredWhole(t.Context(), registered(t, s, office.RegisteredWish{})[0].ID)
	if err != nil || len(is.Files) != 1 || len(is.Stamps) != 1 || is.Document.Number != number || is.Document.Issuer != issuer || is.Document.Issued != thisDay("01-01") || is.Document.Subject != subject {
		t.Fatalf("%+v %v", is, err)
	}
	if at, has := stage(t, s, is.ID); at != office.StageAssigned || has != worker {
		t.Errorf("it is %s with %q", at, has)
	}
	keys := hand.Keys - len([]rune(issuer+number+symbol+day+subject))
	t.Logf("%d keys beside what is typed and the choice of the file", keys)
	if keys > 15 {
		t.Errorf("%d keys", keys)
	}
}

// TestOnlyTheStepsOfWhoSitsThereAreOffered looks at one document through the eyes of each.
func TestOnlyTheStepsOfWhoSitsThereAreOffered(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, s, office.RegisteredWish{})[0].ID
	p.Open(id)
	kit.Settle()
	if got, want := p.offered(), []string{office.RoutePresent.Said(), office.RouteAssign.Said()}; !slices.Equal(got, want) {
		t.Errorf("who keeps the register is offered %q", got)
	}
	p.steps(t, w, office.RouteAssign, worker, "")
	for name, want := range map[string][]string{
		keeper: nil, expert: nil,
		worker: {office.RouteTakeUp.Said(), office.RouteReturn.Said()},
		leader: {office.RouteAssign.Said(), office.RouteReturn.Said()},
	} {
		p.comes(t, s, name)
		p.Open(id)
		kit.Settle()
		if got := p.offered(); !slices.Equal(got, want) {
			t.Errorf("%s is offered %q", name, got)
		}
		p.Finish() // nothing is decided by a key that comes too early
		kit.Settle()
		if is, _ := stage(t, s, id); is != office.StageAssigned {
			t.Fatalf("a key of %s led to %s", name, is)
		}
	}
}

// TestADraftOnWhichAGradeStandsIsAskedAbout before it is submitted: it is not taken until somebody says
// that they looked at it.
func TestADraftOnWhichAGradeStandsIsAskedAbout(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, s, office.RegisteredWish{})[0].ID
	p.Open(id)
	kit.Settle()
	p.steps(t, w, office.RouteAssign, worker, "xem")
	p.comes(t, s, worker)
	p.Open(id)
	kit.Settle()
	p.steps(t, w, office.RouteTakeUp, "", "")
	for _, b := range p.detail.road.Ways() {
		if strings.HasPrefix(b.Text, office.RouteSubmit.Said()) {
			test.Tap(b)
		}
	}
	kit.Settle()
	p.Drop([]string{stationtest.Letter(t, "du-thao.pdf", "ỦY BAN NHÂN DÂN XÃ MẪU", "MẬT")})
	kit.Settle()
	if got := told(p); !strings.Contains(got, "du-thao.pdf") || strings.Contains(got, kit.T("documents.step-brought", 1)) {
		t.Errorf("the draft is taken unasked:\n%s", got)
	}
	tap(t, w, kit.T("documents.attach-still"))
	if got := told(p); !strings.Contains(got, kit.T("documents.step-brought", 1)) {
		t.Errorf("somebody looked at it:\n%s", got)
	}
	p.Drop([]string{stationtest.Letter(t, "khac.pdf", "ỦY BAN NHÂN DÂN XÃ MẪU")})
	kit.Settle()
	p.detail.road.Step.Whom.SetSelected(leader)
	p.detail.road.Step.Form.Type(map[string]string{"say": "dự thảo"})
	p.Finish()
	kit.Settle()
	if is, has := stage(t, s, id); is != office.StageSubmitted || has != leader {
		t.Errorf("it is %s with %q: %s", is, has, p.desk.News.Said())
	}
	if whole, err := s.RegisteredWhole(t.Context(), id); err != nil || len(whole.Files) != 1 || whole.Files[0].Message.Name != "khac.pdf" {
		t.Errorf("files %+v %v", whole.Files, err)
	}
}

// TestALeaderDecidesAListByOneKeyEach submits two documents and goes through them.
func TestALeaderDecidesAListByOneKeyEach(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	var all []office.ID
	for _, number := range []string{"137", "138"} {
		p.keeps(came(number, "Về việc "+number))
		id := registered(t, s, office.RegisteredWish{})[0].ID
		all = append(all, id)
		p.Open(id)
		kit.Settle()
		p.steps(t, w, office.RouteAssign, worker, "")
	}
	p.comes(t, s, worker)
	for _, id := range all {
		p.Open(id)
		kit.Settle()
		p.steps(t, w, office.RouteTakeUp, "", "")
		p.steps(t, w, office.RouteSubmit, leader, "trình")
	}
	p.comes(t, s, leader)
	p.Waiting()
	kit.Settle()
	if p.finder.Listed() != 2 {
		t.Fatalf("%d wait for who leads", p.finder.Listed())
	}
	p.finder.List.Select(0)
	kit.Settle()
	if said := told(p); !strings.Contains(said, kit.T("documents.agree-paper")) {
		t.Errorf("of what has no file it is not said to look at the paper: %s", said)
	}
	for left := len(all); left > 0; left-- {
		at := p.detail.Of()
		p.Finish()
		kit.Settle()
		if is, _ := stage(t, s, at); is != office.StageDecided || p.finder.Listed() != left-1 || left > 1 && p.detail.Of() == at {
			t.Errorf("after one key it is %s, %d are left, the next lies open: %v; %s", is, p.finder.Listed(), p.detail.Of() != at, p.desk.News.Said())
		}
	}
	p.Finish()
	kit.Settle()
	for _, id := range all {
		if is, err := s.RouteOf(t.Context(), id); err != nil || is.Ends[0].Stage != office.StageDecided {
			t.Errorf("one key more: %+v %v", is.Ends, err)
		}
	}
}

// TestWhoDecidesSeesTheDraftThatIsDecided: beside the button that approves lies the newest version, not the
// one that was sent back, nor the letter that it answers.
func TestWhoDecidesSeesTheDraftThatIsDecided(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, s, office.RegisteredWish{})[0].ID
	p.Open(id)
	kit.Settle()
	p.Drop([]string{stationtest.Letter(t, "den.pdf", "Thư đến")})
	kit.Settle()
	p.steps(t, w, office.RouteAssign, worker, "")
	p.comes(t, s, worker)
	p.Open(id)
	kit.Settle()
	p.steps(t, w, office.RouteTakeUp, "", "")
	submits := func(name string) {
		p.comes(t, s, worker)
		p.Open(id)
		kit.Settle()
		for _, b := range p.detail.road.Ways() {
			if strings.HasPrefix(b.Text, office.RouteSubmit.Said()) {
				test.Tap(b)
			}
		}
		kit.Settle()
		p.Drop([]string{stationtest.Letter(t, name, name)})
		kit.Settle()
		p.detail.road.Step.Whom.SetSelected(leader)
		p.Finish()
		kit.Settle()
		p.comes(t, s, leader)
		p.Open(id)
		kit.Settle()
	}
	shown := func() string {
		whole, err := s.RegisteredWhole(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range whole.Files {
			if f.ID == p.detail.files.Shown() {
				return f.Message.Name
			}
		}
		return ""
	}
	if shown() != "den.pdf" {
		t.Fatalf("in work %q lies there", shown())
	}
	submits("du-thao-1.pdf")
	if got := told(p); shown() != "du-thao-1.pdf" || !strings.Contains(got, kit.T("documents.draft-newest", 1)) {
		t.Errorf("%q lies beside the button:\n%s", shown(), got)
	}
	p.steps(t, w, office.RouteReturn, "", "sai số hộ")
	submits("du-thao-2.pdf")
	if got := told(p); shown() != "du-thao-2.pdf" || !strings.Contains(got, kit.T("documents.draft-newest", 2)) || !strings.Contains(got, kit.T("documents.draft-older", 1)) {
		t.Errorf("%q lies beside the button:\n%s", shown(), got)
	}
	p.Finish()
	p.Finish() // the hand pressed twice
	kit.Settle()
	if got := p.desk.News.Said(); !strings.Contains(got, "Số đến 01") || !strings.Contains(got, office.RouteDecide.Said()) {
		t.Errorf("it says %q", got)
	}
	if is, _ := stage(t, s, id); is != office.StageDecided {
		t.Errorf("it is %s", is)
	}
}

// TestAStepWithoutWhatItNeedsIsToldBesideItsQuestion leaves the person and the words out.
func TestAStepWithoutWhatItNeedsIsToldBesideItsQuestion(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, s, office.RegisteredWish{})[0].ID
	p.Open(id)
	kit.Settle()
	tap(t, w, office.RouteAssign.Said())
	step := p.detail.road.Step
	p.Finish()
	kit.Settle()
	if is, _ := stage(t, s, id); is != office.StageReceived || !step.Form.Field("to").Bad() {
		t.Errorf("without a person it is %s", is)
	}
	step.Whom.SetSelected(worker)
	step.Form.Type(map[string]string{"due": "2020-01-01", "say": "viết dở"})
	p.Finish()
	kit.Settle()
	if is, _ := stage(t, s, id); is != office.StageReceived || !step.Form.Field("due").Bad() {
		t.Errorf("with a day that is over it is %s", is)
	}
	p.keeps(came("138", "Về việc khác"))
	p.Open(registered(t, s, office.RegisteredWish{})[0].ID)
	kit.Settle()
	if step.Content.Visible() {
		t.Error("the questions of one document stand beside another")
	}
	p.Open(id)
	kit.Settle()
	tap(t, w, office.RouteAssign.Said())
	if now := step.Form.Value(); now.Say != "viết dở" || step.Whom.Selected != worker || now.Document != id {
		t.Errorf("what was typed is gone: %+v", now)
	}
	p.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	p.Leave()
	p = in(t, s, w)
	p.Open(id)
	kit.Settle()
	tap(t, w, office.RouteAssign.Said())
	if now := p.detail.road.Step.Form.Value(); now.Say != "viết dở" || p.detail.road.Step.Whom.Selected != worker {
		t.Errorf("after a start what was typed is gone: %+v", now)
	}
	p.detail.road.Step.Form.Type(map[string]string{"due": ""})
	p.Finish()
	kit.Settle()
	if is, has := stage(t, s, id); is != office.StageAssigned || has != worker {
		t.Errorf("kept it is %s with %q", is, has)
	}
	p.comes(t, s, leader)
	p.Open(id)
	kit.Settle()
	tap(t, w, office.RouteAssign.Said())
	if now := p.detail.road.Step.Form.Value(); now.Say != "" {
		t.Errorf("what was kept is offered again: %+v", now)
	}
}

// TestFilesOfADocumentAreSavedAsTheyCame attaches, saves one and all, and is told of what was
// attached elsewhere.
func TestFilesOfADocumentAreSavedAsTheyCame(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	first := registered(t, s, office.RegisteredWish{})[0].ID
	p.Drop([]string{"khong-co.pdf"})
	kit.Settle()
	if got := p.desk.News.Said(); !strings.Contains(got, kit.T("documents.attach-where")) {
		t.Errorf("dropped on the form: %q", got)
	}
	p.Open(first)
	kit.Settle()
	file := paper(t, 0x40)
	p.Drop([]string{file})
	kit.Settle()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	one := filepath.Join(t.TempDir(), "ra.png")
	p.desk.AskSave = func(to kit.Saving, then func(string, bool)) {
		if to.Name != "cong-van.png" {
			t.Errorf("%q is proposed", to.Name)
		}
		then(one, false)
	}
	tap(t, w, kit.T("documents.save-file"))
	dir := t.TempDir()
	p.desk.AskFolder = func(then func(string)) { then(dir) }
	tap(t, w, kit.T("documents.save-all"))
	whole := filepath.Join(dir, called.Folder(registered(t, s, office.RegisteredWish{})[0].Registered), "cong-van.png")
	for _, path := range []string{one, whole} {
		if got, err := os.ReadFile(path); err != nil || string(got) != string(want) {
			t.Errorf("%s: %d bytes, %v", path, len(got), err)
		}
	}
	p.keeps(came("138", "Về việc khác"))
	second := registered(t, s, office.RegisteredWish{})[0].ID
	p.Open(second)
	kit.Settle()
	p.Drop([]string{file})
	kit.Settle()
	has := func() int {
		is, err := s.RegisteredWhole(t.Context(), second)
		if err != nil {
			t.Fatal(err)
		}
		return len(is.Files)
	}
	if has() != 0 || !strings.Contains(told(p), "Tệp “cong-van.png” đã kèm ở văn bản khác: Số đến 01 · 137/UBND-VP, năm ") {
		t.Fatalf("%d files, it says\n%s", has(), told(p))
	}
	tap(t, w, kit.T("documents.attach-still"))
	if has() != 1 {
		t.Errorf("after a word it has %d files: %s", has(), told(p))
	}
	p.Drop([]string{file, paper(t, 0x80)}) // of what it has already nobody is asked
	kit.Settle()
	if said := p.desk.News.Said(); has() != 2 || !strings.Contains(said, kit.T("documents.attached-there", 1, "cong-van.png")) {
		t.Errorf("of two of which it has one it has %d by now, and it says %q", has(), said)
	}
}

// TestAPageWithoutRoomIsNotStampedAndThatIsSaid attaches one full of letters.
func TestAPageWithoutRoomIsNotStampedAndThatIsSaid(t *testing.T) {
	s := begun(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, s, office.RegisteredWish{})[0].ID
	p.Open(id)
	kit.Settle()
	if kittest.Named(w, kit.T("documents.stamp")) != nil {
		t.Error("what has no file can be stamped")
	}
	p.Drop([]string{crowded(t)})
	kit.Settle()
	tap(t, w, kit.T("documents.stamp"))
	is, err := s.RegisteredWhole(t.Context(), id)
	if err != nil || len(is.Stamps) != 0 || len(is.Files) != 1 {
		t.Fatalf("%+v %v", is, err)
	}
	if got := told(p); !strings.Contains(got, "50 × 35") {
		t.Errorf("it says\n%s", got)
	}
}

// TestAFileThatCannotBeShownIsToldAsKept drops a packed folder: it can be saved and not seen, and nothing can be stamped.
func TestAFileThatCannotBeShownIsToldAsKept(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc ví dụ"))
	p.Open(registered(t, s, office.RegisteredWish{})[0].ID)
	kit.Settle()
	packed := filepath.Join(t.TempDir(), "phu-luc.zip")
	if err := os.WriteFile(packed, []byte("PK\x03\x04 ví dụ"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Drop([]string{packed})
	kit.Settle()
	if got := told(p); !strings.Contains(got, "phu-luc.zip") || !strings.Contains(got, kit.T("documents.only-kept")) || strings.Contains(got, kit.T("documents.pages", 0)) {
		t.Errorf("it says\n%s", got)
	}
	if p.Paper() || kittest.Named(w, kit.T("documents.see")) != nil || kittest.Named(w, kit.T("documents.stamp")) != nil || kittest.Named(w, kit.T("documents.save-file")) == nil {
		t.Error("what cannot be shown can be seen or stamped, or not saved")
	}
}

// TestWhatMayNotBeDoneSleeps is an inspector at the window.
func TestWhatMayNotBeDoneSleeps(t *testing.T) {
	s := staffed(t)
	p, w := at(t, s)
	p.keeps(came("137", "Về việc đến"))
	id := registered(t, s, office.RegisteredWish{})[0].ID
	if err := s.AdmitUser(t.Context(), office.Clerk{Name: "Đỗ Thị Mẫu"}, []office.Post{office.AsInspector}, []byte(stationtest.Password)); err == nil {
		t.Fatal("a clerk admits people")
	}
	stationtest.Enter(t, s, "Nguyễn Văn Mẫu")
	if err := s.AdmitUser(t.Context(), office.Clerk{Name: "Đỗ Thị Mẫu"}, []office.Post{office.AsInspector}, []byte(stationtest.Password)); err != nil {
		t.Fatal(err)
	}
	p.comes(t, s, "Đỗ Thị Mẫu")
	p.Open(id)
	kit.Settle()
	if b := kittest.Named(w, kit.T("documents.attach")); b == nil || !b.Disabled() || len(p.offered()) != 0 {
		t.Errorf("an inspector may attach, and is offered %q", p.offered())
	}
	p.Drop([]string{paper(t, 0x40)})
	kit.Settle()
	if is, err := s.RegisteredWhole(t.Context(), id); err != nil || len(is.Files) != 0 {
		t.Errorf("an inspector dropped %d files, %v", len(is.Files), err)
	}
}
