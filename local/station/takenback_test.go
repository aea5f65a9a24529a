package station

import (
	"slices"
	"testing"

	"tram/local/office"
)

// TestTheJournalTellsWhatWasTakenBack takes pages in, out and back: each entry says what
// became of them, and how many lay there after it.
func TestTheJournalTellsWhatWasTakenBack(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	draft, err := d.Begin(ctx, staff[0])
	if err != nil {
		t.Fatal(err)
	}
	taken, refused, err := d.Take(ctx, draft.ID, -1, []string{samplePage(t), samplePage(t)}, "A4", nil)
	if err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	for _, do := range []func() error{
		func() error { return d.MovePage(ctx, draft.ID, taken[0].ID, 1) },
		func() error { return d.RemovePage(ctx, draft.ID, taken[0].ID) },
		func() error { _, err := d.Undo(ctx, draft.ID); return err },
		func() error { _, err := d.Undo(ctx, draft.ID); return err },
		func() error { _, err := d.Undo(ctx, draft.ID); return err },
		func() error { _, err := d.Redo(ctx, draft.ID); return err },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	deeds, err := d.History(ctx, draft.ID)
	if err != nil {
		t.Fatal(err)
	}
	var told [][2]string
	for _, deed := range deeds {
		count := ""
		if i := slices.IndexFunc(deed.Changes, func(c office.FieldChange) bool { return c.Field == "Số trang đã đưa vào" }); i >= 0 {
			count = deed.Changes[i].Was + " > " + deed.Changes[i].Now
		}
		told = append(told, [2]string{deed.Did, count})
	}
	want := [][2]string{
		{"Mở bản nháp", ""}, {"Thêm trang", " > 2"}, {"Sắp lại trang", ""}, {"Bỏ trang", "2 > 1"},
		{"Hoàn tác, lấy lại trang đã bỏ", "1 > 2"}, {"Sắp lại trang", ""}, {"Hoàn tác, bỏ lại trang đã thêm", "2 > "}, {"Thêm trang", " > 2"},
	}
	if !slices.Equal(told, want) {
		t.Errorf("the journal tells\n%q, want\n%q", told, want)
	}
}
