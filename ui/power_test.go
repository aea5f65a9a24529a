package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// TestTheWindowTellsByWhatItRuns: that the power went, that little is left, that it is back.
func TestTheWindowTellsByWhatItRuns(t *testing.T) {
	w := open(t, newStandIn())
	tell := func(is office.Power) string {
		w.desk.News.Shut()
		w.frame.powered(is)
		kit.Settle()
		return w.desk.News.Said()
	}
	for _, c := range []struct {
		is         office.Power
		said, chip string
	}{
		{office.Power{}, "", ""},
		{office.Power{Known: true}, "", ""},
		{office.Power{Known: true, Battery: true, Percent: 73}, "Đang chạy bằng pin, còn khoảng 73 %.", "Pin còn 73 %"},
		{office.Power{Known: true, Battery: true, Percent: 72}, "", "Pin còn 72 %"},
		{office.Power{Known: true, Battery: true, Percent: office.LowCharge}, "Đang chạy bằng pin, còn khoảng 20 %.", "Pin còn 20 %"},
		{office.Power{Known: true, Battery: true, Percent: 19}, "", "Pin còn 19 %"},
		{office.Power{Known: true}, "Đã có điện lại.", ""},
		{office.Power{Known: true, Battery: true}, "Đang chạy bằng pin", "Đang chạy bằng pin"},
	} {
		if said := tell(c.is); said != c.said {
			t.Errorf("%+v: said %q, not %q", c.is, said, c.said)
		}
		chip := w.frame.status.power
		if chip.Visible() != (c.chip != "") || c.chip != "" && chip.Said() != c.chip {
			t.Errorf("%+v: the chip says %q (%v), not %q", c.is, chip.Said(), chip.Visible(), c.chip)
		}
	}
}

// TestTheFootWarnsAndLeadsThere: of the disk with the least room, and of the plan.
func TestTheFootWarnsAndLeadsThere(t *testing.T) {
	s := newStandIn()
	s.plan = office.PlanNone
	s.spaces = []office.Space{{Own: true, Free: 3e12, Level: office.SpaceGood}, {Where: "/media/usb", Free: 190e6, Level: office.SpaceLow}}
	w := open(t, s)
	line := w.frame.status
	if !line.space.Visible() || line.space.Chip.Said() != "Nơi để bản sao còn 190 MB" || !line.plan.Visible() || line.plan.Chip.Said() != "Chưa có phương án" {
		t.Errorf("told %q, %q", line.space.Chip.Said(), line.plan.Chip.Said())
	}
	for _, c := range []struct {
		all  []office.Space
		said string
	}{
		{[]office.Space{{Own: true, Free: 812e6, Pages: 900, Level: office.SpaceLow}, {Free: 190e6, Level: office.SpaceLow}}, "Ổ đĩa còn chỗ khoảng 900 trang"},
		{[]office.Space{{Own: true, Free: 812e6, Level: office.SpaceLow}}, "Ổ đĩa còn 812 MB"},
		{[]office.Space{{Own: true, Free: 5e6, Pages: 3, Level: office.SpaceFull}}, "Ổ đĩa đã đầy"},
		{[]office.Space{{Own: true, Free: 812e6, Level: office.SpaceLow}, {Free: 9e6, Level: office.SpaceOut}}, "Nơi để bản sao còn 9 MB"},
	} {
		is, scarce := scarcest(c.all)
		if _, said := spaceSaid(is); !scarce || said != c.said {
			t.Errorf("%+v: %q, not %q", c.all, said, c.said)
		}
	}
	if is, scarce := scarcest([]office.Space{{Level: office.SpaceGood}}); scarce {
		t.Errorf("enough is told as %+v", is)
	}
	line.space.Tapped(&fyne.PointEvent{})
	kit.Settle()
	if w.frame.page() != kit.Page(w.frame.own) {
		t.Error("the disk of a copy does not lead to the settings")
	}
	line.plan.Tapped(&fyne.PointEvent{})
	kit.Settle()
	if door := w.frame.side.doors[w.frame.now]; !strings.Contains(door.Word, "Sổ") {
		t.Errorf("the plan leads to %q", door.Word)
	}
}
