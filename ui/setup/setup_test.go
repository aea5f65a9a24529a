package setup

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

const key = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-3210-7654-BA98-FEDC-KJHG-QPNM-VTSR-ZYXW"

// founding is a station that waits for its office. Its key is always the same, to be
// looked at; full keeps it from storing anything.
type founding struct {
	*station
	full bool
}

// station is what tests ask of the station beside the page.
type station struct {
	Services
	AllClerks func(context.Context) ([]office.Clerk, error)
	Ready     func() bool
}

func newFounding(t *testing.T) *founding {
	t.Helper()
	s := stationtest.Open(t, t.TempDir())
	return &founding{station: &station{s, s.AllClerks, s.Ready}}
}

var noRoom = office.Failure{Name: "test.disk-full", Said: "Ổ đĩa đã đầy.", Next: "Hãy dọn bớt."}

func (f *founding) SetUp(ctx context.Context, o office.Office, clerks []office.Clerk) (office.Recovery, error) {
	if f.full {
		return office.Recovery{}, noRoom
	}
	got, err := f.Services.SetUp(ctx, o, clerks)
	return looked(got), err
}

func (f *founding) Recovery(ctx context.Context) (office.Recovery, error) {
	got, err := f.Services.Recovery(ctx)
	return looked(got), err
}

func looked(r office.Recovery) office.Recovery {
	if r.Key != "" {
		r.Key = key
	}
	return r
}

