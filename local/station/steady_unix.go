//go:build unix && !linux

package station

import "golang.org/x/sys/unix"

// steadyClock runs on while the PC sleeps, and nobody sets it.
const steadyClock = unix.CLOCK_MONOTONIC
