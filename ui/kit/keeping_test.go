package kit

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

// drawer keeps bookings, as a station does: each save is the next version.
type drawer struct {
	all      []booking
	versions map[string]int
	refuses  error
}

func (s *drawer) save(_ context.Context, b booking) (booking, error) {
	if s.refuses != nil {
		return b, s.refuses
	}
	if b.ID == "" {
		b.ID = "r" + strconv.Itoa(len(s.all)+1)
		s.all = append(s.all, b)
	}
	s.all[slices.IndexFunc(s.all, func(each booking) bool { return each.ID == b.ID })] = b
	if s.versions == nil {
		s.versions = map[string]int{}
	}
	s.versions[b.ID]++
	return b, nil
}

func (s *drawer) keeping() KeepingOf[booking] {
	return KeepingOf[booking]{
		Name: "bookings", Word: "Lưu", May: office.MayRun, Is: func(b booking) string { return b.ID }, Save: s.save,
		After: func(before *booking, after booking) {}, Said: func(b booking) string { return "Đã lưu " + b.Room },
	}
}

func roomAsks() []*Ask[booking] { return bookingAsks()[:2] }

func kept(t *testing.T, s *drawer) (*Desk, *Keeping[booking]) {
	t.Helper()
	d := newDesk(t)
	return d, again(t, d, s)
}

// again is another window of the same program.
func again(t *testing.T, d *Desk, s *drawer) *Keeping[booking] {
	t.Helper()
	k := NewKeeping(d, NewForm(roomAsks()...), s.keeping())
	d.Window.SetContent(k.Form.Content)
	return k
}

func TestWhatIsKeptCanBeTakenBackAndWhatIsRefusedStaysInTheForm(t *testing.T) {
	s := &drawer{all: []booking{{ID: "1", Room: "Phòng 1"}}}
	d, k := kept(t, s)
	if k.Show(s.all[0]); !k.Save.Disabled() {
		t.Error("there is nothing to keep, and it can be kept")
	}
	k.Form.Type(map[string]string{"room": "x"})
	test.Tap(k.Save)
	Settle()
	if s.all[0].Room != "Phòng 1" || !k.Form.Field("room").Bad() {
		t.Fatal("what is wrong was kept")
	}
	s.refuses = taken
	k.Form.Type(map[string]string{"room": "Phòng lớn"})
	test.Tap(k.Save)
	Settle()
	if !k.Form.Field("day").Bad() || k.Save.Disabled() || k.Form.Value().Room != "Phòng lớn" {
		t.Error("what was refused is gone, or nobody says why")
	}
	s.refuses = nil
	test.Tap(k.Save)
	Settle()
	if s.all[0].Room != "Phòng lớn" || !k.Save.Disabled() || d.News.Said() != "Đã lưu Phòng lớn" {
		t.Fatalf("kept %v, said %q", s.all, d.News.Said())
	}
	d.News.Press()
	Settle()
	if s.all[0].Room != "Phòng 1" || k.Form.Value().Room != "Phòng 1" || k.Form.Differs() {
		t.Errorf("taken back: %v, the form says %v", s.all, k.Form.Value())
	}
}

func TestWhatIsTypedWhileTheStationKeepsStays(t *testing.T) {
	s := &drawer{all: []booking{{ID: "1", Room: "Phòng 1"}, {ID: "2", Room: "Phòng 2"}}}
	_, k := kept(t, s)
	k.Show(s.all[0])
	k.Form.Type(map[string]string{"room": "Phòng lớn"})
	k.Press()
	k.Form.Type(map[string]string{"day": "2026-12-01"})
	Settle()
	if b := k.Form.Value(); b.Day != "2026-12-01" || s.all[0].Room != "Phòng lớn" || k.Save.Disabled() || len(k.Form.Retyped()) != 1 {
		t.Errorf("kept %v, the form says %v", s.all[0], b)
	}
	k.Press()
	k.Show(s.all[1])
	Settle()
	if k.Form.Value().Room != "Phòng 2" || s.all[0].Day != "2026-12-01" {
		t.Errorf("the form says %v after another one was kept", k.Form.Value())
	}
	if k.Show(s.all[0]); k.Form.Differs() {
		t.Error("what was kept counts as half typed")
	}
	if left, waits := k.unkept(); waits {
		t.Errorf("left half typed: %q", left)
	}
}

