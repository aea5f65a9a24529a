package original

import (
	"context"
	"os/exec"
	"strconv"

	"tram/local/child"
)

// together makes a kill reach the programs that the command starts, too:
// soffice.com waits for the one that works. Windows ends them at the end of the
// time; not with a program that was ended from outside, nor by what they use.
func together(c *exec.Cmd, _ int) (done func(), err error) {
	c.Cancel = func() error {
		if err := child.Command(context.Background(), "taskkill", "/T", "/F", "/PID", strconv.Itoa(c.Process.Pid)).Run(); err != nil {
			return c.Process.Kill()
		}
		return nil
	}
	return func() {}, nil
}
