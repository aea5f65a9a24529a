package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

// tops are how far down the doors of the sidebar lie.
func (w *Window) tops() (all []float32) {
	w.win.Content().Refresh()
	for _, d := range w.frame.side.all {
		all = append(all, fyne.CurrentApp().Driver().AbsolutePositionForObject(d).Y)
	}
	return all
}

// A clerk who comes to a place where paper is looked at finds the doors where they were,
// and an A4 page between the columns at 70 dpi.
func TestBesidePaperTheDoorsStayWhereTheyAre(t *testing.T) {
	w := open(t, newStandIn())
	w.win.Resize(fyne.NewSize(firstWidth, firstHeight))
	before := w.tops()
	if w.frame.side.folded != sideOpen {
		t.Fatal("the sidebar is folded where no paper is")
	}
	open := w.frame.front.Size().Width
	for i, p := range w.frame.papers {
		w.frame.goToPage(p)
		after := w.tops()
		if w.frame.side.folded != sideAside || w.frame.front.Size().Width < open+150 {
			t.Fatalf("place %d has %v units, %v beside the open sidebar", i, w.frame.front.Size().Width, open)
		}
		for door := range before {
			if before[door] != after[door] {
				t.Errorf("place %d: door %d moved from %v to %v", i, door, before[door], after[door])
			}
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
