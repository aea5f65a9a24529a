package sign

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/kit/kittest"
)

// tenOf is an office in which ten documents wait, and the page with the PIN typed.
func tenOf(t *testing.T, task office.Task) (*Page, *station, *kittest.Hand) {
	t.Helper()
	s := newStation()
	for i := range 10 {
		s.add(task, permit(office.ID(fmt.Sprintf("p%d", i)), fmt.Sprint(i+1)))
	}
	p := shown(t, s)
	hand := &kittest.Hand{Window: p.desk.Window}
	p.openKeys()
	kit.Settle()
	typePIN(p, rightPIN)
	return p, s, hand
}

// click clicks the thing itself where it is in view.
func click(t *testing.T, h *kittest.Hand, on fyne.CanvasObject) {
	t.Helper()
	h.Window.Content().Refresh()
	for _, c := range kittest.Controls(h.Window) {
		if c.Object == on {
			h.Click(c.View.Middle())
			return
		}
	}
	t.Fatalf("%T is not in view", on)
}

func TestTenFinishedDocumentsAreSignedByOneClickAfterThePIN(t *testing.T) {
	p, s, hand := tenOf(t, office.TaskSign)
	click(t, hand, p.how.act)
	if len(s.signed) != 10 || hand.Clicks > 3 {
		t.Errorf("%d signed by %d clicks", len(s.signed), hand.Clicks)
	}
}

// TestTenDraftsAreSignedByTwoClicksAfterThePIN: of those nothing is ticked that nobody
// ticked.
func TestTenDraftsAreSignedByTwoClicksAfterThePIN(t *testing.T) {
	p, s, hand := tenOf(t, office.TaskFinish)
	if len(p.wait.Ticked()) != 0 {
		t.Fatal("something is ticked that nobody ticked")
	}
	for _, c := range kittest.Controls(p.desk.Window) {
		if _, is := c.Object.(*tick); is { // the first one is that of the whole group
			hand.Click(c.View.Middle())
			break
		}
	}
	click(t, hand, p.how.act)
	if len(s.signed) != 10 || hand.Clicks > 3 {
		t.Errorf("%d signed by %d clicks", len(s.signed), hand.Clicks)
	}
}

func TestTenDocumentsAreSignedWithoutAMouse(t *testing.T) {
	_, s, hand := tenOf(t, office.TaskSign)
	hand.Press(fyne.KeyReturn) // the keyboard is at the main act
	if len(s.signed) != 10 || hand.Clicks != 0 {
		t.Errorf("%d signed", len(s.signed))
	}
}
