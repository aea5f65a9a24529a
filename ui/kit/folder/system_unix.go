//go:build unix

package folder

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/unix"
)

// separators stand between the names of a path.
const separators = "/"

// sameName is a name as the disk tells names apart.
func sameName(name string) string { return name }

// hidden are those with a dot before their name, and no others.
func hidden(fs.FileInfo) bool { return false }

// lies tells that a content lies elsewhere, which no disk tells here.
func lies(fs.FileInfo) bool { return false }

// writable asks whether a file could be added, and adds none.
func writable(dir string) error {
	err := unix.Faccessat(unix.AT_FDCWD, dir, unix.W_OK|unix.X_OK, unix.AT_EACCESS)
	switch {
	case errors.Is(err, unix.EROFS):
		return OnlyRead.Because(err)
	case errors.Is(err, unix.EACCES), errors.Is(err, unix.EPERM):
		return Unwritable.Because(err)
	}
	return nil // what else there is to say, the writing says
}

// free is how many bytes may still be written in a folder.
func free(dir string) (bytes uint64, known bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil || s.Blocks == 0 { // some shares tell nothing
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true //nolint:unconvert // of other kinds on other systems
}
