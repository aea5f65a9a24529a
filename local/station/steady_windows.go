package station

import (
	"time"

	"golang.org/x/sys/windows"
)

// steady is the time since some moment by a clock that nobody sets.
func steady() time.Duration { return windows.DurationSinceBoot() }
