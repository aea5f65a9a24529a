package ui

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
	"tram/ui/unlock"
)

// firstAccount is what becomes of an office when somebody is made its administrator.
func (s *standIn) firstAccount() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.people = withPeople().people
	s.lost = true
}

func TestAWindowThatIsOpenKnowsOfTheFirstAccount(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	typed := kit.NewHalfTyped(w.desk, "form", func() (string, bool) { return "gõ dở", true })
	typed.Open()
	typed.Typed()
	s.firstAccount()
	w.frame.changed()
	kit.Settle()
	if !w.locked || !strings.Contains(w.inSight(), "Trần Thị Ví Dụ, Công chức") {
		t.Fatal("the desk stays open to whoever sits there")
	}
	s.mu.Lock()
	s.lost = false
	s.mu.Unlock()
	w.unlocks(t, "mật khẩu đúng")
	if w.locked || s.sits != "a" || w.desk.Who != "a" {
		t.Fatal("nobody comes in")
	}
	if words, there := again(w, "a"); !there || words != "gõ dở" {
		t.Errorf("what was typed while nobody had an account is %q", words)
	}
	if words, there := again(w, "b"); there {
		t.Errorf("another finds it, too: %q", words)
	}
	w.lock() // Ctrl+L
	kit.Settle()
	if !w.locked {
		t.Error("the window does not lock")
	}
}

func TestAWindowKnowsOfAFirstAccountWithoutAPassword(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	s.mu.Lock()
	s.lost, s.alone = true, "a"
	s.mu.Unlock()
	w.frame.changed()
	kit.Settle()
	if w.locked || w.frame == nil || s.sits != "a" || w.desk.Who != "a" {
		t.Errorf("the only person is locked out, or works as nobody: %q sits there", s.sits)
	}
}

func TestWhatCouldNotBeSavedWithoutALogInIsSavedByWhoComesFirst(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	var saved []string
	d := kit.NewDraft[string](w.desk)
	d.Read = func() (string, bool) { return "gõ dở", true }
	d.Of, d.Title, d.Same = func(string) string { return "x" }, func(string) string { return "x" }, func(a, b string) bool { return a == b }
	d.Ended = func(string, string, error) bool { return false }
	d.Save = func(_ context.Context, words string) (string, error) {
		if _, who := s.Sits(); who == "" {
			return "", office.Failure{Name: "people.no-login", Said: "Chưa mở khóa.", Next: "Hãy mở khóa."}
		}
		saved = append(saved, words)
		return words, nil
	}
	d.Begin("")
	s.firstAccount()
	w.frame.changed()
	kit.Settle()
	s.mu.Lock()
	s.lost = false
	s.mu.Unlock()
	w.unlocks(t, "mật khẩu đúng")
	if w.locked || w.desk.Who != "a" || len(saved) != 1 {
		t.Errorf("saved %q, the desk is of %q", saved, w.desk.Who)
	}
}

func TestWhereNobodyHasToUnlockTheDoorIsAskedOnceATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStandIn()
		w := open(t, s, func(o *Options) {
			o.Untouched = func() (time.Duration, bool) { return time.Hour, true }
		})
		for range 20 {
			time.Sleep(touchAsked)
			synctest.Wait()
			kit.Settle()
		}
		if w.locked || s.doors != 2 { // at the start, and as nobody was there
			t.Errorf("locked %v, the door was asked %d times", w.locked, s.doors)
		}
	})
}

func TestWhoseAccountIsShutAtWorkLeavesTheDesk(t *testing.T) {
	s := withPeople()
	w := open(t, s)
	w.unlocks(t, "mật khẩu đúng")
	s.mu.Lock()
	s.lost = true
	s.mu.Unlock()
	w.frame.changed()
	kit.Settle()
	if !w.locked || strings.Contains(w.inSight(), "Số hóa") {
		t.Error("the desk stays in sight")
	}
}

func TestTheRecoveryKeyNamesAnAdministratorFromTheLockScreen(t *testing.T) {
	s := withPeople()
	w := open(t, s)
	pressed(t, w, "Dùng khóa khôi phục…")
	if shown := w.inSight(); !strings.Contains(shown, "Khóa khôi phục") || strings.Contains(shown, "Mở khóa") {
		t.Fatal("the lock screen does not lead to the recovery key")
	}
	pressed(t, w, "Quay lại")
	if !strings.Contains(w.inSight(), "Mở khóa") || w.frame != nil {
		t.Error("the way back does not lead to the lock screen")
	}
}

