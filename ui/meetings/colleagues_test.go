package meetings

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// TestColleaguesAreOfferedWhereOneOfManyHasUnlocked: in whose name an act is done is one person
// where accounts are; whom it may be about is everybody who works here.
func TestColleaguesAreOfferedWhereOneOfManyHasUnlocked(t *testing.T) {
	h := manned(t)
	h.Begin()
	kit.Settle()
	f := h.plan.form
	f.Type(map[string]string{"title": "Họp giao ban", "start": time.Now().UTC().Format(time.RFC3339)})
	f.Type(map[string]string{"place": "Phòng họp"})
	who := h.plan.people
	for _, typed := range []string{"Ngu", "Tr", "le thi"} {
		test.Type(who.name, typed)
		who.name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	kit.Settle()
	for i, name := range []string{"Nguyễn Văn Mẫu", "Trần Thị Ví Dụ", "Lê Thị Giả Định"} {
		if i >= len(who.all) || who.all[i].Name != name || who.all[i].ID == "" {
			t.Fatalf("invited: %+v, want %s there", who.all, name)
		}
	}
	h.Finish()
	kit.Settle()
	h.press(kit.T("meetings.confirm"))
	h.press(kit.T("meetings.hold"))
	h.held.note(office.MeetingEntry{Deed: office.MeetingOpened}, nil)
	kit.Settle()
	if got := len(h.held.tasks.who.Offers()); got != 3 {
		t.Errorf("%d are offered a task, want 3", got)
	}
	if h.by.Name != "Trần Thị Ví Dụ" {
		t.Errorf("acts are done in the name of %q", h.by.Name)
	}
}
