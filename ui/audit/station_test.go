package audit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// TestTheJournalOfARealOfficeTellsAnActAtOnce looks at a deed while others are done.
func TestTheJournalOfARealOfficeTellsAnActAtOnce(t *testing.T) {
	s := stationtest.New(t)
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1148, 680))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	p.finder.List.Select(0)
	first, before := p.finder.Chosen(), p.finder.Listed()
	defer s.OnChange(func() { kit.OnScreen(p.Changed) })()
	stationtest.Digitised(t, s, office.Document{Type: "cong-van", Number: "7", Symbol: "UBND-VP", Subject: "Về việc thử"})
	kit.Settle()
	p.finder.List.Refresh()
	if got := said(p.finder.List); !strings.Contains(got, "7/UBND-VP") || p.finder.Listed() <= before {
		t.Errorf("%d deeds, before %d; the list says\n%s", p.finder.Listed(), before, got)
	}
	if p.finder.Chosen() != first || p.detail.Of() != first {
		t.Error("the deed that was looked at is gone")
	}
	p.Finish()
	test.Tap(&p.review.Begin.Button)
	p.review.Words.SetText("Không có gì lạ")
	p.Finish()
	kit.Settle()
	if got := p.review.last.Text; !strings.Contains(got, "Không có gì lạ") || p.review.Form.Visible() {
		t.Errorf("after a review: %s", got)
	}
}
