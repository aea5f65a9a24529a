package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tram/local/office"
)

func TestWhatStandsInAnEmptyFieldIsVisiblyNoAnswer(t *testing.T) {
	type said struct{ Number, Day, Kind string }
	asks := func() []*Ask[said] {
		return []*Ask[said]{
			AskWords("number", "Số", func(s *said) *string { return &s.Number }).Like("15"),
			AskDay("day", "Ngày", func(s *said) *string { return &s.Day }).Empty("__/__/____"),
			AskOne("kind", "Loại", []office.Choice{{Key: "a", Said: "Công văn"}}, func(s *said) *string { return &s.Kind }),
		}
	}
	close := NewDeskForm[said]()
	close.Lay(asks()...)
	for f, example := range map[*Form[said]]string{NewForm(asks()...): "Ví dụ: 15", close: "VD: 15"} {
		if got := f.Input("number").(*Entry).PlaceHolder; got != example {
			t.Errorf("an example stands there as %q", got)
		}
		if got := f.Input("day").(*Entry).PlaceHolder; got != "__/__/____" {
			t.Errorf("a day is asked for as %q", got)
		}
		list := f.Input("kind").(*Select)
		if text, ink := written(list); text != "Chưa chọn" || ink != theme.ColorNamePlaceHolder {
			t.Errorf("an unanswered list says %q in the colour %q", text, ink)
		}
		if list.SetSelectedIndex(0); f.Value().Kind != "a" {
			t.Fatalf("chosen %+v", f.Value())
		}
		if text, ink := written(list); text != "Công văn" || ink != theme.ColorNameForeground {
			t.Errorf("a chosen list says %q in the colour %q", text, ink)
		}
	}
}

// written is what a list of choices says, and in which colour.
func written(s *Select) (string, fyne.ThemeColorName) {
	for _, o := range test.WidgetRenderer(s).Objects() {
		if l, is := o.(*widget.RichText); is {
			words := l.Segments[0].(*widget.TextSegment)
			return words.Text, words.Style.ColorName
		}
	}
	return "", ""
}

func TestTheGradeThatIsNotChosenBearsAnEmptyMark(t *testing.T) {
	g, _ := asked(t)
	if g.Plain.Icon != theme.RadioButtonIcon() || !g.Plain.Visible() || g.Value() != "" {
		t.Errorf("the button bears %v, and %q counts", g.Plain.Icon, g.Value())
	}
	if test.Tap(&g.Plain.Button); g.Plain.Visible() || g.Field.Selected != "Thường" || g.Value() != office.Ordinary {
		t.Errorf("chosen %q, counts %q", g.Field.Selected, g.Value())
	}
}
