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

// TestAPaperLeadsToWhatItLacksBeforeItAsksForAFile presses one of an incident until all of it
// is there, in its own register and in the other one.
func TestAPaperLeadsToWhatItLacksBeforeItAsksForAFile(t *testing.T) {
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
	var asked []string
	p.desk.AskSave = func(to kit.Saving, _ func(string, bool)) { asked = append(asked, to.Name) }
	keep := func(answers map[string]string) {
		for key, answer := range answers {
			p.form.Type(map[string]string{key: answer})
		}
		p.Finish()
		kit.Settle()
	}
	press := func() {
		for i, paper := range p.book().Papers {
			if paper.Name == "bm03" {
				test.Tap(p.papers.Objects[i].(*kit.Button))
			}
		}
		kit.Settle()
	}
	p.Open("su-co", "")
	p.begin()
	keep(map[string]string{"name": "Mất mạng", "sort": "line", "detected": "08:10 29/11/2026"})
	incident := p.editing.ID
	press()
	if on := w.Canvas().Focused(); on != fyne.Focusable(p.form.Input("described").(*kit.Entry)) || len(asked) > 0 {
		t.Fatalf("with no description the keyboard is at %T, and %q is asked for", w.Canvas().Focused(), asked)
	}
	keep(map[string]string{"described": "Không máy nào vào được mạng.", "how": "clerk", "noticed_to": "Công an tỉnh Mẫu"})
	press()
	if said := p.desk.News.Said(); !strings.Contains(said, "Cấu hình ứng phó: Địa chỉ cơ quan") || strings.Contains(said, "Mô tả") || len(asked) > 0 {
		t.Fatalf("it says %q, and %q is asked for", said, asked)
	}
	p.desk.News.Press()
	kit.Settle()
	if on := w.Canvas().Focused(); p.book().Name != "ung-pho" || on != fyne.Focusable(p.form.Input("address").(*kit.Entry)) {
		t.Fatalf("the way leads to %q, %T", p.book().Name, w.Canvas().Focused())
	}
	keep(map[string]string{"address": "thôn Một, xã Mẫu Sơn", "phone": "0200 000 000", "own_email": "ubnd@mauson.example", "contact_phone": "0900 000 000", "contact_email": "mau@mauson.example"})
	p.Open("su-co", incident)
	kit.Settle()
	if press(); len(asked) != 1 || asked[0] != "bm03-2026-11-29-mat-mang.pdf" {
		t.Errorf("asked for %q; the page says %q", asked, p.desk.News.Said())
	}
}
