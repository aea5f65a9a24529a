package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

func TestACalloutSaysTheFirstFewCountsTheRestAndIsPutAway(t *testing.T) {
	newDesk(t)
	c, all := NewCallout().Shuttable(), make([]Trouble, mostTold+2)
	for i := range all {
		all[i].Said = strings.Repeat("x", i+1)
	}
	c.SayAll(Warn, all)
	if lines := strings.Split(c.Said(), "\n"); len(lines) != mostTold+1 || lines[mostTold] != T("kit.more-said", 2) {
		t.Errorf("said %q", lines)
	}
	if !c.Visible() || !c.Shut() || c.Visible() || c.Shut() {
		t.Error("it is not put away once")
	}
	if c.SayAll(Warn, nil); c.Visible() {
		t.Error("it stands there with nothing to say")
	}
}

// Whatever is told in a low window, two thirds of it are left to the page.
func TestNewsLeaveRoomForThePage(t *testing.T) {
	d := newDesk(t)
	long := strings.Repeat("Xin xem lại trước khi làm tiếp. ", 30)
	d.News.Warn(Trouble{Said: long, Next: long})
	d.Window.SetContent(container.NewVBox(d.News))
	for _, high := range []float32{330, 442, 700} {
		d.Window.Resize(fyne.NewSize(700, high))
		if got := HeightAt(d.News, 660); got > high/3 {
			t.Errorf("of %v it takes %v", high, got)
		}
	}
	d.News.Warn(Trouble{Said: "Ngắn."})
	if got := HeightAt(d.News, 660); got > 60 {
		t.Errorf("one line takes %v", got)
	}
}
