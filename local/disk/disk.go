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
