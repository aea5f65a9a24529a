//go:build unix

package original

import (
	"fmt"
	"io"
	"os/exec"
	"syscall"
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

// together makes a kill reach the programs that the command starts, too: soffice
// is a script that waits for the one that works. The end of one at work for longer
// than seconds comes by itself. done is called when the command has ended.
func together(c *exec.Cmd, seconds int) (done func(), err error) {
	c.Args = append([]string{"sh", "-c", fmt.Sprintf(guard, seconds), "sh", c.Path}, c.Args[1:]...)
	c.Path = "/bin/sh"
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	alive, err := c.StdinPipe()
	return func() { end(c, alive) }, err
}

// end leaves nobody of the group behind.
func end(c *exec.Cmd, alive io.Closer) {
	alive.Close()
	if c.Process != nil {
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
	}
}
