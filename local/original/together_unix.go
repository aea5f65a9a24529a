//go:build unix

package original

import (
	"os/exec"
	"syscall"
)

// together makes a kill reach the programs that the command starts, too: soffice
// is a script that waits for the one that works.
func together(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
}