func TestTheRecoveryKeyIsTakenBackWithoutNamingAnybody(t *testing.T) {
	w := open(t, newStandIn())
	left := w.frame
	w.nameAdministrator()
	kit.Settle()
	if strings.Contains(w.inSight(), "Số hóa") {
		t.Error("the desk shows beside the key")
	}
	pressed(t, w, "Quay lại")
	if w.locked || w.frame != left || !strings.Contains(w.inSight(), "Số hóa") {
		t.Error("the desk does not come back")
	}
}

// named is a station whose recovery key is "khóa đúng".
type named struct {
	*standIn
	who   office.Clerk
	posts []office.Post
	with  string
}

func (n *named) NameAdministrator(_ context.Context, key string, who office.Clerk, posts []office.Post, password []byte) ([]byte, error) {
	if key != "khóa đúng" {
		return nil, office.Failure{Name: "seal.recovery-key-wrong", Said: "Khóa khôi phục gõ chưa đúng.", Next: "Hãy gõ lại."}
	}
	n.who, n.posts, n.with = who, posts, string(password)
	return []byte("%PDF tờ"), nil
}

func TestAFailedTryWithTheRecoveryKeyKeepsThePassword(t *testing.T) {
	w := open(t, newStandIn())
	n := &named{standIn: newStandIn()}
	var on bool
	r := unlock.NewRecovery(w.desk, n, unlock.Files{}, []string{"Trần Thị Ví Dụ"}, func() {}, func() { on = true })
	w.put(r.Content())
	r.Enter()
	types := func(key string) {
		w.desk.Focus(w.win.Canvas().Focused())
		w.win.Canvas().Focused().(*kit.Entry).SetText(key)
	}
	types("khóa sai")
	var secrets []*kit.Secret
	for _, o := range test.LaidOutObjects(r.Content()) {
		if s, is := o.(*kit.Secret); is {
			secrets = append(secrets, s)
		}
	}
	for _, s := range secrets {
		s.SetText("nồi đồng cối đá")
	}
	r.Finish()
	kit.Settle()
	if n.who.Name != "" || !says(r.Content(), "gõ chưa đúng") {
		t.Fatal("a wrong key names somebody, or is not told")
	}
	types("khóa đúng")
	r.Finish()
	kit.Settle()
	if n.who.Name != "Trần Thị Ví Dụ" || n.with != "nồi đồng cối đá" || len(n.posts) != 1 || n.posts[0] != office.AsAdmin {
		t.Errorf("named %q as %q with the password %q", n.who.Name, n.posts, n.with)
	}
	if shown := w.inSight(); !strings.Contains(shown, "Lưu tờ xác nhận…") || strings.Contains(shown, "khóa đúng") {
		t.Error("the sheet is not offered, or the key stays in sight")
	}
	pressed(t, w, "Đến màn hình mở khóa")
	if !on {
		t.Error("it does not go on")
	}
}

// pressed presses the button of a word.
func pressed(t *testing.T, w *Window, word string) {
	t.Helper()
	w.win.Content().Refresh()
	for _, o := range test.LaidOutObjects(w.win.Content()) {
		if b, is := o.(*kit.Button); is && b.Text == word {
			test.Tap(b)
			kit.Settle()
			return
		}
	}
	t.Fatalf("there is no button %q", word)
}

// says tells whether a label holds some words.
func says(o fyne.CanvasObject, words string) bool {
	return slices.ContainsFunc(test.LaidOutObjects(o), func(o fyne.CanvasObject) bool {
		l, is := o.(*widget.Label)
		return is && strings.Contains(l.Text, words)
	})
}

func TestAPageTellsThatItsMainActNeedsARightThatIsWanting(t *testing.T) {
	s := newStandIn()
	s.denied = map[office.Right]error{office.MaySign: office.Failure{Name: "people.not-allowed", Said: "Trần Thị Ví Dụ không có quyền ký số.", Next: "Hãy nhờ quản trị."}}
	w := open(t, s)
	for place, told := range map[string]bool{"frame.today": false, "frame.digitise": false, "frame.sign": true, "frame.printing": false, "frame.records": false} {
		w.goTo(place)
		kit.Settle()
		if w.frame.lacks.Visible() != told || told && !strings.Contains(w.frame.lacks.Said(), "không có quyền ký số. Ở trang này bạn xem được") {
			t.Errorf("place %s says %q", place, w.frame.lacks.Said())
		}
	}
	w.goTo("frame.sign")
	s.mu.Lock()
	s.denied = nil
	s.mu.Unlock()
	w.frame.changed()
	kit.Settle()
	if w.frame.lacks.Visible() {
		t.Error("a right that was given is not known")
	}
}

