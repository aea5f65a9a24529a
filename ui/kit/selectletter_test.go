package kit

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestALetterChoosesTheNextOptionThatBeginsWithIt(t *testing.T) {
	test.NewTempApp(t)
	var told []string
	s := NewSelect([]string{"Điện thoại", "Tin nhắn", "Thư điện tử", "đơn vị"}, func(one string) { told = append(told, one) })
	for _, each := range []struct {
		typed rune
		is    string
	}{{'t', "Tin nhắn"}, {'T', "Thư điện tử"}, {'t', "Tin nhắn"}, {'d', "đơn vị"}, {'đ', "Điện thoại"}, {'x', "Điện thoại"}, {' ', "Điện thoại"}} {
		if s.TypedRune(each.typed); s.Selected != each.is {
			t.Errorf("%q chooses %q", each.typed, s.Selected)
		}
	}
	if len(told) != 5 {
		t.Errorf("told %q", told)
	}
	s.Disable()
	if s.TypedRune('t'); s.Selected != "Điện thoại" {
		t.Errorf("asleep it chooses %q", s.Selected)
	}
}
