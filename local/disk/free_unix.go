//go:build !windows

package disk

import "golang.org/x/sys/unix"

// Free is how many bytes an account that is not the system's may still write below a folder.
func Free(folder string) (bytes uint64, known bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil || s.Blocks == 0 { // some shares tell nothing
		return 0, false
	}
	return uint64(s.Bavail) * uint64(s.Bsize), true //nolint:unconvert // of other kinds on other systems
}
