package child

import (
	"os"

	"golang.org/x/sys/windows"
)

// hold takes a file for as long as it is open, unless another program has it.
func hold(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	return windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{})
}
