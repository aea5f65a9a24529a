package copies

import (
	"time"

	"tram/local/office"
	"tram/ui/kit"
)

// Chip is what the window always says of the copies: by the best of them, how long ago it was
// last read back whole.
func Chip(all []office.CopyState, now time.Time) (kit.Tone, string) {
	if len(all) == 0 {
		return kit.Warn, kit.T("copies.none")
	}
	level, age := office.CopiesStand(all, now)
	return toneOf(level), kit.T("copies.chip", Age(age))
}

func toneOf(level office.CopyLevel) kit.Tone {
	switch level {
	case office.CopyGood:
		return kit.Good
	case office.CopyAmber:
		return kit.Warn
	}
	return kit.Bad
}

// Age says how long ago something was, in seconds; -1: never.
func Age(seconds int64) string {
	const minute, hour, day = 60, 60 * 60, 24 * 60 * 60
	switch {
	case seconds < 0:
		return kit.T("copies.age-never")
	case seconds < minute:
		return kit.T("copies.age-now")
	case seconds < hour:
		return kit.T("copies.age-minutes", seconds/minute)
	case seconds < day:
		return kit.T("copies.age-hours", seconds/hour)
	}
	return kit.T("copies.age-days", seconds/day)
}
