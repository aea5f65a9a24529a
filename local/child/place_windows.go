package child

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// hold takes a file for as long as it is open, unless another program has it.
func hold(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	return windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{})
}

// lives tells whether there is a process of a number.
func lives(pid int) bool {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err == nil {
		windows.CloseHandle(h)
	}
	return !errors.Is(err, windows.ERROR_INVALID_PARAMETER)
}
