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

// TestADayOfAnotherYearThanTheNumberIsAskedAbout (Nghị định 30, Điều 15): of what came in it is the day of
// whoever sent it.
func TestADayOfAnotherYearThanTheNumberIsAskedAbout(t *testing.T) {
	at := time.Date(2026, 1, 2, 9, 0, 0, 0, VietNam)
	for _, c := range []struct {
		flow Flow
		day  string
		want error
	}{
		{FlowOut, "2025-12-31", DayOtherYear}, {FlowInternal, "2025-12-31", DayOtherYear}, {FlowCopies, "2025-12-31", DayOtherYear},
		{FlowIn, "2025-12-31", nil}, {FlowPost, "2025-12-31", nil}, {FlowOut, "2026-01-01", nil}, {FlowOut, "", nil}, {FlowOut, "2026-02-01", DayAhead},
	} {
		if err := (Registered{Flow: c.flow, Document: Document{Issued: c.day}}).DayDoubted(at); !errors.Is(err, c.want) {
			t.Errorf("%s of %q: %v", c.flow, c.day, err)
		}
	}
}
