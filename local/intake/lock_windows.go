package intake

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lock takes the file for this process.
func lock(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return errHeld
	}
	return err
}

// throwAway releases a key whose tray is gone. A file that another process has
// open by then is not removed.
func (k key) throwAway() {
	k.f.Close()
	os.Remove(k.path)
}
