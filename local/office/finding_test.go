package office

import (
	"testing"
	"time"
)

func TestASpanIsWhatAClerkMeansByItInVietNam(t *testing.T) {
	now := time.Date(2026, 1, 1, 17, 30, 0, 0, time.UTC) // half past midnight of the second of January
	for span, want := range map[Span][2]string{
		Today:     {"2026-01-02 00:00", "2026-01-03 00:00"},
		SevenDays: {"2025-12-27 00:00", "2026-01-03 00:00"},
		ThisMonth: {"2026-01-01 00:00", "2026-02-01 00:00"},
		LastMonth: {"2025-12-01 00:00", "2026-01-01 00:00"},
		ThisYear:  {"2026-01-01 00:00", "2027-01-01 00:00"},
		LastYear:  {"2025-01-01 00:00", "2026-01-01 00:00"},
	} {
		since, until := span.Bounds(now)
		const form = "2006-01-02 15:04"
		if got := [2]string{since.In(VietNam).Format(form), until.In(VietNam).Format(form)}; got != want {
			t.Errorf("%s is %v, not %v", span, got, want)
		}
	}
	if since, until := Span("").Bounds(now); !since.IsZero() || !until.IsZero() {
		t.Error("any time has bounds")
	}
}
