//go:build unix

package watched

import (
	"os"

	"golang.org/x/sys/unix"
)

// isLocked tells whether a program keeps a file to itself.
func isLocked(f *os.File) bool {
	if unix.Flock(int(f.Fd()), unix.LOCK_SH|unix.LOCK_NB) == unix.EWOULDBLOCK {
		return true
	}
	asked := unix.Flock_t{Type: unix.F_RDLCK}
	err := unix.FcntlFlock(f.Fd(), unix.F_GETLK, &asked)
	return err == nil && asked.Type != unix.F_UNLCK
}
