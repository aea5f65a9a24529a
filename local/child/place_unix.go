//go:build unix

package child

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// hold takes a file for as long as it is open, unless another program has it.
func hold(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// lives tells whether there is a process of a number.
func lives(pid int) bool { return !errors.Is(unix.Kill(pid, 0), unix.ESRCH) }
