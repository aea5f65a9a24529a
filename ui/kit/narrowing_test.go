package kit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tram/local/office"
)

// sieved is a search that can be narrowed by a register and a year, with one that was kept.
func sieved(t *testing.T) (e *Everywhere, kept *[]office.SavedSearch, saved *[]office.SearchWish) {
	t.Helper()
	e, _ = searched(t, nil)
	e.Close()
	kept, saved = &[]office.SavedSearch{{Name: "Cũ", Wish: office.SearchWish{Text: "tháng 11", Flow: office.FlowOut}}}, &[]office.SearchWish{}
	e.Sieves = []Sieve{
		{
			All: "Mọi sổ", Options: []Option{{Key: "in", Name: "Đến"}, {Key: "out", Name: "Đi"}},
			Put: func(w *office.SearchWish, key string) { w.Flow = office.Flow(key) }, Of: func(w office.SearchWish) string { return string(w.Flow) },
		},
		{
			All: "Mọi loại", Options: []Option{{Key: "quyet-dinh", Name: "Quyết định"}},
			Put: func(w *office.SearchWish, key string) { w.Type = key }, Of: func(w office.SearchWish) string { return w.Type },
		},
	}
	e.Kept = KeptSearches{
		All: func(context.Context) ([]office.SavedSearch, error) { return slices.Clone(*kept), nil },
		Keep: func(_ context.Context, name string, w office.SearchWish) error {
			if name == "" {
				return errors.New("EIO")
			}
			*kept = append(*kept, office.SavedSearch{Name: name, Wish: w})
			return nil
		},
		Drop: func(_ context.Context, name string) error {
			*kept = slices.DeleteFunc(*kept, func(s office.SavedSearch) bool { return s.Name == name })
			return nil
		},
		Save: func(_ context.Context, w office.SearchWish, path, _ string) (office.FoundWritten, error) {
			*saved = append(*saved, w)
			return office.FoundWritten{Rows: 3, More: strings.HasSuffix(path, ".pdf")}, nil
		},
	}
	e.Open()
	return e, kept, saved
}

// focused presses a key on what has the keyboard.
func (e *Everywhere) focused(key fyne.KeyName) {
	e.desk.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	Settle()
}

// TestDaysThatWereReadAndTheDayThatMatchedAreSaid below and beside what was found, and that there is more.
func TestDaysThatWereReadAndTheDayThatMatchedAreSaid(t *testing.T) {
	e, _, _ := sieved(t)
	e.write("tháng 11")
	if len(e.shown) != 1 || e.shown[0].right != "03/11/2026" || !strings.HasPrefix(e.told.Text, "Hiểu là: tháng 11/2026.") || !strings.Contains(e.told.Text, "Còn nữa") {
		t.Errorf("it shows %+v and says %q", e.shown, e.told.Text)
	}
}

func TestASearchIsNarrowedByTheKeyboard(t *testing.T) {
	e, _, _ := sieved(t)
	if e.narrow.content.Visible() {
		t.Fatal("what narrows a search stands there before anybody asks for it")
	}
	e.write("tháng 11")
	e.press(fyne.KeyF4)
	Settle()
	flows := e.narrow.lists[0]
	if !e.narrow.content.Visible() || e.desk.Window.Canvas().Focused() != fyne.Focusable(flows) {
		t.Fatalf("F4 leads to %T", e.desk.Window.Canvas().Focused())
	}
	flows.SetSelected("Đi")
	Settle()
	if want := (office.SearchWish{Text: "tháng 11", Flow: office.FlowOut}); e.answered != want || strings.Contains(e.told.Text, "Còn nữa") {
		t.Errorf("asked for %+v, told %q", e.answered, e.told.Text)
	}
	e.write("so") // a place, where nothing narrows
	if len(e.shown) != 0 || !strings.Contains(e.told.Text, "F4 để bỏ bớt") {
		t.Errorf("narrowed to a register it shows %q, told %q", titles(e), e.told.Text)
	}
	e.desk.Focus(flows)
	if e.focused(fyne.KeyEscape); !e.IsOpen() || e.desk.Window.Canvas().Focused() != fyne.Focusable(e.field) {
		t.Errorf("Esc leads to %T", e.desk.Window.Canvas().Focused())
	}
	e.Close()
	if e.Open(); e.wish() != (office.SearchWish{}) {
		t.Errorf("opened again it is narrowed: %+v", e.wish())
	}
}

func TestASearchIsKeptTakenUpAgainAndForgotten(t *testing.T) {
	e, kept, _ := sieved(t)
	e.write("15")
	e.press(fyne.KeyF4)
	Settle()
	e.narrow.lists[1].SetSelected("Quyết định")
	Settle()
	e.narrow.kept.SetSelected("Lưu lần tìm này")
	Settle()
	if want := (office.SavedSearch{Name: "15 · Quyết định", Wish: office.SearchWish{Text: "15", Type: "quyet-dinh"}}); len(*kept) != 2 || (*kept)[1] != want {
		t.Fatalf("kept %+v", *kept)
	}
	if e.told.Text != "Đã lưu lần tìm “15 · Quyết định”." || e.narrow.kept.Selected != "" {
		t.Errorf("told %q", e.told.Text)
	}
	e.narrow.kept.SetSelected("Cũ")
	Settle()
	if want := (office.SearchWish{Text: "tháng 11", Flow: office.FlowOut}); e.answered != want || e.narrow.lists[1].SelectedIndex() != 0 {
		t.Errorf("taken up again it asks for %+v", e.answered)
	}
	e.narrow.kept.SetSelected("Bỏ “Cũ”")
	Settle()
	if len(*kept) != 1 || (*kept)[0].Name != "15 · Quyết định" || slices.Contains(e.narrow.kept.Options, "Cũ") {
		t.Errorf("left are %+v, offered %q", *kept, e.narrow.kept.Options)
	}
}

func TestWhatIsFoundIsWrittenToAFileOfEachKind(t *testing.T) {
	e, _, saved := sieved(t)
	for _, ending := range []string{".xlsx", ".docx", ".pdf"} {
		if !e.IsOpen() {
			e.Open()
		}
		e.write("tháng 11")
		e.press(fyne.KeyF4)
		Settle()
		e.narrow.lists[0].SetSelected("Đi")
		*saved = nil
		e.desk.AskSave = func(s Saving, then func(string, bool)) {
			if s.Name != "ket-qua-tim"+ending {
				t.Errorf("%q is proposed", s.Name)
			}
			then("/x/"+s.Name, false)
		}
		e.narrow.file.SetSelected(T("everywhere.file" + ending))
		Settle()
		if want := (office.SearchWish{Text: "tháng 11", Flow: office.FlowOut}); len(*saved) != 1 || (*saved)[0] != want || e.IsOpen() {
			t.Errorf("%s: written of %+v", ending, *saved)
		}
		if told := strings.Contains(e.desk.News.Said(), "3 mục đầu"); told != (ending == ".pdf") {
			t.Errorf("%s: told %q", ending, e.desk.News.Said())
		}
	}
}
