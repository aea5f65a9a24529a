package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
	"tram/ui/printing"
)

// tops are how far down the doors of the sidebar lie.
func (w *Window) tops() (all []float32) {
	w.win.Content().Refresh()
	for _, d := range w.frame.side.all {
		all = append(all, fyne.CurrentApp().Driver().AbsolutePositionForObject(d).Y)
	}
	return all
}

// A clerk who lays paper before them finds the doors where they were, and an A4 page between
// the columns at 70 dpi; a place with no paper in it keeps the words of the doors.
func TestBesidePaperTheDoorsStayWhereTheyAre(t *testing.T) {
	s := newStandIn()
	s.paper = office.Printed
	w := open(t, s)
	w.win.Resize(fyne.NewSize(firstWidth, firstHeight))
	prints := w.frame.pages[w.place("frame.printing")]
	w.frame.goToPage(prints)
	kit.Settle()
	before, room := w.tops(), w.frame.front.Size().Width
	if w.frame.side.folded != sideOpen {
		t.Fatal("the sidebar is folded where no paper is")
	}
	prints.(*printing.Page).Open("m")
	kit.Settle()
	after := w.tops()
	if w.frame.side.folded != sideAside || w.frame.front.Size().Width < room+150 {
		t.Fatalf("paper has %v units, %v beside the open sidebar", w.frame.front.Size().Width, room)
	}
	for door := range before {
		if before[door] != after[door] {
			t.Errorf("door %d moved from %v to %v", door, before[door], after[door])
		}
	}
	w.frame.goTo(0)
	if w.tops(); w.frame.side.folded != sideOpen {
		t.Error("the sidebar stays folded where no paper is")
	}
	w.win.Resize(fyne.NewSize(1024, 600))
	if w.tops(); w.frame.side.folded != sideNarrow {
		t.Error("a narrow window keeps room for what is not seen")
	}
}
