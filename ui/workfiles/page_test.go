package workfiles

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

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

// seen is the page over a real office, in a window.
type seen struct {
	*Page
	t *testing.T
	s *stationtest.Station
	w fyne.Window
}

// at lays the page out over an office in which documents of these subjects came in.
func at(t *testing.T, subjects ...string) seen {
	t.Helper()
	s := stationtest.New(t)
	clerk := stationtest.Clerk(t, s)
	if err := s.OpenYear(t.Context(), clerk, office.YearWish{Year: thisYear(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	for i, subject := range subjects {
		of := office.Document{Number: fmt.Sprint(137 + i), Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: subject, Issued: fmt.Sprintf("%d-01-%02d", thisYear(), 20-i), Secrecy: office.Ordinary}
		if _, err := s.Register(t.Context(), clerk, office.Registered{Flow: office.FlowIn, Document: of}); err != nil {
			t.Fatal(err)
		}
	}
	return on(t, s)
}

// on lays the page out over a station.
func on(t *testing.T, s *stationtest.Station) seen {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	desk := kit.NewDesk(t.Context(), w)
	p := New(desk, s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1100, 700))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return seen{p, t, s, w}
}

// tap presses the button of a text.
func (p seen) tap(key string) {
	p.t.Helper()
	p.content.Refresh()
	test.Tap(kittest.Named(p.w, kit.T(key)))
	kit.Settle()
}

// sends types answers into the form that is open, and sends it.
func (p seen) sends(answers map[string]string) {
	p.t.Helper()
	p.form.asks.Type(answers)
	p.Finish()
	kit.Settle()
}

// does a deed with the file that lies open.
func (p seen) does(key string, answers map[string]string) {
	p.t.Helper()
	p.tap("workfiles.do-" + key)
	p.sends(answers)
}

// opens opens a file by its form.
func (p seen) opens(notation string) {
	p.t.Helper()
	p.Begin()
	kit.Settle()
	p.sends(map[string]string{"notation": notation, "title": "Hồ sơ ví dụ", "retention": "20 năm", "creator": "Nguyễn Văn Mẫu"})
}

// adds finds a document by what is typed, and puts it into the file.
func (p seen) adds(typed, pages string) {
	p.t.Helper()
	p.adder.finder.Search.SetText(typed)
	p.adder.finder.Find()
	kit.Settle()
	if n := p.adder.finder.Listed(); n != 1 {
		p.t.Fatalf("%q finds %d documents", typed, n)
	}
	p.adder.finder.List.Select(0)
	kit.Settle()
	p.adder.asks.Type(map[string]string{"pages": pages})
	p.Finish()
	kit.Settle()
}

// said is all that is said in a part of the page.
func (p seen) said(in fyne.CanvasObject) string {
	p.content.Refresh()
	var b strings.Builder
	for _, o := range test.LaidOutObjects(in) {
		if l, is := o.(*widget.Label); is && l.Visible() {
			fmt.Fprintln(&b, l.Text)
		}
	}
	return b.String()
}

// holds checks what the station keeps of the file that lies open.
func (p seen) holds(state office.State, subjects ...string) office.FileContents {
	p.t.Helper()
	c, err := p.s.FileContents(p.t.Context(), p.detail.Of())
	if err != nil {
		p.t.Fatal(err)
	}
	var got []string
	for _, d := range c.Documents {
		got = append(got, d.Document.Document.Subject)
	}
	if c.State != state || strings.Join(got, "|") != strings.Join(subjects, "|") {
		p.t.Fatalf("the file is %s and holds %q; it says %q", c.State, got, p.desk.News.Said())
	}
	return c
}

func TestAFileLivesItsWholeLifeInTheWindow(t *testing.T) {
	p := at(t, "sau", "trước", "không vào hồ sơ")
	p.opens("01.VP")
	if p.finder.Listed() != 1 || !strings.Contains(p.said(p.detail.Content), "01.VP · Hồ sơ ví dụ") {
		t.Fatalf("%d files are listed, one lies open as\n%s", p.finder.Listed(), p.said(p.detail.Content))
	}
	p.holds(office.FileOpen)
	p.does("close", nil)
	p.holds(office.FileOpen) // there is nothing in it
	if said := p.desk.News.Said() + p.said(p.form.content); !strings.Contains(said, "Hồ sơ chưa có văn bản nào") {
		t.Errorf("closed with nothing in it: %s", said)
	}
	p.form.back()
	p.tap("workfiles.add")
	p.adds("sau", "3")
	p.adds("trước", "")
	p.tap("workfiles.done")
	c := p.holds(office.FileOpen, "trước", "sau")
	if c.Pages != 3 || c.Uncounted != 1 || !strings.Contains(p.said(p.detail.Content), "1 văn bản chưa ghi số trang") {
		t.Errorf("%d pages, %d uncounted, told as\n%s", c.Pages, c.Uncounted, p.said(p.detail.Content))
	}
	p.detail.papers.Select(0)
	kit.Settle()
	p.does("take-out", map[string]string{"why": "đưa nhầm"})
	p.holds(office.FileOpen, "sau")
	p.does("close", nil)
	p.holds(office.FileClosed, "sau")
	p.does("reopen", map[string]string{"why": "còn một văn bản"})
	p.holds(office.FileOpen, "sau")
	p.does("close", nil)
	p.does("hand-in", map[string]string{"to": "Lưu trữ cơ quan"})
	if c := p.holds(office.FileHanded, "sau"); c.HandedTo != "Lưu trữ cơ quan" {
		t.Errorf("handed to %q", c.HandedTo)
	}
	p.tap("workfiles.about")
	said := p.said(p.detail.about)
	for _, want := range []string{"Nộp lưu", "Lưu trữ cơ quan", "20 năm", "Mở lại hồ sơ"} {
		if !strings.Contains(said, want) {
			t.Errorf("what is known of it lacks %q:\n%s", want, said)
		}
	}
}

func TestWhatIsWrongIsToldBesideItsQuestion(t *testing.T) {
	p := at(t, "một")
	for name, wrong := range map[string]struct {
		answers map[string]string
		told    string
	}{
		"retention": {map[string]string{"notation": "01.VP", "title": "Hồ sơ", "retention": "lâu", "creator": "Nguyễn Văn Mẫu"}, "không phải thời hạn bảo quản"},
		"no title":  {map[string]string{"notation": "01.VP", "title": "", "retention": "5", "creator": "Nguyễn Văn Mẫu"}, "Chưa ghi tiêu đề hồ sơ"},
	} {
		p.Begin()
		kit.Settle()
		p.sends(wrong.answers)
		if said := p.said(p.form.content); !strings.Contains(said, wrong.told) {
			t.Errorf("%s: told\n%s", name, said)
		}
		if all, _, err := p.s.FilesOfYear(t.Context(), thisYear()); err != nil || len(all) != 0 {
			t.Errorf("%s: opened %+v, %v", name, all, err)
		}
		p.form.back()
	}
	p.opens("01.VP")
	p.tap("workfiles.add")
	p.adds("một", "ba")
	p.holds(office.FileOpen)
	if said := p.said(p.adder.content); !strings.Contains(said, "“ba” không phải số trang") {
		t.Errorf("told\n%s", said)
	}
	p.opens("01.VP") // its number again
	if said := p.said(p.form.content); !strings.Contains(said, "đã có trong năm") {
		t.Errorf("the number again: told\n%s", said)
	}
}

func TestALineOfTheYearsListOpensItsFile(t *testing.T) {
	p := at(t)
	p.tap("workfiles.plan")
	for range 2 {
		p.tap("workfiles.do-plan")
		p.sends(map[string]string{"heading": "Tổ chức cán bộ", "short": "TCCB", "title": "Hồ sơ tuyển dụng ví dụ", "retention": "Vĩnh viễn", "creator": "Nguyễn Văn Mẫu"})
	}
	if len(p.plan.lines) != 2 || !p.plan.content.Visible() {
		t.Fatalf("planned %+v", p.plan.lines)
	}
	p.plan.list.Select(1)
	kit.Settle()
	p.tap("workfiles.plan-open")
	p.sends(nil)
	c := p.holds(office.FileOpen)
	if c.Notation != "02.TCCB" || c.Title != "Hồ sơ tuyển dụng ví dụ" || c.Retention != office.Forever {
		t.Errorf("opened as %+v", c.WorkFile)
	}
	p.tap("workfiles.plan")
	p.plan.list.Select(0)
	kit.Settle()
	p.tap("workfiles.plan-drop")
	if len(p.plan.lines) != 1 || p.plan.lines[0].Number != 2 {
		t.Errorf("left are %+v", p.plan.lines)
	}
}

// TestAFileLeavesInEachForm saves the lists and the forms of a file.
func TestAFileLeavesInEachForm(t *testing.T) {
	p := at(t, "một")
	dir := t.TempDir()
	p.desk.AskSave = func(s kit.Saving, then func(string, bool)) { then(filepath.Join(dir, s.Name), false) }
	p.opens("01.VP")
	p.tap("workfiles.add")
	p.adds("một", "1")
	p.tap("workfiles.done")
	p.does("close", nil)
	p.tap("workfiles.about")
	for _, ending := range []string{"pdf", "xlsx", "xml", "zip"} {
		p.tap("workfiles.export-" + ending)
	}
	p.tap("workfiles.plan")
	for _, key := range []string{"plan-pdf", "plan-xlsx", "list-pdf", "list-xlsx"} {
		p.tap("workfiles.print-" + key)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 8 {
		t.Errorf("saved are %v, %v; it says %q", left, err, p.desk.News.Said())
	}
}

// TestWhoseRightsChangedIsToldUntilTheyHaveSeenIt names one person for a file, and has another
// come to the page.
func TestWhoseRightsChangedIsToldUntilTheyHaveSeenIt(t *testing.T) {
	s := stationtest.Manned(t)
	admin := stationtest.Clerk(t, s)
	account, err := s.People().Named(t.Context(), admin.Name)
	if err == nil {
		err = s.GivePosts(t.Context(), account.ID, []office.Post{office.AsAdmin, office.AsClerk})
	}
	other := office.Clerk{Name: "Lê Văn Mẫu", Position: "Công chức"}
	if err == nil {
		err = s.AdmitUser(t.Context(), other, []office.Post{office.AsOfficer}, []byte(stationtest.Password))
	}
	if err != nil {
		t.Fatal(err)
	}
	p := on(t, s)
	p.opens("01.VP")
	if p.rights.content.Visible() {
		t.Fatal("something is told before anything changed")
	}
	p.tap("workfiles.do-rights")
	p.sends(map[string]string{"readers": string(admin.ID)})
	if c := p.holds(office.FileOpen); len(c.Readers) != 1 || c.Readers[0] != admin.ID {
		t.Fatalf("it is for %v", c.Readers)
	}
	p.tap("workfiles.about")
	if said := p.said(p.detail.about); !strings.Contains(said, admin.Name) || p.rights.content.Visible() {
		t.Errorf("whose rights stayed is told: %v, and of the file\n%s", p.rights.content.Visible(), said)
	}
	p.Leave()
	stationtest.Enter(t, s, other.Name)
	p = on(t, s)
	if !p.rights.content.Visible() || !strings.Contains(p.rights.said.Said(), "Không còn được xem") || p.finder.Listed() != 0 || !p.unseen.Visible() {
		t.Errorf("told %q, listed %d, %q", p.rights.said.Said(), p.finder.Listed(), p.unseen.Text)
	}
	p.tap("workfiles.rights-seen")
	if p.rights.content.Visible() {
		t.Error("told again")
	}
}

// TestOfTwoVersionsAPersonKeepsOne has two stations hand one file over apart.
func TestOfTwoVersionsAPersonKeepsOne(t *testing.T) {
	one, two := stationtest.Two(t)
	clerk, ctx := stationtest.Clerk(t, one), t.Context()
	if err := one.OpenYear(ctx, clerk, office.YearWish{Year: thisYear(), Anew: true}); err != nil {
		t.Fatal(err)
	}
	p := on(t, one)
	r, err := one.Register(ctx, clerk, office.Registered{Flow: office.FlowIn, Document: office.Document{Number: "1", Subject: "một", Secrecy: office.Ordinary}})
	if err != nil {
		t.Fatal(err)
	}
	p.opens("01.VP")
	file := p.detail.Of()
	_, err = one.AddToFile(ctx, clerk, file, r.ID, 1, "")
	if err == nil {
		_, err = one.CloseFile(ctx, clerk, file, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	stationtest.Brings(t, one, two)
	for s, to := range map[*stationtest.Station]string{one: "Lưu trữ một", two: "Lưu trữ hai"} {
		if _, err := s.HandFileIn(ctx, clerk, file, to); err != nil {
			t.Fatal(err)
		}
	}
	stationtest.Brings(t, two, one)
	p.Changed()
	kit.Settle()
	said := p.said(p.detail.versions)
	if !p.detail.versions.Visible() || !strings.Contains(said, "Bên nhận: ") || !strings.Contains(said, "Đang hiện") {
		t.Fatalf("the versions are told as\n%s", said)
	}
	p.tap("kit.version-keep")
	if left, err := one.FileVersions(ctx, file); err != nil || len(left) != 1 || p.detail.versions.Visible() {
		t.Errorf("left are %+v, %v, told: %v; it says %q", left, err, p.detail.versions.Visible(), p.desk.News.Said())
	}
}

// TestWhoOpensAFileGoesOnByTheKeyboard to what is put into it: once the file lies open, Enter adds. A
// letter is found there by the number that the register gave it, and one that was cancelled is not put in.
func TestWhoOpensAFileGoesOnByTheKeyboard(t *testing.T) {
	p := at(t, "sau")
	p.opens("01.VP")
	add := p.w.Canvas().Focused()
	if b, is := add.(*kit.Button); !is || b.Text != kit.T("workfiles.add") {
		t.Fatalf("the keyboard is at %T", add)
	}
	p.Changed()
	kit.Settle()
	if b, is := p.w.Canvas().Focused().(*kit.Button); !is || b.Text != kit.T("workfiles.add") {
		t.Fatalf("read again, the keyboard is at %T", p.w.Canvas().Focused())
	}
	p.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	kit.Settle()
	if !p.adder.content.Visible() {
		t.Fatal("it does not lead on")
	}
	keys, _, err := p.s.FindRegistered(t.Context(), office.RegisteredWish{Text: "sau"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := p.s.RegisteredRows(t.Context(), keys)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	if got := calledIn(rows[0].Registered); !strings.HasPrefix(got, "Số đến 0") || !strings.HasSuffix(got, numberOf(rows[0].Registered)) {
		t.Errorf("it is called %q", got)
	}
	if _, err := p.s.CancelRegistered(t.Context(), stationtest.Clerk(t, p.s), rows[0].ID, "vào sổ nhầm"); err != nil {
		t.Fatal(err)
	}
	p.adder.finder.Search.SetText("sau")
	p.adder.finder.Find()
	kit.Settle()
	p.adder.finder.List.Select(0)
	kit.Settle()
	if !p.adder.put.Disabled() || !strings.Contains(p.said(p.adder.content), kit.T("documents.cancelled")) {
		t.Errorf("what was cancelled is offered:\n%s", p.said(p.adder.content))
	}
}
