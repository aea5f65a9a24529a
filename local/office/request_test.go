package office

import (
	"strings"
	"testing"
	"time"
)

// TestTheCodeOfARequestIsReadHoweverItIsTyped: whole, or its nine digits alone; a slip of the pen is
// told.
func TestTheCodeOfARequestIsReadHoweverItIsTyped(t *testing.T) {
	received := time.Date(2026, 11, 29, 18, 0, 0, 0, time.UTC) // the 30th in Việt Nam
	for range 50 {
		code := NewRequestCode("H00.00.01", received)
		digits, is := ParseRequestCode(code)
		if !is || !strings.HasPrefix(code, "H00.00.01-261130-") || RequestDigits(code) != digits {
			t.Fatalf("%s: %s %v", code, digits, is)
		}
		spoken := RequestCodeSpoken(code)
		for _, typed := range []string{spoken, digits, " " + spoken + " ", strings.ReplaceAll(spoken, " ", "-"), strings.ReplaceAll(spoken, " ", "."), strings.ToLower(code)} {
			if again, is := ParseRequestCode(typed); !is || again != digits {
				t.Errorf("%q: %q %v", typed, again, is)
			}
		}
		for i := range digits {
			other := []byte(digits)
			other[i] = '0' + (other[i]-'0'+1)%10
			if _, is := ParseRequestCode(string(other)); is {
				t.Errorf("%s is taken for %s", other, digits)
			}
		}
	}
	for _, typed := range []string{"", "1", "48291307", "4829130755", "H00.00.01-261130-", "bốn tám hai", "482-913-07x"} {
		if got, is := ParseRequestCode(typed); is {
			t.Errorf("%q is %q", typed, got)
		}
	}
}

func TestATermIsSaidAsPeopleCountIt(t *testing.T) {
	for want, p := range map[string]Procedure{
		"3 ngày làm việc": {Term: "3", Unit: TermWorkingDays}, "8 giờ làm việc": {Term: "8", Unit: TermHours}, "45 ngày": {Term: "45", Unit: TermDays},
	} {
		if got := p.TermSaid(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, p := range []Procedure{{}, {Term: "3"}, {Unit: TermDays}, {Term: "0", Unit: TermDays}, {Term: "2001", Unit: TermDays}, {Term: "ba", Unit: TermDays}, {Term: "3", Unit: "tuần"}} {
		if got := p.TermSaid(); got != "" {
			t.Errorf("%+v: %q", p, got)
		}
	}
}
