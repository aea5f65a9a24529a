package station

import (
	"errors"
	"strings"
	"testing"

	registers "tram/local/books"
	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
)

// TestTheStationRaisesAnIncidentOnceWithoutALogIn has an alarm go on while people are at work
// and while nobody is.
func TestTheStationRaisesAnIncidentOnceWithoutALogIn(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, accessPassword)
	d.persons.Seat(nil)
	first := d.raised(t)
	again, err := d.Raise(ctx, office.Incident{Name: "Khác tên", Sort: first.Sort, Cause: first.Cause})
	if err != nil || again.ID != first.ID || first.Detected == "" {
		t.Fatalf("raised again as %+v, %v; first %+v", again, err, first)
	}
	other, err := d.Raise(ctx, office.Incident{Name: "Mã độc", Sort: "malware", Cause: "kho"})
	if err != nil || other.ID == first.ID {
		t.Fatalf("another cause: %+v, %v", other, err)
	}
	if _, err := d.NoteIncident(ctx, staff[0], first.ID, "", "Đã gọi"); !errors.Is(err, people.NoLogin) {
		t.Errorf("a note by nobody: %v", err)
	}
	d.sitAs(t, all[0], accessPassword)
	deeds, err := d.History(ctx, first.ID)
	if err != nil || len(deeds) != 1 || !strings.Contains(deeds[0].Said(), "không hỏi được máy chủ") || !strings.Contains(deeds[0].Said(), "Trạm tự ghi sự cố") {
		t.Errorf("told as %+v, %v", deeds, err)
	}
}

// TestATimelineIsOrderedByWhatHappenedAndNotByWhenItWasWritten writes a later thing first.
func TestATimelineIsOrderedByWhatHappenedAndNotByWhenItWasWritten(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	i := d.raised(t)
	for at, said := range map[string]string{"14:05 2/11/2026": "Gọi tổng đài", "09:30 02/11/2026": "Rút dây, cắm lại"} {
		if _, err := d.NoteIncident(ctx, staff[0], i.ID, at, said); err != nil {
			t.Fatal(err)
		}
	}
	notes, err := d.IncidentNotes(ctx, i.ID)
	if err != nil || len(notes) != 2 || notes[0].Said != "Rút dây, cắm lại" || notes[0].At != "2026-11-02T02:30:00Z" || notes[1].Clerk != staff[0].Name {
		t.Errorf("%+v, %v", notes, err)
	}
	for said, want := range map[string]error{"hôm qua": registers.BadMoment, "14:05 2/11/2026": registers.Unanswered} {
		if _, err := d.NoteIncident(ctx, staff[0], i.ID, said, ""); !errors.Is(err, want) {
			t.Errorf("at %q: %v, not %v", said, err, want)
		}
	}
	if _, err := d.NoteIncident(ctx, staff[0], "0198-none", "", "x"); !errors.Is(err, store.NoSuchRecord) {
		t.Errorf("a note of nothing: %v", err)
	}
}
