package ui

import "tram/ui/dayend"

// closeDay lays the sheet by which a day is closed over the page in front, unless
// something lies there.
func (f *frame) closeDay() {
	if f.w.win.Canvas().Overlays().Top() == nil {
		dayend.Open(f.w.desk, f.w.services, "")
	}
}
