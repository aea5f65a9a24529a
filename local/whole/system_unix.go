//go:build unix

package whole

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// unwaiting keeps the opening of a pipe from waiting for its other end.
const unwaiting = unix.O_NONBLOCK

var (
	diskFull    = []error{unix.ENOSPC, unix.EDQUOT}
	tooBig      = []error{unix.EFBIG}
	readOnly    = []error{unix.EROFS}
	badName     = []error{unix.ENAMETOOLONG, unix.EILSEQ}
	noFolder    = []error{unix.ENOTDIR, unix.ELOOP}
	diskFailing = []error{unix.EIO, unix.ENXIO, unix.ENODEV}
)

// claim locks a temporary file that was just created. It reports false if a
// Sweep of another process took it for an orphan in the moment before. A disk
// that knows no locks is no reason to refuse.
func claim(f *os.File, temp string) bool {
	if err := lock(f); err != nil {
		return !errors.Is(err, unix.EWOULDBLOCK)
	}
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(temp)
	return err == nil && os.SameFile(mine, there)
}

func lock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err != unix.EINTR {
			return err
		}
	}
}

// removeOrphan removes a temporary file that nobody holds.
func removeOrphan(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0)
	if errors.Is(err, os.ErrPermission) {
		return nil // another account's: not ours to judge
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if lock(f) != nil {
		return nil
	}
	return os.Remove(path)
}

// discard removes a temporary file while its lock is still held.
func discard(_ *os.File, temp string) { os.Remove(temp) }

func renameOver(_ *os.File, from, to string) error { return os.Rename(from, to) }

// renameNew gives a file a name that must be free.
func renameNew(_ *os.File, from, to string) error {
	err := renameExclusive(from, to)
	if err == nil || !notOffered(err) {
		return err
	}
	err = os.Link(from, to)
	if err == nil {
		return os.Remove(from)
	}
	if !notOffered(err) && !errors.Is(err, unix.EPERM) {
		return err
	}
	// A disk such as FAT offers neither. Two processes that choose one name in
	// the same instant are the only risk left, and each file is whole.
	if _, err := os.Lstat(to); err == nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: os.ErrExist}
	}
	return os.Rename(from, to)
}

// notOffered tells a disk or a system that lacks an operation from one that
// refused it.
func notOffered(err error) bool {
	return isAny(err, []error{unix.EINVAL, unix.ENOSYS, unix.ENOTSUP, unix.EOPNOTSUPP})
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !notOffered(err) {
		return err
	}
	return nil
}

// isShut and isHeld tell that another program keeps a file to itself, which no program does
// here.
func isShut(error) bool { return false }
func isHeld(error) bool { return false }

// shutOut has nothing to tell, and opens nothing: a program that opens a file twice loses
// its locks on it when it closes one.
func shutOut(string) error { return nil }
