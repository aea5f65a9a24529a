package kit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

// searched is a search over two places and what holds tell; where it leads is noted.
func searched(t *testing.T, hold map[string]chan struct{}) (e *Everywhere, went *[]string) {
	t.Helper()
	d := newDesk(t)
	d.Window.Resize(fyne.NewSize(1000, 700))
	e, went = NewEverywhere(d), &[]string{}
	to := func(where string) func() { return func() { *went = append(*went, where) } }
	e.Places = func() []Destination {
		return []Destination{{Word: "Số hóa", Key: "Alt+1", Also: []string{"quét"}, Go: to("digitise")}, {Word: "In chuyển đổi", Key: "Alt+3", Go: to("printing")}, {Word: "Sổ", Go: to("books")}}
	}
	e.Find = func(_ context.Context, w office.SearchWish, _ int) (office.Anything, error) {
		if hold[w.Text] != nil {
			<-hold[w.Text]
		}
		switch w.Text {
		case "15":
			return office.Anything{Hits: []office.Hit{{Kind: office.KindConversion, ID: "a", Word: "Hồ sơ", Title: "15/QĐ-UBND", Below: "Về việc mẫu", Excerpt: office.Excerpt{Page: 2, Line: "theo số 15"}}, {Kind: "channel", ID: "b", Word: "Kênh", Title: "Kênh 15"}}}, nil
		case "hỏng":
			return office.Anything{}, errors.New("EIO")
		case "tháng 11":
			return office.Anything{Hits: []office.Hit{{Kind: office.KindRegistered, ID: "c", Word: "Văn bản", Title: "Số đến 01", Met: "2026-11-03"}}, Meant: []string{"tháng 11/2026"}, More: w.Flow == ""}, nil
		}
		return office.Anything{}, nil
	}
	e.Go = func(h office.Hit, text string) { *went = append(*went, string(h.Kind)+" "+string(h.ID)+" for "+text) }
	e.Open()
	t.Cleanup(Settle)
	return e, went
}

func (e *Everywhere) write(text string) {
	e.field.SetText(text)
	e.find()
	Settle()
}

func (e *Everywhere) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		e.field.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func titles(e *Everywhere) (all []string) {
	for _, d := range e.shown {
		all = append(all, d.title)
	}
	return all
}

func TestOneSearchLeadsToPlacesAndToRecordsByTheKeyboardAlone(t *testing.T) {
	e, went := searched(t, nil)
	if e.desk.Window.Canvas().Focused() != fyne.Focusable(e.field) || len(e.shown) != 3 {
		t.Fatalf("the keyboard is at %T, shown %q", e.desk.Window.Canvas().Focused(), titles(e))
	}
	for _, c := range []struct {
		text string
		keys []fyne.KeyName
		want string
	}{
		{"chuyen doi", nil, "printing"}, {"quet", nil, "digitise"}, {"so", nil, "books"}, // exactly so, before what only begins so
		{"15", nil, "conversion a for 15"}, {"15", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyDown}, "channel b for 15"}, {"15", []fyne.KeyName{fyne.KeyDown, fyne.KeyUp, fyne.KeyUp}, "conversion a for 15"},
	} {
		if !e.IsOpen() {
			e.Open()
		}
		e.write(c.text)
		e.press(append(slices.Clone(c.keys), fyne.KeyReturn)...)
		if got := (*went)[len(*went)-1:]; !slices.Equal(got, []string{c.want}) || e.IsOpen() {
			t.Errorf("%q and %v lead to %q, open: %v", c.text, c.keys, got, e.IsOpen())
		}
	}
}

func TestAClickLeadsToWhatItHits(t *testing.T) {
	e, went := searched(t, nil)
	e.write("15")
	if got := e.shown[0].below; got != "Trang 3: theo số 15" {
		t.Errorf("of what was found on a page it says %q", got)
	}
	e.list.Select(1)
	if !slices.Equal(*went, []string{"channel b for 15"}) || e.IsOpen() {
		t.Errorf("a click leads to %q", *went)
	}
}

func TestEnterWaitsForTheAnswerToWhatWasTyped(t *testing.T) {
	late := make(chan struct{})
	e, went := searched(t, map[string]chan struct{}{"15": late})
	e.write("chuyển")
	e.field.SetText("15")
	e.press(fyne.KeyReturn)
	if len(*went) > 0 {
		t.Fatalf("Enter went to %q, which was found for other words", *went)
	}
	close(late)
	Settle()
	if !slices.Equal(*went, []string{"conversion a for 15"}) {
		t.Errorf("Enter leads to %q", *went)
	}
}

func TestWhatIsNotFoundOrCannotBeReadIsSaid(t *testing.T) {
	e, went := searched(t, nil)
	for text, says := range map[string]string{"zzz": "zzz", "hỏng": "thử lại"} {
		e.write(text)
		e.press(fyne.KeyReturn)
		Settle()
		if !strings.Contains(e.told.Text, says) || len(*went) > 0 {
			t.Errorf("%q: says %q, went to %q", text, e.told.Text, *went)
		}
	}
}

// TestWordsThatCannotBeSearchedForTakeTheAnswerToOthersAway: what lies there is of the words in the field, and
// why there is no more stays told.
func TestWordsThatCannotBeSearchedForTakeTheAnswerToOthersAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, went := searched(t, nil)
		e.write("15")
		if len(e.shown) != 2 {
			t.Fatal(titles(e))
		}
		e.write("hỏng")
		why := e.told.Text
		time.Sleep(time.Second)
		synctest.Wait()
		Settle()
		if len(e.shown) != 0 || why == "" || e.told.Text != why {
			t.Errorf("%q lie there, told first %q, then %q", titles(e), why, e.told.Text)
		}
		if e.press(fyne.KeyReturn); len(*went) != 0 {
			t.Errorf("Enter went to %q", *went)
		}
	})
}

func TestEscapeAndTheKeysOfTheWindowTakeTheSearchAway(t *testing.T) {
	e, _ := searched(t, nil)
	pressed := 0
	keys := NewKeys(e.desk.Window.Canvas())
	t.Cleanup(func() { windowKeys = nil })
	keys.With(fyne.KeyModifierAlt, fyne.Key2, func() { pressed++ })
	keys.With(fyne.KeyModifierControl, fyne.KeyK, e.Open)
	for name, away := range map[string]func(){
		"Esc": func() { e.press(fyne.KeyEscape) },
		"Esc, once a tap took the focus away": func() {
			e.desk.Window.Canvas().Unfocus()
			e.desk.Escape()
		},
		"Alt+2": func() {
			e.field.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.Key2, Modifier: fyne.KeyModifierAlt})
		},
		"Ctrl+K": func() {
			e.field.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierShortcutDefault})
		},
		"a tap beside it": func() { test.TapCanvas(e.desk.Window.Canvas(), fyne.NewPos(5, 600)) },
	} {
		if !e.IsOpen() {
			e.Open()
		}
		away()
		if e.IsOpen() || e.desk.Window.Canvas().Overlays().Top() != nil {
			t.Errorf("%s leaves it open", name)
		}
	}
	if pressed != 1 {
		t.Errorf("Alt+2 was passed on %d times", pressed)
	}
	e.Find = func(context.Context, office.SearchWish, int) (office.Anything, error) {
		t.Error("something is searched for nobody")
		return office.Anything{}, nil
	}
	e.find() // typed just before it went
	Settle()
}
