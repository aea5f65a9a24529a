package main

import (
	"strings"
	"testing"
)

func TestADayThatIsNoneIsNamed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for option, typed := range map[string][]string{
		"--date": {"register", "in", "--subject", "x", "--date", "31/2/2026"},
		"--on":   {"overdue", "--on", "31/2/2026"},
	} {
		_, messages, code := d.do(typed...)
		if code != usage || failure(messages) != "tramctl.bad-day" || !strings.Contains(messages, option) || !strings.Contains(messages, "31/2/2026") {
			t.Errorf("%q: %d %s", typed, code, messages)
		}
	}
	if _, messages, code := d.do("register", "stamp", "x", "--at", "giữa trang"); code != usage || failure(messages) != "tramctl.bad-flag-value" {
		t.Errorf("a place that is none: %d %s", code, messages)
	}
}
