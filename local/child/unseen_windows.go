package child

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// unseen keeps a console from flashing up over the desk.
func unseen(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}
