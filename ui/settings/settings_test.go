package settings

import (
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

type table struct {
	*Page
	window   fyne.Window
	dark     bool
	language string
	saved    []string
}

func lay(t *testing.T, s Services) *table {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	l := &table{window: test.NewTempWindow(t, nil)}
	look := Look{SetDark: func(d bool) { l.dark = d }, SetLanguage: func(s string) { l.language = s }, OpenFolder: func(string) error { return nil },
		Save: func(path string, b []byte) error { l.saved = append(l.saved, path+" "+string(b)); return nil }}
	l.Page = New(kit.NewDesk(t.Context(), l.window), s, look)
	l.window.SetContent(l.Content())
	l.window.Resize(fyne.NewSize(1148, 654))
	l.Enter()
	kit.Settle()
	return l
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

func TestEverySectionShowsWhatTheStationHolds(t *testing.T) {
	l := lay(t, newMemory())
	for i, name := range []string{"office", "people", "marks", "", "machine"} {
		if name == "" { // what it shows has tests of its own
			continue
		}
		l.Show(i)
		kit.Settle()
		l.shows(t, name)
	}
}

func TestASectionThatCannotBeReadSaysWhy(t *testing.T) {
	m := newMemory()
	m.failing = stale
	l := lay(t, m)
	for i := range l.sections {
		l.desk.News.Clear()
		l.Show(i)
		kit.Settle()
		if c, ok := l.sections[i].(*signingSection); ok {
			if !c.empty.Visible() || c.form.Visible() {
				t.Error("cards that could not be read are shown empty")
			}
			l.shows(t, "signing-failed")
		} else if !l.desk.News.Visible() {
			t.Errorf("section %d failed without a word", i)
		}
	}
}

func TestASavedOfficeCanBeTakenBack(t *testing.T) {
	m := newMemory()
	l := lay(t, m)
	s := l.sections[0].(*officeSection)
	o := s.form.Value()
	o.Name = "Ủy ban nhân dân phường Mẫu Sơn"
	s.form.Set(o)
	s.press()
	kit.Settle()
	if m.office.Name != o.Name {
		t.Fatal("the name was not saved")
	}
	l.undo(t)
	if m.office.Name != "Ủy ban nhân dân xã Mẫu Sơn" || s.form.Value().Name != m.office.Name {
		t.Errorf("after undo: %q", m.office.Name)
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

func TestAnOfficeNameIsNeverShortened(t *testing.T) {
	m := newMemory()
	l := lay(t, m)
	s := l.sections[0].(*officeSection)
	o := s.form.Value()
	o.Name = "UBND xã Mẫu Sơn"
	s.form.Set(o)
	s.press()
	kit.Settle()
	if m.office.Version != 1 {
		t.Error("a shortened name was saved")
	}
}

func TestAPersonWhoLeftStaysInTheListAndCanComeBack(t *testing.T) {
	m := newMemory()
	l := lay(t, m)
	l.Show(1)
	kit.Settle()
	p := l.sections[1].(*peopleSection)
	if p.clerks[0].Name != "Trần Thị Ví Dụ" {
		t.Errorf("those who left come first: %v", p.clerks)
	}
	p.list.Select(0)
	l.shows(t, "person")
	p.toggleLeft()
	kit.Settle()
	if !m.clerks[1].Left || len(m.clerks) != 2 {
		t.Fatal("the person did not leave, or was deleted")
	}
	l.undo(t)
	if m.clerks[1].Left {
		t.Error("the person did not come back")
	}
}

func TestANewPersonIsAddedWithAFullName(t *testing.T) {
	m := newMemory()
	l := lay(t, m)
	p := l.sections[1].(*peopleSection)
	p.name.SetText("Mẫu")
	p.press()
	kit.Settle()
	if len(m.clerks) != 2 || !p.field.Bad() {
		t.Fatal("half a name was taken")
	}
	p.name.SetText("Lê  Thị Mẫu")
	p.press()
	kit.Settle()
	if len(m.clerks) != 3 || m.clerks[2].Name != "Lê Thị Mẫu" {
		t.Errorf("people: %v", m.clerks)
	}
}

func TestANewWordingBecomesANewVersionAndCanBeTakenBack(t *testing.T) {
	m := newMemory()
	l := lay(t, m)
	l.Show(2)
	kit.Settle()
	s := l.sections[2].(*markSection)
	if s.which.Selected != office.Plain.Name() || !s.save.Disabled() {
		t.Fatalf("begins with %q, save disabled %v", s.which.Selected, s.save.Disabled())
	}
	s.lines.SetText("CHUYỂN ĐỔI TỪ BẢN GIẤY\n\n  {co-quan} ")
	s.press()
	kit.Settle()
	got := m.templates[1]
	if got.Version != 4 || len(got.Lines) != 2 || got.Lines[1] != "{co-quan}" {
		t.Fatalf("saved %+v", got)
	}
	l.undo(t)
	if got := m.templates[1]; got.Version != 5 || len(got.Lines) != 3 {
		t.Errorf("after undo %+v", got)
	}
}

func TestTheWordingOnPaperIsChosenByItsName(t *testing.T) {
	m := newMemory()
	m.brought = []office.MarkTemplate{
		{Direction: office.DataToPaper, Form: office.TrueCopy, SizePt: 9, Lines: []string{"BẢN SAO Y TỪ VĂN BẢN ĐIỆN TỬ"}},
		{Direction: office.DataToPaper, Form: office.Plain, SizePt: 9, Lines: []string{"VĂN BẢN GIẤY"}},
	}
	l := lay(t, m)
	l.Show(2)
	kit.Settle()
	s := l.sections[2].(*markSection)
	want := []string{office.Plain.Name(), office.TrueCopy.Name(), office.Plain.NameFor(office.DataToPaper), "In ra giấy: SAO Y"}
	if !slices.Equal(s.which.Options, want) {
		t.Fatalf("offers %q", s.which.Options)
	}
	s.which.SetSelectedIndex(2)
	if s.lines.Text != "VĂN BẢN GIẤY" || s.version.Text != "Đang dùng lời ghi có sẵn của phần mềm." {
		t.Fatalf("shows %q, %q", s.lines.Text, s.version.Text)
	}
	s.lines.SetText("VĂN BẢN GIẤY\n{cac-he-thong}")
	s.press()
	kit.Settle()
	if got := s.templates[2]; got.ID == "" || got.Version != 1 || got.Serves() != office.DataToPaper || s.version.Text != "Đang dùng phiên bản 1." {
		t.Fatalf("the first change made %+v, told as %q", got, s.version.Text)
	}
	m.brought = nil
	l.undo(t)
	if got := m.templates[len(m.templates)-1]; got.Version != 2 || len(got.Lines) != 1 {
		t.Errorf("after undo %+v", got)
	}
}

func TestAMarkThatCannotBePrintedIsRefusedWhileItIsTyped(t *testing.T) {
	l := lay(t, newMemory())
	l.Show(2)
	kit.Settle()
	s := l.sections[2].(*markSection)
	s.lines.SetText("☃")
	s.draw()
	kit.Settle()
	if !s.field.Bad() || !s.save.Disabled() {
		t.Error("a mark that cannot be printed could be saved")
	}
	l.shows(t, "unprintable")
}

func TestTheCodeOnMarksIsSwitchedAtOnce(t *testing.T) {
	m := newMemory()
	l := lay(t, m)
	l.Show(4)
	kit.Settle()
	s := l.sections[4].(*machineSection)
	s.qr.SetChecked(true)
	kit.Settle()
	if !m.office.WithQR {
		t.Fatal("not saved")
	}
	m.failing = stale
	s.qr.SetChecked(false)
	kit.Settle()
	if !m.office.WithQR || !s.qr.Checked {
		t.Error("a switch that was not saved looks switched")
	}
}

func TestCtrlEnterSavesTheSectionInSight(t *testing.T) {
	m := filledMemory()
	l := lay(t, m)
	l.Finish() // nothing was typed
	kit.Settle()
	o := l.sections[0].(*officeSection)
	now := o.form.Value()
	now.Owner = "Ủy ban nhân dân tỉnh Khác"
	o.form.Set(now)
	o.wake()
	l.Finish()
	kit.Settle()
	if m.office.Owner != now.Owner {
		t.Errorf("the owner is %q", m.office.Owner)
	}
}
