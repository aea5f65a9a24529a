// Package disk asks the operating system whether it encrypts the disk (mã hóa ổ
// đĩa) on which a folder lies. It asks without the rights of an administrator, and
// what is not told it does not guess.
package disk

import (
	"context"
	"path/filepath"
	"time"

	"tram/local/office"
)

// longest is how long an answer is waited for.
const longest = 3 * time.Second

// Encrypted tells what the system says of the disk of a folder that is there.
func Encrypted(ctx context.Context, folder string) office.DiskCipher {
	real, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return office.DiskCipherUnknown
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	return encrypted(ctx, real)
}

// FreeSoon is Free for a disk that may be slow to tell, as one of the network is: after a
// while it is not known.
func FreeSoon(ctx context.Context, folder string) (bytes uint64, known bool) {
	type room struct {
		bytes uint64
		known bool
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	got := make(chan room, 1)
	go func() {
		bytes, known := Free(folder)
		got <- room{bytes, known}
	}()
	select {
	case is := <-got:
		return is.bytes, is.known
	case <-ctx.Done():
		return 0, false
	}
}
