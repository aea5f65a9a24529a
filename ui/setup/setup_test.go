package setup

import (
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
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

// founding is a station that waits for its office.
type founding struct {
	office  office.Office
	clerks  []office.Clerk
	failing error
	owed    bool
}

const key = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-3210-7654-BA98-FEDC-KJHG-QPNM-VTSR-ZYXW"

func (f *founding) SetUp(_ context.Context, o office.Office, clerks []office.Clerk) (office.Recovery, error) {
	if f.failing != nil {
		return office.Recovery{}, f.failing
	}
	f.office, f.clerks = o, clerks
	return office.Recovery{Key: key, PDF: []byte("%PDF-1.7"), Kept: "Chìa niêm phong nằm trong một tệp chỉ tài khoản này đọc được.", Weak: true}, nil
}

// table is a page on a window, with what left the program.
type table struct {
	*Page
	window fyne.Window
	saved  map[string][]byte
	viewed []string
	done   bool
	full   error // what saving answers
}

func lay(t *testing.T, s Services) *table {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	l := &table{window: test.NewTempWindow(t, nil), saved: map[string][]byte{}}
	d := kit.NewDesk(t.Context(), l.window)
	files := Files{
		Save: func(path string, b []byte) error { l.saved[path] = b; return l.full },
		Open: func(path string) error { l.viewed = append(l.viewed, path); return nil },
	}
	l.Page = New(d, s, files, func() { l.done = true })
	l.window.SetContent(l.Content())
	l.window.Resize(fyne.NewSize(1366, 690))
	l.Enter()
	return l
}

func (l *table) shows(t *testing.T, name string) {
	t.Helper()
	l.window.Content().Refresh() // the test's canvas does not lay out again by itself
	test.AssertRendersToMarkup(t, name+".xml", l.window.Canvas())
	if dir := os.Getenv("TRAM_LOOK"); dir != "" {
		f, err := os.Create(filepath.Join(dir, "setup-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, l.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
}

func (l *table) fill() {
	l.form.Set(office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ", Owner: "Ủy ban nhân dân tỉnh Mẫu"})
	l.people.rows[0].name.SetText("Trần  Thị Ví Dụ ")
	l.people.rows[0].position.SetText("Công chức Văn phòng")
}

func TestAnOfficeIsSetUpWithEveryoneWhoConverts(t *testing.T) {
	s := &founding{}
	l := lay(t, s)
	l.shows(t, "empty")
	l.fill()
	test.Tap(&l.people.add.Button)
	l.people.rows[1].name.SetText("Nguyễn Văn Mẫu")
	test.Tap(&l.people.add.Button) // left empty: nobody
	l.shows(t, "filled")
	l.Finish()
	kit.Settle()
	if s.office.Name != "Ủy ban nhân dân xã Mẫu Sơn" || len(s.clerks) != 2 || s.clerks[0].Name != "Trần Thị Ví Dụ" || s.clerks[1].Name != "Nguyễn Văn Mẫu" {
		t.Errorf("set up %+v with %+v", s.office, s.clerks)
	}
	l.shows(t, "key")
}

func TestAShortenedNameIsRefusedBesideItsField(t *testing.T) {
	s := &founding{}
	l := lay(t, s)
	l.form.Set(office.Office{Name: "UBND xã Mẫu Sơn", Code: "49", System: "x", Owner: ""})
	l.Finish()
	kit.Settle()
	if s.office.Name != "" {
		t.Fatal("a shortened name was set up")
	}
	if l.window.Canvas().Focused() != l.form.First() {
		t.Error("the focus is not on the name")
	}
	l.shows(t, "refused")
}

func TestAPersonWithoutAFullNameIsRefused(t *testing.T) {
	s := &founding{}
	l := lay(t, s)
	l.fill()
	l.people.rows[0].name.SetText("Dụ")
	l.Finish()
	kit.Settle()
	if len(s.clerks) != 0 || !l.people.rows[0].field.Bad() {
		t.Error("half a name was taken")
	}
}

func TestHalfTypedAnswersAreThereWhenTheWindowOpensAgain(t *testing.T) {
	l := lay(t, &founding{})
	l.form.Set(office.Office{Name: "Ủy ban nhân dân xã M", System: "Trạm"})
	l.people.rows[0].name.SetText("Nguyễn Văn Mẫu")
	test.Tap(&l.people.add.Button)
	l.people.rows[1].position.SetText("Công chức Văn phòng")
	closed := false
	l.desk.Keep(func(unkept []kit.Unkept) { closed = len(unkept) == 0 })
	kit.Settle()
	if !closed {
		t.Fatal("the window stays open")
	}
	again := l.again(t, &founding{})
	if o := again.form.Value(); o.Name != "Ủy ban nhân dân xã M" || o.System != "Trạm" {
		t.Errorf("the office: %+v", o)
	}
	if who := again.people.value(); len(who) != 2 || who[0].Name != "Nguyễn Văn Mẫu" || who[1].Position != "Công chức Văn phòng" {
		t.Errorf("the people: %+v", who)
	}
	again.form.Set(office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm", Owner: "Ủy ban nhân dân tỉnh Mẫu"})
	again.people.rows[1].name.SetText("Trần Thị Ví Dụ")
	again.Finish()
	kit.Settle()
	again.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	if o := l.again(t, &founding{}).form.Value(); o != (office.Office{}) {
		t.Errorf("left behind after the set-up: %+v", o)
	}
}

// again is another window of the same program.
func (l *table) again(t *testing.T, s Services) *Page {
	p := New(kit.NewDesk(t.Context(), l.window), s, Files{}, func() {})
	p.Enter()
	return p
}

func TestAFailedSetUpKeepsWhatWasTyped(t *testing.T) {
	s := &founding{failing: errors.New("disk")}
	l := lay(t, s)
	l.fill()
	l.Finish()
	kit.Settle()
	if !l.desk.News.Visible() || l.form.Value().Code != "H49.10.02" {
		t.Error("nothing was said, or the form was emptied")
	}
	s.failing = nil
	l.Finish()
	kit.Settle()
	if s.office.Name == "" {
		t.Error("the second try did not set up")
	}
}

func TestTheWayOnOpensOnlyWhenTheKeyWasPutAway(t *testing.T) {
	l := lay(t, &founding{})
	k := newKeyView(l.desk, l.files, office.Office{Name: "x"}, office.Recovery{Key: key, PDF: []byte("%PDF")}, func() { l.done = true })
	test.Tap(&k.on.Button)
	if l.done {
		t.Fatal("the key could be passed over")
	}
	k.kept.SetChecked(true)
	test.Tap(&k.on.Button)
	if !l.done {
		t.Error("the way on stayed shut")
	}
}

// saveTo presses the button, and gives a path where the picker asks for one.
func (l *table) saveTo(k *keyView, path string) {
	l.desk.AskSave = func(s kit.Saving, then func(string, bool)) {
		if !s.Fresh || s.Purpose == "" {
			panic("a key is saved where others are, or over another file")
		}
		then(path, false)
	}
	test.Tap(&k.save.Button)
	kit.Settle()
}

func TestTheKeyIsSavedAndThenOpenedToPrint(t *testing.T) {
	l := lay(t, &founding{})
	k := newKeyView(l.desk, l.files, office.Office{Name: "x"}, office.Recovery{Key: key, PDF: []byte("%PDF")}, nil)
	if !k.open.Disabled() {
		t.Error("it can be opened before it was saved")
	}
	l.saveTo(k, "/usb/khoa.pdf")
	test.Tap(&k.open.Button)
	kit.Settle()
	if string(l.saved["/usb/khoa.pdf"]) != "%PDF" || len(l.viewed) != 1 {
		t.Errorf("saved %v, viewed %v", l.saved, l.viewed)
	}
}

func TestAKeyThatCouldNotBeSavedIsToldAndWhatLiesThereStays(t *testing.T) {
	l := lay(t, &founding{})
	l.full = office.Failure{Name: "whole.disk-full", Said: "Ổ đĩa đã đầy.", Next: "Hãy chọn ổ khác."}
	k := newKeyView(l.desk, l.files, office.Office{Name: "x"}, office.Recovery{Key: key}, nil)
	path := filepath.Join(t.TempDir(), "khoa.pdf")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l.saveTo(k, path)
	if _, err := os.Stat(path); err != nil {
		t.Error("what lay there is gone")
	}
	if !l.desk.News.Visible() || !k.open.Disabled() {
		t.Error("the failure was not told")
	}
}

func TestTheKeyStandsInFourRowsOfFourGroups(t *testing.T) {
	test.NewTempApp(t)
	if got := len(keyLines(key)); got != 4 {
		t.Errorf("%d rows", got)
	}
}

func (f *founding) Office(context.Context) (office.Office, error) { return f.office, nil }

func (f *founding) RecoveryOwed() bool { return f.owed }

func (f *founding) Recovery(context.Context) (office.Recovery, error) {
	return office.Recovery{Key: key, PDF: []byte("%PDF-1.7")}, nil
}

func (f *founding) RecoveryKept() error { f.owed = false; return nil }

func TestAKeyThatIsOwedIsShownAgainUntilItWasPutAway(t *testing.T) {
	s := &founding{owed: true, office: office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn"}}
	l := lay(t, s)
	kit.Settle()
	l.shows(t, "owed")
	var on *kit.Button
	var kept *kit.Check
	for _, o := range test.LaidOutObjects(l.window.Content()) {
		switch w := o.(type) {
		case *kit.Check:
			kept = w
		case *kit.Button:
			if w.Text == kit.T("setup.key-on") {
				on = w
			}
		}
	}
	if on == nil || kept == nil {
		t.Fatal("the key is not shown")
	}
	test.Tap(&on.Button)
	if l.done || !s.owed {
		t.Error("the key could be passed over")
	}
	kept.SetChecked(true)
	test.Tap(&on.Button)
	if !l.done || s.owed {
		t.Errorf("gone on %v, still owed %v", l.done, s.owed)
	}
}

func TestCtrlEnterGoesOnFromTheKeyOnlyOnceItWasPutAway(t *testing.T) {
	l := lay(t, &founding{})
	l.hand(office.Office{Name: "x"}, office.Recovery{Key: key, PDF: []byte("%PDF")})
	l.Finish()
	if l.done || l.window.Canvas().Focused() != fyne.Focusable(l.key.kept) {
		t.Fatalf("done %v, focus %T", l.done, l.window.Canvas().Focused())
	}
	l.key.kept.SetChecked(true)
	l.Finish()
	if !l.done {
		t.Error("Ctrl+Enter does not go on")
	}
}

func TestTheKeyIsSavedOnTheSheetOfTheProgramItself(t *testing.T) {
	l := lay(t, &founding{})
	l.hand(office.Office{Name: "x"}, office.Recovery{Key: key, PDF: []byte("%PDF")})
	test.Tap(&l.key.save.Button)
	kit.Settle()
	if _, typed := l.window.Canvas().Focused().(interface{ SetText(string) }); !typed || len(l.saved) != 0 {
		t.Errorf("focus %T, saved %v", l.window.Canvas().Focused(), l.saved)
	}
}
