//go:build unix

package whole

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// takeTurn takes a file unless somebody has it.
func takeTurn(f *os.File) bool { return !errors.Is(lock(f), unix.EWOULDBLOCK) }
