package office

import (
	"testing"

	"pgregory.net/rapid"
)

// TestWhatIsShownAsItIsNeedsNothingWrittenOut: the short way and the long one say the same.
func TestWhatIsShownAsItIsNeedsNothingWrittenOut(t *testing.T) {
	letters := rapid.SampledFrom([]rune{'a', 'Ữ', 'ữ', '\u0303', ' ', ' ', '\t', '\n', '\u00a0', '\u200b', '\u202e', '\ufeff', '\ufffd', 0, '\x7f', '𝒜'})
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(letters, 0, 12, -1).Draw(t, "s") + rapid.SampledFrom([]string{"", "\xff", "x"}).Draw(t, "end")
		most := rapid.IntRange(0, 14).Draw(t, "most")
		if got, want := Visible(s, most), spelledOut(s, most); got != want {
			t.Errorf("%q is shown as %q, and written out as %q", s, got, want)
		}
	})
	for _, s := range []string{"", "Ủy ban nhân dân xã Mẫu", "15/QĐ-UBND"} {
		if !shownAsItIs(s, 100) {
			t.Errorf("%q goes the long way", s)
		}
	}
}
