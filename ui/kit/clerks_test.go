package kit

import (
	"testing"

	"tram/local/office"
)

func TestWhoWorkedGoesOnAndWhoLeftIsFollowedByTheFirst(t *testing.T) {
	newDesk(t)
	told := 0
	c := NewClerkChoice("", func(office.Clerk) { told++ })
	all := []office.Clerk{{ID: "1", Name: "Lê Đã Nghỉ", Left: true}, {ID: "2", Name: "Nguyễn Văn Mẫu"}, {ID: "3", Name: "Trần Thị Ví Dụ"}}
	for was, want := range map[office.ID]office.ID{"": "2", "1": "2", "3": "3"} {
		if got := c.Seat(all, office.Clerk{ID: was}); got.ID != want {
			t.Errorf("after %q works %q", was, got.ID)
		}
	}
	c.Seat(all, all[2])
	if c.list.Selected != all[2].Name || told > 0 {
		t.Errorf("%q is shown, told %d times", c.list.Selected, told)
	}
	c.Choose(all[0])
	if c.list.Selected != "" {
		t.Errorf("another is shown in the place of one who left: %q", c.list.Selected)
	}
	c.list.SetSelected(all[1].Name)
	if told != 1 {
		t.Errorf("a choice of the clerk was told %d times", told)
	}
	if got := c.Seat(all[:1], office.Clerk{}); got.ID != "" {
		t.Errorf("where nobody works here, %q works", got.ID)
	}
}

func TestAChoiceIsADeedWhileSomethingLiesOnTheDesk(t *testing.T) {
	d, by, lies := newDesk(t), "", false
	deeds := NewDeeds(d)
	c := NewClerkChoice("", func(one office.Clerk) { by = one.Name })
	c.Remember(deeds, func() bool { return lies })
	all := []office.Clerk{{ID: "2", Name: "Nguyễn Văn Mẫu"}, {ID: "3", Name: "Trần Thị Ví Dụ"}}
	c.Seat(all, all[0])
	c.list.SetSelected(all[1].Name)
	if by != all[1].Name || deeds.Undoes() {
		t.Errorf("%q works; a deed with nothing on the desk: %v", by, deeds.Undoes())
	}
	lies = true
	c.list.SetSelected(all[0].Name)
	if deeds.Undo(); by != all[1].Name || c.list.Selected != by || !deeds.Redoes() {
		t.Errorf("after the undo %q works and %q is shown", by, c.list.Selected)
	}
}
