//go:build unix

package original

import (
	"fmt"
	"io"
	"os/exec"
	"syscall"
	"time"
)

// guard is a shell that starts the command and ends with everything that the command
// started when this program is gone, however it went: the pipe that it reads ends
// then. What one process may use is bounded, too: seconds at work, a file of half a
// gigabyte in blocks of 512 bytes, and no picture of the memory is left anywhere.
const guard = `ulimit -t %d; ulimit -f 1000000; ulimit -c 0
exec 3<&0
{ read -r _ <&3; kill -9 0; } &
watch=$!
"$@" </dev/null 3<&-
said=$?
kill $watch
exit $said`

// group is a command with all programs that it starts.
type group struct {
	c     *exec.Cmd
	alive io.Closer // the guard waits for its end
}

// together makes a kill reach the programs that the command starts, too: soffice
// is a script that waits for the one that works. The end of one at work for too long
// comes by itself.
func together(c *exec.Cmd, b bounds) (group, error) {
	c.Args = append([]string{"sh", "-c", fmt.Sprintf(guard, int(b.work/time.Second)), "sh", c.Path}, c.Args[1:]...)
	c.Path = "/bin/sh"
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	alive, err := c.StdinPipe()
	return group{c, alive}, err
}

// began is called when the command runs.
func (g group) began() error { return nil }

// end leaves nobody of the group behind.
func (g group) end() {
	g.alive.Close()
	if g.c.Process != nil {
		_ = syscall.Kill(-g.c.Process.Pid, syscall.SIGKILL)
	}
}
