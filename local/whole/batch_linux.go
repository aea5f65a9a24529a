package whole

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// ownDisks are the file systems that bring all they have to the disk when they are asked to.
// One that a program serves (FUSE), or another computer, is not asked by that call.
var ownDisks = []int64{unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC, unix.TMPFS_MAGIC}

// syncsAtOnce tells whether the disk on which a folder lies can be synced as a whole, and what
// fails on the way is told.
func syncsAtOnce(dir string) bool {
	var is unix.Statfs_t
	return tellsOfFailures() && unix.Statfs(dir, &is) == nil && slices.Contains(ownDisks, int64(is.Type)) //nolint:unconvert // of other widths on other machines
}

// tellsOfFailures says whether the kernel tells of a write that failed when it is asked to
// sync a whole file system: since 5.8 it does.
var tellsOfFailures = sync.OnceValue(func() bool {
	var name unix.Utsname
	if unix.Uname(&name) != nil {
		return false
	}
	return atLeast(unix.ByteSliceToString(name.Release[:]), 5, 8)
})

// atLeast reads a release: 6.1.0-18-amd64.
func atLeast(release string, major, minor int) bool {
	parts := strings.FieldsFunc(release, func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) < 2 {
		return false
	}
	first, err := strconv.Atoi(parts[0])
	second, failed := strconv.Atoi(parts[1])
	return err == nil && failed == nil && (first > major || first == major && second >= minor)
}

// writeOut has the system begin to write a file, so that little is left for the end.
func writeOut(f *os.File) error {
	if err := unix.SyncFileRange(int(f.Fd()), 0, 0, unix.SYNC_FILE_RANGE_WRITE); err != nil && !notOffered(err) {
		return err
	}
	return nil
}

// syncDisk brings all of the file system to the disk on which a folder lies.
func syncDisk(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return Tell(dir, err)
	}
	defer d.Close()
	return Tell(dir, unix.Syncfs(int(d.Fd())))
}
