package books

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// TestARegisterOfARealOfficeListsAnEntryAtOnceAndKeepsItChosen enters one here, and another
// as a second program would.
func TestARegisterOfARealOfficeListsAnEntryAtOnceAndKeepsItChosen(t *testing.T) {
	s := stationtest.New(t)
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1100, 700))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	if !p.finder.Empty.Visible() {
		t.Fatal("an empty register is not told")
	}
	test.Tap(&p.finder.Empty.Button.Button)
	defer s.OnChange(func() { kit.OnScreen(p.Changed) })()
	p.form.Fill(map[string]string{"name": "Trang xã Mẫu", "sort": "other", "address": "mau.example"})
	p.Finish()
	kit.Settle()
	mine := p.editing.ID
	if mine == "" || p.finder.Listed() != 1 || p.finder.Chosen() != mine || len(p.history.Shown()) != 1 {
		t.Fatalf("%q lies open, %d listed, %q is chosen", mine, p.finder.Listed(), p.finder.Chosen())
	}
	if _, err := s.KeepSheet(t.Context(), "kenh", stationtest.Clerk(t, s), office.Sheet{Answers: map[string]string{"name": "Bản tin của thôn", "sort": "other", "address": "thon.example"}}); err != nil {
		t.Fatal(err)
	}
	kit.Settle()
	p.finder.List.Refresh()
	if got := test.RenderObjectToMarkup(p.finder.List); !strings.Contains(got, "Bản tin của thôn") || p.finder.Chosen() != mine || p.editing.ID != mine {
		t.Errorf("%q lies open, the list says\n%s", p.editing.ID, got)
	}
	p.which.SetSelectedIndex(1)
	kit.Settle()
	if p.finder.Listed() != 0 || p.finder.Chosen() != "" {
		t.Errorf("%d entries of another register are listed", p.finder.Listed())
	}
	p.Open("kenh", mine)
	kit.Settle()
	if p.editing.ID != mine || p.finder.Listed() != 2 || p.finder.Chosen() != mine {
		t.Errorf("led to an entry, %q lies open among %d", p.editing.ID, p.finder.Listed())
	}
}