// founded is the office that was set up, and who converts there.
func (f *founding) founded(t *testing.T) (office.Office, []office.Clerk) {
	t.Helper()
	o, err := f.Office(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	clerks, err := f.AllClerks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o, clerks
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
	l.Page = New(d, s, files, Returning{}, func() { l.done = true })
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
	l.form.Fill(office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ", Owner: "Ủy ban nhân dân tỉnh Mẫu"})
	l.people.rows[0].Type(map[string]string{"name": "Trần  Thị Ví Dụ ", "position": "Công chức Văn phòng"})
}

func TestAnOfficeIsSetUpWithEveryoneWhoConverts(t *testing.T) {
	s := newFounding(t)
	l := lay(t, s)
	l.shows(t, "empty")
	l.fill()
	test.Tap(&l.people.add.Button)
	l.people.rows[1].Type(map[string]string{"name": "Nguyễn Văn Mẫu"})
	test.Tap(&l.people.add.Button) // left empty: nobody
	l.shows(t, "filled")
	l.Finish()
	kit.Settle()
	o, clerks := s.founded(t)
	if o.Name != "Ủy ban nhân dân xã Mẫu Sơn" || len(clerks) != 2 || !named(clerks, "Trần Thị Ví Dụ") || !named(clerks, "Nguyễn Văn Mẫu") {
		t.Errorf("set up %+v with %+v", o, clerks)
	}
	l.shows(t, "key")
}

func named(clerks []office.Clerk, name string) bool {
	return slices.ContainsFunc(clerks, func(c office.Clerk) bool { return c.Name == name })
}

func TestAShortenedNameIsRefusedBesideItsField(t *testing.T) {
	s := newFounding(t)
	l := lay(t, s)
	l.form.Fill(office.Office{Name: "UBND xã Mẫu Sơn", Code: "49", System: "x", Owner: ""})
	l.Finish()
	kit.Settle()
	if s.Ready() {
		t.Fatal("a shortened name was set up")
	}
	if l.window.Canvas().Focused() != l.form.First() {
		t.Error("the focus is not on the name")
	}
	l.shows(t, "refused")
}

func TestAPersonWithoutAFullNameIsRefused(t *testing.T) {
	s := newFounding(t)
	l := lay(t, s)
	l.fill()
	l.people.rows[0].Type(map[string]string{"name": "Dụ"})
	l.Finish()
	kit.Settle()
	if s.Ready() || !l.people.rows[0].Field("name").Bad() {
		t.Error("half a name was taken")
	}
	test.Tap(&l.people.add.Button)
	l.people.rows[1].Type(map[string]string{"name": "Mẫu"})
	l.Finish()
	if l.window.Canvas().Focused() != l.people.rows[0].First() || !l.people.rows[1].Field("name").Bad() {
		t.Error("the keyboard is not at the first name that is wrong, or the other one is not told")
	}
}

func TestHalfTypedAnswersAreThereWhenTheWindowOpensAgain(t *testing.T) {
	l := lay(t, newFounding(t))
	l.form.Fill(office.Office{Name: "Ủy ban nhân dân xã M", System: "Trạm"})
	l.people.rows[0].Type(map[string]string{"name": "Nguyễn Văn Mẫu"})
	test.Tap(&l.people.add.Button)
	l.people.rows[1].Type(map[string]string{"position": "Công chức Văn phòng"})
	closed := false
	l.desk.Keep(func(unkept []kit.Unkept) { closed = len(unkept) == 0 })
	kit.Settle()
	if !closed {
		t.Fatal("the window stays open")
	}
	again := l.again(t, newFounding(t))
	if said := again.sample.Text; !strings.Contains(said, "Ủy ban nhân dân xã M\n") {
		t.Errorf("the sample says %q", said)
	}
	if o := again.form.Value(); o.Name != "Ủy ban nhân dân xã M" || o.System != "Trạm" {
		t.Errorf("the office: %+v", o)
	}
	if who := again.people.value(); len(who) != 2 || who[0].Name != "Nguyễn Văn Mẫu" || who[1].Position != "Công chức Văn phòng" {
		t.Errorf("the people: %+v", who)
	}
	again.form.Fill(office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm", Owner: "Ủy ban nhân dân tỉnh Mẫu"})
	again.people.rows[1].Type(map[string]string{"name": "Trần Thị Ví Dụ"})
	again.Finish()
	kit.Settle()
	again.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	if o := l.again(t, newFounding(t)).form.Value(); o != (office.Office{}) {
		t.Errorf("left behind after the set-up: %+v", o)
	}
}

// again is another window of the same program.
func (l *table) again(t *testing.T, s Services) *Page {
	p := New(kit.NewDesk(t.Context(), l.window), s, Files{}, Returning{}, func() {})
	p.Enter()
	return p
}

func TestAFailedSetUpKeepsWhatWasTyped(t *testing.T) {
	s := newFounding(t)
	s.full = true
	l := lay(t, s)
	l.fill()
	l.Finish()
	kit.Settle()
	if !l.desk.News.Visible() || l.form.Value().Code != "H49.10.02" {
		t.Error("nothing was said, or the form was emptied")
	}
	s.full = false
	l.Finish()
	kit.Settle()
	if !s.Ready() {
		t.Error("the second try did not set up")
	}
}

func TestTheWayOnOpensOnlyWhenTheKeyWasPutAway(t *testing.T) {
	l := lay(t, newFounding(t))
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
	l := lay(t, newFounding(t))
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
	l := lay(t, newFounding(t))
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

func TestAKeyThatIsOwedIsShownAgainUntilItWasPutAway(t *testing.T) {
	s := newFounding(t)
	if _, err := s.SetUp(t.Context(), stationtest.Office(), []office.Clerk{{Name: "Nguyễn Văn Mẫu"}}); err != nil {
		t.Fatal(err)
	}
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
	if l.done || !s.RecoveryOwed() {
		t.Error("the key could be passed over")
	}
	kept.SetChecked(true)
	test.Tap(&on.Button)
	if !l.done || s.RecoveryOwed() {
		t.Errorf("gone on %v, still owed %v", l.done, s.RecoveryOwed())
	}
}

func TestCtrlEnterGoesOnFromTheKeyOnlyOnceItWasPutAway(t *testing.T) {
	l := lay(t, newFounding(t))
	l.hand(office.Office{Name: "x"}, office.Recovery{Key: key, PDF: []byte("%PDF")})
	l.Finish()
	if l.done || !l.key.kept.Disabled() || l.window.Canvas().Focused() != fyne.Focusable(l.key.save) {
		t.Fatalf("a key that was never taken out: done %v, focus %T", l.done, l.window.Canvas().Focused())
	}
	l.key.saved("/x/khoa.pdf")
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
	l := lay(t, newFounding(t))
	l.hand(office.Office{Name: "x"}, office.Recovery{Key: key, PDF: []byte("%PDF")})
	test.Tap(&l.key.save.Button)
	kit.Settle()
	if _, typed := l.window.Canvas().Focused().(interface{ SetText(string) }); !typed || len(l.saved) != 0 {
		t.Errorf("focus %T, saved %v", l.window.Canvas().Focused(), l.saved)
	}
}
