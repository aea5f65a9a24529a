package office

import (
	"errors"
	"testing"
	"time"
)

// TestADayThatIsLikelierASlipIsDoubted: after the day on which it is entered, by the clock of Việt Nam, and
// before the State had registers.
func TestADayThatIsLikelierASlipIsDoubted(t *testing.T) {
	at := time.Date(2026, 11, 29, 17, 30, 0, 0, time.UTC) // 00:30 of the 30th
	for day, want := range map[string]error{
		"": nil, "2026-11-30": nil, "2026-11-29": nil, "1945-09-02": nil,
		"2026-12-01": DayAhead, "2030-01-01": DayAhead, "1944-12-31": DayLongAgo, "0001-01-01": DayLongAgo,
	} {
		if err := (Document{Issued: day}).DayDoubted(at); !errors.Is(err, want) {
			t.Errorf("%q: %v", day, err)
		}
	}
}
