package kit

import (
	"errors"
	"runtime"
	"testing"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

var notAllowed = office.Failure{Name: "people.not-allowed", Said: "Trần Thị Ví Dụ không có quyền ký số.", Next: "Hãy nhờ quản trị cấp thêm vai trò."}

func TestAButtonWhoseRightIsWantingTellsWhyAndDoesNothing(t *testing.T) {
	test.NewTempApp(t)
	d := NewDesk(t.Context(), test.NewTempWindow(t, nil))
	pressed := 0
	b := NewMainButton("Ký", nil, func() { pressed++ })
	d.Guard(office.MaySign, b)
	test.Tap(b)
	if pressed != 1 {
		t.Fatal("a button is asleep although nothing is denied")
	}
	d.Deny(map[office.Right]error{office.MaySign: notAllowed})
	for what, press := range map[string]func(){"a tap": func() { test.Tap(b) }, "Ctrl+Enter": func() { Press(b) }} {
		d.News.Empty()
		press()
		if pressed != 1 || !b.Disabled() || d.News.Said() != notAllowed.Said {
			t.Errorf("%s: pressed %d, asleep %v, says %q", what, pressed, b.Disabled(), d.News.Said())
		}
	}
	b.Enable() // the page has all that it needs
	if !b.Disabled() {
		t.Error("a page wakes what is denied")
	}
	late := NewButton("Ký nữa", nil, nil)
	d.Guard(office.MaySign, late)
	if !late.Disabled() {
		t.Error("a button that comes later is awake")
	}
	d.Deny(nil)
	if b.Disabled() || late.Disabled() {
		t.Error("a right that came back wakes no button")
	}
}

func TestAButtonThatItsPagePutToSleepStaysAsleepWhenTheRightComes(t *testing.T) {
	test.NewTempApp(t)
	d := NewDesk(t.Context(), test.NewTempWindow(t, nil))
	b := NewButton("Ký", nil, nil)
	b.Disable()
	d.Guard(office.MaySign, b)
	d.Deny(map[office.Right]error{office.MaySign: notAllowed})
	d.Deny(nil)
	if !b.Disabled() {
		t.Error("the page is not asked")
	}
}

func TestWhatIsNoSentenceKeepsNobodyFromAButton(t *testing.T) {
	test.NewTempApp(t)
	d := NewDesk(t.Context(), test.NewTempWindow(t, nil))
	b := NewButton("Ký", nil, nil)
	d.Guard(office.MaySign, b)
	d.Deny(map[office.Right]error{office.MaySign: errors.New("disk I/O error")})
	if _, denied := d.Denied(office.MaySign); denied || b.Disabled() {
		t.Error("a button sleeps, and nothing says why")
	}
}

func TestButtonsOfPagesThatAreGoneAreForgotten(t *testing.T) {
	test.NewTempApp(t)
	d := NewDesk(t.Context(), test.NewTempWindow(t, nil))
	for range 50 {
		d.Guard(office.MaySign, NewButton("", nil, nil))
	}
	runtime.GC()
	d.Deny(nil)
	if len(d.guards) > 25 {
		t.Errorf("%d are kept", len(d.guards))
	}
}

func TestANewPasswordIsTypedTwiceTheSame(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, nil)
	sent := 0
	n := NewNewPassword("", func() { sent++ })
	w.SetContent(n.Content)
	n.First.SetText("nồi đồng cối đá")
	n.First.OnSubmitted("")
	if w.Canvas().Focused() != n.Second {
		t.Error("Enter does not lead to the second field")
	}
	n.Second.SetText("nồi đồng cối dá")
	if n.Same() || !n.again.Bad() {
		t.Error("two that differ are taken for one")
	}
	n.Second.SetText("nồi đồng cối đá")
	n.Second.OnSubmitted("")
	if !n.Same() || n.again.Bad() || sent != 1 || string(n.Typed()) != "nồi đồng cối đá" {
		t.Error("two that are the same are not taken")
	}
	n.Empty()
	if n.First.Text+n.Second.Text != "" {
		t.Error("a password stays")
	}
}
