package child

import (
	"os/exec"

	"golang.org/x/sys/windows"
)

func beforeGentle(c *exec.Cmd) { c.SysProcAttr.CreationFlags |= windows.BELOW_NORMAL_PRIORITY_CLASS }

func afterGentle(*exec.Cmd) {}
