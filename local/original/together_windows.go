package original

import (
	"context"
	"os/exec"
	"strconv"

	"tram/local/child"
)

// together makes a kill reach the programs that the command starts, too:
// soffice.com waits for the one that works.
func together(c *exec.Cmd) {
	c.Cancel = func() error {
		if err := child.Command(context.Background(), "taskkill", "/T", "/F", "/PID", strconv.Itoa(c.Process.Pid)).Run(); err != nil {
			return c.Process.Kill()
		}
		return nil
	}
}
