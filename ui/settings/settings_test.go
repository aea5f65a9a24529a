package settings

import (
	"context"
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
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// table is the page on a window, with what it was told of the window's look.
type table struct {
	*Page
	services Services
	window   fyne.Window
	dark     bool
	language string
	size     int
	opened   string
}

// kept is a station whose folder is always called the same, to be looked at.
type kept struct{ Services }

func (kept) Home() string { return "/home/mau/.local/share/tram" }

func lay(t *testing.T, s Services) *table {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	return again(t, s)
}

// again is another window of the same program.
func again(t *testing.T, s Services) *table {
	t.Helper()
	l := &table{services: s, window: test.NewTempWindow(t, nil)}
	l.Page = New(kit.NewDesk(t.Context(), l.window), kept{s}, Look{
		SetDark: func(d bool) { l.dark = d }, SetLanguage: func(s string) { l.language = s }, TextSize: 120, SetTextSize: func(percent int) { l.size = percent },
		OpenFolder: func(path string) error { l.opened = path; return nil },
	})
	l.window.SetContent(l.Content())
	l.window.Resize(fyne.NewSize(1148, 654))
	l.Enter()
	kit.Settle()
	return l
}

func (l *table) at(i int) section {
	l.Show(i)
	kit.Settle()
	return l.sections[i]
}

func (l *table) office(t *testing.T) office.Office {
	t.Helper()
	o, err := l.services.Office(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func (l *table) clerks(t *testing.T) []office.Clerk {
	t.Helper()
	all, err := l.services.AllClerks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (l *table) shows(t *testing.T, name string) {
	t.Helper()
	l.window.Content().Refresh() // the test's canvas does not lay out again by itself
	test.AssertRendersToMarkup(t, name+".xml", l.window.Canvas())
	if dir := os.Getenv("TRAM_LOOK"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "settings-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, l.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
}

// undo presses the button that the line of news offers.
func (l *table) undo(t *testing.T) {
	t.Helper()
	if !l.desk.News.Visible() {
		t.Fatal("no undo was offered")
	}
	l.desk.News.Press()
	kit.Settle()
}

// said are all words in sight.
func (l *table) said() string {
	l.window.Content().Refresh()
	return test.RenderToMarkup(l.window.Canvas())
}

func TestEverySectionShowsWhatTheStationHolds(t *testing.T) {
	s := stationtest.New(t)
	if _, err := s.SaveClerk(t.Context(), office.Clerk{Name: "Trần Thị Ví Dụ", Position: "Công chức Văn phòng"}); err != nil {
		t.Fatal(err)
	}
	left := stationtest.Clerk(t, s)
	left.Left = true
	if _, err := s.SaveClerk(t.Context(), left); err != nil {
		t.Fatal(err)
	}
	l := lay(t, s)
	for i, name := range []string{"office", "people", "", "", "machine"} {
		if name == "" { // it has a package of its own
			continue
		}
		l.at(i)
		l.shows(t, name)
	}
	l.sections[1].(*peopleSection).List.Select(0)
	l.at(1)
	l.shows(t, "person")
}

// unread is a station of which nothing can be read.
type unread struct{ Services }

var away = office.Failure{Name: "store.away", Said: "Chưa đọc được dữ liệu.", Next: "Hãy thử lại."}

func (unread) Office(context.Context) (office.Office, error)            { return office.Office{}, away }
func (unread) AllClerks(context.Context) ([]office.Clerk, error)        { return nil, away }
func (unread) Clerks(context.Context) ([]office.Clerk, error)           { return nil, away }
func (unread) Templates(context.Context) ([]office.MarkTemplate, error) { return nil, away }
func (unread) SigningSetup(context.Context) (office.SigningSetup, error) {
	return office.SigningSetup{}, away
}
func (unread) CopyStates(context.Context) ([]office.CopyState, error) { return nil, away }
func (unread) MailLine(context.Context) (office.MailLine, error)      { return office.MailLine{}, away }
func (unread) ScanSetup(context.Context) (office.ScanSetup, error)    { return office.ScanSetup{}, away }

func TestASectionThatCannotBeReadSaysWhyInItsPlace(t *testing.T) {
	l := lay(t, unread{stationtest.New(t)})
	for i, door := range l.doors {
		l.at(i)
		if !strings.Contains(l.said(), away.Said) || l.desk.News.Visible() {
			t.Errorf("%s: an empty place without a word", door.Word)
		}
		if b := l.sections[i].Main(); b != nil && !b.Disabled() {
			t.Errorf("%s: what was not read can be saved", door.Word)
		}
	}
}

func TestASavedOfficeCanBeTakenBack(t *testing.T) {
	l := lay(t, stationtest.New(t))
	was := l.office(t).Name
	s := l.sections[0].(*officeSection)
	s.Form.Type(map[string]string{"name": "Ủy ban nhân dân phường  Mẫu Sơn"})
	test.Tap(s.Save)
	kit.Settle()
	if got := l.office(t).Name; got != "Ủy ban nhân dân phường Mẫu Sơn" {
		t.Fatalf("it is called %q: %s", got, l.desk.News.Said())
	}
	l.undo(t)
	if l.office(t).Name != was || s.Form.Value().Name != was {
		t.Errorf("after undo: %q", l.office(t).Name)
	}
}

func TestAnOfficeNameIsNeverShortened(t *testing.T) {
	l := lay(t, stationtest.New(t))
	s := l.sections[0].(*officeSection)
	s.Form.Type(map[string]string{"name": "UBND xã Mẫu Sơn"})
	test.Tap(s.Save)
	kit.Settle()
	if l.office(t).Version != 1 || !s.Form.Field("name").Bad() {
		t.Error("a shortened name was saved, or nobody says so")
	}
}

func TestAnOfficeThatAnotherChangedIsNotOverwritten(t *testing.T) {
	l := lay(t, stationtest.New(t))
	s := l.sections[0].(*officeSection)
	o := l.office(t)
	o.Owner = "Ủy ban nhân dân tỉnh Khác"
	if _, err := l.services.SaveOffice(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	s.Form.Type(map[string]string{"name": "Ủy ban nhân dân phường Mẫu Sơn"})
	test.Tap(s.Save)
	kit.Settle()
	if got := l.office(t); got.Owner != o.Owner || got.Name == "Ủy ban nhân dân phường Mẫu Sơn" || !l.desk.News.Visible() {
		t.Fatalf("overwritten: %+v", got)
	}
	l.at(0)
	if now := s.Form.Value(); now.Owner != o.Owner || now.Name != "Ủy ban nhân dân phường Mẫu Sơn" {
		t.Errorf("read again it shows %+v", now)
	}
	test.Tap(s.Save)
	kit.Settle()
	if got := l.office(t); got.Owner != o.Owner || got.Name != "Ủy ban nhân dân phường Mẫu Sơn" {
		t.Errorf("saved %+v", got)
	}
}

func TestAPersonWhoLeftStaysInTheListAndCanComeBack(t *testing.T) {
	l := lay(t, stationtest.New(t))
	if _, err := l.services.SaveClerk(t.Context(), office.Clerk{Name: "Trần Thị Ví Dụ"}); err != nil {
		t.Fatal(err)
	}
	p := l.at(1).(*peopleSection)
	at := slices.IndexFunc(p.Rows(), func(c office.Clerk) bool { return c.Name == "Nguyễn Văn Mẫu" })
	p.List.Select(at)
	test.Tap(p.left)
	kit.Settle()
	if all := l.clerks(t); len(all) != 2 || p.Rows()[1].Name != "Nguyễn Văn Mẫu" || !p.Rows()[1].Left {
		t.Fatalf("gone, or listed before those who work here: %v", p.Rows())
	}
	if p.left.Text != "Làm việc trở lại" || p.Now().Name != "Nguyễn Văn Mẫu" {
		t.Errorf("the button says %q of %s", p.left.Text, p.Now().Name)
	}
	l.undo(t)
	if i := slices.IndexFunc(l.clerks(t), func(c office.Clerk) bool { return c.Left }); i >= 0 {
		t.Error("the person did not come back")
	}
}

func TestANewPersonIsAddedWithAFullName(t *testing.T) {
	l := lay(t, stationtest.New(t))
	p := l.at(1).(*peopleSection)
	p.Form.Type(map[string]string{"name": "Mẫu"})
	p.Press()
	kit.Settle()
	if len(l.clerks(t)) != 1 || !p.Form.Field("name").Bad() {
		t.Fatal("half a name was taken")
	}
	p.Form.Type(map[string]string{"name": "Lê  Thị Mẫu", "position": "Văn thư"})
	l.Finish()
	kit.Settle()
	if len(p.Rows()) != 2 || !slices.ContainsFunc(l.clerks(t), func(c office.Clerk) bool { return c.Name == "Lê Thị Mẫu" && c.Position == "Văn thư" }) {
		t.Errorf("people: %v", p.Rows())
	}
	if v := p.Form.Value(); v != (office.Clerk{}) {
		t.Errorf("the next one begins with %+v", v)
	}
}

// full is a station whose disk holds no more.
type full struct{ Services }

func (full) SaveOffice(context.Context, office.Office) (office.Office, error) {
	return office.Office{}, away
}

func TestTheCodeOnMarksIsSwitchedAtOnce(t *testing.T) {
	s := stationtest.New(t)
	l := lay(t, s)
	m := l.at(4).(*machineSection)
	tick := m.qr.Field("qr").Input.(*kit.Check)
	was := l.office(t).WithQR
	test.Tap(tick)
	kit.Settle()
	if l.office(t).WithQR == was || tick.Checked == was {
		t.Fatal("not saved")
	}
	l = lay(t, full{s})
	m = l.at(4).(*machineSection)
	tick = m.qr.Field("qr").Input.(*kit.Check)
	test.Tap(tick)
	kit.Settle()
	if tick.Checked == was || !l.desk.News.Visible() {
		t.Error("a switch that was not saved looks switched")
	}
}

func TestTheLookOfTheWindowChangesAsItIsChosen(t *testing.T) {
	l := lay(t, stationtest.New(t))
	l.at(4)
	l.window.Content().Refresh()
	var chosen []string
	for _, o := range test.LaidOutObjects(l.window.Content()) {
		s, is := o.(*kit.Select)
		if !is {
			continue
		}
		chosen = append(chosen, s.Selected)
		s.SetSelectedIndex(len(s.Options) - 1)
	}
	if !slices.Equal(chosen, []string{"Tiếng Việt", "Sáng", "120 %"}) || l.language != kit.English || !l.dark || l.size != 150 {
		t.Errorf("shows %q, chose %q, dark %v, %d %%", chosen, l.language, l.dark, l.size)
	}
}

func TestTheFolderOfTheDataIsOpened(t *testing.T) {
	l := lay(t, stationtest.New(t))
	l.at(4)
	l.window.Content().Refresh()
	for _, o := range test.LaidOutObjects(l.window.Content()) {
		if b, is := o.(*kit.Button); is && b.Text == kit.T("settings.data-open") {
			test.Tap(b)
		}
	}
	kit.Settle()
	if l.opened != (kept{}).Home() {
		t.Errorf("opened %q", l.opened)
	}
}

func TestCtrlEnterSavesTheSectionInSight(t *testing.T) {
	l := lay(t, stationtest.New(t))
	l.Finish() // nothing was typed
	kit.Settle()
	if l.office(t).Version != 1 {
		t.Error("an office that nobody changed was saved")
	}
	l.sections[0].(*officeSection).Form.Type(map[string]string{"owner": "Ủy ban nhân dân tỉnh Khác"})
	l.Finish()
	kit.Settle()
	if got := l.office(t).Owner; got != "Ủy ban nhân dân tỉnh Khác" {
		t.Errorf("the owner is %q: %s", got, l.desk.News.Said())
	}
	l.at(4)
	l.Finish() // there is nothing to save
}

func TestTheSectionsAreTurnedByKeys(t *testing.T) {
	l := lay(t, stationtest.New(t))
	for _, to := range []int{1, 2, 3, 4, 5, 6, 7, 8, 8} {
		l.Turn(1)
		kit.Settle()
		if l.now != to || !l.doors[to].Here() {
			t.Fatalf("at %d, and not %d", l.now, to)
		}
	}
	l.Leave()
	kit.Settle()
}
