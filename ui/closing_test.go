package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// TestOneKeyClosesTheDayOverWhateverIsInFront presses F8 at each place, twice, and answers
// it by keys alone.
func TestOneKeyClosesTheDayOverWhateverIsInFront(t *testing.T) {
	s := newStandIn()
	w := open(t, s)
	press := func() {
		w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF8})
		kit.Settle()
	}
	for i := range w.frame.pages {
		w.frame.goTo(i)
		kit.Settle()
		press()
		press()
		if n := len(w.win.Canvas().Overlays().List()); n != 1 {
			t.Errorf("at place %d %d sheets lie over the page", i, n)
		}
		if !w.desk.Escape() || w.frame.now != i {
			t.Errorf("at place %d Esc does not lead back", i)
		}
	}
	w.frame.closeWaiting(office.Wait{Since: time.Date(2026, 11, 26, 17, 0, 0, 0, time.UTC)}) // the 27th in Việt Nam
	kit.Settle()
	if s.closing != "2026-11-27" {
		t.Errorf("%q is counted first", s.closing)
	}
}
