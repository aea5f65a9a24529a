//go:build unix

package intake

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock takes the file for this process. A disk that knows no locks is no
// reason to refuse work.
func lock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EWOULDBLOCK):
			return errHeld
		case errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.EOPNOTSUPP), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOLCK):
			return nil
		}
		return err
	}
}

// throwAway releases a key whose tray is gone, and removes its file while the
// lock is still held.
func (k key) throwAway() {
	os.Remove(k.path)
	k.f.Close()
}
