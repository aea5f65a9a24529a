//go:build unix

package station

import (
	"time"

	"golang.org/x/sys/unix"
)

// begun is a moment from which the time is counted where the system tells none.
var begun = time.Now()

// steady is the time since some moment by a clock that nobody sets.
func steady() time.Duration {
	var at unix.Timespec
	if err := unix.ClockGettime(steadyClock, &at); err != nil {
		return time.Since(begun)
	}
	return time.Duration(at.Nano())
}
