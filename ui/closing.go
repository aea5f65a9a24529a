package ui

import (
	"tram/local/office"
	"tram/ui/dayend"
)

// closeDay lays the sheet by which a day is closed over the page in front, unless
// something lies there; today is shown first.
func (f *frame) closeDay() { f.closeDayOf("") }

// closeWaiting shows the day first that waits to be closed.
func (f *frame) closeWaiting(w office.Wait) {
	day := ""
	if !w.Since.IsZero() {
		day = office.DayOf(w.Since)
	}
	f.closeDayOf(day)
}

func (f *frame) closeDayOf(day string) {
	if f.w.win.Canvas().Overlays().Top() == nil {
		dayend.Open(f.w.desk, f.w.services, day)
	}
}
