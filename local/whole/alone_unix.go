//go:build unix

package whole

import (
	"errors"
	"io/fs"
	"os"
)

// MakeAlone makes a folder, and those above it that are missing, that is left to this
// account from its first moment; one that is there stays as it is, and made tells so.
func MakeAlone(dir string) (made bool, err error) {
	_, err = os.Stat(dir)
	return errors.Is(err, fs.ErrNotExist), MakeDir(dir, 0o700)
}

// Alone leaves a folder to the account that made it, and to those who administer the
// machine, whom nothing keeps out.
func Alone(dir string) error {
	return Tell(dir, os.Chmod(dir, 0o700))
}

// OthersMay tells whether other accounts of this machine may look into a folder; known is
// false where the system does not tell.
func OthersMay(dir string) (others, known bool) {
	info, err := os.Stat(dir)
	if err != nil {
		return false, false
	}
	const ofOthers = 0o077
	return info.Mode().Perm()&ofOthers != 0, true
}