func TestAWindowInFrontLocksWhereNobodyTouchesTheComputer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var touched atomic.Int64 // when, by the clock of the test
		touch := func() { touched.Store(time.Now().UnixNano()) }
		touch()
		w := open(t, withPeople(), func(o *Options) {
			o.Untouched = func() (time.Duration, bool) { return time.Since(time.Unix(0, touched.Load())), true }
		})
		w.unlocks(t, "mật khẩu đúng")
		typed := kit.NewEntry()
		w.put(typed)
		for range 30 { // somebody types, now and then
			time.Sleep(awayFor - 2*touchAsked)
			touch()
			typed.SetText(typed.Text + "chữ ")
			kit.Settle()
			if w.locked {
				t.Fatal("it locks in the midst of typing")
			}
		}
		time.Sleep(awayFor + 2*touchAsked)
		synctest.Wait()
		kit.Settle()
		if !w.locked {
			t.Error("it stays open although nobody is there")
		}
		if want := strings.Repeat("chữ ", 30); typed.Text != want {
			t.Errorf("of what was typed there is %q", typed.Text)
		}
	})
}

func TestWhereTheSystemDoesNotTellNothingLocksByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, withPeople(), func(o *Options) {
			o.Untouched = func() (time.Duration, bool) { return time.Hour, false }
		})
		w.unlocks(t, "mật khẩu đúng")
		time.Sleep(3 * awayFor)
		synctest.Wait()
		kit.Settle()
		if w.locked {
			t.Error("it locks by a time that nobody told")
		}
	})
}

// Words of an office lie with its records, and those that an earlier program left in the
// clear go there.
func TestWhatIsHalfTypedLiesWithTheRecords(t *testing.T) {
	const name = "half-typed.form"
	s := stationtest.New(t)
	w := openOn(t, s)
	clear := w.app.Preferences()
	clear.SetString(name, `"từ trước"`)
	said := "gõ dở"
	typed := kit.NewHalfTyped(w.desk, "form", func() (string, bool) { return said, said != "" })
	if left, there := typed.Open(); !there || left != "từ trước" {
		t.Fatalf("of an earlier program was found %q", left)
	}
	for _, want := range []string{`"từ trước"`, `"gõ dở"`, ""} {
		if got, err := s.HalfTyped(t.Context(), name); got != want || err != nil || clear.String(name) != "" {
			t.Errorf("the office keeps %q, %v, and in the clear lies %q", got, err, clear.String(name))
		}
		if want == `"gõ dở"` {
			said = "" // it was kept by its button
		}
		w.desk.Keep(func([]kit.Unkept) {})
		kit.Settle()
	}
}

// Two people who share a machine change places by the door that names who sits there: by the
// mouse, and by Enter on it.
func TestADoorAtTheFootNamesWhoWorksAndLeavesTheDeskToAnother(t *testing.T) {
	s := withPeople()
	w := open(t, s)
	w.unlocks(t, "mật khẩu đúng")
	side := w.frame.side
	if side.sits.Text != "Trần Thị Ví Dụ" || !side.sits.Visible() || !side.lock.Visible() {
		t.Fatalf("the foot names %q", side.sits.Text)
	}
	typed := kit.NewHalfTyped(w.desk, "form", func() (string, bool) { return "gõ dở", true })
	typed.Open()
	typed.Typed()
	for _, by := range []func(){
		func() { test.Tap(side.lock) },
		func() { side.lock.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) },
	} {
		left := w.frame
		by()
		kit.Settle()
		if shown := w.inSight(); !w.locked || strings.Contains(shown, "Nhật ký") {
			t.Fatal("the desk stays in sight")
		}
		w.unlocks(t, "mật khẩu đúng")
		if w.locked || w.frame != left {
			t.Fatal("who comes back does not find their desk")
		}
	}
	if words, there := again(w, "a"); !there || words != "gõ dở" {
		t.Errorf("of what was typed there is %q", words)
	}
	w.win.Resize(fyne.NewSize(1024, 600))
	kit.Settle()
	side.lock.FocusGained()
	if side.sits.Visible() || !side.hint.Visible() || side.said.Text != "Trần Thị Ví Dụ: Khóa, đổi người  Ctrl+L" {
		t.Errorf("folded, the door says %q", side.said.Text)
	}
}

func TestWhoseWindowNeedsNoPasswordIsToldWhyItDoesNotLock(t *testing.T) {
	w := open(t, newStandIn())
	if w.frame.side.lock.Visible() || w.frame.side.sits.Visible() {
		t.Error("a door locks although nobody has an account")
	}
	w.lockAsked()
	kit.Settle()
	if w.locked || !strings.Contains(w.desk.News.Said(), "chưa ai phải gõ mật khẩu") {
		t.Errorf("told %q", w.desk.News.Said())
	}
}
