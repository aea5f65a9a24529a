package whole

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// unwaiting has nothing to do: opening a pipe never waits here.
const unwaiting = 0

var (
	diskFull    = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}
	tooBig      = []error{windows.ERROR_FILE_TOO_LARGE}
	readOnly    = []error{windows.ERROR_WRITE_PROTECT}
	badName     = []error{windows.ERROR_INVALID_NAME, windows.ERROR_FILENAME_EXCED_RANGE, windows.ERROR_BAD_PATHNAME}
	noFolder    = []error{windows.ERROR_DIRECTORY}
	diskFailing = []error{windows.ERROR_IO_DEVICE, windows.ERROR_CRC, windows.ERROR_NOT_READY, windows.ERROR_DEVICE_NOT_CONNECTED}
)

// claim has nothing to do: a file that is open cannot be removed by others.
func claim(*os.File, string) bool { return true }

// removeOrphan removes a temporary file that no process has open.
func removeOrphan(path string) error {
	err := os.Remove(path)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return nil
	}
	return err
}

func discard(f *os.File, temp string) {
	f.Close()
	os.Remove(temp)
}

func renameOver(f *os.File, from, to string) error {
	return move(f, from, to, windows.MOVEFILE_WRITE_THROUGH|windows.MOVEFILE_REPLACE_EXISTING)
}

func renameNew(f *os.File, from, to string) error {
	return move(f, from, to, windows.MOVEFILE_WRITE_THROUGH)
}

// move closes the file first: Windows does not rename an open one.
func move(f *os.File, from, to string, flags uint32) error {
	if err := f.Close(); err != nil {
		return err
	}
	old, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	name, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	err = patiently(from, isHeld, func() error { return windows.MoveFileEx(old, name, flags) })
	if err == nil || errors.Is(err, Held) {
		return err
	}
	return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
}

// isShut tells that another program keeps a file from being opened at the moment.
func isShut(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}

// isHeld tells that another program keeps a file from being moved or removed: Windows
// says of one that is open elsewhere, or about to go, that access is denied.
func isHeld(err error) bool { return isShut(err) || errors.Is(err, windows.ERROR_ACCESS_DENIED) }

// shutOut tells why a file cannot be opened.
func shutOut(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}

func syncDir(string) error { return nil }

func startFlush(*os.File, int64, int64) {}
