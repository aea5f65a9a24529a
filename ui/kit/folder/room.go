package folder

import (
	"context"
	"errors"
)

// leastRoom is kept free beside a file, in bytes: it grows under another name, and disks
// need some for themselves.
const leastRoom = 256 << 10

// Takes is why a folder would not take a file of that many bytes; nil: it may, as far as
// can be told without writing. Zero bytes: it is not known how many. said writes a number
// of bytes. Failures: Unwritable, OnlyRead, NoSpace.
func Takes(ctx context.Context, dir string, bytes int64, said func(int64) string) error {
	got, err := through(ctx, dir, func() error {
		if err := writable(dir); err != nil {
			return err
		}
		if left, known := free(dir); known && left < uint64(bytes)+leastRoom {
			return NoSpace.About(said(int64(left)))
		}
		return nil
	})
	return errors.Join(got, err)
}