func TestWhatWasTypedForARecordComesBackWithItAlsoInAnotherWindow(t *testing.T) {
	s := &drawer{all: []booking{{ID: "1", Room: "Phòng 1"}, {ID: "2", Room: "Phòng 2"}}}
	d, k := kept(t, s)
	k.Show(booking{})
	k.Form.Type(map[string]string{"room": "Phòng mới"})
	k.Show(s.all[0])
	k.Form.Type(map[string]string{"day": "2026-12-01"})
	if k.Show(s.all[1]); k.Form.Differs() {
		t.Error("words of one record lie in another")
	}
	if k.Show(s.all[0]); k.Form.Value().Day != "2026-12-01" {
		t.Error("words of a record did not come back with it")
	}
	d.Keep(func([]Unkept) {})
	Settle()
	k.Form.Type(map[string]string{"day": "2026-12-02"})
	if k.Show(s.all[0]); k.Form.Value().Day != "2026-12-02" {
		t.Error("older words of a record took the place of newer ones")
	}
	k.Form.Type(map[string]string{"day": "2026-12-01"})
	d.Keep(func([]Unkept) {})
	Settle()
	next := again(t, NewDesk(t.Context(), d.Window), s)
	next.Show(s.all[0])
	if next.Form.Value().Day != "2026-12-01" || !next.desk.News.Visible() {
		t.Errorf("after the window was closed: %v", next.Form.Value())
	}
	if next.Show(booking{}); next.Form.Value().Room != "Phòng mới" {
		t.Errorf("of a new one: %v", next.Form.Value())
	}
	next.Press()
	Settle()
	if len(s.all) != 3 || next.Form.Value().Room != "" || next.Form.Differs() {
		t.Errorf("a new one makes no room for the next: %v", next.Form.Value())
	}
	next.desk.Keep(func([]Unkept) {})
	Settle()
	last := again(t, NewDesk(t.Context(), d.Window), s)
	if left := last.Opened(); !slices.Equal(left, []string{"1"}) {
		t.Errorf("half typed is %q", left)
	}
}

// listed lays a ledger on a desk, as each window of one program does.
func listed(t *testing.T, d *Desk, s *drawer) (l *Ledger[booking], drop *Button) {
	t.Helper()
	drop = NewButton("Bỏ", nil, nil)
	l = NewLedger(d, NewForm(roomAsks()...), LedgerOf[booking]{
		KeepingOf: s.keeping(), All: func(context.Context) ([]booking, error) { return slices.Clone(s.all), s.refuses },
		Row: func(b booking, r *Row) { r.Set(b.Room, b.Day, "") }, Title: func(b booking) string { return b.Room },
		New: "Phòng mới", Add: "Thêm", Acts: []*Button{drop}, Reads: "Đang đọc sổ…",
	})
	d.Window.SetContent(l.Content)
	d.Window.Resize(fyne.NewSize(900, 600))
	l.Enter(t.Context())
	Settle()
	return l, drop
}

func TestALedgerAsksForANewRecordAndListsIt(t *testing.T) {
	s, d := &drawer{all: []booking{{ID: "1", Room: "Phòng 1"}}}, newDesk(t)
	l, drop := listed(t, d, s)
	if l.title.Text != "Phòng mới" || l.Save.Text != "Thêm" || drop.Visible() || l.fresh.Visible() {
		t.Errorf("it begins with %q, %q", l.title.Text, l.Save.Text)
	}
	l.Form.Type(map[string]string{"room": "Phòng 2"})
	l.Form.entry("room").OnSubmitted("")
	Settle()
	if len(l.Rows()) != 2 || l.Rows()[1].Room != "Phòng 2" || l.Form.Differs() {
		t.Fatalf("listed: %v", l.Rows())
	}
	d.News.Press() // there is nothing before a new one that could be kept again
	Settle()
	if len(s.all) != 2 || d.News.Said() == T("kit.taken-back") {
		t.Errorf("taken back, it says: %v", s.all)
	}
	l.List.Select(1)
	if l.title.Text != "Phòng 2" || l.Save.Text != "Lưu" || !drop.Visible() || !l.fresh.Visible() || l.Form.Value().ID != "r2" {
		t.Errorf("a chosen record: %q, %q, %v", l.title.Text, l.Save.Text, l.Form.Value())
	}
	l.Form.Type(map[string]string{"room": "Phòng 3"})
	l.Press()
	Settle()
	if l.title.Text != "Phòng 3" || l.Rows()[1].Room != "Phòng 3" || l.Form.Value().ID != "r2" {
		t.Errorf("a kept record: %q, %v", l.title.Text, l.Form.Value())
	}
	if test.Tap(l.fresh); l.Form.Value().ID != "" || d.Window.Canvas().Focused() != l.Form.First() {
		t.Error("the form does not ask for another one")
	}
}

func TestALedgerBeginsWithWhatWasLeftHalfTyped(t *testing.T) {
	s, d := &drawer{all: []booking{{ID: "1", Room: "Phòng 1"}, {ID: "2", Room: "Phòng 2"}}}, newDesk(t)
	l, _ := listed(t, d, s)
	l.List.Select(1)
	l.Form.Type(map[string]string{"day": "2026-12-01"})
	l.Enter(t.Context())
	Settle()
	if l.Form.Value().Day != "2026-12-01" {
		t.Error("words are gone when the records are read again")
	}
	d.Keep(func([]Unkept) {})
	Settle()
	next, _ := listed(t, NewDesk(t.Context(), d.Window), s)
	if b := next.Form.Value(); b.ID != "2" || b.Day != "2026-12-01" || next.title.Text != "Phòng 2" {
		t.Errorf("the form begins with %v", b)
	}
}

func TestALedgerThatCannotBeReadIsNoEmptyOne(t *testing.T) {
	s, d := &drawer{refuses: unread}, newDesk(t)
	l, _ := listed(t, d, s)
	if l.List.Visible() || !l.read.fails.Visible() {
		t.Error("a register that could not be read is shown empty")
	}
}
