//go:build unix

package pdf

import "golang.org/x/sys/unix"

// reserve takes a place for so many bytes; the system gives pages as they are
// touched.
func reserve(size int) ([]byte, error) {
	return unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE|unix.MAP_NORESERVE)
}

func commit([]byte) error { return nil }

// forget gives the pages back; what is read of them then is zero.
func forget(b []byte) { _ = unix.Madvise(b, unix.MADV_DONTNEED) }

func release(b []byte) { _ = unix.Munmap(b) }
