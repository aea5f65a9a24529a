package original

import (
	"os/exec"
	"strconv"
)

// together makes a kill reach the programs that the command starts, too:
// soffice.com waits for the one that works.
func together(c *exec.Cmd) {
	c.Cancel = func() error {
		if err := exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(c.Process.Pid)).Run(); err != nil {
			return c.Process.Kill()
		}
		return nil
	}
}
