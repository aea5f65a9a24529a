//go:build unix

package child

import (
	"os/exec"

	"golang.org/x/sys/unix"
)

// gentle is how much a program gives way (nice).
const gentle = 10

func beforeGentle(*exec.Cmd) {}

// afterGentle lowers the priority of what was started. Where that cannot be, it works on
// as it is.
func afterGentle(c *exec.Cmd) { _ = unix.Setpriority(unix.PRIO_PROCESS, c.Process.Pid, gentle) }
