package ui

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
	"tram/ui/kit"
)

// inSight is all that the window shows, as text.
func (w *Window) inSight() string {
	w.win.Content().Refresh()
	return test.RenderToMarkup(w.win.Canvas())
}

// unlocks types a password into the lock screen.
func (w *Window) unlocks(t *testing.T, password string) {
	t.Helper()
	field, is := w.win.Canvas().Focused().(*kit.Secret)
	if !is {
		t.Fatalf("the cursor is in %T", w.win.Canvas().Focused())
	}
	field.SetText(password)
	field.OnSubmitted(password)
	kit.Settle()
}

func withPeople() *standIn {
	s := newStandIn()
	s.people = []office.Visitor{{Account: "a", Name: "Trần Thị Ví Dụ", Position: "Công chức"}, {Account: "b", Name: "Lê Văn Mẫu"}}
	return s
}

func TestWhoHasNoPasswordSeesNothingOfTheOffice(t *testing.T) {
	s := withPeople()
	s.told = []string{"Lê Văn Mẫu đã thành quản trị."}
	w := open(t, s)
	if w.frame != nil || !strings.Contains(w.inSight(), "Trần Thị Ví Dụ, Công chức") {
		t.Fatal("the desk is there before anybody was let in")
	}
	w.shows(t, "lock")
	w.unlocks(t, "đoán bừa")
	if w.frame != nil || !strings.Contains(w.inSight(), "Mật khẩu không đúng.") || strings.Contains(w.inSight(), "đoán bừa") {
		t.Error("a wrong password is not told")
	}
	w.unlocks(t, "mật khẩu đúng")
	if w.frame == nil || s.sits != "a" {
		t.Fatal("the right password lets nobody in")
	}
	if !strings.Contains(w.inSight(), "đã thành quản trị") {
		t.Error("what has to be learned is not told")
	}
}

func TestALockedWindowHidesTheDeskAndGivesItBackToItsOwner(t *testing.T) {
	s := withPeople()
	w := open(t, s)
	w.unlocks(t, "mật khẩu đúng")
	w.goTo("frame.records")
	kit.Settle()
	left := w.frame
	w.lock()
	kit.Settle()
	if shown := w.inSight(); !w.locked || strings.Contains(shown, "Nhật ký") {
		t.Error("the locked window shows the desk")
	}
	w.atDesk(func(*frame) { t.Error("a key reaches the desk behind the lock") })()
	w.dropped(fyne.Position{}, nil)
	w.finish()
	w.unlocks(t, "mật khẩu đúng")
	if w.locked || w.frame != left || w.frame.now != w.place("frame.records") {
		t.Error("who comes back does not find their desk as they left it")
	}

	// Another person gets a desk of their own.
	w.lock()
	kit.Settle()
	s.people[0], s.people[1] = s.people[1], s.people[0]
	w.locked = false
	w.lock()
	kit.Settle()
	s.sits = "a"
	w.entered(nil)
	s.sits = "b"
	w.last = "a"
	w.entered(nil)
	kit.Settle()
	if w.frame == left || w.frame.now != 0 {
		t.Error("another sees the desk that was left")
	}
}

func TestAWindowThatNobodyHasToUnlockDoesNotLock(t *testing.T) {
	w := open(t, newStandIn())
	w.lock()
	kit.Settle()
	if w.locked || w.frame == nil {
		t.Error("the only person locks themselves out")
	}
}

func TestAWindowThatNobodyLooksAtLocksItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := open(t, withPeople())
		w.unlocks(t, "mật khẩu đúng")
		leave, back := hooks(t, w)
		leave()
		time.Sleep(awayFor - time.Second)
		back()
		time.Sleep(2 * awayFor)
		kit.Settle()
		if w.locked {
			t.Error("it locks although somebody came back")
		}
		leave()
		time.Sleep(awayFor + time.Second)
		synctest.Wait()
		kit.Settle()
		if !w.locked {
			t.Error("it stays open although nobody looks at it")
		}
	})
}

// hooks are what the system calls when the window goes behind others and comes back.
func hooks(t *testing.T, w *Window) (leave, back func()) {
	t.Helper()
	l, is := w.app.Lifecycle().(interface {
		OnExitedForeground() func()
		OnEnteredForeground() func()
	})
	if !is {
		t.Fatalf("%T tells no hooks", w.app.Lifecycle())
	}
	return l.OnExitedForeground(), l.OnEnteredForeground()
}

func TestWhatLaysOverTheDeskIsHiddenWithIt(t *testing.T) {
	w := open(t, withPeople())
	w.unlocks(t, "mật khẩu đúng")
	dialog := widget.NewLabel("Lý do thu hồi: quét thiếu trang")
	w.win.Canvas().Overlays().Add(dialog)
	w.lock()
	if strings.Contains(w.inSight(), "Lý do thu hồi") {
		t.Error("it is in sight while the door is asked")
	}
	kit.Settle()
	if !w.locked || strings.Contains(w.inSight(), "Lý do thu hồi") {
		t.Error("the locked window shows what lay over the desk")
	}
	w.unlocks(t, "mật khẩu đúng")
	if w.win.Canvas().Overlays().Top() != dialog {
		t.Error("who comes back does not find it")
	}
}

func TestWhatOneTypedIsNotShownToAnother(t *testing.T) {
	s := withPeople()
	w := open(t, s)
	w.unlocks(t, "mật khẩu đúng")
	typed := kit.NewHalfTyped(w.desk, "form", func() (string, bool) { return "riêng của một người", true })
	typed.Open()
	typed.Typed()
	w.desk.Keep(func([]kit.Unkept) {})
	kit.Settle()
	s.sits = "b"
	w.last = "a"
	w.entered(nil)
	kit.Settle()
	if words, there := kit.NewHalfTyped(w.desk, "form", func() (string, bool) { return "", false }).Open(); there {
		t.Errorf("another sees %q", words)
	}
	if words, there := again(w, "a"); !there || words != "riêng của một người" {
		t.Errorf("who typed it finds %q", words)
	}
}

// again is the form as it opens for a person.
func again(w *Window, who string) (string, bool) {
	w.desk.Who = who
	return kit.NewHalfTyped(w.desk, "form", func() (string, bool) { return "", false }).Open()
}

// Who sees the wrong name after they have typed their password picks their own, and types on.
func TestThePasswordStaysAndIsTypedOnWhenAnotherNameIsPicked(t *testing.T) {
	w := open(t, withPeople())
	secret := w.win.Canvas().Focused().(*kit.Secret)
	test.Type(secret, "mật khẩu")
	var names *kit.Select
	for _, o := range below(w.win.Content()) {
		if s, is := o.(*kit.Select); is {
			names = s
		}
	}
	w.win.Canvas().Focus(names)
	names.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if got := w.win.Canvas().Focused(); got != fyne.Focusable(names) || names.Selected != names.Options[1] {
		t.Fatalf("the arrows lead from the names, of which %q is chosen, to %T", names.Selected, got)
	}
	names.SetSelected(names.Options[0])
	if got := w.win.Canvas().Focused(); got != fyne.Focusable(secret) || secret.Text != "mật khẩu" {
		t.Fatalf("picked by the mouse, the keyboard is at %T, and of the password is left %q", got, secret.Text)
	}
}
